"""Splits of the literature: folds stratified by energy, those published with QM7, and Kennard-Stone."""

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial.distance import cdist

from qmlaw.molecules import Split


def stratified_folds(values: ArrayLike, n_folds: int, seed: int) -> list[Split]:
    """Folds in which a continuous quantity is distributed alike.

    The molecules are sorted by value and cut into blocks of `n_folds` neighbours. Each block gives one
    molecule to every fold, at random. scikit-learn's stratified folds want classes and do not do this.

    Parameters
    ----------
    values
        One number for each molecule, (N,), any unit.
    n_folds
        Number of folds, 2 to N.
    seed
        Seed of the random choice.

    Returns
    -------
    list of Split
        One for each fold, which is its test side. The test sides are disjoint, together they are all
        molecules, and their sizes differ by one at most. Indices ascend.

    Raises
    ------
    ValueError
        If `values` is not one-dimensional and finite, or `n_folds` does not fit.

    References
    ----------
    G. Montavon et al., Advances in Neural Information Processing Systems 25, 449 (2012), section 4.
    M. Rupp et al., Phys. Rev. Lett. 108, 058301 (2012), doi:10.1103/PhysRevLett.108.058301.
    """
    numbers = np.asarray(values, dtype=float)
    if numbers.ndim != 1:
        raise ValueError(f"values have shape {numbers.shape}; allowed is one number for each molecule, (N,)")
    if not np.isfinite(numbers).all():
        i = int(np.argmin(np.isfinite(numbers)))
        raise ValueError(f"value {i} is {numbers[i]}; allowed are finite numbers")
    if not 2 <= n_folds <= len(numbers):
        raise ValueError(f"n_folds is {n_folds}; allowed is 2 to {len(numbers)}, the number of values")
    rng = np.random.default_rng(seed)
    order = np.argsort(numbers, kind="stable")
    fold = np.empty(len(numbers), dtype=int)
    for start in range(0, len(order), n_folds):
        block = order[start : start + n_folds]
        fold[block] = rng.permutation(n_folds)[: len(block)]
    return folds_to_splits(fold)


def folds_to_splits(fold: ArrayLike) -> list[Split]:
    """One split for each fold number: that fold to test, all others to train.

    Parameters
    ----------
    fold
        Number of the fold of each molecule, (N,), whole numbers.

    Returns
    -------
    list of Split
        In ascending order of the fold number. Indices ascend.
    """
    numbers = np.asarray(fold)
    return [Split(np.flatnonzero(numbers != k), np.flatnonzero(numbers == k)) for k in np.unique(numbers)]


def kennard_stone(features: ArrayLike, n_train: int) -> Split:
    """Training molecules spread as evenly as can be over the space of features; the others test.

    The two that are furthest apart come first; then always the one that is furthest from its nearest
    neighbour among those chosen. The test molecules lie between training molecules: nothing has to be
    extrapolated, and errors come out lower than on a random split.

    Parameters
    ----------
    features
        (N, F), any unit. Columns are standardised first; one that is the same for all has no say.
    n_train
        Molecules to train on, 2 to N - 1.

    Returns
    -------
    Split
        `train` in the order of the choice, `test` ascending.

    Raises
    ------
    ValueError
        If `features` is no finite table, or `n_train` does not fit.

    References
    ----------
    R. W. Kennard, L. A. Stone, Technometrics 11, 137 (1969), doi:10.1080/00401706.1969.10490666.
    """
    table = np.asarray(features, dtype=float)
    if table.ndim != 2 or table.shape[1] == 0:
        raise ValueError(f"features have shape {table.shape}; allowed is a table (N, F)")
    if not np.isfinite(table).all():
        i = int(np.argmin(np.isfinite(table).all(axis=1)))
        raise ValueError(f"features of molecule {i} are not finite: {table[i].tolist()}")
    if not 2 <= n_train < len(table):
        raise ValueError(f"n_train is {n_train}; allowed is 2 to {len(table) - 1}, one less than molecules")
    spread = table.std(axis=0)
    scaled = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1)
    distances = cdist(scaled, scaled)
    chosen = list(np.unravel_index(distances.argmax(), distances.shape))
    if chosen[0] == chosen[1]:  # all molecules are alike
        chosen = [0, 1]
    nearest = distances[chosen].min(axis=0)
    nearest[chosen] = -1
    while len(chosen) < n_train:
        furthest = int(nearest.argmax())
        chosen.append(furthest)
        nearest = np.minimum(nearest, distances[furthest])
        nearest[furthest] = -1
    train = np.array(chosen)
    return Split(train, np.setdiff1d(np.arange(len(table)), train))


def fold_numbers(published: ArrayLike, n_molecules: int, path: Path) -> np.ndarray:
    """Turn a table of folds, such as the array P of qm7.mat, into a fold number for each molecule.

    Parameters
    ----------
    published
        (number of folds, size of a fold) indices of molecules, from 0.
    n_molecules
        Number of molecules.
    path
        Where the table is from, for messages.

    Returns
    -------
    ndarray (N,)
        Number of the fold, from 0.

    Raises
    ------
    ValueError
        If a molecule is missing or stands in the table twice.
    """
    table = np.asarray(published).astype(int)
    if not np.array_equal(np.sort(table, axis=None), np.arange(n_molecules)):
        raise ValueError(
            f"{path}: the folds hold {table.size} indices from {table.min()} to {table.max()} "
            f"for {n_molecules} molecules; every molecule must stand in one fold"
        )
    fold = np.empty(n_molecules, dtype=int)
    for k, members in enumerate(table):
        fold[members] = k
    return fold
