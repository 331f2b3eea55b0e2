"""Finished energies on disk, so that no term of a composite method is ever calculated twice.

One small file per species and basis, written atomically as soon as it is finished.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from ase import Atoms

from qmlaw.reference.shards import write_atomically

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
            try:
                energies |= json.loads(path.read_text(encoding="utf-8"))["energies"]
            except (json.JSONDecodeError, KeyError) as error:
                raise ValueError(f"{path} is damaged ({error}); delete it to calculate it again") from error
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
        self.folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(basis.encode()).hexdigest()[:8]
        path = self.folder / f"{key.digest}.{name}.json"
        if path.exists():
            energies = json.loads(path.read_text(encoding="utf-8"))["energies"] | energies
        content = {"formula": key.formula, "basis": basis, "energies": energies}
        write_atomically(path, json.dumps(content, sort_keys=True, indent=1).encode())
