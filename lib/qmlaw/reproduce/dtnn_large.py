"""DTNN on QM7 and on a part of QM9: hours of training, which may be interrupted.

Every training writes its state to the cache folder. The same command goes on from there. Trained networks
are left in the same folder, with cards.

References
----------
K. T. Schütt et al., Nat. Commun. 8, 13890 (2017), doi:10.1038/ncomms13890: 1.0 kcal/mol on a set like QM7,
    1.04 on QM9 with 25,000 molecules to train on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qmlaw import datasets
from qmlaw.models.composition import CompositionModel
from qmlaw.models.device import one_thread
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.models.trainer import Progress
from qmlaw.molecules import Molecules, Split
from qmlaw.reproduce.table import Row, Table

SPLIT_SEED = 0


class Work(NamedTuple):
    """One point: data, molecules to train on, epochs, published error, goals for one network and for all."""

    dataset: str
    energy: str
    n_train: int
    n_epochs: int
    published: float | None = None
    goal: float | None = None
    goal_of_mean: float | None = None
    goal_minutes: float | None = None

    @property
    def name(self) -> str:
        """What the rows call it."""
        return f"{self.dataset}, {self.n_train:,} to train on"


WORKS = (
    Work("qm7-pbe0", "atomization_energy", 5732, 540, 1.0, 1.2, 1.0, 40.0),
    Work("qm9-20k", "atomization_energy_U0", 1000, 600),
    Work("qm9-20k", "atomization_energy_U0", 5000, 300),
    Work("qm9-20k", "atomization_energy_U0", 15000, 250, None, 1.6),
)
PARAMETERS: dict[str, Any] = {
    "convention": "per element", "validation_fraction": 0.05, "validate_every": 5,
}  # fmt: skip

NOTES = (
    "Mean absolute errors of atomization energies in kcal/mol, on all molecules that are not trained on.",
    "One random split of each set; the seeds are starts of the network. Low and high: over these.",
    "A part of the training molecules, 5 percent, only chooses the best epoch.",
    "Published figures belong to other splits, and for QM7 to another file.",
    "Minutes are processor time of one training on one thread.",
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Train and test everything, or go on with what was interrupted.

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
        molecules = datasets.load(work.dataset)
        energies = molecules.value(work.energy, "kcal/mol")
        split = molecules.split_random(work.n_train, SPLIT_SEED)
        beside = baselines(molecules, energies, split)
        models = [
            trained(work, molecules[split.train], energies[split.train], seed, report) for seed in seeds
        ]
        predicted = np.array([model.predict(molecules[split.test]) for model in models])
        rows += figures(work, models, predicted, energies[split.test], beside)
        details[work.name] = [
            {"seed": seed, "minutes": round(model.history_[-1].cpu_seconds / 60, 1),
             "validation": round(model.history_[-1].best, 4), "epochs": len(model.history_)}
            for seed, model in zip(seeds, models, strict=True)
        ]  # fmt: skip
        for seed, model, one in zip(seeds, models, predicted, strict=True):
            errors = {**beside, "DTNN": float(np.abs(one - energies[split.test]).mean())}
            model.save(
                file_of(work, seed),
                dataset=work.dataset, target=work.energy, test_errors_kcal_mol=errors,
                split=f"random, {work.n_train} to train on, seed {SPLIT_SEED}; all others test",
            )  # fmt: skip
        report(f"{work.name}: {rows[-1].here:.3f} kcal/mol for the mean of {len(models)}")
    seconds = time.perf_counter() - start
    title = "DTNN on QM7 and QM9: mean absolute errors"
    return Table("dtnn-large", title, tuple(rows), NOTES, tuple(seeds), seconds, details)


def trained(
    work: Work, train: Molecules, energies: NDArray[np.float64], seed: int, report: Callable[[str], None]
) -> DTNNRegressor:
    """A trained network, from the cache folder if it was trained before."""

    def tell(progress: Progress) -> None:
        if progress.epoch % 20 == 0:
            report(
                f"{work.name}, seed {seed}: epoch {progress.epoch} of {progress.n_epochs}, "
                f"validation {progress.validation:.3f} kcal/mol, {progress.cpu_seconds / 60:.1f} CPU minutes"
            )

    checkpoint = Path(f"{file_of(work, seed)}.pt")
    model = DTNNRegressor(**PARAMETERS, n_epochs=work.n_epochs, seed=seed, checkpoint=checkpoint, report=tell)
    with one_thread():
        return model.fit(train, energies)


def file_of(work: Work, seed: int) -> Path:
    """Where checkpoint (.pt), weights (.safetensors) and card (.json) of a network are; no ending."""
    folder = datasets.cache_folder() / "training"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"dtnn-{work.dataset}-{work.n_train}-{work.n_epochs}-{seed}"


def baselines(molecules: Molecules, energies: NDArray[np.float64], split: Split) -> dict[str, float]:
    """What the mean and the composition alone can do."""
    train, test = split
    composition = CompositionModel().fit(molecules[train], energies[train]).predict(molecules[test])
    return {
        "mean": float(np.abs(energies[train].mean() - energies[test]).mean()),
        "composition only": float(np.abs(composition - energies[test]).mean()),
    }


def figures(
    work: Work,
    models: Sequence[DTNNRegressor],
    predicted: NDArray[np.float64],
    expected: NDArray[np.float64],
    beside: dict[str, float],
) -> list[Row]:
    """What the single networks took, their errors, and those of their mean."""
    single = np.abs(predicted - expected).mean(axis=1)
    together = float(np.abs(predicted.mean(axis=0) - expected).mean())
    minutes = [model.history_[-1].cpu_seconds / 60 for model in models]
    name, kcal = work.name, "kcal/mol"
    return [
        Row.from_seeds(f"{name}: time", minutes, "min", None, work.goal_minutes),
        Row.from_seeds(f"{name}: DTNN", single, kcal, work.published, work.goal, beside=beside),
        Row.from_seeds(
            f"{name}: mean of {len(models)}", [together], kcal, None, work.goal_of_mean, beside=beside
        ),
    ]
