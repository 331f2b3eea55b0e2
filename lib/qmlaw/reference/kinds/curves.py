"""Recipes of bonds that break, every method along each of them.

::

    kind = "curves"
    ratios = [0.6, 0.8, 1.0, 1.5, 2.0, 4.0]   # lengths over the equilibrium length
    near_coulson_fischer = [0.98, 1.0, 1.02]  # more lengths, over that of the Coulson-Fischer point

    [[curve]]
    name = "N2"                               # how the set calls it
    bond = "N2"                               # see qmlaw.reference.dissociation.bonds
    basis = "STO-3G"
    frozen = 2                                # core orbitals frozen in all correlated methods
    full_ci = true                            # or a list of ratios at which it is done; false for none
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from qmlaw.molecules import Molecules
from qmlaw.reference.basis import SETS
from qmlaw.reference.dissociation import (
    METHODS,
    calculate_curve,
    calculate_parts,
    coulson_fischer,
    curve_molecules,
    find_bond,
)
from qmlaw.reference.kinds.base import Collected, Kind, Task

#: Decimals (Å) to which lengths are rounded.
_DECIMALS = 4

#: The Coulson-Fischer point is looked for between these ratios.
_SEARCHED = (0.7, 2.5)


@dataclass(frozen=True)
class CurvesKind(Kind):
    """Bonds that break.

    Parameters
    ----------
    ratios : tuple of float
        Lengths over the equilibrium length.
    near_coulson_fischer : tuple of float
        Lengths over that of the Coulson-Fischer point.
    """

    ratios: tuple[float, ...]
    near_coulson_fischer: tuple[float, ...]

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`."""
        kind = cls(tuple(entries.pop("ratios")), tuple(entries.pop("near_coulson_fischer")))
        return kind, [_task(dict(table)) for table in entries.pop("curve")]

    def meaning(self) -> dict:
        """See `Kind.meaning`."""
        return asdict(self) | {"decimals": _DECIMALS, "searched": _SEARCHED}

    def results(self, task: Task) -> dict:
        """See `Kind.results`. Lengths in Å, energies in hartree."""
        detail = task.detail
        name, basis, frozen = detail["bond"], detail["basis"], detail["frozen"]
        equilibrium = find_bond(name).equilibrium
        wanted = {"methods": METHODS} if detail["full_ci"] else {"methods": METHODS[:-1]}
        if isinstance(detail["full_ci"], list):
            wanted["full_ci_at"] = [round(ratio * equilibrium, _DECIMALS) for ratio in detail["full_ci"]]
        broken = coulson_fischer(name, basis, *(ratio * equilibrium for ratio in _SEARCHED))
        lengths = {round(ratio * equilibrium, _DECIMALS) for ratio in self.ratios}
        if broken is not None:
            lengths |= {round(ratio * broken, _DECIMALS) for ratio in self.near_coulson_fischer}
        return {
            "name": detail["name"],
            "bond": name,
            "basis": basis,
            "frozen": frozen,
            "equilibrium": equilibrium,
            "coulson_fischer": broken,
            "parts": calculate_parts(name, basis, frozen=frozen, full_ci=bool(detail["full_ci"])),
            "points": calculate_curve(name, basis, sorted(lengths), frozen=frozen, **wanted),
        }

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. ``parts.json``: energies of parts and atoms, Coulson-Fischer points."""
        if not records:
            raise ValueError("no finished curves")
        about = {record["name"]: {key: record[key] for key in _ABOUT} for record in records}
        molecules = Molecules.concatenate(
            [curve_molecules(record["name"], record["points"]) for record in records]
        )
        return Collected(molecules, {"parts.json": (json.dumps(about, indent=1) + "\n").encode()})

    def seconds(self, record: dict) -> dict[str, float]:
        """See `Kind.seconds`; no times are kept."""
        return {}


_ABOUT = ("bond", "basis", "frozen", "equilibrium", "coulson_fischer", "parts")


def _task(table: dict) -> Task:
    detail = {name: table.pop(name) for name in ("name", "bond", "basis", "frozen", "full_ci")}
    if table:
        raise ValueError(f"unknown entries in [[curve]]: {', '.join(table)}")
    find_bond(detail["bond"])
    if detail["basis"] not in SETS:
        raise ValueError(f"unknown basis set {detail['basis']!r}; known are {', '.join(SETS)}")
    identifier = "-".join("".join(c if c.isalnum() else " " for c in detail["name"]).split())
    return Task(identifier, detail["bond"], detail)
