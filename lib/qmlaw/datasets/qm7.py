"""QM7: the original qm7.mat and the variant that the qml package distributes.

Readers take a path and return `Molecules` (Å). A file that is cut off or has another content gets a
`ValueError` that names it.
"""

import warnings
from pathlib import Path

import numpy as np
import scipy.io
from ase.data import atomic_numbers as number_of_symbol
from scipy.io.matlab import MatReadError

from qmlaw import units
from qmlaw.datasets.npz import checked_molecules, load_npz, ragged, require
from qmlaw.datasets.splits import fold_numbers
from qmlaw.molecules import Molecules


def read_qm7_mat(path: Path) -> Molecules:
    """Read the original qm7.mat.

    The arrays are R (N, 23, 3) positions in bohr, Z (N, 23) charges, both padded with zeros, T (1, N)
    atomization energies in kcal/mol, P (5, N/5) folds, and X (N, 23, 23) Coulomb matrices. X is not kept,
    since `representations` computes it; one molecule's X is compared with R, which shows that R is in bohr.

    Parameters
    ----------
    path
        A MATLAB 5 file.

    Returns
    -------
    Molecules
        Property atomization_energy, kcal/mol, negative for bound molecules; property fold, the published
        fold of each molecule from 0. Names qm7_<row + 1>. Positions in Å.

    Raises
    ------
    ValueError
        If the file is cut off, lacks an array, or the folds do not hold every molecule once.
    """
    try:
        arrays = scipy.io.loadmat(path, variable_names=["R", "Z", "T", "P", "X"])
    except (
        OSError,
        ValueError,
        TypeError,
        LookupError,
        EOFError,
        NotImplementedError,
        MatReadError,
    ) as error:
        raise ValueError(f"{path} cannot be read as a MATLAB 5 file (cut off?): {error}") from error
    require(path, arrays, ("R", "Z", "T", "P"))
    charges, bohr, energies = arrays["Z"], np.asarray(arrays["R"], dtype=float), np.ravel(arrays["T"])
    if not len(charges) == len(bohr) == len(energies):
        raise ValueError(f"{path}: {len(charges)} rows of Z, {len(bohr)} of R, {len(energies)} energies in T")
    if "X" in arrays:
        _check_bohr(path, charges[0], bohr[0], arrays["X"][0])
    present = charges != 0
    return checked_molecules(
        path,
        [row[mask] for row, mask in zip(charges, present, strict=True)],
        [row[mask] * units.BOHR_TO_ANGSTROM for row, mask in zip(bohr, present, strict=True)],
        properties={
            "atomization_energy": (energies.astype(float), "kcal/mol"),
            "fold": (fold_numbers(arrays["P"], len(charges), path), "1"),
        },
        names=[f"qm7_{row + 1:04d}" for row in range(len(charges))],
    )


def _check_bohr(path: Path, charges: np.ndarray, positions: np.ndarray, matrix: np.ndarray) -> None:
    atoms = np.flatnonzero(charges > 0)[:2]
    if len(atoms) < 2:
        return
    i, j = atoms
    expected = charges[i] * charges[j] / np.linalg.norm(positions[i] - positions[j])
    if not np.isclose(matrix[i, j], expected, rtol=1e-2):
        warnings.warn(
            f"{path}: the first Coulomb matrix has {matrix[i, j]:.4g} "
            f"where Z and R, taken as bohr, give {expected:.4g}",
            stacklevel=3,
        )


def read_qm7_pbe0(path: Path) -> Molecules:
    """Read the compact copy of the qml package's QM7 (qm7_pbe0_dftb.npz).

    Parameters
    ----------
    path
        An npz file with the arrays Z, R (Å), n, ids, E_pbe0 and E_dftb (kcal/mol).

    Returns
    -------
    Molecules
        Properties atomization_energy (PBE0) and dftb_atomization_energy, kcal/mol, negative for bound
        molecules. Names qm7_<number>, the number of the molecule in the qml package.

    Raises
    ------
    ValueError
        If the file is cut off or lacks an array.
    """
    arrays = load_npz(path, ("Z", "R", "n", "ids", "E_pbe0", "E_dftb"))
    return ragged(
        arrays,
        path,
        {
            "atomization_energy": (arrays["E_pbe0"], "kcal/mol"),
            "dftb_atomization_energy": (arrays["E_dftb"], "kcal/mol"),
        },
        [f"qm7_{number:04d}" for number in arrays["ids"]],
    )


def convert_qm7_pbe0(energies: Path, geometries: Path, target: Path) -> None:
    """Make qm7_pbe0_dftb.npz from the files that the qml package distributes.

    Parameters
    ----------
    energies
        hof_qm7.txt: file name, PBE0 and DFTB atomization energy (kcal/mol) in every line.
    geometries
        Folder qm7/ with the xyz files (Å).
    target
        The npz file to write.

    Raises
    ------
    ValueError
        If a line or a geometry is not as described.
    """
    numbers, places, ids, pbe0, dftb = [], [], [], [], []
    for k, line in enumerate(energies.read_text().splitlines(), start=1):
        words = line.split()
        if len(words) != 3:
            raise ValueError(f"{energies}, line {k}: {line!r} is not a file name and two energies")
        rows = [row.split() for row in (geometries / words[0]).read_text().splitlines()]
        n_atoms = int(rows[0][0])
        atoms = rows[2 : 2 + n_atoms]
        if len(atoms) != n_atoms:
            raise ValueError(f"{geometries / words[0]} has {len(atoms)} lines of atoms instead of {n_atoms}")
        numbers.append([number_of_symbol[row[0]] for row in atoms])
        places.append([[float(word) for word in row[1:4]] for row in atoms])
        ids.append(int(Path(words[0]).stem))
        pbe0.append(float(words[1]))
        dftb.append(float(words[2]))
    np.savez_compressed(
        target,
        ids=np.array(ids, dtype=np.int32),
        n=np.array([len(row) for row in numbers], dtype=np.int32),
        Z=np.concatenate(numbers).astype(np.uint8),
        R=np.concatenate(places).astype(np.float32),
        E_pbe0=np.array(pbe0),
        E_dftb=np.array(dftb),
        units="E in kcal/mol (atomization energies, negative); R in Angstrom",
    )
