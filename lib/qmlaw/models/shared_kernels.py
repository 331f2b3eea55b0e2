"""Kernel ridge regression for many sets of labels on the same molecules: the kernels are calculated once.

Width and regularisation are chosen for each set of labels on parts of its own training set, so that nobody
has a kernel that was cut for somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from qmlaw.molecules import Molecules

#: Widths in units of the median distance, and regularisations, that are tried.
WIDTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
REGULARISATIONS = tuple(10.0**k for k in range(-13, 0, 2))

#: Random parts of the training set on which a choice is tried, and their share of it.
N_REPEATS, VALIDATION = 3, 0.2


class Prediction(NamedTuple):
    """Predictions for test molecules, and what was chosen.

    Attributes
    ----------
    values : ndarray, shape (n_test,)
        In the unit of the labels.
    width, regularisation : float
        The choice.
    at_edge : bool
        Whether the choice lies at the rim of what was tried.
    """

    values: NDArray[np.float64]
    width: float
    regularisation: float
    at_edge: bool


def gaussian_kernels(features: NDArray[np.float64], widths: Sequence[float] = WIDTHS) -> NDArray[np.float64]:
    """Gaussian kernels (W, N, N) between rows of features (N, F)."""
    squared = cdist(features, features, "sqeuclidean")
    unit = np.median(squared[np.triu_indices(len(features), 1)])
    return np.array([np.exp(-squared / (2 * unit * width**2)) for width in widths])


def atomic_kernels(
    molecules: Molecules, vectors: NDArray[np.float64], widths: Sequence[float] = WIDTHS
) -> NDArray[np.float64]:
    """Kernels (W, N, N) of molecules as sums over pairs of their atoms of one element.

    A model with such a kernel is a sum over atoms, each judged by its surroundings.

    Parameters
    ----------
    molecules : Molecules
        N molecules.
    vectors : ndarray, shape (n_atoms, f)
        Description of the surroundings of each atom.
    widths : sequence of float
        In units of the median distance between atoms of one element.

    References
    ----------
    A. P. Bartók, R. Kondor, G. Csányi, Phys. Rev. B 87, 184115 (2013), doi:10.1103/PhysRevB.87.184115.
    """
    kernels = np.zeros((len(widths), len(molecules), len(molecules)))
    for element in np.unique(molecules.atomic_numbers):
        of_element = molecules.atomic_numbers == element
        belongs = np.zeros((len(molecules), of_element.sum()))
        belongs[molecules.molecule_index[of_element], np.arange(of_element.sum())] = 1.0
        squared = cdist(vectors[of_element], vectors[of_element], "sqeuclidean")
        unit = np.median(squared[squared > 0]) if (squared > 0).any() else 1.0
        for w, width in enumerate(widths):
            kernels[w] += belongs @ np.exp(-squared / (2 * unit * width**2)) @ belongs.T
    return kernels


def predict(
    kernels: NDArray[np.float64],
    labels: NDArray[np.float64],
    train: NDArray[np.int64],
    test: NDArray[np.int64],
    *,
    widths: Sequence[float] = WIDTHS,
    regularisations: Sequence[float] = REGULARISATIONS,
    seed: int = 0,
) -> Prediction:
    """Choose on parts of the training set, fit to all of it, predict the test set.

    Parameters
    ----------
    kernels : ndarray, shape (W, N, N)
        One kernel matrix for each width.
    labels : ndarray, shape (N,)
        Of all molecules; those of the test set are not looked at.
    train, test : ndarray of int
        Places in the N molecules.
    widths : sequence of float
        What the kernels are made with.
    regularisations : sequence of float
        Tried, as parts of the mean diagonal of the kernel.
    seed : int
        Of the parts of the training set.

    Raises
    ------
    ValueError
        If kernels and widths do not fit, the sets overlap, or there are fewer than five to train on.
    """
    if len(kernels) != len(widths):
        raise ValueError(f"{len(kernels)} kernels do not fit {len(widths)} widths")
    if len(train) < 5 or np.intersect1d(train, test).size:
        raise ValueError(f"train has {len(train)} places, allowed are 5 or more, none of them in test")
    random = np.random.default_rng(seed)
    n_left = max(1, round(VALIDATION * len(train)))
    orders = [random.permutation(train) for _ in range(N_REPEATS)]
    errors = np.zeros((len(kernels), len(regularisations)))
    for order in orders:
        left, rest = order[:n_left], order[n_left:]
        for w, kernel in enumerate(kernels):
            guesses = _solutions(kernel, labels, rest, left, regularisations)
            errors[w] += np.abs(guesses - labels[left]).mean(axis=1)
    w, r = np.unravel_index(np.argmin(errors), errors.shape)
    at_edge = w in (0, len(widths) - 1) or r in (0, len(regularisations) - 1)
    values = _solutions(kernels[w], labels, train, test, regularisations[r : r + 1])[0]
    return Prediction(values, widths[w], regularisations[r], bool(at_edge))


def _solutions(
    kernel: NDArray[np.float64],
    labels: NDArray[np.float64],
    train: NDArray[np.int64],
    test: NDArray[np.int64],
    regularisations: Sequence[float],
) -> NDArray[np.float64]:
    """Predictions (R, n_test), one row for each regularisation, from one decomposition of the kernel."""
    block = kernel[np.ix_(train, train)]
    values, vectors = np.linalg.eigh(block)
    mean = labels[train].mean()
    turned = vectors.T @ (labels[train] - mean)
    scale = np.trace(block) / len(train)
    damped = turned / (np.maximum(values, 0) + scale * np.asarray(regularisations)[:, None])
    return mean + damped @ vectors.T @ kernel[np.ix_(train, test)]
