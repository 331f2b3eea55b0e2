"""Recipes: what a data set consists of and how one of its molecules is calculated.

A recipe is a TOML file beside the data it makes. The entry ``kind`` says which of `qmlaw.reference.kinds` it
is; each kind documents its own entries. Without it, a recipe is one of molecules.
"""

import importlib.metadata
import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path

from qmlaw.reference.blas import fast_and_single_threaded
from qmlaw.reference.kinds import KINDS, Kind, Task
from qmlaw.reference.plane_waves import NotInstalledError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """A data set to be made.

    Parameters
    ----------
    folder : Path
        Folder of the recipe, where results go; its name is the name of the set.
    settings : Kind
        How each task is calculated.
    tasks : tuple of Task
        Isolated atoms first, then molecules in the order of calculation.
    """

    folder: Path
    settings: Kind
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
    name = entries.pop("kind", "molecules")
    if name not in KINDS:
        raise ValueError(f"{path}: unknown kind {name!r}; allowed are {', '.join(KINDS)}")
    try:
        settings, tasks = KINDS[name].read(entries, path.parent)
    except KeyError as error:
        raise ValueError(f"{path}: entry {error} is missing") from error
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    if entries:
        raise ValueError(f"{path}: unknown entries {', '.join(entries)}")
    identifiers = [task.identifier for task in tasks]
    if twice := {name for name in identifiers if identifiers.count(name) > 1}:
        raise ValueError(f"{path}: identifiers occur twice: {', '.join(sorted(twice))}")
    return Recipe(path.parent, settings, tuple(tasks))


def calculate(task: Task, settings: Kind) -> dict:
    """Results of one task, as a record that JSON can hold.

    Parameters
    ----------
    task : Task
        The molecule.
    settings : Kind
        How to calculate it.

    Returns
    -------
    dict
        ``status`` is ``"done"``, or ``"failed"`` with a ``reason``; the rest is up to the kind of recipe.
    """
    try:
        with fast_and_single_threaded():
            return _heading(task, settings) | {"status": "done"} | settings.results(task)
    except NotInstalledError:
        raise  # this machine can calculate none of them: nothing is recorded
    except Exception as error:
        # Whatever goes wrong with one molecule must not stop the others: it is recorded.
        logger.warning("%s %s failed: %s", task.identifier, task.smiles, error)
        return failed(task, settings, f"{type(error).__name__}: {error}")


def failed(task: Task, settings: Kind, reason: str) -> dict:
    """Record of a task that could not be calculated.

    Parameters
    ----------
    task : Task
        The molecule.
    settings : Kind
        How it was to be calculated.
    reason : str
        Why it was not.

    Returns
    -------
    dict
        With ``status = "failed"``.
    """
    return _heading(task, settings) | {"status": "failed", "reason": reason}


def _heading(task: Task, settings: Kind) -> dict:
    """What every record says of its task."""
    heading = {
        "id": task.identifier,
        "smiles": task.smiles,
        "settings": settings.digest,
        "versions": _versions(),
    }
    return heading if task.detail is None else heading | {"input": task.input_digest}


def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in ("pyscf", "tblite", "rdkit", "ase")}
