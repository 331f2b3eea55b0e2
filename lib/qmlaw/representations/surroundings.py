"""The surroundings of an atom as a word: its element, and in brackets the elements it is bonded to."""

from __future__ import annotations

import ase
import numpy as np
from ase.data import chemical_symbols
from ase.neighborlist import natural_cutoffs, neighbor_list
from numpy.typing import NDArray

from qmlaw.molecules import Molecules

BOND_FACTOR = 1.2
"""Atoms closer than the sum of their covalent radii (as in ASE) times this are bonded."""


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
        atoms = ase.Atoms(molecule.atomic_numbers, molecule.positions)
        of, partner = neighbor_list("ij", atoms, natural_cutoffs(atoms, mult=BOND_FACTOR))
        symbols = np.array([chemical_symbols[z] for z in molecule.atomic_numbers])
        words += [
            f"{symbol}({''.join(sorted(symbols[partner[of == i]]))})" for i, symbol in enumerate(symbols)
        ]
    return np.array(words)
