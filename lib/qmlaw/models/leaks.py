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
    by_composition: dict[bytes, tuple[list[int], list[NDArray[np.float64]]]] = {}
    for i, molecule in enumerate(train):
        numbers, vectors = by_composition.setdefault(_composition(molecule), ([], []))
        numbers.append(i)
        vectors.append(_sorted_distances(molecule))
    trees = {key: cKDTree(np.stack(vectors)) for key, (_, vectors) in by_composition.items()}
    found = []
    for i, molecule in enumerate(test):
        key = _composition(molecule)
        if key in trees:
            at = trees[key].query(
                _sorted_distances(molecule), p=np.inf, distance_upper_bound=tolerance + 1e-12
            )
            if np.isfinite(at[0]):
                found.append((i, by_composition[key][0][at[1]]))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


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


def _composition(molecule: Molecule) -> bytes:
    return np.sort(molecule.atomic_numbers).tobytes()


def _sorted_distances(molecule: Molecule) -> NDArray[np.float64]:
    """All distances (Å), by pair of elements, then by length. A zero in front: one atom has no distance."""
    numbers, positions = molecule.atomic_numbers, molecule.positions
    i, j = np.triu_indices(len(numbers), 1)
    distances = np.linalg.norm(positions[i] - positions[j], axis=1)
    low, high = np.minimum(numbers[i], numbers[j]), np.maximum(numbers[i], numbers[j])
    return np.concatenate([[0.0], distances[np.lexsort((distances, high, low))]])
