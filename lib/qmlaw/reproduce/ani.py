"""Networks of atoms on atomic environment vectors, as in ANI, trained on QM7 and on QM9 in minutes.

What the atoms see, the sizes, the rate and the smallest width were chosen on 500 of the training molecules
of QM7. QM9 has the same; the epochs follow from the time at hand. No test molecule had a say. Mean absolute
errors on the 500 in kcal/mol, one network each, 200 to 280 epochs:

    ======================== =========================================== ======
    hidden units             vectors                                      error
    ======================== =========================================== ======
    96, 64, 32               ANI-1x: cut-offs of 5.2 and 3.5 Å             0.68
    64, 32                   ANI-1x                                        0.63
    32, 16                   ANI-1x                                        0.70
    96, 64, 32               6.4 and 4.0 Å                                 0.75
    64, 32                   5.2 and 3.5 Å, fewer and wider functions      0.72
    64, 32                   4.6 and 3.1 Å                                 0.58
    64, 32                   4.0 and 2.7 Å (`AEV.short_range`), chosen     0.52
    64, 32                   3.4 and 2.4 Å                                 0.55
    ======================== =========================================== ======

Errors on the molecules learned from are 0.05 to 0.13 in all of them: the networks know these by heart, and
those that see less generalise better.

References
----------
J. S. Smith, O. Isayev, A. E. Roitberg, Chem. Sci. 8, 3192 (2017), doi:10.1039/C6SC05720A. They trained on
    millions of geometries away from the minima; no figure of theirs is for these sets.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from qmlaw import datasets
from qmlaw.models.atomic import AtomicNetworkRegressor
from qmlaw.models.device import one_thread
from qmlaw.models.trainer import Progress
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.reproduce.dtnn_large import SPLIT_SEED, baselines
from qmlaw.reproduce.table import Row, Table


class Work(NamedTuple):
    """One point: data, molecules to train on, epochs, goals for one, for the mean, for the time.

    Of the seeds that are asked for, the first `most_seeds` are used.
    """

    dataset: str
    energy: str
    n_train: int
    n_epochs: int
    goal: float | None = None
    goal_of_mean: float | None = None
    goal_minutes: float | None = None
    most_seeds: int = 5

    @property
    def name(self) -> str:
        """What the rows call it."""
        return f"{self.dataset}, {self.n_train:,} to train on"


WORKS = (
    Work("qm7-pbe0", "atomization_energy", 5732, 250, 0.65, 0.55, 3.0),
    Work("qm9-20k", "atomization_energy_U0", 15000, 80, 0.9, None, 5.0, 3),
)
PARAMETERS: dict[str, Any] = {
    "hidden": (64, 32), "batch_size": 64, "learning_rate": 4e-3, "validation_fraction": 0.05,
    "validate_every": 5,
}  # fmt: skip

NOTES = (
    "Mean absolute errors of atomization energies in kcal/mol, on all molecules that are not trained on.",
    "One random split of each set; the seeds are starts of the network. Low and high: over these.",
    "A part of the training molecules, 5 percent, only chooses the best epoch.",
    "Minutes are processor time of one training on one thread, vectors included.",
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Train and test everything.

    Parameters
    ----------
    seeds : sequence of int
        One network for each work and seed.
    report : callable, optional
        Called with a line of text now and then.
    """
    start = time.perf_counter()
    rows: list[Row] = []
    details: dict[str, Any] = {}
    for work in WORKS:
        found, details[work.name] = _rows(work, seeds[: work.most_seeds], report)
        rows += found
    seconds = time.perf_counter() - start
    title = "Networks of atoms on environment vectors: mean absolute errors"
    return Table("ani", title, tuple(rows), NOTES, tuple(seeds), seconds, details)


def _rows(
    work: Work, seeds: Sequence[int], report: Callable[[str], None]
) -> tuple[list[Row], list[dict[str, Any]]]:
    """What the single networks took, their errors, and those of their mean."""
    molecules = datasets.load(work.dataset)
    energies = molecules.value(work.energy, "kcal/mol")
    split = molecules.split_random(work.n_train, SPLIT_SEED)
    (train, test), beside = split, baselines(molecules, energies, split)

    def tell(progress: Progress) -> None:
        if progress.epoch % 20 == 0:
            report(
                f"{work.name}: epoch {progress.epoch} of {progress.n_epochs}, validation "
                f"{progress.validation:.3f} kcal/mol, {progress.cpu_seconds / 60:.1f} CPU minutes"
            )

    vectors = FastAEV.short_range(tuple(np.unique(molecules.atomic_numbers).tolist()))
    predicted, minutes, details = [], [], []
    for seed in seeds:
        model = AtomicNetworkRegressor(vectors, **PARAMETERS, n_epochs=work.n_epochs, seed=seed, report=tell)
        before = time.process_time()
        with one_thread():
            model.fit(molecules[train], energies[train])
            minutes.append((time.process_time() - before) / 60)
            predicted.append(model.predict(molecules[test]))
        wrong = predicted[-1] - energies[test]
        details.append(
            {"seed": seed, "minutes": round(minutes[-1], 2), "epochs": len(model.history_),
             "validation": round(model.history_[-1].best, 4), "error": float(np.abs(wrong).mean()),
             "root mean square error": float(np.sqrt((wrong**2).mean()))}
        )  # fmt: skip
        report(f"{work.name}, seed {seed}: {details[-1]['error']:.3f} kcal/mol, {minutes[-1]:.1f} min")
    together = float(np.abs(np.mean(predicted, axis=0) - energies[test]).mean())
    name, kcal = work.name, "kcal/mol"
    errors = [one["error"] for one in details]
    return [
        Row.from_seeds(f"{name}: time", minutes, "min", None, work.goal_minutes),
        Row.from_seeds(f"{name}: one network", errors, kcal, None, work.goal, beside=beside),
        Row.from_seeds(
            f"{name}: mean of {len(seeds)}", [together], kcal, None, work.goal_of_mean, beside=beside
        ),
    ], details
