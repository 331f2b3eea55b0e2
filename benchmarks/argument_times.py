"""How long the dependency view takes on the full map, for the three presets and for readers drawn at random.

Run: python benchmarks/argument_times.py
"""

import random
import statistics
import time
from collections.abc import Callable

from qmlaw import argument
from qmlaw.argument import Choice, dependency_view
from qmlaw.argument.changes import single_changes
from qmlaw.argument.gradual import intervals
from qmlaw.argument.reader import attacking

READERS = 300


def milliseconds(task: Callable[[], object], repeats: int = 9) -> float:
    """Median time of a call."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        task()
        times.append(1e3 * (time.perf_counter() - began))
    return statistics.median(times)


def anybody(claims: dict, draw: random.Random) -> Choice:
    """A reader with marks and answers drawn at random, from believers to doubters."""
    marks = [*["accept"] * draw.choice([1, 3, 8]), "reject", "suspend", None]
    chosen = {name: mark for name in claims if (mark := draw.choice(marks))}
    patience = draw.choice([0.3, 0.9])
    return Choice(chosen, frozenset(name for name in attacking(claims) if draw.random() < patience))


def main() -> None:
    """Print the times."""
    claims = argument.load_claims()
    print(f"{len(claims)} claims; ms, median of 9")
    for preset in (argument.author, argument.critic, argument.blank):
        choice = preset(claims)
        # A view keeps what it has computed, so each call gets a new one.
        times = {
            "statuses": milliseconds(lambda c=choice: dependency_view(claims, c).status),
            "supports of C3": milliseconds(lambda c=choice: dependency_view(claims, c).support_sets("C3")),
            "cuts of C3": milliseconds(lambda c=choice: dependency_view(claims, c).cuts("C3")),
            "single changes": milliseconds(lambda c=choice: single_changes(dependency_view(claims, c))),
            "gradual, 12 settings": milliseconds(lambda c=choice: intervals(claims, c)),
        }
        print(preset.__name__, *(f"{name} {value:.1f}" for name, value in times.items()), sep="; ")
    draw, worst = random.Random(1), 0.0
    for _ in range(READERS):
        view = dependency_view(claims, anybody(claims, draw))
        for goal in ("C1", "C2", "C3", "C4"):
            began = time.perf_counter()
            view.cuts(goal), view.support_sets(goal)
            worst = max(worst, 1e3 * (time.perf_counter() - began))
    print(f"worst of {READERS} random readers and four conclusions, cuts and supports: {worst:.1f}")


if __name__ == "__main__":
    main()
