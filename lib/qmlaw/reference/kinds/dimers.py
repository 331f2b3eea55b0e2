"""Recipes of interaction energies: pairs of water molecules, listed in a file::

kind = "dimers"
geometries = "geometries.h5"         # made from the tables [[sampling]] by `qmlaw reference sample`
points_per_task = 25                 # pairs that make one shard
levels = ["GFN2-xTB", "MP2/6-31G**"]
accuracy = "tight"

[[sampling]]                         # see `qmlaw.reference.plans`
method = "rigid dimers"
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from ase import Atoms

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.interaction import interaction
from qmlaw.reference.kinds.base import Collected, Task
from qmlaw.reference.kinds.points import PointsKind
from qmlaw.reference.single_point import ConvergenceError

logger = logging.getLogger(__name__)

#: Atoms of the first molecule of a pair, and where the oxygens stand.
N_FIRST, OXYGENS = 3, (0, 3)


@dataclass(frozen=True)
class DimersKind(PointsKind):
    """Interaction energies of two molecules, with and without counterpoise; fields as in `PointsKind`."""

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`. Forces, stability and isolated atoms have no place in an interaction energy."""
        if others := {"forces", "stability", "elements"} & set(entries):
            raise ValueError(f"a recipe of dimers has no {', '.join(sorted(others))}")
        entries["elements"] = []
        return super().read(entries, folder)

    def point(self, atoms: Atoms, suspect: bool) -> dict:
        """Interaction energies of one pair, hartree; see `qmlaw.reference.interaction`."""
        try:
            levels = {level: interaction(atoms, N_FIRST, level, self.accuracy) for level in self.levels}
        except ConvergenceError as error:
            logger.warning("a pair failed: %s", error)
            return {"failed": str(error)}
        return {"levels": levels}

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. No further files."""
        points = {
            point["name"]: point["levels"]
            for record in records
            for point in record["points"]
            if "levels" in point
        }
        if not points:
            raise ValueError("no finished pairs")
        geometries = Molecules.from_hdf5(self.geometries)
        geometries = geometries[[i for i, name in enumerate(geometries.names) if name in points]]
        positions = np.array([pair.positions for pair in geometries])
        first, second = OXYGENS
        distances = np.linalg.norm(positions[:, second] - positions[:, first], axis=1)
        properties = {
            "origin": geometries.properties["origin"],
            "temperature": geometries.properties["temperature"],
            "oxygen_distance": Property(distances, "angstrom"),
        }
        results = [points[name] for name in geometries.names]
        for level in self.levels:
            for name in results[0][level]:
                unit = "s" if name.endswith("seconds") else "hartree"
                properties[f"{level}/{name}"] = Property([result[level][name] for result in results], unit)
        pairs = Molecules(
            [pair.atomic_numbers for pair in geometries],
            list(positions),
            properties=properties,
            names=list(geometries.names),
        )
        return Collected(pairs, {})
