"""Recipes of composite methods: thermochemistry of named species.

::

    kind = "composites"
    methods = ["G3(MP2)", "G4(MP2)"]
    species = ["H2", "CH4", "CH3"]     # keys of ASE's G2 set: start geometry, multiplicity, experiment

The atoms that the molecules consist of are tasks of their own.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import numpy as np
from ase import Atoms
from ase.data import g2

from qmlaw.molecules import Molecules, Property
from qmlaw.molecules.g2_set import listed_species
from qmlaw.reference.ab_initio import ConvergenceError
from qmlaw.reference.composite import COMPOSITES, EnergyStore, composite_energy, find_composite, nuclei
from qmlaw.reference.kinds.base import Collected, Kind, Task
from qmlaw.reference.stationary import NotAMinimumError
from qmlaw.reference.thermochemistry import enthalpy_of_formation, heating, zero_point_energy

#: Units of what is stored of a molecule at one method.
_UNITS = {
    "energy": "hartree",
    "electronic": "hartree",
    "zero_point_energy": "hartree",
    "heating": "hartree",
    "atomization_energy": "hartree",
    "formation_0": "kcal/mol",
    "formation_298": "kcal/mol",
    "cpu_seconds": "s",
}


@dataclass(frozen=True)
class CompositesKind(Kind):
    """Named species at composite methods.

    Parameters
    ----------
    methods : tuple of str
        Composite methods.
    """

    methods: tuple[str, ...]

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`."""
        kind = cls(tuple(find_composite(name).name for name in entries.pop("methods")))
        names = entries.pop("species")
        if unknown := [name for name in names if name not in g2.data]:
            raise ValueError(f"species {', '.join(unknown)} are not keys of ASE's G2 set")
        molecules = [species_task(name) for name in names]
        symbols = sorted({symbol for task in molecules for symbol in task.detail["symbols"]})
        return kind, [species_task(symbol) for symbol in symbols] + molecules

    def meaning(self) -> dict:
        """See `Kind.meaning`: the terms of the methods without the reasons given to readers."""
        return {"methods": {name: _meaning(name) for name in self.methods}}

    def results(self, task: Task) -> dict:
        """See `Kind.results`. Positions in Å, wavenumbers in cm^-1 and unscaled, energies in hartree."""
        detail = task.detail
        atoms, state = Atoms(detail["symbols"], detail["positions"]), {"multiplicity": detail["multiplicity"]}
        found = {}
        with TemporaryDirectory() as folder:  # the methods have energies in common
            store = EnergyStore(Path(folder))
            for method in self.methods:
                try:
                    found[method] = _entry(atoms, method, state, store)
                except (ValueError, ConvergenceError, NotAMinimumError) as error:
                    found[method] = {"reason": f"{type(error).__name__}: {error}"}
        return {"methods": found}

    def failures(self, record: dict) -> list[str]:
        """See `Kind.failures`: also the methods that gave nothing."""
        partly = [
            f"{record['id']} {method}: {entry['reason']}"
            for method, entry in record.get("methods", {}).items()
            if "reason" in entry
        ]
        return super().failures(record) + partly

    def seconds(self, record: dict) -> dict[str, float]:
        """See `Kind.seconds`."""
        return {m: entry.get("cpu_seconds", 0.0) for m, entry in record.get("methods", {}).items()}

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. ``atoms.json`` has the energies of the atoms by method and symbol, hartree."""
        done = {record["smiles"]: record for record in records if record["status"] == "done"}
        atoms = {
            method: {
                name: entry["energy"]
                for name, record in done.items()
                if name in g2.atom_names and "energy" in (entry := record["methods"][method])
            }
            for method in self.methods
        }
        molecules = [name for name in done if name not in g2.atom_names]
        if not molecules:
            raise ValueError("no finished molecules")
        properties = {}
        for method in self.methods:
            rows = [_row(name, done[name]["methods"][method], atoms[method]) for name in molecules]
            for key, unit in _UNITS.items():
                values = np.array([row.get(key, 0.0) for row in rows])
                properties[f"{method}/{key}"] = Property(values, unit)
            properties[f"{method}/known"] = Property(np.array([float("formation_0" in r) for r in rows]), "1")
        measured = np.array([float(g2.data[name]["enthalpy"]) for name in molecules])
        properties["experiment"] = Property(measured, "kcal/mol")
        geometries = [Atoms(g2.data[name]["symbols"], g2.data[name]["positions"]) for name in molecules]
        together = Molecules(
            [atoms.numbers for atoms in geometries],
            [atoms.positions for atoms in geometries],
            properties=properties,
            names=molecules,
        )
        return Collected(together, {"atoms.json": (json.dumps(atoms, indent=1) + "\n").encode()})


def species_task(name: str) -> Task:
    """Task for a species of ASE's G2 set: geometry (Å) and multiplicity stand in its detail.

    Parameters
    ----------
    name : str
        Key of ``ase.data.g2.data``.
    """
    atoms, multiplicity = listed_species(name)
    detail = {
        "symbols": atoms.get_chemical_symbols(),
        "positions": atoms.positions.tolist(),
        "multiplicity": multiplicity,
    }
    return Task(f"atom-{name}" if len(atoms) == 1 else name, name, detail)


def _meaning(name: str) -> dict:
    composite = asdict(COMPOSITES[name])
    terms = [[term.name, term.weights] for term in COMPOSITES[name].terms]
    return {key: value for key, value in composite.items() if key != "source"} | {"terms": terms}


def _entry(atoms: Atoms, method: str, state: dict, store: EnergyStore) -> dict:
    """Nuclei and energies of one species at one method."""
    scale = find_composite(method).zpe_scale
    rest = nuclei(atoms, method, **state, store=store)
    zero_point = zero_point_energy(rest.wavenumbers, scale) if len(atoms) > 1 else None
    result = composite_energy(rest.atoms, method, **state, zero_point_energy=zero_point, store=store)
    return {
        "energy": result.energy,
        "parts": {part.name: part.energy for part in result.parts},
        "energies": result.energies,
        "heating": heating(rest.wavenumbers, len(atoms), scale),
        "positions": rest.atoms.positions.tolist(),
        "wavenumbers": rest.wavenumbers.tolist(),
        "cpu_seconds": result.cpu_seconds,
    }


def _row(name: str, entry: dict, atoms: dict[str, float]) -> dict:
    """What is known of one molecule at one method; without the formation if it or an atom failed."""
    symbols = Atoms(g2.data[name]["symbols"]).get_chemical_symbols()
    if "reason" in entry:
        return {}
    zero_point = entry["parts"].get("E(ZPE)", 0.0)
    row = {key: entry[key] for key in ("energy", "heating", "cpu_seconds")}
    row |= {"zero_point_energy": zero_point, "electronic": entry["energy"] - zero_point}
    if set(symbols) <= set(atoms):
        atomization = sum(atoms[symbol] for symbol in symbols) - entry["energy"]
        formation = enthalpy_of_formation(symbols, atomization, entry["heating"])
        row |= {"atomization_energy": -atomization}
        row |= {"formation_0": formation.at_0_kelvin, "formation_298": formation.at_298_kelvin}
    return row
