"""Pictures of notebook 07 show what they were given."""

import matplotlib
import numpy as np
import pytest
from ase.build import molecule

matplotlib.use("Agg")

from qmlaw.show.force_field_pictures import (  # noqa: E402
    Scan,
    environment_figure,
    sampling_figure,
    scans_figure,
    tails_figure,
)

WATER = molecule("H2O")


@pytest.fixture(autouse=True)
def closed():
    yield
    matplotlib.pyplot.close("all")


def test_entries_that_moved_have_another_colour():
    before, after = np.array([1.0, 0.5, 0.0]), np.array([1.0, 0.9, 0.0])
    fig = environment_figure(WATER.numbers, WATER.positions, 0, before, after, 2, 5.2, "one has moved")
    colours = fig.axes[1].collections[0].get_colors()
    assert len({tuple(c) for c in colours}) == 2 and "one has moved" in (
        fig.axes[1].get_title(loc=p) for p in ("left", "center")
    )


def test_samples_and_their_bound():
    fig = sampling_figure(WATER.numbers, [WATER.positions, WATER.positions + 0.01], [1.0, 2.0, 3.0], 4.0)
    assert sum(bar.get_height() for bar in fig.axes[1].patches) == 3
    assert fig.axes[1].lines[0].get_xdata()[0] == 4.0


def test_learned_and_other_points_of_a_scan():
    x = np.array([0.9, 1.0, 1.5])
    scan = Scan("O-H", x, [5.0, 0.0, 60.0], [5.0, 0.0, 50.0], [0.1, 0.1, 9.0], [True, True, False])
    fig = scans_figure([scan, scan], "length", "energy")
    lines = fig.axes[0].lines
    assert len(fig.axes) == 2 and len(lines[1].get_xdata()) == 2 and len(lines[2].get_xdata()) == 1


def test_tails_on_logarithmic_axes():
    r = np.array([1.0, 3.0, 10.0])
    fig = tails_figure(
        r, -(r**-6), r < 5, [("law", "blue", r, -(r**-6)), ("", "blue", r, r**-6)], (2, 5), "He"
    )
    ax = fig.axes[0]
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert len(ax.get_legend().get_texts()) == 3
