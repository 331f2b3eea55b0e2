"""Cheap levels to CCSD(T): the ladder set, all at once and cause by cause; conformers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import GridSearchCV, GroupKFold, KFold, ShuffleSplit
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import (
    CompositionModel,
    DeltaRegressor,
    OnBaseline,
    TermwiseDelta,
    TunedKernelRidge,
    baselines,
)
from qmlaw.molecules import Molecules, Split
from qmlaw.reference.extrapolation import correlation_limit, hartree_fock_limit
from qmlaw.representations import BagOfBonds
from qmlaw.reproduce.measured import Measured

ENERGY = "/atomization_energy"
HIGH, CONFORMERS_HIGH = "CCSD(T)/CBS", "CCSD(T)/6-31G(d)"
CHEAP = ("GFN2-xTB", "HF/STO-3G", "PBE/6-31G*")
LEVELS: tuple[tuple[str, ...], ...] = (
    *((level,) for level in CHEAP),
    ("GFN2-xTB", "HF/STO-3G"),
    *(
        (level,)
        for level in ("HF/6-31G*", "HF/cc-pVQZ", "B3LYP/6-31G(2df,p)", "ωB97X/6-31G(d)", "MP2/cc-pVDZ")
    ),
)
CURVE = (25, 50, 100, 150)
POWERS = (1.0, 3.0, 6.0)
CHAINS = {
    "HF/STO-3G": ("HF/STO-3G", "HF/CBS", "MP2/CBS"),
    "HF/cc-pVDZ": ("HF/cc-pVDZ", "HF/CBS", "MP2/CBS"),
}
CONFORMER_LEVELS = ("HF/6-31G*", "GFN2-xTB", "PBE/6-31G*", "MP2/6-31G*")
GOALS = {f"ladder, {level} → {HIGH}": 1.0 for level in CHEAP}
GOALS["conformers, HF/6-31G* → CCSD(T)/6-31G(d)"] = 0.3


def ladder(seed: int) -> Iterator[Measured]:
    """Every level to the top in five folds; the learning curve in the details."""
    molecules, energies = load_ladder()
    folds = five_folds(len(molecules), seed)
    for levels in (None, *LEVELS):
        estimator = chosen_power(molecules, levels, seed)
        error = cross_validated(estimator, molecules, energies, folds)
        curve = {
            n: round(cross_validated(estimator, molecules, energies, shortened(folds, n)), 4) for n in CURVE
        }
        curve[len(folds[0].train)] = round(error, 4)
        beside = fold_baselines(molecules, energies, folds, levels)
        name = " and ".join(levels) if levels else "no low level"
        yield Measured(f"ladder, {name} → {HIGH}", error, beside, {"curve": curve})


def cause_by_cause(seed: int) -> Iterator[Measured]:
    """Each step from a small basis to the top on its own, beside all of it at once."""
    molecules, energies = load_ladder()
    folds = five_folds(len(molecules), seed)
    base = make_pipeline(bags(molecules, 3.0), TunedKernelRidge(seed=seed))
    for low, chain in CHAINS.items():
        names = [level + ENERGY for level in chain]
        at_once = DeltaRegressor(base, names[0], baseline=CompositionModel())
        termwise = TermwiseDelta(base, names, baseline=CompositionModel())
        error = cross_validated(termwise, molecules, energies, folds)
        beside = {"all at once": cross_validated(at_once, molecules, energies, folds)}
        beside |= fold_baselines(molecules, energies, folds, (low,))
        steps = step_errors(termwise, molecules, energies, folds)
        yield Measured(f"ladder, {low} → {HIGH}, cause by cause", error, beside, {"steps": steps})


def conformers(seed: int) -> Iterator[Measured]:
    """Geometries away from the minimum: known molecules, and molecules held out whole."""
    molecules = datasets.load("ladder_conformers")
    energies = molecules.value(CONFORMERS_HIGH + ENERGY, "kcal/mol")
    folds = five_folds(len(molecules), seed)
    for level in CONFORMER_LEVELS:
        estimator = chosen_kernel(molecules, level, seed)
        error = cross_validated(estimator, molecules, energies, folds)
        beside = fold_baselines(molecules, energies, folds, (level,))
        yield Measured(f"conformers, {level} → {CONFORMERS_HIGH}", error, beside, {})
    groups = molecules.value("molecule")
    whole = GroupKFold(5, shuffle=True, random_state=seed).split(energies, groups=groups)
    held_out = [Split(*parts) for parts in whole]
    estimator = chosen_kernel(molecules, CONFORMER_LEVELS[0], seed)
    error = cross_validated(estimator, molecules, energies, held_out)
    beside = fold_baselines(molecules, energies, held_out, CONFORMER_LEVELS[:1])
    yield Measured(
        f"conformers of other molecules, {CONFORMER_LEVELS[0]} → {CONFORMERS_HIGH}", error, beside, {}
    )


def load_ladder() -> tuple[Molecules, NDArray[np.float64]]:
    """The ladder set with HF and MP2 in a complete basis added, and the top rung in kcal/mol."""
    molecules = datasets.load("ladder")
    hf_triple, hf_quadruple, mp2_triple, mp2_quadruple = (
        molecules.value(level + ENERGY, "hartree")
        for level in ("HF/cc-pVTZ", "HF/cc-pVQZ", "MP2/cc-pVTZ", "MP2/cc-pVQZ")
    )
    hf = hartree_fock_limit(hf_triple, hf_quadruple)
    mp2 = hf + correlation_limit(mp2_triple - hf_triple, mp2_quadruple - hf_quadruple)
    molecules = molecules.with_property("HF/CBS" + ENERGY, hf, "hartree")
    molecules = molecules.with_property("MP2/CBS" + ENERGY, mp2, "hartree")
    return molecules, molecules.value(HIGH + ENERGY, "kcal/mol")


def bags(molecules: Molecules, power: float) -> BagOfBonds:
    """A bag of bonds with room for all molecules of the set: sizes carry no energies."""
    found = BagOfBonds(self_terms=False, distance_power=power)
    return found.set_params(bag_sizes=found.fit(molecules).bag_sizes_)


def chosen_power(molecules: Molecules, levels: Sequence[str] | None, seed: int) -> GridSearchCV:
    """Bag of bonds with 1/R^p, p chosen inside the training molecules; several levels are fitted first."""
    base = make_pipeline(bags(molecules, 1.0), TunedKernelRidge(seed=seed))
    if levels is None:
        return _searched(OnBaseline(base), {"model__bagofbonds__distance_power": POWERS}, 3, seed)
    delta = DeltaRegressor(
        base,
        [level + ENERGY for level in levels],
        form="difference" if len(levels) == 1 else "fitted",
        baseline=CompositionModel(),
    )
    return _searched(delta, {"base__bagofbonds__distance_power": POWERS}, 3, seed)


def chosen_kernel(molecules: Molecules, level: str, seed: int) -> GridSearchCV:
    """Bag of bonds, Laplacian or Gaussian kernel, chosen inside the training geometries."""
    tuned = TunedKernelRidge(regularisations=(1e-10, 1e-8, 1e-6), n_repeats=1, seed=seed)
    base = make_pipeline(bags(molecules, 1.0), tuned)
    delta = DeltaRegressor(base, level + ENERGY, baseline=CompositionModel())
    return _searched(delta, {"base__tunedkernelridge__kernel": ["laplacian", "gaussian"]}, 1, seed)


def _searched(model: BaseEstimator, grid: dict[str, Sequence], n_splits: int, seed: int) -> GridSearchCV:
    inner = ShuffleSplit(n_splits, test_size=0.2, random_state=seed)
    return GridSearchCV(model, grid, cv=inner, scoring="neg_mean_absolute_error")


def five_folds(n: int, seed: int) -> list[Split]:
    """Five random folds, each once the test side; training indices in random order."""
    rng = np.random.default_rng(seed)
    folds = KFold(5, shuffle=True, random_state=seed).split(np.zeros(n))
    return [Split(rng.permutation(train), test) for train, test in folds]


def shortened(folds: Sequence[Split], n: int) -> list[Split]:
    """The same folds with only the first n training molecules of each."""
    return [Split(train[:n], test) for train, test in folds]


def cross_validated(
    model: BaseEstimator, molecules: Molecules, energies: NDArray[np.float64], folds: Sequence[Split]
) -> float:
    """Mean absolute error over all molecules, each predicted by the model that was not trained on it."""
    errors = [
        np.abs(model.fit(molecules[train], energies[train]).predict(molecules[test]) - energies[test])
        for train, test in folds
    ]
    return float(np.concatenate(errors).mean())


def step_errors(
    model: TermwiseDelta, molecules: Molecules, energies: NDArray[np.float64], folds: Sequence[Split]
) -> dict[str, float]:
    """Mean absolute error of every step of the chain."""
    levels = [molecules.value(name, "kcal/mol") for name in model.chain]
    steps = np.diff(np.column_stack([*levels, energies]), axis=1)
    errors = [
        np.abs(model.fit(molecules[train], energies[train]).predict_steps(molecules[test]) - steps[test])
        for train, test in folds
    ]
    names = [name for name, _, _ in model.steps_]
    return dict(zip(names, np.concatenate(errors).mean(axis=0).round(4).tolist(), strict=True))


def fold_baselines(
    molecules: Molecules, energies: NDArray[np.float64], folds: Sequence[Split], levels: Sequence[str] | None
) -> dict[str, float]:
    """The baselines over all folds, each molecule counted once."""
    names = None if levels is None else [level + ENERGY for level in levels]
    found = [baselines(molecules, energies, fold, names) for fold in folds]
    sizes = [len(fold.test) for fold in folds]
    return {key: float(np.average([one[key] for one in found], weights=sizes)) for key in found[0]}
