"""Pairs of rigid water molecules: the monomer, a cheap potential, and which pairs are drawn.

Six coordinates place two rigid molecules: the distance of the oxygens, two angles that say in which direction
of the first molecule the second one lies, and three that turn the second. The first molecule stands in its
own frame: oxygen at the origin, hydrogens in the xz plane, the z axis between them.
"""

from collections.abc import Sequence

import numpy as np
from ase import Atoms
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation
from scipy.stats import qmc

from qmlaw import units

#: Equilibrium geometry of water, Å and degrees: Benedict, Gailar, Plyler, J. Chem. Phys. 24, 1139 (1956),
#: doi:10.1063/1.1731756. The evaluation that NIST lists (Hoy, Bunker, J. Mol. Spectrosc. 74, 1 (1979)) has
#: 0.958 Å and 104.48 degrees.
OXYGEN_HYDROGEN, HYDROGEN_ANGLE = 0.9572, 104.52

#: Pairs in which an O and an H, or two H, of different molecules are closer than this (Å) are not drawn.
CLOSEST_OXYGEN_HYDROGEN, CLOSEST_HYDROGENS = 1.6, 1.5

#: TIP4P, on the same monomer: charge of a hydrogen (e), distance of the negative charge from the oxygen (Å),
#: A (kcal/mol Å^12) and C (kcal/mol Å^6) between oxygens. Jorgensen et al., J. Chem. Phys. 79, 926 (1983),
#: doi:10.1063/1.445869.
TIP4P_CHARGE, TIP4P_OFFSET, TIP4P_A, TIP4P_C = 0.52, 0.15, 600e3, 610.0

#: Energy of the TIP4P dimer at its minimum, kcal/mol (same paper): the best pair is always kept.
TIP4P_MINIMUM = -6.24

_BOLTZMANN = 8.314462618 / (1000 * units.JOULE_PER_CALORIE)  # kcal/(mol K)
_BATCH = 4096
_MOST_BATCHES = 1000


def water() -> NDArray[np.float64]:
    """One rigid water molecule in its own frame.

    Returns
    -------
    ndarray, shape (3, 3)
        Positions of O, H, H, in Å.
    """
    half = np.radians(HYDROGEN_ANGLE) / 2
    x, z = OXYGEN_HYDROGEN * np.sin(half), OXYGEN_HYDROGEN * np.cos(half)
    return np.array([[0, 0, 0], [x, 0, z], [-x, 0, z]])


def pair(distance: float, direction: Sequence[float], orientation: Sequence[float]) -> Atoms:
    """Two water molecules by their six coordinates.

    Parameters
    ----------
    distance : float
        Between the oxygens, Å.
    direction : sequence of two floats
        Polar and azimuthal angle of the second oxygen in the frame of the first molecule, degrees. (0, 0) is
        the side of the hydrogens, (52.26, 0) along the first O-H bond.
    orientation : sequence of three floats
        Euler angles of the second molecule about the fixed axes z, y, z, degrees; (0, 0, 0): as the first.

    Returns
    -------
    ase.Atoms
        O, H, H, O, H, H; positions in Å.
    """
    polar, azimuth = np.radians(direction)
    axis = [np.sin(polar) * np.cos(azimuth), np.sin(polar) * np.sin(azimuth), np.cos(polar)]
    turned = Rotation.from_euler("zyz", orientation, degrees=True).apply(water())
    return Atoms("OHHOHH", np.vstack([water(), turned + distance * np.array(axis)]))


def tip4p(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Interaction energy of rigid water molecules in the TIP4P force field.

    Parameters
    ----------
    pairs : ndarray, shape (n, 6, 3)
        Positions of O, H, H, O, H, H in Å, with the geometry of `water`.

    Returns
    -------
    ndarray, shape (n,)
        hartree; negative where the molecules attract each other.
    """
    first, second = (_charge_sites(pairs[:, start : start + 3]) for start in (0, 3))
    charges = TIP4P_CHARGE * np.array([-2, 1, 1])
    distances = np.linalg.norm(first[:, :, None] - second[:, None], axis=-1)
    electrostatic = np.einsum("i,j,nij->n", charges, charges, units.BOHR_TO_ANGSTROM / distances)
    sixth = np.sum((pairs[:, 0] - pairs[:, 3]) ** 2, axis=-1) ** -3
    return electrostatic + (TIP4P_A * sixth**2 - TIP4P_C * sixth) / units.HARTREE_TO_KCAL_MOL


def _charge_sites(molecules: NDArray[np.float64]) -> NDArray[np.float64]:
    """The negative site and the two hydrogens; shape (n, 3, 3)."""
    oxygen, hydrogens = molecules[:, :1], molecules[:, 1:]
    bisector = hydrogens.mean(axis=1, keepdims=True) - oxygen
    bisector /= np.linalg.norm(bisector, axis=-1, keepdims=True)
    return np.concatenate([oxygen + TIP4P_OFFSET * bisector, hydrogens], axis=1)


def draw_pairs(
    n_pairs: int, distances: tuple[float, float], seed: int, temperature: float | None = None
) -> list[Atoms]:
    """Draw pairs from a scrambled Sobol sequence in the six coordinates.

    1/distance is uniform between its limits, so that the density of distances falls as 1/distance²; the
    direction is uniform on the sphere and the orientation uniform among rotations. Pairs that all but touch
    are left out. With a temperature a pair with TIP4P energy E is kept with the probability
    exp(-(E - E_min) / kT), a seventh coordinate of the sequence deciding.

    Parameters
    ----------
    n_pairs : int
        How many.
    distances : tuple of two floats
        Shortest and longest distance of the oxygens, Å.
    seed : int
        Seed of the scrambling.
    temperature : float, optional
        K. Default: all energies are equally welcome.

    Returns
    -------
    list of ase.Atoms
        O, H, H, O, H, H; positions in Å, the first molecule in its own frame.

    Raises
    ------
    ValueError
        For distances that are not positive and rising, or a temperature that is not positive.
    RuntimeError
        If almost no pair is kept.
    """
    shortest, longest = distances
    if not 0 < shortest < longest:
        raise ValueError(f"distances must be positive and rising, not {shortest} and {longest}")
    if temperature is not None and not temperature > 0:
        raise ValueError(f"temperature must be above 0 K, not {temperature}")
    sequence = qmc.Sobol(7, scramble=True, rng=seed)
    kept: list[NDArray[np.float64]] = []
    for _ in range(_MOST_BATCHES):
        points = sequence.random(_BATCH)
        pairs = _place(points, shortest, longest)
        welcome = ~_touch(pairs)
        if temperature is not None:
            above = tip4p(pairs) * units.HARTREE_TO_KCAL_MOL - TIP4P_MINIMUM
            welcome &= points[:, 6] < np.exp(-np.maximum(above, 0) / (_BOLTZMANN * temperature))
        kept += list(pairs[welcome])
        if len(kept) >= n_pairs:
            return [Atoms("OHHOHH", positions) for positions in kept[:n_pairs]]
    raise RuntimeError(
        f"only {len(kept)} of {n_pairs} pairs in {_MOST_BATCHES * _BATCH} draws at {temperature} K"
    )


def _place(points: NDArray[np.float64], shortest: float, longest: float) -> NDArray[np.float64]:
    """Pairs at points of the unit cube; shape (n, 6, 3), Å."""
    distance = 1 / (points[:, 0] / longest + (1 - points[:, 0]) / shortest)
    cosine, azimuth = 2 * points[:, 1] - 1, 2 * np.pi * points[:, 2]
    sine = np.sqrt(1 - cosine**2)
    axis = np.stack([sine * np.cos(azimuth), sine * np.sin(azimuth), cosine], axis=-1)
    turned = np.einsum("nij,aj->nai", _rotations(points[:, 3:6]).as_matrix(), water())
    first = np.broadcast_to(water(), turned.shape)
    return np.concatenate([first, turned + (distance[:, None] * axis)[:, None]], axis=1)


def _rotations(points: NDArray[np.float64]) -> Rotation:
    """Uniform rotations from the unit cube: Shoemake, Graphics Gems III, 124 (1992)."""
    first, second, third = points.T
    inner, outer = np.sqrt(1 - first), np.sqrt(first)
    return Rotation.from_quat(
        np.stack(
            [
                inner * np.sin(2 * np.pi * second),
                inner * np.cos(2 * np.pi * second),
                outer * np.sin(2 * np.pi * third),
                outer * np.cos(2 * np.pi * third),
            ],
            axis=-1,
        )
    )


def _touch(pairs: NDArray[np.float64]) -> NDArray[np.bool_]:
    distances = np.linalg.norm(pairs[:, :3, None] - pairs[:, None, 3:], axis=-1)
    hydrogens = distances[:, 1:, 1:].min(axis=(1, 2))
    bonds = np.minimum(distances[:, 0, 1:].min(axis=1), distances[:, 1:, 0].min(axis=1))
    return (bonds < CLOSEST_OXYGEN_HYDROGEN) | (hydrogens < CLOSEST_HYDROGENS)
