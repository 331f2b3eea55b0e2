"""Pictures of insides: every number is drawn, no set of orbitals stands alone, ranges are ranges."""

import numpy as np
import pytest
from ase.build import molecule as build

from qmlaw.molecules import Molecules
from qmlaw.show.atom_pictures import in_plane
from qmlaw.show.interior_pictures import (
    Measured,
    OrbitalRow,
    agreement_map,
    arms_figure,
    orbitals_figure,
    pairs_figure,
)

WATER = in_plane(Molecules.from_ase([build("H2O")])[0])


def test_each_pair_of_models_has_its_number_and_no_model_is_held_against_itself() -> None:
    values = np.array([[np.nan, 0.25, np.nan], [0.25, 0, 0.75], [np.nan, 0.75, 0]])
    ax = agreement_map(["a", "b", "c"], values).axes[0]
    assert sorted(t.get_text() for t in ax.texts) == ["0.25", "0.25", "0.75", "0.75"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b", "c"]


def test_a_table_that_does_not_fit_the_names_is_refused() -> None:
    with pytest.raises(ValueError, match=r"values have shape \(2, 3\); for 2 names allowed is \(2, 2\)"):
        agreement_map(["a", "b"], np.zeros((2, 3)))


def test_orbitals_have_a_panel_each_with_both_signs() -> None:
    line = np.linspace(-1, 1, 21)
    values = np.stack([np.tile(line, (21, 1)), np.tile(line[:, None], (1, 21))])
    rows = [OrbitalRow("one", values, ["-1.0", "-0.5"]), OrbitalRow("other", -values, ["x", "y"])]
    axes = orbitals_figure(WATER, rows, 1.0).axes
    assert len(axes) == 4
    assert [ax.get_title("center") for ax in axes] == ["-1.0", "-0.5", "x", "y"]
    assert all(len(ax.collections) == 2 for ax in axes)


def test_no_set_of_orbitals_is_drawn_alone() -> None:
    one = OrbitalRow("one", np.zeros((2, 5, 5)), ["", ""])
    with pytest.raises(ValueError, match="there are 1 sets"):
        orbitals_figure(WATER, [one], 1.0)
    with pytest.raises(ValueError, match=r"2 sets of \[2, 3\] orbitals"):
        orbitals_figure(WATER, [one, OrbitalRow("other", np.zeros((3, 5, 5)), ["", "", ""])], 1.0)


def test_pair_energies_are_written_into_both_tables() -> None:
    table = np.array([[-1.0, -2.5], [-2.5, -3.0]])
    fig = pairs_figure([table, table / 2], ["before", "after"])
    assert [t.get_text() for t in fig.axes[1].texts] == ["-0.5", "-1.2", "-1.2", "-1.5"]
    with pytest.raises(ValueError, match="there is 1 table"):
        pairs_figure([table], ["alone"])


def test_both_arms_are_in_the_legend_once_and_ranges_are_drawn() -> None:
    lines = [Measured("a", 0.5, 0.4, 0.7, "models"), Measured("b", 0, 0, 0, "theory")] * 2
    ax = arms_figure(lines, {"models": "blue", "theory": "vermilion"}).axes[0]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["models", "theory"]
    assert list(ax.lines[0].get_xdata()) == [0.4, 0.7]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a", "b", "a", "b"]
