"""Recipes of named molecules with measured enthalpies: single points at the geometries that ASE has.

::

    kind = "named"
    species = "all"                     # the 148 molecules of G2/97; or a list of keys of ASE's G2 set
    levels = ["HF/6-31G*", "B3LYP/6-31G(2df,p)"]
    accuracy = "production"

The atoms that the molecules consist of are tasks of their own. Zero-point energies and heating are not
calculated: ASE's set has them.

References
----------
L. A. Curtiss et al., J. Chem. Phys. 106, 1063 (1997), doi:10.1063/1.473182: the set and its experiments.
V. N. Staroverov et al., J. Chem. Phys. 119, 12129 (2003): zero-point energies
    (B3LYP/6-31G(2df,p), scaled by 0.9854) and heating, as ASE has them.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from ase import Atoms
from ase.data import g2

from qmlaw import units
from qmlaw.molecules import Molecules, Property
from qmlaw.reference.energies import entry
from qmlaw.reference.kinds.base import (
    Collected,
    Kind,
    Task,
    checked_accuracy,
    checked_levels,
    levels_meaning,
)
from qmlaw.reference.kinds.composites import species_task
from qmlaw.reference.kinds.molecules import atomic_energies, sum_of_atoms
from qmlaw.reference.levels import ACCURACIES
from qmlaw.reference.single_point import single_point
from qmlaw.reference.thermochemistry import enthalpy_of_formation, spin_orbit_energy


@dataclass(frozen=True)
class NamedKind(Kind):
    """Named molecules at levels of theory, and what follows for their enthalpies of formation.

    Parameters
    ----------
    levels : tuple of str
        Canonical names of the levels of theory.
    accuracy : str
        Accuracy of `single_point`.
    """

    levels: tuple[str, ...]
    accuracy: str

    @classmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """See `Kind.read`. Molecules in the order of the list; of ``"all"``, small ones first."""
        kind = cls(checked_levels(entries.pop("levels")), checked_accuracy(entries.pop("accuracy")))
        names = entries.pop("species")
        if names == "all":
            names = sorted(g2.molecule_names, key=_n_electrons)
        if unknown := [name for name in names if name not in g2.molecule_names]:
            raise ValueError(f"species {', '.join(unknown)} are not molecules of ASE's G2 set")
        molecules = [species_task(name) for name in names]
        symbols = sorted({symbol for task in molecules for symbol in task.detail["symbols"]})
        return kind, [species_task(symbol) for symbol in symbols] + molecules

    def meaning(self) -> dict:
        """See `Kind.meaning`."""
        return asdict(self) | {
            "accuracy": ACCURACIES[self.accuracy]._asdict(),
            "levels": levels_meaning(self.levels),
        }

    def results(self, task: Task) -> dict:
        """See `Kind.results`. Energies in hartree."""
        atoms = Atoms(task.detail["symbols"], task.detail["positions"])
        state = {"multiplicity": task.detail["multiplicity"], "accuracy": self.accuracy}
        return {
            "levels": {level: entry(single_point(atoms, level, **state)._asdict()) for level in self.levels}
        }

    def collect(self, records: list[dict]) -> Collected:
        """See `Kind.collect`. ``atoms.json``: energies of the atoms, hartree, no spin-orbit terms.

        Properties: ``LEVEL/energy``, ``LEVEL/atomization_energy`` (electronic, *negative for a bound
        molecule*), ``zero_point_energy`` and ``heating`` in hartree; ``LEVEL/formation_298`` and
        ``experiment``, the enthalpy of formation at 298 K, in kcal/mol; ``multiplicity``.
        """
        of_atoms = atomic_energies([r for r in records if r["smiles"] in g2.atom_names], self.levels)
        found = [record for record in records if record["smiles"] not in g2.atom_names]
        if not found:
            raise ValueError("no finished molecules")
        names = [record["smiles"] for record in found]
        tasks = [species_task(name) for name in names]
        geometries = [Atoms(task.detail["symbols"], task.detail["positions"]) for task in tasks]
        to_hartree = 1 / units.HARTREE_TO_KCAL_MOL
        zero_point = [g2.data[name]["ZPE"] * to_hartree for name in names]
        heating = [g2.data[name]["thermal correction"] * to_hartree for name in names]
        properties = {
            "multiplicity": Property([task.detail["multiplicity"] for task in tasks], "1"),
            "zero_point_energy": Property(zero_point, "hartree"),
            "heating": Property(heating, "hartree"),
            "experiment": Property([float(g2.data[name]["enthalpy"]) for name in names], "kcal/mol"),
        }
        for level in self.levels:
            results = [record["levels"][level] for record in found]
            energies = [result["energy"] for result in results]
            bonding = [
                energy - sum_of_atoms(atoms.numbers, of_atoms[level], level)
                for energy, atoms in zip(energies, geometries, strict=True)
            ]
            formation = [
                _formation_298(*row) for row in zip(geometries, bonding, zero_point, heating, strict=True)
            ]
            seconds = [result["cpu_seconds"] for result in results]
            properties |= {
                f"{level}/energy": Property(energies, "hartree"),
                f"{level}/atomization_energy": Property(bonding, "hartree"),
                f"{level}/formation_298": Property(formation, "kcal/mol"),
                f"{level}/cpu_seconds": Property(seconds, "s"),
            }
        molecules = Molecules(
            [atoms.numbers for atoms in geometries],
            [atoms.positions for atoms in geometries],
            properties=properties,
            names=names,
        )
        return Collected(molecules, {"atoms.json": (json.dumps(of_atoms, indent=1) + "\n").encode()})


def _n_electrons(name: str) -> int:
    return int(sum(Atoms(g2.data[name]["symbols"]).numbers))


def _formation_298(atoms: Atoms, bonding: float, zero_point: float, heating: float) -> float:
    """Enthalpy of formation at 298 K, kcal/mol, of an electronic atomization energy (hartree, negative)."""
    symbols = atoms.get_chemical_symbols()
    spin_orbit = sum(spin_orbit_energy(symbol) for symbol in symbols)
    return enthalpy_of_formation(symbols, spin_orbit - bonding - zero_point, heating).at_298_kelvin
