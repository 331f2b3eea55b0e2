"""From one source to two editions: English and Korean, with the solutions taken out or left in.

Writing a notebook
------------------
Edit only ``notebooks/source/NN_name.py`` (jupytext's py:percent format). Then ``make notebooks``.

* Prose comes in twins, the Korean one directly after the English one::

      # %% [markdown] tags=["en"]
      # # The Coulomb matrix
      #
      # What does it know?

      # %% [markdown] tags=["ko"]
      # # 쿨롬행렬
      #
      # 이 행렬은 무엇을 알고 있는가?

* Code stands once (``# %%``). Words that it shows come in twins too: ``text(en="error", ko="오차")``.
  Every edition has one more cell, put before the first code cell, that chooses the language
  (`qmlaw.show.set_up`); the source need not do it.
* An exercise keeps its solution in place; the check cell follows. The names bind the two::

      # %% exercise="oxygen"
      diagonal = ...
      ### BEGIN SOLUTION
      diagonal = 0.5 * 8**2.4
      ### END SOLUTION

      # %% check="oxygen"
      checks.check(diagonal, checks.is_number(), checks.Property(…))

  Readers get the cell without the solution. A function keeps its ``def`` line and docstring outside the
  markers; its cleared body becomes ``...``. Every check must say "not answered yet" for readers and pass
  with the solutions; the build fails otherwise.
* Outputs are compared, text for text, when the notebooks are tested. Show numbers through
  `qmlaw.show.table` (rounded), figures through `qmlaw.show.figure` or `qmlaw.show.explore` (pictures are not
  compared, their alternative text is). No clocks, no random numbers without seed, no memory addresses,
  no warnings: a cell that writes to stderr fails the build. ``tags=["nbval-ignore-output"]`` exempts a cell.
* Every edition ends with one more cell: the terms of the glossary that it uses, with links.
* ``tags=["hide-input"]`` folds the code of a cell away; a click on the bar beside it opens it.
"""

import hashlib
from collections import Counter
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from qmlaw.classroom.sources import SourceCell, read_source
from qmlaw.classroom.terms import PAGE, terms_cell
from qmlaw.show.language import LANGUAGES

# Part of the hash: raise it when the same source gives another notebook.
_FORMAT = "3"
_STUB = {"en": "# Write your answer here.", "ko": "# 여기에 답을 쓰세요."}
SET_UP_TAG = "set-up"
HIDE_TAG = "hide-input"


def source_hash(path: Path) -> str:
    """Hash a source, together with the version of this builder.

    Parameters
    ----------
    path : Path
        The source.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    return hashlib.sha256(f"{_FORMAT}\n{path.read_text(encoding='utf-8')}".encode()).hexdigest()


def edition(path: Path, language: str, solutions: bool = False) -> NotebookNode:
    """Make one edition of a source, not yet executed.

    Parameters
    ----------
    path : Path
        The source.
    language : {"en", "ko"}
        Which prose it gets.
    solutions : bool
        Keep the solutions (for teachers) or take them out (for readers).

    Returns
    -------
    NotebookNode
        A notebook without outputs. Equal sources and glossaries give equal notebooks, to the last byte.

    Raises
    ------
    SourceError
        If the source breaks a rule.
    ValueError
        If the language is unknown.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}; allowed are {', '.join(LANGUAGES)}")
    cells = [cell for cell in read_source(path) if cell.language in (None, language)]
    notebook = new_notebook(cells=[_notebook_cell(cell) for cell in cells])
    first_code = next((i for i, cell in enumerate(cells) if cell.kind == "code"), len(cells))
    notebook.cells.insert(first_code, _set_up_cell(language))
    prose = "\n\n".join(cell.text for cell in cells if cell.kind == "markdown")
    glossary = f"../../{language}/{PAGE}" if solutions else PAGE
    if terms := terms_cell(prose, language, glossary, path.stem[:2]):
        notebook.cells.append(terms)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"},
            "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
            "qmlaw": {
                "source": path.name,
                "source_sha256": source_hash(path),
                "language": language,
                "solutions": solutions,
            },
        }
    )
    if not solutions:
        _clear_solutions(notebook, language)
    _number(notebook)
    nbformat.validate(notebook)
    return notebook


def _set_up_cell(language: str) -> NotebookNode:
    source = (
        f'from qmlaw import show\n\nshow.set_up("{language}")  # language of tables and figures: "en" or "ko"'
    )
    return new_code_cell(source, metadata={"tags": [SET_UP_TAG]})


def _notebook_cell(cell: SourceCell) -> NotebookNode:
    tags = [tag for tag in cell.tags if tag not in LANGUAGES]
    # A check is folded away too: its code is not for reading, and a property can give the answer away.
    if cell.check and HIDE_TAG not in tags:
        tags.append(HIDE_TAG)
    metadata: dict = {"tags": tags} if tags else {}
    if HIDE_TAG in tags:
        metadata["jupyter"] = {"source_hidden": True}
    if cell.kind == "markdown":
        return new_markdown_cell(cell.text, metadata=metadata)
    if name := cell.exercise or cell.check:
        is_check = cell.check is not None
        metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": f"check-{name}" if is_check else name,
            "solution": not is_check,
            "grade": is_check,
            "locked": is_check,
            "task": False,
            **({"points": 1} if is_check else {}),
        }
    return new_code_cell(cell.text, metadata=metadata)


def _clear_solutions(notebook: NotebookNode, language: str) -> None:
    from nbgrader.preprocessors import ClearSolutions

    ClearSolutions(code_stub={"python": f"{_STUB[language]}\n..."}).preprocess(notebook, {})
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            # The body of a function needs the dots; at the top of a cell they would be shown as its result.
            cell.source = "\n".join(line for line in cell.source.split("\n") if line != "...").rstrip()


def _number(notebook: NotebookNode) -> None:
    """Give each cell an id that depends on its content, so that a rebuild changes only what changed."""
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        content = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()
        seen[content] += 1
        cell.id = hashlib.sha256(f"{content}\n{seen[content]}".encode()).hexdigest()[:12]
