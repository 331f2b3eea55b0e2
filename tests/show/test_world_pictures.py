"""Drawings of notebook 11: what is drawn, where."""

import numpy as np
import pytest

from qmlaw.argument.base_rates import posterior
from qmlaw.molecules import Molecules
from qmlaw.show import world_pictures as pictures

NUMBERS, PLACES = [[1, 1]] * 3, [[[0, 0, 0], [0, 0, 0.7 + k / 10]] for k in range(3)]


def molecules_of(**energies) -> Molecules:
    properties = {f"hf/{world}": (values, "hartree") for world, values in energies.items()}
    properties["molecule"] = (["h-in-real", "h-in-real", "water"], "1")
    return Molecules(NUMBERS, PLACES, properties=properties)


def test_common_geometries_one_panel_for_each_false_world():
    fig = pictures.by_world(molecules_of(real=[-1.0, -0.9, -9], weak=[-2.0, -1.9, -9], soft=[-3.0, -2.8, -9]))
    assert [ax.get_title() for ax in fig.axes] == ["weak", "soft"]
    x, y = fig.axes[1].lines[0].get_data()  # the third molecule is not one of the shaken
    assert x == pytest.approx([0, 62.75], abs=0.01)
    assert y == pytest.approx([0, 125.5], abs=0.01)


def test_own_geometries_by_number():
    found = molecules_of(own=[-1.0, -0.9, -9])
    own = Molecules(
        NUMBERS,
        PLACES,
        properties={
            "hf/own": found.properties["hf/own"],
            "molecule": (["h-in-weak", "h-in-soft", "h-in-soft"], "1"),
        },
    )
    assert [ax.get_title() for ax in pictures.by_world(own).axes] == ["weak", "soft"]


def test_learning_curves_have_a_band_over_the_seeds():
    errors = np.array([[0.4, 0.1], [0.1, 0.1]])
    ax = pictures.learning_figure([25, 50], [pictures.Learning("one", errors)], bar=0.02).axes[0]
    assert ax.lines[0].get_ydata() == pytest.approx([0.2, 0.1])
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert len(ax.collections) == 1


def test_posterior_stands_at_the_prior_of_the_reader():
    ax = pictures.posterior_figure(0.1, 0.9, 0.3, (0.8, 0.8)).axes[0]
    dots = [line.get_data() for line in ax.lines if len(line.get_xdata()) == 1]
    assert [float(x[0]) for x, _ in dots] == [0.1, 0.1]
    assert float(dots[1][1][0]) == pytest.approx(posterior(0.1, 0.9, 0.3))


def test_induction_without_alikeness_says_nothing():
    assert "0.50" in pictures.induction_figure(20, 20, 0.0).axes[0].get_title()
    assert "0.95" in pictures.induction_figure(20, 20, 1.0).axes[0].get_title()


def test_structure_and_transfer():
    fig = pictures.structure_figure(([1, 2], [3, 4]), ([-1, 1], [-2, 2]), ("A", "B"))
    assert fig.axes[0].get_xlabel() == "A / kcal/mol"
    rows = pictures.transfer_figure({"real": [0.1, 0.2], "weak": [0.5]}).axes[0]
    assert [label.get_text() for label in rows.get_yticklabels()] == ["real", "weak"]
