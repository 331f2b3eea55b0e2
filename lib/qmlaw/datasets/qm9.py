"""QM9: the original archive, the list of its uncharacterized molecules, and a random part of it.

Readers take a path and return `Molecules` (Å). A file that is cut off or has another content gets a
`ValueError` that names it.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from ase.data import atomic_numbers as number_of_symbol

from qmlaw.datasets.cards import QM9_PROPERTIES
from qmlaw.datasets.npz import checked_molecules, load_npz, ragged
from qmlaw.molecules import Molecules


def read_qm9_20k(path: Path) -> Molecules:
    """Read the random part of QM9 (qm9_20k.npz).

    Parameters
    ----------
    path
        An npz file with the arrays Z, R (Å), n, ids, U0 and U298 (hartree), AE0_kcal (kcal/mol) and smiles.

    Returns
    -------
    Molecules
        Properties U0 and U (at 298.15 K; the names of the original), hartree; atomization_energy_U0,
        kcal/mol, negative for bound molecules and with the zero-point energy inside; smiles, text. Names
        gdb_<number>.

    Raises
    ------
    ValueError
        If the file is cut off or lacks an array.
    """
    arrays = load_npz(path, ("Z", "R", "n", "ids", "U0", "U298", "AE0_kcal", "smiles"))
    return ragged(
        arrays,
        path,
        {
            "U0": (arrays["U0"], "hartree"),
            "U": (arrays["U298"], "hartree"),
            "atomization_energy_U0": (arrays["AE0_kcal"], "kcal/mol"),
            "smiles": (arrays["smiles"], "1"),
        },
        [f"gdb_{number}" for number in arrays["ids"]],
    )


def read_qm9_archive(path: Path, exclude: frozenset[int] = frozenset()) -> Molecules:
    """Read QM9 as published: an archive of one extended xyz file for each molecule.

    A record has the number of atoms; a line "gdb <number>" with 15 properties; for each atom its symbol, x,
    y, z (Å) and Mulliken charge (e); a line of frequencies; one of SMILES; one of InChI. Some numbers have
    Mathematica's exponent, "1.2*^-6" for 1.2e-6. Frequencies and InChI are not kept.

    Parameters
    ----------
    path
        dsgdb9nsd.xyz.tar.bz2 (any compression that tarfile knows).
    exclude
        Numbers of molecules to leave out, see `read_qm9_uncharacterized`.

    Returns
    -------
    Molecules
        The properties of `cards.QM9_PROPERTIES`, mulliken_charge (for each atom, e), and smiles (text; of the
        relaxed structure). Names gdb_<number>, in ascending order of the number.

    Raises
    ------
    ValueError
        If the archive is cut off, or a record is not as described; names archive, record and line.
    """
    records = []
    try:
        with tarfile.open(path) as archive:
            for name, text in _members(archive):
                record = _qm9_record(text, f"{path}, {name}")
                if record[0] not in exclude:
                    records.append(record)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ValueError(f"{path} cannot be read as a tar archive (cut off?): {error}") from error
    if not records:
        raise ValueError(f"{path} holds no molecule")
    records.sort(key=lambda record: record[0])
    numbers, charges, atoms, values, smiles = zip(*records, strict=True)
    table = np.array(values)
    return checked_molecules(
        path,
        charges,
        [rows[:, :3] for rows in atoms],
        properties={
            **{name: (table[:, k], unit) for k, (name, unit) in enumerate(QM9_PROPERTIES.items())},
            "mulliken_charge": (np.concatenate([rows[:, 3] for rows in atoms]), "e", "atom"),
            "smiles": (np.array(smiles), "1"),
        },
        names=[f"gdb_{number}" for number in numbers],
    )


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    for member in archive:
        if member.isfile() and member.name.endswith(".xyz"):
            file = archive.extractfile(member)
            yield member.name, file.read().decode("ascii")


def _qm9_record(text: str, where: str) -> tuple[int, list[int], np.ndarray, list[float], str]:
    """Number, atomic numbers, (n, 4) positions in Å and charges in e, 15 properties, SMILES."""
    lines = text.splitlines()
    try:
        n_atoms = int(lines[0])
        tag, number, *values = lines[1].split()
        if tag != "gdb" or len(values) != len(QM9_PROPERTIES):
            raise ValueError(f"line 2 has {len(values)} properties instead of {len(QM9_PROPERTIES)}")
        if len(lines) != n_atoms + 5:
            raise ValueError(f"{len(lines)} lines instead of {n_atoms + 5} for {n_atoms} atoms")
        rows = [line.split() for line in lines[2 : 2 + n_atoms]]
        atoms = np.array([[_qm9_number(word) for word in row[1:]] for row in rows])
        if atoms.shape != (n_atoms, 4):
            raise ValueError(
                f"the lines of the atoms give an array of shape {atoms.shape}, not ({n_atoms}, 4)"
            )
        charges = [number_of_symbol[row[0]] for row in rows]
        smiles = lines[n_atoms + 3].split()[1]
        return int(number), charges, atoms, [_qm9_number(word) for word in values], smiles
    except (ValueError, IndexError, KeyError) as error:
        raise ValueError(f"{where} is not a record of QM9: {error}") from error


def _qm9_number(word: str) -> float:
    return float(word.replace("*^", "e"))


def read_qm9_uncharacterized(path: Path) -> frozenset[int]:
    """Numbers of the molecules that failed the QM9 authors' consistency check (uncharacterized.txt).

    Parameters
    ----------
    path
        The list: lines that start with a number name a molecule, all others are prose.

    Returns
    -------
    frozenset of int

    Raises
    ------
    ValueError
        If it names no molecule.
    """
    words = (line.split() for line in path.read_text().splitlines())
    numbers = frozenset(int(line[0]) for line in words if line and line[0].isdigit())
    if not numbers:
        raise ValueError(f"{path} names no molecule")
    return numbers
