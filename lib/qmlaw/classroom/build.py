"""Building the editions, and telling which of them no longer match their source."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from nbformat import NotebookNode

from qmlaw.classroom.editions import edition
from qmlaw.classroom.execution import EditionError, comparable, execute, require_states
from qmlaw.classroom.sources import sources
from qmlaw.classroom.terms import glossary_page, page_path
from qmlaw.show.language import LANGUAGES

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Built:
    """What happened to one edition."""

    path: Path
    action: Literal["unchanged", "refreshed", "written"]


def edition_path(source: Path, language: str, solutions: bool = False) -> Path:
    """Tell where an edition lies.

    Parameters
    ----------
    source : Path
        ``notebooks/source/NN_name.py``.
    language : {"en", "ko"}
        Its language.
    solutions : bool
        The teachers' edition.

    Returns
    -------
    Path
        ``notebooks/en/NN_name.ipynb``, or below ``notebooks/solutions``.
    """
    folder = source.parents[1] / "solutions" if solutions else source.parents[1]
    return folder / language / f"{source.stem}.ipynb"


def build(source: Path, language: str, solutions: bool = False, force: bool = False) -> Built:
    """Make, run and store one edition.

    An edition whose source has not changed is left alone. Where only its prose has changed (or the glossary,
    from which its last cell is made), the stored outputs stay and nothing runs. With `force` it runs again,
    and its file changes only if code, prose or the text of an output did: pictures alone do not count.

    Parameters
    ----------
    source : Path
        The source.
    language : {"en", "ko"}
        Which edition. The English readers' edition records evidence (``QMLAW_RECORD=1``).
    solutions : bool
        Keep the solutions.
    force : bool
        Run even if nothing changed.

    Returns
    -------
    Built
        Where, and whether it was left alone, refreshed in its prose, or run and written.

    Raises
    ------
    SourceError
        If the source breaks a rule.
    EditionError
        If the notebook does not run as it should.
    """
    target = edition_path(source, language, solutions)
    notebook = edition(source, language, solutions)
    if not force and target.exists():
        stored = _read(target)
        if not _differences(notebook, stored):
            return Built(target, "unchanged")
        if _keep_outputs(notebook, stored):
            _write(notebook, target)
            return Built(target, "refreshed")
    target.parent.mkdir(parents=True, exist_ok=True)
    records = language == "en" and not solutions
    try:
        execute(notebook, target.parent, {"QMLAW_RECORD": "1"} if records else {})
        require_states(notebook, "passed" if solutions else "unanswered")
    except EditionError as error:
        raise EditionError(f"{source.name}, {language}: {error}") from error
    if target.exists() and comparable(notebook) == comparable(_read(target)):
        return Built(target, "unchanged")
    _write(notebook, target)
    return Built(target, "written")


def _keep_outputs(fresh: NotebookNode, stored: NotebookNode) -> bool:
    """Take over the outputs of a stored edition if its code is the same and was run."""
    new, old = ([cell for cell in notebook.cells if cell.cell_type == "code"] for notebook in (fresh, stored))
    if [cell.source for cell in new] != [cell.source for cell in old]:
        return False
    if any(cell.execution_count is None for cell in old):
        return False
    for cell, before in zip(new, old, strict=True):
        cell.outputs, cell.execution_count = before.outputs, before.execution_count
    return True


def write_glossary(folder: Path, language: str) -> Built:
    """Write the glossary page of a language.

    Parameters
    ----------
    folder : Path
        The folder ``notebooks``.
    language : {"en", "ko"}
        Its language.

    Returns
    -------
    Built
        Where, and whether it was written.
    """
    path, content = page_path(folder, language), glossary_page(folder, language)
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return Built(path, "unchanged")
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".tmp")
    scratch.write_text(content, encoding="utf-8")
    os.replace(scratch, path)
    return Built(path, "written")


def _read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def _write(notebook: NotebookNode, target: Path) -> None:
    scratch = target.with_suffix(".tmp")
    nbformat.write(notebook, scratch)
    os.replace(scratch, target)
    logger.info("wrote %s", target)


def _differences(fresh: NotebookNode, stored: NotebookNode) -> list[str]:
    """Say how a stored edition differs from what its source gives, outputs aside."""
    found = []
    if stored.metadata.get("qmlaw") != fresh.metadata.qmlaw:
        found.append("the source has changed since it was built")
    if len(stored.cells) != len(fresh.cells):
        found.append(f"it has {len(stored.cells)} cells, its source gives {len(fresh.cells)}")
    for number, (new, old) in enumerate(zip(fresh.cells, stored.cells, strict=False), 1):
        if (new.cell_type, new.source, new.id) != (old.cell_type, old.source, old.get("id")):
            found.append(f"cell {number} is not what its source gives: “{old.source[:50]}…”")
        elif old.cell_type == "code" and old.execution_count is None:
            found.append(f"cell {number} was never run: “{old.source[:50]}…”")
    return found


def stale(folder: Path) -> list[str]:
    """List what is wrong with the stored readers' editions; nothing runs.

    Parameters
    ----------
    folder : Path
        The folder ``notebooks``.

    Returns
    -------
    list of str
        One line per fault: an edition that is missing, does not match its source, or has no source, and a
        glossary page that is not what the glossary and the sources give.

    Raises
    ------
    SourceError
        If a source breaks a rule.
    """
    faults, expected = [], set()
    for source in sources(folder):
        for language in LANGUAGES:
            path = edition_path(source, language)
            expected.add(path)
            name = path.relative_to(folder)
            if not path.exists():
                faults.append(f"{name} is missing; run make notebooks")
                continue
            faults += [
                f"{name}: {what}; run make notebooks"
                for what in _differences(edition(source, language), _read(path))
            ]
    for language in LANGUAGES:
        page = page_path(folder, language)
        if not page.exists() or page.read_text(encoding="utf-8") != glossary_page(folder, language):
            faults.append(f"{page.relative_to(folder)} does not match the glossary; run make notebooks")
        for path in sorted((folder / language).glob("*.ipynb")):
            if path not in expected:
                faults.append(
                    f"{path.relative_to(folder)} has no source; notebooks are edited only in source/"
                )
    return faults
