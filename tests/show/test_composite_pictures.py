"""The waterfall of a composite energy shows what it is given, in both languages and without colours."""

import numpy as np
import pytest
from matplotlib import pyplot

from qmlaw.molecules import Molecules
from qmlaw.reference.composite import CompositeEnergy
from qmlaw.reference.composite.result import KINDS, Part
from qmlaw.show import set_language
from qmlaw.show.composite_pictures import deviations_figure, waterfall_figure
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


def test_deviations_by_molecule_and_method():
    """One method misses a molecule by 5 kcal/mol and does not know another."""
    properties = {"experiment": ([10.0, 20.0, 30.0], "kcal/mol")}
    for method, known in (("G3", [1.0, 1.0, 1.0]), ("G4", [1.0, 0.0, 1.0])):
        properties[f"{method}/known"] = (known, "1")
        values = [10.5, 0.0, 35.0] if method == "G4" else [10.0] * 3
        properties[f"{method}/formation_298"] = (values, "kcal/mol")
    molecules = Molecules([[1, 1]] * 3, [np.eye(3)[:2]] * 3, properties=properties, names=["a", "b", "c"])
    fig = deviations_figure(molecules)
    ax = fig.axes[0]
    points = {line.get_label(): np.ravel(line.get_ydata()).tolist() for line in ax.lines}
    assert points["G4 (2.75)"] == [0.5, 5.0]
    assert points["G3 (10.00)"] == [0.0, -10.0, -20.0]
    assert [note.get_text() for note in ax.texts] == ["b", "c", "c"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["a", "b", "c"]
