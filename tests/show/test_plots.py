"""The recurring drawings show what they were given."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from qmlaw.show import plots
from qmlaw.show.plots import Arm, Neighbours

BASELINE = Arm("counting", [10.0, 12.0])


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def test_spread_table_gives_mean_lowest_and_highest() -> None:
    shown = plots.spread_table([Arm("a", [1.0, 2.0, 6.0]), BASELINE], title="which")
    assert shown.rows[0] == ("a", "3.0", "1.0", "6.0")
    assert shown.rows[1][1:] == ("11.0", "10.0", "12.0")


def test_arms_figure_puts_each_arm_at_its_mean_and_range() -> None:
    ax = plots.arms_figure([Arm("a", [1.0, 3.0]), Arm("b", [4.0, 4.0])], BASELINE).axes[0]
    ranges, dots = ax.lines[0:4:2], ax.lines[1:4:2]
    assert [list(line.get_xdata()) for line in ranges] == [[1.0, 3.0], [4.0, 4.0]]
    assert [float(np.squeeze(dot.get_xdata())) for dot in dots] == [2.0, 4.0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert ax.lines[4].get_xdata()[0] == pytest.approx(11.0)


def test_learning_curves_show_the_mean_over_seeds() -> None:
    sizes = [10, 100]
    figure = plots.learning_curves_figure(
        sizes, {"model": [[8.0, 2.0], [4.0, 4.0]]}, Arm("counting", [[9.0, 9.0]])
    )
    assert list(figure.axes[0].lines[0].get_ydata()) == [6.0, 3.0]
    assert figure.axes[0].get_xscale() == figure.axes[0].get_yscale() == "log"


def test_parity_figure_names_its_error() -> None:
    figure = plots.parity_figure([1.0, 2.0], [2.0, 4.0], "energy")
    assert "1.5" in figure.axes[0].get_title(loc="left") + figure.axes[0].get_title()


def test_matrix_figure_shows_all_neighbours() -> None:
    matrix = np.array([[0.5, 0.7], [0.7, 0.5]])
    groups = [Neighbours("sorted", ["A", "B"], [1.0, 2.0]), Neighbours("spectrum", ["C"], [3.0])]
    figure = plots.matrix_figure([1, 1], [[0, 0, 0], [0, 0, 0.74]], matrix, [1.2, -0.2], groups)
    assert [t.get_text().strip() for t in figure.axes[3].texts] == ["A", "B", "C"]
    assert [bar.get_width() for bar in figure.axes[3].patches] == [1.0, 2.0, 3.0]
