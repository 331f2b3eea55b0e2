"""Error bars by bootstrap: many copies of a model on resamples of the training set, and what they left out.

References
----------
J. Sun et al., J. Phys. Chem. A 118, 9120 (2014): bootstrap error bars of network
    corrections.
B. Kim, C. Xu, R. F. Barber, Adv. Neural Inf. Process. Syst. 33, 4138 (2020): intervals from the errors on
    what each resample left out (here stretched by the local spread, and without their guarantee).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import BaggingRegressor
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.error_correction import LinearPlusNetwork, check_table
from qmlaw.models.kernel_ridge import check_targets


class ErrorBars(NamedTuple):
    """Predictions with error bars, in the unit of the targets, (N,) each.

    Attributes
    ----------
    predicted : ndarray
        Mean of the ensemble.
    spread : ndarray
        Standard deviation over the ensemble: what the literature calls the bootstrap error bar. It knows
        nothing of errors that all members share.
    half_width : ndarray
        The stated part of the true values lies within so much of the prediction.
    """

    predicted: NDArray[np.float64]
    spread: NDArray[np.float64]
    half_width: NDArray[np.float64]


class BootstrapEnsemble(RegressorMixin, BaseEstimator):
    """Many copies of a regressor, each on a resample of the training set; their mean, and error bars.

    A member that did not see a molecule predicts it honestly. The errors of these predictions say how large
    the part of the error is that all members share (`noise_`) and by how much the total must be stretched to
    cover the stated part of them. Training molecules only are used for that. The members that left a molecule
    out know a little less than all of them together, so that the bars cover rather more than they state.

    Parameters
    ----------
    model : regressor, optional
        Without it, a `LinearPlusNetwork`.
    n_models : int
        Members, 10 or more.
    coverage : float
        Stated part of true values within the error bars, between 0 and 1.
    seed : int
        Of the resamples.

    Attributes
    ----------
    noise_ : float
        Standard deviation of the error that the members share, in the unit of the targets.
    stretch_ : float
        Half width of the error bars in total standard deviations.
    """

    def __init__(
        self,
        model: BaseEstimator | None = None,
        *,
        n_models: int = 50,
        coverage: float = 0.9,
        seed: int = 0,
    ) -> None:
        self.model = model
        self.n_models = n_models
        self.coverage = coverage
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike) -> BootstrapEnsemble:
        """Fit all members and calibrate the error bars.

        Parameters
        ----------
        X : array_like (N, F)
            Descriptors, any units.
        y : array_like (N,)
            Targets, in any unit.

        Raises
        ------
        ValueError
            If an entry is not finite, lengths disagree, there are fewer than 10 molecules (too few to be left
            out), or a parameter is out of range.
        """
        if self.n_models < 10:
            raise ValueError(f"n_models is {self.n_models!r}; allowed is 10 or more")
        if not 0 < self.coverage < 1:
            raise ValueError(f"coverage is {self.coverage!r}; allowed is a number between 0 and 1")
        X = check_table(X)
        y = check_targets(y, len(X))
        if len(X) < 10:
            raise ValueError(f"X has {len(X)} molecules; error bars need 10 or more")
        model = LinearPlusNetwork() if self.model is None else clone(self.model)
        self.bagging_ = BaggingRegressor(model, n_estimators=self.n_models, random_state=self.seed).fit(X, y)
        unseen = np.full((self.n_models, len(X)), np.nan)
        for k, (member, seen) in enumerate(
            zip(self.bagging_.estimators_, self.bagging_.estimators_samples_, strict=True)
        ):
            out = np.setdiff1d(np.arange(len(X)), seen)
            unseen[k, out] = member.predict(X[out])
        judged = np.isfinite(unseen).sum(axis=0) >= 2
        errors = np.nanmean(unseen[:, judged], axis=0) - y[judged]
        spread = np.nanstd(unseen[:, judged], axis=0)
        self.noise_ = float(np.sqrt(max(np.mean(errors**2 - spread**2), 0.0)))
        total = np.maximum(self._total(spread), np.finfo(float).tiny)  # of constant targets it is zero
        ratios = np.abs(errors) / total
        # The quantile of a new molecule among those judged, as in conformal prediction.
        level = min(1.0, np.ceil((len(ratios) + 1) * self.coverage) / len(ratios))
        self.stretch_ = float(np.quantile(ratios, level, method="higher"))
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Mean of the members, (N,), in the unit of the targets."""
        return self.predict_with_errors(X).predicted

    def predict_with_errors(self, X: ArrayLike) -> ErrorBars:
        """Predictions and error bars, in the unit of the targets."""
        check_is_fitted(self)
        X = check_table(X, self.bagging_.n_features_in_)
        members = np.array([member.predict(X) for member in self.bagging_.estimators_])
        spread = members.std(axis=0)
        return ErrorBars(members.mean(axis=0), spread, self.stretch_ * self._total(spread))

    def _total(self, spread: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.sqrt(spread**2 + self.noise_**2)


def measured_coverage(bars: ErrorBars, y: ArrayLike) -> float:
    """Part of the true values that lies within the error bars.

    Raises
    ------
    ValueError
        If y does not fit.
    """
    y = check_targets(y, len(bars.predicted))
    return float(np.mean(np.abs(bars.predicted - y) <= bars.half_width))
