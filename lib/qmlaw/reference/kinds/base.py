"""What every kind of recipe answers: which tasks there are, how one is calculated, what the records become.

A kind is a frozen dataclass. Its fields are the entries of the recipe that decide the numbers; their meaning
is hashed into every record, so that results made under other settings are never mixed.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, Self

from qmlaw.molecules import Molecules
from qmlaw.reference.levels import ACCURACIES, find_level


class Task(NamedTuple):
    """One unit of work: a molecule, an isolated atom (``atom-C``, ``[C]``), or a part of a molecule's points.

    Attributes
    ----------
    identifier : str
        Name, unique within the recipe; also the name of its shard.
    smiles : str
        What it is about.
    detail : dict or None
        What else the kind of recipe needs to calculate it, such as a geometry; it travels to the worker.
    """

    identifier: str
    smiles: str
    detail: dict | None = None

    @property
    def input_digest(self) -> str | None:
        """First 16 hex digits of a SHA-256 over `detail`; None without one."""
        return None if self.detail is None else _digest(self.detail)


class Collected(NamedTuple):
    """What the records of a recipe become.

    Attributes
    ----------
    molecules : Molecules
        Content of ``<name>.h5``.
    files : dict of str to bytes
        Further files of the set by name.
    """

    molecules: Molecules
    files: dict[str, bytes]


@dataclass(frozen=True)
class Kind(ABC):
    """Settings of one kind of recipe; see the classes in this package."""

    @classmethod
    @abstractmethod
    def read(cls, entries: dict, folder: Path) -> tuple[Self, list[Task]]:
        """Take what this kind understands out of the entries of a recipe; what is left over is an error.

        Raises
        ------
        KeyError
            Naming a missing entry.
        ValueError
            For a value that is not allowed.
        """

    @abstractmethod
    def results(self, task: Task) -> dict:
        """Calculate one task: what JSON can hold, to be stored in its record."""

    @abstractmethod
    def collect(self, records: list[dict]) -> Collected:
        """Make the data set of the finished records, given in the order of the tasks.

        Raises
        ------
        ValueError
            If there are too few to make a set.
        """

    def meaning(self) -> dict:
        """What decides the numbers, in full: the fields, and what the names in them stand for."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """First 16 hex digits of a SHA-256 over `meaning`."""
        return _digest(self.meaning())

    def failures(self, record: dict) -> list[str]:
        """What of a record failed and why, one line each; empty if all of it is there."""
        if record["status"] == "done":
            return []
        return [f"{record['id']} {record['smiles']}: {record['reason']}"]

    def seconds(self, record: dict) -> dict[str, float]:
        """Processor seconds of a finished record by level of theory, for ``qmlaw reference status``."""
        return {level: result["cpu_seconds"] for level, result in record.get("levels", {}).items()}


def _digest(content: dict) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def checked_levels(names: list[str]) -> tuple[str, ...]:
    """Canonical names of levels of theory; ValueError for an unknown one."""
    return tuple(find_level(name).name for name in names)


def checked_accuracy(name: str) -> str:
    """Name of an accuracy; ValueError for an unknown one."""
    if name not in ACCURACIES:
        raise ValueError(f"unknown accuracy {name!r}; allowed are {', '.join(ACCURACIES)}")
    return name


def levels_meaning(levels: tuple[str, ...]) -> list[dict]:
    """What names of levels stand for, without the citations."""
    return [asdict(find_level(level)) | {"source": None} for level in levels]


def atom_tasks(elements: list[str]) -> list[Task]:
    """Tasks for isolated atoms."""
    return [Task(f"atom-{element}", f"[{element}]") for element in elements]


def known_geometries(path: Path, tasks: list[Task]) -> list[Task]:
    """Give molecules the geometries that another set has for them.

    Parameters
    ----------
    path : Path
        HDF5 file of the set; its property ``identifier`` names the molecules.
    tasks : list of Task
        Molecules.

    Returns
    -------
    list of Task
        The same with ``detail = {"atomic_numbers": [...], "positions": [[x, y, z], ...]}``, Å.

    Raises
    ------
    ValueError
        If the set lacks a molecule, or has another one under its identifier.
    """
    molecules = Molecules.from_hdf5(path)
    places = {str(identifier): i for i, identifier in enumerate(molecules.value("identifier"))}
    found = []
    for task in tasks:
        if task.identifier not in places:
            raise ValueError(f"{path} has no molecule {task.identifier}")
        i = places[task.identifier]
        if molecules.names[i] != task.smiles:
            raise ValueError(
                f"{task.identifier} is {molecules.names[i]} in {path}, but {task.smiles} in this recipe"
            )
        geometry = molecules[i]
        detail = {
            "atomic_numbers": geometry.atomic_numbers.tolist(),
            "positions": geometry.positions.tolist(),
        }
        found.append(task._replace(detail=detail))
    return found


def read_molecules(path: str | Path) -> list[Task]:
    """Read a list of molecules.

    Parameters
    ----------
    path : str or Path
        File with one ``SMILES identifier`` per line; empty lines and lines that start with ``//`` are
        skipped.

    Returns
    -------
    list of Task
        Molecules in the order of the file.

    Raises
    ------
    ValueError
        For a line of another form, or an identifier that could not be a file name.
    """
    tasks = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("//"):
            continue
        match line.split():
            case [smiles, identifier] if identifier.replace("-", "").replace("_", "").isalnum():
                tasks.append(Task(identifier, smiles))
            case _:
                raise ValueError(f"{path}, line {number}: expected 'SMILES identifier', got {line!r}")
    return tasks
