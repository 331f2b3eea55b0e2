"""Forces on the atoms of one molecule by a kernel: with an energy behind them, or without.

Both fields push and pull along the lines between atoms, F = J^T f, where J are the derivatives of the inverse
distances x. So neither can move or turn a molecule that nothing else touches. They differ in one place:

    conservative   cov(f, f') = d^2 k / dx dx'     f is the slope of one function, the energy
    direct         cov(f, f') = k(x, x') 1         every component of f is a function of its own

with k(x, x') = exp(-|x - x'|^2 / (2 sigma^2)).

References
----------
S. Chmiela et al., Sci. Adv. 3, e1603015 (2017), doi:10.1126/sciadv.1603015: the conservative kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.leave_one_out import choose
from qmlaw.models.one_molecule import (
    WIDTHS,
    inverse_distance_slopes,
    inverse_distances,
    positions_of_one_molecule,
)
from qmlaw.molecules import Molecules


class ForceKernelRegressor(BaseEstimator):
    """Forces of geometries of one molecule, learned from forces.

    Parameters
    ----------
    conservative : bool
        Whether the forces are the slope of an energy.
    unit : str
        Unit of the energies; forces are in this unit per Å.

    Attributes
    ----------
    sigma_, regularisation_ : float
        Chosen by leaving one geometry out.
    left_out_ : float
        Root mean square error of force components left out, in `unit` per Å.
    """

    def __init__(self, *, conservative: bool = True, unit: str = "kcal/mol") -> None:
        self.conservative = conservative
        self.unit = unit

    def fit(self, X: Molecules, forces: ArrayLike) -> ForceKernelRegressor:
        """Choose a width and a regularisation, and solve for the weights.

        Parameters
        ----------
        X : Molecules
            N geometries of one molecule of n atoms.
        forces : array_like (N n, 3)
            In `unit` per Å.

        Raises
        ------
        ValueError
            If the molecules differ, there are fewer than three, or the forces have another shape.
        """
        if len(X) < 3:
            raise ValueError(f"{len(X)} geometries; at least 3 are needed to leave one out")
        self.atomic_numbers_ = X[0].atomic_numbers
        places = positions_of_one_molecule(X, self.atomic_numbers_)
        forces = np.asarray(forces, dtype=float)
        if forces.shape != X.positions.shape or not np.isfinite(forces).all():
            raise ValueError(
                f"forces have shape {forces.shape}; allowed are finite numbers {X.positions.shape}"
            )
        self.features_, slopes = inverse_distances(places), inverse_distance_slopes(places)
        spread = np.sqrt(2 * np.var(self.features_, axis=0).sum())
        size = places[0].size
        chosen = choose(
            lambda sigma: self._matrix(slopes, sigma),
            forces.ravel(),
            [width * spread for width in WIDTHS],
            block=size,
        )
        self.sigma_, self.regularisation_, weights, self.left_out_ = chosen
        self.pulls_ = np.einsum("npk,nk->np", slopes, weights.reshape(-1, size))
        return self

    def predict_forces(self, X: Molecules) -> NDArray[np.float64]:
        """Forces (N n, 3) in `unit` per Å."""
        check_is_fitted(self)
        places = positions_of_one_molecule(X, self.atomic_numbers_)
        apart, kernel = self._apart(inverse_distances(places))
        pulls = kernel @ self.pulls_
        if self.conservative:
            along = np.einsum("mnp,np->mn", apart, self.pulls_) * kernel / self.sigma_**2
            pulls = (pulls - np.einsum("mn,mnp->mp", along, apart)) / self.sigma_**2
        return np.einsum("mpk,mp->mk", inverse_distance_slopes(places), pulls).reshape(-1, 3)

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Energies (N,) in `unit`, up to a constant.

        Raises
        ------
        ValueError
            If the forces are not conservative: then there is no energy.
        """
        check_is_fitted(self)
        if not self.conservative:
            raise ValueError("conservative is False: these forces are not the slope of any energy")
        apart, kernel = self._apart(inverse_distances(positions_of_one_molecule(X, self.atomic_numbers_)))
        return -np.einsum("mn,mnp,np->m", kernel, apart, self.pulls_) / self.sigma_**2

    def _apart(self, features: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Differences (M, N, F) from the training geometries, and kernels (M, N)."""
        apart = features[:, None] - self.features_
        return apart, np.exp(-(apart**2).sum(axis=2) / (2 * self.sigma_**2))

    def _matrix(self, slopes: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
        """Kernel matrix (3nN, 3nN) of the training forces."""
        n_geometries, _, size = slopes.shape
        matrix = np.empty((n_geometries, size, n_geometries, size))
        for i in range(n_geometries):
            apart = self.features_[i] - self.features_
            kernel = np.exp(-(apart**2).sum(axis=1) / (2 * sigma**2))
            block = np.einsum("pa,jpb->ajb", slopes[i], slopes, optimize=True)
            if self.conservative:
                left, right = apart @ slopes[i], np.einsum("jp,jpb->jb", apart, slopes)
                block = (block - np.einsum("ja,jb->ajb", left, right) / sigma**2) / sigma**2
            matrix[i] = block * kernel[:, None]
        return matrix.reshape(n_geometries * size, -1)
