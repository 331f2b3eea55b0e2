"""A bar of progress with the time left, for steps whose costs are known roughly; plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn


class StepProgress:
    """Tells what is finished and how long the rest may take.

    On a terminal it is a bar; in a file or a pipe every step that took time is a line.

    Parameters
    ----------
    title : str
        What is calculated.
    costs : mapping of str to float
        Estimated cost by step; only ratios count as soon as a step is finished, before that they are seconds.
    console : rich.console.Console
        Where to write.
    clock : callable
        Seconds, from any start.
    """

    def __init__(
        self,
        title: str,
        costs: Mapping[str, float],
        console: Console,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._costs, self._console, self._clock, self._title = dict(costs), console, clock, title
        self._began, self._calculated = clock(), 0.0
        self._open = dict(costs)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:.0f} %, {task.fields[left]}"),
        )
        self._bar = Progress(*columns, console=console, transient=True) if console.is_terminal else None
        if self._bar:
            self._task = self._bar.add_task(title, total=sum(costs.values()), left=self.left())

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, line: str) -> None:
        """Show what is being done, on a terminal."""
        if self._bar:
            self._bar.update(self._task, description=f"{self._title}: {line}", left=self.left())

    def finished(self, step: str, cpu_seconds: float) -> None:
        """Count a step as done.

        Parameters
        ----------
        step : str
            Key of the costs; others are only named.
        cpu_seconds : float
            What it took; 0 for one that was known before, which says nothing about the speed.
        """
        cost = self._open.pop(step, 0.0)
        if cpu_seconds:
            self._calculated += cost
        if self._bar:
            self._bar.update(self._task, advance=cost, left=self.left())
        elif cpu_seconds:
            self._console.print(f"{step}, {cpu_seconds:.1f} s; {self.left()}", highlight=False)

    def left(self) -> str:
        """Time left in words: the cost of what is open, at the speed of what has finished."""
        elapsed = self._clock() - self._began
        speed = self._calculated / elapsed if self._calculated and elapsed else 1.0
        seconds = sum(self._open.values()) / speed
        for limit, unit, size in ((90, "s", 1), (5400, "min", 60)):
            if seconds < limit:
                return f"about {seconds / size:.0f} {unit} left"
        return f"about {seconds / 3600:.1f} h left"
