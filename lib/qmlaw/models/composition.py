"""What atom counting alone can do: the baseline beside every figure.

In a set of small organic molecules most of the variance of atomization energies is in the numbers of atoms. A
model that cannot beat a straight line through these numbers has learned no chemistry.
"""

from __future__ import annotations

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.kernel_ridge import check_targets
from qmlaw.molecules import Molecules


class CompositionModel(RegressorMixin, BaseEstimator):
    """Least squares on the number of atoms of each element, without intercept ("dressed atoms").

    Attributes
    ----------
    elements_ : ndarray (E,)
        Atomic numbers.
    energy_per_atom_ : ndarray (E,)
        In the unit of the targets. Where counts are linearly dependent, the solution of smallest norm.

    References
    ----------
    K. Hansen et al., J. Phys. Chem. Lett. 6, 2326 (2015), doi:10.1021/acs.jpclett.5b00831 ("dressed atoms").
    """

    def fit(self, X: Molecules, y: ArrayLike) -> CompositionModel:
        """Fit one energy per element.

        Raises
        ------
        ValueError
            If y does not fit X or is not finite.
        """
        y = check_targets(y, len(X))
        composition = X.composition()
        self.elements_ = composition.elements
        self.energy_per_atom_ = np.linalg.lstsq(composition.counts.astype(float), y, rcond=None)[0]
        return self

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Predictions (N,), in the unit of the targets.

        Raises
        ------
        ValueError
            If a molecule has an element that was not in the training set.
        """
        check_is_fitted(self)
        new = np.setdiff1d(X.atomic_numbers, self.elements_)
        if len(new):
            i = int(X.molecule_index[np.argmax(np.isin(X.atomic_numbers, new))])
            known = ", ".join(chemical_symbols[z] for z in self.elements_)
            raise ValueError(
                f"molecule {i} ({X.names[i]!r}) contains {', '.join(chemical_symbols[z] for z in new)}, "
                f"which the training set did not; it had {known}"
            )
        return X.composition(self.elements_).counts @ self.energy_per_atom_


class OnBaseline(RegressorMixin, BaseEstimator):
    """A model of what a baseline leaves over: prediction = baseline + model.

    Parameters
    ----------
    model : estimator on Molecules
        For example ``make_pipeline(CoulombMatrix(), KernelRidgeRegressor())``.
    baseline : estimator on Molecules, optional
        Fitted first; without it, a `CompositionModel`.

    Attributes
    ----------
    baseline_, model_ : estimators
        The fitted parts.
    """

    def __init__(self, model: BaseEstimator, baseline: BaseEstimator | None = None) -> None:
        self.model = model
        self.baseline = baseline

    def fit(self, X: Molecules, y: ArrayLike) -> OnBaseline:
        """Fit the baseline to the targets and the model to the rest."""
        y = check_targets(y, len(X))
        self.baseline_ = clone(self.baseline or CompositionModel()).fit(X, y)
        self.model_ = clone(self.model).fit(X, y - self.baseline_.predict(X))
        return self

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Predictions (N,), in the unit of the targets."""
        check_is_fitted(self)
        return self.baseline_.predict(X) + self.model_.predict(X)
