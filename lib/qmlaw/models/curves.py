"""Energies of one distance by formulas: a law of known form, and one found among many by sparse regression.

Both are linear in their coefficients but for the steepness of the wall, and both can be read.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize_scalar
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted


class WallAndTail(RegressorMixin, BaseEstimator):
    """A law of known form, E(R) = A exp(-b R) + sum_n c_n / R^n, with fitted constants.

    Parameters
    ----------
    powers : sequence of int
        The n of the tail: 6 and 8 for dispersion, 2, 3 and 4 for an ion before a polar molecule.

    Attributes
    ----------
    steepness_ : float
        b in 1/Å.
    wall_ : float
        A in the unit of the energies.
    coefficients_ : dict of int to float
        c_n by power, in the unit of the energies times Å^n.
    """

    def __init__(self, powers: Sequence[int] = (6, 8)) -> None:
        self.powers = powers

    def fit(self, X: ArrayLike, y: ArrayLike) -> WallAndTail:
        """Fit to energies y (N,) at distances X (N,) or (N, 1) in Å."""
        r, y = _distances(X), np.asarray(y, dtype=float)
        if len(r) < len(self.powers) + 2:
            raise ValueError(f"X has {len(r)} distances; allowed are {len(self.powers) + 2} or more")

        def solved(steepness: float) -> tuple[NDArray[np.float64], float]:
            terms = self._terms(r, steepness)
            scale = np.linalg.norm(terms, axis=0)
            found = np.linalg.lstsq(terms / scale, y, rcond=None)[0] / scale
            return found, float(np.sum((terms @ found - y) ** 2))

        grid = np.linspace(0.5, 10.0, 96)
        best = grid[np.argmin([solved(b)[1] for b in grid])]
        self.steepness_ = float(
            minimize_scalar(lambda b: solved(b)[1], bounds=(best - 0.1, best + 0.1), method="bounded").x
        )
        self.wall_, *tail = solved(self.steepness_)[0].tolist()
        self.coefficients_ = dict(zip(self.powers, tail, strict=True))
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Energies (N,)."""
        check_is_fitted(self)
        return self._terms(_distances(X), self.steepness_) @ [self.wall_, *self.coefficients_.values()]

    def _terms(self, r: NDArray[np.float64], steepness: float) -> NDArray[np.float64]:
        return np.stack([np.exp(-steepness * r), *(r ** -float(n) for n in self.powers)], axis=1)


class SparseFormula(RegressorMixin, BaseEstimator):
    """A formula of few terms, picked from a list of inverse powers and exponentials by trying all choices.

    The choice is the one with the smallest leave-one-out error on the training distances. Nobody tells it
    which terms are physical. (They are so alike that a greedy pursuit missed even an exact formula.)

    Parameters
    ----------
    powers : sequence of int
        The n of 1/R^n in the list.
    steepnesses : sequence of float
        The b of exp(-b R) in the list, 1/Å.
    max_terms : int
        At most so many terms.

    Attributes
    ----------
    formula_ : dict of str to float
        Coefficient of each term that was chosen, such as ``{"R^-6": -210.0, "exp(-4R)": 9.1e4}``.
    leading_power_ : int or None
        The smallest n among the chosen powers: what is left far out. None without a power.

    References
    ----------
    S. L. Brunton, J. L. Proctor, J. N. Kutz, PNAS 113, 3932 (2016), doi:10.1073/pnas.1517384113 (laws by
    sparse regression over a list of terms).
    """

    def __init__(
        self, powers: Sequence[int] = tuple(range(1, 13)),
        steepnesses: Sequence[float] = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), max_terms: int = 3,
    ) -> None:  # fmt: skip
        self.powers = powers
        self.steepnesses = steepnesses
        self.max_terms = max_terms

    def fit(self, X: ArrayLike, y: ArrayLike) -> SparseFormula:
        """Fit to energies y (N,) at distances X (N,) or (N, 1) in Å."""
        r, y = _distances(X), np.asarray(y, dtype=float)
        if not 1 <= self.max_terms <= len(self._names):
            raise ValueError(f"max_terms is {self.max_terms!r}; allowed is 1 to {len(self._names)}")
        if len(r) < 2 * self.max_terms:
            raise ValueError(f"X has {len(r)} distances; allowed are {2 * self.max_terms} or more")
        terms = self._terms(r)
        sizes = np.linalg.norm(terms, axis=0)
        choices = [
            list(chosen)
            for n in range(1, self.max_terms + 1)
            for chosen in itertools.combinations(range(terms.shape[1]), n)
        ]
        best = min(choices, key=lambda chosen: _leave_one_out(terms[:, chosen] / sizes[chosen], y))
        coefficients = np.linalg.lstsq(terms[:, best] / sizes[best], y, rcond=None)[0] / sizes[best]
        self.formula_ = {self._names[k]: float(c) for k, c in zip(best, coefficients, strict=True)}
        self.leading_power_ = next((self.powers[k] for k in best if k < len(self.powers)), None)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Energies (N,)."""
        check_is_fitted(self)
        return self._terms(_distances(X)) @ [self.formula_.get(name, 0.0) for name in self._names]

    @property
    def _names(self) -> list[str]:
        return [f"R^-{n}" for n in self.powers] + [f"exp(-{b:g}R)" for b in self.steepnesses]

    def _terms(self, r: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.stack(
            [r ** -float(n) for n in self.powers] + [np.exp(-b * r) for b in self.steepnesses], axis=1
        )


def relative_error(true: ArrayLike, predicted: ArrayLike) -> float:
    """Median of |predicted/true - 1|: 0 is right, 1 is as good as the answer zero."""
    true, predicted = np.asarray(true, dtype=float), np.asarray(predicted, dtype=float)
    return float(np.median(np.abs(predicted - true) / np.abs(true)))


def _leave_one_out(terms: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Mean squared error of each point predicted from the others, from one linear fit (Allen's PRESS)."""
    basis, size, _ = np.linalg.svd(terms, full_matrices=False)
    basis = basis[:, size > 1e-10 * size[0]]
    own = np.sum(basis**2, axis=1)
    return float(np.mean(((y - basis @ (basis.T @ y)) / np.maximum(1 - own, 1e-9)) ** 2))


def _distances(X: ArrayLike) -> NDArray[np.float64]:
    r = np.asarray(X, dtype=float)
    r = r[:, 0] if r.ndim == 2 and r.shape[1] == 1 else r
    if r.ndim != 1 or not (r > 0).all():
        raise ValueError(
            f"X has shape {np.shape(X)} and smallest entry {np.min(X)}; "
            "allowed are positive distances, (N,) or (N, 1)"
        )
    return r
