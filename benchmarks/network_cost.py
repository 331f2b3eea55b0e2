"""Energy and forces of one large molecule with a shipped network: time from 10 to 10,000 atoms.

    OMP_NUM_THREADS=1 NUMBA_NUM_THREADS=1 python benchmarks/network_cost.py

Neighbours, vectors, networks and forces are all counted. The shortest CPU time of several rounds counts,
because a busy machine only ever adds. A droplet is no geometry that the network knows; its cost is that of
one.
"""

import time
import warnings

import numpy as np
import torch
from droplets import droplet
from rich.console import Console
from rich.table import Table

from qmlaw import datasets
from qmlaw.models.atomic import Committee, shipped
from qmlaw.molecules import Molecules

SIZES = (10, 30, 100, 300, 1000, 3000, 10000)


def best_time(model: object, system: Molecules, rounds: int) -> float:
    """Shortest CPU time in seconds of energy and forces."""
    best = np.inf
    for _ in range(rounds):
        start = time.process_time()
        model.evaluate(system)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the table and two slopes."""
    torch.set_num_threads(1)
    molecules = datasets.load("equilibrium")
    committee: Committee = shipped.shipped("shaken")
    network = committee.models_[0]
    table, times = Table("atoms", "one network, ms", "ms per atom", "committee, ms"), []
    for n in SIZES:
        system, rounds = droplet(molecules, n), 9 if n < 3000 else 4
        times.append(best_time(network, system, rounds))
        together = best_time(committee, system, max(2, rounds // 3))
        cells = n, 1e3 * times[-1], 1e3 * times[-1] / n, 1e3 * together
        table.add_row(f"{cells[0]:,}", *[f"{value:.3g}" for value in cells[1:]])
    console = Console(width=100)
    console.print(f"torch {torch.__version__}, one thread, committee of {len(committee.models_)}")
    console.print(table)
    for first in (0, 2):
        slope = np.polyfit(np.log(SIZES[first:]), np.log(times[first:]), 1)[0]
        console.print(f"slope of log time over log atoms, {SIZES[first]} to {SIZES[-1]:,} atoms: {slope:.3f}")


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*Nothing says how wrong its energy is")
        main()
