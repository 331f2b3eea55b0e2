"""Who is near whom: all pairs of atoms within a cut-off, in molecules and in periodic cells.

A cell is repeated as often as the cut-off asks for: in one that is smaller than the cut-off an atom has many
images of one neighbour, and of itself, and each image counts. There is no "nearest image" here, so a cell may
be as small as it likes; results are those of a large piece of the crystal (tested).

One k-d tree holds all atoms and their images, so the cost grows with the number of atoms, not with its
square. Molecules of up to 200 atoms are faster done by looking at all pairs. ASE's neighbour list finds the
same pairs (tested) and takes longer: for 64 silicon atoms and 6 Å 60 ms.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from qmlaw.molecules import Molecules
from qmlaw.molecules.checks import SAME_SPOT, AtomLabels

SMALL = 200
"""Up to this many atoms in each molecule, all pairs are looked at."""


class Neighbours(NamedTuple):
    """Ordered pairs of atoms i, j closer than the cut-off; every pair is there as i, j and as j, i.

    centre (P,)
        Atom i, counted over all molecules; ascending.
    neighbour (P,)
        Atom j, of the same molecule.
    lattice_shift (P, 3) or None
        Whole lattice vectors to add to the position of j; None when no molecule has a cell.
    first (A + 1,)
        The neighbours of atom i are the pairs ``first[i]:first[i + 1]``.
    """

    centre: NDArray[np.int64]
    neighbour: NDArray[np.int64]
    lattice_shift: NDArray[np.float64] | None
    first: NDArray[np.int64]


class _Images(NamedTuple):
    """Atoms and their periodic images: which atom (Q,), by how many lattice vectors (Q, 3), where (Q, 3)."""

    atom: NDArray[np.int64]
    lattice_shift: NDArray[np.float64]
    positions: NDArray[np.float64]


def neighbours(molecules: Molecules, cutoff: float) -> Neighbours:
    """All pairs closer than a cut-off, within each molecule and its periodic images.

    Parameters
    ----------
    molecules : Molecules
        With or without cells.
    cutoff : float
        Å. It may be larger than that of the functions which use the pairs: further neighbours add nothing.

    Returns
    -------
    Neighbours

    Raises
    ------
    ValueError
        If the cut-off is not a positive number, a cell has no volume, or an atom lies on a periodic image.
    """
    if not (np.isfinite(cutoff) and cutoff > 0):
        raise ValueError(f"cutoff is {cutoff!r}; allowed is a positive number of Å")
    if molecules.cells is None and molecules.n_atoms.max(initial=0) <= SMALL:
        i, j, first = _all_pairs(molecules.positions, molecules.offsets, cutoff)
        return Neighbours(i, j, None, first)
    # The molecule's number as a fourth coordinate keeps the atoms of different molecules apart.
    apart = 2 * cutoff * molecules.molecule_index
    atoms = np.column_stack([molecules.positions, apart])
    if molecules.cells is None:
        half = cKDTree(atoms).query_pairs(cutoff, output_type="ndarray")
        i, j = np.concatenate([half, half[:, ::-1]]).T
    else:
        images = _images(molecules, cutoff)
        copies = np.column_stack([images.positions, apart[images.atom]])
        found = cKDTree(atoms).sparse_distance_matrix(cKDTree(copies), cutoff, output_type="ndarray")
        itself = (images.atom[found["j"]] == found["i"]) & ~images.lattice_shift[found["j"]].any(axis=1)
        found = found[~itself]
        _check_images(molecules, found["i"], images.atom[found["j"]], found["v"])
        i, j = found["i"], found["j"]
    order = np.argsort(i, kind="stable")
    i, j = i[order].astype(np.int64), j[order]
    first = np.concatenate([[0], np.cumsum(np.bincount(i, minlength=len(atoms)))]).astype(np.int64)
    if molecules.cells is None:
        return Neighbours(i, j.astype(np.int64), None, first)
    return Neighbours(i, images.atom[j], images.lattice_shift[j], first)


@numba.njit(cache=True, nogil=True)
def _all_pairs(positions, offsets, cutoff):  # noqa: ANN001, ANN202  (numba infers the types)
    """Centres, neighbours, and where the pairs of each atom begin, from all pairs of each molecule."""
    most = 0
    for m in range(len(offsets) - 1):
        n = offsets[m + 1] - offsets[m]
        most += n * (n - 1)
    centre, neighbour = np.empty(most, np.int64), np.empty(most, np.int64)
    first = np.zeros(len(positions) + 1, np.int64)
    found = 0
    for m in range(len(offsets) - 1):
        for i in range(offsets[m], offsets[m + 1]):
            for j in range(offsets[m], offsets[m + 1]):
                squared = 0.0
                for x in range(3):
                    squared += (positions[j, x] - positions[i, x]) ** 2
                if i != j and squared <= cutoff * cutoff:
                    centre[found], neighbour[found] = i, j
                    found += 1
            first[i + 1] = found
    return centre[:found].copy(), neighbour[:found].copy(), first


def _images(molecules: Molecules, cutoff: float) -> _Images:
    """All atoms, and those of their images that can be near an atom of the molecule."""
    parts = [
        _Images(np.arange(len(molecules.positions)), np.zeros_like(molecules.positions), molecules.positions)
    ]
    for i, molecule in enumerate(molecules):
        if molecule.cell is not None:
            found = _images_of_one(
                molecule.positions, molecule.cell, cutoff, f"molecule {i} ({molecule.name})"
            )
            parts.append(found._replace(atom=found.atom + molecules.offsets[i]))
    return _Images(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _images_of_one(
    positions: NDArray[np.float64], cell: NDArray[np.float64], cutoff: float, label: str
) -> _Images:
    volume = abs(np.linalg.det(cell))
    if volume < SAME_SPOT**3:
        raise ValueError(
            f"the cell of {label} has the volume {volume:.3g} Å^3; allowed are independent vectors"
        )
    inverse = np.linalg.inv(cell)
    # How far a sphere of this radius reaches in units of the lattice vectors: radius over distance of faces.
    reach = cutoff * np.linalg.norm(inverse, axis=0)
    fractions = positions @ inverse
    low, high = fractions.min(axis=0) - reach, fractions.max(axis=0) + reach
    most = np.floor(high - fractions.min(axis=0)).astype(int)
    shifts = np.stack(np.meshgrid(*(np.arange(-n, n + 1) for n in most), indexing="ij"), axis=-1).reshape(
        -1, 3
    )
    shifts = shifts[shifts.any(axis=1)]
    there = fractions + shifts[:, None]
    shift, atom = np.nonzero(((there >= low) & (there <= high)).all(axis=-1))
    return _Images(atom, shifts[shift].astype(float), positions[atom] + shifts[shift] @ cell)


def _check_images(
    molecules: Molecules, i: NDArray[np.int64], j: NDArray[np.int64], distance: NDArray[np.float64]
) -> None:
    """No atom lies on an image of another or of itself; `Molecules` has checked the atoms themselves."""
    if (distance < SAME_SPOT).any():
        at = int(np.argmin(distance))
        label = AtomLabels(molecules.atomic_numbers, molecules.offsets, molecules.names)[int(i[at])]
        other = j[at] - molecules.offsets[molecules.molecule_index[j[at]]]
        raise ValueError(
            f"{label} and a periodic image of atom {other} are on one spot "
            f"({distance[at]:.4f} Å apart; allowed is at least {SAME_SPOT} Å)"
        )
