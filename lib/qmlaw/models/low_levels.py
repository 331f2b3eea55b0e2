"""Energies of cheap levels of theory as inputs: read by name and unit, checked, appended to features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.utils.validation import check_is_fitted

from qmlaw.molecules import Molecules

Levels = str | int | Sequence[str] | Sequence[int]


def read_low_levels(X: Molecules | ArrayLike, low_levels: Levels, unit: str) -> NDArray[np.float64]:
    """Low-level energies (N, K), finite, in `unit`.

    Parameters
    ----------
    X : Molecules or array_like (N, F)
        Where they are.
    low_levels : str or sequence of str; int or sequence of int
        Names of molecular properties, ``"HF/STO-3G/atomization_energy"``; of an array, numbers of columns.
    unit : str
        Unit to convert properties to. Columns of an array are taken to be in it already.

    Raises
    ------
    ValueError
        If a property is absent (lists those there are), is not an energy where `unit` is one, has not one
        number per molecule, or is missing (NaN) for some molecules.
    """
    names = level_names(low_levels)
    if isinstance(X, Molecules):
        columns = [_property(X, name, unit) for name in names]
        labels = X.names
    else:
        X = np.asarray(X, dtype=np.float64)
        _check_columns(X, names)
        columns = [X[:, column] for column in names]
        labels = tuple(str(i) for i in range(len(X)))
    for name, values in zip(names, columns, strict=True):
        check_complete(values, name, labels)
    return np.column_stack(columns)


def level_names(low_levels: Levels) -> list[str] | list[int]:
    """The levels as a list, at least one, each once."""
    names = [low_levels] if isinstance(low_levels, str | int | np.integer) else list(low_levels)
    if not names or len(set(names)) < len(names):
        raise ValueError(f"low_levels is {low_levels!r}; allowed are one or more different names")
    return names


def check_complete(values: NDArray[np.float64], name: str | int, labels: Sequence[str]) -> None:
    """Raise ValueError that says for which molecules a value is not there."""
    missing = np.flatnonzero(~np.isfinite(values))
    if len(missing):
        listed = ", ".join(f"{labels[i]!r}" for i in missing[:3]) + (", …" if len(missing) > 3 else "")
        raise ValueError(
            f"{name!r} is missing (not finite) for {len(missing)} of {len(values)} molecules ({listed}): "
            "calculate it, or leave these molecules out"
        )


def _property(X: Molecules, name: str | int, unit: str) -> NDArray[np.float64]:
    if not isinstance(name, str):
        raise ValueError(f"low level is {name!r}; X is Molecules, so allowed is the name of a property")
    values = X.value(name, unit)
    if values.shape != (len(X),):
        raise ValueError(
            f"property {name!r} has shape {values.shape}; allowed is one number per molecule, ({len(X)},)"
        )
    return values


def _check_columns(X: NDArray[np.float64], columns: Sequence[str] | Sequence[int]) -> None:
    if X.ndim != 2:
        raise ValueError(f"X has shape {X.shape}; allowed are Molecules and arrays (N, F)")
    for column in columns:
        if isinstance(column, str) or not 0 <= column < X.shape[1]:
            raise ValueError(
                f"low level is {column!r}; X is an array, so allowed are columns 0 to {X.shape[1] - 1}"
            )


def without_low_levels(X: Molecules | ArrayLike, low_levels: Levels) -> Molecules | NDArray[np.float64]:
    """What is left for the other features: `Molecules` as they are, an array without these columns."""
    return X if isinstance(X, Molecules) else np.delete(np.asarray(X), level_names(low_levels), axis=1)


class AppendLowLevels(TransformerMixin, BaseEstimator):
    """The features of a representation with low-level energies behind them.

    Parameters
    ----------
    representation : transformer on Molecules, or None
        Makes features (N, F) or (N, R, F). None: no features but the energies (of an array: its other
        columns).
    low_levels : str or sequence of str
        Names of properties, or columns of an array: see `read_low_levels`.
    unit : str
        Energies enter in this unit.
    scale : float
        The numbers appended are scale * energy. A kernel adds distances over all features, so the scale says
        how much a difference in energy counts beside a difference in shape: choose it as one chooses sigma.
    baseline : estimator, optional
        Fitted to the energies of each level and subtracted from them. If the targets of the regressor are
        without one energy per atom, so must its inputs be: a kernel cannot find a few kcal/mol in a number
        of a thousand.

    Attributes
    ----------
    representation_ : transformer or None
    baselines_ : list of estimators
        One per level, or empty.
    """

    def __init__(
        self,
        representation: BaseEstimator | None,
        low_levels: Levels,
        *,
        unit: str = "kcal/mol",
        scale: float = 1.0,
        baseline: BaseEstimator | None = None,
    ) -> None:
        self.representation = representation
        self.low_levels = low_levels
        self.unit = unit
        self.scale = scale
        self.baseline = baseline

    def fit(self, X: Molecules | ArrayLike, y: object = None) -> AppendLowLevels:
        """Fit the representation and the baselines.

        Raises
        ------
        ValueError
            If the scale is not a positive number, or there are no molecules.
        """
        if not (np.isfinite(self.scale) and self.scale > 0):
            raise ValueError(f"scale is {self.scale!r}; allowed is a positive number")
        other = without_low_levels(X, self.low_levels)
        representation, baseline = self.representation, self.baseline
        self.representation_ = None if representation is None else clone(representation).fit(other)
        self.baselines_ = []
        if baseline is not None:
            levels = read_low_levels(X, self.low_levels, self.unit).T
            self.baselines_ = [clone(baseline).fit(other, energies) for energies in levels]
        return self

    def transform(self, X: Molecules | ArrayLike) -> NDArray[np.float64]:
        """Features (N, F + K), or (N, R, F + K) where the representation has R realisations."""
        check_is_fitted(self)
        energies = read_low_levels(X, self.low_levels, self.unit)
        other = without_low_levels(X, self.low_levels)
        if self.baselines_:
            energies = energies - np.column_stack([baseline.predict(other) for baseline in self.baselines_])
        energies = self.scale * energies
        if self.representation_ is not None:
            other = self.representation_.transform(other)
        elif isinstance(X, Molecules):
            return energies
        if other.ndim == 3:
            energies = np.broadcast_to(energies[:, None], (*other.shape[:2], energies.shape[1]))
        return np.concatenate([other, energies], axis=-1)
