"""Recipes of many geometries per molecule, listed in a file that `qmlaw reference sample` makes::

kind = "points"
geometries = "geometries.h5"         # made from the tables [[sampling]] by `qmlaw reference sample`
points_per_task = 20                 # geometries of one molecule that make one shard
elements = ["H", "C", "N", "O"]      # isolated atoms, for atomization energies; may be empty
levels = ["ωB97X/6-31G(d)"]
forces = ["ωB97X/6-31G(d)"]          # levels at which forces are calculated, too; may be left out
stability = ["ωB97X/6-31G(d)"]       # levels at which suspect geometries are tested; may be left out
accuracy = "production"

[[sampling]]                         # see `qmlaw.reference.plans`
method = "normal modes"
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from ase import Atoms

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.energies import energies
from qmlaw.reference.kinds.base import (
    Collected,
    Kind,
    Task,
    atom_tasks,
    checked_accuracy,
    checked_levels,
    levels_meaning,
)
from qmlaw.reference.kinds.molecules import atomic_energies, sum_of_atoms
from qmlaw.reference.levels import ACCURACIES
from qmlaw.reference.single_point import ConvergenceError

logger = logging.getLogger(__name__)

#: Decimals of stored forces, hartree/Å: four digits more than the DFT grid is good for.
_FORCE_DECIMALS = 8

_SCALARS = {
    "energy": "hartree",
    "hf_energy": "hartree",
    "mp2_energy": "hartree",
    "ccsd_energy": "hartree",
    "cpu_seconds": "s",
}


@dataclass(frozen=True)
class PointsKind(Kind):
    """Energies, and forces where asked, at listed geometries.

    Parameters
    ----------
    geometries : str
        HDF5 file of the geometries. Not part of the meaning: every record remembers its own geometries.
    points_per_task : int
        Geometries in one task.
    levels : tuple of str
        Canonical names of the levels of theory.
    forces : tuple of str
        Levels at which forces are calculated, too.
    stability : tuple of str
        Levels at which solutions at suspect geometries (broken bonds) are tested for stability.
    accuracy : str
        Accuracy of `single_point`.
    """

    geometries: str
    points_per_task: int
    levels: tuple[str, ...]
    forces: tuple[str, ...]
    stability: tuple[str, ...]
    accuracy: str

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`. The tables [[sampling]] belong to `qmlaw.reference.plans`."""
        entries.pop("sampling", None)
        kind = cls(
            geometries=str(folder / entries.pop("geometries")),
            points_per_task=entries.pop("points_per_task"),
            levels=checked_levels(entries.pop("levels")),
            forces=checked_levels(entries.pop("forces", [])),
            stability=checked_levels(entries.pop("stability", [])),
            accuracy=checked_accuracy(entries.pop("accuracy")),
        )
        for name in ("forces", "stability"):
            if other := set(getattr(kind, name)) - set(kind.levels):
                raise ValueError(
                    f"{name} asks for {', '.join(sorted(other))}, which is not one of the levels"
                )
        if kind.points_per_task < 1:
            raise ValueError(f"points_per_task must be at least 1, not {kind.points_per_task}")
        if not Path(kind.geometries).exists():
            raise ValueError(
                f"{kind.geometries} does not exist; make it with qmlaw reference sample {folder}"
            )
        return kind, atom_tasks(entries.pop("elements")) + list(kind._tasks())

    def _tasks(self) -> Iterator[Task]:
        """Some geometries of one molecule each, molecules in turn: an early stop leaves some of all."""
        geometries = Molecules.from_hdf5(self.geometries)
        of_molecule: dict[str, list[int]] = {}
        for i, identifier in enumerate(geometries.value("molecule")):
            of_molecule.setdefault(str(identifier), []).append(i)
        longest = max(len(indices) for indices in of_molecule.values())
        for start in range(0, longest, self.points_per_task):
            for identifier, indices in of_molecule.items():
                if chosen := indices[start : start + self.points_per_task]:
                    yield _task(f"{identifier}_{start:04d}", geometries[chosen])

    def meaning(self) -> dict:
        """See `Kind.meaning`."""
        meaning = asdict(self) | {
            "accuracy": ACCURACIES[self.accuracy]._asdict(),
            "levels": levels_meaning(self.levels),
        }
        for organisation in ("geometries", "points_per_task"):
            del meaning[organisation]
        return meaning

    def results(self, task: Task) -> dict:
        """See `Kind.results`."""
        if task.detail is None:
            return {"levels": energies(Atoms(task.smiles.strip("[]")), self.levels, self.accuracy)}
        points = zip(task.detail["names"], task.detail["positions"], task.detail["suspect"], strict=True)
        return {
            "points": [
                {"name": name} | self.point(Atoms(task.detail["atomic_numbers"], positions), suspect)
                for name, positions, suspect in points
            ]
        }

    def point(self, atoms: Atoms, suspect: bool) -> dict:
        """Results at one geometry; one that does not converge is recorded and does not stop the others."""
        tested = self.stability if suspect else ()
        try:
            levels = energies(atoms, self.levels, self.accuracy, forces=self.forces, stability=tested)
        except ConvergenceError as error:
            logger.warning("a point of %s failed: %s", atoms.get_chemical_formula(), error)
            return {"failed": str(error)}
        for result in levels.values():
            if "forces" in result:
                result["forces"] = np.round(result["forces"], _FORCE_DECIMALS).tolist()
        return {"levels": levels}

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. ``atoms.json``: energies of the isolated atoms, hartree."""
        atoms = [record for record in records if record["id"].startswith("atom-")]
        points = {
            point["name"]: point["levels"]
            for record in records
            for point in record.get("points", ())
            if "levels" in point
        }
        if not points:
            raise ValueError("no finished points")
        geometries = Molecules.from_hdf5(self.geometries)
        geometries = geometries[[i for i, name in enumerate(geometries.names) if name in points]]
        of_atoms = atomic_energies(atoms, self.levels)
        results = [points[name] for name in geometries.names]
        for level in self.levels:
            for name, prop in _properties(geometries, level, [r[level] for r in results], of_atoms[level]):
                geometries = geometries.with_property(name, prop.values, prop.unit, prop.per)
        return Collected(geometries, {"atoms.json": (json.dumps(of_atoms, indent=1) + "\n").encode()})

    def failures(self, record: dict) -> list[str]:
        """See `Kind.failures`."""
        of_points = [
            f"{point['name']}: {point['failed']}" for point in record.get("points", ()) if "failed" in point
        ]
        return super().failures(record) + of_points

    def seconds(self, record: dict) -> dict[str, float]:
        """See `Kind.seconds`."""
        total = super().seconds(record)
        for point in record.get("points", ()):
            for level, result in point.get("levels", {}).items():
                total[level] = total.get(level, 0.0) + result["cpu_seconds"]
        return total


def _task(identifier: str, geometries: Molecules) -> Task:
    detail = {
        "names": list(geometries.names),
        "atomic_numbers": geometries[0].atomic_numbers.tolist(),
        "positions": [geometry.positions.tolist() for geometry in geometries],
        "suspect": geometries.value("suspect").tolist(),
    }
    return Task(identifier, str(geometries.value("smiles")[0]), detail)


def _properties(
    geometries: Molecules, level: str, results: list[dict], of_atoms: dict[str, float]
) -> Iterator[tuple[str, Property]]:
    """Properties of one level of theory."""
    for name, unit in _SCALARS.items():
        if all(name in result for result in results):
            yield f"{level}/{name}", Property([result[name] for result in results], unit)
    if of_atoms:
        bonding = [
            result["energy"] - sum_of_atoms(geometry.atomic_numbers, of_atoms, level)
            for result, geometry in zip(results, geometries, strict=True)
        ]
        yield f"{level}/atomization_energy", Property(bonding, "hartree")
    if all("forces" in result for result in results):
        forces = np.concatenate([result["forces"] for result in results])
        yield f"{level}/forces", Property(forces, "hartree/angstrom", "atom")
    if any("stable" in result for result in results):
        stable = [float(result.get("stable", True)) for result in results]
        yield f"{level}/stable", Property(stable, "1")
