"""`Molecules` from and to ASE's `Atoms`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ase
import numpy as np
from numpy.typing import NDArray

from qmlaw.molecules.collection import Molecules

_RESERVED = {"molecule": {"name", "qmlaw_units"}, "atom": {"numbers", "positions"}}
"""Names that `Atoms.info` and `Atoms.arrays` already hold."""


def from_ase(structures: Sequence[ase.Atoms], properties: Mapping[str, Any] | None = None) -> Molecules:
    """See `Molecules.from_ase`."""
    for i, atoms in enumerate(structures):
        if atoms.pbc.any() and not atoms.pbc.all():
            raise ValueError(f"molecule {i} is periodic in {atoms.pbc}; allowed is all directions or none")
    periodic = [atoms.pbc.all() for atoms in structures]
    cells = [a.cell.array if p else np.zeros((3, 3)) for a, p in zip(structures, periodic, strict=True)]
    names = [str(atoms.info.get("name", i)) for i, atoms in enumerate(structures)]
    return Molecules(
        [atoms.numbers for atoms in structures],
        [atoms.positions for atoms in structures],
        cells=np.array(cells) if any(periodic) else None,
        properties={**_stored_in_ase(structures), **(properties or {})},
        names=names,
    )


def to_ase(molecules: Molecules) -> list[ase.Atoms]:
    """See `Molecules.to_ase`."""
    for name, p in molecules.properties.items():
        if name in _RESERVED[p.per]:
            raise ValueError(f"property {name!r} per {p.per} would replace what ASE keeps under that name")
    stored = {name: [p.unit, p.per] for name, p in molecules.properties.items()}
    structures = []
    for i, molecule in enumerate(molecules):
        atoms = ase.Atoms(
            numbers=molecule.atomic_numbers,
            positions=molecule.positions,
            cell=molecule.cell,
            pbc=molecule.cell is not None,
            info={"name": molecule.name, "qmlaw_units": stored},
        )
        span = slice(molecules.offsets[i], molecules.offsets[i + 1])
        for name, p in molecules.properties.items():
            if p.per == "molecule":
                atoms.info[name] = p.values[i]
            else:
                atoms.set_array(name, p.values[span])
        structures.append(atoms)
    return structures


def _stored_in_ase(structures: Sequence[ase.Atoms]) -> dict[str, tuple[NDArray[Any], str, str]]:
    """Properties that `to_ase` stored, if every structure has them."""
    if not structures or any("qmlaw_units" not in atoms.info for atoms in structures):
        return {}
    found = {}
    for name, (unit, per) in structures[0].info["qmlaw_units"].items():
        if per == "molecule":
            found[name] = (np.array([atoms.info[name] for atoms in structures]), unit, per)
        else:
            found[name] = (np.concatenate([atoms.get_array(name) for atoms in structures]), unit, per)
    return found
