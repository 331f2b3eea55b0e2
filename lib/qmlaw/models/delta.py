"""Learning the error: a cheap energy is calculated, the rest of the way to the expensive one is learned.

    difference:  E_high(m) = E_low(m) + f(m)                      f learns E_high - E_low
    fitted:      E_high(m) = sum_k rho_k E_low,k(m) + f(m)        rho by least squares, f learns the rest
    feature:     E_high(m) = f(m, E_low,1(m), E_low,2(m), …)      E_low is one more input of f

All three use the same information. What differs is what the model says where it has learned nothing: f = 0
leaves the low level in the first form, a line through it in the second, the mean of the training set in the
third.

References
----------
R. Ramakrishnan, P. O. Dral, M. Rupp, O. A. von Lilienfeld, J. Chem. Theory Comput. 11, 2087 (2015),
    doi:10.1021/acs.jctc.5b00099: the difference.
R. M. Balabin, E. I. Lomakina, J. Chem. Phys. 131, 074104 (2009), doi:10.1063/1.3206326: several low-level
    energies as inputs.
M. C. Kennedy, A. O'Hagan, Biometrika 87, 1 (2000), doi:10.1093/biomet/87.1.1: the factor rho.
"""

from __future__ import annotations

import warnings
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.pipeline import Pipeline
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.kernel_ridge import check_targets
from qmlaw.models.low_levels import (
    AppendLowLevels,
    Levels,
    level_names,
    read_low_levels,
    without_low_levels,
)
from qmlaw.molecules import Molecules

Form = Literal["difference", "fitted", "feature"]

SPREADS_APART = 20.0
"""Energies of two levels for the same molecules spread alike; a ratio above this is a mistake in a unit."""


class DataWarning(UserWarning):
    """Data that can be used but are probably not what was meant."""


class DeltaRegressor(RegressorMixin, BaseEstimator):
    """A regressor on top of one or several low levels of theory: a scikit-learn estimator on `Molecules`.

    The low-level energies are properties of the molecules, so that splitting the molecules splits them, too:
    `cross_val_score`, `GridSearchCV` and `clone` work as with any estimator. X may also be an array that has
    the energies as columns.

    Parameters
    ----------
    base : estimator
        Any regressor on X. For ``"feature"``, a pipeline of representation and regressor (or a regressor
        alone, which then has only the low levels as its inputs).
    low_levels : str or sequence of str
        Names of properties, ``"HF/STO-3G/atomization_energy"``; for an array, columns.
    form : {"difference", "fitted", "feature"}
        See the module. ``"difference"`` takes one low level. ``"fitted"`` finds rho together with one energy
        per element (an array: one constant), then leaves only ``rho * E_low`` to the low levels.
    unit : str
        Unit of the targets and of the predictions; low levels are converted to it.
    feature_scale : float
        For ``"feature"``: energies enter as feature_scale * E_low / unit, beside the other features as they
        are. See `AppendLowLevels`.
    baseline : estimator, optional
        Fitted before `base` to what `base` is to learn, and subtracted: `CompositionModel()` for atom counts.
        For ``"feature"`` the energies that go in lose their own fit of it, too.

    Attributes
    ----------
    slopes_ : ndarray (K,)
        Factors of the low levels: 1 for ``"difference"``, rho for ``"fitted"``, 0 for ``"feature"``.
    baseline_, base_ : estimators
        The fitted parts (baseline_ may be None).

    References
    ----------
    See the module.
    """

    def __init__(
        self,
        base: BaseEstimator,
        low_levels: Levels,
        *,
        form: Form = "difference",
        unit: str = "kcal/mol",
        feature_scale: float = 1.0,
        baseline: BaseEstimator | None = None,
    ) -> None:
        self.base = base
        self.low_levels = low_levels
        self.form = form
        self.unit = unit
        self.feature_scale = feature_scale
        self.baseline = baseline

    def fit(self, X: Molecules | ArrayLike, y: ArrayLike) -> DeltaRegressor:
        """Fit the slopes, the baseline and the base, in this order.

        Parameters
        ----------
        X : Molecules or array_like (N, F)
            With the low-level energies.
        y : array_like (N,)
            High-level energies, in `unit`.

        Raises
        ------
        ValueError
            If a low level is missing for some molecules or altogether, y does not fit X, is not finite or
            constant, there is only one molecule, or a parameter is not allowed.

        Warns
        -----
        DataWarning
            If y and a low level spread so differently that their units or zero points probably differ, or if
            they differ by a constant.
        """
        names = self._checked_levels()
        y = check_delta_targets(y, len(X))
        low = read_low_levels(X, self.low_levels, self.unit)
        for name, energies in zip(names, low.T, strict=True):
            warn_of_other_scale(y, energies, name, self.unit)
        self.slopes_ = self._fit_slopes(X, low, y)
        rest = y - low @ self.slopes_
        if np.ptp(rest) <= 1e-9 * np.ptp(y):
            warnings.warn(
                f"the targets and {names} differ by a constant: there is no correction to learn",
                DataWarning,
                stacklevel=2,
            )
        other = self._other(X)
        self.baseline_ = None if self.baseline is None else clone(self.baseline).fit(other, rest)
        if self.baseline_ is not None:
            rest = rest - self.baseline_.predict(other)
        self.base_ = self._base().fit(self._inputs(X), rest)
        return self

    def predict(self, X: Molecules | ArrayLike) -> NDArray[np.float64]:
        """Predictions (N,) of the high level, in `unit`. X needs the low levels, as in `fit`."""
        check_is_fitted(self)
        values = read_low_levels(X, self.low_levels, self.unit) @ self.slopes_
        if self.baseline_ is not None:
            values = values + self.baseline_.predict(self._other(X))
        return values + self.base_.predict(self._inputs(X))

    def _other(self, X: Molecules | ArrayLike) -> Molecules | NDArray[np.float64]:
        return without_low_levels(X, self.low_levels)

    def _inputs(self, X: Molecules | ArrayLike) -> Molecules | ArrayLike:
        return X if self.form == "feature" else self._other(X)

    def _base(self) -> BaseEstimator:
        """An unfitted base; for "feature", with the energies appended before its last step."""
        if self.form != "feature":
            return clone(self.base)
        steps = self.base.steps if isinstance(self.base, Pipeline) else [("regressor", self.base)]
        before = clone(Pipeline(steps[:-1])) if len(steps) > 1 else None
        append = AppendLowLevels(
            before, self.low_levels, unit=self.unit, scale=self.feature_scale, baseline=self.baseline
        )
        return Pipeline([("features", append), (steps[-1][0], clone(steps[-1][1]))])

    def _fit_slopes(
        self, X: Molecules | ArrayLike, low: NDArray[np.float64], y: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        if self.form == "difference":
            return np.ones(1)
        if self.form == "feature":
            return np.zeros(low.shape[1])
        return np.linalg.lstsq(np.column_stack([low, intercepts(X)]), y, rcond=None)[0][: low.shape[1]]

    def _checked_levels(self) -> list[str] | list[int]:
        if self.form not in get_args(Form):
            raise ValueError(f"form is {self.form!r}; allowed are {', '.join(get_args(Form))}")
        names = level_names(self.low_levels)
        if self.form == "difference" and len(names) > 1:
            raise ValueError(
                f"form 'difference' takes one low level, got {names}; several go with 'fitted' and 'feature'"
            )
        return names


def intercepts(X: Molecules | ArrayLike) -> NDArray[np.float64]:
    """Columns beside the low levels in a linear fit: atom counts (N, E), or ones (N, 1) for an array."""
    return X.composition().counts.astype(float) if isinstance(X, Molecules) else np.ones((len(X), 1))


def check_delta_targets(y: ArrayLike, n: int) -> NDArray[np.float64]:
    """Targets as float64 (n,): finite, of at least two molecules, not all the same."""
    y = check_targets(y, n)
    if n == 1:
        raise ValueError("1 molecule to train on; at least 2 are needed")
    if np.ptp(y) == 0:
        raise ValueError(
            f"all {n} targets are {y[0]:g}: there is nothing to learn; is it the right property?"
        )
    return y


def warn_of_other_scale(y: NDArray[np.float64], low: NDArray[np.float64], name: str | int, unit: str) -> None:
    """Warn if two levels spread so differently over the molecules that units or zero points differ."""
    spread_y, spread_low = np.std(y), np.std(low)
    if not spread_y / SPREADS_APART < spread_low < spread_y * SPREADS_APART:
        warnings.warn(
            f"the targets spread over {spread_y:.4g} and {name!r} over {spread_low:.4g} {unit} (standard "
            f"deviations): are the targets in {unit}, and do both count energies from the same zero?",
            DataWarning,
            stacklevel=3,
        )
