"""Energies of many molecules by a kernel between atoms: added up over atoms, or of the molecule as a whole.

    additive   K(A, B) = sum_{a in A, b in B, Z_a = Z_b} k(g_a, g_b)     an energy is a sum over atoms
    whole      K(A, B) = k(G_A, G_B),  G = sum of the g by element      the energy of a molecule is one thing

g_a are the numbers that describe the surroundings of atom a. Both see the same numbers. Only the first says
that like surroundings have like energies wherever they are, and that the energies add.

References
----------
A. P. Bartók, R. Kondor, G. Csányi, Phys. Rev. B 87, 184115 (2013), doi:10.1103/PhysRevB.87.184115: kernels
    between the surroundings of atoms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.models import kernels
from qmlaw.models.kernel_ridge import check_targets, distances
from qmlaw.models.leave_one_out import choose
from qmlaw.molecules import Molecules

WIDTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Widths to try, in units of the root mean square distance of two atoms of an element, or two molecules."""


class AtomKernelRegressor(RegressorMixin, BaseEstimator):
    """Energies of molecules from numbers that describe their atoms.

    Parameters
    ----------
    additive : bool
        Whether the energy is a sum over atoms.

    Attributes
    ----------
    sigma_, regularisation_ : float
        Chosen by leaving one molecule out.
    left_out_ : float
        Root mean square error of training molecules left out, in the unit of the energies.
    """

    def __init__(self, *, additive: bool = True) -> None:
        self.additive = additive

    def fit(self, X: tuple[Molecules, ArrayLike], y: ArrayLike) -> AtomKernelRegressor:
        """Choose a width and a regularisation, and solve for the weights.

        Parameters
        ----------
        X : (Molecules, array_like (A, F))
            M molecules and the numbers of their A atoms, for example of `AEV.vectors`.
        y : array_like (M,)
            Energies in any unit.

        Raises
        ------
        ValueError
            If there are fewer than three molecules, or the numbers are not those of all atoms.
        """
        molecules, numbers = _checked(X)
        if len(molecules) < 3:
            raise ValueError(f"{len(molecules)} molecules; at least 3 are needed to leave one out")
        y = check_targets(y, len(molecules))
        self.elements_ = np.unique(molecules.atomic_numbers)
        self.offset_ = 0.0 if self.additive else float(y.mean())
        self.parts_ = self._parts(molecules, numbers)
        apart = self._apart(self.parts_)
        spread = np.sqrt(np.mean([np.mean(d) for d in apart if d.size]))
        chosen = choose(
            lambda sigma: self._kernel(apart, self.parts_, sigma),
            y - self.offset_,
            [width * spread for width in WIDTHS],
        )
        self.sigma_, self.regularisation_, self.weights_, self.left_out_ = chosen
        return self

    def predict(self, X: tuple[Molecules, ArrayLike]) -> NDArray[np.float64]:
        """Energies (M,), in the unit of the training energies.

        Raises
        ------
        ValueError
            For an element that no training molecule has.
        """
        check_is_fitted(self)
        molecules, numbers = _checked(X)
        unknown = np.setdiff1d(molecules.atomic_numbers, self.elements_)
        if len(unknown):
            raise ValueError(f"atomic numbers {unknown.tolist()}; allowed are {self.elements_.tolist()}")
        parts = self._parts(molecules, numbers)
        return self._kernel(self._apart(parts), parts, self.sigma_) @ self.weights_ + self.offset_

    def _parts(self, molecules: Molecules, numbers: NDArray[np.float64]) -> list[tuple]:
        """For each element the numbers of its atoms and the molecule each is in; or the whole molecules."""
        atoms = [molecules.atomic_numbers == z for z in self.elements_]
        if self.additive:
            return [(numbers[of], molecules.molecule_index[of], len(molecules)) for of in atoms]
        whole = np.zeros((len(molecules), len(atoms), numbers.shape[1]))
        for k, of in enumerate(atoms):
            np.add.at(whole[:, k], molecules.molecule_index[of], numbers[of])
        return [(whole.reshape(len(molecules), -1), np.arange(len(molecules)), len(molecules))]

    def _apart(self, parts: list[tuple]) -> list[NDArray[np.float64]]:
        """Squared distances from the training set, for each part."""
        return [distances(here[0], own[0], "gaussian") for here, own in zip(parts, self.parts_, strict=True)]

    def _kernel(
        self, apart: list[NDArray[np.float64]], parts: list[tuple], sigma: float
    ) -> NDArray[np.float64]:
        total = np.zeros((parts[0][2], self.parts_[0][2]))
        for squares, here, own in zip(apart, parts, self.parts_, strict=True):
            atoms = kernels.from_distances(squares.copy(), "gaussian", sigma)
            rows = np.zeros((here[2], atoms.shape[1]))
            np.add.at(rows, here[1], atoms)
            columns = np.zeros((own[2], here[2]))
            np.add.at(columns, own[1], rows.T)
            total += columns.T
        return total


def _checked(X: tuple[Molecules, ArrayLike]) -> tuple[Molecules, NDArray[np.float64]]:
    molecules, numbers = X
    numbers = np.asarray(numbers, dtype=float)
    if numbers.ndim != 2 or len(numbers) != molecules.n_atoms.sum() or not np.isfinite(numbers).all():
        raise ValueError(
            f"numbers of atoms have shape {numbers.shape}; allowed are finite ones, "
            f"({molecules.n_atoms.sum()}, F)"
        )
    return molecules, numbers
