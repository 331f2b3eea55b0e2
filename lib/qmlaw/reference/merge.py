"""From the records of a recipe to the data set that people load."""

import hashlib
from pathlib import Path

from qmlaw.molecules import Molecules
from qmlaw.reference.files import write_atomically
from qmlaw.reference.recipes import Recipe
from qmlaw.reference.shards import pack, packed_file

#: What a recipe starts from, where it has them.
_INPUTS = ("molecules.smi", "geometries.h5")


def merge(recipe: Recipe) -> Molecules:
    """Write the data set of a recipe from the records that exist; it may still be running.

    Files appear in the folder of the recipe, each written atomically: the packed records (what a later run
    continues from), ``<name>.h5`` (the molecules), what else the kind of recipe makes (``atoms.json``:
    energies of the isolated atoms, hartree), and ``checksums.txt``. Molecules that failed are left out of
    ``<name>.h5``; they stay among the records.

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
    try:
        molecules, files = recipe.settings.collect(records)
    except ValueError as error:
        raise ValueError(f"{recipe.folder}: {error}") from error
    molecules.to_hdf5(recipe.folder / f"{recipe.name}.h5")
    for name, content in files.items():
        write_atomically(recipe.folder / name, content)
    inputs = sorted(path.name for path in recipe.folder.iterdir() if path.name in _INPUTS)
    _write_checksums(recipe.folder, [f"{recipe.name}.h5", *files, *inputs, packed_file(recipe).name])
    return molecules


def _write_checksums(folder: Path, names: list[str]) -> None:
    """In the format of sha256sum, so that ``sha256sum -c checksums.txt`` reads it."""
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    write_atomically(folder / "checksums.txt", "".join(lines).encode())
