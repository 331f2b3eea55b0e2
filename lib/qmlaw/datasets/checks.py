"""Checks of sets of many geometries: which points are not what they seem, each named with what is wrong.

A finding is not yet a fault. A bond that breaks in a hot molecule is chemistry. `qmlaw.datasets.flags` keeps
findings that somebody looked at, with the reason why they stay; `qmlaw data verify` fails on all others.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from qmlaw.datasets.energy_checks import energy_findings
from qmlaw.datasets.points import (
    Finding,
    Points,
    by_molecule,
    is_set_of_points,
    touching_distances,
)
from qmlaw.molecules import Molecules

#: Two geometries are one when no distance between atoms of the same elements differs by more, Å.
SAME = 1e-4

#: Atoms closer than this part of the sum of their covalent radii collide.
COLLISION = 0.5

#: Atoms are bonded at the minimum when closer than this times the sum of their covalent radii. A bond has
#: gone when it is longer than the second number says, and a new one is there below the third: bonds vibrate.
BONDED, LOST, NEW = 1.3, 1.5, 1.2

#: Largest sum of the forces on all atoms, hartree/Å, and largest torque, hartree. The DFT grid, which moves
#: with the atoms, makes 0.0022 and 0.0011 at production accuracy.
NET_FORCE, TORQUE = 5e-3, 5e-3


def findings(molecules: Molecules) -> list[Finding]:
    """What stands out in a set, one finding for each point and check.

    Atoms that collide and geometries that occur twice are looked for in every set without cells. In sets of
    points also bonds that are gone or new where the geometry was only shaken, forces that push or turn the
    molecule as a whole, and energies that do not fit their neighbours'.

    Parameters
    ----------
    molecules
        The set.
    """
    if molecules.cells is not None and np.any(molecules.cells):
        return []
    names, groups = np.array(molecules.names), _groups(molecules)
    found = [finding for points in groups for finding in _collisions(names, points)]
    found += _duplicates(names, groups)
    if is_set_of_points(molecules):
        found += [finding for points in groups for finding in _changed_bonds(names, points)]
        found += _net_forces(molecules)
        found += energy_findings(molecules, groups)
    return found


def duplicates(molecules: Molecules) -> list[Finding]:
    """Geometries of a set without cells that are there already; the first of each is none of them.

    Parameters
    ----------
    molecules
        The set.
    """
    return _duplicates(np.array(molecules.names), _groups(molecules))


def _groups(molecules: Molecules) -> list[Points]:
    if is_set_of_points(molecules):
        return list(by_molecule(molecules))
    return [
        Points("", np.array([i]), m.atomic_numbers, m.positions[None], np.array([""]))
        for i, m in enumerate(molecules)
    ]


def _collisions(names: NDArray[np.str_], points: Points) -> Iterator[Finding]:
    if len(points.atomic_numbers) < 2:
        return
    closest = (points.distances / touching_distances(points.atomic_numbers)).min(axis=1)
    for k in np.flatnonzero(closest < COLLISION):
        detail = f"two atoms at {closest[k]:.2f} of the sum of their covalent radii"
        yield Finding(names[points.indices[k]], "collision", detail)


def _duplicates(names: NDArray[np.str_], groups: list[Points]) -> Iterator[Finding]:
    """Geometries of the same atoms with the same distances, however turned, mirrored or numbered."""
    same_atoms: dict[tuple, list[Points]] = {}
    for points in groups:
        same_atoms.setdefault((points.molecule, *np.sort(points.atomic_numbers)), []).append(points)
    for alike in same_atoms.values():
        indices = np.concatenate([points.indices for points in alike])
        prints = np.concatenate([_fingerprints(points) for points in alike])
        first: dict[int, int] = {}
        for earlier, later in sorted(cKDTree(prints).query_pairs(SAME, p=np.inf) if prints.size else ()):
            first.setdefault(later, earlier)
        for later, earlier in first.items():
            yield Finding(
                names[indices[later]], "duplicate", f"the same geometry as {names[indices[earlier]]}"
            )


def _fingerprints(points: Points) -> NDArray[np.float64]:
    """Distances (n, pairs) sorted within each pair of elements: the order of the atoms does not matter."""
    first, second = np.triu_indices(len(points.atomic_numbers), k=1)
    elements = np.sort(points.atomic_numbers[[first, second]], axis=0)
    distances = points.distances
    kinds = np.unique(elements, axis=1).T
    columns = [np.flatnonzero((elements.T == kind).all(axis=1)) for kind in kinds]
    return np.hstack([np.sort(distances[:, these], axis=1) for these in columns] or [distances])


def _changed_bonds(names: NDArray[np.str_], points: Points) -> Iterator[Finding]:
    """Bonds that came or went where a geometry was only shaken; scans break bonds on purpose."""
    if points.minimum is None:
        return
    parts = points.distances / touching_distances(points.atomic_numbers)
    bonded = parts[points.minimum] < BONDED
    shaken = points.origins == "normal modes"
    lost, new = bonded & (parts > LOST), ~bonded & (parts < NEW)
    for k in np.flatnonzero(shaken & (lost.any(axis=1) | new.any(axis=1))):
        counts = f"{lost[k].sum()} lost, {new[k].sum()} new"
        yield Finding(names[points.indices[k]], "bonds", counts)


def _net_forces(molecules: Molecules) -> Iterator[Finding]:
    """Forces of an isolated molecule sum up to zero, and so do their torques."""
    starts = molecules.offsets[:-1]
    centres = np.add.reduceat(molecules.positions, starts, axis=0) / molecules.n_atoms[:, None]
    arms = molecules.positions - np.repeat(centres, molecules.n_atoms, axis=0)
    for name in molecules.properties:
        if not name.endswith("/forces"):
            continue
        forces = molecules.value(name, "hartree/angstrom")
        total = np.linalg.norm(np.add.reduceat(forces, starts, axis=0), axis=1)
        torque = np.linalg.norm(np.add.reduceat(np.cross(arms, forces), starts, axis=0), axis=1)
        for i in np.flatnonzero((total > NET_FORCE) | (torque > TORQUE)):
            detail = f"{name}: sum {total[i]:.1e} hartree/Å, torque {torque[i]:.1e} hartree"
            yield Finding(molecules.names[i], "net force", detail)
