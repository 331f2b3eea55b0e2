"""Marks, presets, and what speaks against a claim."""

import pytest
import yaml

from qmlaw import argument
from qmlaw.argument.claims import Claim, Edge
from qmlaw.argument.evidence import Run
from qmlaw.argument.reader import (
    Choice,
    asked,
    attacking,
    author,
    blank,
    check_choice,
    critic,
    steelman,
)
from qmlaw.argument.reasons import following, judged_by, reasons_against
from qmlaw.paths import data_folder


@pytest.fixture(scope="module")
def claims():
    return argument.load_claims()


def test_marks_are_set_taken_back_and_leave_the_old_choice_alone():
    first = Choice({"P8": "accept"})
    second = first.marked("reject", "P8", "D36").answering("O9")
    assert second == Choice({"P8": "reject", "D36": "reject"}, frozenset({"O9"}))
    assert second.marked(None, "P8").not_answering("O9") == Choice({"D36": "reject"})
    assert first == Choice({"P8": "accept"})
    with pytest.raises(ValueError, match="mark is 'maybe'; allowed are accept, reject, suspend and None"):
        first.marked("maybe", "P8")


def test_asked_is_everything_but_supported_interpretations_and_conclusions(claims):
    supported = {step.target for step in argument.steps(claims)}
    left = set(claims) - set(asked(claims))
    assert left == {n for n in supported if n[0] in "IC"} and {"C1", "C2", "C3", "I6"} <= left


def test_every_preset_fits_the_map_and_marks_what_is_asked(claims):
    for preset in (author, critic, blank):
        choice = preset(claims)
        check_choice(claims, choice)
        assert list(choice.marks) == asked(claims)


def test_the_author_accepts_the_essay_and_the_critic_goes_by_the_fact_checks(claims):
    mine, theirs = author(claims).marks, critic(claims).marks
    assert mine["P10"] == mine["D24"] == "accept" and mine["O9"] == mine["S1"] == "suspend"
    assert {"D6", "O1", "O7", "O9"} <= author(claims).answered <= set(attacking(claims))
    assert theirs["O9"] == "accept" and theirs["P10"] == "suspend" and theirs["D24"] == "reject"
    assert critic(claims).answered == frozenset()


def test_the_author_does_not_answer_what_attacks_objections_only():
    texts = {"en": "text", "ko": "글"}
    links = {"I9": [Edge("I9", "O8", "rebut")], "O8": [Edge("O8", "C2", "rebut")], "C2": []}
    small = {n: Claim(n, n[0], None, texts, texts, "10", tuple(edges)) for n, edges in links.items()}
    assert author(small) == Choice({"I9": "accept", "O8": "suspend", "C2": "accept"}, frozenset({"O8"}))


def test_the_steelman_answers_what_has_a_reply_and_only_that(claims):
    choice = steelman(claims, critic(claims))
    assert (
        choice.answered == {n for n in attacking(claims) if claims[n].reply} and "D6" not in choice.answered
    )
    assert choice.marks == critic(claims).marks


def run(outcome):
    return Run("2026-01-01", "made up", 1.0, {}, {}, {"D24": outcome})


def test_reasons_come_from_fact_checks_and_from_the_run_at_full_scale(claims):
    def found(**runs):
        return [(r.kind, r.source) for r in reasons_against(claims, {"T11": runs}) if r.claim == "D24"]

    wrong = ("fact check", "wrong")
    assert found() == [wrong]
    assert found(quick=run("against")) == [wrong, ("experiment", "T11")]
    assert found(quick=run("against"), full=run("mixed")) == [wrong]


def test_evidence_changes_marks_only_when_asked(claims):
    reasons = [
        r for r in reasons_against(claims, {"T11": {"full": run("against")}}) if r.kind == "experiment"
    ]
    before = author(claims)
    after = following(before, reasons)
    assert before.marks["D24"] == "accept" and after.marks["D24"] == "reject"
    assert {n for n in after.marks if after.marks[n] != before.marks.get(n)} == {"D24"}


def test_a_changed_threshold_changes_the_reasons_and_nothing_that_is_stored(claims, tmp_path):
    tests = argument.load_tests()
    stored = {(r.claim, r.source) for r in reasons_against(claims) if r.kind == "experiment"}
    same = {(r.claim, r.source) for r in reasons_against(claims, judged_by(tests)) if r.kind == "experiment"}
    assert ("D24", "T11") in stored and same == stored
    document = yaml.safe_load((data_folder() / "argument" / "tests.yaml").read_text(encoding="utf-8"))
    rules = next(test for test in document["tests"] if test["id"] == "T11")["verdicts"]["D24"]
    for rule in rules:
        rule["outcome"] = {"against": "mixed"}.get(rule["outcome"], rule["outcome"])
    edited = tmp_path / "edited.yaml"
    edited.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    lenient = reasons_against(claims, judged_by(argument.load_tests(edited)))
    assert {(r.claim, r.source) for r in lenient if r.kind == "experiment"} == stored - {("D24", "T11")}
    assert argument.load_evidence("T11")["quick"].verdicts["D24"] == "against"
