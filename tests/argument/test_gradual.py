"""Gradual strengths: by hand, against the dependency view where only yes and no occur, and in circles."""

import random

import pytest

from qmlaw import argument
from qmlaw.argument.claims import Claim, Edge
from qmlaw.argument.dependency import dependency_view
from qmlaw.argument.gradual import SETTINGS, WARNING, Setting, intervals, strengths
from qmlaw.argument.reader import Choice, asked, attacking, author, blank

TEXTS = {"en": "text", "ko": "글"}


def map_of(names, *edges):
    links = {name: tuple(Edge(*edge) for edge in edges if edge[0] == name) for name in names.split()}
    return {name: Claim(name, name[0], None, TEXTS, TEXTS, "12", links[name]) for name in links}


PAIR = map_of("P1 P2 O1 C1", ("P1", "C1", "support"), ("P2", "C1", "support"), ("O1", "C1", "rebut"))


@pytest.mark.parametrize(
    ("semantics", "scores", "base", "expected"),
    [
        # attackers and supporters of equal strength leave the base; 1 - (1 - .5)^2 = .75 of support
        ("df-quad", {"P1": 0.5, "P2": 0.5, "O1": 0.75}, 0.5, 0.5),
        ("df-quad", {"P1": 0.5, "P2": 0.5, "O1": 0.0}, 0.5, 0.5 + 0.5 * 0.75),
        ("df-quad", {"P1": 0.0, "P2": 0.0, "O1": 0.5}, 0.5, 0.25),
        # energy 1: h = 1/2, half of the way up; energy -1: half of the way down; energy 2: h = 4/5
        ("quadratic energy", {"P1": 1.0, "P2": 0.0, "O1": 0.0}, 0.5, 0.75),
        ("quadratic energy", {"P1": 0.0, "P2": 0.0, "O1": 1.0}, 0.5, 0.25),
        ("quadratic energy", {"P1": 1.0, "P2": 1.0, "O1": 0.0}, 0.0, 0.8),
        # 1 - (1 - .5)^2 of support, a quarter of it is lost
        ("noisy-or", {"P1": 0.5, "P2": 0.5, "O1": 0.25}, 0.0, 0.75 * 0.75),
    ],
)
def test_strengths_by_hand(semantics, scores, base, expected):
    found = strengths(PAIR, Choice(), Setting(semantics, "product", base), scores)
    assert found["C1"] == pytest.approx(expected)


def test_linked_premises_are_joined_and_an_undercut_weakens_their_step():
    links = [("P1", "C1", "support", "g"), ("P2", "C1", "support", "g"), ("O1", "C1", "undercut", "g")]
    claims = map_of("P1 P2 O1 C1", *links)
    scores = {"P1": 0.5, "P2": 0.8, "O1": 0.5}
    for joint, together in (("product", 0.4), ("minimum", 0.5)):
        setting = Setting("noisy-or", joint, 0.0)
        assert strengths(claims, Choice(), setting, scores)["C1"] == pytest.approx(together / 2)
        answered = Choice(answered=frozenset({"O1"}))
        assert strengths(claims, answered, setting, scores)["C1"] == pytest.approx(together)


def test_what_is_presupposed_limits_a_claim_and_marks_are_not_moved_by_support():
    claims = map_of("P1 P2 C1", ("P1", "C1", "support"), ("C1", "P2", "presuppose"))
    for setting in SETTINGS:
        half = strengths(claims, Choice({"C1": "accept", "P1": "accept"}), setting, {"P2": 0.25})
        assert half["C1"] == pytest.approx(0.25)
        denied = strengths(claims, Choice(dict(C1="reject", P1="accept", P2="accept")), setting)
        assert denied["C1"] == 0


def test_where_only_yes_and_no_occur_noisy_or_is_the_dependency_view():
    claims, rng = argument.load_claims(), random.Random(8)
    for _ in range(30):
        marks = {name: rng.choice(["accept", "accept", "reject"]) for name in asked(claims)}
        answered = frozenset(name for name in attacking(claims) if rng.random() < 0.7)
        choice = Choice(marks, answered)
        status = dependency_view(claims, choice).status
        found = strengths(claims, choice, Setting("noisy-or", "product", 0.0))
        assert {n: {"stands": 1, "falls": 0}[s] for n, s in status.items()} == found


def test_intervals_hold_every_setting_and_the_semantics_disagree_on_the_last_conclusion():
    claims = argument.load_claims()
    found = intervals(claims, blank(claims))
    for one in found.values():
        assert set(one.by_setting) == set(SETTINGS) and one.unsettled == ()
        assert 0 <= one.low == min(one.by_setting.values()) <= max(one.by_setting.values()) == one.high <= 1
    assert found["C3"].high - found["C3"].low > 0.3
    certain = intervals(claims, author(claims))["D36"]
    assert certain.low == certain.high == 1
    assert set(WARNING) == {"en", "ko"}


def test_a_circle_that_comes_to_rest_in_one_place_gives_that_place():
    circle = map_of("P1 P2", ("P1", "P2", "rebut"), ("P2", "P1", "rebut"))
    found = strengths(
        circle, Choice({"P1": "accept", "P2": "accept"}), Setting("quadratic energy", "product", 0.0)
    )
    x = found["P1"]  # x = 1 - x^2 / (1 + x^2), so x^3 + x = 1
    assert found["P2"] == pytest.approx(x) and x**3 + x == pytest.approx(1)


def test_a_circle_with_several_places_of_rest_gives_no_number():
    circle = map_of("P1 P2 P3", ("P1", "P2", "rebut"), ("P2", "P1", "rebut"))
    choice = Choice({"P1": "accept", "P2": "accept"})
    setting = Setting("df-quad", "product", 0.0)  # x = 1 - y and y = 1 - x: a whole line
    assert strengths(circle, choice, setting) is None
    one = intervals(circle, choice)["P3"]
    assert setting in one.unsettled and setting not in one.by_setting
    assert Setting("quadratic energy", "product", 0.0) in one.by_setting


@pytest.mark.parametrize(
    ("setting", "scores", "words"),
    [
        (Setting("guess", "product", 0.0), {}, "semantics is 'guess'; allowed are df-quad"),
        (Setting("df-quad", "sum", 0.0), {}, "joint is 'sum'; allowed are product, minimum"),
        (Setting("df-quad", "product", 2.0), {}, "base is 2.0; allowed is 0 to 1"),
        (SETTINGS[0], {"P9": 0.5}, "not a claim: P9"),
        (SETTINGS[0], {"P1": 1.5}, "base score of P1 is 1.5; allowed is 0 to 1"),
        (SETTINGS[0], {"P1": float("nan")}, "base score of P1 is nan; allowed is 0 to 1"),
    ],
)
def test_settings_and_scores_that_do_not_fit_are_refused(setting, scores, words):
    with pytest.raises(ValueError, match=words):
        strengths(PAIR, Choice(), setting, scores)
