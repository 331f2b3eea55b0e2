"""Geometries away from the minimum: normal modes at a temperature, stretched bonds, turned groups.

Normal-mode sampling is how the geometries of ANI-1 were made (Smith, Isayev, Roitberg, Chem. Sci. 8, 3192
(2017), doi:10.1039/C6SC05720A). Here the modes come from GFN2-xTB: they only decide *where* energies are
calculated, never what they are.
"""

from typing import NamedTuple

import networkx as nx
import numpy as np
from ase import Atoms, units
from numpy.typing import NDArray

from qmlaw.reference.geometry import bonded_pairs, hessian, internal_projector, with_gfn2

#: Smallest force constant used, 0.05 mdyn/Å in eV/Å^2: a free rotor would be thrown out of its molecule.
SMALLEST_FORCE_CONSTANT = 0.05 * 6.241509074

#: A sampled geometry with two atoms closer than this part of the sum of their covalent radii is drawn again.
CLOSEST = 0.55

_ATTEMPTS = 100


class Modes(NamedTuple):
    """Normal modes of a molecule.

    Attributes
    ----------
    frequencies : ndarray, shape (n_modes,)
        Harmonic frequencies, cm^-1; negative for imaginary ones.
    force_constants : ndarray, shape (n_modes,)
        eV/Å^2 along `directions`.
    directions : ndarray, shape (n_modes, n_atoms, 3)
        Cartesian displacements of unit length.
    """

    frequencies: NDArray[np.float64]
    force_constants: NDArray[np.float64]
    directions: NDArray[np.float64]


def normal_modes(atoms: Atoms) -> Modes:
    """Normal modes at GFN2-xTB, translations and rotations projected out.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule at a GFN2-xTB minimum, positions in Å.

    Returns
    -------
    Modes
        3n - 6 modes, or 3n - 5 of a linear molecule, by rising frequency.
    """
    return harmonic_modes(atoms, hessian(with_gfn2(atoms.copy())))


def harmonic_modes(atoms: Atoms, curvature: NDArray[np.float64]) -> Modes:
    """Normal modes of a molecule whose second derivatives are known.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule at a stationary point, positions in Å; its masses are used as they are.
    curvature : ndarray, shape (3 n_atoms, 3 n_atoms)
        Second derivatives of the energy, eV/Å^2.

    Returns
    -------
    Modes
        3n - 6 modes, or 3n - 5 of a linear molecule, by rising frequency; none of a single atom.
    """
    masses = atoms.get_masses()
    weights = np.repeat(masses, 3) ** -0.5
    internal = internal_projector(atoms.positions, masses)
    weighted = internal @ (curvature * weights[:, None] * weights) @ internal
    curvatures, vectors = np.linalg.eigh(weighted)
    kept = np.linalg.norm(internal @ vectors, axis=0) > 0.5  # the others are the rigid motions
    curvatures, vectors = curvatures[kept], vectors[:, kept]
    directions = weights[:, None] * vectors
    lengths = np.linalg.norm(directions, axis=0)
    quantum = units._hbar * np.sqrt(units._e * 1e20 / units._amu) / units._e  # eV per sqrt(eV/(Å^2 u))
    frequencies = np.sign(curvatures) * np.sqrt(np.abs(curvatures)) * quantum / units.invcm
    return Modes(frequencies, curvatures / lengths**2, (directions / lengths).T.reshape(-1, len(atoms), 3))


def sample_normal_modes(
    atoms: Atoms, modes: Modes, temperature: float, n_points: int, random: np.random.Generator
) -> list[Atoms]:
    """Draw geometries by normal-mode sampling, as for ANI-1.

    Every mode i is displaced by ``R_i = ± sqrt(3 c_i N k T / K_i)`` (Smith 2017, eq. 3) with N atoms, force
    constant K_i and random c_i whose sum lies between 0 and 1, so that the harmonic energy is at most
    3/2 N k T. The paper does not say how the c_i are drawn. Here their sum is uniform in [0, 1) and every
    way of sharing it among the modes is equally likely; the code of the paper's first author does nearly so.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule at its minimum, positions in Å.
    modes : Modes
        Its normal modes.
    temperature : float
        K.
    n_points : int
        Number of geometries.
    random : numpy.random.Generator
        Source of chance.

    Returns
    -------
    list of ase.Atoms
        Positions in Å. Geometries in which two atoms all but touch are drawn again.

    Raises
    ------
    ValueError
        For a temperature that is not positive.
    RuntimeError
        If atoms touch in a hundred draws one after the other.
    """
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0 K, not {temperature}")
    stiffness = np.maximum(modes.force_constants, SMALLEST_FORCE_CONSTANT)
    n_modes = len(stiffness)
    scale = np.sqrt(3 * len(atoms) * units.kB * temperature / stiffness)
    drawn = []
    while len(drawn) < n_points:
        for _ in range(_ATTEMPTS):
            shares = random.random() * random.dirichlet(np.ones(n_modes))
            amplitudes = np.sqrt(shares) * scale * random.choice([-1, 1], n_modes)
            moved = atoms.copy()
            moved.positions += np.einsum("m,mak->ak", amplitudes, modes.directions)
            if not _atoms_touch(moved):
                break
        else:
            raise RuntimeError(
                f"atoms of {atoms.get_chemical_formula()} touch in {_ATTEMPTS} draws at {temperature} K"
            )
        drawn.append(moved)
    return drawn


def stretch(atoms: Atoms, first: int, second: int, ratio: float) -> Atoms:
    """Make one bond longer or shorter; what hangs on each end moves with it, rigidly.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.
    first, second : int
        Atoms of a bond that is not in a ring.
    ratio : float
        New length over old length.

    Returns
    -------
    ase.Atoms
        The stretched molecule.

    Raises
    ------
    ValueError
        If the atoms are not bonded, the bond lies in a ring, or the ratio is not positive.
    """
    if not ratio > 0:
        raise ValueError(f"ratio must be above 0, not {ratio}")
    side = _side(atoms, first, second)
    moved = atoms.copy()
    bond = atoms.positions[second] - atoms.positions[first]
    moved.positions[side] += (ratio - 1) * bond
    return moved


def turn(atoms: Atoms, first: int, second: int, angle: float) -> Atoms:
    """Turn what hangs on one end of a bond about the bond.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.
    first, second : int
        Atoms of a bond that is not in a ring; the side of `second` turns.
    angle : float
        Degrees.

    Returns
    -------
    ase.Atoms
        The turned molecule.

    Raises
    ------
    ValueError
        If the atoms are not bonded, or the bond lies in a ring.
    """
    side = _side(atoms, first, second)
    part = atoms[side]
    part.rotate(angle, atoms.positions[second] - atoms.positions[first], center=atoms.positions[second])
    moved = atoms.copy()
    moved.positions[side] = part.positions
    return moved


def _side(atoms: Atoms, first: int, second: int) -> list[int]:
    """Atoms on the side of `second` when the bond is cut."""
    graph = nx.Graph(bonded_pairs(atoms))
    if not graph.has_edge(first, second):
        raise ValueError(f"atoms {first} and {second} of {atoms.get_chemical_formula()} are not bonded")
    graph.remove_edge(first, second)
    side = nx.node_connected_component(graph, second)
    if first in side:
        raise ValueError(f"the bond {first}-{second} of {atoms.get_chemical_formula()} lies in a ring")
    return sorted(side)


def _atoms_touch(atoms: Atoms) -> bool:
    from ase.data import covalent_radii

    radii = covalent_radii[atoms.numbers]
    closest = CLOSEST * (radii[:, None] + radii)
    return bool(np.any(np.triu(atoms.get_all_distances() < closest, k=1)))
