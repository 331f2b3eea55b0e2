"""Recipes: what a data set consists of and how one of its molecules is calculated.

A recipe is a TOML file beside the data it makes::

    molecules = "molecules.smi"          # one "SMILES id" per line, in the order of calculation
    elements = ["H", "C", "N", "O"]      # isolated atoms, for atomization energies
    levels = ["GFN2-xTB", "HF/STO-3G"]
    properties_level = "HF/STO-3G"       # HOMO, LUMO, dipole, polarizability; leave out for none
    accuracy = "production"

    [geometry]
    seed = 1
    conformers = 8
    largest_force = 0.01                 # eV/Å
"""

import hashlib
import importlib.metadata
import json
import logging
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ase import Atoms
from threadpoolctl import threadpool_limits

from qmlaw.reference.geometry import equilibrium_geometry
from qmlaw.reference.levels import ACCURACIES, find_level
from qmlaw.reference.single_point import single_point

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What decides the numbers in a data set: everything in the recipe but the list of molecules.

    Parameters
    ----------
    levels : tuple of str
        Canonical names of the levels of theory.
    properties_level : str or None
        Level at which HOMO, LUMO, dipole and polarizability are calculated; one of `levels`.
    accuracy : str
        Accuracy of `single_point`.
    seed, conformers : int
        Seed and number of the start geometries.
    largest_force : float
        Convergence of the geometry, eV/Å.
    """

    levels: tuple[str, ...]
    properties_level: str | None
    accuracy: str
    seed: int
    conformers: int
    largest_force: float

    @property
    def digest(self) -> str:
        """First 16 hex digits of a SHA-256 over the settings and what the names in them stand for."""
        meaning = asdict(self) | {
            "accuracy": ACCURACIES[self.accuracy]._asdict(),
            "levels": [asdict(find_level(level)) | {"source": None} for level in self.levels],
        }
        return hashlib.sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()[:16]


class Task(NamedTuple):
    """One molecule (or isolated atom, SMILES like ``[C]``) of a data set."""

    identifier: str
    smiles: str


@dataclass(frozen=True)
class Recipe:
    """A data set to be made.

    Parameters
    ----------
    folder : Path
        Folder of the recipe, where results go; its name is the name of the set.
    settings : Settings
        How each molecule is calculated.
    tasks : tuple of Task
        Isolated atoms first, then molecules in the order of calculation.
    """

    folder: Path
    settings: Settings
    tasks: tuple[Task, ...]

    @property
    def name(self) -> str:
        """Name of the data set."""
        return self.folder.name


def load_recipe(path: str | Path) -> Recipe:
    """Read and check a recipe.

    Parameters
    ----------
    path : str or Path
        The TOML file, or the folder with a ``recipe.toml``.

    Returns
    -------
    Recipe
        The checked recipe with its molecules.

    Raises
    ------
    FileNotFoundError
        If the recipe or its list of molecules does not exist.
    ValueError
        For an unknown or missing entry, an unknown level, or an identifier that occurs twice.
    """
    path = Path(path).resolve()
    if path.is_dir():
        path = path / "recipe.toml"
    with path.open("rb") as file:
        entries = tomllib.load(file)
    geometry = entries.pop("geometry", {})
    try:
        settings = Settings(
            levels=tuple(find_level(name).name for name in entries.pop("levels")),
            properties_level=find_level(name).name
            if (name := entries.pop("properties_level", None))
            else None,
            accuracy=entries.pop("accuracy"),
            seed=geometry.pop("seed"),
            conformers=geometry.pop("conformers"),
            largest_force=geometry.pop("largest_force"),
        )
        tasks = [Task(f"atom-{element}", f"[{element}]") for element in entries.pop("elements")]
        tasks += read_molecules(path.parent / entries.pop("molecules"))
    except KeyError as error:
        raise ValueError(f"{path}: entry {error} is missing") from error
    if unknown := [*entries, *geometry]:
        raise ValueError(f"{path}: unknown entries {', '.join(unknown)}")
    if settings.accuracy not in ACCURACIES:
        raise ValueError(
            f"{path}: unknown accuracy {settings.accuracy!r}; allowed are {', '.join(ACCURACIES)}"
        )
    if settings.properties_level not in (None, *settings.levels):
        raise ValueError(f"{path}: properties_level {settings.properties_level!r} is not one of the levels")
    identifiers = [task.identifier for task in tasks]
    if twice := {name for name in identifiers if identifiers.count(name) > 1}:
        raise ValueError(f"{path}: identifiers occur twice: {', '.join(sorted(twice))}")
    return Recipe(path.parent, settings, tuple(tasks))


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


def calculate(task: Task, settings: Settings) -> dict:
    """Geometry and energies of one molecule, as a record that JSON can hold.

    Parameters
    ----------
    task : Task
        The molecule.
    settings : Settings
        How to calculate it.

    Returns
    -------
    dict
        ``status`` is ``"done"``, or ``"failed"`` with a ``reason``. Positions in Å, energies, HOMO and LUMO
        in hartree, dipole in debye, polarizability in bohr^3.
    """
    record = {
        "id": task.identifier,
        "smiles": task.smiles,
        "settings": settings.digest,
        "versions": _versions(),
    }
    try:
        with _one_thread():
            return record | {"status": "done"} | _results(task, settings)
    except Exception as error:
        # Whatever goes wrong with one molecule must not stop the others: it is recorded.
        logger.warning("%s %s failed: %s", task.identifier, task.smiles, error)
        return record | {"status": "failed", "reason": f"{type(error).__name__}: {error}"}


def _results(task: Task, settings: Settings) -> dict:
    if task.identifier.startswith("atom-"):
        atoms = Atoms(task.smiles.strip("[]"))
    else:
        atoms, _ = equilibrium_geometry(
            task.smiles,
            seed=settings.seed,
            n_conformers=settings.conformers,
            largest_force=settings.largest_force,
        )
    levels = {}
    for level in settings.levels:
        wanted = level == settings.properties_level and len(atoms) > 1
        result = single_point(atoms, level, properties=wanted, accuracy=settings.accuracy)
        levels[level] = {key: _plain(value) for key, value in result._asdict().items() if value is not None}
    return {
        "atomic_numbers": atoms.numbers.tolist(),
        "positions": atoms.positions.tolist(),
        "levels": levels,
    }


def _one_thread() -> threadpool_limits:
    """Limit all libraries to one thread: the molecules are the parallel work, more threads only cost time."""
    import pyscf.lib  # noqa: F401 (a library that is loaded later would escape the limit)
    import tblite.interface  # noqa: F401

    return threadpool_limits(limits=1)


def _plain(value: object) -> object:
    """Numpy arrays and numbers as what JSON knows."""
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in ("pyscf", "tblite", "rdkit", "ase")}
