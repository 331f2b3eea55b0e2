"""Reading the source of a notebook, `notebooks/source/NN_name.py`, and saying what is wrong with it.

How a source is written stands in ``notebooks/source/README.md`` and in `qmlaw.classroom.editions`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from qmlaw.show.language import LANGUAGES

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
_FILE_NAME = re.compile(r"\d\d_[a-z0-9_]+\.py")
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")


class SourceError(ValueError):
    """A notebook source breaks a rule; the message names the file, the line and the cell."""


@dataclass(frozen=True)
class SourceCell:
    """One cell of a source.

    Parameters
    ----------
    kind : {"markdown", "code"}
        Prose or Python.
    text : str
        Its content.
    place : str
        File, line and number of the cell, for messages.
    tags : tuple of str
        Its tags; a prose cell has exactly one of ``en`` and ``ko``.
    exercise, check : str or None
        The exercise that a code cell asks or checks.
    """

    kind: str
    text: str
    place: str
    tags: tuple[str, ...] = ()
    exercise: str | None = None
    check: str | None = None

    @property
    def language(self) -> str | None:
        """Language of a prose cell; None for code, which both editions share."""
        return next((tag for tag in self.tags if tag in LANGUAGES), None)

    def fault(self, what: str) -> SourceError:
        """Make the error for this cell.

        Parameters
        ----------
        what : str
            What is wrong.

        Returns
        -------
        SourceError
            Its message has the place, the fault and the first words of the cell.
        """
        words = " ".join(self.text.split())
        return SourceError(f"{self.place}: {what}: “{words[:60]}{'…' if len(words) > 60 else ''}”")


def read_source(path: Path) -> list[SourceCell]:
    """Read a source and check every rule.

    Parameters
    ----------
    path : Path
        A file ``NN_name.py`` in py:percent format.

    Returns
    -------
    list of SourceCell
        The cells in order.

    Raises
    ------
    SourceError
        If a prose cell lacks its twin or its language, both languages share a cell, code does not parse,
        or an exercise is not well formed.
    """
    import jupytext

    if not _FILE_NAME.fullmatch(path.name):
        raise SourceError(
            f"{path.name}: a source is called NN_name.py: two digits, then small letters, digits or _"
        )
    content = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(content, fmt="py:percent")
    lines = [n for n, line in enumerate(content.splitlines(), 1) if line.startswith("# %%")]
    if len(lines) != len(notebook.cells):
        raise SourceError(f"{path.name}: text stands outside the cells; every cell begins with a line “# %%”")
    cells = [
        _read_cell(raw, f"{path.name}:{line} (cell {number})")
        for number, (raw, line) in enumerate(zip(notebook.cells, lines, strict=True), 1)
    ]
    if not cells or cells[0].kind != "markdown":
        raise SourceError(f"{path.name}: the first cell must be prose, with the title of the notebook")
    for cell in cells:
        _check_prose(cell) if cell.kind == "markdown" else _check_code(cell)
    _check_twins(cells)
    _check_exercises(cells)
    return cells


def _read_cell(raw: NotebookNode, place: str) -> SourceCell:
    data = raw.metadata
    if raw.cell_type not in ("markdown", "code"):
        raise SourceError(f"{place}: a {raw.cell_type} cell; allowed are markdown and code")
    # jupytext notes unusual blank lines as an option of its own.
    if unknown := set(data) - {"tags", "exercise", "check", "lines_to_next_cell"}:
        raise SourceError(
            f"{place}: unknown cell option {sorted(unknown)}; allowed are tags, exercise, check"
        )
    tags = tuple(data.get("tags", ()))
    return SourceCell(raw.cell_type, raw.source, place, tags, data.get("exercise"), data.get("check"))


def _check_prose(cell: SourceCell) -> None:
    languages = [tag for tag in cell.tags if tag in LANGUAGES]
    if not cell.text.strip():
        raise cell.fault("the cell is empty")
    if len(languages) > 1:
        raise cell.fault("the cell is tagged with both languages; write two cells, en then ko")
    if not languages:
        raise cell.fault('a prose cell needs a language: tags=["en"] or tags=["ko"]')
    letters, hangul = len(_LETTER.findall(cell.text)), len(_HANGUL.findall(cell.text))
    if languages == ["en"] and hangul > letters / 2:
        raise cell.fault("tagged en, but written in Korean")
    if languages == ["ko"] and letters > 20 and not hangul:
        raise cell.fault("tagged ko, but has no Korean letter")


def _check_code(cell: SourceCell) -> None:
    if cell.language:
        raise cell.fault("code is written once, for both editions; take the language tag away")
    try:
        ast.parse(cell.text)
    except SyntaxError as error:
        raise cell.fault(f"line {error.lineno} of the cell is not Python ({error.msg})") from error
    if not cell.text.strip():
        raise cell.fault("the cell is empty")


def _check_twins(cells: list[SourceCell]) -> None:
    waiting: SourceCell | None = None
    for cell in cells:
        if waiting and cell.language != "ko":
            raise waiting.fault("the Korean twin is missing (it must follow directly)")
        if not waiting and cell.language == "ko":
            raise cell.fault("the English twin is missing (it must stand directly before)")
        waiting = cell if cell.language == "en" else None
    if waiting:
        raise waiting.fault("the Korean twin is missing (it must follow directly)")


def _check_exercises(cells: list[SourceCell]) -> None:
    asked: set[str] = set()
    checked: set[str] = set()
    for cell in cells:
        begins, ends = cell.text.count(BEGIN_SOLUTION), cell.text.count(END_SOLUTION)
        if begins != ends:
            raise cell.fault(f"{begins} × “{BEGIN_SOLUTION}” but {ends} × “{END_SOLUTION}”")
        if begins and not cell.exercise:
            raise cell.fault('a cell with a solution needs a name: # %% exercise="name"')
        if cell.exercise:
            if not begins:
                raise cell.fault(f"exercise {cell.exercise!r} has no “{BEGIN_SOLUTION}” … “{END_SOLUTION}”")
            if cell.exercise in asked:
                raise cell.fault(f"exercise {cell.exercise!r} is there twice")
            asked.add(cell.exercise)
        if cell.check:
            if cell.check not in asked:
                raise cell.fault(f"checks exercise {cell.check!r}, which does not stand before it")
            if cell.check in checked:
                raise cell.fault(f"exercise {cell.check!r} is checked twice")
            checked.add(cell.check)
    if missing := asked - checked:
        unchecked = next(cell for cell in cells if cell.exercise in missing)
        raise unchecked.fault(
            f"exercise {unchecked.exercise!r} has no cell # %% check={unchecked.exercise!r}"
        )


def sources(folder: Path) -> Iterator[Path]:
    """List the notebook sources.

    Parameters
    ----------
    folder : Path
        The folder ``notebooks``.

    Yields
    ------
    Path
        Each ``source/*.py``, in order.
    """
    yield from sorted((folder / "source").glob("*.py"))


def find_source(notebook_id: str, folder: Path) -> Path:
    """Find a source by its number or name.

    Parameters
    ----------
    notebook_id : str
        ``"04"``, ``"04_coulomb_matrix"`` or ``"04_coulomb_matrix.py"``.
    folder : Path
        The folder ``notebooks``.

    Returns
    -------
    Path
        The source.

    Raises
    ------
    ValueError
        If none or several fit.
    """
    wanted = notebook_id.removesuffix(".py").removesuffix(".ipynb")
    every = list(sources(folder))
    found = [path for path in every if path.stem == wanted or path.stem.split("_")[0] == wanted]
    if len(found) != 1:
        raise ValueError(
            f"notebook {notebook_id!r} fits {len(found)} sources; there are {[p.stem for p in every]}"
        )
    return found[0]
