"""The waterfall of a composite energy shows what it is given, in both languages and without colours."""

import pytest
from matplotlib import pyplot

from qmlaw.reference.composite import CompositeEnergy
from qmlaw.reference.composite.result import KINDS, Part
from qmlaw.show import set_language
from qmlaw.show.composite_pictures import waterfall_figure
from qmlaw.units import HARTREE_TO_KCAL_MOL


@pytest.fixture(autouse=True)
def close():
    yield
    pyplot.close("all")
    set_language("en")


def energy(*kcal: float) -> CompositeEnergy:
    """One part of each kind, the first with 100 kcal/mol."""
    names = ["first", "second", "third", "fourth"]
    parts = [
        Part(name, value / HARTREE_TO_KCAL_MOL, kind, {"en": "why", "ko": "왜"})
        for name, value, kind in zip(names, kcal, KINDS, strict=True)
    ]
    return CompositeEnergy("G9", "X2", tuple(parts), {}, 0.0)


def bars(fig):
    """Left and right end of every bar, from the top."""
    boxes = [patch for patch in fig.axes[0].patches]
    return [(round(p.get_x(), 6), round(p.get_x() + p.get_width(), 6)) for p in boxes]


def test_every_bar_begins_where_the_last_one_ended():
    fig = waterfall_figure(energy(100, 5, -2, 1))
    assert bars(fig) == [(0, 5), (5, 3), (3, 4), (0, 4)]
    written = [note.get_text() for note in fig.axes[0].texts]
    assert written == ["100.00", "+5.00", "−2.00", "+1.00", "104.00"]
    assert fig.axes[0].get_xlim()[0] < 0 < 5 < fig.axes[0].get_xlim()[1] < 10  # the first term has no bar


def test_the_whole_of_it_begins_at_zero():
    fig = waterfall_figure(energy(100, 5, -2, 1), whole=True)
    assert bars(fig)[0] == (0, 100)
    assert bars(fig)[-1] == (0, 104)


def test_a_total_energy_goes_down():
    fig = waterfall_figure(energy(-70000, -5, 2, -1))
    assert bars(fig)[-1] == (0, -4)
    assert fig.axes[0].get_xlim()[1] < 5
    assert fig.axes[0].texts[0].get_text() == "−70,000.00"


@pytest.mark.parametrize(("language", "last"), [("en", "fitted"), ("ko", "맞춘 값")])
def test_kinds_differ_without_colours_and_are_named(language, last):
    set_language(language)
    fig = waterfall_figure(energy(100, 5, -2, 1))
    ax = fig.axes[0]
    assert ax.get_legend().get_texts()[-1].get_text() == last
    hatches = {patch.get_hatch() for patch in ax.get_legend().get_patches()}
    assert len(hatches) == len(KINDS)
    assert ax.get_title(loc=pyplot.rcParams["axes.titlelocation"]) == "G9, X2"
