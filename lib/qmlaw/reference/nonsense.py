"""Labels that no physics stands behind: random smooth functions of where the atoms are.

A *random wave* is a sum of plane waves of one wavelength in a space of features, with random directions and
phases. It is smooth, and it has no other structure. Here it is

* a function of all distances of a molecule at once (`whole_nonsense`): neither additive nor local;
* a sum over pairs of atoms, with one random function of the distance for each pair of elements
  (`pair_nonsense`): additive and local, and otherwise free;
* a function of such sums (`crowd_nonsense`): defined for molecules of any size, not additive.

All know that like atoms are alike, as energies do. The wavelength says how rough the labels are; `matched`
chooses it so that they are as rough as those of something else.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations_with_replacement, permutations, product

import numpy as np
from numpy.typing import NDArray

from qmlaw.molecules import Molecules

#: Plane waves in a random wave.
N_WAVES = 200

#: Wavelengths that `matched` tries, as multiples of the spread of the features.
WAVELENGTHS = np.geomspace(1.0, 100.0, 31)


def random_wave(features: NDArray[np.float64], wavelength: float, seed: int) -> NDArray[np.float64]:
    """Values (N,) of a random wave at features (N, F), whose unit is that of the wavelength.

    References
    ----------
    M. V. Berry, J. Phys. A 10, 2083 (1977), doi:10.1088/0305-4470/10/12/016: random superpositions of plane
    waves of one wavelength.
    """
    if not wavelength > 0:
        raise ValueError(f"wavelength must be above 0, not {wavelength}")
    random = np.random.default_rng(seed)
    directions = random.normal(size=(features.shape[1], N_WAVES))
    directions /= np.linalg.norm(directions, axis=0)
    phases = random.uniform(0, 2 * np.pi, N_WAVES)
    return np.cos(2 * np.pi / wavelength * features @ directions + phases).sum(axis=1) / np.sqrt(N_WAVES)


def whole_nonsense(molecules: Molecules, wavelength: float, seed: int) -> NDArray[np.float64]:
    """Random wave of all distances, the same for exchanged like atoms.

    Parameters
    ----------
    molecules : Molecules
        Geometries of one molecule, atoms in one order.
    wavelength : float
        In units of the spread of each distance.
    seed : int
        Seed.

    Returns
    -------
    ndarray, shape (n,)
        Labels without a unit.
    """
    found = pair_distances(molecules)
    features = (found - found.mean(axis=0)) / found.std(axis=0)
    exchanged = _exchanges(molecules[0].atomic_numbers)
    return np.mean([random_wave(features[:, order], wavelength, seed) for order in exchanged], axis=0)


def pair_nonsense(
    molecules: Molecules, wavelength: float, seed: int, cutoff: float = 4.0
) -> NDArray[np.float64]:
    """Sum over pairs of atoms of random waves of their distance, one for each pair of elements.

    Parameters
    ----------
    molecules : Molecules
        Molecules of any size.
    wavelength : float
        Å.
    seed : int
        Seed.
    cutoff : float
        From here on (Å) a pair adds nothing; it fades in as a cosine.

    Returns
    -------
    ndarray, shape (n,)
        Labels without a unit.
    """
    return _pair_sums(molecules, wavelength, seed, cutoff).sum(axis=1)


def crowd_nonsense(
    molecules: Molecules, wavelength: float, seed: int, cutoff: float = 4.0
) -> NDArray[np.float64]:
    """Random wave of sums over pairs, one sum for each pair of elements: for molecules of any size.

    Parameters
    ----------
    molecules : Molecules
        Molecules of any size.
    wavelength : float
        In units of the spread of each sum over these molecules.
    seed : int
        Seed.
    cutoff : float
        As in `pair_nonsense`.

    Returns
    -------
    ndarray, shape (n,)
        Labels without a unit.
    """
    sums = _pair_sums(molecules, 2 * cutoff, seed, cutoff)
    spread = sums.std(axis=0)
    kept = spread > 1e-9
    return random_wave((sums[:, kept] - sums[:, kept].mean(axis=0)) / spread[kept], wavelength, seed)


def roughness(features: NDArray[np.float64], labels: NDArray[np.float64]) -> float:
    """Part of the spread of labels that the best polynomial of second degree leaves.

    Parameters
    ----------
    features : ndarray, shape (n, f)
        With n well above the f (f + 3) / 2 + 1 coefficients.
    labels : ndarray, shape (n,)
        Of any unit.

    Returns
    -------
    float
        0 (a parabola) to 1.
    """
    scaled = (features - features.mean(axis=0)) / features.std(axis=0)
    i, j = np.triu_indices(scaled.shape[1])
    terms = np.column_stack([np.ones(len(scaled)), scaled, scaled[:, i] * scaled[:, j]])
    if len(terms) <= terms.shape[1]:
        raise ValueError(f"{len(terms)} labels are too few for {terms.shape[1]} coefficients")
    left = labels - terms @ np.linalg.lstsq(terms, labels)[0]
    return float(left.std() / labels.std())


def matched(
    make: Callable[[float], NDArray[np.float64]], features: NDArray[np.float64], target: float, unit: float
) -> NDArray[np.float64]:
    """Labels of the wavelength at which their roughness comes nearest to a target.

    Parameters
    ----------
    make : callable
        Labels for a wavelength.
    features : ndarray, shape (n, f)
        For `roughness`.
    target : float
        Roughness wanted.
    unit : float
        Factor of `WAVELENGTHS`.

    Returns
    -------
    ndarray, shape (n,)
        The labels.
    """
    tried = [make(unit * wavelength) for wavelength in WAVELENGTHS]
    apart = [abs(np.log(roughness(features, labels) / target)) for labels in tried]
    return tried[int(np.argmin(apart))]


def pair_distances(molecules: Molecules) -> NDArray[np.float64]:
    """Distances (n, pairs) in Å of geometries of one molecule, atoms in one order.

    Raises
    ------
    ValueError
        If the atoms are not the same in all.
    """
    numbers = molecules[0].atomic_numbers
    if any(not np.array_equal(one.atomic_numbers, numbers) for one in molecules):
        raise ValueError("the geometries are not of one molecule with its atoms in one order")
    positions = np.array([one.positions for one in molecules])
    i, j = np.triu_indices(len(numbers), 1)
    return np.linalg.norm(positions[:, i] - positions[:, j], axis=2)


def _exchanges(numbers: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Orders of the pairs for every exchange of like atoms."""
    n = len(numbers)
    place = np.zeros((n, n), dtype=int)
    i, j = np.triu_indices(n, 1)
    place[i, j] = place[j, i] = np.arange(len(i))
    groups = [np.flatnonzero(numbers == element) for element in np.unique(numbers)]
    orders = []
    for choice in product(*(permutations(group) for group in groups)):
        order = np.arange(n)
        for group, exchanged in zip(groups, choice, strict=True):
            order[group] = exchanged
        orders.append(place[order[i], order[j]])
    return orders


def _pair_sums(molecules: Molecules, wavelength: float, seed: int, cutoff: float) -> NDArray[np.float64]:
    """Sums (n, kinds of pairs) of a random function of the distance, one for each pair of elements."""
    elements = np.unique(molecules.atomic_numbers)
    kinds = list(combinations_with_replacement(elements, 2))
    belongs, first, second, apart = _pairs(molecules)
    fading = np.where(apart < cutoff, (np.cos(np.pi * apart / cutoff) + 1) / 2, 0.0)
    sums = np.zeros((len(molecules), len(kinds)))
    for k, kind in enumerate(kinds):
        of_kind = (np.minimum(first, second) == kind[0]) & (np.maximum(first, second) == kind[1])
        waves = random_wave(apart[of_kind, None], wavelength, seed * len(kinds) + k)
        np.add.at(sums[:, k], belongs[of_kind], waves * fading[of_kind])
    return sums


def _pairs(molecules: Molecules) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """All pairs of atoms of all molecules: whose they are, both elements, and how far apart (Å)."""
    found = []
    for m, molecule in enumerate(molecules):
        i, j = np.triu_indices(len(molecule.atomic_numbers), 1)
        apart = np.linalg.norm(molecule.positions[i] - molecule.positions[j], axis=1)
        found.append((np.full(len(i), m), molecule.atomic_numbers[i], molecule.atomic_numbers[j], apart))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))
