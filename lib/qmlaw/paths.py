"""Where the repository's files lie."""

from __future__ import annotations

import os
from pathlib import Path


def project_folder() -> Path:
    """Return the folder of the repository (the one that holds ``data/`` and ``notebooks/``).

    The package is installed in editable mode, so the repository is two folders above this file. The
    environment variable ``QMLAW_HOME`` names another one.

    Returns
    -------
    Path
        An existing folder that contains ``data``.

    Raises
    ------
    FileNotFoundError
        If there is no ``data`` folder where it is expected.
    """
    named = os.environ.get("QMLAW_HOME")
    folder = Path(named).expanduser() if named else Path(__file__).resolve().parents[2]
    if not (folder / "data").is_dir():
        origin = f"QMLAW_HOME={named!r}" if named else "the place of the installed package"
        raise FileNotFoundError(
            f"no folder 'data' in {folder} ({origin}). Set QMLAW_HOME to a clone of the qmlaw repository, "
            "or install the package from a clone with 'pip install -e .'."
        )
    return folder


def data_folder() -> Path:
    """Return the folder ``data/`` of the repository.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    FileNotFoundError
        If it cannot be found; see :func:`project_folder`.
    """
    return project_folder() / "data"
