"""An analytic six-dimensional surface for H2 above Pd(100), in the manner of Lorenz, Scheffler and Groß.

They fitted networks to an analytic surface, itself a fit to density functional theory, because a formula can
be sampled without end: what is asked is *where* energies must be known, not what they are. The parameters of
their surface are not in the paper's abstract and were not found; **this surface is H2/Pd(100)-like and was
constructed here.** It shares with theirs the six coordinates, the symmetry of the square lattice and of like
atoms, the corrugation by the shortest reciprocal vectors, elbows that turn from a molecule into two adsorbed
atoms, a path without barrier over the bridge site with the atoms pointing to the hollow sites, barriers on
other paths, and upright molecules that do not break. Its numbers say nothing about palladium.

The lower root of a two-state model::

    E = (M + A)/2 - sqrt((M - A)^2/4 + C^2)

M is a hydrogen molecule pushed off the surface, A two atoms bound to it, C what couples them near it. All
depend on the places of the two atoms alone, so the symmetries hold exactly.

References
----------
Lorenz, Scheffler, Groß, Phys. Rev. B 73, 115431 (2006), doi:10.1103/PhysRevB.73.115431: the design.
Wilke, Scheffler, Phys. Rev. B 53, 4926 (1996), doi:10.1103/PhysRevB.53.4926: paths without barrier, strong
dependence on the orientation.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw import units


class Sites(NamedTuple):
    """A quantity on top of an atom, over the bridge between two, and in the hollow between four."""

    top: float
    bridge: float
    hollow: float

    def at(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """The smoothest function of the lattice that has these values; x, y in Å."""
        first = np.cos(2 * np.pi * x / LATTICE)
        second = np.cos(2 * np.pi * y / LATTICE)
        constant = (self.top + 2 * self.bridge + self.hollow) / 4
        along = (self.top - self.hollow) / 4
        across = (self.top - 2 * self.bridge + self.hollow) / 4
        return constant + along * (first + second) + across * first * second


#: Distance of neighbouring surface atoms, Å: 3.89/sqrt(2), from the lattice constant of palladium.
LATTICE = 2.75

#: The molecule: well depth (eV), length (Å), and width (1/Å) that gives 4,390 cm^-1; measured are 4,401
#: (Huber and Herzberg 1979).
MOLECULE_DEPTH, MOLECULE_LENGTH, MOLECULE_WIDTH = 4.75, 0.741, 1.94

#: The adsorbed atom, relative to a free one: depth (eV). About half of the molecule's depth plus 0.4 eV.
ATOM_DEPTH = Sites(top=1.7, bridge=2.6, hollow=2.8)

#: Height of the adsorbed atom above the surface atoms, Å: it sinks between them.
ATOM_HEIGHT = Sites(top=1.4, bridge=1.1, hollow=0.75)

#: Width of the atom's well, 1/Å. The vibration of 190 meV is stiffer than on palladium; it keeps the elbows
#: close to the surface.
ATOM_WIDTH = 1.25

#: Repulsion of two adsorbed atoms: strength at touching (eV) and range (Å).
ATOMS_REPEL, ATOMS_RANGE = 30.0, 0.33

#: Repulsion of a closed-shell molecule, per atom, one ångström above the surface (eV), and its range (Å).
SURFACE_REPELS, SURFACE_RANGE = Sites(top=2.5, bridge=1.0, hollow=2.2), 0.28

#: Coupling at the surface (eV), the height where half of it is left (Å), and how fast it goes (Å).
COUPLING, COUPLING_HEIGHT, COUPLING_RANGE = 1.8, 2.05, 0.28

#: Names of the coordinates: centre of the molecule (Å), bond length (Å), angle to the surface normal and
#: azimuth to the x axis (degree). The origin of X and Y is on top of a surface atom.
COORDINATES = ("X", "Y", "Z", "r", "theta", "phi")

#: High-symmetry sites, Å.
SITES = {"top": (0.0, 0.0), "bridge": (LATTICE / 2, 0.0), "hollow": (LATTICE / 2, LATTICE / 2)}


def energy(coordinates: ArrayLike) -> NDArray[np.float64]:
    """Energy of H2 above the surface.

    Parameters
    ----------
    coordinates : array_like, shape (..., 6)
        X, Y, Z, r in Å, theta and phi in degrees.

    Returns
    -------
    ndarray, shape (...)
        hartree; zero for a molecule at rest far away.
    """
    return energy_of_atoms(to_cartesian(coordinates))


def energy_of_atoms(positions: ArrayLike) -> NDArray[np.float64]:
    """Energy of two hydrogen atoms above the surface.

    Parameters
    ----------
    positions : array_like, shape (..., 2, 3)
        Å; z = 0 is the plane of the surface atoms.

    Returns
    -------
    ndarray, shape (...)
        hartree.
    """
    positions = _checked(positions, (2, 3))
    x, y, z = np.moveaxis(positions, -1, 0)
    length = np.linalg.norm(positions[..., 1, :] - positions[..., 0, :], axis=-1)
    stretch = 1 - np.exp(-MOLECULE_WIDTH * (length - MOLECULE_LENGTH))
    push = SURFACE_REPELS.at(x, y) * np.exp(-(z - 1) / SURFACE_RANGE)
    molecule = MOLECULE_DEPTH * stretch**2 + push.sum(axis=-1)
    decay = np.exp(-ATOM_WIDTH * (z - ATOM_HEIGHT.at(x, y)))
    wells = ATOM_DEPTH.at(x, y) * (decay**2 - 2 * decay)
    atoms = MOLECULE_DEPTH + wells.sum(axis=-1) + ATOMS_REPEL * np.exp(-length / ATOMS_RANGE)
    coupling = COUPLING / (1 + np.exp((z.mean(axis=-1) - COUPLING_HEIGHT) / COUPLING_RANGE))
    lower = (molecule + atoms) / 2 - np.hypot((molecule - atoms) / 2, coupling)
    return lower / units.HARTREE_TO_EV


def to_cartesian(coordinates: ArrayLike) -> NDArray[np.float64]:
    """Positions of the two atoms.

    Parameters
    ----------
    coordinates : array_like, shape (..., 6)
        X, Y, Z, r in Å, theta and phi in degrees.

    Returns
    -------
    ndarray, shape (..., 2, 3)
        Å.
    """
    coordinates = _checked(coordinates, (6,))
    centre, length = coordinates[..., :3], coordinates[..., 3]
    theta, phi = np.radians(np.moveaxis(coordinates[..., 4:], -1, 0))
    axis = np.stack([np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)], axis=-1)
    half = length[..., None] / 2 * axis
    return np.stack([centre - half, centre + half], axis=-2)


def from_cartesian(positions: ArrayLike) -> NDArray[np.float64]:
    """The six coordinates of two atoms; phi is 0 for an upright molecule.

    Parameters
    ----------
    positions : array_like, shape (..., 2, 3)
        Å.

    Returns
    -------
    ndarray, shape (..., 6)
        X, Y, Z, r in Å, theta in [0, 180] and phi in [0, 360) degrees.
    """
    positions = _checked(positions, (2, 3))
    bond = positions[..., 1, :] - positions[..., 0, :]
    flat = np.hypot(bond[..., 0], bond[..., 1])
    theta = np.degrees(np.arctan2(flat, bond[..., 2]))
    phi = np.where(flat > 1e-9, np.degrees(np.arctan2(bond[..., 1], bond[..., 0])) % 360, 0.0)
    angles_and_length = np.stack([np.linalg.norm(bond, axis=-1), theta, phi], axis=-1)
    return np.concatenate([positions.mean(axis=-2), angles_and_length], axis=-1)


def symmetry_images(coordinates: ArrayLike) -> NDArray[np.float64]:
    """All 16 equivalent placements: eight of the square lattice, each with the atoms exchanged, too.

    Parameters
    ----------
    coordinates : array_like, shape (..., 6)
        X, Y, Z, r in Å, theta and phi in degrees.

    Returns
    -------
    ndarray, shape (16, ..., 6)
        The first is the placement itself. Shifts by whole lattice constants in X and Y come on top.
    """
    positions = to_cartesian(coordinates)
    images = []
    for mirror in (np.eye(3), np.diag([1.0, -1.0, 1.0])):
        for quarter in range(4):
            cosine, sine = [(1, 0), (0, 1), (-1, 0), (0, -1)][quarter]
            turn = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
            turned = positions @ (turn @ mirror).T
            images += [turned, turned[..., ::-1, :]]
    return from_cartesian(np.stack(images))


def barrier(
    x: float, y: float, phi: float, theta: float = 90.0, atoms_apart: float = 1.9
) -> tuple[float, NDArray[np.float64]]:
    """Highest energy that cannot be avoided on the way in at a fixed place and orientation.

    Parameters
    ----------
    x, y : float
        Centre, Å.
    phi, theta : float
        Orientation, degrees.
    atoms_apart : float
        Bond length (Å) at which the molecule counts as broken.

    Returns
    -------
    height : float
        hartree above the molecule far away; at most its own zero-level: 0 means no barrier. Infinite if
        the molecule does not break here.
    elbow : ndarray, shape (n_Z, n_r)
        Energies (hartree) over `ELBOW_HEIGHTS` and `ELBOW_LENGTHS`.
    """
    from scipy.ndimage import label

    heights, lengths = np.meshgrid(ELBOW_HEIGHTS, ELBOW_LENGTHS, indexing="ij")
    fixed = [np.full_like(heights, value) for value in (x, y)]
    angles = [np.full_like(heights, value) for value in (theta, phi)]
    elbow = energy(np.stack([*fixed, heights, lengths, *angles], axis=-1))
    start = (len(ELBOW_HEIGHTS) - 1, int(np.argmin(elbow[-1])))
    end = np.zeros(elbow.shape, dtype=bool)
    end[:, ELBOW_LENGTHS >= atoms_apart] = True
    levels = np.sort(elbow[elbow >= elbow[start]].ravel())
    low, high = -1, len(levels) - 1
    while high - low > 1:  # bisection: the lowest water level that connects start and end
        middle = (low + high) // 2
        pools, _ = label(elbow <= levels[middle])
        if pools[start] in pools[end & (pools > 0)]:
            high = middle
        else:
            low = middle
    return float(max(levels[high], 0.0)), elbow


#: Grid of `barrier`, Å.
ELBOW_HEIGHTS = np.linspace(0.3, 4.0, 112)
ELBOW_LENGTHS = np.linspace(0.5, 2.6, 106)


def _checked(values: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
    values = np.asarray(values, dtype=float)
    if values.shape[-len(shape) :] != shape:
        raise ValueError(f"expected an array of shape (..., {shape}), got {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError("coordinates must be finite")
    return values
