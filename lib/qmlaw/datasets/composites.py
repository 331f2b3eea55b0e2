"""Sets of composite energies, ready to be taken apart.

>>> from qmlaw.datasets.composites import load_composites
>>> found = load_composites()
>>> found.stored["H2O"]["G4"].energies["MP2/6-31G(d)"]  # hartree
"""

import gzip
import json
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qmlaw.datasets.local import checked_path
from qmlaw.molecules import Molecules
from qmlaw.molecules.g2_set import listed_species
from qmlaw.paths import data_folder

__all__ = ["CompositeSet", "Stored", "listed_species", "load_composites"]

NAME = "thermochemistry"


class Stored(NamedTuple):
    """What is stored of one species at one composite method.

    Attributes
    ----------
    energies : dict of str to float
        Total energies by label ``METHOD/BASIS``, hartree: what the terms are made of.
    zero_point_energy : float or None
        Scaled, hartree; None for an atom.
    energy : float
        Composite energy at 0 K, hartree.
    """

    energies: dict[str, float]
    zero_point_energy: float | None
    energy: float


class CompositeSet(NamedTuple):
    """A set of composite energies.

    Attributes
    ----------
    molecules : Molecules
        With enthalpies of formation (see the card of the set).
    methods : tuple of str
        Names of the methods.
    stored : dict
        Species, molecules and atoms, to method to `Stored`.
    """

    molecules: Molecules
    methods: tuple[str, ...]
    stored: dict[str, dict[str, Stored]]

    def deviation(self, method: str) -> NDArray[np.float64]:
        """Enthalpy of formation at 298 K less the measured one, kcal/mol; NaN where the method has none.

        Parameters
        ----------
        method : str
            Composite method.

        Returns
        -------
        ndarray, shape (n_molecules,)
        """
        calculated = self.molecules.value(f"{method}/formation_298", "kcal/mol")
        known = self.molecules.value(f"{method}/known") == 1
        return np.where(known, calculated - self.molecules.value("experiment", "kcal/mol"), np.nan)


def load_composites(name: str = NAME, required: Sequence[str] | None = None) -> CompositeSet:
    """Read a set of composite energies.

    Parameters
    ----------
    name : str
        Name of the set.
    required : sequence of str, optional
        Methods that every molecule must have an enthalpy of; default: all methods of the set.

    Returns
    -------
    CompositeSet
        Molecules that all of these methods know.

    Raises
    ------
    FileNotFoundError
        If the set has not been made.
    ValueError
        If one of its files is damaged, or a required method is not in the set.
    """
    folder = data_folder() / name
    molecules = Molecules.from_hdf5(checked_path(name, folder / f"{name}.h5"))
    methods = tuple(key.removesuffix("/known") for key in molecules.properties if key.endswith("/known"))
    if unknown := sorted(set(required or ()) - set(methods)):
        raise ValueError(f"{name} has no {', '.join(unknown)}; it has {', '.join(methods)}")
    known = np.all([molecules.value(f"{method}/known") == 1 for method in required or methods], axis=0)
    with gzip.open(checked_path(name, folder / "records.jsonl.gz"), "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    stored = {
        record["smiles"]: {
            method: Stored(entry["energies"], entry["parts"].get("E(ZPE)"), entry["energy"])
            for method, entry in record.get("methods", {}).items()
            if "energies" in entry
        }
        for record in records
    }
    return CompositeSet(molecules[known], methods, stored)
