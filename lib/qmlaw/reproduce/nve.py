"""Is energy conserved? Ten picoseconds at constant energy on learned surfaces.

Forces that are not the slope of an energy, or an energy with kinks, heat or cool a trajectory. Silicon and
ethanol move on networks that come with this project, the first of each committee.

References
----------
W. C. Swope, H. C. Andersen, P. H. Berens, K. R. Wilson, J. Chem. Phys. 76, 637 (1982), doi:10.1063/1.442716:
    velocity Verlet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import ase
import ase.build
import numpy as np

from qmlaw import datasets
from qmlaw.models.atomic import AtomicNetworkRegressor, shipped, silicon
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.device import one_thread
from qmlaw.models.dynamics import Dynamics, Trajectory, run_dynamics
from qmlaw.reproduce.table import Row, Table

PICOSECONDS = 10.0
GOAL = 1e-4
"""eV per atom and ps."""

MOLECULE = "CCO"


class System(NamedTuple):
    """Something that moves: how it starts, on what, at what temperature (K), with what step (fs)."""

    atoms: ase.Atoms
    model: AtomicNetworkRegressor
    temperature: float
    timestep: float


NOTES = (
    f"Velocity Verlet, {PICOSECONDS:g} ps. Drift: slope of a line through the total energy, without sign. "
    "Wobble: standard deviation about that line. Each seed draws other velocities.",
    "They start at the minimum with velocities of twice the temperature, half of which goes into the bonds. "
    "The mean temperature of the second half is a row.",
    "16 atoms of silicon fit into a cell narrower than twice the cut-off: atoms meet images of their own "
    "neighbours. That changes the motion, not whether energy is conserved. `qmlaw md` refuses such cells.",
    "The curvature of CELU jumps where its argument changes sign, and velocity Verlet does not see that "
    "coming: the step that conserves energy is shorter than vibrations alone would ask for. The network of "
    "silicon has hyperbolic tangents.",
    "Double precision. Errors of the networks are in their cards.",
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Move silicon and ethanol.

    Parameters
    ----------
    seeds : sequence of int
        Of the velocities.
    report : callable, optional
        Called with a line of text now and then.
    """
    start, rows, details = time.perf_counter(), [], {}
    with one_thread():
        for name, build in SYSTEMS.items():
            system = build()
            found = []
            for seed in seeds:
                found.append(move(system, seed))
                report(f"{name}, seed {seed}: drift {found[-1].drift:.1e} eV/atom/ps")
            for what, goal in (("drift", GOAL), ("wobble", None)):
                values = [abs(getattr(one, what)) for one in found]
                unit = "eV/atom/ps" if what == "drift" else "eV/atom"
                rows.append(Row.from_seeds(f"{name}: {what}", values, unit, None, goal))
            warm = [mean_temperature(one) for one in found]
            rows.append(Row.from_seeds(f"{name}: temperature", warm, "K", None))
            details[name] = {
                "timestep / fs": system.timestep, "atoms": len(system.atoms),
                "runs": [summary(seed, one) for seed, one in zip(seeds, found, strict=True)],
            }  # fmt: skip
    seconds = time.perf_counter() - start
    title = f"Energy over {PICOSECONDS:g} ps at constant energy"
    return Table("nve", title, tuple(rows), NOTES, tuple(seeds), seconds, details)


def move(system: System, seed: int) -> Trajectory:
    """One trajectory at constant energy."""
    steps = round(1000 * PICOSECONDS / system.timestep)
    how = Dynamics(2 * system.temperature, steps, system.timestep, every=max(1, steps // 500), seed=seed)
    return run_dynamics(system.atoms, NetworkCalculator(system.model), how)


def mean_temperature(one: Trajectory) -> float:
    """Of the second half, K."""
    return float(one.temperature[len(one.temperature) // 2 :].mean())


def summary(seed: int, one: Trajectory) -> dict[str, Any]:
    """What a picture of the run needs: times (ps) and total energies (eV per atom) from the first on."""
    total = (one.potential + one.kinetic) / len(one.frames[0])
    few = slice(None, None, max(1, len(total) // 100))
    return {
        "seed": seed, "drift": one.drift, "wobble": one.wobble,
        "temperature": mean_temperature(one),
        "time": one.time[few].round(4).tolist(), "energy": (total - total[0])[few].round(8).tolist(),
    }  # fmt: skip


def crystal() -> System:
    """16 atoms of diamond on the first of the networks for silicon."""
    model = silicon.shipped().models_[0].set_params(precision="float64")
    return System(ase.build.bulk("Si", cubic=True, a=5.404) * (2, 1, 1), model, 1000.0, 2.0)


def ethanol(timestep: float) -> System:
    """Ethanol at its minimum, on the first network of those that saw shaken molecules; time step in fs."""
    points = datasets.load(shipped.DATASET)
    minima = points[
        np.flatnonzero((points.value("smiles") == MOLECULE) & (points.value("origin") == "minimum"))
    ]
    (atoms,) = minima.to_ase()
    return System(atoms, shipped.shipped().models_[0].set_params(precision="float64"), 300.0, timestep)


SYSTEMS: dict[str, Callable[[], System]] = {
    "silicon, 16 atoms": crystal,
    "ethanol, 0.5 fs": partial(ethanol, 0.5),
    "ethanol, 0.25 fs": partial(ethanol, 0.25),
}
