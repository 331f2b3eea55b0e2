"""What a network cannot know, and what it has not seen: errors for the first, warnings for the second."""

from __future__ import annotations

import warnings

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from qmlaw.molecules import Molecules

MUCH_LARGER = 2.0
"""A molecule this many times larger than any it was trained on gets a warning."""

MUCH_CLOSER = 0.7
"""Atoms closer than this part of the shortest distance it was trained on get one, too."""


def check_no_cells(X: Molecules) -> None:
    """ValueError for crystals: nobody here adds up periodic images."""
    if X.cells is not None and X.cells.any():
        i = int(np.argmax(X.cells.any(axis=(1, 2))))
        raise ValueError(f"molecule {i} ({X.names[i]!r}) has a cell; allowed are molecules without")


def check_known(X: Molecules, elements: NDArray[np.int64]) -> None:
    """ValueError for cells and for elements (atomic numbers) that a network was not trained on."""
    check_no_cells(X)
    check_elements(X, elements)


def check_elements(X: Molecules, elements: NDArray[np.int64]) -> None:
    """ValueError for elements (atomic numbers) that a network was not trained on."""
    new = ~np.isin(X.atomic_numbers, elements)
    if new.any():
        i = int(X.molecule_index[np.argmax(new)])
        symbols = ", ".join(chemical_symbols[z] for z in np.unique(X.atomic_numbers[new]))
        known = ", ".join(chemical_symbols[z] for z in elements)
        raise ValueError(
            f"molecule {i} ({X.names[i]!r}) contains {symbols}, which the training set did "
            f"not; it had {known}"
        )


def warn_of_strangers(X: Molecules, largest: int, shortest: float) -> None:
    """Warn of molecules so unlike the training set that nothing says how wrong their energies are.

    Parameters
    ----------
    X : Molecules
        To be predicted.
    largest : int
        Atoms in the largest molecule of the training set.
    shortest : float
        The shortest distance of two atoms there, Å.
    """
    if not len(X):
        return
    i = int(np.argmax(X.n_atoms))
    if X.n_atoms[i] > MUCH_LARGER * largest:
        warnings.warn(
            f"molecule {i} ({X.names[i]!r}) has {X.n_atoms[i]} atoms; the largest that the network was "
            f"trained on has {largest}. Nothing says how wrong its energy is",
            stacklevel=4,
        )
    distances = shortest_distances(X)
    if distances.min() < MUCH_CLOSER * shortest:
        i = int(X.molecule_index[np.argmin(distances)])
        warnings.warn(
            f"molecule {i} ({X.names[i]!r}) has atoms {distances.min():.2f} Å apart; the network was trained "
            f"on {shortest:.2f} Å and more. Nothing says how wrong its energy is",
            stacklevel=4,
        )


def shortest_distances(X: Molecules) -> NDArray[np.float64]:
    """From each atom to the nearest of its molecule, in Å (sum of n,); above 1,000 if it is alone."""
    # The molecule's number as a fourth coordinate keeps the atoms of different molecules apart.
    points = np.column_stack([X.positions, 1e4 * X.molecule_index])
    return cKDTree(points).query(points, k=2)[0][:, 1]
