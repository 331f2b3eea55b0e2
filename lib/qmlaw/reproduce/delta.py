"""Learning the error of a cheap energy, measured: the kernel models of the table of Δ-learning.

Baselines stand beside every row: the mean, a fit of atom counts, the low level as it is, a line through it,
and the low level with a fit of atom counts. Widths, regularisations, distance powers, kernels and scales are
chosen inside the training molecules; the test molecules are looked at once.

References
----------
R. Ramakrishnan, P. O. Dral, M. Rupp, O. A. von Lilienfeld, J. Chem. Theory Comput. 11, 2087 (2015),
    doi:10.1021/acs.jctc.5b00099.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from qmlaw.reproduce import delta_ladder, delta_qm7
from qmlaw.reproduce.measured import Measured, collect
from qmlaw.reproduce.table import Table

GOALS = {**delta_qm7.GOALS, **delta_ladder.GOALS}

NOTES = (
    "Mean absolute errors in kcal/mol: mean, lowest and highest over random splits or foldings.",
    "All models learn what a fit of atom counts leaves over. 'direct' is the same model without the low "
    "level; 'low level + atom counts' is the correction that needs no learning machine.",
    "This QM7 variant is not the original file qm7.mat: 7,101 instead of 7,165 molecules, geometries relaxed "
    "at the DFT level; which DFTB its second energy is, is not documented. 14 of its molecules repeat "
    "another one (all distances equal to 0.001 Å, same energies); they are left out.",
    "ladder: 274 molecules in five folds, so 219 to train on; the highest level is a focal-point estimate. "
    "The goal (below 1 kcal/mol with at most 250 molecules) asks for one of the three cheap levels.",
    "conformers: geometries of all fourteen molecules are on both sides. 'of other molecules': whole "
    "molecules held out, the same model, its parameters still chosen on geometries of known molecules.",
    "Larger molecules: those without sulfur. Trained on a random nine tenths of those with at most k atoms "
    "other than hydrogen, tested on all larger ones; '≤ 4' and '≤ 5' beside k = 6. 'same size, random' is "
    "trained on as many random molecules. 'no atom counts': learns what the mean leaves over.",
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Measure all rows.

    Parameters
    ----------
    seeds : sequence of int
        One split (or folding) and one choice of parameters each.
    report : callable, optional
        Called with a line of text after every row.
    """
    start = time.perf_counter()
    by_seed: dict[int, list[Measured]] = {}
    for seed in seeds:
        by_seed[seed] = []
        before = time.perf_counter()
        for measured in measure(seed):
            measured.details["seconds"] = round(time.perf_counter() - before, 1)
            before = time.perf_counter()
            by_seed[seed].append(measured)
            report(f"seed {seed}: {measured.row}: {measured.error:.3f} ({measured.details['seconds']} s)")
    rows, details = collect(by_seed, "kcal/mol", GOALS)
    seconds = time.perf_counter() - start
    title = "Learning the error of a cheap energy: mean absolute errors"
    return Table("delta", title, rows, NOTES, tuple(seeds), seconds, details)


def measure(seed: int) -> Iterator[Measured]:
    """All rows for one seed, the quick ones first."""
    yield from delta_ladder.ladder(seed)
    yield from delta_ladder.cause_by_cause(seed)
    yield from delta_ladder.conformers(seed)
    yield from delta_qm7.larger_molecules(seed)
    yield from delta_qm7.learning_curve(seed)
