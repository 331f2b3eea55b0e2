"""The molecules on which contracts are measured."""

from __future__ import annotations

from collections.abc import Sequence

import ase.build
import numpy as np
from numpy.typing import NDArray

from qmlaw.molecules import Molecules
from qmlaw.representations.isospectral import isospectral_acetylene


def probes(seed: int = 7) -> Molecules:
    """Small molecules without symmetry: five from ASE's G2 set, each coordinate moved by some 0.05 Å."""
    rng = np.random.default_rng(seed)
    molecules = Molecules.from_ase(
        [ase.build.molecule(name) for name in ("H2O", "CH3OH", "CH3CHO", "CH3CONH2", "CH3SH")]
    )
    moved = molecules.positions + rng.normal(scale=0.05, size=molecules.positions.shape)
    return with_positions(molecules, moved)


def lookalikes() -> list[Molecules]:
    """Pairs of different molecules that some representations cannot tell apart.

    * Linear acetylene and a bent one with the same Coulomb spectrum.
    * Six hydrogen atoms on a line at 0, 1, 4, 10, 12, 17 Å and at 0, 1, 8, 11, 13, 17 Å: the same 15
      distances.
    """
    marks = [(0, 1, 4, 10, 12, 17), (0, 1, 8, 11, 13, 17)]
    lines = [np.column_stack([places, np.zeros((6, 2))]) for places in marks]
    homometric = Molecules([[1] * 6] * 2, lines, names=["H6, first line", "H6, second line"])
    return [isospectral_acetylene((180.0, 120.0)), homometric]


def far_apart() -> Molecules:
    """Two molecules of hydrogen, 20 and then 30 Å from each other."""
    bond = np.array([[0.0, 0.0, 0.0], [0.74, 0.0, 0.0]])
    pairs = [np.concatenate([bond, bond + (0.0, 0.0, distance)]) for distance in (20.0, 30.0)]
    return Molecules([[1] * 4] * 2, pairs, names=["20 Å apart", "30 Å apart"])


def bent_hydrogen_cyanide(bends: Sequence[float]) -> Molecules:
    """Hydrogen cyanide with its hydrogen off the line by so many Å."""
    shapes = [[[-1.066, bend, 0.0], [0.0, 0.0, 0.0], [1.153, 0.0, 0.0]] for bend in bends]
    return Molecules([[1, 6, 7]] * len(shapes), shapes)


def with_positions(molecules: Molecules, positions: NDArray[np.float64]) -> Molecules:
    """The same molecules elsewhere (Å)."""
    ends = molecules.offsets[1:-1]
    return Molecules(
        np.split(molecules.atomic_numbers, ends), np.split(positions, ends), names=molecules.names
    )
