"""Recipes of periodic cells, calculated with plane waves::

kind = "cells"
geometries = "geometries.h5"         # made from the tables [[sampling]] by `qmlaw reference sample`
level = "LDA"                        # what the properties are called; the pseudopotential decides it

[plane_waves]                        # see `qmlaw.reference.plane_waves`
cutoff = 24                          # Ry
smearing = "methfessel-paxton"
width = 0.02                         # Ry
threshold = 1e-8                     # Ry
pseudopotential = "Si.pz-vbc.UPF"
sha256 = "da7386b1..."

[[sampling]]                         # see `qmlaw.reference.crystal_sampling`
method = "scan"
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from ase import Atoms

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.kinds.base import Collected, Kind, Task
from qmlaw.reference.plane_waves import PlaneWaves, plane_wave_energy

_GOLDEN_SECTION = (np.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class CellsKind(Kind):
    """Energy, forces and stress of periodic cells.

    Parameters
    ----------
    geometries : str
        HDF5 file of the cells. Not part of the meaning: every record remembers its own cell.
    level : str
        First part of the names of the properties.
    plane_waves : PlaneWaves
        Settings of the calculation.
    """

    geometries: str
    level: str
    plane_waves: PlaneWaves

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`.

        The tables [[sampling]] belong to `qmlaw.reference.crystal_sampling`, the table [convergence] to
        `qmlaw.reference.convergence`.
        """
        entries.pop("sampling", None)
        entries.pop("convergence", None)
        path = folder / entries.pop("geometries")
        given = entries.pop("plane_waves")
        try:
            settings = PlaneWaves(**given)
        except TypeError as error:
            raise ValueError(f"[plane_waves]: {error}") from error
        if not path.exists():
            raise ValueError(f"{path} does not exist; make it with qmlaw reference sample {folder}")
        kind = cls(str(path), entries.pop("level"), settings)
        return kind, kind._tasks()

    def _tasks(self) -> list[Task]:
        """One cell each, the same part of every label at any time: an early stop leaves some of all.

        Within a label the order jumps by the golden section, so that a part of a scan covers all of it.
        """
        cells = Molecules.from_hdf5(self.geometries)
        labels = cells.value("label")
        progress = np.empty(len(cells))
        for label in set(labels):
            of_label = np.flatnonzero(labels == label)
            jumps = np.argsort(np.arange(len(of_label)) * _GOLDEN_SECTION % 1)
            progress[of_label[jumps]] = (np.arange(len(of_label)) + 0.5) / len(of_label)
        return [_task(cells, int(i)) for i in np.argsort(progress, kind="stable")]

    def meaning(self) -> dict:
        """See `Kind.meaning`."""
        return {"level": self.level, "plane_waves": self.plane_waves.meaning()}

    def results(self, task: Task) -> dict:
        """See `Kind.results`. Energy in hartree, forces in hartree/Å, stress in hartree/Å^3."""
        wanted = task.detail
        atoms = Atoms(wanted["atomic_numbers"], wanted["positions"], cell=wanted["cell"], pbc=True)
        result = plane_wave_energy(atoms, self.plane_waves, wanted["grid"], wanted["offset"])
        return {"levels": {self.level: result}}

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`."""
        results = {record["id"]: record["levels"][self.level] for record in records}
        if not results:
            raise ValueError("no finished cells")
        cells = Molecules.from_hdf5(self.geometries)
        cells = cells[[i for i, name in enumerate(cells.names) if name in results]]
        chosen = [results[name] for name in cells.names]
        forces = np.concatenate([result["forces"] for result in chosen])
        for name, prop in {
            "energy": Property([result["energy"] for result in chosen], "hartree"),
            "forces": Property(forces, "hartree/angstrom", "atom"),
            "stress": Property([result["stress"] for result in chosen], "hartree/angstrom^3"),
            "cpu_seconds": Property([result["cpu_seconds"] for result in chosen], "s"),
        }.items():
            cells = cells.with_property(f"{self.level}/{name}", prop.values, prop.unit, prop.per)
        return Collected(cells, {})


def _task(cells: Molecules, i: int) -> Task:
    cell = cells[i]
    detail = {
        "atomic_numbers": cell.atomic_numbers.tolist(),
        "positions": cell.positions.tolist(),
        "cell": cell.cell.tolist(),
        "grid": cells.value("grid")[i].tolist(),
        "offset": cells.value("offset")[i].tolist(),
    }
    formula = Atoms(cell.atomic_numbers).get_chemical_formula()
    return Task(cell.name, formula, detail)
