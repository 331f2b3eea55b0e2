"""What a DTNN learns from 417 small molecules in a minute, and which promises it keeps (Schütt et al. 2017).

Everything is trained from nothing while one watches. Sizes and rates were chosen on a part of the training
molecules; the test molecules are looked at once. The large sets are in `qmlaw.reproduce.dtnn_large`.

References
----------
K. T. Schütt et al., Nat. Commun. 8, 13890 (2017), doi:10.1038/ncomms13890.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from qmlaw import contracts, datasets
from qmlaw.models.composition import CompositionModel
from qmlaw.models.device import one_thread
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.models.dtnn.shipped import ENERGY, ENVELOPE, SETTINGS
from qmlaw.molecules import Molecules
from qmlaw.reproduce import qm7_kernels
from qmlaw.reproduce.table import Row, Table

TRAIN_PART = 0.8

FORMS: dict[str, dict[str, Any]] = {
    "DTNN, per element": {"convention": "per element"},
    "DTNN, mean per atom": {"convention": "mean per atom"},
    "DTNN, envelope": {"convention": "per element", "envelope": ENVELOPE},
}
BASELINES = ("mean", "composition only", "kernel on bags of bonds")
GOALS = {"DTNN, per element": 5.0, "processor time of it": 60.0}

NOTES = (
    f"Mean absolute errors of atomization energies at {ENERGY.rsplit('/', 1)[0]}, set equilibrium, over "
    "random splits: four fifths to train on, the rest to test.",
    "The published form has a mean energy per atom and no envelope; per element, the offset comes from a fit "
    f"to compositions. The envelope is {ENVELOPE:g} Å, with offsets per element.",
    f"The kernel is that of qm7-kernels: {qm7_kernels.MODELS[-1].name}.",
    "Trained from nothing on one thread. The time is processor time of the training alone.",
    "Symmetries: largest change of a prediction when molecules are moved, turned and renumbered, in double "
    "precision.",
    "Size consistency: largest |E(A…B) - E(A) - E(B)| over pairs of test molecules 100 Å apart.",
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Measure all rows; some three minutes for each seed.

    Parameters
    ----------
    seeds : sequence of int
        One split and one start of the network each.
    report : callable, optional
        Called with a line of text after every row.
    """
    start = time.perf_counter()
    molecules = datasets.load("equilibrium")
    found: dict[tuple[str, str], list[float]] = {}
    for seed in seeds:
        for name, value, unit in measure(molecules, seed):
            found.setdefault((name, unit), []).append(value)
            report(f"seed {seed}: {name}: {value:.3g} {unit}")
    beside = {name: float(np.mean(found[name, "kcal/mol"])) for name in BASELINES}
    rows = tuple(
        Row.from_seeds(name, values, unit, None, goal(name), beside=beside if name in FORMS else {})
        for (name, unit), values in found.items()
        if name not in BASELINES
    )
    details = {name: [{"seed": s, "value": v} for s, v in zip(seeds, values, strict=True)]
               for (name, _), values in found.items()}  # fmt: skip
    title = "DTNN trained from nothing on small molecules"
    return Table("dtnn", title, rows, NOTES, tuple(seeds), time.perf_counter() - start, details)


def goal(name: str) -> float | None:
    """What a row should not exceed."""
    if name.startswith("change by"):
        return 1e-5
    if name == "size consistency, envelope":
        return 1e-3
    return GOALS.get(name)


def measure(molecules: Molecules, seed: int) -> Iterator[tuple[str, float, str]]:
    """For one split: name, value and unit of every row."""
    energies = molecules.value(ENERGY, "kcal/mol")
    split = molecules.split_random(round(TRAIN_PART * len(molecules)), seed)
    train, test = molecules[split.train], molecules[split.test]

    def error(predicted: np.ndarray) -> float:
        return float(np.abs(predicted - energies[split.test]).mean())

    yield "mean", error(np.full(len(test), energies[split.train].mean())), "kcal/mol"
    composition = CompositionModel().fit(train, energies[split.train]).predict(molecules)
    yield "composition only", error(composition[split.test]), "kcal/mol"
    kernel = qm7_kernels.MODELS[-1]
    corrections, _ = qm7_kernels.fit_predict(kernel, molecules, energies - composition, split)
    yield "kernel on bags of bonds", error(composition[split.test] + corrections), "kcal/mol"
    models = {}
    for name, form in FORMS.items():
        before = time.process_time()
        with one_thread():
            models[name] = DTNNRegressor(**SETTINGS, **form, seed=seed).fit(train, energies[split.train])
        seconds = time.process_time() - before
        yield name, error(models[name].predict(test)), "kcal/mol"
        if name == "DTNN, per element":
            yield "processor time of it", seconds, "s"
    with one_thread():
        yield from promises(models, test, seed)


def promises(
    models: dict[str, DTNNRegressor], test: Molecules, seed: int
) -> Iterator[tuple[str, float, str]]:
    """Symmetries and size consistency of trained models, in double precision."""
    plain, repaired = (
        models[name].set_params(precision="float64") for name in ("DTNN, per element", "DTNN, envelope")
    )
    for contract in (contracts.translation, contracts.rotation, contracts.permutation):
        largest = max(contract(model, test, seed=seed).deviation for model in (plain, repaired))
        yield f"change by {contract.__name__}", largest, "kcal/mol"
    yield "size consistency, published", contracts.size_consistency(plain, test).deviation, "kcal/mol"
    deviation = contracts.size_consistency(repaired, test).deviation
    yield "size consistency, envelope", deviation, "kcal/mol"
