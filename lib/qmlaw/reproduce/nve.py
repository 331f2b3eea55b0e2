"""Is energy conserved? Ten picoseconds at constant energy on learned surfaces.

Forces that are not the slope of an energy, or an energy with kinks, heat or cool a trajectory. Silicon moves
on the first of the networks that come with this project, ethanol on a network that is trained here, in a
minute or two, on its sampled geometries.

References
----------
W. C. Swope, H. C. Andersen, P. H. Berens, K. R. Wilson, J. Chem. Phys. 76, 637 (1982), doi:10.1063/1.442716:
    velocity Verlet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import ase
import ase.build
import numpy as np

from qmlaw import datasets
from qmlaw.models.atomic import AtomicNetworkRegressor, silicon
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.device import one_thread
from qmlaw.models.dynamics import Dynamics, Trajectory, run_dynamics
from qmlaw.molecules import Molecules
from qmlaw.reproduce.table import Row, Table

PICOSECONDS = 10.0
GOAL = 1e-4
"""eV per atom and ps."""

MOLECULE = "CCO"
ORIGINS = ("minimum", "normal modes")
LEVEL = "ωB97X/6-31G(d)"

#: Beyond the defaults; not tuned: this is about conservation, not about the error.
SETTINGS: dict[str, Any] = {
    "forces": f"{LEVEL}/forces", "unit": "eV", "hidden": (32, 16), "n_epochs": 150, "batch_size": 8,
    "validation_fraction": 0.0, "activation": "tanh",
}  # fmt: skip


class System(NamedTuple):
    """Something that moves: how it starts, on what, at what temperature, with what step (fs)."""

    atoms: ase.Atoms
    model: AtomicNetworkRegressor
    temperature: float
    timestep: float


NOTES = (
    f"Velocity Verlet, {PICOSECONDS:g} ps. Drift: slope of a line through the total energy, without sign. "
    "Wobble: standard deviation about that line. Each seed draws other velocities.",
    "They start at rest, so that half of the first kinetic energy goes into the bonds.",
    "The network of ethanol is small and was not tuned; its error is in the details. Double precision.",
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
            system, known = build()
            found = []
            for seed in seeds:
                found.append(move(system, seed))
                report(f"{name}, seed {seed}: drift {found[-1].drift:.1e} eV/atom/ps")
            for what, goal in (("drift", GOAL), ("wobble", None)):
                values = [abs(getattr(one, what)) for one in found]
                unit = "eV/atom/ps" if what == "drift" else "eV/atom"
                rows.append(Row.from_seeds(f"{name}: {what}", values, unit, None, goal))
            details[name] = {
                **known, "timestep / fs": system.timestep, "temperature at the start / K": system.temperature,
                "atoms": len(system.atoms),
                "runs": [summary(seed, one) for seed, one in zip(seeds, found, strict=True)],
            }  # fmt: skip
    seconds = time.perf_counter() - start
    title = f"Energy over {PICOSECONDS:g} ps at constant energy"
    return Table("nve", title, tuple(rows), NOTES, tuple(seeds), seconds, details)


def move(system: System, seed: int) -> Trajectory:
    """One trajectory at constant energy."""
    steps = round(1000 * PICOSECONDS / system.timestep)
    how = Dynamics(system.temperature, steps, system.timestep, every=max(1, steps // 500), seed=seed)
    return run_dynamics(system.atoms, NetworkCalculator(system.model), how)


def summary(seed: int, one: Trajectory) -> dict[str, Any]:
    """What a picture of the run needs: times (ps) and total energies (eV per atom) from the first on."""
    total = (one.potential + one.kinetic) / len(one.frames[0])
    few = slice(None, None, max(1, len(total) // 100))
    return {
        "seed": seed, "drift": one.drift, "wobble": one.wobble,
        "temperature": float(one.temperature[len(total) // 2 :].mean()),
        "time": one.time[few].round(4).tolist(), "energy": (total - total[0])[few].round(8).tolist(),
    }  # fmt: skip


def crystal() -> tuple[System, dict[str, Any]]:
    """16 atoms of diamond on the first of the trained networks."""
    model = silicon.shipped().models_[0].set_params(precision="float64")
    return System(ase.build.bulk("Si", cubic=True, a=5.404) * (2, 1, 1), model, 1000.0, 2.0), {}


def ethanol() -> tuple[System, dict[str, Any]]:
    """Ethanol at the lowest of its sampled geometries, on a network of its own."""
    points, energies = geometries()
    split = points.split_random(round(0.9 * len(points)), seed=0)
    model = AtomicNetworkRegressor(**SETTINGS).fit(points[split.train], energies[split.train])
    test = points[split.test]
    wrong = model.predict(test) - energies[split.test]
    along = model.predict_forces(test) - test.value(SETTINGS["forces"], "eV/angstrom")
    errors = {
        "energy error, mean absolute, eV": float(np.abs(wrong).mean()),
        "force error, mean absolute, eV/Å": float(np.abs(along).mean()),
    }
    (atoms,) = points[[int(np.argmin(energies))]].to_ase()
    return System(atoms, model.set_params(precision="float64"), 300.0, 0.5), errors


def geometries() -> tuple[Molecules, np.ndarray]:
    """Minima and sampled geometries of the molecule, and their energies in eV."""
    points = datasets.load("conformers")
    keep = (points.value("smiles") == MOLECULE) & np.isin(points.value("origin"), ORIGINS)
    points = points[np.flatnonzero(keep)]
    if not len(points):
        raise ValueError(f"conformers has no geometries of {MOLECULE}")
    return points, points.value(f"{LEVEL}/atomization_energy", "eV")


SYSTEMS: dict[str, Callable[[], tuple[System, dict[str, Any]]]] = {
    "silicon, 16 atoms": crystal,
    "ethanol": ethanol,
}
