"""The surroundings of an atom as a word: its element, and in brackets the elements it is bonded to."""

from __future__ import annotations

import ase
import numpy as np
from ase.data import chemical_symbols
from ase.neighborlist import natural_cutoffs, neighbor_list
from numpy.typing import NDArray

from qmlaw.molecules import Molecule, Molecules

BOND_FACTOR = 1.2
"""Atoms closer than the sum of their covalent radii (as in ASE) times this are bonded."""


def bonded(molecule: Molecule) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices of the two atoms of each bond (2 B,), (2 B,): every bond once from each side."""
    atoms = ase.Atoms(molecule.atomic_numbers, molecule.positions)
    return neighbor_list("ij", atoms, natural_cutoffs(atoms, mult=BOND_FACTOR))


def surroundings(molecules: Molecules) -> NDArray[np.str_]:
    """Surroundings of every atom (sum of n,), such as ``"C(CHHH)"`` for the carbon of a methyl group.

    Two atoms have the same word if element and bonded elements are the same, whatever comes beyond.

    Parameters
    ----------
    molecules : Molecules
        Positions in Å.
    """
    words = []
    for molecule in molecules:
        of, partner = bonded(molecule)
        symbols = np.array([chemical_symbols[z] for z in molecule.atomic_numbers])
        words += [
            f"{symbol}({''.join(sorted(symbols[partner[of == i]]))})" for i, symbol in enumerate(symbols)
        ]
    return np.array(words)
