"""Atomization energies of QM7 by kernel ridge regression, from Rupp 2012 to Hansen 2015.

Every model trains on 5,732 molecules and is tested on all others. Widths and regularisations are chosen on a
fifth of the training molecules; the test molecules are looked at once.

References
----------
M. Rupp et al., Phys. Rev. Lett. 108, 058301 (2012), doi:10.1103/PhysRevLett.108.058301: about 10 kcal/mol.
K. Hansen et al., J. Chem. Theory Comput. 9, 3404 (2013), doi:10.1021/ct400195d: 4.28 (sorted), 3.07 (random).
K. Hansen et al., J. Phys. Chem. Lett. 6, 2326 (2015), doi:10.1021/acs.jpclett.5b00831: 15.1 (dressed
    atoms), 1.5 (bag of bonds).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, clone

from qmlaw import datasets
from qmlaw.models.composition import CompositionModel
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.kernels import Kernel
from qmlaw.models.selection import choose_hyperparameters
from qmlaw.molecules import Molecules, Split
from qmlaw.representations import BagOfBonds, CoulombMatrix
from qmlaw.reproduce.table import Row, Table

N_TRAIN = 5732
TRAIN_COPIES, TEST_COPIES = 3, 8
"""Random orders of each molecule to train on (three fill 2.4 GB) and to average predictions over."""

N_CHOOSE_RANDOM = 2000
"""Training molecules on which the width for random orders is chosen (three copies each)."""

NOTES = (
    "Mean absolute errors of atomization energies in kcal/mol (PBE0; negative means bound).",
    "This QM7 variant is not the original file qm7.mat: 7,101 instead of 7,165 molecules, geometries relaxed "
    "at the DFT level, no published splits. Published errors are close but not strictly comparable.",
    "Published: one figure over five stratified folds. Here: mean, lowest and highest over random "
    "splits, 5,732 to train on and the rest to test.",
    "The bag of bonds variant is not the published model: 1/R^p with p chosen on the validation part, no "
    "self terms, and a linear fit to the counts of atoms subtracted first.",
)


class Model(NamedTuple):
    """One row: candidates for the representation, kernel, grids, baseline, and what was published."""

    name: str
    published: float
    representations: tuple[BaseEstimator, ...]
    kernel: Kernel
    sigmas: tuple[float, ...]
    regularisations: tuple[float, ...]
    on_composition: bool = False


LAPLACIAN = (1e-10, 1e-8, 1e-6)
MODELS = (
    Model(
        "eigenvalues, Gaussian",
        10.0,
        (CoulombMatrix("eigenvalues"),),
        "gaussian",
        (25.0, 50.0, 100.0, 200.0, 400.0),
        (1e-9, 1e-8, 1e-7, 1e-6, 1e-5),
    ),
    Model(
        "sorted matrix, Laplacian",
        4.28,
        (CoulombMatrix("sorted"),),
        "laplacian",
        (1000.0, 2000.0, 4000.0, 8000.0),
        LAPLACIAN,
    ),
    Model(
        "randomly sorted matrix, Laplacian",
        3.07,
        (CoulombMatrix("random", n_realisations=TRAIN_COPIES),),
        "laplacian",
        (1000.0, 2000.0, 4000.0, 8000.0),
        LAPLACIAN,
    ),
    Model(
        "bag of bonds, Laplacian",
        1.5,
        (BagOfBonds(), BagOfBonds(self_terms=False)),
        "laplacian",
        (1000.0, 2000.0, 4000.0, 8000.0),
        LAPLACIAN,
    ),
    Model(
        "bag of bonds, variant (1/R^p, on atom counts)",
        1.5,
        tuple(BagOfBonds(self_terms=False, distance_power=p) for p in (2.0, 3.0, 4.0)),
        "laplacian",
        (25.0, 50.0, 100.0, 200.0),
        LAPLACIAN,
        on_composition=True,
    ),
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Measure all rows.

    Parameters
    ----------
    seeds : sequence of int
        One split into training and test molecules each.
    report : callable, optional
        Called with a line of text after every model.
    """
    start = time.perf_counter()
    molecules = datasets.load("qm7-pbe0")
    energies = molecules.value("atomization_energy", unit="kcal/mol")
    errors: dict[str, list[float]] = {}
    details: dict[str, Any] = {}
    for seed in seeds:
        split = molecules.split_random(N_TRAIN, seed)
        for name, error, chosen in measure(molecules, energies, split):
            errors.setdefault(name, []).append(error)
            details.setdefault(name, []).append({"seed": seed, "error": round(error, 4), **chosen})
            report(f"seed {seed}: {name}: {error:.2f} kcal/mol")
    published: dict[str, tuple[float, float | None]] = {
        model.name: (model.published,) * 2 for model in MODELS
    }
    published |= {"mean": (179.0, None), "composition only": (15.1, None)}
    rows = tuple(
        Row.from_seeds(name, values, "kcal/mol", *published[name]) for name, values in errors.items()
    )
    seconds = time.perf_counter() - start
    title = f"QM7 atomization energies, {N_TRAIN:,} training molecules: mean absolute errors"
    return Table("qm7-kernels", title, rows, NOTES, tuple(seeds), seconds, details)


def measure(
    molecules: Molecules, energies: NDArray[np.float64], split: Split
) -> Iterator[tuple[str, float, dict[str, Any]]]:
    """For one split: name of the model, mean absolute error in kcal/mol, what was chosen."""
    train, test = split
    mean = energies[train].mean()
    composition = CompositionModel().fit(molecules[train], energies[train]).predict(molecules)
    yield "mean", float(np.abs(mean - energies[test]).mean()), {}
    yield "composition only", float(np.abs(composition[test] - energies[test]).mean()), {}
    for model in MODELS:
        baseline = composition if model.on_composition else np.zeros(len(molecules))
        predicted, chosen = fit_predict(model, molecules, energies - baseline, split)
        yield model.name, float(np.abs(predicted + baseline[test] - energies[test]).mean()), chosen


def fit_predict(
    model: Model,
    molecules: Molecules,
    targets: NDArray[np.float64],
    split: Split,
    n_choose: int | None = None,
) -> tuple[NDArray[np.float64], dict[str, Any]]:
    """Choose on the training part (or its first `n_choose`), train on all of it, predict the test part."""
    representation, sigma, regularisation, chosen = choose(model, molecules, targets, split.train[:n_choose])
    # Sizes (of matrices and bags) are learnt from all molecules: they carry no energies.
    representation.fit(molecules)
    features = representation.transform(molecules[split.train])
    regressor = KernelRidgeRegressor(model.kernel, sigma=sigma, regularisation=regularisation)
    regressor.fit(features, targets[split.train])
    if features.ndim == 3:
        representation.set_params(n_realisations=TEST_COPIES, seed=representation.seed + 1)
    return regressor.predict(representation.transform(molecules[split.test])), chosen


def choose(
    model: Model, molecules: Molecules, targets: NDArray[np.float64], train: NDArray[np.int64]
) -> tuple[BaseEstimator, float, float, dict[str, Any]]:
    """Representation, sigma and regularisation with the lowest error on a part of the training molecules."""
    trials = []
    for candidate in model.representations:
        representation = clone(candidate)
        part = train[:N_CHOOSE_RANDOM] if getattr(representation, "form", "") == "random" else train
        features = representation.fit(molecules).transform(molecules[part])
        choice = choose_hyperparameters(
            features,
            targets[part],
            kernel=model.kernel,
            sigmas=model.sigmas,
            regularisations=model.regularisations,
        )
        trials.append((choice.validation_mae, representation, choice))
    _, representation, choice = min(trials, key=lambda trial: trial[0])
    chosen = {
        "representation": repr(representation),
        "sigma": choice.sigma,
        "regularisation": choice.regularisation,
        "validation_error": round(choice.validation_mae, 4),
        "at_edge_of_grid": choice.at_edge,
    }
    if len(trials) > 1:
        chosen["validation_errors"] = {repr(candidate): round(error, 4) for error, candidate, _ in trials}
    return representation, choice.sigma, choice.regularisation, chosen
