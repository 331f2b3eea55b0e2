"""Every check that `Molecules` makes of what it is given. Each error names the molecule, and the atom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from qmlaw.molecules.parts import Property

SAME_SPOT = 0.01
"""Two atoms closer than this (Å) are an error in the input, not a geometry."""

HEAVIEST_ELEMENT = 118


def molecule_label(i: int, name: str) -> str:
    """How an error calls a molecule: its number, and its name if it has one."""
    return f"molecule {i}" if name == str(i) else f"molecule {i} ({name})"


class AtomLabels:
    """How an error calls an atom: molecule, number within the molecule, element."""

    def __init__(self, atomic_numbers: NDArray, offsets: NDArray, names: Sequence[str]) -> None:
        self.atomic_numbers, self.offsets, self.names = atomic_numbers, offsets, names

    def __getitem__(self, atom: int) -> str:
        i = int(np.searchsorted(self.offsets, atom, side="right")) - 1
        within = atom - self.offsets[i]
        return f"{molecule_label(i, self.names[i])}, atom {within} (Z = {self.atomic_numbers[atom]})"


def checked_names(names: Sequence[str] | None, n: int) -> tuple[str, ...]:
    """One name per molecule; without names, the running number."""
    if names is None:
        return tuple(str(i) for i in range(n))
    if len(names) != n:
        raise ValueError(f"{len(names)} names for {n} molecules")
    return tuple(str(name) for name in names)


def checked_numbers(numbers: ArrayLike, label: str) -> NDArray[np.int64]:
    """Atomic numbers of one molecule: whole numbers, at least one."""
    array = _rectangular(numbers, None, label, "atomic numbers")
    if array.ndim != 1:
        raise ValueError(f"{label}: atomic numbers have shape {array.shape}; allowed is (n,)")
    if len(array) == 0:
        raise ValueError(f"{label} is empty: a molecule needs at least one atom")
    if not np.issubdtype(array.dtype, np.number) or not (array == np.floor(array)).all():
        raise ValueError(f"{label}: atomic numbers must be whole numbers, got {array.tolist()}")
    return array.astype(np.int64)


def checked_positions(positions: ArrayLike, n: int, label: str) -> NDArray[np.float64]:
    """Positions of one molecule in Å: one row of three per atom."""
    array = _rectangular(positions, float, label, "positions")
    if array.shape != (n, 3):
        raise ValueError(f"{label} has {n} atoms but positions of shape {array.shape}; allowed is ({n}, 3)")
    return array


def _rectangular(given: ArrayLike, kind: type | None, label: str, what: str) -> NDArray:
    try:
        return np.array(given, dtype=kind)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{label}: {what} are not an array of numbers: {error}") from None


def checked_cells(cells: ArrayLike | None, n: int) -> NDArray[np.float64] | None:
    """Lattice vectors in Å: (N, 3, 3) and finite, or none at all."""
    if cells is None:
        return None
    array = np.array(cells, dtype=float)
    if array.shape != (n, 3, 3):
        raise ValueError(f"cells have shape {array.shape}; allowed is ({n}, 3, 3)")
    if not np.isfinite(array).all():
        raise ValueError(
            f"the cell of molecule {int(np.argmax(~np.isfinite(array).all((1, 2))))} is not finite"
        )
    return array


def check_elements(atomic_numbers: NDArray[np.int64], labels: AtomLabels) -> None:
    """Every atom is of a known element."""
    unknown = (atomic_numbers < 1) | (atomic_numbers > HEAVIEST_ELEMENT)
    if unknown.any():
        atom = int(np.argmax(unknown))
        raise ValueError(f"{labels[atom]}: unknown element; allowed are 1 to {HEAVIEST_ELEMENT}")


def check_finite(positions: NDArray[np.float64], labels: AtomLabels) -> None:
    """No coordinate is NaN or infinite."""
    bad = ~np.isfinite(positions).all(axis=1)
    if bad.any():
        atom = int(np.argmax(bad))
        raise ValueError(f"{labels[atom]}: position {positions[atom].tolist()} is not finite")


def check_distances(
    positions: NDArray[np.float64], molecule_index: NDArray[np.int64], labels: AtomLabels
) -> None:
    """No two atoms of one molecule are on one spot. Periodic images are not looked at."""
    if len(positions) < 2:
        return
    # The molecule's number as a fourth coordinate keeps the atoms of different molecules apart.
    points = np.column_stack([positions, molecule_index])
    pairs = cKDTree(points).query_pairs(SAME_SPOT, output_type="ndarray")
    if len(pairs):
        first, second = sorted(min(pairs.tolist()))
        distance = np.linalg.norm(positions[first] - positions[second])
        within = second - labels.offsets[molecule_index[second]]
        raise ValueError(
            f"{labels[first]} and atom {within} are on one spot "
            f"({distance:.4f} Å apart; allowed is at least {SAME_SPOT} Å)"
        )


def checked_property(name: str, given: Any, n_molecules: int, n_atoms: int) -> Property:
    """A property with a unit, and one value per molecule or per atom."""
    if not isinstance(given, Property):
        if not isinstance(given, tuple) or len(given) not in (2, 3):
            raise ValueError(f"property {name!r} has no unit; give (values, unit) or a Property")
        try:
            given = Property(*given)
        except ValueError as error:
            raise ValueError(f"property {name!r}: {error}") from None
    expected = n_molecules if given.per == "molecule" else n_atoms
    if len(given.values) != expected:
        raise ValueError(f"property {name!r} has {len(given.values)} values for {expected} {given.per}s")
    return given
