"""Small networks that correct a calculated energy: Balabin and Lomakina, Hu et al., Sun et al.

`LinearPlusNetwork`, on tables of descriptors, fits a straight line first and lets a handful of hidden units
learn what the line leaves over; the line alone is the baseline that it must beat. For error bars, put it into
a `qmlaw.models.bootstrap.BootstrapEnsemble`.

The two settings of the literature differ only in the table. Balabin and Lomakina: energies in several small
bases and constitutional descriptors, target the energy in a large basis. Hu et al. and Sun et al.: calculated
enthalpy of formation, zero-point energy and counts, target experiment minus calculation.

References
----------
L. H. Hu, X. J. Wang, L. H. Wong, G. H. Chen, J. Chem. Phys. 119, 11501 (2003), doi:10.1063/1.1630951.
R. M. Balabin, E. I. Lomakina, J. Chem. Phys. 131, 074104 (2009), doi:10.1063/1.3206326.
J. Sun et al., J. Phys. Chem. A 118, 9120 (2014): Kennard-Stone split and bootstrap.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import RidgeCV
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.kernel_ridge import check_targets

RIDGES = tuple(10.0**k for k in range(-6, 4))
"""Regularisations of the straight line, of which leaving one out chooses; columns are standardised."""


class LinearPlusNetwork(RegressorMixin, BaseEstimator):
    """A straight line through standardised descriptors, and a small network for what it leaves over.

    Parameters
    ----------
    hidden : int
        Units of the one hidden layer (tanh). Balabin and Lomakina found four to five; 0 means: no network.
    regularisation : float
        Weight of the squared weights of the network (scikit-learn's ``alpha``).
    iterations : int
        Most steps of L-BFGS. scikit-learn warns when they run out.
    seed : int
        Of the first weights.

    Attributes
    ----------
    line_ : RidgeCV
    network_ : MLPRegressor or None
    """

    def __init__(
        self, *, hidden: int = 5, regularisation: float = 0.1, iterations: int = 20_000, seed: int = 0
    ) -> None:
        self.hidden = hidden
        self.regularisation = regularisation
        self.iterations = iterations
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike) -> LinearPlusNetwork:
        """Fit the line, then the network.

        Parameters
        ----------
        X : array_like (N, F)
            Descriptors and energies, each column in its own unit.
        y : array_like (N,)
            Targets, in any unit.

        Raises
        ------
        ValueError
            If an entry is not finite, lengths disagree, there are fewer than two molecules, or a parameter is
            out of range.
        """
        if self.hidden < 0:
            raise ValueError(f"hidden is {self.hidden!r}; allowed is 0 or more")
        if not (np.isfinite(self.regularisation) and self.regularisation >= 0):
            raise ValueError(f"regularisation is {self.regularisation!r}; allowed is 0 or more")
        X = check_table(X)
        y = check_targets(y, len(X))
        if len(X) < 2:
            raise ValueError(f"X has {len(X)} molecule; a line needs two or more")
        self.n_features_in_ = X.shape[1]
        self.scaler_ = StandardScaler().fit(X)
        standardised = self.scaler_.transform(X)
        self.line_ = RidgeCV(RIDGES).fit(standardised, y)
        rest = y - self.line_.predict(standardised)
        self.scale_ = float(rest.std())
        self.network_ = None
        # Of a line that is exact nothing is left over but rounding.
        if self.hidden and self.scale_ > 1e-10 * max(float(np.abs(y).max()), 1e-300):
            self.network_ = MLPRegressor(
                hidden_layer_sizes=(self.hidden,),
                activation="tanh",
                solver="lbfgs",
                alpha=self.regularisation,
                max_iter=self.iterations,
                max_fun=2 * self.iterations,
                random_state=self.seed,
            ).fit(standardised, rest / self.scale_)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Predictions (N,), in the unit of the targets."""
        check_is_fitted(self)
        X = check_table(X, self.n_features_in_)
        if len(X) == 0:
            return np.zeros(0)
        standardised = self.scaler_.transform(X)
        predicted = self.line_.predict(standardised)
        if self.network_ is not None:
            predicted = predicted + self.scale_ * self.network_.predict(standardised)
        return predicted


def check_table(X: ArrayLike, n_columns: int | None = None) -> NDArray[np.float64]:
    """Descriptors as float64 (N, F), finite; with `n_columns`, exactly so many."""
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2 or X.shape[1] == 0 or n_columns not in (None, X.shape[1]):
        expected = "(N, F)" if n_columns is None else f"(N, {n_columns})"
        raise ValueError(f"X has shape {X.shape}; allowed is a table {expected}")
    bad = np.argwhere(~np.isfinite(X))
    if len(bad):
        i, column = bad[0]
        raise ValueError(
            f"X has {len(bad)} entries that are not finite, the first of molecule {i} in column {column}"
        )
    return X
