"""Kernel ridge regression: a prediction is a weighted sum over kernels with the training molecules.

    E(m) = mean + sum_i alpha_i k(m, m_i)        (K + lambda I) alpha = E - mean

The weights alpha may be negative: this is not an average over similar molecules. Training solves the linear
equations by Cholesky, in the memory of one kernel matrix. (scikit-learn's KernelRidge needs two, and falls
back on least squares with a warning where the matrix is singular; here that is an error which says what to
change.)

References
----------
M. Rupp et al., Phys. Rev. Lett. 108, 058301 (2012), doi:10.1103/PhysRevLett.108.058301.
K. Hansen et al., J. Chem. Theory Comput. 9, 3404 (2013), doi:10.1021/ct400195d (kernels,
    randomly sorted matrices).
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import ThreadpoolController

from qmlaw.models import kernels, kernels_fast
from qmlaw.models.kernels import Kernel

Realisations = Literal["augment", "average"]
BLOCK = 1000
"""Samples (molecules times realisations) predicted at once."""


class KernelRidgeRegressor(RegressorMixin, BaseEstimator):
    """Kernel ridge regression on feature vectors.

    Parameters
    ----------
    kernel : {"laplacian", "gaussian"}
        See `qmlaw.models.kernels`.
    sigma : float
        Width of the kernel, in the unit of the features.
    regularisation : float
        lambda, a pure number (the diagonal of K is 1).
    baseline : {"mean", None}
        Subtract the mean of the training targets first, or nothing. For a baseline of atom counts, see
        `qmlaw.models.composition.OnBaseline`.
    realisations : {"augment", "average"}
        For X of shape (N, R, F), R randomly sorted matrices of each molecule. ``"augment"``: R samples with
        the same target, prediction averaged over the realisations. ``"average"``: one sample per molecule,
        kernel averaged over all pairs of realisations.

    Attributes
    ----------
    X_train_ : ndarray (N, F) or (N, R, F)
    weights_ : ndarray (N,) or (N * R,)
        alpha, in the unit of the targets.
    offset_ : float
        The mean subtracted, in the unit of the targets.
    """

    def __init__(
        self,
        kernel: Kernel = "laplacian",
        *,
        sigma: float = 1000.0,
        regularisation: float = 1e-8,
        baseline: Literal["mean"] | None = "mean",
        realisations: Realisations = "augment",
    ) -> None:
        self.kernel = kernel
        self.sigma = sigma
        self.regularisation = regularisation
        self.baseline = baseline
        self.realisations = realisations

    def fit(self, X: ArrayLike, y: ArrayLike) -> KernelRidgeRegressor:
        """Solve for the weights.

        Parameters
        ----------
        X : array_like (N, F) or (N, R, F)
            Features, or R realisations of them.
        y : array_like (N,)
            Targets, in any unit.

        Raises
        ------
        ValueError
            If an entry is not finite, shapes disagree, a parameter is out of range, or the kernel matrix is
            not positive definite to working precision.
        """
        self._check_parameters()
        X = check_features(X)
        y = check_targets(y, len(X))
        self.n_features_in_ = X.shape[-1]
        self.offset_ = float(y.mean()) if self.baseline == "mean" else 0.0
        self.X_train_ = X
        targets = y - self.offset_
        if X.ndim == 3 and self.realisations == "augment":
            targets = targets.repeat(X.shape[1])
        self.weights_ = solve(self._kernel(X, None), targets, self.sigma, self.regularisation)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Predictions (N,), in the unit of the targets.

        X may have another number of realisations than the training set.
        """
        check_is_fitted(self)
        X = check_features(X)
        if X.shape[-1] != self.n_features_in_ or X.ndim != self.X_train_.ndim:
            raise ValueError(
                f"X has shape {X.shape}; the model was fitted to {self.n_features_in_} features "
                f"({self.X_train_.ndim} axes)"
            )
        step = BLOCK if X.ndim == 2 else max(1, BLOCK // X.shape[1])
        blocks = [self._predict_block(X[i : i + step]) for i in range(0, len(X), step)]
        return np.concatenate(blocks) if blocks else np.zeros(0)

    def widen(self, n_features: int) -> KernelRidgeRegressor:
        """Append zero columns to the stored training features: no kernel value changes.

        With `CoulombMatrix.widen` this lets a fitted model be asked about molecules larger than any it was
        trained on.
        """
        check_is_fitted(self)
        missing = n_features - self.n_features_in_
        if missing < 0:
            raise ValueError(f"n_features is {n_features}; allowed is {self.n_features_in_} (now) or more")
        before = [(0, 0)] * (self.X_train_.ndim - 1)
        self.X_train_ = np.pad(self.X_train_, [*before, (0, missing)])
        self.n_features_in_ = n_features
        return self

    def _predict_block(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        values = self._kernel(X, self.X_train_) @ self.weights_
        if X.ndim == 3 and self.realisations == "augment":
            values = values.reshape(X.shape[:2]).mean(axis=1)
        return values + self.offset_

    def _kernel(self, a: NDArray[np.float64], b: NDArray[np.float64] | None) -> NDArray[np.float64]:
        if a.ndim == 3 and self.realisations == "average":
            return averaged_kernel(a, b, self.kernel, self.sigma)
        flat_a, flat_b = flatten(a), None if b is None else flatten(b)
        return kernels.from_distances(distances(flat_a, flat_b, self.kernel), self.kernel, self.sigma)

    def _check_parameters(self) -> None:
        kernels.check_kernel(self.kernel, self.sigma)
        if not (np.isfinite(self.regularisation) and self.regularisation >= 0):
            raise ValueError(f"regularisation is {self.regularisation!r}; allowed is 0 or more")
        if self.baseline not in ("mean", None):
            raise ValueError(
                f"baseline is {self.baseline!r}; allowed are 'mean' and None. For atom counts wrap the "
                "model: qmlaw.models.OnBaseline(model, CompositionModel())"
            )
        if self.realisations not in ("augment", "average"):
            raise ValueError(f"realisations is {self.realisations!r}; allowed are 'augment' and 'average'")


def distances(a: NDArray[np.float64], b: NDArray[np.float64] | None, kernel: Kernel) -> NDArray[np.float64]:
    """The distances (N, M) that this kernel is a function of."""
    return (kernels_fast.l1_distances if kernel == "laplacian" else kernels_fast.squared_distances)(a, b)


def averaged_kernel(
    a: NDArray[np.float64], b: NDArray[np.float64] | None, kernel: Kernel, sigma: float
) -> NDArray[np.float64]:
    """Mean of k(a_p, b_q) over all pairs of realisations p, q: (N, R, F), (M, S, F) -> (N, M)."""
    b = a if b is None else b
    total = np.zeros((len(a), len(b)))
    for p in range(a.shape[1]):
        for q in range(b.shape[1]):
            one = distances(np.ascontiguousarray(a[:, p]), np.ascontiguousarray(b[:, q]), kernel)
            total += kernels.from_distances(one, kernel, sigma)
    total /= a.shape[1] * b.shape[1]
    return total


def solve(
    matrix: NDArray[np.float64], targets: NDArray[np.float64], sigma: float, regularisation: float
) -> NDArray[np.float64]:
    """Weights alpha with (K + lambda I) alpha = targets. Overwrites `matrix`.

    The factorisation runs on one thread, for two reasons. OpenBLAS 0.3.30 (SciPy 1.17) with exactly two
    threads crashed on matrices of 16,400 rows and more (OpenBLAS issue #2562). And its threads wait for each
    other: on a busy machine, one per core made it ten times slower. 7,000 rows take 3 to 4 s.

    Raises
    ------
    ValueError
        If K + lambda I is not positive definite to working precision.
    """
    n = len(matrix)
    matrix.flat[:: n + 1] += regularisation
    advice = (
        f"the kernel matrix of {n} samples is not positive definite to working precision with "
        f"sigma = {sigma:g} and regularisation = {regularisation:g}: samples too alike (duplicates?); "
        "raise the regularisation or lower sigma"
    )
    try:
        with _blas().limit(limits=1, user_api="blas"):
            factor, lower = cho_factor(matrix.T, lower=True, overwrite_a=True, check_finite=False)
    except LinAlgError as error:
        raise ValueError(advice) from error
    # The smallest squared pivot bounds the smallest eigenvalue from above: below rounding, it is noise.
    if factor.diagonal().min() ** 2 < n * np.finfo(float).eps:
        raise ValueError(advice)
    return cho_solve((factor, lower), targets, check_finite=False)


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def flatten(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N, F) as it is; (N, R, F) as (N * R, F)."""
    return features.reshape(-1, features.shape[-1])


def check_features(X: ArrayLike) -> NDArray[np.float64]:
    """Features as float64 (N, F) or (N, R, F), finite."""
    X = np.asarray(X, dtype=np.float64)
    if X.ndim not in (2, 3):
        raise ValueError(f"X has shape {X.shape}; allowed are (N, F) and (N, R, F)")
    bad = ~np.isfinite(X).all(axis=tuple(range(1, X.ndim)))
    if bad.any():
        raise ValueError(f"X has an entry that is not finite in sample {int(np.argmax(bad))}")
    return X


def check_targets(y: ArrayLike, n: int) -> NDArray[np.float64]:
    """Targets as float64 (n,), finite, at least one."""
    y = np.asarray(y, dtype=np.float64)
    if y.shape != (n,):
        raise ValueError(f"y has shape {y.shape}; X has {n} samples, so allowed is ({n},)")
    if n == 0:
        raise ValueError("no samples to fit; at least one is needed")
    if not np.isfinite(y).all():
        i = int(np.argmax(~np.isfinite(y)))
        raise ValueError(f"y[{i}] is {y[i]}; allowed are finite numbers")
    return y
