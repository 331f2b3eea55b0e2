"""Phases of silicon as small periodic cells; all have eight atoms, most are supercells of a smaller one.

The names are those of the structures: ``beta-tin`` is Si II, ``simple hexagonal`` Si V, ``bc8`` Si III, and
``lonsdaleite`` the hexagonal sister of diamond (A. Mujica et al., Rev. Mod. Phys. 75, 863 (2003),
doi:10.1103/RevModPhys.75.863).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from ase import Atoms
from ase.build import bulk
from ase.spacegroup import crystal


class Phase(NamedTuple):
    """A structure.

    Attributes
    ----------
    ratio : float or None
        Usual ratio c/a of the axes; None for a cubic structure, which has none to choose.
    build : callable
        Makes the cell of any size from that ratio.
    """

    ratio: float | None
    build: Callable[[float], Atoms]


def _beta_tin(ratio: float) -> Atoms:
    return crystal("Si", [(0, 0, 0)], spacegroup=141, cellpar=[1, 1, ratio, 90, 90, 90]).repeat((1, 1, 2))


def _simple_hexagonal(ratio: float) -> Atoms:
    return crystal("Si", [(0, 0, 0)], spacegroup=191, cellpar=[1, 1, ratio, 90, 90, 120]).repeat(2)


def _lonsdaleite(ratio: float) -> Atoms:
    cell = [1, 1, ratio, 90, 90, 120]
    return crystal("Si", [(1 / 3, 2 / 3, 1 / 16)], spacegroup=194, cellpar=cell).repeat((2, 1, 1))


def _bc8(_: float) -> Atoms:
    cell = [1, 1, 1, 90, 90, 90]
    return crystal("Si", [(0.1003,) * 3], spacegroup=206, cellpar=cell, primitive_cell=True)


#: Structures by name. Ratios of axes: experiment, as collected by Mujica et al.; ideal for lonsdaleite.
PHASES = {
    "diamond": Phase(None, lambda _: bulk("Si", "diamond", a=1, cubic=True)),
    "lonsdaleite": Phase(np.sqrt(8 / 3), _lonsdaleite),
    "bc8": Phase(None, _bc8),
    "beta-tin": Phase(0.552, _beta_tin),
    "simple hexagonal": Phase(0.94, _simple_hexagonal),
    "simple cubic": Phase(None, lambda _: bulk("Si", "sc", a=1).repeat(2)),
    "bcc": Phase(None, lambda _: bulk("Si", "bcc", a=1).repeat(2)),
    "fcc": Phase(None, lambda _: bulk("Si", "fcc", a=1).repeat(2)),
    "hcp": Phase(1.70, lambda ratio: bulk("Si", "hcp", a=1, c=ratio).repeat((2, 2, 1))),
}


def ideal_cell(
    phase: str,
    volume: float,
    ratio: float | None = None,
    supercell: tuple[int, int, int] = (1, 1, 1),
    vacancies: int = 0,
) -> Atoms:
    """A cell of a phase without thermal motion.

    Parameters
    ----------
    phase : str
        One of `PHASES`.
    volume : float
        Å^3 per site.
    ratio : float, optional
        Ratio c/a of the axes, for phases that have one.
    supercell : tuple of int
        How often the cell of eight atoms is repeated.
    vacancies : int
        0, or 1 to take the first atom away. The volume stays.

    Returns
    -------
    ase.Atoms
        The cell, Å.

    Raises
    ------
    ValueError
        For an unknown phase, a volume or ratio that is not positive, a ratio for a cubic phase, or more than
        one vacancy.
    """
    if phase not in PHASES:
        raise ValueError(f"unknown phase {phase!r}; allowed are {', '.join(PHASES)}")
    usual, build = PHASES[phase]
    if ratio is not None and usual is None:
        raise ValueError(f"{phase} is cubic: it has no ratio of axes")
    if not volume > 0 or (ratio is not None and not ratio > 0):
        raise ValueError(f"volume and ratio must be above 0, not {volume} and {ratio}")
    if vacancies not in (0, 1):
        raise ValueError(f"vacancies must be 0 or 1, not {vacancies}")
    built = build(usual if ratio is None else ratio)
    atoms = Atoms(built.numbers, cell=built.cell, scaled_positions=built.get_scaled_positions(), pbc=True)
    atoms.set_cell(atoms.cell * (volume * len(atoms) / atoms.get_volume()) ** (1 / 3), scale_atoms=True)
    return atoms.repeat(supercell)[vacancies:]


def strained(atoms: Atoms, strain: np.ndarray) -> Atoms:
    """Deform a cell and everything in it by a strain tensor (3, 3): ``x -> (1 + strain) x``."""
    moved = atoms.copy()
    moved.set_cell(atoms.cell.array @ (np.eye(3) + np.asarray(strain)).T, scale_atoms=True)
    return moved
