"""The picture of gradual strengths shows every setting, and its words carry the warning."""

import pytest

from qmlaw import argument, show
from qmlaw.argument.gradual import SETTINGS, WARNING, intervals
from qmlaw.show.strength_pictures import strengths_figure, strengths_text


@pytest.fixture(scope="module")
def claims():
    return argument.load_claims()


@pytest.fixture(scope="module")
def found(claims):
    return intervals(claims, argument.blank(claims))


def test_every_setting_is_a_point_and_the_bar_spans_them(claims, found):
    figure = strengths_figure(claims, found, ["C3", "I6"])
    lines = figure.axes[0].lines
    for row, name in enumerate(("C3", "I6")):
        bar, *points = [line for line in lines if set(line.get_ydata()) == {row}]
        assert list(bar.get_xdata()) == [found[name].low, found[name].high]
        drawn = [value for line in points for value in line.get_xdata()]
        assert len(drawn) == len(SETTINGS) and sorted(drawn) == sorted(found[name].by_setting.values())
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels[0].startswith("C3  ") and labels[1].startswith("I6  ")
    assert {line.get_marker() for line in lines} >= {"o", "s", "^"}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("edition", ["en", "ko"])
def test_words_give_the_intervals_and_the_warning(claims, found, edition):
    show.set_up(edition)
    words = strengths_text(claims, found)
    assert WARNING[edition] in words and f"{found['C3'].high:.2f}" in words
    assert show.figures.png(strengths_figure(claims, found))


def test_unknown_claims_are_refused(claims, found):
    with pytest.raises(ValueError, match="not a claim: X1"):
        strengths_figure(claims, found, ["X1"])
