"""A person's own molecules: HDF5 files of this project's format or of ANI-1's, xyz and extended xyz files."""

from __future__ import annotations

from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qmlaw import units
from qmlaw.datasets.ani1 import is_ani1, read_ani1
from qmlaw.molecules import Molecules

if TYPE_CHECKING:
    from ase import Atoms

HDF5, XYZ = (".h5", ".hdf5"), (".xyz", ".extxyz")


def read_molecules(path: str | Path, unit: str | None = None) -> Molecules:
    """Molecules with their properties.

    Parameters
    ----------
    path : str or Path
        ``.h5``, ``.hdf5`` (format: `qmlaw.molecules.hdf5`, or the layout of ANI-1: `qmlaw.datasets.ani1`),
        ``.xyz`` or ``.extxyz``. Numbers in the comment lines of an xyz file (``energy=-1.0 low=-0.9``) become
        properties; where one is missing for a molecule, it is NaN.
    unit : str, optional
        Unit of all numbers in the comment lines of an xyz file, which do not state one. Without it they are
        left out. HDF5 files state their units.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        Naming the file: another kind of file, damaged, without molecules, or periodic.
    """
    path = Path(path)
    if path.suffix not in HDF5 + XYZ:
        raise ValueError(f"{path} ends with {path.suffix!r}; allowed are {', '.join(HDF5 + XYZ)}")
    if not path.is_file():
        raise FileNotFoundError(f"no file {path}")
    if unit is not None:
        units.unit(unit)
    if path.suffix in XYZ:
        molecules = _read_xyz(path, unit)
    else:
        molecules = read_ani1(path) if is_ani1(path) else Molecules.from_hdf5(path)
    if len(molecules) == 0:
        raise ValueError(f"{path} has no molecules")
    if molecules.cells is not None:
        i = int(np.argmax(molecules.cells.any(axis=(1, 2))))
        raise ValueError(f"{path}: molecule {i} ({molecules.names[i]!r}) is periodic; allowed are molecules")
    return molecules


def _read_xyz(path: Path, unit: str | None) -> Molecules:
    import ase.io
    from ase.io.extxyz import XYZError

    try:
        structures = ase.io.read(path, ":", format="extxyz")
        found = [_numbers(atoms) for atoms in structures]
        names = dict.fromkeys(name for numbers in found for name in numbers)
        properties = {}
        if unit is not None:
            properties = {n: (np.array([row.get(n, np.nan) for row in found]), unit) for n in names}
        return Molecules.from_ase(structures, properties)
    except (XYZError, ValueError, KeyError, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read as xyz file: {type(error).__name__}: {error}") from error


def _numbers(atoms: Atoms) -> dict[str, float]:
    """Numbers of the comment line. ASE keeps those called energy in a calculator."""
    entries: dict[str, Any] = dict(atoms.info)
    if atoms.calc is not None:
        entries |= atoms.calc.results
    return {
        name: float(value)
        for name, value in entries.items()
        if isinstance(value, Real) and not isinstance(value, bool | np.bool_)
    }
