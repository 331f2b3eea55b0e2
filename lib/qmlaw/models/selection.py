"""Choosing sigma and lambda on a part of the training set, never on the test set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw.models import kernels
from qmlaw.models.kernel_ridge import (
    KernelRidgeRegressor,
    check_features,
    check_targets,
    distances,
    flatten,
    solve,
)
from qmlaw.models.kernels import Kernel


class Choice(NamedTuple):
    """The best pair, its error on the validation part, and the errors of all pairs (S, L).

    An error is NaN where the kernel matrix was not positive definite. `at_edge` says that the best pair lies
    on the rim of the grid, so that a wider grid might do better.
    """

    sigma: float
    regularisation: float
    validation_mae: float
    errors: NDArray[np.float64]
    at_edge: bool

    def apply_to(self, model: KernelRidgeRegressor) -> KernelRidgeRegressor:
        """Set sigma and regularisation of a model."""
        return model.set_params(sigma=self.sigma, regularisation=self.regularisation)


def choose_hyperparameters(
    X: ArrayLike,
    y: ArrayLike,
    *,
    kernel: Kernel = "laplacian",
    sigmas: Sequence[float],
    regularisations: Sequence[float],
    validation_fraction: float = 0.2,
    seed: int = 0,
) -> Choice:
    """Try all pairs on a random validation part of the training set; the lowest mean absolute error wins.

    The distances are computed once and serve every sigma.

    Parameters
    ----------
    X : array_like (N, F) or (N, R, F)
        Features of the *training* molecules. All realisations of a molecule stay on one side.
    y : array_like (N,)
        Their targets; a baseline other than the mean is to be subtracted before.
    kernel : {"laplacian", "gaussian"}
        Which kernel.
    sigmas, regularisations : sequence of float
        The grid.
    validation_fraction : float
        Share of the molecules to validate on.
    seed : int
        Seed of the choice of these molecules.

    Raises
    ------
    ValueError
        If the grid is empty, one part would be, or no pair gives a positive definite matrix.
    """
    X = check_features(X)
    y = check_targets(y, len(X))
    n_validation = round(validation_fraction * len(X))
    if not 0 < n_validation < len(X):
        raise ValueError(
            f"validation_fraction is {validation_fraction!r}, which leaves one part of {len(X)} empty"
        )
    if not len(sigmas) or not len(regularisations):
        raise ValueError("the grid is empty: give at least one sigma and one regularisation")
    order = np.random.default_rng(seed).permutation(len(X))
    held_out, kept = order[:n_validation], order[n_validation:]
    copies = X.shape[1] if X.ndim == 3 else 1
    offset = y[kept].mean()
    targets = (y[kept] - offset).repeat(copies)
    within = distances(flatten(X[kept]), None, kernel)
    across = distances(flatten(X[held_out]), flatten(X[kept]), kernel)

    errors = np.full((len(sigmas), len(regularisations)), np.nan)
    for s, sigma in enumerate(sigmas):
        k_within = kernels.from_distances(within.copy(), kernel, sigma)
        k_across = kernels.from_distances(across.copy(), kernel, sigma)
        for r, regularisation in enumerate(regularisations):
            try:
                weights = solve(k_within.copy(), targets, sigma, regularisation)
            except ValueError:
                continue  # recorded as NaN
            predicted = (k_across @ weights).reshape(n_validation, copies).mean(axis=1) + offset
            errors[s, r] = np.abs(predicted - y[held_out]).mean()
    if np.isnan(errors).all():
        raise ValueError(
            f"no pair of sigmas {list(sigmas)} and regularisations {list(regularisations)} gives a positive "
            "definite kernel matrix: raise the regularisations"
        )
    s, r = np.unravel_index(np.nanargmin(errors), errors.shape)
    at_edge = _on_rim(s, len(sigmas)) or _on_rim(r, len(regularisations))
    return Choice(float(sigmas[s]), float(regularisations[r]), float(errors[s, r]), errors, at_edge)


def _on_rim(i: int, n: int) -> bool:
    return n > 1 and i in (0, n - 1)
