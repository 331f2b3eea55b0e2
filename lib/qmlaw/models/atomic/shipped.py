"""Committees that come with this project: `data/ani`, small and checked by hash.

They learned energies and forces of `conformers`: the recipe of ANI-1 on a small scale. They differ in what
they saw.

References
----------
J. S. Smith, O. Isayev, A. E. Roitberg, Chem. Sci. 8, 3192 (2017), doi:10.1039/C6SC05720A.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qmlaw import datasets
from qmlaw.datasets.checks import duplicates
from qmlaw.models.atomic.committee import Committee
from qmlaw.models.atomic.regressor import AtomicNetworkRegressor
from qmlaw.molecules import Molecules, Split
from qmlaw.paths import data_folder
from qmlaw.representations.aev_fast import FastAEV

DATASET = "conformers"
LEVEL = "ωB97X/6-31G(d)"
ENERGY = f"{LEVEL}/atomization_energy"
FORCES = f"{LEVEL}/forces"

N_MEMBERS = 5

N_STEPS = 9_000
"""Of a training, at most; with more points each is seen less often."""

MOST_EPOCHS = 150

#: Settings of all; chosen on a validation part (see `qmlaw.reproduce.ani_conformers`).
SETTINGS: dict[str, Any] = {
    "representation": FastAEV.short_range(), "hidden": (64, 32), "batch_size": 32, "learning_rate": 4e-3,
    "forces": FORCES, "force_weight": 3.0, "validation_fraction": 0.05, "validate_every": 5,
}  # fmt: skip

#: "shaken" saw minima and geometries from normal modes, as ANI-1 did. "stretched" saw also bonds on their way
#: to breaking and turned groups, where the closed shell is stable.
FORMS: dict[str, tuple[str, ...]] = {
    "shaken": ("minimum", "normal modes"),
    "stretched": ("minimum", "normal modes", "stretch", "torsion"),
}

TEST_ONE_IN = 10


def shipped(form: str = "shaken") -> Committee:
    """Read one of the committees.

    Parameters
    ----------
    form : str
        Key of `FORMS`.

    Returns
    -------
    Committee
        Atomization energies in kcal/mol, negative for bound molecules, and forces; H, C, N, O. What it was
        trained on, and its errors, are in the card: ``committee.models_[0].card_``.

    Raises
    ------
    ValueError
        For an unknown form, or a damaged file.
    FileNotFoundError
        If it has not been trained.
    """
    return Committee.load(path_of(form))


def train(form: str, n_members: int = N_MEMBERS, n_jobs: int = 1) -> dict[str, float]:
    """Train one committee on nine tenths of its points, and write it, with its card, to `data/ani`.

    Which points are kept out follows from their names: it stays so when the set grows. Members are trained in
    `n_jobs` processes.

    Returns
    -------
    dict
        Its errors on the other tenth, and what the mean of each molecule errs, in kcal/mol and Å.
    """
    points = points_of(form)
    split = split_of(points)
    committee = new_committee(len(split.train), n_members, n_jobs=n_jobs)
    known = points[split.train]
    committee.fit(known, known.value(ENERGY, "kcal/mol"))
    errors = errors_of(committee, points, split)
    path = path_of(form)
    path.parent.mkdir(exist_ok=True)
    committee.save(
        path, data_set=DATASET, property=ENERGY, form=form, origins=list(FORMS[form]),
        split=f"by the name of the point, one in {TEST_ONE_IN} to test on", n_train=len(split.train),
        n_test=len(split.test), **errors,
    )  # fmt: skip
    return errors


def new_committee(
    n_points: int, n_members: int, seed: int = 0, n_steps: int | None = None, n_jobs: int = -1
) -> Committee:
    """An untrained committee for so many points, with `SETTINGS`, and `N_STEPS` unless others are given.

    Its members are trained in `n_jobs` processes, with -1 in as many as there are cores.
    """
    epochs = round((n_steps or N_STEPS) * SETTINGS["batch_size"] / n_points)
    model = AtomicNetworkRegressor(**SETTINGS, n_epochs=max(1, min(MOST_EPOCHS, epochs)))
    return Committee(model, n_models=n_members, seed=seed, n_jobs=n_jobs)


def points_of(form: str, molecules: Molecules | None = None) -> Molecules:
    """The points of `conformers` that belong to a form: each geometry once, and only stable closed shells."""
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; allowed are {', '.join(FORMS)}")
    molecules = datasets.load(DATASET) if molecules is None else molecules
    twice = {one.name for one in duplicates(molecules)}
    keep = np.isin(molecules.value("origin"), FORMS[form]) & (molecules.value(f"{LEVEL}/stable") == 1)
    return molecules[np.flatnonzero(keep & ~np.isin(molecules.names, list(twice)))]


def split_of(points: Molecules) -> Split:
    """One point in ten to test on, by a checksum of its name."""
    is_test = np.array([zlib.crc32(name.encode()) % TEST_ONE_IN == 0 for name in points.names])
    return Split(np.flatnonzero(~is_test), np.flatnonzero(is_test))


def errors_of(committee: Committee, points: Molecules, split: Split) -> dict[str, float]:
    """Errors on the test part: energies in kcal/mol, forces in kcal/mol/Å; and those of two baselines."""
    train_part, test = points[split.train], points[split.test]
    expected, found = test.value(ENERGY, "kcal/mol"), committee.evaluate(test)
    learned = train_part.value(ENERGY, "kcal/mol")
    return {
        "rmse": rms(found.energies - expected),
        "mae": float(np.abs(found.energies - expected).mean()),
        "rmse_forces": rms(found.forces - test.value(FORCES, "kcal/mol/angstrom")),
        "rmse_mean_of_molecule": rms(means_of_molecules(train_part, learned, test) - expected),
        "rmse_forces_zero": rms(test.value(FORCES, "kcal/mol/angstrom")),
    }


def means_of_molecules(
    known: Molecules, energies: NDArray[np.float64], asked: Molecules
) -> NDArray[np.float64]:
    """Mean energy over the known points of the same molecule, or of all if there are none."""
    molecule = known.value("molecule")
    means = {name: energies[molecule == name].mean() for name in np.unique(molecule)}
    return np.array([means.get(name, energies.mean()) for name in asked.value("molecule")])


def rms(errors: NDArray[np.float64]) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(errors))))


def path_of(form: str) -> Path:
    """Where a committee is, without number and ending."""
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; allowed are {', '.join(FORMS)}")
    return data_folder() / "ani" / form
