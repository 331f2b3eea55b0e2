"""DFTB to PBE0 on QM7: a learning curve, and training on small molecules to predict larger ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import GridSearchCV, ShuffleSplit
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import CompositionModel, DeltaRegressor, OnBaseline, TunedKernelRidge, baselines, score
from qmlaw.models.delta import Form
from qmlaw.models.leaks import distinct
from qmlaw.molecules import Molecules, Split
from qmlaw.representations import BagOfBonds, CoulombMatrix
from qmlaw.reproduce.measured import Measured

LOW = "dftb_atomization_energy"
SIZES = (1000, 5732)
MAX_HEAVY = (4, 5, 6)
FEATURE_SCALES = (0.1, 1.0, 10.0)
WIDTHS_LARGE, REGULARISATIONS_LARGE = (2.0, 8.0, 32.0, 128.0), (1e-9, 1e-7, 1e-5)
"""A smaller grid and one validation part where there are thousands of molecules to choose on."""

MATRIX, BAGS, BAGS_CUBED = "sorted matrix", "bag of bonds", "bag of bonds, 1/R^3"
GOALS = {
    f"QM7 DFTB → PBE0, {name}, N = {n}": goal
    for name, goals in {MATRIX: (3.2, 1.5), BAGS: (1.5, 0.8), BAGS_CUBED: (1.5, 0.8)}.items()
    for n, goal in zip(SIZES, goals, strict=True)
}


def representations(molecules: Molecules) -> dict[str, BaseEstimator]:
    """Representations with room for all molecules of the set: sizes carry no energies."""
    found = {MATRIX: CoulombMatrix(max_atoms=int(molecules.n_atoms.max()))}
    for name, power in ((BAGS, 1.0), (BAGS_CUBED, 3.0)):
        bags = BagOfBonds(self_terms=False, distance_power=power)
        found[name] = bags.set_params(bag_sizes=bags.fit(molecules).bag_sizes_)
    return found


def model(
    form: Form | None, representation: BaseEstimator, n_train: int, seed: int, counted: bool = True
) -> BaseEstimator:
    """One model of what atom counts (or the mean) leave over; without a form, the direct one."""
    tuned = TunedKernelRidge(seed=seed)
    if n_train > 2000:
        tuned.set_params(widths=WIDTHS_LARGE, regularisations=REGULARISATIONS_LARGE, n_repeats=1)
    base = make_pipeline(representation, tuned)
    if form is None:
        return OnBaseline(base) if counted else base
    delta = DeltaRegressor(base, LOW, form=form, baseline=CompositionModel() if counted else None)
    if form != "feature":
        return delta
    inner = ShuffleSplit(1, test_size=0.2, random_state=seed)
    return GridSearchCV(delta, {"feature_scale": FEATURE_SCALES}, cv=inner, scoring="neg_mean_absolute_error")


def load() -> tuple[Molecules, NDArray[np.float64]]:
    """QM7, each molecule once, and its PBE0 atomization energies in kcal/mol."""
    molecules = datasets.load("qm7-pbe0")
    molecules = molecules[distinct(molecules)]
    return molecules, molecules.value("atomization_energy", unit="kcal/mol")


def learning_curve(seed: int) -> Iterator[Measured]:
    """The difference learned from 1,000 and 5,732 molecules, direct learning beside it."""
    molecules, energies = load()
    for n in SIZES:
        split = molecules.split_random(n, seed)
        for name, representation in representations(molecules).items():
            found = score(
                model("difference", representation, n, seed), molecules, energies, split, low_levels=LOW
            )
            direct = score(model(None, representation, n, seed), molecules, energies, split)
            beside = {"direct": direct.error, **found.baselines}
            yield Measured(f"QM7 DFTB → PBE0, {name}, N = {n}", found.error, beside, {})


def larger_molecules(seed: int) -> Iterator[Measured]:
    """All forms trained on molecules with at most k heavy atoms, tested on all larger ones."""
    molecules, energies = load()
    without_sulfur = molecules.composition([1, 6, 7, 8, 16]).counts[:, -1] == 0
    molecules, energies = molecules[without_sulfur], energies[without_sulfur]
    splits = {k: part_of(molecules.split_by_size(k), 0.9, seed) for k in MAX_HEAVY}
    last = splits[MAX_HEAVY[-1]]
    random = molecules.split_random(len(last.train), seed)
    ways = representations(molecules)
    for name, key, counted in (
        (MATRIX, MATRIX, True),
        (f"{MATRIX}, no atom counts", MATRIX, False),
        (BAGS, BAGS, True),
    ):
        for form in (None, "difference", "fitted", "feature"):
            estimator = model(form, ways[key], len(last.train), seed, counted)
            found = {k: score(estimator, molecules, energies, split) for k, split in splits.items()}
            control = score(estimator, molecules, energies, random)
            linear = baselines(molecules, energies, last, LOW)
            beside = {"same size, random": control.error}
            beside |= {f"≤ {k}": found[k].error for k in MAX_HEAVY[:-1]}
            beside |= {key: linear[key] for key in ("atom counts", "low level + atom counts")}
            row = f"QM7 ≤ {MAX_HEAVY[-1]} heavy atoms → larger, {name}, {form or 'direct'}"
            details = {"n_train": {k: one.n_train for k, one in found.items()}}
            yield Measured(row, found[MAX_HEAVY[-1]].error, beside, details)


def part_of(split: Split, share: float, seed: int) -> Split:
    """A random share of the training molecules, the test molecules as they are."""
    order = np.random.default_rng(seed).permutation(len(split.train))
    return Split(split.train[order[: round(share * len(order))]], split.test)
