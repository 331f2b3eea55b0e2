"""`Molecules` as an HDF5 file.

Layout, version 1 (attributes `format = "qmlaw-molecules"`, `version = 1` at the root):

===================== ============== ==========================================================
dataset               shape          content
===================== ============== ==========================================================
n_atoms               (N,)           atoms per molecule
atomic_numbers        (sum n,)       one molecule after the other
positions             (sum n, 3)     Å
names                 (N,)           UTF-8
cells                 (N, 3, 3)      Å; only when a molecule has a cell
properties/NAME       (N, …) or      attributes `unit` and `per` ("molecule" or "atom")
                      (sum n, …)
===================== ============== ==========================================================

A slash in a property's name makes a group, as HDF5 has it: `f["properties/HF/STO-3G/energy"]`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import h5py
import numpy as np

from qmlaw.molecules.collection import Molecules
from qmlaw.molecules.parts import Property

FORMAT = "qmlaw-molecules"
VERSION = 1

#: Properties with more numbers than this are compressed; small ones would only grow.
_COMPRESSED_FROM = 1000
_KNOWN = {"n_atoms", "atomic_numbers", "positions", "names", "cells", "properties"}


def write(molecules: Molecules, path: str | Path) -> None:
    """Write all of it, or leave what was there: the file appears under its name only when it is complete.

    Parameters
    ----------
    molecules : Molecules
        What to write.
    path : str or Path
        The file; an existing one is replaced.

    Raises
    ------
    ValueError
        If one property's name is the beginning of another's path (`"a"` and `"a/b"`), or something is there
        that HDF5 cannot store.
    """
    path = Path(path)
    _check_property_names(molecules)
    _check_names(molecules)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    os.close(handle)
    try:
        with h5py.File(temporary, "w") as file:
            _fill(file, molecules)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(file: h5py.File, molecules: Molecules) -> None:
    # Track no times: the same content gives the same bytes, and so the same checksum.
    file.attrs["format"] = FORMAT
    file.attrs["version"] = VERSION
    store = {"compression": "gzip", "shuffle": True, "track_times": False}
    file.create_dataset("n_atoms", data=molecules.n_atoms.astype(np.int32), **store)
    file.create_dataset("atomic_numbers", data=molecules.atomic_numbers.astype(np.uint8), **store)
    file.create_dataset("positions", data=molecules.positions, **store)
    names = _text(np.array(molecules.names, dtype=str))
    compressed = len(names) > _COMPRESSED_FROM
    file.create_dataset("names", data=names, **(store if compressed else {"track_times": False}))
    if molecules.cells is not None:
        file.create_dataset("cells", data=molecules.cells, **store)
    file.create_group("properties")
    for name, prop in molecules.properties.items():
        values = prop.values
        if values.dtype.kind in "US":
            values = _text(values)
        elif values.dtype.kind not in "biuf":
            raise ValueError(f"property {name!r} holds {values.dtype}; allowed are numbers and text")
        large = values.size > _COMPRESSED_FROM
        dataset = file.create_dataset(
            f"properties/{name}", data=values, **(store if large else {"track_times": False})
        )
        dataset.attrs["unit"] = prop.unit
        dataset.attrs["per"] = prop.per


def _text(values: np.ndarray) -> np.ndarray:
    """As HDF5 stores it: many texts with one common length, because only those are compressed."""
    encoded = np.char.encode(values.astype(str), "utf-8")
    if values.size <= _COMPRESSED_FROM:
        return np.array(values, dtype=h5py.string_dtype())
    return encoded.astype(h5py.string_dtype("utf-8", max(1, encoded.dtype.itemsize)))


def read(path: str | Path) -> Molecules:
    """Read and check a file written by `write`.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    Molecules

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        Naming the file: not HDF5 or truncated, another format or version, something missing or not known,
        lengths that disagree, or molecules that `Molecules` refuses.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"no file {path}")
    try:
        with h5py.File(path, "r") as file:
            return _molecules(file)
    except (OSError, KeyError, ValueError, RuntimeError, TypeError) as error:
        raise ValueError(f"{path}: {error}") from error


def _molecules(file: h5py.File) -> Molecules:
    found = file.attrs.get("format"), file.attrs.get("version")
    if found != (FORMAT, VERSION):
        raise ValueError(f"format and version are {found}; allowed are {(FORMAT, VERSION)}")
    missing = _KNOWN - {"cells"} - set(file)
    unknown = set(file) - _KNOWN
    if missing or unknown:
        raise ValueError(f"missing: {sorted(missing)}; not known: {sorted(unknown)}")
    for name in file:
        kind = h5py.Group if name == "properties" else h5py.Dataset
        if not isinstance(file[name], kind):
            raise ValueError(f"{name!r} is not a {kind.__name__.lower()}")
    n_atoms = file["n_atoms"][:]
    if n_atoms.ndim != 1 or n_atoms.dtype.kind not in "iu":
        raise ValueError(f"n_atoms is {n_atoms.dtype} of shape {n_atoms.shape}; allowed are integers, (N,)")
    n_atoms = n_atoms.astype(np.int64)
    numbers, positions = file["atomic_numbers"][:], file["positions"][:]
    if not len(numbers) == len(positions) == n_atoms.sum():
        raise ValueError(
            f"n_atoms adds up to {n_atoms.sum()}, but there are {len(numbers)} atomic numbers "
            f"and {len(positions)} positions"
        )
    ends = np.cumsum(n_atoms)[:-1]
    return Molecules(
        np.split(numbers, ends) if len(n_atoms) else [],
        np.split(positions, ends) if len(n_atoms) else [],
        cells=file["cells"][:] if "cells" in file else None,
        properties=_properties(file["properties"]),
        names=[str(name) for name in file["names"].asstr()[:]],
    )


def _properties(group: h5py.Group) -> dict[str, Property]:
    found: dict[str, Property] = {}

    def visit(name: str, node: h5py.Dataset | h5py.Group) -> None:
        if isinstance(node, h5py.Group):
            return
        for attribute in ("unit", "per"):
            if attribute not in node.attrs:
                raise ValueError(f"property {name!r} has no {attribute}")
        text = h5py.check_string_dtype(node.dtype) is not None
        values = np.array(node.asstr()[:], dtype=str) if text else node[:]
        found[name] = Property(values, str(node.attrs["unit"]), str(node.attrs["per"]))

    group.visititems(visit)
    return found


def _check_names(molecules: Molecules) -> None:
    """Texts of a common length are filled up with zero characters: one at the end of a name would be lost."""
    if bad := [name for name in molecules.names if "\0" in name]:
        raise ValueError(f"name {bad[0]!r} has a zero character")


def _check_property_names(molecules: Molecules) -> None:
    names = set(molecules.properties)
    for name in names:
        parents = {name[:i] for i, character in enumerate(name) if character == "/"}
        if parents & names:
            raise ValueError(f"property {name!r} would lie inside property {sorted(parents & names)[0]!r}")
        if not name or name.startswith("/") or name.endswith("/") or "//" in name:
            raise ValueError(f"property name {name!r} is empty or has an empty part between slashes")
        if "\0" in name:
            raise ValueError(f"property name {name!r} has a zero character")
