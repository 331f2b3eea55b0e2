"""An error is read beside what needs no learning machine: every score carries its baselines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, clone

from qmlaw.models.kernel_ridge import check_targets
from qmlaw.models.leaks import warn_of_leaks
from qmlaw.models.low_levels import Levels, level_names, read_low_levels
from qmlaw.molecules import Molecules, Split


class Score(NamedTuple):
    """Mean absolute error of a model on the test molecules, with those of the baselines on the same split."""

    error: float
    baselines: dict[str, float]
    n_train: int
    n_test: int
    unit: str

    @property
    def gain(self) -> float:
        """How many times smaller the error is than that of the best baseline."""
        return min(self.baselines.values()) / self.error

    def __str__(self) -> str:
        best = min(self.baselines, key=self.baselines.get)
        beside = ", ".join(f"{name} {error:.2f}" for name, error in self.baselines.items())
        return (
            f"{self.error:.2f} {self.unit} on {self.n_test} molecules after {self.n_train}; {beside}; "
            f"{self.gain:.1f} times better than {best!r}"
        )


def score(
    model: BaseEstimator,
    X: Molecules,
    y: ArrayLike,
    split: Split,
    *,
    low_levels: Levels | None = None,
    unit: str = "kcal/mol",
) -> Score:
    """Train a copy of the model on one part, test it on the other, and do the same with the baselines.

    Parameters
    ----------
    model : estimator on Molecules
        Cloned.
    X, y : Molecules, array_like (N,)
        All molecules and their targets, in `unit`.
    split : Split
        Indices to train on and to test on.
    low_levels : str or sequence of str, optional
        Low levels for the baselines.
    unit : str
        Unit of the targets.

    Warns
    -----
    LeakWarning
        If test molecules are in the training part, too.
    """
    y = check_targets(y, len(X))
    train, test = split
    warn_of_leaks(X[train], X[test])
    fitted = clone(model).fit(X[train], y[train])
    error = float(np.abs(fitted.predict(X[test]) - y[test]).mean())
    return Score(error, baselines(X, y, split, low_levels, unit), len(train), len(test), unit)


def baselines(
    X: Molecules, y: ArrayLike, split: Split, low_levels: Levels | None = None, unit: str = "kcal/mol"
) -> dict[str, float]:
    """Mean absolute errors on the test part of what needs no learning machine.

    ``"mean"``: mean of the training targets. ``"atom counts"``: one energy per element. With low levels also
    ``"low level"``: its energy as it is (of several, the best); ``"low level, linear"``: a + b E_low;
    ``"low level + atom counts"``: the difference to the low level (of several, the best) as one energy per
    element. Where counts are linearly dependent or an element is missing from the training part, the solution
    of smallest norm.
    """
    y = check_targets(y, len(X))
    counts = X.composition().counts.astype(float)
    ones = np.ones((len(X), 1))
    found = {"mean": linear_error(ones, y, split), "atom counts": linear_error(counts, y, split)}
    if low_levels is not None:
        low = read_low_levels(X, level_names(low_levels), unit)
        differences = (y - low.T)[:, split.test]
        corrected = [linear_error(counts, y - energies, split) for energies in low.T]
        found["low level"] = float(np.abs(differences).mean(axis=1).min())
        found["low level, linear"] = linear_error(np.hstack([low, ones]), y, split)
        found["low level + atom counts"] = min(corrected)
    return found


def linear_error(columns: NDArray[np.float64], y: NDArray[np.float64], split: Split) -> float:
    """Mean absolute error on the test part of a least-squares fit of y to columns (N, C)."""
    weights = np.linalg.lstsq(columns[split.train], y[split.train], rcond=None)[0]
    return float(np.abs(columns[split.test] @ weights - y[split.test]).mean())
