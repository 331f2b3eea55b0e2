"""The dependency view: small maps by hand, random maps against another solver, the map of the essay."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmlaw import argument
from qmlaw.argument.changes import Conflict, conflicts, flips, one_of_each, single_changes
from qmlaw.argument.claims import Claim, Edge
from qmlaw.argument.dependency import Commitment, dependency_view
from qmlaw.argument.reader import Choice, author, blank, critic, steelman

TEXTS = {"en": "text", "ko": "글"}
SHORT = {"+": "accept", "-": "reject", "?": "suspend"}
VALUE = {"stands": True, "falls": False, "undecided": None}


def small_map(**edges):
    """`C1=""`, `D1="support C1 g; rebut C2"`: claims and where their edges lead."""
    return {
        name: Claim(
            name,
            name[0],
            None,
            TEXTS,
            TEXTS,
            "12",
            tuple(
                Edge(name, target, kind, *group)
                for kind, target, *group in map(str.split, filter(None, text.split("; ")))
            ),
        )
        for name, text in edges.items()
    }


def view(claims, answered="", **marks):
    return dependency_view(
        claims, Choice({n: SHORT[m] for n, m in marks.items()}, frozenset(answered.split()))
    )


LINKED = small_map(D1="support C1 g", D2="support C1 g", D3="support C1", C1="")


@pytest.mark.parametrize(
    ("marks", "status"),
    [
        ({"D1": "+", "D2": "+"}, "stands"),  # the linked step alone is enough
        ({"D1": "+", "D3": "-"}, "undecided"),  # half of a linked step is not
        ({"D1": "-", "D2": "+", "D3": "-"}, "falls"),  # no step is left
        ({"D1": "-", "D3": "+"}, "stands"),
        ({}, "undecided"),
        ({"C1": "+", "D1": "-", "D3": "-"}, "stands"),  # held whatever supports it
        ({"C1": "-", "D3": "+"}, "falls"),  # denied whatever supports it
        ({"C1": "?", "D3": "+"}, "undecided"),  # held back
    ],
)
def test_linked_premises_and_independent_steps(marks, status):
    assert view(LINKED, **marks).status["C1"] == status


def test_a_rebuttal_strikes_the_claim_and_an_undercut_one_step_only():
    rebut = small_map(D1="support C1", D2="support C1 g", D3="support C1 g", O1="rebut C1", C1="")
    undercut = small_map(D1="support C1", D2="support C1 g", D3="support C1 g", O1="undercut C1 g", C1="")
    everything = {"D1": "+", "D2": "+", "D3": "+", "O1": "+"}
    assert view(rebut, **everything).status["C1"] == "falls"
    assert view(undercut, **everything).status["C1"] == "stands"
    assert view(undercut, **everything | {"D1": "-"}).status["C1"] == "falls"
    assert view(rebut, **everything | {"O1": "?"}).status["C1"] == "undecided"
    assert view(rebut, **everything | {"O1": "-"}).status["C1"] == "stands"


def test_an_answered_objection_stays_true_and_hits_nothing():
    claims = small_map(D1="support C1", O1="rebut C1", C1="")
    seen = view(claims, answered="O1", D1="+", O1="+")
    assert seen.status == {"D1": "stands", "O1": "stands", "C1": "stands"}
    assert seen.support_sets("C1") == [{Commitment("accept", "D1"), Commitment("answer", "O1")}]
    assert seen.support_sets("C1", acts=["accept"]) == [{Commitment("accept", "D1")}]


def test_an_objection_that_falls_gives_back_what_it_struck():
    claims = small_map(D1="support C1", O1="rebut C1", S1="rebut O1", C1="")
    seen = view(claims, D1="+", O1="+", S1="+")
    assert seen.status["O1"] == "falls" and seen.status["C1"] == "stands"
    assert seen.support_sets("C1") == [{Commitment("accept", "D1"), Commitment("accept", "S1")}]


def test_a_claim_falls_with_what_it_presupposes_but_gets_no_support_from_it():
    claims = small_map(D1="support C1", C1="presuppose P1", P1="")
    assert view(claims, D1="+", P1="-").status["C1"] == "falls"
    assert view(claims, D1="+", P1="?").status["C1"] == "undecided"
    assert view(claims, D1="-", P1="+").status["C1"] == "falls"
    accepted = view(claims, C1="+", P1="-")
    assert accepted.status["C1"] == "falls"
    assert conflicts(accepted) == [Conflict("presupposition", "C1", ("P1",))]


def test_conflicts_of_commitments_are_named():
    claims = small_map(D1="support C1", O1="rebut P1", P1="", C1="")
    seen = view(claims, D1="+", C1="-", P1="+", O1="+")
    assert conflicts(seen) == [Conflict("rebutted", "P1", ("O1",)), Conflict("entailed", "C1", ("D1",))]
    assert conflicts(view(claims, answered="O1", D1="+", P1="+", O1="+")) == []


def test_claims_that_rest_on_each_other_stay_open_unless_one_is_held():
    claims = small_map(P1="support C1", C1="support C2", C2="", P2="support P1")
    claims["P1"] = Claim(
        **{**vars(claims["P1"]), "edges": (*claims["P1"].edges, Edge("P1", "C2", "presuppose"))}
    )
    assert view(claims, P2="+").status == {
        "P1": "undecided",
        "C1": "undecided",
        "C2": "undecided",
        "P2": "stands",
    }
    assert view(claims, P2="+", C1="+").status["P1"] == "stands"
    assert view(claims, P2="+", C1="+").support_sets("P1") == [
        {Commitment("accept", "C1"), Commitment("accept", "P2")}
    ]


def test_open_points_are_the_suspended_claims_that_matter():
    claims = small_map(D1="support C1 g", D2="support C1 g", D3="support C2", O1="rebut C1", C1="", C2="")
    assert view(claims, D1="+", D2="?", O1="?").open_points("C1") == ["D2", "O1"]
    assert view(claims, answered="O1", D1="+", D2="?").open_points("C1") == ["D2"]
    assert view(claims, D1="-", D2="?").open_points("C1") == []  # it falls


def test_what_rests_on_an_unexamined_claim_is_provisional():
    claims = small_map(I1="support C1", I2="support C2", C1="support C3", C2="", C3="")
    claims["I1"] = Claim(**{**vars(claims["I1"]), "examined": False})
    assert view(claims).provisional == {"I1", "C1", "C3"}


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice({"X9": "accept"}), "not a claim: X9; known are D1"),
        (Choice({"D1": "perhaps"}), "mark on D1 is 'perhaps'; allowed are accept, reject, suspend"),
        (Choice({}, frozenset({"D1"})), "D1, which attacks nothing"),
    ],
)
def test_a_choice_that_does_not_fit_the_map_is_refused(choice, words):
    with pytest.raises(ValueError, match=words):
        dependency_view(LINKED, choice)


def test_unknown_claims_and_acts_are_refused():
    with pytest.raises(ValueError, match="'C9' is not a claim"):
        view(LINKED).cuts("C9")
    with pytest.raises(ValueError, match=r"acts are \['think'\]; allowed are accept, reject, answer"):
        view(LINKED).support_sets("C1", acts=["think"])


# -- random maps, against three-valued logic written down a second time -------------------------------------


@st.composite
def maps_and_choices(draw):
    n = draw(st.integers(2, 6))
    names = [f"P{i}" for i in range(n)]
    edges = {name: [] for name in names}
    for j in range(1, n):
        for i in draw(st.sets(st.integers(0, j - 1), max_size=3)):
            kind = draw(st.sampled_from(["support", "support", "linked", "rebut", "presuppose"]))
            if kind == "presuppose":  # points from what depends, so the other way round
                edges[names[j]].append(f"presuppose P{i}")
            else:
                edges[names[i]].append(f"support P{j} g{j}" if kind == "linked" else f"{kind} P{j}")
        linked = [i for i in range(j) if f"support P{j} g{j}" in edges[names[i]]]
        if linked and draw(st.booleans()):
            edges[names[draw(st.integers(0, j - 1))]].append(f"undercut P{j} g{j}")
    claims = small_map(**{name: "; ".join(found) for name, found in edges.items()})
    marks = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(list(SHORT.values()))))
    attackers = sorted(
        {e.source for c in claims.values() for e in c.edges if e.type in ("rebut", "undercut")}
    )
    answered = draw(st.sets(st.sampled_from(attackers))) if attackers else set()
    return claims, Choice(marks, frozenset(answered))


def strong_kleene_and(values):
    return False if False in values else None if None in values else True


def strong_kleene_or(values):
    return True if True in values else None if None in values else False


def opposite(value):
    return None if value is None else not value


def truth(claims, choice, name):
    """Status of a claim by plain recursion over the map."""
    edges = [edge for claim in claims.values() for edge in claim.edges]
    value = lambda other: truth(claims, choice, other)  # noqa: E731
    blow = lambda other: False if other in choice.answered else value(other)  # noqa: E731
    parts = [opposite(blow(e.source)) for e in edges if e.target == name and e.type == "rebut"]
    parts += [value(e.target) for e in edges if e.source == name and e.type == "presuppose"]
    supports = [e for e in edges if e.target == name and e.type == "support"]
    mark = choice.marks.get(name)
    if mark is not None or not supports:
        return strong_kleene_and([*parts, {"accept": True, "reject": False}.get(mark)])
    held = []
    for group in {e.group or e.source for e in supports}:
        inside = [value(e.source) for e in supports if (e.group or e.source) == group]
        against = [e for e in edges if e.target == name and e.type == "undercut" and e.group == group]
        held.append(strong_kleene_and([*inside, *(opposite(blow(e.source)) for e in against)]))
    return strong_kleene_and([*parts, strong_kleene_or(held)])


@given(maps_and_choices())
def test_statuses_are_those_of_three_valued_logic(case):
    claims, choice = case
    found = dependency_view(claims, choice).status
    assert {n: VALUE[s] for n, s in found.items()} == {n: truth(claims, choice, n) for n in claims}


@settings(max_examples=60)
@given(maps_and_choices())
def test_support_sets_and_cuts_are_what_holding_back_every_subset_finds(case):
    claims, choice = case
    seen = dependency_view(claims, choice)
    marked = [c for c in seen.commitments if c.act != "answer"]
    goal = list(claims)[-1]
    subsets = [set(s) for s in chain.from_iterable(combinations(marked, k) for k in range(len(marked) + 1))]
    keeps = [
        kept
        for kept in subsets
        if truth(claims, choice.marked("suspend", *(c.claim for c in marked if c not in kept)), goal)
        == VALUE[seen.status[goal]]
    ]
    loses = [set(marked) - kept for kept in subsets if kept not in keeps]
    acts = ["accept", "reject"]
    if seen.status[goal] == "undecided":
        assert seen.support_sets(goal, acts) == [] and seen.cuts(goal, acts) == [frozenset()]
        return
    for found, family in ((seen.support_sets(goal, acts), keeps), (seen.cuts(goal, acts), loses)):
        assert sorted(map(sorted, found)) == sorted(
            sorted(s) for s in family if not any(o < s for o in family)
        )


@settings(max_examples=60)
@given(maps_and_choices())
def test_the_short_form_of_cuts_stands_for_exactly_these_cuts(case):
    claims, choice = case
    seen = dependency_view(claims, choice)
    for goal in claims:
        family = seen.cuts(goal)
        spelled = []
        for line in one_of_each(family):
            cuts = [frozenset()]
            for group in line:
                cuts = [cut | {one} for cut in cuts for one in group]
            spelled += cuts
        assert sorted(map(sorted, spelled)) == sorted(map(sorted, family))


# -- single changes -----------------------------------------------------------------------------------------


def test_single_changes_try_every_other_mark_and_every_answer():
    claims = small_map(D1="support C1", O1="rebut C1", C1="")
    seen = view(claims, D1="+", O1="-")
    tried = {(c.act, c.claim): c.moved.get("C1") for c in single_changes(seen)}
    assert tried == {
        ("reject", "D1"): ("stands", "falls"),
        ("suspend", "D1"): ("stands", "undecided"),
        ("accept", "O1"): ("stands", "falls"),
        ("suspend", "O1"): ("stands", "undecided"),
        ("answer", "O1"): None,
    }
    assert len(flips(single_changes(seen), "C1")) == 4


# -- the map of the essay ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def claims():
    return argument.load_claims()


def test_for_its_author_every_conclusion_stands_and_nothing_clashes(claims):
    seen = dependency_view(claims, author(claims))
    assert {s for n, s in seen.status.items() if n[0] in "IC"} == {"stands"}
    assert conflicts(seen) == []


def test_for_the_blank_sheet_everything_is_open(claims):
    assert set(dependency_view(claims, blank(claims)).status.values()) == {"undecided"}


def test_for_the_critic_the_last_conclusions_fall_and_best_replies_open_them_again(claims):
    pressed = critic(claims)
    assert {dependency_view(claims, pressed).status[n] for n in ("C2", "C3")} == {"falls"}
    assert dependency_view(claims, steelman(claims, pressed)).status["C3"] == "undecided"


def test_known_cuts_of_the_last_conclusion(claims):
    """Found by hand in the reconstruction: C3 hangs on P8 on one side, on D36, P9 and P11 on the other."""
    seen = dependency_view(claims, author(claims))
    cuts = [{one.claim for one in cut} for cut in seen.cuts("C3", acts=["accept"])]
    for known in ({"P8", "D36"}, {"P8", "P9"}, {"P8", "P11"}, {"P6", "D36"}, {"P6", "P11"}, {"P6", "P9"}):
        assert known in cuts
    assert min(map(len, cuts)) == 2
    assert {"D36", "P9", "P11"} in [{c.claim for c in s} for s in seen.support_sets("C3", acts=["accept"])]


def test_the_web_conclusion_needs_the_web_and_tacit_premises(claims):
    """Without P6, or without one of the tacit P10, P13 and P14, C2 has no support at all."""
    sets = dependency_view(claims, author(claims)).support_sets("C2", acts=["accept"])
    always = frozenset.intersection(*sets)
    assert {"P3", "P6", "P10", "P13", "P14"} <= {one.claim for one in always}


def test_the_essays_own_census_of_parameters_strikes_its_contrast_class(claims):
    """D6 rebuts P14, both are the essay's own: unless it answers itself, C2 falls."""
    seen = dependency_view(claims, author(claims).not_answering("D6"))
    assert seen.status["C2"] == "falls"
    assert Conflict("rebutted", "P14", ("D6",)) in conflicts(seen)
