"""The bar of progress: time left from what has finished, a bar on a terminal, lines elsewhere."""

import io

import pytest
from rich.console import Console

from qmlaw.cli_progress import StepProgress


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def steps():
    clock, written = Clock(), io.StringIO()
    console = Console(file=written, width=200)
    return StepProgress("water", {"a": 10.0, "b": 30.0, "c": 7200.0}, console, clock), clock, written


def test_estimates_are_scaled_by_what_has_finished(steps):
    progress, clock, written = steps
    assert progress.left() == "about 2.0 h left"  # nothing finished: the costs are seconds
    clock.now = 5.0
    progress.finished("a", 5.0)  # twice as fast as thought
    clock.now = 20.0
    progress.finished("b", 15.0)
    assert written.getvalue().splitlines() == ["a, 5.0 s; about 1.0 h left".replace("1.0 h", "60 min")] + [
        "b, 15.0 s; about 60 min left"
    ]
    progress.finished("c", 0.0)
    assert progress.left() == "about 0 s left"


def test_what_was_known_says_nothing_of_the_speed(steps):
    progress, clock, written = steps
    clock.now = 1.0
    progress.finished("c", 0.0)
    assert progress.left() == "about 40 s left"
    assert written.getvalue() == ""


def test_a_bar_on_a_terminal():
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, width=120)
    with StepProgress("water", {"a": 1.0, "b": 1.0}, console, Clock()) as progress:
        progress.tell("gradient 3")
        progress.finished("a", 1.0)
        progress._bar.refresh()
    assert "water: gradient 3" in written.getvalue()
    assert "50 %" in written.getvalue()
