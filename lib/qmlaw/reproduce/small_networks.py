"""Rows of the table `networks`: small networks that correct energies, on `ladder` and on `g2_97`.

Every choice (regularisation of the network) is made by cross-validation within the training molecules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GridSearchCV, KFold

from qmlaw.datasets import kennard_stone
from qmlaw.models import BootstrapEnsemble, LinearPlusNetwork, measured_coverage
from qmlaw.molecules import Molecules, Split
from qmlaw.representations import ConstitutionalDescriptors
from qmlaw.representations.constitutional import COUNTS

HIDDEN = 5
REGULARISATIONS = (0.1, 1.0, 10.0)
TRAIN_PART = 0.8
N_SPLITS = 5
"""Random splits for each seed."""

STATED_COVERAGE = 0.9

LADDER_LOW = ("HF/STO-3G", "HF/6-31G*", "HF/cc-pVDZ")
LADDER_SETTINGS = {
    "HF/cc-pVQZ": LADDER_LOW,
    "MP2/cc-pVQZ": (*LADDER_LOW, "MP2/cc-pVDZ"),
    "CCSD(T)/CBS": ("HF/STO-3G", "HF/6-31G*", "PBE/6-31G*", "B3LYP/6-31G(2df,p)", "ωB97X/6-31G(d)"),
}
"""Target to low levels, the best of which stands last."""

OF_NO_INPUTS = ("uncorrected", "mean correction", "composition only", "line on counts only")
"""Rows that are the same whatever the inputs of the networks."""

G2_LEVELS = ("B3LYP/6-31G(2df,p)", "B3LYP/6-311+G(3df,2p)")
G2_FURTHER = ("GFN2-xTB", "HF/6-31G*", "PBE/6-31G*", "MP2/6-31G*", *G2_LEVELS)


class Measured(NamedTuple):
    """One number of one seed: the row it belongs to, value, unit."""

    row: str
    value: float
    unit: str = "kcal/mol"


def random_splits(n: int, seed: int) -> Iterator[Split]:
    """`N_SPLITS` random splits; all seeds have different ones."""
    for k in range(N_SPLITS):
        order = np.random.default_rng([seed, k]).permutation(n)
        yield Split(*np.split(order, [round(TRAIN_PART * n)]))


def ladder_rows(molecules: Molecules, seed: int) -> Iterator[Measured]:
    """Balabin's setting: energies in small bases and counts in, an energy in a large basis out."""
    counts = ConstitutionalDescriptors().fit_transform(molecules)
    for target, low in LADDER_SETTINGS.items():
        y = _bonding(molecules, target)
        energies = np.column_stack([_bonding(molecules, level) for level in low])
        X = np.column_stack([energies, counts])
        errors = [
            _errors(X, y, counts, split, calculated=energies[:, -1]) for split in random_splits(len(y), seed)
        ]
        for model in errors[0]:
            yield Measured(f"{target}: {model}", float(np.mean([error[model] for error in errors])))


def _bonding(molecules: Molecules, level: str) -> NDArray[np.float64]:
    return molecules.value(f"{level}/atomization_energy", "kcal/mol")


def _errors(
    X: NDArray[np.float64],
    y: NDArray[np.float64],
    counts: NDArray[np.float64],
    split: Split,
    calculated: NDArray[np.float64],
) -> dict[str, float]:
    """Mean absolute errors on the test part by model, baselines first."""
    train, test = split
    network = chosen_network().fit(X[train], y[train])
    predicted = {
        "mean": np.full(len(test), y[train].mean()),
        "composition only": _line(atoms_of(counts), y, split),
        "counts only": _line(counts, y, split),
        "best low level alone": calculated[test],
        "line on the same inputs": _line(X, y, split),
        "network": network.predict(X[test]),
    }
    return {name: float(np.abs(values - y[test]).mean()) for name, values in predicted.items()}


def atoms_of(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The counts of atoms among the constitutional descriptors, without bonds and rings."""
    return counts[:, : -len(COUNTS)]


def _line(X: NDArray[np.float64], y: NDArray[np.float64], split: Split) -> NDArray[np.float64]:
    """Predictions of a straight line on the test part."""
    return LinearPlusNetwork(hidden=0).fit(X[split.train], y[split.train]).predict(X[split.test])


def chosen_network() -> GridSearchCV:
    """Network whose regularisation is chosen by 5-fold cross-validation on what it is fitted to."""
    return GridSearchCV(
        LinearPlusNetwork(hidden=HIDDEN),
        {"regularisation": REGULARISATIONS},
        scoring="neg_mean_absolute_error",
        cv=KFold(5, shuffle=True, random_state=0),
    )


def g2_rows(molecules: Molecules, seed: int) -> Iterator[Measured]:
    """Hu's and Sun's setting: experiment minus calculation, on random splits and on Kennard-Stone's.

    The Kennard-Stone split is one and the same for all seeds; only the resamples differ.
    """
    experiment = molecules.value("experiment", "kcal/mol")
    counts = ConstitutionalDescriptors().fit_transform(molecules)
    state = np.column_stack(
        [
            molecules.value("zero_point_energy", "kcal/mol"),
            molecules.n_atoms,
            molecules.value("multiplicity") - 1.0,
            counts,
        ]
    )
    calculated = {level: molecules.value(f"{level}/formation_298", "kcal/mol") for level in G2_FURTHER}
    further = np.column_stack([*calculated.values(), state])
    for level in G2_LEVELS:
        own = np.column_stack([calculated[level], state])
        y = experiment - calculated[level]
        splits = {"random": list(random_splits(len(y), seed))}
        splits["Kennard-Stone"] = [kennard_stone(own, round(TRAIN_PART * len(y)))]
        for kind, of_kind in splits.items():
            for inputs, X in (("", own), (", with further levels", further)):
                found = [_corrections(X, y, counts, split, seed) for split in of_kind]
                for name, unit in found[0]:
                    value = float(np.mean([values[name, unit] for values in found]))
                    if inputs and name in OF_NO_INPUTS:
                        continue
                    yield Measured(f"{level}, {kind}: {name}{inputs}", value, unit)


def _corrections(
    X: NDArray[np.float64],
    y: NDArray[np.float64],
    counts: NDArray[np.float64],
    split: Split,
    seed: int,
) -> dict[tuple[str, str], float]:
    """What is left of the error `y` on the test part by model, and what the error bars cover; with units."""
    train, test = split
    search = chosen_network().fit(X[train], y[train])
    ensemble = BootstrapEnsemble(search.best_estimator_, coverage=STATED_COVERAGE, seed=seed)
    bars = ensemble.fit(X[train], y[train]).predict_with_errors(X[test])
    left = {
        "uncorrected": y[test],
        "mean correction": y[test] - y[train].mean(),
        "composition only": y[test] - _line(atoms_of(counts), y, split),
        "line on counts only": y[test] - _line(counts, y, split),
        "line on the same inputs": y[test] - _line(X, y, split),
        "lines, bootstrap": y[test]
        - BootstrapEnsemble(LinearPlusNetwork(hidden=0), seed=seed).fit(X[train], y[train]).predict(X[test]),
        "networks": y[test] - bars.predicted,
    }
    found = {(name, "kcal/mol"): float(np.abs(values).mean()) for name, values in left.items()}
    found["networks over uncorrected", "1"] = found["networks", "kcal/mol"] / found["uncorrected", "kcal/mol"]
    bare = np.mean(np.abs(left["networks"]) <= bars.spread)
    found["outside the bare bootstrap spread", "%"] = 100 * float(1 - bare)
    found[OUTSIDE, "%"] = 100 * (1 - measured_coverage(bars, y[test]))
    found["mean half width of the error bars", "kcal/mol"] = float(bars.half_width.mean())
    return found


OUTSIDE = f"outside the {STATED_COVERAGE:.0%} error bars"
