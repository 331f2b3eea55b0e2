"""Learning an error cause by cause: the steps of a chain of levels of theory, each on its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.delta import check_delta_targets, warn_of_other_scale
from qmlaw.models.low_levels import level_names, read_low_levels
from qmlaw.molecules import Molecules


class TermwiseDelta(RegressorMixin, BaseEstimator):
    """Cause by cause: every step of a chain of levels is learned on its own, and the sum is the prediction.

        E_high = L_0 + (L_1 - L_0) + (L_2 - L_1) + … + (E_high - L_K-1)

    With L_0 = HF in a small basis, L_1 = HF and L_2 = MP2 in a complete basis, E_high = CCSD(T), the steps
    are the basis-set error of HF, the correlation of second order, and that of higher orders. Only L_0 is
    needed for a prediction. A regressor that is linear in its targets (kernel ridge with fixed sigma and
    lambda) gives the same sum as one `DeltaRegressor` from L_0: what can make a difference is that each step
    may choose its own parameters.

    Parameters
    ----------
    base : estimator
        Cloned for every step.
    chain : sequence of str
        Names of the properties L_0, L_1, …; the targets are the last link.
    unit : str
        Unit of the targets and of the predictions.
    baseline : estimator, optional
        As in `DeltaRegressor`, for every step.

    Attributes
    ----------
    steps_ : list of (str, estimator or None, estimator)
        What each step leads to, its baseline, its base.
    """

    def __init__(
        self,
        base: BaseEstimator,
        chain: Sequence[str],
        *,
        unit: str = "kcal/mol",
        baseline: BaseEstimator | None = None,
    ) -> None:
        self.base = base
        self.chain = chain
        self.unit = unit
        self.baseline = baseline

    def fit(self, X: Molecules, y: ArrayLike) -> TermwiseDelta:
        """Fit every step. Raises and warns as `DeltaRegressor`."""
        names = level_names(self.chain)
        y = check_delta_targets(y, len(X))
        levels = np.column_stack([read_low_levels(X, names, self.unit), y])
        for name, energies in zip(names, levels.T, strict=False):
            warn_of_other_scale(y, energies, name, self.unit)
        self.steps_ = []
        for name, step in zip([*names[1:], "target"], np.diff(levels, axis=1).T, strict=True):
            baseline = None if self.baseline is None else clone(self.baseline).fit(X, step)
            rest = step if baseline is None else step - baseline.predict(X)
            self.steps_.append((name, baseline, clone(self.base).fit(X, rest)))
        return self

    def predict_steps(self, X: Molecules) -> NDArray[np.float64]:
        """Predicted steps (N, K), in the order of the chain, in `unit`. They add up to the correction."""
        check_is_fitted(self)
        columns = [
            base.predict(X) + (0.0 if baseline is None else baseline.predict(X))
            for _, baseline, base in self.steps_
        ]
        return np.column_stack(columns)

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Predictions (N,) of the high level, in `unit`. X needs the first level of the chain only."""
        first = read_low_levels(X, level_names(self.chain)[0], self.unit)[:, 0]
        return first + self.predict_steps(X).sum(axis=1)
