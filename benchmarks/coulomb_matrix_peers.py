"""Coulomb matrices and bags of bonds beside dscribe and qmllib: agreement and time, in one run.

Both peers take distances in Å, so our transformers do here, too. Run in an environment of its own:

    pip install -e . dscribe qmllib
    QMLAW_DATA=folder/of/public/data python benchmarks/coulomb_matrix_peers.py
"""

import time
from collections.abc import Callable

import ase
import numpy as np
from dscribe.descriptors import CoulombMatrix as DscribeMatrix
from qmllib.representations import generate_bob, generate_coulomb_matrix, generate_coulomb_matrix_eigenvalue
from rich.console import Console
from rich.table import Table

from qmlaw import datasets
from qmlaw.representations import BagOfBonds, CoulombMatrix

REPEATS = 3
SIZE = 23


def best_time(function: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    """Result and shortest of a few wall-clock times in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = function()
        times.append(time.perf_counter() - start)
    return np.asarray(result), min(times)


def as_squares(triangles: np.ndarray) -> np.ndarray:
    """(N, A(A+1)/2) lower triangles, row by row, as (N, A, A)."""
    rows, columns = np.tril_indices(SIZE)
    squares = np.zeros((len(triangles), SIZE, SIZE))
    squares[:, rows, columns] = squares[:, columns, rows] = triangles
    return squares


def deviation(ours: np.ndarray, theirs: np.ndarray) -> tuple[float, int]:
    """Largest deviation among molecules that agree to 1e-6, and the number of those that do not."""
    each = np.abs(ours - theirs).reshape(len(ours), -1).max(axis=1)
    return float(each[each < 1e-6].max(initial=0.0)), int((each >= 1e-6).sum())


def main() -> None:
    """Print one table."""
    molecules = datasets.load("qm7-pbe0")
    structures = [ase.Atoms(m.atomic_numbers, m.positions) for m in molecules]
    table = Table(title=f"{len(molecules)} molecules of QM7, distances in Å, best of {REPEATS}, wall s")
    for heading in ("", "qmlaw", "peer", "peer's time", "largest deviation", "other order of atoms"):
        table.add_column(heading, justify="left" if heading in ("", "peer") else "right")

    def add(what: str, our_time: float, peer: str, peer_time: float, found: tuple[float, int]) -> None:
        table.add_row(what, f"{our_time:.2f}", peer, f"{peer_time:.2f}", f"{found[0]:.1e}", str(found[1]))

    for form, dscribe_name, qmllib_name in (
        ("raw", "none", "unsorted"),
        ("sorted", "sorted_l2", "row-norm"),
        ("eigenvalues", "eigenspectrum", None),
    ):
        ours, our_time = best_time(
            lambda f=form: CoulombMatrix(f, length_unit="angstrom").fit_transform(molecules)
        )
        peer = DscribeMatrix(n_atoms_max=SIZE, permutation=dscribe_name)
        theirs, their_time = best_time(lambda peer=peer: peer.create(structures))
        squares = ours if form == "eigenvalues" else as_squares(ours).reshape(len(ours), -1)
        add(form, our_time, "dscribe", their_time, deviation(squares, theirs))
        theirs, their_time = best_time(
            lambda name=qmllib_name: [
                generate_coulomb_matrix(m.atomic_numbers, m.positions, size=SIZE, sorting=name)
                if name
                else generate_coulomb_matrix_eigenvalue(m.atomic_numbers, m.positions, size=SIZE)
                for m in molecules
            ]
        )
        if form == "eigenvalues":  # qmllib: by value, with the zeros of the padding in between
            theirs = np.take_along_axis(theirs, np.argsort(-np.abs(theirs), axis=1), axis=1)
        add(form, our_time, "qmllib", their_time, deviation(ours, theirs))

    ours, our_time = best_time(lambda: BagOfBonds(length_unit="angstrom").fit_transform(molecules))
    largest = {"H": 16, "C": 7, "N": 3, "O": 3, "S": 1}
    kinds = np.array([1, 6, 7, 8, 16])
    theirs, their_time = best_time(
        lambda: [
            generate_bob(m.atomic_numbers, m.positions, kinds, size=SIZE, asize=largest) for m in molecules
        ]
    )
    # The bags stand in another order, with other room: compare what is in them.
    width = max(ours.shape[1], theirs.shape[1])
    filled = [np.sort(np.pad(x, ((0, 0), (0, width - x.shape[1]))), axis=1) for x in (ours, theirs)]
    add("bag of bonds", our_time, "qmllib", their_time, deviation(*filled))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
