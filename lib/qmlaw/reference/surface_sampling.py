"""Where the surface of `qmlaw.reference.h2_pd100` is sampled: elbows at chosen places, and at random."""

import numpy as np
from numpy.typing import NDArray

from qmlaw import units
from qmlaw.reference import h2_pd100


def elbows(places: list[list[float]], heights: list[float], lengths: list[float]) -> NDArray[np.float64]:
    """Grids over Z and r at fixed places and orientations.

    Parameters
    ----------
    places : list of [X, Y, theta, phi]
        Å and degrees.
    heights, lengths : list of float
        Z and r, Å.

    Returns
    -------
    ndarray, shape (n, 6)
        Coordinates in the order of `qmlaw.reference.h2_pd100.COORDINATES`.
    """
    return np.array(
        [[x, y, z, r, theta, phi] for x, y, theta, phi in places for z in heights for r in lengths]
    )


def anywhere(
    points: int, heights: list[float], lengths: list[float], highest: float, seed: int
) -> NDArray[np.float64]:
    """Random places and orientations, uniform in space, that are not higher in energy than a limit.

    Parameters
    ----------
    points : int
        Number of points.
    heights, lengths : [float, float]
        Range of Z and of r, Å.
    highest : float
        Highest energy kept, eV.
    seed : int
        Seed.

    Returns
    -------
    ndarray, shape (points, 6)
        Coordinates.
    """
    random = np.random.default_rng(seed)
    kept = np.empty((0, 6))
    while len(kept) < points:
        drawn = np.column_stack(
            [
                random.uniform(0, h2_pd100.LATTICE, (points, 2)),
                random.uniform(*heights, points),
                random.uniform(*lengths, points),
                np.degrees(np.arccos(random.uniform(-1, 1, points))),
                random.uniform(0, 360, points),
            ]
        )
        kept = np.concatenate([kept, below(drawn, highest)])
    return kept[:points]


def below(coordinates: NDArray[np.float64], highest: float) -> NDArray[np.float64]:
    """Those of the coordinates whose energy is at most `highest` (eV)."""
    energies = h2_pd100.energy(coordinates) * units.HARTREE_TO_EV
    return coordinates[energies <= highest]
