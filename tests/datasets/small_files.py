"""Small files in the published formats, written from the formats' descriptions, and a small set."""

import hashlib
import io
import tarfile
from pathlib import Path

import numpy as np
import scipy.io

from qmlaw.molecules import Molecules

BOHR = 0.529177210903

METHANE = """5
gdb 1\t157.7118\t157.70997\t157.70699\t0.\t13.21\t-0.3877\t0.1171\t0.5048\t35.3641\t0.044749\t-40.47893\t\
-40.476062\t-40.475117\t-40.498597\t6.469\t
C\t-0.0126981359\t 1.0858041578\t 0.0080009958\t-0.535689
H\t 0.002150416\t-0.0060313176\t 0.0019761204\t 0.133921
H\t 1.0117308433\t 1.4637511618\t 0.0002765748\t 0.133922
H\t-0.540815069\t 1.4475266138\t-0.8766437152\t 0.133923
H\t-0.5238136345\t 1.4379326443\t 0.9063972942\t 0.133923
1341.307\t1341.3284\t1341.365\t1562.6731\t1562.7453\t3038.3205\t3151.6034\t3151.6788\t3151.7078
C\tC\t
InChI=1S/CH4/h1H4\tInChI=1S/CH4/h1H4
"""
"""Record 1 of QM9 (Ramakrishnan et al. 2014, CC0)."""


def qm9_record(number: int, atoms: list[tuple[str, list[str]]], values: list[str], smiles: str) -> str:
    """A record of QM9 with given texts of the numbers; one frequency."""
    lines = [str(len(atoms)), "\t".join([f"gdb {number}", *values]) + "\t"]
    lines += ["\t".join([symbol, *words]) for symbol, words in atoms]
    lines += ["1000.0", f"{smiles}\t{smiles}\t", "InChI=1S\tInChI=1S"]
    return "\n".join(lines) + "\n"


def hydrogen(number: int = 2, distance: str = "0.74") -> str:
    """A record for H2 with an exponent in Mathematica's form in a position and in a property."""
    values = [str(k) for k in range(1, 15)] + ["6.5*^-3"]
    atoms = [("H", ["0.", "-1.5*^-6", "0.", "0."]), ("H", ["0.", "0.", distance, "0."])]
    return qm9_record(number, atoms, values, "[H][H]")


def qm9_archive(path: Path, records: dict[str, str]) -> Path:
    """A tar.bz2 of records, file name to text."""
    with tarfile.open(path, "w:bz2") as archive:
        for name, text in records.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


def qm7_mat(path: Path, n_folds: int = 5, per_fold: int = 4, **changes) -> Path:
    """A MATLAB 5 file in the form of qm7.mat: diatomics and water, padded to 23 atoms; positions in bohr."""
    rng = np.random.default_rng(0)
    n = n_folds * per_fold
    charges, positions = np.zeros((n, 23), dtype=np.float32), np.zeros((n, 23, 3), dtype=np.float32)
    for k in range(n):
        if k % 2:
            charges[k, :2] = (7, 8)
            positions[k, 1, 2] = 2.0 + 0.01 * k
        else:
            charges[k, :3] = (8, 1, 1)
            positions[k, 1:3] = [[0, 1.43, 1.1 + 0.01 * k], [0, -1.43, 1.1 + 0.01 * k]]
    matrices = np.zeros((n, 23, 23), dtype=np.float32)
    for k in range(n):
        for i in np.flatnonzero(charges[k]):
            for j in np.flatnonzero(charges[k]):
                if i == j:
                    matrices[k, i, j] = 0.5 * charges[k, i] ** 2.4
                else:
                    distance = np.linalg.norm(positions[k, i] - positions[k, j])
                    matrices[k, i, j] = charges[k, i] * charges[k, j] / distance
    arrays = {
        "X": matrices,
        "R": positions,
        "Z": charges,
        "T": rng.uniform(-2000, -400, size=(1, n)).astype(np.float32),
        "P": rng.permutation(n).reshape(n_folds, per_fold),
    }
    scipy.io.savemat(path, {key: a for key, a in {**arrays, **changes}.items() if a is not None})
    return path


def compact_npz(path: Path, **changes) -> Path:
    """Two molecules, H2 and water, in the form of qm7_pbe0_dftb.npz."""
    arrays = {
        "ids": np.array([3, 17], dtype=np.int32),
        "n": np.array([2, 3], dtype=np.int32),
        "Z": np.array([1, 1, 8, 1, 1], dtype=np.uint8),
        "R": np.array(
            [[0, 0, 0], [0, 0, 0.74], [0, 0, 0], [0, 0.76, 0.59], [0, -0.76, 0.59]], dtype=np.float32
        ),
        "E_pbe0": np.array([-104.0, -228.0]),
        "E_dftb": np.array([-110.0, -240.0]),
    }
    np.savez(path, **{key: a for key, a in {**arrays, **changes}.items() if a is not None})
    return path


def small_set() -> Molecules:
    """H2, N2 and water with made-up but consistent energies (hartree)."""
    return Molecules(
        [[1, 1], [7, 7], [8, 1, 1]],
        [
            [[0, 0, 0], [0, 0, 0.74]],
            [[0, 0, 0], [0, 0, 1.1]],
            [[0, 0, 0], [0, 0.76, 0.59], [0, -0.76, 0.59]],
        ],
        properties={
            "energy": ([-1.1, -109.3, -76.3], "hartree"),
            "atomization_energy": ([-0.1, -0.3, -0.3], "hartree"),
        },
        names=["H2", "N2", "H2O"],
    )


def write_checksums(folder) -> None:
    """Checksums of all HDF5 files of a set, as `sha256sum` writes them."""
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(folder.glob("*.h5"))]
    (folder / "checksums.txt").write_text("".join(lines))
