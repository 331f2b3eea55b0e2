"""Constitutional descriptors: what a structural formula says, as a few counts.

Atoms by element, bonds to hydrogen, single, double and triple bonds between heavy atoms, rings. Bonds are
read off the distances, so that no formula is needed; a bond between two of them (a delocalised one) is
counted on one side of a limit, and the counts jump there.

References
----------
R. M. Balabin, E. I. Lomakina, J. Chem. Phys. 131, 074104 (2009), doi:10.1063/1.3206326.
B. Cordero et al., Dalton Trans. 2008, 2832, doi:10.1039/b801115j: covalent radii, as ASE has them.
"""

from __future__ import annotations

import numpy as np
from ase.data import chemical_symbols, covalent_radii
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.molecules import Molecule, Molecules
from qmlaw.representations.coulomb_matrix import check_molecules

BONDED = 1.3
"""Atoms closer than this times the sum of their covalent radii are bonded."""

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
    first, second = np.triu_indices(len(molecule.atomic_numbers), k=1)
    distances = np.linalg.norm(molecule.positions[first] - molecule.positions[second], axis=1)
    radii = covalent_radii[molecule.atomic_numbers]
    lengths = distances / (radii[first] + radii[second])
    bonded = lengths < BONDED
    heavy = bonded & (molecule.atomic_numbers[first] > 1) & (molecule.atomic_numbers[second] > 1)
    able = heavy & np.isin(molecule.atomic_numbers[first], MULTIPLE)
    able &= np.isin(molecule.atomic_numbers[second], MULTIPLE)
    triple, short = able & (lengths < TRIPLE), able & (lengths < DOUBLE)
    n_pieces = _n_pieces(len(radii), first[bonded], second[bonded])
    rings = bonded.sum() - len(radii) + n_pieces
    hydrogen = bonded.sum() - heavy.sum()
    double = short.sum() - triple.sum()
    return int(hydrogen), int(heavy.sum() - short.sum()), int(double), int(triple.sum()), int(rings)


def _n_pieces(n: int, first: NDArray[np.intp], second: NDArray[np.intp]) -> int:
    """Connected pieces of a graph of n atoms."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(first)), (first, second)), shape=(n, n))
    return connected_components(graph, directed=False, return_labels=False)
