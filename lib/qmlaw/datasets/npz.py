"""Compact npz files: flat arrays of all atoms with the number of atoms of each molecule."""

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.molecules import Molecules


def load_npz(path: Path, needed: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Read all arrays of an npz file and check that those needed are there.

    Raises
    ------
    ValueError
        If the file is cut off, holds Python objects, or lacks an array.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError) as error:
        raise ValueError(f"{path} cannot be read as an npz file (cut off?): {error}") from error
    require(path, arrays, needed)
    return arrays


def require(path: Path, arrays: dict[str, np.ndarray], needed: tuple[str, ...]) -> None:
    """Raise a ValueError naming the file if an array that is needed is missing."""
    missing = [name for name in needed if name not in arrays]
    if missing:
        there = sorted(name for name in arrays if not name.startswith("__"))
        raise ValueError(f"{path} lacks the arrays {missing}; it has {there}")


def ragged(
    arrays: dict[str, np.ndarray], path: Path, properties: dict[str, Any], names: list[str]
) -> Molecules:
    """Molecules from the flat arrays Z and R (Å), cut into n atoms each.

    Parameters
    ----------
    arrays
        Z (sum n,), R (sum n, 3) in Å, n (N,).
    path
        The file, for messages.
    properties, names
        As `Molecules` takes them.

    Raises
    ------
    ValueError
        If the lengths disagree or `Molecules` refuses the content; names the file.
    """
    n_atoms = arrays["n"].astype(int)
    if not len(arrays["Z"]) == len(arrays["R"]) == n_atoms.sum():
        raise ValueError(
            f"{path}: n adds up to {n_atoms.sum()} atoms, "
            f"but Z has {len(arrays['Z'])} and R {len(arrays['R'])}"
        )
    ends = np.cumsum(n_atoms)[:-1]
    return checked_molecules(
        path, np.split(arrays["Z"], ends), np.split(arrays["R"], ends), properties, names
    )


def checked_molecules(
    path: Path,
    atomic_numbers: Sequence[ArrayLike],
    positions: Sequence[ArrayLike],
    properties: dict[str, Any],
    names: list[str],
) -> Molecules:
    """`Molecules`, whose errors also name the file they come from. Positions in Å.

    Raises
    ------
    ValueError
        If `Molecules` refuses the content.
    """
    try:
        return Molecules(atomic_numbers, positions, properties=properties, names=names)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
