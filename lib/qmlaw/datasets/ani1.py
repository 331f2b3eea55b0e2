"""Files in the layout of the published ANI-1 set: many geometries of a molecule in one group.

A group at any depth (``gdb11_s01/gdb11_s01-0``) holds one molecule: ``coordinates`` (N, n, 3) in Å,
``energies`` (N,) in hartree, ``species`` (n,) as symbols. Two more, ``coordinatesHE`` and ``energiesHE``,
have the geometries of high energy; they are left out. ``smiles`` is not read: in some files it belongs to
another molecule.

References
----------
J. S. Smith, O. Isayev, A. E. Roitberg, Sci. Data 4, 170193 (2017), doi:10.1038/sdata.2017.193.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
from ase.data import atomic_numbers as number_of_symbol

from qmlaw.molecules import Molecules

NEEDED = ("coordinates", "energies", "species")


def is_ani1(path: str | Path) -> bool:
    """Whether an HDF5 file has this layout; False for one that cannot be opened."""
    try:
        with h5py.File(path, "r") as file:
            return next(_groups(file), None) is not None
    except OSError:
        return False


def read_ani1(path: str | Path) -> Molecules:
    """All geometries of a file.

    Parameters
    ----------
    path : str or Path
        The HDF5 file.

    Returns
    -------
    Molecules
        With the properties ``energy`` (hartree, total) and ``molecule`` (the group). Names are the group and
        the number of the geometry, from 0.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        Naming file and group: no such group, an array that is missing or of another shape, an unknown symbol,
        numbers that are not finite, or geometries that `Molecules` refuses.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"no file {path}")
    numbers, positions, energies, groups, names = [], [], [], [], []
    try:
        with h5py.File(path, "r") as file:
            for group in _groups(file):
                label = group.name.strip("/")
                symbols, coordinates, values = _arrays(group, label)
                numbers += [symbols] * len(values)
                positions += list(coordinates)
                energies.append(values)
                groups += [label] * len(values)
                names += [f"{label}/{i}" for i in range(len(values))]
        if not numbers:
            raise ValueError(f"no group with {', '.join(NEEDED)}: not the layout of ANI-1, or no geometries")
        properties = {
            "energy": (np.concatenate(energies), "hartree"),
            "molecule": (np.array(groups), "1"),
        }
        return Molecules(numbers, positions, properties=properties, names=names)
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def _groups(file: h5py.File) -> Iterator[h5py.Group]:
    """Groups with coordinates, in the order of their names."""
    for entry in file.values():
        if isinstance(entry, h5py.Group):
            if isinstance(entry.get("coordinates"), h5py.Dataset):
                yield entry
            yield from _groups(entry)


def _arrays(group: h5py.Group, label: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Atomic numbers (n,), positions (N, n, 3) and energies (N,) of a group."""
    missing = [name for name in NEEDED if name not in group]
    if missing:
        raise ValueError(f"group {label} has no {', '.join(missing)}")
    species = [s.decode() if isinstance(s, bytes) else str(s) for s in group["species"][:].ravel()]
    unknown = sorted(set(species) - set(number_of_symbol))
    if unknown:
        raise ValueError(f"group {label}: species {', '.join(unknown)}; allowed are symbols of elements")
    coordinates = np.asarray(group["coordinates"][:], dtype=float)
    energies = np.asarray(group["energies"][:], dtype=float)
    if coordinates.shape != (len(energies), len(species), 3) or energies.ndim != 1:
        raise ValueError(
            f"group {label}: coordinates {coordinates.shape}, energies {energies.shape}, {len(species)} "
            "species; allowed are (N, n, 3), (N,) and n"
        )
    if not np.isfinite(energies).all():
        raise ValueError(f"group {label}: energy {int(np.argmin(np.isfinite(energies)))} is not finite")
    return np.array([number_of_symbol[symbol] for symbol in species]), coordinates, energies
