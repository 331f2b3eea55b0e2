"""All verdicts on a page: nothing is missing, and the pictures say what the files say."""

import pytest

from qmlaw import argument
from qmlaw.argument import dependency_view
from qmlaw.show import evidence_pictures as pictures
from qmlaw.show.figures import png

RECORDED = {name: run for name in argument.load_tests() if (run := pictures.strongest_run(name))}


def test_the_table_has_a_row_for_every_verdict_in_order():
    rows = pictures.verdicts_table().rows
    assert len(rows) == sum(len(test.claims) for test in argument.load_tests().values())
    numbers = [int(row[0][1:]) for row in rows]
    assert numbers == sorted(numbers)
    for row in rows:
        if row[0] in RECORDED:
            word = argument.outcome_word(RECORDED[row[0]].verdicts[row[2]])
            assert word in row[4:]


def test_the_counts_add_up_to_all_recorded_verdicts():
    drawn = [int(label.get_text()) for label in pictures.count_figure().axes[0].texts]
    assert sum(drawn) == sum(len(run.verdicts) for run in RECORDED.values())
    assert all(
        kind in pictures.count_text() for kind in {c[0] for r in RECORDED.values() for c in r.verdicts}
    )


def test_margins_are_sorted_and_no_verdict_is_void():
    found = pictures.nearest_margins()
    distances = [max(m.ratio, 1 / m.ratio) for m, _ in found]
    assert distances == sorted(distances)
    assert all(now != "void" != margin.outcome for margin, now in found)
    assert len({(m.threshold.test, m.threshold.claim) for m, _ in found}) == len(found)
    labels = [tick.get_text() for tick in pictures.margins_figure().axes[0].get_yticklabels()]
    assert len(labels) == len(found)
    assert all(label in pictures.margins_text() for label in labels)


@pytest.mark.parametrize("edition", ["en", "ko"])
def test_statuses_of_several_readers_stand_side_by_side(edition):
    argument.set_language(edition)
    try:
        claims = argument.load_claims()
        columns = {
            "author": dependency_view(claims, argument.author(claims)),
            "critic": dependency_view(claims, argument.critic(claims)),
        }
        figure = pictures.statuses_figure(columns, ["C3", "C2", "I6"], "title")
        assert [t.get_text() for t in figure.axes[0].get_xticklabels()] == ["author", "critic"]
        said = pictures.statuses_text(columns, ["C3"])
        word = argument.dependency.STATUS_WORDS[columns["author"].status["C3"]][edition]
        assert said.startswith(f"author: C3 {word}")
    finally:
        argument.set_language("en")


def test_the_pictures_can_be_drawn():
    assert all(png(draw()) for draw in (pictures.count_figure, pictures.margins_figure))
