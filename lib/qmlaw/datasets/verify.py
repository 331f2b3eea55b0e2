"""Verification of the sets in `data/`: checksums, and whether the content is what it claims to be."""

from collections import Counter
from pathlib import Path

import numpy as np

from qmlaw.datasets.checks import findings
from qmlaw.datasets.flags import FLAGS, read_flags, unexplained
from qmlaw.datasets.local import CHECKSUMS, checksum_problems, local_sets, read_checksums
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder

ATOMIC_TOLERANCE = 1e-6
"""Largest part (hartree) of total minus atomization energy that is not a sum of energies of atoms."""


def verifiable() -> list[str]:
    """Names of the sets in `data/`: every folder with an HDF5 file of its name or with checksums."""
    listed = {path.parent.name for path in data_folder().glob(f"*/{CHECKSUMS}")}
    return sorted(listed | set(local_sets()))


def verify(name: str) -> list[str]:
    """Check one set of this project: its checksums, its content, and what stands out in it.

    What stands out (see `qmlaw.datasets.checks`) is no problem if ``flags.csv`` of the set says why it stays.

    Parameters
    ----------
    name
        Name of the set, which lies in `data/<name>`.

    Returns
    -------
    list of str
        What is wrong, one line each, naming the file; empty if nothing is. Of a folder whose checksums name
        tables and no molecules, only the checksums are looked at.
    """
    folder = data_folder() / name
    if not folder.is_dir():
        return [f"{folder}: no such folder; there are: {', '.join(verifiable()) or 'none'}"]
    path = folder / f"{name}.h5"
    problems = checksum_problems(folder)
    if not path.is_file():
        return problems if _has_tables_only(folder) else [*problems, f"{path}: missing"]
    if any(problem.startswith(f"{path}:") for problem in problems):
        return problems  # a damaged file is not opened: HDF5 can crash on one
    try:
        molecules = Molecules.from_hdf5(path)
    except ValueError as error:
        return [*problems, str(error)]
    return problems + [
        f"{path}: {problem}" for problem in content_problems(molecules) + _oddities(folder, molecules)
    ]


def _has_tables_only(folder: Path) -> bool:
    """Whether the checksums name files, but no molecules (`data/planets`)."""
    listing = folder / CHECKSUMS
    return listing.is_file() and f"{folder.name}.h5" not in read_checksums(listing)


def _oddities(folder: Path, molecules: Molecules) -> list[str]:
    """What stands out and is not explained in the set's list of known findings."""
    try:
        return unexplained(findings(molecules), read_flags(folder / FLAGS))
    except ValueError as error:
        return [str(error)]


def content_problems(molecules: Molecules) -> list[str]:
    """What is wrong with the content of a set, one line each.

    Names must be unique and no number may be missing (NaN). Where a level has both LEVEL/energy and
    LEVEL/atomization_energy, their difference must be a sum of energies of the atoms.

    Parameters
    ----------
    molecules
        The set.
    """
    problems = [] if len(molecules) else ["no molecules"]
    twice = [name for name, count in Counter(molecules.names).items() if count > 1]
    if twice:
        problems.append(f"{len(twice)} names stand for several molecules, for example {twice[0]!r}")
    if not molecules.properties:
        problems.append("no properties")
    for name, prop in molecules.properties.items():
        if prop.values.dtype.kind == "f" and not np.isfinite(prop.values).all():
            bad = ~np.isfinite(prop.values)
            problems.append(f"property {name!r}: {bad.sum()} of {bad.size} values are not finite")
    return problems + _atomization_problems(molecules)


def _atomization_problems(molecules: Molecules) -> list[str]:
    problems = []
    counts = molecules.composition().counts.astype(float)
    for name in molecules.properties:
        total = f"{name.removesuffix('atomization_energy')}energy"
        if not name.endswith("atomization_energy") or total not in molecules.properties:
            continue
        of_atoms = molecules.value(total, "hartree") - molecules.value(name, "hartree")
        known = np.isfinite(of_atoms)
        if not known.any():
            continue
        atoms = np.linalg.lstsq(counts[known], of_atoms[known])[0]
        residual = np.where(known, np.abs(of_atoms - counts @ atoms), 0)
        if residual.max() > ATOMIC_TOLERANCE:
            worst = int(residual.argmax())
            problems.append(
                f"properties {total!r} and {name!r} do not differ by a sum of energies of atoms: molecule "
                f"{worst} ({molecules.names[worst]}) is off by {residual[worst]:.2g} hartree"
            )
    return problems
