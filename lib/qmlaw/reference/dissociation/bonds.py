"""The bonds that are broken: geometries as functions of one length, and what is left at the end.

Only the length changes; everything else stays rigid at the values given here. They are rounded experimental
ones. An error in them moves the place on the curve, not what the curve shows.

References
----------
Diatomics: Huber, Herzberg, Constants of Diatomic Molecules (1979), r_e, as in the NIST Chemistry WebBook,
doi:10.18434/T4D303. Water and ethane: experimental geometries as listed in NIST's Computational Chemistry
Comparison and Benchmark Database, doi:10.18434/T47C7Z.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

#: Water: O-H in Å and H-O-H in degrees.
_WATER = (0.958, 104.5)

#: The O-H bond that stays, Å: a little off, so that the molecule has the same symmetry (Cs) at every length.
_OTHER_BOND = 0.9573

#: Ethane, staggered: C-H in Å and H-C-C in degrees.
_METHYL = (1.09, 111.0)


@dataclass(frozen=True)
class Bond:
    """A bond, or two alike, that is pulled apart.

    Parameters
    ----------
    name : str
        Name of the molecule, with what is pulled where that is not clear.
    symbols : tuple of str
        Chemical symbols.
    place : callable
        Positions (n_atoms, 3) in Å for a length in Å.
    equilibrium : float
        Length at the minimum, Å; experimental, rounded.
    parts : tuple of tuple of int
        Atoms of each of the parts that are left.
    multiplicities : tuple of int
        2S + 1 of each part.
    """

    name: str
    symbols: tuple[str, ...]
    place: Callable[[float], NDArray[np.float64]]
    equilibrium: float
    parts: tuple[tuple[int, ...], ...]
    multiplicities: tuple[int, ...]

    def atoms(self, length: float) -> Atoms:
        """The molecule at a length in Å.

        Raises
        ------
        ValueError
            For a length that is not positive.
        """
        if not length > 0:
            raise ValueError(f"a bond length must be positive, not {length} Å")
        return Atoms(self.symbols, self.place(length))

    def part(self, i: int) -> Atoms:
        """Part `i`, with the geometry that it has in the molecule."""
        return self.atoms(self.equilibrium)[list(self.parts[i])]


def _on_axis(length: float) -> NDArray[np.float64]:
    return np.array([[0.0, 0.0, 0.0], [0.0, 0.0, length]])


def _diatomic(name: str, first: str, second: str, length: float, multiplicities: tuple[int, int]) -> Bond:
    return Bond(name, (first, second), _on_axis, length, ((0,), (1,)), multiplicities)


def _water(first: float, second: float) -> NDArray[np.float64]:
    half = np.radians(_WATER[1]) / 2
    directions = np.array([[0.0, np.sin(half), np.cos(half)], [0.0, -np.sin(half), np.cos(half)]])
    return np.vstack([np.zeros(3), directions * [[first], [second]]])


def _ethane(length: float) -> NDArray[np.float64]:
    """Staggered: inversion at the middle of the C-C bond takes one methyl group to the other."""
    distance, angle = _METHYL[0], np.radians(_METHYL[1])
    turns = np.radians([0.0, 120.0, 240.0])
    methyl = np.column_stack(
        [
            distance * np.sin(angle) * np.cos(turns),
            distance * np.sin(angle) * np.sin(turns),
            np.full(3, length / 2 - distance * np.cos(angle)),
        ]
    )
    half = np.vstack([[0.0, 0.0, length / 2], methyl])
    return np.vstack([half, -half])


#: Bonds by name.
BONDS = {
    bond.name: bond
    for bond in (
        _diatomic("H2", "H", "H", 0.741, (2, 2)),
        _diatomic("LiH", "Li", "H", 1.596, (2, 2)),
        _diatomic("HF", "F", "H", 0.917, (2, 2)),
        _diatomic("F2", "F", "F", 1.412, (2, 2)),
        _diatomic("N2", "N", "N", 1.098, (4, 4)),
        Bond(
            "H2O",
            ("O", "H", "H"),
            lambda length: _water(_OTHER_BOND, length),
            _WATER[0],
            ((0, 1), (2,)),
            (2, 2),
        ),
        Bond(
            "H2O, both bonds",
            ("O", "H", "H"),
            lambda length: _water(length, length),
            _WATER[0],
            ((0,), (1,), (2,)),
            (3, 2, 2),
        ),
        Bond("C2H6", tuple("CHHHCHHH"), _ethane, 1.536, ((0, 1, 2, 3), (4, 5, 6, 7)), (2, 2)),
    )
}


def find_bond(name: str) -> Bond:
    """A bond by name.

    Raises
    ------
    ValueError
        If there is no such bond; the message lists those there are.
    """
    if name not in BONDS:
        raise ValueError(f"unknown bond {name!r}; known are {', '.join(BONDS)}")
    return BONDS[name]
