"""The figures of notebook 08 show what they are given."""

import numpy as np
from matplotlib.colors import to_hex

from qmlaw.show import COLOURS
from qmlaw.show.web_pictures import (
    Learner,
    Thread,
    inheritance_figure,
    learners_figure,
    spectrum_figure,
    web_figure,
)


def test_learning_curves_are_means_with_their_range():
    ax = learners_figure(
        [Learner("a", [10, 20], [[4.0, 2.0], [2.0, 1.0]])], "error", 9.0, "the mean", 1.5
    ).axes[0]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [3.0, 1.5])
    assert [line.get_ydata()[0] for line in ax.lines[1:]] == [9.0, 1.5]
    low, high = np.ptp(ax.collections[0].get_paths()[0].vertices[:, 1]), 3.0
    assert low == high
    assert [entry.get_text() for entry in ax.get_legend().get_texts()] == ["a", "the mean"]


def test_errors_taken_over_lie_on_the_line_of_their_slope():
    ax = inheritance_figure([-1.0, 2.0], [-0.5, 1.0], 0.5, "MP2").axes[0]
    line = ax.lines[-1]
    np.testing.assert_allclose(line.get_ydata(), 0.5 * np.asarray(line.get_xdata()))
    assert "0.50" in line.get_label()
    np.testing.assert_allclose(ax.lines[2].get_ydata(), [-0.5, 1.0])


def test_the_reader_stands_on_the_lines():
    masses = np.array([1.0, 2.0])
    ax = spectrum_figure(masses, [[1.0, 1.0], [0.7, 0.8]], [0.72, 0.78], 1.5, {"H": 1.0}).axes[0]
    dots = [line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(dots, [0.85, 0.9])


def test_threads_look_kept_lost_or_not_tried_and_say_where_mass_enters():
    threads = [Thread("a", "x", True, "0", True), Thread("b", "x", False, "1"), Thread("c", "y", None)]
    ax = web_figure(threads, "E(R)", ["weights"], "title").axes[0]
    drawn = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert [to_hex(line.get_color()) for line in drawn] == [
        to_hex(COLOURS[c]) for c in ("blue", "vermilion", "grey")
    ]
    assert [line.get_linestyle() for line in drawn] == ["-", "--", ":"]
    markers = [line.get_marker() for line in ax.lines if len(line.get_xdata()) == 1]
    assert markers == ["s", "o", "o"]
    words = [text.get_text() for text in ax.texts]
    assert {"a\nx, 0", "b\nx, 1", "c\ny", "E(R)", "weights"} <= set(words)
