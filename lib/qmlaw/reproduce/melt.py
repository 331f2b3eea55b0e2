"""Silicon melted on a learned surface: how far apart atoms are.

The experiment of Behler and Parrinello (Phys. Rev. Lett. 98, 146401 (2007)), in a smaller cell and for a
shorter time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ase
import ase.build
import numpy as np
from numpy.typing import NDArray

from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.dynamics import Dynamics, radial_distribution, run_dynamics

TEMPERATURE = 3000
"""K."""

VOLUME = 18.15
"""Å^3 per atom: 2.57 g/cm^3, about the density of liquid silicon where it melts."""

REPEAT = 3
"""Cells of diamond along each direction: 216 atoms, wider than twice the cut-off."""

TIMESTEP, FRICTION = 2.0, 0.01
"""fs and 1/fs."""

#: Temperature in K and steps: melt, cool, measure. At 6,000 K networks of `data/silicon` let atoms fall onto
#: each other: the closest in the set are 1.8 Å apart, and what a network says of less is not repulsion.
STAGES = ((3500, 500), (TEMPERATURE, 200), (TEMPERATURE, 500))

FIRST_SHELL = 3.1
"""Å: neighbours closer than that are counted."""


def melt(model: Any, seed: int, report: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Melt diamond, cool the liquid, and measure it.

    Parameters
    ----------
    model : AtomicNetworkRegressor or Committee
        Of silicon.
    seed : int
        Of velocities and bath.
    report : callable, optional
        Called with a line of text now and then.

    Returns
    -------
    dict
        ``distance`` and ``g`` (lists, Å), ``first peak`` (Å), ``neighbours`` within `FIRST_SHELL`, mean
        ``temperature`` (K), the ``closest`` two atoms came (Å), and ``g`` of the crystal
        at rest under ``crystal``.
    """
    atoms = ase.build.bulk("Si", cubic=True, a=(8 * VOLUME) ** (1 / 3)) * ((REPEAT,) * 3)
    calculator = NetworkCalculator(model)
    r_max = float(atoms.cell.lengths().min()) / 2 - 0.01
    crystal = radial_distribution([atoms], r_max=r_max)[1]
    closest = np.inf
    for stage, (temperature, steps) in enumerate(STAGES):
        how = Dynamics(temperature, steps, TIMESTEP, FRICTION, every=10, seed=1000 * seed + stage)
        found = run_dynamics(atoms, calculator, how)
        atoms = found.frames[-1]
        closest = min(closest, *(closest_of(frame) for frame in found.frames))
        report(f"melt, seed {seed}: {steps} steps at {temperature} K, now {found.temperature[-1]:.0f} K")
    distance, g = radial_distribution(found.frames, r_max=r_max)
    width = distance[1] - distance[0]
    shell = distance < FIRST_SHELL
    peak = highest(distance[shell], g[shell])
    neighbours = (4 * np.pi * distance**2 * g * width / VOLUME)[shell].sum()
    return {
        "seed": seed, "first peak": peak, "neighbours": float(neighbours),
        "temperature": float(found.temperature.mean()), "closest": float(closest),
        "distance": distance.round(4).tolist(),
        "g": g.round(4).tolist(), "crystal": crystal.round(4).tolist(),
    }  # fmt: skip


def highest(distance: NDArray[np.float64], g: NDArray[np.float64]) -> float:
    """Where a curve is highest, by a parabola through the highest of its points and the two beside it."""
    k = int(np.argmax(g))
    if k in (0, len(g) - 1):
        return float(distance[k])
    curvature, slope, _ = np.polyfit(distance[k - 1 : k + 2] - distance[k], g[k - 1 : k + 2], 2)
    return float(distance[k] - slope / (2 * curvature))


def closest_of(atoms: ase.Atoms) -> float:
    """Distance of the two atoms that are closest, Å."""
    distances = atoms.get_all_distances(mic=True)
    return float(distances[np.triu_indices(len(atoms), 1)].min())
