"""Recipes of energies in worlds whose physics is false, at listed geometries::

kind = "worlds"
geometries = "geometries.h5"         # made from the tables [[sampling]] by `qmlaw reference sample`
points_per_task = 25                 # geometries of one molecule that make one shard
worlds = ["real", "weak"]            # see `qmlaw.reference.counterfactual`; or ["own"]: that of the geometry
basis = "STO-3G"

[[sampling]]                         # see `qmlaw.reference.plans`
method = "modes in worlds"
"""

import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from ase import Atoms

from qmlaw.molecules import Molecules
from qmlaw.reference.basis import SETS
from qmlaw.reference.counterfactual import GUESSES, SAME_ENERGY, find_world, solve
from qmlaw.reference.kinds.base import Collected, Kind, Task
from qmlaw.reference.kinds.points import PointsKind
from qmlaw.reference.single_point import ConvergenceError

logger = logging.getLogger(__name__)

#: The name under which the world of a geometry itself is asked for.
OWN = "own"

_UNITS = dict.fromkeys(("hf", "mp2"), "hartree") | dict.fromkeys(("stable", "followed", "several"), "1")
_UNITS["cpu_seconds"] = "s"


@dataclass(frozen=True)
class WorldsKind(Kind):
    """Hartree-Fock and MP2 energies of closed shells in several worlds.

    Parameters
    ----------
    geometries : str
        HDF5 file of the geometries. Not part of the meaning: every record remembers its own geometries.
    points_per_task : int
        Geometries in one task.
    worlds : tuple of str
        Names of worlds, or `OWN` alone.
    basis : str
        Orbital basis.
    """

    geometries: str
    points_per_task: int
    worlds: tuple[str, ...]
    basis: str

    _tasks = PointsKind._tasks

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`. The tables [[sampling]] belong to `qmlaw.reference.plans`."""
        entries.pop("sampling", None)
        kind = cls(
            geometries=str(folder / entries.pop("geometries")),
            points_per_task=entries.pop("points_per_task"),
            worlds=tuple(entries.pop("worlds")),
            basis=entries.pop("basis"),
        )
        if kind.worlds != (OWN,):
            for name in kind.worlds:
                find_world(name)
        if kind.basis not in SETS:
            raise ValueError(f"unknown basis {kind.basis!r}; known are {', '.join(SETS)}")
        if kind.points_per_task < 1:
            raise ValueError(f"points_per_task must be at least 1, not {kind.points_per_task}")
        if not Path(kind.geometries).exists():
            raise ValueError(
                f"{kind.geometries} does not exist; make it with qmlaw reference sample {folder}"
            )
        return kind, list(kind._tasks())

    def meaning(self) -> dict:
        """See `Kind.meaning`."""
        meaning = asdict(self) | {
            "physics": {} if self.worlds == (OWN,) else {w: asdict(find_world(w)) for w in self.worlds},
            "starts": GUESSES,
            "same_energy": SAME_ENERGY,
        }
        for organisation in ("geometries", "points_per_task"):
            del meaning[organisation]
        return meaning

    def results(self, task: Task) -> dict:
        """See `Kind.results`."""
        return {
            "points": [
                {"name": name} | self._point(name, Atoms(task.detail["atomic_numbers"], positions))
                for name, positions in zip(task.detail["names"], task.detail["positions"], strict=True)
            ]
        }

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. Properties ``hf/WORLD``, ``mp2/WORLD`` and so on. No further files."""
        points = {
            point["name"]: point["worlds"]
            for record in records
            for point in record["points"]
            if "worlds" in point
        }
        if not points:
            raise ValueError("no finished points")
        geometries = Molecules.from_hdf5(self.geometries)
        geometries = geometries[[i for i, name in enumerate(geometries.names) if name in points]]
        for world in self.worlds:
            for what, unit in _UNITS.items():
                values = [float(points[name][world][what]) for name in geometries.names]
                geometries = geometries.with_property(f"{what}/{world}", values, unit)
        return Collected(geometries, {})

    def failures(self, record: dict) -> list[str]:
        """See `Kind.failures`."""
        points = record.get("points", ())
        return super().failures(record) + [f"{p['name']}: {p['failed']}" for p in points if "failed" in p]

    def seconds(self, record: dict) -> dict[str, float]:
        """See `Kind.seconds`."""
        total = dict.fromkeys(self.worlds, 0.0)
        for point in record.get("points", ()):
            for world, result in point.get("worlds", {}).items():
                total[world] += result["cpu_seconds"]
        return total

    def _point(self, name: str, atoms: Atoms) -> dict:
        """Results at one geometry; one that does not converge is recorded and does not stop the others."""
        try:
            return {"worlds": {world: self._solved(world, name, atoms) for world in self.worlds}}
        except ConvergenceError as error:
            logger.warning("%s failed: %s", name, error)
            return {"failed": str(error)}

    def _solved(self, world: str, name: str, atoms: Atoms) -> dict:
        found = solve(atoms, find_world(world_of(name) if world == OWN else world), self.basis)._asdict()
        return {"hf": found.pop("energy"), "mp2": found.pop("mp2_energy")} | found


def world_of(name: str) -> str:
    """World in whose valley a geometry ``MOLECULE-in-WORLD/LABEL`` was drawn.

    Raises
    ------
    ValueError
        If the name has another form.
    """
    molecule, _, _ = name.partition("/")
    _, found, world = molecule.rpartition("-in-")
    if not found:
        raise ValueError(f"{name!r} does not say in which world it was drawn (MOLECULE-in-WORLD/LABEL)")
    return world
