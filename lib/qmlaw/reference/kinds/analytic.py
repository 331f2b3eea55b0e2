"""Recipes that sample an analytic surface.

::

    kind = "analytic"
    surface = "h2_pd100"

    [[part]]
    name = "high symmetry"
    method = "elbows"                    # a grid over Z and r (Å) at places [X, Y, theta, phi]
    places = [["bridge", 90, 0]]         # a site's name stands for its X and Y
    heights = [1.0, 1.5]
    lengths = [0.7, 1.2]
    highest = 3.0                        # eV; points above are left out

    [[part]]
    name = "test"
    method = "anywhere"                  # uniform in space and orientation
    points = 100
    heights = [0.5, 3.0]
    lengths = [0.5, 2.0]
    highest = 1.5
    seed = 1
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np

from qmlaw.molecules import Molecules, Property
from qmlaw.reference import h2_pd100, surface_sampling
from qmlaw.reference.kinds.base import Collected, Kind, Task

#: Decimals of stored coordinates (Å, degrees) and of energies (hartree).
_DECIMALS, _ENERGY_DECIMALS = 6, 10

#: Height of the cell in which the atoms are stored, Å.
_CELL_HEIGHT = 20.0

_UNITS = ("angstrom", "angstrom", "angstrom", "angstrom", "degree", "degree")


@dataclass(frozen=True)
class AnalyticKind(Kind):
    """Samples of an analytic surface.

    Parameters
    ----------
    surface : str
        Its name; only ``"h2_pd100"`` is there.
    """

    surface: str

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`. One task per part."""
        kind = cls(entries.pop("surface"))
        if kind.surface != "h2_pd100":
            raise ValueError(f"unknown surface {kind.surface!r}; allowed is 'h2_pd100'")
        tasks = []
        for part in entries.pop("part"):
            if part.get("method") not in ("elbows", "anywhere"):
                raise ValueError(
                    f"unknown method {part.get('method')!r}; allowed are 'elbows' and 'anywhere'"
                )
            tasks.append(Task(part["name"].replace(" ", "-"), "[H][H]", part))
        return kind, tasks

    def meaning(self) -> dict:
        """See `Kind.meaning`: the parameters of the surface, too."""
        names = [name for name in vars(h2_pd100) if name.isupper() and not name.startswith("ELBOW")]
        return asdict(self) | {name: getattr(h2_pd100, name) for name in sorted(names)}

    def results(self, task: Task) -> dict:
        """See `Kind.results`. Coordinates in Å and degrees, energies in hartree."""
        entries = dict(task.detail)
        name, method, highest = (entries.pop(key) for key in ("name", "method", "highest"))
        if method == "elbows":
            entries["places"] = [_place(place) for place in entries["places"]]
            points = surface_sampling.below(surface_sampling.elbows(**entries), highest)
        else:
            points = surface_sampling.anywhere(highest=highest, **entries)
        points = np.round(points, _DECIMALS)
        energies = np.round(h2_pd100.energy(points), _ENERGY_DECIMALS)
        return {"part": name, "coordinates": points.tolist(), "energies": energies.tolist()}

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. Two atoms over one cell of the surface, whose atoms are not listed."""
        if not records:
            raise ValueError("no finished parts")
        coordinates = np.concatenate([record["coordinates"] for record in records])
        parts = [record["part"] for record in records for _ in record["energies"]]
        energies = np.concatenate([record["energies"] for record in records])
        properties = {
            name: Property(values, unit)
            for name, values, unit in zip(h2_pd100.COORDINATES, coordinates.T, _UNITS, strict=True)
        }
        cell = np.diag([h2_pd100.LATTICE, h2_pd100.LATTICE, _CELL_HEIGHT])
        molecules = Molecules(
            [[1, 1]] * len(energies),
            list(np.round(h2_pd100.to_cartesian(coordinates), _DECIMALS)),
            cells=np.broadcast_to(cell, (len(energies), 3, 3)),
            properties={"part": Property(parts, "1"), "energy": Property(energies, "hartree"), **properties},
            names=[f"{part} {i:04d}" for part, record in _numbered(records) for i in range(record)],
        )
        return Collected(molecules, {})


def _numbered(records: list[dict]) -> list[tuple[str, int]]:
    return [(record["part"], len(record["energies"])) for record in records]


def _place(place: list) -> list[float]:
    """A site's name replaced by its X and Y."""
    if isinstance(place[0], str):
        if place[0] not in h2_pd100.SITES:
            raise ValueError(f"unknown site {place[0]!r}; known are {', '.join(h2_pd100.SITES)}")
        return [*h2_pd100.SITES[place[0]], *place[1:]]
    return place
