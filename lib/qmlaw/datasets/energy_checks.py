"""Checks of the energies in a set of points against their neighbours: below the minimum, off the expected."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from qmlaw.datasets.points import Finding, Points, levels_of
from qmlaw.molecules import Molecules

#: A point may lie this far (kcal/mol) below the minimum, which is one of GFN2-xTB and not of the level.
BELOW_MINIMUM = 3.0

#: What forces say of the energy of a shaken geometry, divided by its energy, in anharmonic valleys.
HARMONIC = (0.5, 1.7)

#: The median of that ratio over a whole set: forces in a wrong unit are 0.53 or 1.89 times the right ones.
HARMONIC_MEDIAN = (0.85, 1.15)

#: Below this energy (kcal/mol) that ratio says nothing; deviations are held against it instead.
SMALLEST_ENERGY = 5.0

#: Largest deviation (kcal/mol) of a point of a scan from what its two neighbours lead to expect.
KINK = 1.5

#: Neighbours further apart in angle (degrees), or in length over the length at the minimum, tell nothing.
WIDEST = {"torsion": 40.0, "stretch": 0.8}

#: Levels of theory agree on a molecule's energies up to a straight line; a point may be off by this many
#: times the usual (robust) deviation, and by so many kcal/mol.
UNUSUAL, LEVELS_APART = 12.0, 2.0

#: Points of a molecule needed to say what is usual.
ENOUGH = 20

_MAD_TO_SIGMA = 1.4826


def energy_findings(molecules: Molecules, groups: list[Points]) -> Iterator[Finding]:
    """Energies of a set of points that do not fit the others.

    Parameters
    ----------
    molecules
        A set of points; energies LEVEL/energy, forces LEVEL/forces where there are some.
    groups
        Its molecules.

    Yields
    ------
    Finding
        ``"below minimum"``: lower than the minimum it started from. ``"harmonic"``: a shaken geometry whose
        energy is not the work against its forces; named LEVEL/forces where that is so of a whole set.
        ``"kink"``: a point of a scan that is not where the
        energies and forces of both neighbours lead. ``"levels"``: an energy that the other levels of theory
        do not let expect.
    """
    ratios: dict[str, list[float]] = {}
    for points in groups:
        if points.minimum is None:
            continue
        energies = {level: _above_minimum(molecules, level, points) for level in levels_of(molecules)}
        for level, above in energies.items():
            yield from _below_minimum(molecules, level, points, above)
            if f"{level}/forces" in molecules.properties:
                forces = _forces(molecules, level, points)
                works = _works(points, forces)
                high = (points.origins == "normal modes") & (above > SMALLEST_ENERGY)
                ratios.setdefault(level, []).extend(works[high] / above[high])
                yield from _not_harmonic(molecules, level, points, above, works)
                yield from _kinks(molecules, level, points, above, forces)
        yield from _unlike_other_levels(molecules, points, energies)
    for level, of_level in ratios.items():
        middle = np.median(of_level) if len(of_level) >= ENOUGH else 1.0
        if not HARMONIC_MEDIAN[0] < middle < HARMONIC_MEDIAN[1]:
            detail = f"work against the forces is {middle:.2f} times the energy, in the middle of the set"
            yield Finding(f"{level}/forces", "harmonic", detail)


def _above_minimum(molecules: Molecules, level: str, points: Points) -> NDArray[np.float64]:
    """Energies (n,) of the geometries of a molecule, kcal/mol."""
    energies = molecules.value(f"{level}/energy", "kcal/mol")[points.indices]
    return energies - energies[points.minimum]


def _forces(molecules: Molecules, level: str, points: Points) -> NDArray[np.float64]:
    """Forces (n, a, 3) on the atoms of a molecule, kcal/mol/Å."""
    forces = molecules.value(f"{level}/forces", "kcal/mol/angstrom")
    return np.array([forces[molecules.offsets[i] : molecules.offsets[i + 1]] for i in points.indices])


def _below_minimum(
    molecules: Molecules, level: str, points: Points, energies: NDArray[np.float64]
) -> Iterator[Finding]:
    for k in np.flatnonzero(energies < -BELOW_MINIMUM):
        detail = f"{level}: by {-energies[k]:.1f} kcal/mol"
        yield Finding(molecules.names[points.indices[k]], "below minimum", detail)


def _works(points: Points, forces: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of the forces at both ends times the way from the minimum: the energy, in a harmonic valley."""
    ways = points.positions - points.positions[points.minimum]
    return -0.5 * np.sum((forces + forces[points.minimum]) * ways, axis=(1, 2))


def _not_harmonic(
    molecules: Molecules,
    level: str,
    points: Points,
    energies: NDArray[np.float64],
    works: NDArray[np.float64],
) -> Iterator[Finding]:
    deviation = (works - energies) / np.maximum(energies, SMALLEST_ENERGY)
    odd = (deviation < HARMONIC[0] - 1) | (deviation > HARMONIC[1] - 1)
    for k in np.flatnonzero(odd & (points.origins == "normal modes")):
        detail = f"{level}: energy {energies[k]:.1f}, work against the forces {works[k]:.1f} kcal/mol"
        yield Finding(molecules.names[points.indices[k]], "harmonic", detail)


def _kinks(
    molecules: Molecules,
    level: str,
    points: Points,
    energies: NDArray[np.float64],
    forces: NDArray[np.float64],
) -> Iterator[Finding]:
    """Points of scans, each against a cubic through its neighbours' energies and slopes."""
    names = [molecules.names[i] for i in points.indices]
    for origin, widest in WIDEST.items():
        if origin not in molecules.properties:
            continue
        coordinates = molecules.value(origin)[points.indices]
        scans = {names[k].rpartition("-")[0] for k in np.flatnonzero(points.origins == origin)}
        for scan in sorted(scans):
            there = [k for k, name in enumerate(names) if name.rpartition("-")[0] == scan]
            order = np.array(sorted([*there, points.minimum], key=lambda k: coordinates[k]))
            deviations = deviations_from_neighbours(
                coordinates[order], energies[order], forces[order], points.positions[order], widest
            )
            for k in np.flatnonzero(np.abs(deviations) > KINK):
                detail = f"{level}: {deviations[k]:+.1f} kcal/mol from where its neighbours lead"
                yield Finding(names[order[k]], "kink", detail)


def deviations_from_neighbours(
    coordinates: NDArray[np.float64],
    energies: NDArray[np.float64],
    forces: NDArray[np.float64],
    positions: NDArray[np.float64],
    widest: float = np.inf,
) -> NDArray[np.float64]:
    """How far each point of a scan is from a cubic through the energies and slopes of both neighbours.

    Parameters
    ----------
    coordinates : ndarray, shape (n,)
        What is scanned, rising.
    energies : ndarray, shape (n,)
        In any unit.
    forces, positions : ndarray, shape (n, a, 3)
        Forces in that unit per unit of length.
    widest : float
        Neighbours further apart are not used.

    Returns
    -------
    ndarray, shape (n,)
        In the unit of the energies; NaN for the ends and where neighbours are too far apart.
    """
    deviations = np.full(len(coordinates), np.nan)
    if len(coordinates) < 3:
        return deviations
    tangents = np.gradient(positions, coordinates, axis=0, edge_order=2)
    slopes = -np.sum(forces * tangents, axis=(1, 2))
    before, here, after = slice(None, -2), slice(1, -1), slice(2, None)
    width = coordinates[after] - coordinates[before]
    t = (coordinates[here] - coordinates[before]) / width
    expected = (
        (1 + 2 * t) * (1 - t) ** 2 * energies[before]
        + t * (1 - t) ** 2 * width * slopes[before]
        + t**2 * (3 - 2 * t) * energies[after]
        - t**2 * (1 - t) * width * slopes[after]
    )
    deviations[here] = np.where(width <= widest, energies[here] - expected, np.nan)
    return deviations


def _unlike_other_levels(
    molecules: Molecules, points: Points, energies: dict[str, NDArray[np.float64]]
) -> Iterator[Finding]:
    """Each level as a straight line in the others: what is left over is small, and alike everywhere."""
    shaken = np.flatnonzero(np.isin(points.origins, ["normal modes", "minimum"]))
    if len(energies) < 3 or len(shaken) < ENOUGH:
        return
    table = np.array([values[shaken] for values in energies.values()]).T
    for column, level in enumerate(energies):
        others = np.column_stack([np.delete(table, column, axis=1), np.ones(len(table))])
        left = table[:, column] - others @ np.linalg.lstsq(others, table[:, column])[0]
        usual = _MAD_TO_SIGMA * np.median(np.abs(left))
        for k in np.flatnonzero(np.abs(left) > max(UNUSUAL * usual, LEVELS_APART)):
            detail = f"{level}: {left[k]:+.1f} kcal/mol from what the other levels lead to expect"
            yield Finding(molecules.names[points.indices[shaken[k]]], "levels", detail)
