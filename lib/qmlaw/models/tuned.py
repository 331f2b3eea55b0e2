"""Kernel ridge regression that chooses its own width and regularisation, inside the training set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.kernel_ridge import (
    KernelRidgeRegressor,
    check_features,
    check_targets,
    distances,
    flatten,
)
from qmlaw.models.kernels import Kernel
from qmlaw.models.selection import choose_hyperparameters

SAMPLE = 300
"""Training samples whose distances give the unit of the widths."""


class TunedKernelRidge(RegressorMixin, BaseEstimator):
    """`KernelRidgeRegressor` with sigma and lambda from validation parts of what it is trained on.

    As a step of a pipeline it keeps the choice inside the training part of every split, whoever splits.

    Parameters
    ----------
    kernel : {"laplacian", "gaussian"}
        See `qmlaw.models.kernels`.
    widths : sequence of float
        Widths to try, in units of the median distance between training samples.
    regularisations : sequence of float
        Values of lambda to try.
    n_repeats : int
        Random validation parts to average the errors over. More are worth it for few molecules.
    validation_fraction : float
        Share of the training molecules in a validation part.
    seed : int
        Seed of the validation parts.

    Attributes
    ----------
    regressor_ : KernelRidgeRegressor
        Fitted to the whole training set.
    validation_mae_ : float
        Lowest mean absolute error on the validation parts, in the unit of the targets.
    at_edge_ : bool
        The choice lies on the rim of the grid: a wider one might do better.
    """

    def __init__(
        self,
        kernel: Kernel = "laplacian",
        *,
        widths: Sequence[float] = (0.5, 2.0, 8.0, 32.0, 128.0, 512.0),
        regularisations: Sequence[float] = (1e-9, 1e-7, 1e-5, 1e-3, 1e-1),
        n_repeats: int = 3,
        validation_fraction: float = 0.2,
        seed: int = 0,
    ) -> None:
        self.kernel = kernel
        self.widths = widths
        self.regularisations = regularisations
        self.n_repeats = n_repeats
        self.validation_fraction = validation_fraction
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike) -> TunedKernelRidge:
        """Choose, then solve for the weights on all samples.

        Raises
        ------
        ValueError
            If there are too few samples to validate on, or for the reasons of `choose_hyperparameters`.
        """
        X = check_features(X)
        y = check_targets(y, len(X))
        if self.n_repeats < 1:
            raise ValueError(f"n_repeats is {self.n_repeats!r}; allowed is 1 or more")
        if not 1 <= round(self.validation_fraction * len(X)) < len(X):
            raise ValueError(
                f"{len(X)} molecules are too few to choose sigma and lambda on a part of them "
                f"({self.validation_fraction:g}): add molecules, or fix both in a KernelRidgeRegressor"
            )
        sigmas = np.asarray(self.widths, dtype=float) * self._median_distance(X)
        choices = [
            choose_hyperparameters(
                X, y, kernel=self.kernel, sigmas=sigmas, regularisations=self.regularisations,
                validation_fraction=self.validation_fraction, seed=self.seed + repeat,
            )
            for repeat in range(self.n_repeats)
        ]  # fmt: skip
        errors = np.mean([choice.errors for choice in choices], axis=0)
        if np.isnan(errors).all():
            raise ValueError("no pair of sigma and lambda worked in all repeats: raise the regularisations")
        s, r = np.unravel_index(np.nanargmin(errors), errors.shape)
        self.validation_mae_ = float(errors[s, r])
        self.at_edge_ = bool(s in (0, len(sigmas) - 1) or r in (0, len(self.regularisations) - 1))
        self.regressor_ = self._fitted(X, y, float(sigmas[s]), float(self.regularisations[r]))
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Predictions (N,), in the unit of the targets."""
        check_is_fitted(self)
        return self.regressor_.predict(X)

    def _fitted(
        self, X: NDArray[np.float64], y: NDArray[np.float64], sigma: float, chosen: float
    ) -> KernelRidgeRegressor:
        """The model; where more samples made the matrix singular, with the next larger lambda."""
        *smaller, largest = sorted(value for value in self.regularisations if value >= chosen)
        for regularisation in smaller:
            try:
                return KernelRidgeRegressor(self.kernel, sigma=sigma, regularisation=regularisation).fit(X, y)
            except ValueError:
                continue
        return KernelRidgeRegressor(self.kernel, sigma=sigma, regularisation=largest).fit(X, y)

    def _median_distance(self, X: NDArray[np.float64]) -> float:
        some = np.random.default_rng(self.seed).permutation(len(X))[:SAMPLE]
        found = distances(flatten(X[some]), None, self.kernel)
        above = found[np.triu_indices(len(found), 1)]
        median = float(np.median(above)) if len(above) else 0.0
        if self.kernel == "gaussian":  # these distances are squared
            median **= 0.5
        return median or 1.0
