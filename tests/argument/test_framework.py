"""Grounded labelling and minimal sets, against textbook examples and against solvers that try everything."""

from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.argument.framework import IN, OUT, UNDECIDED, attackers_of, carriers, cuts, grounded


def labels(arguments, *attacks):
    found = grounded(attackers_of(arguments, attacks))
    return "".join({IN: "+", OUT: "-", UNDECIDED: "?"}[found[one]] for one in arguments)


@pytest.mark.parametrize(
    ("arguments", "attacks", "expected"),
    [
        ("a", [], "+"),
        ("ab", ["ab"], "+-"),
        ("abc", ["ab", "bc"], "+-+"),  # reinstatement: a defends c
        ("abcd", ["ab", "bc", "cd"], "+-+-"),
        ("ab", ["ab", "ba"], "??"),  # the Nixon diamond: quaker against republican
        ("abc", ["ab", "ba", "ca"], "-++"),  # ... decided by a third argument
        ("abc", ["ab", "bc", "ca"], "???"),  # odd cycle
        ("abcd", ["ab", "bc", "ca", "da"], "-+-+"),  # ... broken from outside
        ("a", ["aa"], "?"),
        ("ab", ["aa", "ab"], "??"),
        ("abcd", ["ab", "ba", "ac", "bc", "cd"], "????"),  # floating reinstatement: d is not in
    ],
)
def test_textbook_frameworks(arguments, attacks, expected):
    assert labels(arguments, *attacks) == expected


def test_an_attack_between_unknown_arguments_is_refused():
    with pytest.raises(ValueError, match="names 'z', not an argument"):
        attackers_of("ab", ["az"])


frameworks = st.integers(1, 6).flatmap(
    lambda n: st.tuples(
        st.just(range(n)), st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=10)
    )
)


def complete_labellings(arguments, attacks):
    """All labellings in which every label is the one that the attackers ask for, found by trying all."""
    for guess in product((IN, OUT, UNDECIDED), repeat=len(arguments)):
        met = [[guess[a] for a, b in attacks if b == one] for one in arguments]
        asked = [OUT if IN in m else IN if all(x == OUT for x in m) else UNDECIDED for m in met]
        if list(guess) == asked:
            yield guess


@given(frameworks)
def test_the_grounded_labelling_is_the_least_complete_one(framework):
    arguments, attacks = framework
    found = grounded(attackers_of(arguments, attacks))
    complete = list(complete_labellings(arguments, attacks))
    assert tuple(found[one] for one in arguments) in complete
    for one in arguments:
        everywhere = {labelling[one] for labelling in complete}
        assert found[one] == UNDECIDED or everywhere == {found[one]}


def with_only(attackers, commitments, held):
    """The framework in which all other commitments are held back: they attack themselves."""
    return {one: (one,) if one in commitments and one not in held else a for one, a in attackers.items()}


def subsets(names):
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def smallest(sets):
    found = {frozenset(one) for one in sets}
    return {one for one in found if not any(other < one for other in found)}


@st.composite
def with_unattacked(draw):
    """A framework with circles in it, of which up to four arguments are not attacked."""
    free, n = draw(st.integers(1, 4)), draw(st.integers(5, 9))
    pair = st.tuples(st.integers(0, n - 1), st.integers(free, n - 1))
    return n, draw(st.sets(pair, max_size=14)), draw(st.sets(st.integers(0, n - 1)))


@given(with_unattacked())
def test_carriers_and_cuts_are_what_trying_every_subset_finds(framework):
    n, attacks, wanted = framework
    attackers = attackers_of(range(n), attacks)
    free = [one for one in range(n) if not attackers[one] and one in wanted]
    full = grounded(attackers)
    for goal in range(n):
        kept = {s: grounded(with_only(attackers, free, s))[goal] == full[goal] for s in subsets(free)}
        if full[goal] == UNDECIDED:
            assert carriers(attackers, free, goal) == []
            assert cuts(attackers, free, goal) == [frozenset()]
            continue
        assert set(carriers(attackers, free, goal)) == smallest(s for s, same in kept.items() if same)
        lost = [set(free) - set(s) for s, same in kept.items() if not same]
        assert set(cuts(attackers, free, goal)) == smallest(lost)


def test_minimal_sets_come_smallest_first_and_commitments_can_be_fixed():
    attackers = attackers_of("abxg", ["xg", "ax", "bx"])  # x attacks g; a defends it, and so does b
    assert carriers(attackers, "ab", "g") == [frozenset("a"), frozenset("b")]
    assert cuts(attackers, "ab", "g") == [frozenset("ab")]
    assert carriers(attackers, "a", "g") == [frozenset()]  # b is there whatever happens
    assert cuts(attackers, "a", "g") == []


def test_minimal_sets_reach_through_a_decided_circle():
    attackers = attackers_of("bcd", ["dc", "bc", "cb"])
    assert labels("bcd", "dc", "bc", "cb") == "+-+"
    assert carriers(attackers, "d", "b") == cuts(attackers, "d", "b") == [frozenset("d")]


def test_a_commitment_must_be_free():
    with pytest.raises(ValueError, match="commitment 'b' is attacked by"):
        cuts(attackers_of("ab", ["ab"]), "b", "a")
