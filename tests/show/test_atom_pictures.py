"""Shares of atoms and maps of a probe are drawn beside their rivals, or not at all."""

import numpy as np
import pytest
from ase.build import molecule as build
from matplotlib import pyplot as plt

from qmlaw.molecules import Molecules
from qmlaw.show.atom_pictures import (
    SURFACE,
    ProbeMap,
    Sharing,
    in_plane,
    order_figure,
    plane_points,
    probe_maps_figure,
    shares_figure,
)

WATER = Molecules.from_ase([build("H2O")])[0]
BENZENE = Molecules.from_ase([build("C6H6")])[0]


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def test_dots_are_means_and_lines_are_ranges_over_seeds() -> None:
    seeds = [[-100.0, -60, -60], [-120.0, -50, -50]]
    ax = shares_figure(WATER, [Sharing("a", seeds), Sharing("b", [-90.0, -65, -65], "green")]).axes[1]
    assert list(ax.lines[0].get_ydata()) == [-110, -55, -55]
    assert [tuple(segment[:, 1]) for segment in ax.collections[0].get_segments()][0] == (-120, -100)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["O1", "H2", "H3"]


def test_no_share_is_drawn_alone() -> None:
    with pytest.raises(ValueError, match="beside rivals only"):
        shares_figure(WATER, [Sharing("a", [-100.0, -60, -60])])
    with pytest.raises(ValueError, match="not shown alone"):
        probe_maps_figure(WATER, [ProbeMap("a", np.zeros((3, 3)), np.ones((3, 3)))], 2.0)


def test_shares_of_another_molecule_are_refused() -> None:
    with pytest.raises(ValueError, match="'b' has 2 shares"):
        shares_figure(WATER, [Sharing("a", [-100.0, -60, -60]), Sharing("b", [1.0, 2])])


def test_in_plane_turns_and_does_not_bend() -> None:
    turned = build("C6H6")
    turned.rotate(33, (1, 2, 3))
    flat = in_plane(Molecules.from_ase([turned])[0])
    assert np.abs(flat.positions[:, 2]).max() < 1e-6
    distances = [np.linalg.norm(r[:, None] - r, axis=-1) for r in (flat.positions, BENZENE.positions)]
    assert distances[0] == pytest.approx(distances[1])


def test_grid_rows_go_from_below_to_above() -> None:
    points = plane_points(2.0, 1.5, 3)
    assert points[0].tolist() == [-2, -2, 1.5]
    assert points[2].tolist() == [2, -2, 1.5]
    assert points[-1].tolist() == [2, 2, 1.5]


def test_maps_lose_their_mean_and_the_inside_of_atoms() -> None:
    density = np.full((5, 5), 1.0)
    density[2, 2] = 4 * SURFACE
    values = np.arange(25.0).reshape(5, 5)
    maps = [ProbeMap("a", values, density), ProbeMap("b", values + 50, density)]
    figure = probe_maps_figure(in_plane(BENZENE), maps, 3.0)
    first, second = (np.ma.filled(ax.images[0].get_array(), np.nan) for ax in figure.axes[:2])
    assert np.isnan(first[2, 2]) and np.isnan(first).sum() == 1
    assert np.nanmean(first) == pytest.approx(0)
    assert first == pytest.approx(second, nan_ok=True)


def test_order_is_that_of_the_first_way() -> None:
    first = [{"a": 3.0, "b": 1.0, "c": 2.0}, {"a": 13.0, "b": 11.0, "c": 15.0}]
    ax = order_figure({"x": first, "y": [{"a": 0.0, "b": 9.0, "c": 0.0}]}).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b", "a", "c"]
    assert list(ax.lines[0].get_xdata()) == pytest.approx([-1.5, 0.5, 1.0])
    assert list(ax.lines[1].get_xdata()) == pytest.approx([6, -3, -3])
    with pytest.raises(ValueError, match="beside rivals only"):
        order_figure({"x": first})
