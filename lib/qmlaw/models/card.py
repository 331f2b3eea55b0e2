"""What a stored model was trained on, and whether new molecules are like that."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from ase.data import atomic_numbers, chemical_symbols

from qmlaw.models.scoring import Score
from qmlaw.molecules import Molecules

PACKAGES = ("qmlaw", "numpy", "scipy", "scikit-learn", "numba")


def training_range(molecules: Molecules) -> dict[str, Any]:
    """Lowest and highest number of atoms, in all and of each element: ``{"atoms": [3, 9], "C": [0, 4]}``."""
    composition = molecules.composition()
    found = {"atoms": _ends(molecules.n_atoms)}
    for number, counts in zip(composition.elements, composition.counts.T, strict=True):
        found[chemical_symbols[number]] = _ends(counts)
    return found


def outside_range(trained: dict[str, Any], molecules: Molecules) -> list[str]:
    """One line for every kind of number that leaves the range of `training_range`; empty if none does."""
    lines = []
    for name, (low, high) in trained.items():
        counts = molecules.n_atoms if name == "atoms" else _count(molecules, name)
        outside = np.flatnonzero((counts < low) | (counts > high))
        if len(outside):
            i = outside[0]
            lines.append(
                f"{len(outside)} of {len(molecules)} molecules are outside of what the model was trained on: "
                f"{molecules.names[i]!r} has {name if name != 'atoms' else 'all in all'} {counts[i]}, "
                f"trained on {low} to {high}"
            )
    return lines


def summary(scores: Sequence[Score]) -> dict[str, Any]:
    """Errors over the splits: mean, lowest, highest; mean errors of the baselines; gain."""
    errors = [one.error for one in scores]
    beside = {key: float(np.mean([one.baselines[key] for one in scores])) for key in scores[0].baselines}
    return {
        "mean absolute error": float(np.mean(errors)),
        "lowest": min(errors),
        "highest": max(errors),
        "baselines": beside,
        "gain over the best baseline": min(beside.values()) / float(np.mean(errors)),
        "trained on": scores[0].n_train,
        "tested on": scores[0].n_test,
    }


def versions() -> dict[str, str]:
    """Versions of what a model is computed with."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def _ends(counts: np.ndarray) -> list[int]:
    return [int(counts.min()), int(counts.max())]


def _count(molecules: Molecules, symbol: str) -> np.ndarray:
    is_it = molecules.atomic_numbers == atomic_numbers[symbol]
    return np.bincount(molecules.molecule_index, weights=is_it, minlength=len(molecules)).astype(int)
