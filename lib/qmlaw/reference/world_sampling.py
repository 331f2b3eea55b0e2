"""Minima and normal modes in a world whose physics is false, from energies alone.

A molecule of a false world is not at rest where a real one is. Whoever compares what can be learned of
the two worlds at the geometries of one of them compares a valley with a slope. Here a world gets geometries
of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.reference.counterfactual import World, solve
from qmlaw.reference.geometry import internal_projector
from qmlaw.reference.sampling import Modes, harmonic_modes
from qmlaw.units import HARTREE_TO_EV

#: Steps of the finite differences, Å: first derivatives, where the third must not show, and second ones.
SMALL_STEP, STEP = 0.003, 0.02

#: At the minimum no internal force (hartree/Å) is larger.
SMALLEST_FORCE = 2e-4

_ITERATIONS = 24

#: Second derivatives are calculated anew after so many steps.
_RENEWED = 4

#: Longest step towards the minimum, Å.
_LONGEST = 0.15


class Valley(NamedTuple):
    """A minimum of a world.

    Attributes
    ----------
    atoms : ase.Atoms
        Molecule at the minimum, positions in Å.
    modes : Modes
        Its normal modes there; masses of the nuclei are the real ones.
    """

    atoms: Atoms
    modes: Modes


def find_valley(atoms: Atoms, world: World, basis: str = "STO-3G") -> Valley:
    """Minimum and normal modes of a molecule in a world.

    Newton's method with second derivatives by differences of energies, which serve for a few steps: some
    hundred energies for a molecule of four atoms.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule near a minimum, positions in Å.
    world : World
        The physics.
    basis : str
        Orbital basis.

    Returns
    -------
    Valley

    Raises
    ------
    ValueError
        If there is no minimum nearby.
    """
    found = atoms.copy()
    for iteration in range(_ITERATIONS):
        if iteration % _RENEWED == 0:
            curvature = _curvature(found, world, basis)
        directions = _internal_directions(found)
        slope = _slope(found, directions, world, basis)
        if np.abs(slope).max() < SMALLEST_FORCE:
            break
        stiffness, vectors = np.linalg.eigh(directions @ curvature @ directions.T)
        step = -(vectors / np.maximum(stiffness, 0.1)) @ vectors.T @ slope
        step *= min(1.0, _LONGEST / np.linalg.norm(step))
        found.positions += (step @ directions).reshape(-1, 3)
    else:
        raise ValueError(f"{atoms.get_chemical_formula()}: no minimum after {_ITERATIONS} steps in {world}")
    modes = harmonic_modes(found, _curvature(found, world, basis) * HARTREE_TO_EV)
    if modes.frequencies[0] <= 0:
        raise ValueError(f"{atoms.get_chemical_formula()}: no minimum but a saddle in {world}")
    return Valley(found, modes)


def _internal_directions(atoms: Atoms) -> NDArray[np.float64]:
    """Orthonormal displacements, one in a row, that neither move nor turn the molecule."""
    lengths, vectors = np.linalg.eigh(internal_projector(atoms.positions))
    return vectors[:, lengths > 0.5].T


def _energy(atoms: Atoms, displacement: NDArray[np.float64], world: World, basis: str) -> float:
    moved = atoms.copy()
    moved.positions += displacement.reshape(-1, 3)
    return solve(moved, world, basis).energy


def _slope(atoms: Atoms, directions: NDArray[np.float64], world: World, basis: str) -> NDArray[np.float64]:
    """Derivatives of the energy along directions, hartree/Å."""
    h = SMALL_STEP
    return np.array(
        [
            (_energy(atoms, h * d, world, basis) - _energy(atoms, -h * d, world, basis)) / (2 * h)
            for d in directions
        ]
    )


def _curvature(atoms: Atoms, world: World, basis: str) -> NDArray[np.float64]:
    """Second derivatives (3n, 3n) in the internal directions, hartree/Å^2."""
    directions = _internal_directions(atoms)
    n = len(directions)
    here = _energy(atoms, 0 * directions[0], world, basis)
    up, down = (
        np.array([_energy(atoms, sign * STEP * d, world, basis) for d in directions]) for sign in (1, -1)
    )
    matrix = np.diag((up + down - 2 * here) / STEP**2)
    for i in range(n):
        for j in range(i):
            both = STEP * (directions[i] + directions[j])
            mixed = _energy(atoms, both, world, basis) + _energy(atoms, -both, world, basis)
            mixed -= up[i] + down[i] + up[j] + down[j] - 2 * here
            matrix[i, j] = matrix[j, i] = mixed / (2 * STEP**2)
    return directions.T @ matrix @ directions
