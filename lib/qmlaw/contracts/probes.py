"""The molecules on which contracts are measured."""

from __future__ import annotations

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


def with_positions(molecules: Molecules, positions: NDArray[np.float64]) -> Molecules:
    """The same molecules elsewhere (Å)."""
    ends = molecules.offsets[1:-1]
    return Molecules(
        np.split(molecules.atomic_numbers, ends), np.split(positions, ends), names=molecules.names
    )
