"""Error against the number of training molecules, over random splits, with the exponent of its fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, clone

from qmlaw.models.kernel_ridge import check_targets
from qmlaw.molecules import Molecules


class LearningCurve(NamedTuple):
    """Mean absolute errors and the straight line through them in a log-log plot.

    sizes (K,): training molecules. errors (S, K): mean absolute error per seed, in the unit of the targets.
    exponents (S,): b of the fit error = a N^b, per seed; negative when the model learns.
    """

    sizes: NDArray[np.int64]
    errors: NDArray[np.float64]
    exponents: NDArray[np.float64]

    @property
    def exponent(self) -> float:
        """Mean exponent over the seeds."""
        return float(self.exponents.mean())

    @property
    def exponent_range(self) -> tuple[float, float]:
        """Lowest and highest exponent over the seeds."""
        return float(self.exponents.min()), float(self.exponents.max())


def learning_curve(
    model: BaseEstimator,
    X: Molecules | NDArray[np.float64],
    y: ArrayLike,
    *,
    sizes: Sequence[int],
    seeds: Sequence[int] = (0, 1, 2),
    n_test: int = 1000,
) -> LearningCurve:
    """Train on nested random subsets and test on molecules that none of them contains.

    Parameters
    ----------
    model : estimator
        Cloned for every fit, with its parameters as they are.
    X : Molecules or ndarray (N, F)
        All data.
    y : array_like (N,)
        Targets, in any unit.
    sizes : sequence of int
        Training molecules, at least two different numbers.
    seeds : sequence of int
        One random order of the data each: the first `n_test` of it test, the next ones train.
    n_test : int
        Test molecules.

    Raises
    ------
    ValueError
        If there are too few data, sizes or seeds.
    """
    y = check_targets(y, len(X))
    sizes = np.unique(np.asarray(sizes, dtype=np.int64))
    if len(sizes) < 2 or sizes[0] < 1:
        raise ValueError(f"sizes are {sizes.tolist()}; at least two different positive numbers are needed")
    if not len(seeds):
        raise ValueError("seeds is empty; at least one is needed")
    if n_test < 1 or n_test + sizes[-1] > len(y):
        raise ValueError(f"n_test = {n_test} and {sizes[-1]} to train on do not fit into {len(y)} molecules")
    errors = np.empty((len(seeds), len(sizes)))
    for s, seed in enumerate(seeds):
        order = np.random.default_rng(seed).permutation(len(y))
        test, rest = order[:n_test], order[n_test:]
        for k, size in enumerate(sizes):
            fitted = clone(model).fit(X[rest[:size]], y[rest[:size]])
            errors[s, k] = np.abs(fitted.predict(X[test]) - y[test]).mean()
    return LearningCurve(sizes, errors, fit_exponents(sizes, errors))


def fit_exponents(sizes: ArrayLike, errors: ArrayLike) -> NDArray[np.float64]:
    """Slopes (S,) of log error (S, K) against log size (K,), by least squares."""
    log_sizes = np.log(np.asarray(sizes, dtype=float))
    return np.polyfit(log_sizes, np.log(np.asarray(errors, dtype=float)).T, 1)[0]
