"""The drawings of notebook 01 show what they are given."""

import numpy as np
from matplotlib import pyplot

from qmlaw.show.ladder import SMALLEST_ERROR, Curve, Rung, convergence_figure, curves_figure, ladder_figure


def test_ladder_figure_draws_every_rung_and_marks_one():
    rungs = [Rung("a", 0.1, 100.0, "hf"), Rung("b", 1.0, 0.0, "hf"), Rung("c", 10.0, 2.0, "mp2")]
    fig = ladder_figure(rungs, marked="b", title="water")
    ax = fig.axes[0]
    sizes = {note.get_text(): note.get_fontsize() for note in ax.texts}
    assert set(sizes) == {"a", "b", "c"}
    assert sizes["b"] > sizes["a"] == sizes["c"]
    drawn = np.concatenate([line.get_ydata() for line in ax.lines])
    assert SMALLEST_ERROR in drawn  # an error of zero is drawn at the edge, not dropped
    assert ax.get_xscale() == ax.get_yscale() == "log"
    pyplot.close(fig)


def test_names_of_close_rungs_do_not_cover_each_other():
    rungs = [Rung(f"level {i}", 1.0 + 0.01 * i, 5.0 + 0.05 * i, "dft") for i in range(5)]
    fig = ladder_figure(rungs)
    renderer = fig.canvas.get_renderer()
    boxes = [note.get_window_extent(renderer) for note in fig.axes[0].texts]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    pyplot.close(fig)


def test_convergence_figure_ends_at_the_limit():
    correlation = -100 + 50 / np.array([2, 3, 4]) ** 3.0
    fig = convergence_figure([3.0, 1.0, 0.2], correlation, 0.1, -100.0)
    line = fig.axes[1].lines[1]
    assert line.get_ydata()[0] == -100
    assert np.isclose(line.get_ydata()[1], correlation[0])  # exact for a law that holds
    pyplot.close(fig)


def test_curves_figure_has_a_second_panel_only_when_asked():
    curve = Curve("RHF", [1, 2], [0, 1], "blue", "--")
    alone = curves_figure([curve], "R", "E", limits={"y": (-1, 2)})
    assert len(alone.axes) == 1 and alone.axes[0].get_ylim() == (-1, 2)
    both = curves_figure([curve], "R", "E", at=1.5, lower=("occupation", [curve]))
    assert len(both.axes) == 2
    assert all(any(list(np.ravel(line.get_xdata())) == [1.5, 1.5] for line in ax.lines) for ax in both.axes)
    pyplot.close("all")
