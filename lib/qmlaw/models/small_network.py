"""A network with one hidden layer, small enough to count its numbers, fitted by least squares."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import least_squares
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data


class SmallNetwork(RegressorMixin, BaseEstimator):
    """A network y = b + V tanh(W x + c) on standardized inputs and outputs.

    Fitted with the method of Levenberg and Marquardt, which finds better minima than descent along the
    gradient when the numbers are few.

    Parameters
    ----------
    hidden : int
        Number of hidden units h. With d inputs and k outputs there are h (d + k + 1) + k numbers.
    ridge : float
        Weight of the squared parameters, per training point, in units of the variance of the output.
    starts : int
        How many random starts; the best fit to the training set is kept.
    rounds : int
        How many times the network may be evaluated in one start.
    seed : int
        Of the starts.

    References
    ----------
    Marquardt, SIAM J. Appl. Math. 11, 431 (1963), doi:10.1137/0111030.
    """

    def __init__(
        self, hidden: int = 8, ridge: float = 1e-8, starts: int = 1, rounds: int = 300, seed: int = 0
    ):
        self.hidden = hidden
        self.ridge = ridge
        self.starts = starts
        self.rounds = rounds
        self.seed = seed

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> "SmallNetwork":
        """Fit the network.

        Parameters
        ----------
        X : array_like, shape (n, d)
            Inputs.
        y : array_like, shape (n,) or (n, k)
            Outputs.
        sample_weight : array_like, shape (n,), optional
            Weights of the squared errors; their mean does not matter. For a relative error give one over the
            square of the size of y.

        Returns
        -------
        SmallNetwork
            Itself.

        Raises
        ------
        ValueError
            If there is less than one hidden unit or start, inputs and outputs do not fit together, or a
            weight is negative.
        """
        if self.hidden < 1 or self.starts < 1:
            raise ValueError(f"hidden is {self.hidden} and starts is {self.starts}; both must be at least 1")
        X, y = validate_data(self, X, y, dtype=float, multi_output=True, y_numeric=True)
        self.flat_ = y.ndim == 1
        y = y[:, None] if self.flat_ else y
        self.x_mean_, self.x_scale_ = X.mean(axis=0), _spread(X)
        self.y_mean_, self.y_scale_ = y.mean(axis=0), _spread(y)
        x, target = (X - self.x_mean_) / self.x_scale_, (y - self.y_mean_) / self.y_scale_
        self.shape_ = (X.shape[1], y.shape[1])
        self.weights_ = _root_weights(sample_weight, len(x))
        rng = np.random.default_rng(self.seed)
        found = [self._descend(x, target, rng) for _ in range(self.starts)]
        self.parameters_ = min(found, key=lambda pair: pair[0])[1]
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Predict outputs, shape (n,) or (n, k) as in :meth:`fit`."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=float, reset=False)
        y = self._outputs(self.parameters_, (X - self.x_mean_) / self.x_scale_)[0]
        y = y * self.y_scale_ + self.y_mean_
        return y[:, 0] if self.flat_ else y

    @property
    def n_parameters(self) -> int:
        """How many numbers were fitted."""
        check_is_fitted(self)
        return len(self.parameters_)

    def _parts(self, free: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        d, k = self.shape_
        ends = np.cumsum([self.hidden * d, self.hidden, self.hidden * k])
        w, c, v, b = np.split(free, ends)
        return w.reshape(self.hidden, d), c, v.reshape(k, self.hidden), b

    def _outputs(self, free: NDArray[np.float64], x: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        w, c, v, b = self._parts(free)
        units = np.tanh(x @ w.T + c)
        return units @ v.T + b, units

    def _descend(
        self, x: NDArray[np.float64], target: NDArray[np.float64], rng: np.random.Generator
    ) -> tuple[float, NDArray[np.float64]]:
        (d, k), h, n = self.shape_, self.hidden, len(x)
        start = np.concatenate(
            [
                rng.normal(0, 1.5, h * d),
                rng.normal(0, 1.5, h),
                rng.normal(0, 1 / np.sqrt(h), h * k),
                np.zeros(k),
            ]
        )
        weight = np.sqrt(self.ridge * n)

        def residuals(free: NDArray[np.float64]) -> NDArray[np.float64]:
            wrong = self.weights_ * (self._outputs(free, x)[0] - target)
            return np.concatenate([wrong.ravel(), weight * free])

        def jacobian(free: NDArray[np.float64]) -> NDArray[np.float64]:
            _, _, v, _ = self._parts(free)
            units = self._outputs(free, x)[1]
            slope = v[None] * (1 - units**2)[:, None, :]  # n, k, h
            by_w = (slope[..., None] * x[:, None, None, :]).reshape(n * k, h * d)
            by_v = np.einsum("nh,kj->nkjh", units, np.eye(k)).reshape(n * k, k * h)
            by_b = np.tile(np.eye(k), (n, 1))
            rows = np.hstack([by_w, slope.reshape(n * k, h), by_v, by_b]) * np.repeat(
                self.weights_, k, axis=0
            )
            return np.vstack([rows, weight * np.eye(len(free))])

        found = least_squares(residuals, start, jacobian, method="lm", max_nfev=self.rounds)
        return float(found.cost), found.x


def _spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = values.std(axis=0)
    return np.where(spread > 0, spread, 1.0)


def _root_weights(weights: ArrayLike | None, n: int) -> NDArray[np.float64]:
    if weights is None:
        return np.ones((n, 1))
    weights = np.asarray(weights, dtype=float)
    if weights.shape != (n,) or (weights < 0).any():
        raise ValueError(
            f"sample_weight has shape {weights.shape} and minimum {weights.min()}; need ({n},), 0 or more"
        )
    return np.sqrt(weights / weights.mean())[:, None]
