"""The grid of transparencies: nothing is right or wrong, clashes and consequences are computed."""

import pytest

from qmlaw.show import set_language
from qmlaw.show.transparency_grid import (
    FACTS,
    KINDS,
    OBJECTS,
    READINGS,
    Clash,
    answer_html,
    clashes,
    grid_panel,
    outside,
    transparency_grid,
)

ALL = {(thing, kind): True for thing in OBJECTS for kind in KINDS}


def test_readings_and_facts_fill_every_cell() -> None:
    assert set(FACTS) == set(OBJECTS)
    for grid in READINGS.values():
        assert grid.keys() == ALL.keys()


def test_one_mark_for_all_never_clashes_and_an_empty_grid_neither() -> None:
    assert clashes(ALL) == clashes(dict.fromkeys(ALL, False)) == clashes({}) == []


def test_objects_that_are_alike_and_marked_differently_clash() -> None:
    grid = ALL | {("amplitude", "structural"): False}
    found = clashes(grid)
    assert Clash("structural", "orbital", "amplitude") in found
    assert all(FACTS[c.transparent][c.kind] == FACTS[c.opaque][c.kind] for c in found)
    missing = {cell: mark for cell, mark in grid.items() if cell != ("amplitude", "structural")}
    assert clashes(missing) == []


def test_objects_that_differ_in_what_bears_on_it_do_not_clash() -> None:
    assert clashes({("orbital", "functional"): True, ("weight", "functional"): False}) == []


def test_the_authors_reading_clashes_and_the_critics_does_not() -> None:
    assert len(clashes(READINGS["author"])) == 6
    assert clashes(READINGS["critic"]) == []


def test_what_a_premise_puts_out_follows_from_the_marks() -> None:
    assert outside(READINGS["critic"], "structural") == ["orbital", "amplitude", "functional", "vector"]
    assert "orbital" not in outside(READINGS["author"], "structural")
    assert outside({}, "run") == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_answer_names_differences_clashes_and_consequences(language: str) -> None:
    set_language(language)
    answer = answer_html(READINGS["author"], table=True)
    assert answer.count("<tr>") == 1 + len(OBJECTS)
    assert answer.count("<li>") == 6
    assert ("nowhere" in answer) or ("없음" in answer)


def test_ticking_a_box_changes_the_answer() -> None:
    box = grid_panel("critic")
    *rows, answer = box.children
    before = answer.value
    tick = rows[OBJECTS.index("orbital")].children[1 + KINDS.index("structural")]
    assert tick.description == "structural" and tick.value is False
    tick.value = True
    assert answer.value != before and "<li>" in answer.value


def test_the_stored_page_has_the_reading_at_the_start(shown) -> None:
    transparency_grid("critic")
    assert "What can be seen through" in shown[0]["text/plain"]
    assert answer_html(READINGS["critic"], table=True) == shown[2]["text/html"]
    with pytest.raises(ValueError, match="start is 'kant'; allowed are author, critic"):
        grid_panel("kant")
