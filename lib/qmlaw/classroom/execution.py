"""Running an edition and keeping of its outputs only what is the same in every run."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from qmlaw.classroom.editions import edition
from qmlaw.classroom.sources import find_source

_VIEW = "application/vnd.jupyter.widget-view+json"
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
_CELL_SECONDS = 1800


class EditionError(RuntimeError):
    """A notebook did not run as it should; the message shows the cell."""


def _shown(source: str) -> str:
    return "\n".join(f"    {line}" for line in source.splitlines())


def execute(
    notebook: NotebookNode, folder: Path, environment: Mapping[str, str] | None = None
) -> NotebookNode:
    """Run a notebook in a fresh kernel and tidy its outputs, in place.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook.
    folder : Path
        Working folder of its kernel.
    environment : mapping of str to str, optional
        Environment variables added for the kernel.

    Returns
    -------
    NotebookNode
        The same notebook, with outputs.

    Raises
    ------
    EditionError
        If a cell raises or writes to stderr.
    """
    import zmq
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from traitlets.config import Config

    language_info = notebook.metadata.language_info
    client = NotebookClient(
        notebook,
        # Without it, the kernel warns that others on the machine could read along.
        config=Config(
            {"KernelManager": {"transport_encryption": "auto" if zmq.has("curve") else "disabled"}}
        ),
        kernel_name="python3",
        timeout=_CELL_SECONDS,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
    try:
        client.execute(env={**os.environ, **(environment or {})})
    except CellExecutionError as error:
        raise EditionError(_COLOUR_CODE.sub("", str(error))) from error
    # The kernel's own description holds the exact Python version, which differs between readers.
    notebook.metadata.language_info = language_info
    for cell in notebook.cells:
        if cell.cell_type == "code":
            _tidy(cell)
    return notebook


def _tidy(cell: NotebookNode) -> None:
    for output in cell.outputs:
        if output.get("name") == "stderr":
            raise EditionError(
                f"a cell wrote to stderr:\n{_shown(cell.source)}\n--- it wrote:\n{output.text}"
            )
        # Widgets live in a kernel. Their views carry random names and show an error box without one.
        if "data" in output:
            output.data.pop(_VIEW, None)
    cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def comparable(notebook: NotebookNode) -> NotebookNode:
    """Copy a notebook without what may differ by machine: the bytes of its pictures.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook.

    Returns
    -------
    NotebookNode
        A copy; equal copies mean equal text, tables and code.
    """
    from copy import deepcopy

    copy = deepcopy(notebook)
    for cell in copy.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop("image/png", None)
            if "text/html" in data:
                data["text/html"] = _PICTURE.sub("PICTURE", data["text/html"])
    return copy


def check_states(notebook: NotebookNode) -> dict[str, str | None]:
    """Read what the exercise checks of an executed notebook said.

    Parameters
    ----------
    notebook : NotebookNode
        An executed edition.

    Returns
    -------
    dict
        Exercise name to ``"passed"``, ``"failed"``, ``"unanswered"``, or None where no check was shown.
    """
    states: dict[str, str | None] = {}
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("grade"):
            shown = [o.metadata.get("qmlaw", {}).get("check") for o in cell.outputs if "metadata" in o]
            states[graded["grade_id"].removeprefix("check-")] = next((s for s in shown if s), None)
    return states


def require_states(notebook: NotebookNode, wanted: str) -> None:
    """Insist that every exercise check ended in one state.

    Parameters
    ----------
    notebook : NotebookNode
        An executed edition.
    wanted : {"passed", "unanswered"}
        The state: with solutions, or without.

    Raises
    ------
    EditionError
        If a check ended otherwise; the message shows what it said.
    """
    for name, state in check_states(notebook).items():
        if state != wanted:
            cell = next(
                c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == f"check-{name}"
            )
            said = "\n".join(output.data["text/plain"] for output in cell.outputs if "data" in output)
            raise EditionError(f"the check of exercise {name!r} ended as {state!r}, not {wanted!r}:\n{said}")


def execute_source(
    notebook_id: str,
    language: str = "en",
    environment: Mapping[str, str] | None = None,
    solutions: bool = False,
    folder: Path | None = None,
) -> NotebookNode:
    """Run a notebook straight from its source; nothing is written.

    Parameters
    ----------
    notebook_id : str
        Number or name, ``"04"``.
    language : {"en", "ko"}
        Which edition.
    environment : mapping of str to str, optional
        Environment variables for the kernel, such as the scale of the experiments.
    solutions : bool
        With the solutions in place.
    folder : Path, optional
        The folder ``notebooks``; that of this repository if left out.

    Returns
    -------
    NotebookNode
        The executed notebook.

    Raises
    ------
    SourceError
        If the source breaks a rule.
    EditionError
        If a cell raises, writes to stderr, or a check does not end as it must.
    """
    folder = folder or notebooks_folder()
    notebook = edition(find_source(notebook_id, folder), language, solutions)
    working = folder / language
    working.mkdir(exist_ok=True)
    execute(notebook, working, environment)
    require_states(notebook, "passed" if solutions else "unanswered")
    return notebook


def notebooks_folder() -> Path:
    """Find the folder ``notebooks`` of the repository.

    Returns
    -------
    Path
        The one beside this library if it is used from a clone, else the one in the current folder.

    Raises
    ------
    FileNotFoundError
        If neither has notebook sources.
    """
    places = [Path(__file__).resolve().parents[3] / "notebooks", Path.cwd() / "notebooks"]
    for place in places:
        if (place / "source").is_dir():
            return place
    raise FileNotFoundError(
        f"no notebook sources in {' or '.join(map(str, places))}; work in a clone of the project"
    )
