"""Molecules that are in the training set and in the test set: a test of memory, not of learning."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from qmlaw.molecules import Molecule, Molecules


class LeakWarning(UserWarning):
    """Test molecules that the model was trained on."""


def leaks(train: Molecules, test: Molecules, tolerance: float = 0.001) -> NDArray[np.int64]:
    """Pairs (test molecule, training molecule) with the same atoms at the same distances, shape (K, 2).

    For every test molecule at most one partner is named. Turning, moving, mirroring and renumbering do not
    hide a duplicate. Different molecules with the same distances between the same elements (mirror images,
    homometric ones) count as duplicates: a model that sees distances only cannot tell them apart.

    Parameters
    ----------
    train, test : Molecules
        The two sides of a split.
    tolerance : float
        Largest difference (Å) between any two distances of the same rank.
    """
    trees = {key: (numbers, cKDTree(vectors)) for key, (numbers, vectors) in _by_composition(train).items()}
    found = []
    for key, (numbers, vectors) in _by_composition(test).items():
        if key in trees:
            partners, tree = trees[key]
            distance, at = tree.query(vectors, p=np.inf, distance_upper_bound=tolerance + 1e-12)
            twins = np.isfinite(distance)
            found.append(np.column_stack([numbers[twins], partners[at[twins]]]))
    pairs = np.concatenate([np.zeros((0, 2), dtype=np.int64), *found])
    return pairs[np.argsort(pairs[:, 0])]


def distinct(molecules: Molecules, tolerance: float = 0.001) -> NDArray[np.int64]:
    """Indices of the molecules without those that an earlier one equals in the sense of `leaks`."""
    later = [
        max(numbers[i], numbers[j])
        for numbers, vectors in _by_composition(molecules).values()
        for i, j in cKDTree(vectors).query_pairs(tolerance, p=np.inf)
    ]
    return np.setdiff1d(np.arange(len(molecules)), later)


def warn_of_leaks(train: Molecules, test: Molecules) -> NDArray[np.int64]:
    """`leaks`, with a `LeakWarning` that names the first of them."""
    pairs = leaks(train, test)
    if len(pairs):
        i, j = pairs[0]
        warnings.warn(
            f"{len(pairs)} of {len(test)} test molecules are in the training set, too (first: "
            f"{test.names[i]!r} is {train.names[j]!r}): the error looks smaller than it is",
            LeakWarning,
            stacklevel=2,
        )
    return pairs


def _by_composition(molecules: Molecules) -> dict[bytes, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """For each composition the numbers of its molecules (K,) and their sorted distances (K, D)."""
    groups: dict[bytes, list[int]] = {}
    everything = list(molecules)
    for i, molecule in enumerate(everything):
        groups.setdefault(np.sort(molecule.atomic_numbers).tobytes(), []).append(i)
    return {
        key: (np.array(members), np.stack([_sorted_distances(everything[i]) for i in members]))
        for key, members in groups.items()
    }


def _sorted_distances(molecule: Molecule) -> NDArray[np.float64]:
    """All distances (Å), by pair of elements, then by length. A zero in front: one atom has no distance."""
    numbers, positions = molecule.atomic_numbers, molecule.positions
    i, j = np.triu_indices(len(numbers), 1)
    distances = np.linalg.norm(positions[i] - positions[j], axis=1)
    low, high = np.minimum(numbers[i], numbers[j]), np.maximum(numbers[i], numbers[j])
    return np.concatenate([[0.0], distances[np.lexsort((distances, high, low))]])
