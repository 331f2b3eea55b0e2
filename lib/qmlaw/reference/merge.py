"""From the records of a recipe to the data set that people load."""

import hashlib
import json
from pathlib import Path

import numpy as np

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.recipes import Recipe
from qmlaw.reference.shards import pack, packed_file, write_atomically

#: Scalar results of a level that become properties where they exist, with their units.
_SCALARS = {
    "energy": "hartree",
    "homo": "hartree",
    "lumo": "hartree",
    "polarizability": "bohr^3",
    "cpu_seconds": "s",
}


def merge(recipe: Recipe) -> Molecules:
    """Write the data set of a recipe from the records that exist; it may still be running.

    Four files appear in the folder of the recipe, each written atomically: the packed records (what a later
    run continues from), ``<name>.h5`` (the molecules), ``atoms.json`` (energies of the isolated atoms,
    hartree) and ``checksums.txt``. Molecules that failed are left out of ``<name>.h5``; they stay among the
    records.

    Parameters
    ----------
    recipe : Recipe
        The recipe.

    Returns
    -------
    Molecules
        What was written.

    Raises
    ------
    ValueError
        If there are no finished molecules, or a record does not fit the recipe.
    """
    records = [record for record in pack(recipe) if record["status"] == "done"]
    atoms = [record for record in records if record["id"].startswith("atom-")]
    finished = [record for record in records if not record["id"].startswith("atom-")]
    if not finished:
        raise ValueError(f"{recipe.folder}: no finished molecules")
    atomic_energies = {
        level: {record["smiles"].strip("[]"): record["levels"][level]["energy"] for record in atoms}
        for level in recipe.settings.levels
    }
    molecules = collect(finished, atomic_energies)
    molecules.to_hdf5(recipe.folder / f"{recipe.name}.h5")
    write_atomically(recipe.folder / "atoms.json", (json.dumps(atomic_energies, indent=1) + "\n").encode())
    _write_checksums(
        recipe.folder, [f"{recipe.name}.h5", "atoms.json", "molecules.smi", packed_file(recipe).name]
    )
    return molecules


def collect(records: list[dict], atomic_energies: dict[str, dict[str, float]]) -> Molecules:
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
        QM7. Also ``LEVEL/cpu_seconds``, and at the properties level ``homo``, ``lumo`` (hartree),
        ``dipole`` (debye) and ``polarizability`` (bohr^3). ``identifier`` is the name in the recipe.

    Raises
    ------
    ValueError
        If an isolated atom is missing.
    """
    from ase.data import chemical_symbols

    properties = {"identifier": Property([record["id"] for record in records], "1")}
    for level, of_atoms in atomic_energies.items():
        results = [record["levels"][level] for record in records]
        for name, unit in _SCALARS.items():
            if all(name in result for result in results):
                properties[f"{level}/{name}"] = Property([result[name] for result in results], unit)
        if all("dipole" in result for result in results):
            lengths = np.linalg.norm([result["dipole"] for result in results], axis=1)
            properties[f"{level}/dipole"] = Property(lengths, "debye")
        symbols = [[chemical_symbols[z] for z in record["atomic_numbers"]] for record in records]
        if missing := {symbol for molecule in symbols for symbol in molecule} - set(of_atoms):
            raise ValueError(f"no {level} energy of the isolated atoms {', '.join(sorted(missing))}")
        bonding = [
            result["energy"] - sum(of_atoms[symbol] for symbol in molecule)
            for result, molecule in zip(results, symbols, strict=True)
        ]
        properties[f"{level}/atomization_energy"] = Property(bonding, "hartree")
    return Molecules(
        [record["atomic_numbers"] for record in records],
        [record["positions"] for record in records],
        properties=properties,
        names=[record["smiles"] for record in records],
    )


def _write_checksums(folder: Path, names: list[str]) -> None:
    """In the format of sha256sum, so that ``sha256sum -c checksums.txt`` reads it."""
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    write_atomically(folder / "checksums.txt", "".join(lines).encode())
