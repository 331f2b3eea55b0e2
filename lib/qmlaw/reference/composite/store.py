"""Finished energies on disk, so that no term of a composite method is ever calculated twice.

One small file per species and basis, written atomically as soon as it is finished.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from ase import Atoms

from qmlaw.reference.files import write_atomically

#: Positions are compared to this many decimals of an Å.
_DECIMALS = 7


class SpeciesKey(NamedTuple):
    """What decides an energy besides method and basis.

    Attributes
    ----------
    formula : str
        Chemical formula with the charge, for people.
    digest : str
        First 16 hex digits of a SHA-256 over elements, positions, charge and multiplicity.
    """

    formula: str
    digest: str


def species_key(atoms: Atoms, charge: int, multiplicity: int) -> SpeciesKey:
    """Key of one species at one geometry.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å. A moved or turned molecule is another key.
    charge : int
        Elementary charges.
    multiplicity : int
        2S + 1.

    Returns
    -------
    SpeciesKey
        The key.
    """
    positions = [[round(float(x), _DECIMALS) + 0.0 for x in row] for row in atoms.positions]
    content = json.dumps([[int(z) for z in atoms.numbers], positions, charge, multiplicity])
    return SpeciesKey(charged_formula(atoms, charge), hashlib.sha256(content.encode()).hexdigest()[:16])


def charged_formula(atoms: Atoms, charge: int) -> str:
    """Chemical formula with the charge, such as ``H3N``, ``H4N+`` or ``O2-``."""
    sign = "+" if charge > 0 else "-"
    number = "" if abs(charge) == 1 else str(abs(charge))
    return atoms.get_chemical_formula() + (f"{number}{sign}" if charge else "")


class EnergyStore:
    """Energies of many species in a folder.

    Parameters
    ----------
    folder : Path
        Folder of the files; it is made when the first one is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def read(self, key: SpeciesKey) -> dict[str, dict]:
        """Energies of one species that are there.

        Parameters
        ----------
        key : SpeciesKey
            The species.

        Returns
        -------
        dict of str to dict
            By label ``METHOD/BASIS``: ``energy`` (hartree) and ``cpu_seconds``.

        Raises
        ------
        ValueError
            If a file is damaged; the message names it.
        """
        energies: dict[str, dict] = {}
        for path in sorted(self.folder.glob(f"{key.digest}.*.json")):
            energies |= _content(path).get("energies", {})
        return energies

    def write(self, key: SpeciesKey, basis: str, energies: dict[str, dict]) -> None:
        """Add energies of one species with one basis.

        Parameters
        ----------
        key : SpeciesKey
            The species.
        basis : str
            Name of the basis.
        energies : dict of str to dict
            By label.
        """
        path = self._path(key, basis)
        known = _content(path)["energies"] if path.exists() else {}
        self._write(path, {"formula": key.formula, "basis": basis, "energies": known | energies})

    def read_nuclei(self, key: SpeciesKey, levels: str) -> dict | None:
        """Geometry and vibrations that were found from a start geometry; None if they are not there.

        Parameters
        ----------
        key : SpeciesKey
            The species at its start geometry.
        levels : str
            Levels of geometry and vibrations.

        Returns
        -------
        dict or None
            What `write_nuclei` was given.
        """
        path = self._path(key, levels)
        return _content(path)["nuclei"] if path.exists() else None

    def write_nuclei(self, key: SpeciesKey, levels: str, nuclei: dict) -> None:
        """Keep a geometry and its vibrations.

        Parameters
        ----------
        key : SpeciesKey
            The species at its start geometry.
        levels : str
            Levels of geometry and vibrations.
        nuclei : dict
            What JSON can hold.
        """
        self._write(self._path(key, levels), {"formula": key.formula, "levels": levels, "nuclei": nuclei})

    def _path(self, key: SpeciesKey, what: str) -> Path:
        return self.folder / f"{key.digest}.{hashlib.sha256(what.encode()).hexdigest()[:8]}.json"

    def _write(self, path: Path, content: dict) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(content, sort_keys=True, indent=1).encode())


def _content(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is damaged ({error}); delete it to calculate it again") from error
