"""A plain network from a few coordinates to an energy: how potentials were learned before 2007.

    E(x) = 1/|P| Σ_{p in P} N(p x)                                                                        (1)

x are coordinates of the whole system, so the network is good for this system alone. P are the exchanges of
like atoms, as exchanges of coordinates: with them all, (1) does not change when like atoms change places. The
first networks for surfaces had coordinates in their place that do not change by themselves; then P is empty.

References
----------
T. B. Blank, S. D. Brown, A. W. Calhoun, D. J. Doren, J. Chem. Phys. 103, 4129 (1995), doi:10.1063/1.469597.
K. No et al., Chem. Phys. Lett. 271, 152 (1997): two rigid water molecules.
S. Lorenz, M. Scheffler, A. Groß, Phys. Rev. B 73, 115431 (2006), doi:10.1103/PhysRevB.73.115431: a surface.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted
from torch import Tensor, nn

from qmlaw.models.trainer import Progress, Trainer


class FeedForwardRegressor(RegressorMixin, BaseEstimator):
    """Network with hidden layers of hyperbolic tangents; X (N, F) and y (N,) are standardised.

    Parameters
    ----------
    hidden : sequence of int
        Units of the hidden layers.
    exchanges : array_like of int (G, F), optional
        Orders of the columns between which the energy must not change, P of (1), the given order among them.
    n_epochs, batch_size, learning_rate, averaging, weight_decay
        See `Trainer`.
    validation_fraction : float
        Part of the samples that only chooses the best epoch; 0 for none.
    seed : int
        Of start values, validation part and batches.
    report : callable, optional
        Called with a `Progress` after every epoch.

    Attributes
    ----------
    network_ : torch.nn.Module
    mean_, scale_ : ndarray (F,)
        Of the inputs, over all exchanges.
    history_ : list of Progress
    """

    def __init__(
        self, hidden: Sequence[int] = (32, 32), *, exchanges: ArrayLike | None = None, n_epochs: int = 300,
        batch_size: int = 32, learning_rate: float = 5e-3, averaging: float = 0.99,
        weight_decay: float = 0.0, validation_fraction: float = 0.1, seed: int = 0,
        report: Callable[[Progress], None] | None = None,
    ) -> None:  # fmt: skip
        self.hidden = hidden
        self.exchanges = exchanges
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.averaging = averaging
        self.weight_decay = weight_decay
        self.validation_fraction = validation_fraction
        self.seed = seed
        self.report = report

    def fit(self, X: ArrayLike, y: ArrayLike) -> FeedForwardRegressor:
        """Train.

        Raises
        ------
        ValueError
            If X or y is not finite or their lengths disagree, or a parameter is out of range.
        NotFiniteError
            If the training runs away.
        """
        X, y = _checked(X), np.asarray(y, dtype=float)
        if y.shape != X.shape[:1] or not np.isfinite(y).all() or len(y) < 2:
            raise ValueError(f"y has shape {y.shape}; allowed are {len(X)} finite numbers, at least two")
        self._check_parameters(X.shape[1])
        orders = self._orders(X.shape[1])
        self.mean_ = X[:, orders].mean(axis=(0, 1))
        width = X[:, orders].std(axis=(0, 1))
        self.scale_ = np.where(width > 0, width, 1.0)
        middle, height = y.mean(), y.std() or 1.0
        self.middle_, self.height_ = float(middle), float(height)
        order = np.random.default_rng(self.seed).permutation(len(X))
        n_validation = round(self.validation_fraction * len(X))
        validation, train = order[:n_validation], order[n_validation:]
        inputs, targets = self._inputs(X), torch.tensor((y - middle) / height, dtype=torch.float32)
        self.network_ = _layers((X.shape[1], *self.hidden, 1), self.seed)

        def batches(epoch: int) -> list[NDArray[np.int64]]:
            mixed = np.random.default_rng((self.seed, epoch)).permutation(train)
            return np.array_split(mixed, -(-len(mixed) // self.batch_size))

        def loss(network: nn.Module, chosen: NDArray[np.int64]) -> Tensor:
            return nn.functional.mse_loss(_mean_over_exchanges(network, inputs[chosen]), targets[chosen])

        def validate(network: nn.Module) -> float:
            found = _mean_over_exchanges(network, inputs[validation])
            return height * float((found - targets[validation]).square().mean().sqrt())

        trainer = Trainer(
            self.n_epochs, self.learning_rate, averaging=self.averaging, weight_decay=self.weight_decay,
            seed=self.seed, report=self.report,
        )  # fmt: skip
        self.history_ = trainer.fit(self.network_, batches, loss, validate if n_validation else None)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Energies (N,), in the unit of y."""
        check_is_fitted(self)
        X = _checked(X)
        if X.shape[1] != len(self.mean_):
            raise ValueError(f"X has {X.shape[1]} columns; the network was trained on {len(self.mean_)}")
        with torch.no_grad():
            # Single precision, unless somebody made the network double to look at its symmetries.
            precision = next(self.network_.parameters()).dtype
            found = _mean_over_exchanges(self.network_, self._inputs(X, precision))
        return self.middle_ + self.height_ * found.double().numpy()

    def _orders(self, n_columns: int) -> NDArray[np.int64]:
        return np.arange(n_columns)[None] if self.exchanges is None else np.asarray(self.exchanges)

    def _inputs(self, X: NDArray[np.float64], precision: torch.dtype = torch.float32) -> Tensor:
        """Standardised inputs in all orders, (N, G, F)."""
        orders = self._orders(X.shape[1])
        return torch.tensor((X[:, orders] - self.mean_) / self.scale_, dtype=precision)

    def _check_parameters(self, n_columns: int) -> None:
        if not self.hidden or min(self.hidden) < 1:
            raise ValueError(f"hidden is {self.hidden!r}; allowed is one positive number for each layer")
        if self.batch_size < 1:
            raise ValueError(f"batch_size is {self.batch_size!r}; allowed is 1 or more")
        if not 0 <= self.validation_fraction < 1:
            raise ValueError(
                f"validation_fraction is {self.validation_fraction!r}; allowed is 0 to 1, without 1"
            )
        orders = self._orders(n_columns)
        if orders.ndim != 2 or not (np.sort(orders, axis=1) == np.arange(n_columns)).all():
            raise ValueError(f"exchanges has shape {orders.shape}; allowed are orders of {n_columns} columns")


def _mean_over_exchanges(network: nn.Module, inputs: Tensor) -> Tensor:
    """(1) for inputs (N, G, F)."""
    return network(inputs)[..., 0].mean(dim=1)


def _layers(sizes: Sequence[int], seed: int) -> nn.Sequential:
    """Linear layers of these sizes with hyperbolic tangents between them."""
    generator, layers = torch.Generator().manual_seed(seed), []
    for n_in, n_out in pairwise(sizes):
        linear = nn.utils.skip_init(nn.Linear, n_in, n_out)
        nn.init.xavier_uniform_(linear.weight, generator=generator)
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.Tanh()]
    return nn.Sequential(*layers[:-1])


def _checked(X: ArrayLike) -> NDArray[np.float64]:
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or not X.size:
        raise ValueError(f"X has shape {X.shape}; allowed are samples (N, F)")
    if not np.isfinite(X).all():
        raise ValueError(f"X has a value that is not finite in sample {np.argwhere(~np.isfinite(X))[0, 0]}")
    return X
