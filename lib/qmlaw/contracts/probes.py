"""The molecules on which contracts are measured."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import ase.build
import numpy as np
from numpy.typing import NDArray

from qmlaw.molecules import Molecules
from qmlaw.representations.isospectral import isospectral_acetylene


def probes(seed: int = 7, elements: Collection[int] | None = None) -> Molecules:
    """Small molecules without symmetry: five from ASE's G2 set, each coordinate moved by some 0.05 Å.

    Parameters
    ----------
    seed : int
        Of the moves.
    elements : collection of int, optional
        Only the molecules of these elements (atomic numbers), for models that know no others.

    Raises
    ------
    ValueError
        If fewer than two of the molecules consist of these elements.
    """
    rng = np.random.default_rng(seed)
    molecules = Molecules.from_ase(
        [ase.build.molecule(name) for name in ("H2O", "CH3OH", "CH3CHO", "CH3CONH2", "CH3SH")]
    )
    moved = molecules.positions + rng.normal(scale=0.05, size=molecules.positions.shape)
    molecules = with_positions(molecules, moved)
    if elements is None:
        return molecules
    known = [i for i, one in enumerate(molecules) if np.isin(one.atomic_numbers, list(elements)).all()]
    if len(known) < 2:
        raise ValueError(
            f"elements is {sorted(elements)}; allowed are H, C and O, and more, for two molecules"
        )
    return molecules[known]


def silicon_cells(seed: int = 7) -> Molecules:
    """Two cells of eight silicon atoms, wide and narrow, each coordinate moved by some 0.1 Å."""
    cells = [ase.build.bulk("Si", cubic=True, a=length) for length in (5.3, 5.5)]
    for k, atoms in enumerate(cells):
        atoms.rattle(0.1, seed=seed + k)
    return Molecules.from_ase(cells)


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


def with_positions(
    molecules: Molecules, positions: NDArray[np.float64], cells: NDArray[np.float64] | None = None
) -> Molecules:
    """The same molecules elsewhere (Å), in their own cells or in others."""
    ends = molecules.offsets[1:-1]
    return Molecules(
        np.split(molecules.atomic_numbers, ends),
        np.split(positions, ends),
        cells=molecules.cells if cells is None else cells,
        names=molecules.names,
    )
