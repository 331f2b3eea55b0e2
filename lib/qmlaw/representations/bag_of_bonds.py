"""Bag of bonds: all pairs of atoms, one bag per pair of elements, each bag sorted.

References
----------
K. Hansen et al., J. Phys. Chem. Lett. 6, 2326 (2015), doi:10.1021/acs.jpclett.5b00831.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw import units
from qmlaw.molecules import HEAVIEST_ELEMENT, Molecules
from qmlaw.representations.coulomb_matrix import BLOCK, check_molecules, formula

_KEY = HEAVIEST_ELEMENT + 1  # a bag (a, b) has the number a * _KEY + b; single atoms have a = 0


class _Entries(NamedTuple):
    """Every pair and every atom, flat: the molecule it belongs to, its bag's number, its value."""

    molecule: NDArray[np.int64]
    bag: NDArray[np.int64]
    value: NDArray[np.float64]


class BagOfBonds(TransformerMixin, BaseEstimator):
    """Z_I Z_J / R in one bag per pair of elements, sorted falling, zero-padded: a transformer on `Molecules`.

    Independent of the order of atoms, and continuous, since a sorted list of continuous numbers is. It knows
    only *which* distances there are, not where: homometric molecules look alike (`qmlaw.contracts`).

    Parameters
    ----------
    self_terms : bool
        Whether to add one bag per element that holds 0.5 Z^2.4 once per atom (a count of atoms).
    length_unit : {"bohr", "angstrom"}
        Unit in which distances enter.
    distance_power : float
        Entries are Z_I Z_J / R^distance_power. The paper has 1.
    bag_sizes : mapping of (int, ...) to int, optional
        Room to reserve in addition to what `fit` sees, by bag: ``{(1, 6): 40, (6,): 9}``. The `bag_sizes_` of
        a transformer fitted to larger molecules will do.

    Attributes
    ----------
    bag_sizes_ : dict of (int, ...) to int
        Bags in the order of their features: (Z,) for single atoms, (Z, Z') with Z <= Z' for pairs.

    References
    ----------
    See the module.
    """

    def __init__(
        self,
        *,
        self_terms: bool = True,
        length_unit: Literal["bohr", "angstrom"] = "bohr",
        distance_power: float = 1.0,
        bag_sizes: Mapping[tuple[int, ...], int] | None = None,
    ) -> None:
        self.self_terms = self_terms
        self.length_unit = length_unit
        self.distance_power = distance_power
        self.bag_sizes = bag_sizes

    def fit(self, X: Molecules, y: object = None) -> BagOfBonds:
        """Learn which bags there are and how large each must be.

        Raises
        ------
        ValueError
            If a parameter is out of range or there are no molecules.
        """
        if self.length_unit not in ("bohr", "angstrom"):
            raise ValueError(f"length_unit is {self.length_unit!r}; allowed are 'bohr' and 'angstrom'")
        check_molecules(X)
        entries = self._entries(X)
        sizes = {_number(bag): size for bag, size in (self.bag_sizes or {}).items()}
        rank = _rank_in_bag(entries)
        for bag in np.unique(entries.bag):
            seen = int(rank[entries.bag == bag].max()) + 1
            sizes[int(bag)] = max(seen, sizes.get(int(bag), 0))
        self.bag_sizes_ = {_bag(number): sizes[number] for number in sorted(sizes)}
        return self

    def transform(self, X: Molecules) -> NDArray[np.float64]:
        """Feature vectors, (N, F), one bag after the other in the order of `bag_sizes_`.

        Raises
        ------
        ValueError
            If a molecule has a pair of elements that `fit` did not see, or more of one than the bag holds.
        """
        check_is_fitted(self)
        check_molecules(X, allow_empty=True)
        entries = self._entries(X)
        rank = _rank_in_bag(entries)
        size = np.zeros(_KEY**2, dtype=np.int64)
        start = np.zeros(_KEY**2, dtype=np.int64)
        n_features = 0
        for bag, n in self.bag_sizes_.items():
            size[_number(bag)], start[_number(bag)] = n, n_features
            n_features += n
        if (rank >= size[entries.bag]).any():
            self._refuse(X, entries, rank, size)
        features = np.zeros((len(X), n_features))
        features[entries.molecule, start[entries.bag] + rank] = entries.value
        return features

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Names of the columns: ``HC 0``, ``HC 1``, …"""
        check_is_fitted(self)
        names = [f"{_name(bag)} {k}" for bag, size in self.bag_sizes_.items() for k in range(size)]
        return np.array(names, dtype=object)

    def _entries(self, molecules: Molecules) -> _Entries:
        """All pairs (and atoms), sorted by molecule, then bag, then falling value."""
        parts = [self._pairs(molecules[i : i + BLOCK], i) for i in range(0, max(len(molecules), 1), BLOCK)]
        if self.self_terms:
            z = molecules.atomic_numbers
            parts.append(_Entries(molecules.molecule_index, z, 0.5 * z**2.4))
        molecule, bag, value = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.lexsort((-value, bag, molecule))
        return _Entries(molecule[order], bag[order], value[order])

    def _pairs(self, molecules: Molecules, first: int) -> _Entries:
        numbers, positions, mask = molecules.padded()
        i, j = np.triu_indices(numbers.shape[1], 1)
        molecule, pair = np.nonzero(mask[:, i] & mask[:, j])
        z_i, z_j = numbers[molecule, i[pair]], numbers[molecule, j[pair]]
        distance = np.linalg.norm(positions[molecule, i[pair]] - positions[molecule, j[pair]], axis=1)
        distance *= units.convert(1.0, "angstrom", self.length_unit)
        bag = np.minimum(z_i, z_j) * _KEY + np.maximum(z_i, z_j)
        return _Entries(molecule + first, bag, z_i * z_j / distance**self.distance_power)

    def _refuse(
        self, molecules: Molecules, entries: _Entries, rank: NDArray[np.int64], size: NDArray[np.int64]
    ) -> None:
        at = int(np.argmax(rank >= size[entries.bag]))
        i, bag = int(entries.molecule[at]), int(entries.bag[at])
        needed = int(((entries.molecule == i) & (entries.bag == bag)).sum())
        room = f"the bag holds {size[bag]}" if size[bag] else "fit saw no such bag"
        raise ValueError(
            f"molecule {i} ({formula(molecules, i)}, name {molecules.names[i]!r}) has {needed} entries "
            f"for the bag {_name(_bag(bag))}, but {room}: fit on it too, or set bag_sizes"
        )


def _rank_in_bag(entries: _Entries) -> NDArray[np.int64]:
    """0, 1, 2, … within each bag of each molecule; entries come sorted."""
    group = entries.molecule * _KEY**2 + entries.bag
    _, first, length = np.unique(group, return_index=True, return_counts=True)
    return np.arange(len(group)) - np.repeat(first, length)


def _number(bag: tuple[int, ...]) -> int:
    if len(bag) not in (1, 2) or not all(1 <= z <= HEAVIEST_ELEMENT for z in bag):
        raise ValueError(f"bag is {bag!r}; allowed are (Z,) and (Z, Z') with Z from 1 to {HEAVIEST_ELEMENT}")
    return bag[0] if len(bag) == 1 else min(bag) * _KEY + max(bag)


def _bag(number: int) -> tuple[int, ...]:
    low, high = divmod(number, _KEY)
    return (low, high) if low else (high,)


def _name(bag: tuple[int, ...]) -> str:
    return "".join(chemical_symbols[z] for z in bag)
