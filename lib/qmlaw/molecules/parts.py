"""What a collection of molecules is made of and gives back: properties with units, and plain tuples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw import units


class Molecule(NamedTuple):
    """One molecule: atomic numbers (n,), positions (n, 3) in Å, cell (3, 3) in Å or None, name."""

    atomic_numbers: NDArray[np.int64]
    positions: NDArray[np.float64]
    cell: NDArray[np.float64] | None
    name: str


class Padded(NamedTuple):
    """Molecules of one common size A: zeros where `mask` is False.

    atomic_numbers (N, A), positions (N, A, 3) in Å, mask (N, A).
    """

    atomic_numbers: NDArray[np.int64]
    positions: NDArray[np.float64]
    mask: NDArray[np.bool_]


class Composition(NamedTuple):
    """How many atoms of each element: elements (E,) as atomic numbers, counts (N, E)."""

    elements: NDArray[np.int64]
    counts: NDArray[np.int64]


class Split(NamedTuple):
    """Indices of molecules to train on and to test on. Disjoint; together they are all."""

    train: NDArray[np.int64]
    test: NDArray[np.int64]


class Property:
    """Values with a unit, one entry per molecule or one per atom.

    Parameters
    ----------
    values : array_like
        First axis: molecules (N, …) or all atoms (sum of n, …). NaN means "not known".
    unit : str
        A key of `qmlaw.units.UNITS`; `"1"` for a pure number.
    per : {"molecule", "atom"}
        What the first axis counts.

    Raises
    ------
    ValueError
        If the unit is missing or unknown, or `per` is something else.
    """

    __slots__ = ("per", "unit", "values")

    def __init__(self, values: ArrayLike, unit: str, per: Literal["molecule", "atom"] = "molecule") -> None:
        units.unit(unit)
        if per not in ("molecule", "atom"):
            raise ValueError(f"per is {per!r}; allowed are 'molecule' and 'atom'")
        self.values = np.array(values)  # a copy: nobody else can change it
        self.unit = unit
        self.per = per
        if self.values.ndim == 0:
            raise ValueError(f"a property needs one value per {per}, got the single number {values!r}")

    def to(self, unit: str) -> NDArray[np.float64]:
        """Values converted to another unit of the same dimension."""
        return units.convert(self.values, self.unit, unit)

    def __repr__(self) -> str:
        return f"Property(shape={self.values.shape}, unit={self.unit!r}, per={self.per!r})"


def joined_property(name: str, parts: Sequence[Property]) -> Property:
    """Values of several collections one after the other, in the unit of the first.

    Raises
    ------
    ValueError
        If some count molecules and others atoms, or the units measure different things.
    """
    first = parts[0]
    for k, part in enumerate(parts):
        if part.per != first.per:
            raise ValueError(
                f"property {name!r} is per {part.per} in collection {k} and per {first.per} in collection 0"
            )
    # Values of the same unit are not converted: text cannot be, and whole numbers would not stay whole.
    same = [part.values if part.unit == first.unit else part.to(first.unit) for part in parts]
    return Property(np.concatenate(same), first.unit, first.per)
