"""Sets of many geometries per molecule: what their checks and their pictures have in common."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from ase.data import covalent_radii
from numpy.typing import NDArray

from qmlaw.molecules import Molecules

#: Origin of the geometry that a molecule's other geometries started from.
MINIMUM = "minimum"


#: What checks find, and what it means.
FINDINGS = {
    "collision": "two atoms all but on one spot",
    "duplicate": "a geometry that is there already, maybe turned, mirrored or with atoms in another order",
    "bonds": "a bond that came or went where the geometry was only shaken",
    "net force": "forces that push or turn the molecule as a whole",
    "below minimum": "an energy below that of the minimum the geometry started from",
    "harmonic": "an energy that is not the work against the forces on the way from the minimum",
    "kink": "a point of a scan that is not where the energies and forces of its neighbours lead",
    "levels": "an energy that the other levels of theory do not let expect",
}


class Finding(NamedTuple):
    """Something that stands out in a set.

    Attributes
    ----------
    name : str
        Name of the geometry.
    kind : str
        Which check found it, a key of `FINDINGS`.
    detail : str
        What it found.
    """

    name: str
    kind: str
    detail: str


class Points(NamedTuple):
    """All geometries of one molecule in a set.

    Attributes
    ----------
    molecule : str
        Its identifier.
    indices : ndarray, shape (n,)
        Places in the set.
    atomic_numbers : ndarray, shape (a,)
        The same in all of them.
    positions : ndarray, shape (n, a, 3)
        Å.
    origins : ndarray of str, shape (n,)
        Where each comes from.
    """

    molecule: str
    indices: NDArray[np.intp]
    atomic_numbers: NDArray[np.int64]
    positions: NDArray[np.float64]
    origins: NDArray[np.str_]

    @property
    def minimum(self) -> int | None:
        """Place of the minimum among these geometries; None if it is not there."""
        places = np.flatnonzero(self.origins == MINIMUM)
        return int(places[0]) if len(places) else None

    @property
    def distances(self) -> NDArray[np.float64]:
        """Distances of all pairs i < j of atoms, shape (n, pairs), Å."""
        return pair_distances(self.positions)


def is_set_of_points(molecules: Molecules) -> bool:
    """Whether a set has many geometries per molecule and says where each comes from."""
    return {"molecule", "origin"} <= set(molecules.properties)


def by_molecule(molecules: Molecules) -> Iterator[Points]:
    """Geometries of a set of points, one molecule after the other.

    Parameters
    ----------
    molecules
        A set with the properties ``molecule`` and ``origin``.

    Raises
    ------
    ValueError
        If two geometries of one molecule have other atoms, or the same in another order.
    """
    identifiers, origins = molecules.value("molecule"), molecules.value("origin")
    for identifier in dict.fromkeys(identifiers.tolist()):
        indices = np.flatnonzero(identifiers == identifier)
        geometries = [molecules[int(i)] for i in indices]
        numbers = geometries[0].atomic_numbers
        for geometry in geometries:
            if not np.array_equal(geometry.atomic_numbers, numbers):
                raise ValueError(
                    f"{geometry.name} has other atoms, or another order, than {geometries[0].name}"
                )
        positions = np.array([geometry.positions for geometry in geometries])
        yield Points(identifier, indices, numbers, positions, origins[indices])


def pair_distances(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances of all pairs i < j of atoms.

    Parameters
    ----------
    positions : ndarray, shape (..., a, 3)
        Å.

    Returns
    -------
    ndarray, shape (..., a (a - 1) / 2)
        Å, in the order of `numpy.triu_indices`.
    """
    first, second = np.triu_indices(positions.shape[-2], k=1)
    return np.linalg.norm(positions[..., first, :] - positions[..., second, :], axis=-1)


def touching_distances(atomic_numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sums of covalent radii (Å) of all pairs i < j of atoms, in the order of `pair_distances`."""
    first, second = np.triu_indices(len(atomic_numbers), k=1)
    radii = covalent_radii[atomic_numbers]
    return radii[first] + radii[second]


def distortions(points: Points) -> NDArray[np.float64]:
    """How far each geometry is from the minimum, Å; nothing that turning the molecule could change.

    Returns
    -------
    ndarray, shape (n,)
        Root mean square change of all distances between atoms; NaN where the minimum is not in the set.
    """
    if points.minimum is None:
        return np.full(len(points.indices), np.nan)
    distances = points.distances
    return np.sqrt(np.mean((distances - distances[points.minimum]) ** 2, axis=1))


def levels_of(molecules: Molecules) -> list[str]:
    """Levels of theory of a set, in alphabetical order: all LEVEL with a property LEVEL/energy."""
    return [name.removesuffix("/energy") for name in molecules.properties if name.endswith("/energy")]
