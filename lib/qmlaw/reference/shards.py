"""What is finished of a recipe: one small file per molecule while it runs, one packed file to keep.

A *record* is what `qmlaw.reference.recipes.calculate` returns for one molecule. While a recipe runs, each
record is a shard ``shards/<id>.json``. `pack` collects all records in ``records.jsonl.gz``, which is kept
under version control: a fresh copy of the repository continues from it.
"""

import gzip
import json
from pathlib import Path

from qmlaw.reference.files import TEMPORARY, write_atomically
from qmlaw.reference.recipes import Recipe


def shard_folder(recipe: Recipe) -> Path:
    """Folder of the shards of a recipe."""
    return recipe.folder / "shards"


def packed_file(recipe: Recipe) -> Path:
    """File that holds all records of a recipe, one JSON object per line, compressed."""
    return recipe.folder / "records.jsonl.gz"


def write_shard(folder: Path, record: dict) -> Path:
    """Write one record as a shard.

    Parameters
    ----------
    folder : Path
        Folder of the shards; it must exist.
    record : dict
        The record.

    Returns
    -------
    Path
        The shard.
    """
    path = folder / f"{record['id']}.json"
    write_atomically(path, json.dumps(record, sort_keys=True).encode())
    return path


def remove_temporaries(folder: Path) -> None:
    """Delete what an interrupted write left behind. Only call this while holding the lock of the set."""
    for path in folder.glob(f"*{TEMPORARY}"):
        path.unlink()


def read_records(recipe: Recipe) -> list[dict]:
    """Records of a recipe, packed ones and shards; a shard is newer than a packed record.

    Parameters
    ----------
    recipe : Recipe
        The recipe; records of molecules that it no longer lists are ignored.

    Returns
    -------
    list of dict
        Records in the order of the recipe's tasks.

    Raises
    ------
    ValueError
        If a record was made with other settings, or for another molecule or geometry than the recipe says.
    """
    records = {}
    if packed_file(recipe).exists():
        with gzip.open(packed_file(recipe), "rt", encoding="utf-8") as file:
            records = {record["id"]: record for record in map(json.loads, file)}
    for path in shard_folder(recipe).glob("*.json"):
        records[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    found = [(task, records[task.identifier]) for task in recipe.tasks if task.identifier in records]
    for task, record in found:
        where = f"{task.identifier} of {recipe.folder}"
        if record["settings"] != recipe.settings.digest:
            raise ValueError(
                f"{where} was made with settings {record['settings']}, but the recipe now has "
                f"{recipe.settings.digest}: it was changed. Restore it, or remove shards "
                f"and {packed_file(recipe).name}."
            )
        if record["smiles"] != task.smiles:
            raise ValueError(f"{where} was made for {record['smiles']}; the recipe now says {task.smiles}")
        if record.get("input", task.input_digest) != task.input_digest:
            raise ValueError(f"{where} was made for other geometries than the recipe now has")
    return [record for _, record in found]


def pack(recipe: Recipe) -> list[dict]:
    """Collect all records in the packed file. The same records give the same bytes.

    Parameters
    ----------
    recipe : Recipe
        The recipe.

    Returns
    -------
    list of dict
        The records.
    """
    records = read_records(recipe)
    lines = "".join(json.dumps(record, sort_keys=True) + "\n" for record in records)
    write_atomically(packed_file(recipe), gzip.compress(lines.encode(), mtime=0))
    return records
