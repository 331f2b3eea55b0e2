"""The drawings of notebook 10 show what they are given."""

import numpy as np
import pytest

from qmlaw.argument import author, dependency_view, load_claims
from qmlaw.models.code_length import Length
from qmlaw.show.law_pictures import (
    Bodies,
    Box,
    Line,
    lengths_figure,
    off_ellipse_figure,
    periods_figure,
    read_back_figure,
    senses_figure,
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    from matplotlib import pyplot

    pyplot.close("all")


def test_periods_and_errors():
    group = Bodies("planets", ["a", "b"], [1.0, 4.0], [1.0, 8.0])
    line = Line("law", [1.0, 4.0], [1.0, 8.8], [[1.0, 8.8]])
    top, low = periods_figure([group], [line]).axes
    assert {note.get_text() for note in top.texts} == {"a", "b"}
    np.testing.assert_allclose(low.lines[0].get_ydata(), [0.0, 10.0])


def test_off_the_ellipse():
    ax = off_ellipse_figure([0, 1, 2], {"with": [0, 1, -3]}, seen=2.0).axes[0]
    assert ax.lines[0].get_ydata().tolist() == [0, 1, -3]
    assert "arcmin" in ax.get_ylabel()


def test_local_exponent():
    r = np.geomspace(0.2, 4, 80)
    low = read_back_figure(r, r**-2.0, [r**-1.5], (0.5, 2)).axes[1]
    law, net = (line.get_ydata()[5:-5] for line in low.lines[:2])
    np.testing.assert_allclose(law, 2.0, atol=1e-6)
    np.testing.assert_allclose(net, 1.5, atol=1e-6)


def test_shortest_code_on_top():
    ax = lengths_figure({"long": (Length(10, 20, 70), True), "short": (Length(1, 2, 3), False)}).axes[0]
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels == ["long", "short"]
    long, short = (tick.get_color() for tick in ax.get_yticklabels())
    assert long != short  # one can be read, the other cannot
    assert {note.get_text() for note in ax.texts} == {"100", "6"}


def test_senses_say_status_and_sense():
    view = dependency_view(load_claims(), author(load_claims()).marked("reject", "P6", "S2"))
    boxes = {"P6": Box(0, 0, "web"), "C2": Box(1, 1, "off the web")}
    ax = senses_figure(view, boxes, [("P6", "C2")], [], {"P6": "thin"}).axes[0]
    words = [note.get_text() for note in ax.texts if note.get_text()]
    assert words == ["P6 web\n✗ falls\n[thin]", "C2 off the web\n✗ falls"]
