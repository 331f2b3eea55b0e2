"""Constitutional descriptors: what a structural formula says, as a few counts.

Atoms by element, bonds to hydrogen, single, double and triple bonds between heavy atoms, rings. Bonds are
read off the distances, so that no formula is needed; a bond between two of them (a delocalised one) is
counted on one side of a limit, and the counts jump there.

References
----------
R. M. Balabin, E. I. Lomakina, J. Chem. Phys. 131, 074104 (2009), doi:10.1063/1.3206326.
Which atoms are bonded: `qmlaw.representations.lewis.sigma_bonds`.
"""

from __future__ import annotations

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.molecules import Molecule, Molecules
from qmlaw.representations.coulomb_matrix import check_molecules
from qmlaw.representations.lewis import independent_rings, sigma_bonds

DOUBLE, TRIPLE = 0.94, 0.82
"""Bonds of heavy atoms shorter than this times the sum of the radii count as double, as triple."""

MULTIPLE = (6, 7, 8, 14, 15, 16)
"""C, N, O, Si, P, S: only bonds between these are ever double or triple. Salts have short bonds, too."""

COUNTS = ("bonds to hydrogen", "single bonds", "double bonds", "triple bonds", "rings")


class ConstitutionalDescriptors(TransformerMixin, BaseEstimator):
    """Counts of atoms, bonds and rings: a scikit-learn transformer whose X is a `Molecules`.

    Unchanged by moving, turning and renumbering. Not continuous, and alike for many different molecules.

    Attributes
    ----------
    elements_ : ndarray (E,)
        Atomic numbers seen in `fit`.
    """

    def fit(self, X: Molecules, y: object = None) -> ConstitutionalDescriptors:
        """Learn which elements there are."""
        check_molecules(X)
        self.elements_ = np.unique(X.atomic_numbers)
        return self

    def transform(self, X: Molecules) -> NDArray[np.float64]:
        """Counts (N, E + 5): atoms of each element, then `COUNTS`.

        Raises
        ------
        ValueError
            If a molecule has an element that was not there in `fit`.
        """
        check_is_fitted(self)
        check_molecules(X, allow_empty=True)
        if len(new := np.setdiff1d(X.atomic_numbers, self.elements_)):
            known = ", ".join(chemical_symbols[z] for z in self.elements_)
            raise ValueError(f"X has {', '.join(chemical_symbols[z] for z in new)}; fitted were {known}")
        atoms = X.composition(self.elements_).counts.astype(float)
        bonds = np.array([count_bonds(molecule) for molecule in X], dtype=float).reshape(-1, len(COUNTS))
        return np.column_stack([atoms, bonds])

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Names of the columns."""
        check_is_fitted(self)
        return np.array([*(chemical_symbols[z] for z in self.elements_), *COUNTS], dtype=object)


def count_bonds(molecule: Molecule) -> tuple[int, int, int, int, int]:
    """Numbers of `COUNTS` in one molecule.

    Parameters
    ----------
    molecule : Molecule
        Positions in Å.

    Returns
    -------
    tuple of int
        Bonds to hydrogen (H2 has one), single, double and triple bonds between heavy atoms, and rings:
        independent cycles of the graph of bonds.
    """
    bonds, lengths = sigma_bonds(molecule)
    ends = molecule.atomic_numbers[bonds]
    heavy = (ends > 1).all(axis=1)
    able = np.isin(ends, MULTIPLE).all(axis=1)
    n_triple, n_short = int((able & (lengths < TRIPLE)).sum()), int((able & (lengths < DOUBLE)).sum())
    n_heavy, rings = int(heavy.sum()), independent_rings(bonds, len(molecule.atomic_numbers))
    return len(bonds) - n_heavy, n_heavy - n_short, n_short - n_triple, n_triple, rings
