"""Recipes of one geometry per molecule::

    molecules = "molecules.smi"          # one "SMILES identifier" per line, in the order of calculation
    elements = ["H", "C", "N", "O"]      # isolated atoms, for atomization energies
    levels = ["GFN2-xTB", "HF/STO-3G"]
    properties_level = "HF/STO-3G"       # HOMO, LUMO, dipole, polarizability; leave out for none
    accuracy = "production"

    [geometry]
    seed = 1
    conformers = 8
    largest_force = 0.01                 # eV/Å

With ``[geometry] from = "../equilibrium/equilibrium.h5"`` the geometries are taken from another set, where
the property ``identifier`` names them.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from ase import Atoms
from ase.data import chemical_symbols

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.energies import energies, entry
from qmlaw.reference.extrapolation import FOCAL_POINT, FOCAL_POINT_PARTS, focal_point
from qmlaw.reference.geometry import equilibrium_geometry
from qmlaw.reference.kinds.base import (
    Collected,
    Kind,
    Task,
    atom_tasks,
    checked_accuracy,
    checked_levels,
    known_geometries,
    levels_meaning,
    read_molecules,
)
from qmlaw.reference.levels import ACCURACIES, find_level
from qmlaw.reference.single_point import single_point

#: Scalar results of a level that become properties where they exist, with their units.
_SCALARS = {
    "energy": "hartree",
    "hf_energy": "hartree",
    "mp2_energy": "hartree",
    "ccsd_energy": "hartree",
    "hf_limit": "hartree",
    "mp2_limit": "hartree",
    "higher_order": "hartree",
    "homo": "hartree",
    "lumo": "hartree",
    "polarizability": "bohr^3",
    "seconds": "s",
    "cpu_seconds": "s",
}


@dataclass(frozen=True)
class MoleculesKind(Kind):
    """One geometry per molecule, at one or more levels of theory.

    Parameters
    ----------
    levels : tuple of str
        Canonical names of the levels of theory.
    properties_level : str or None
        Level at which HOMO, LUMO, dipole and polarizability are calculated; one of `levels`.
    accuracy : str
        Accuracy of `single_point`.
    seed, conformers : int or None
        Seed and number of the start geometries.
    largest_force : float or None
        Convergence of the geometry, eV/Å.
    geometries : str or None
        Name of the HDF5 file that the geometries come from instead.
    """

    levels: tuple[str, ...]
    properties_level: str | None
    accuracy: str
    seed: int | None
    conformers: int | None
    largest_force: float | None
    geometries: str | None = None

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`."""
        geometry = entries.pop("geometry", {})
        source = geometry.pop("from", None)
        search = ("seed", "conformers", "largest_force")
        name = entries.pop("properties_level", None)
        kind = cls(
            levels=checked_levels(entries.pop("levels")),
            properties_level=find_level(name).name if name else None,
            accuracy=checked_accuracy(entries.pop("accuracy")),
            geometries=Path(source).name if source else None,
            **{entry: None if source else geometry.pop(entry) for entry in search},
        )
        if kind.properties_level not in (None, *kind.levels):
            raise ValueError(f"properties_level {kind.properties_level!r} is not one of the levels")
        entries.update(geometry)  # what is left of it is unknown
        molecules = read_molecules(folder / entries.pop("molecules"))
        if source:
            molecules = known_geometries(folder / source, molecules)
        return kind, atom_tasks(entries.pop("elements")) + molecules

    def meaning(self) -> dict:
        """See `Kind.meaning`."""
        meaning = asdict(self) | {
            "accuracy": ACCURACIES[self.accuracy]._asdict(),
            "levels": levels_meaning(self.levels),
        }
        if self.geometries is None:
            del meaning["geometries"]
        return meaning

    def results(self, task: Task) -> dict:
        """See `Kind.results`. Positions in Å, energies, HOMO, LUMO in hartree, dipole in debye."""
        atoms = self._geometry(task)
        if self.properties_level is None:
            levels = energies(atoms, self.levels, self.accuracy)
        else:
            levels = {level: self._with_properties(atoms, level) for level in self.levels}
        return {
            "atomic_numbers": atoms.numbers.tolist(),
            "positions": atoms.positions.tolist(),
            "levels": levels,
        }

    def _geometry(self, task: Task) -> Atoms:
        if task.identifier.startswith("atom-"):
            return Atoms(task.smiles.strip("[]"))
        if task.detail is not None:
            return Atoms(task.detail["atomic_numbers"], task.detail["positions"])
        atoms, _ = equilibrium_geometry(
            task.smiles,
            seed=self.seed,
            n_conformers=self.conformers,
            largest_force=self.largest_force,
        )
        return atoms

    def _with_properties(self, atoms: Atoms, level: str) -> dict:
        wanted = level == self.properties_level and len(atoms) > 1
        return entry(single_point(atoms, level, properties=wanted, accuracy=self.accuracy)._asdict())

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. ``atoms.json`` has the energies of the isolated atoms, hartree.

        Where all parts of the focal-point estimate CCSD(T)/CBS are there, it becomes a level of its own.
        """
        levels = self.levels
        if set(FOCAL_POINT_PARTS) <= set(levels):
            levels = (*levels, FOCAL_POINT)
            records = [
                record | {"levels": record["levels"] | {FOCAL_POINT: focal_point(record["levels"])}}
                for record in records
            ]
        atoms = [record for record in records if record["id"].startswith("atom-")]
        finished = [record for record in records if not record["id"].startswith("atom-")]
        if not finished:
            raise ValueError("no finished molecules")
        of_atoms = atomic_energies(atoms, levels)
        content = (json.dumps(of_atoms, indent=1) + "\n").encode()
        return Collected(collect_molecules(finished, of_atoms), {"atoms.json": content})


def atomic_energies(atoms: list[dict], levels: Iterable[str]) -> dict[str, dict[str, float]]:
    """Energies of isolated atoms by level and symbol, hartree, from their records."""
    return {
        level: {record["smiles"].strip("[]"): record["levels"][level]["energy"] for record in atoms}
        for level in levels
    }


def collect_molecules(records: list[dict], atomic_energies: dict[str, dict[str, float]]) -> Molecules:
    """Molecules with all their properties.

    Parameters
    ----------
    records : list of dict
        Finished molecules.
    atomic_energies : dict
        For every level the energies of the isolated atoms by symbol, hartree.

    Returns
    -------
    Molecules
        Names are SMILES. Properties ``LEVEL/energy`` and ``LEVEL/atomization_energy`` (hartree), the latter
        the energy of the molecule minus that of its atoms: *negative for a bound molecule*, the sign of
        QM7. Also ``LEVEL/seconds`` and ``LEVEL/cpu_seconds``, at CCSD(T) the total energies
        ``LEVEL/hf_energy``, ``mp2_energy`` and ``ccsd_energy`` in the same basis, at CCSD(T)/CBS its three
        parts (see `qmlaw.reference.extrapolation.focal_point`), and at the properties level
        ``homo``, ``lumo`` (hartree), ``dipole`` (debye) and ``polarizability`` (bohr^3). ``identifier`` is
        the name in the recipe.

    Raises
    ------
    ValueError
        If an isolated atom is missing.
    """
    properties = {"identifier": Property([record["id"] for record in records], "1")}
    for level, of_atoms in atomic_energies.items():
        results = [record["levels"][level] for record in records]
        for name, unit in _SCALARS.items():
            if all(name in result for result in results):
                properties[f"{level}/{name}"] = Property([result[name] for result in results], unit)
        if all("dipole" in result for result in results):
            lengths = np.linalg.norm([result["dipole"] for result in results], axis=1)
            properties[f"{level}/dipole"] = Property(lengths, "debye")
        properties[f"{level}/atomization_energy"] = Property(
            [
                result["energy"] - sum_of_atoms(record["atomic_numbers"], of_atoms, level)
                for record, result in zip(records, results, strict=True)
            ],
            "hartree",
        )
    return Molecules(
        [record["atomic_numbers"] for record in records],
        [record["positions"] for record in records],
        properties=properties,
        names=[record["smiles"] for record in records],
    )


def sum_of_atoms(atomic_numbers: list[int], of_atoms: dict[str, float], level: str) -> float:
    """Energy of the separated atoms of a molecule, hartree; ValueError if one of them is missing."""
    symbols = [chemical_symbols[number] for number in atomic_numbers]
    if missing := set(symbols) - set(of_atoms):
        raise ValueError(f"no {level} energy of the isolated atoms {', '.join(sorted(missing))}")
    return sum(of_atoms[symbol] for symbol in symbols)
