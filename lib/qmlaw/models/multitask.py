"""One network for several properties: Montavon et al. 2013, on randomly sorted Coulomb matrices.

A molecule has no first atom. Instead of one order of its atoms, the network sees many: rows are sorted by
their norm plus noise, drawn anew in every epoch, and a prediction is the mean over several draws. All
properties share the hidden layers, so that each is a help, or a burden, to the others. What a property is
does not matter: the same energy at another level of theory is a property, too.

What differs from the paper is the training: Adam with a falling rate in place of stochastic descent with
one rate for each layer, weight decay in place of averaged weights, thousands of steps in place of a million.

References
----------
G. Montavon et al., New J. Phys. 15, 095003 (2013), doi:10.1088/1367-2630/15/9/095003.
G. Montavon et al., Adv. Neural Inf. Process. Syst. 25, 440 (2012), whose released program this follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted
from torch import Tensor, nn

from qmlaw.models.binarised import Binarisation
from qmlaw.models.device import checked_device
from qmlaw.models.trainer import Trainer
from qmlaw.molecules import Molecules
from qmlaw.representations.coulomb_matrix import CoulombMatrix, check_molecules, randomly_sorted

N_SCALING = 10
"""Random orders of each training molecule that set thresholds, centre and scale of the inputs."""


class SoftTanh(nn.Module):
    """1.5 tanh(x / 1.5): slope one at zero, and still nearly straight at one."""

    def forward(self, x: Tensor) -> Tensor:
        """Activations of x."""
        return 1.5 * torch.tanh(x / 1.5)


class MultiTaskNetwork(RegressorMixin, BaseEstimator):
    """Several properties from one network; a scikit-learn regressor whose X is a `Molecules`.

    Parameters
    ----------
    hidden : sequence of int
        Units of the hidden layers. 400 and 100 are those of 2012.
    step : float
        θ of the soft steps, hartree; see `Binarisation`.
    noise : float
        Standard deviation of the noise on the norms of rows, hartree.
    epochs : int
        How often every molecule is seen, each time in a new random order.
    batch_size : int
        Molecules in one step.
    learning_rate : float
        First rate; it falls to zero by a cosine.
    weight_decay : float
        Decay of the weights, per step and unit of the rate.
    n_realisations : int
        Random orders over which a prediction is averaged.
    max_atoms : int, optional
        Largest molecule that can be predicted; without it, the largest of the training set.
    device : str
        Where torch calculates: ``"cpu"``, ``"cuda"``, ...
    seed : int
        Of weights, orders and batches. The orders of a prediction start from it anew in every call.

    Attributes
    ----------
    network_ : torch.nn.Module
        From features (N, F) to standardised properties (N, T).
    mean_, scale_ : ndarray (T,)
        Of the training targets, in their units.
    history_ : list of Progress
        Mean squared errors, over standardised targets, and learning rates by epoch.

    Examples
    --------
    >>> model = MultiTaskNetwork(epochs=200, seed=1)
    >>> model.fit(train, np.column_stack([homo, lumo])).predict(test)  # (N, 2)
    """

    def __init__(
        self,
        *,
        hidden: Sequence[int] = (400, 100),
        step: float = 1.0,
        noise: float = 1.0,
        epochs: int = 200,
        batch_size: int = 25,
        learning_rate: float = 1e-3,
        weight_decay: float = 1.0,
        n_realisations: int = 10,
        max_atoms: int | None = None,
        device: str = "cpu",
        seed: int = 0,
    ) -> None:
        self.hidden = hidden
        self.step = step
        self.noise = noise
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.n_realisations = n_realisations
        self.max_atoms = max_atoms
        self.device = device
        self.seed = seed

    def fit(self, X: Molecules, y: ArrayLike) -> MultiTaskNetwork:
        """Train.

        Parameters
        ----------
        X : Molecules
            At least two.
        y : array_like (N, T) or (N,)
            One column for each property, in any units. Columns are standardised, so that all count alike.

        Raises
        ------
        ValueError
            If there are fewer than two molecules, y does not fit X, a target is not finite or the same for
            all molecules, a parameter is out of range, or the device is not there.
        NotFiniteError
            If the training runs away; `network_` then has the last good weights.
        """
        check_molecules(X)
        self._check_parameters()
        device = checked_device(self.device)
        targets = check_tasks(y, len(X))
        self.mean_, self.scale_ = targets.mean(axis=0), targets.std(axis=0)
        self.one_column_ = np.ndim(y) == 1
        self.matrix_ = CoulombMatrix("raw", max_atoms=self.max_atoms).fit(X)
        draw = self._source_of_orders(X)
        generator = torch.Generator().manual_seed(self.seed)
        sizes = (*self.hidden, targets.shape[1])
        samples = draw(np.random.default_rng(self.seed), N_SCALING)
        self.network_ = build_network(Binarisation(samples, self.step), sizes, generator).to(device)
        standardised = torch.as_tensor((targets - self.mean_) / self.scale_, dtype=torch.float32).to(device)

        def batches(epoch: int) -> list[tuple[Tensor, Tensor]]:
            rng = np.random.default_rng((self.seed, epoch))
            features = torch.as_tensor(draw(rng), dtype=torch.float32, device=device)
            order = torch.as_tensor(rng.permutation(len(X)), device=device)
            return [(features[part], standardised[part]) for part in order.split(self.batch_size)]

        def loss(network: nn.Module, batch: tuple[Tensor, Tensor]) -> Tensor:
            features, goal = batch
            return nn.functional.mse_loss(network(features), goal)

        trainer = Trainer(
            self.epochs, self.learning_rate, warm_up=0.0, averaging=0.0, weight_decay=self.weight_decay
        )
        self.history_ = trainer.fit(self.network_, batches, loss)
        return self

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Predictions (N, T), or (N,) after training on a single column, in the units of the targets."""
        check_is_fitted(self)
        check_molecules(X, allow_empty=True)
        draw, rng = self._source_of_orders(X), np.random.default_rng(self.seed + 1)
        total = np.zeros((len(X), len(self.mean_)))
        device = next(self.network_.parameters()).device
        with torch.no_grad():
            for _ in range(self.n_realisations):
                features = torch.as_tensor(draw(rng), dtype=torch.float32, device=device)
                total += self.network_(features).cpu().numpy()
        predicted = total / self.n_realisations * self.scale_ + self.mean_
        return predicted[:, 0] if self.one_column_ else predicted

    def _source_of_orders(self, molecules: Molecules) -> Callable[..., NDArray[np.float64]]:
        """Function of a random generator and R (or 1): features (N R, F) of all molecules in R orders."""
        matrices = self.matrix_.matrices(molecules)
        rows, columns = np.tril_indices(matrices.shape[1])

        def draw(rng: np.random.Generator, n_realisations: int = 1) -> NDArray[np.float64]:
            drawn = randomly_sorted(
                matrices, molecules.n_atoms, rng, n_realisations=n_realisations, noise=self.noise
            )
            return drawn[..., rows, columns].reshape(-1, len(rows))

        return draw

    def _check_parameters(self) -> None:
        for name in ("epochs", "batch_size", "n_realisations"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is 1 or more")
        if not self.hidden or min(self.hidden) < 1:
            raise ValueError(f"hidden is {self.hidden!r}; allowed is one positive number for each layer")
        if not (np.isfinite(self.learning_rate) and self.learning_rate > 0):
            raise ValueError(f"learning_rate is {self.learning_rate!r}; allowed is a positive number")
        for name in ("weight_decay", "noise"):
            if not (np.isfinite(getattr(self, name)) and getattr(self, name) >= 0):
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is 0 or more")


def build_network(expansion: Binarisation, sizes: Sequence[int], generator: torch.Generator) -> nn.Module:
    """Expansion, hidden layers, linear output.

    Weights of a layer with m inputs are drawn with standard deviation 1/sqrt(m); those of the output are
    zero, so that training starts from the mean.

    Parameters
    ----------
    expansion : Binarisation
        First layer, nothing in it is trained.
    sizes : sequence of int
        Units of each layer, the output's last.
    generator : torch.Generator
        Source of the weights.
    """
    layers: list[nn.Module] = [expansion]
    before = expansion.n_steps
    for size in sizes:
        linear = nn.utils.skip_init(nn.Linear, before, size)
        nn.init.normal_(linear.weight, std=before**-0.5, generator=generator)
        nn.init.zeros_(linear.bias)
        layers += [linear, SoftTanh()]
        before = size
    layers.pop()  # the output is linear
    nn.init.zeros_(layers[-1].weight)
    return nn.Sequential(*layers)


def check_tasks(y: ArrayLike, n: int) -> NDArray[np.float64]:
    """Targets as float64 (n, T); ValueError unless finite, of the right length and none constant."""
    targets = np.asarray(y, dtype=np.float64)
    if targets.ndim not in (1, 2) or len(targets) != n or targets.size == 0:
        raise ValueError(f"y has shape {targets.shape}; X has {n} molecules: allowed are ({n}, T) and ({n},)")
    targets = targets.reshape(n, -1)
    if n < 2:
        raise ValueError(f"X has {n} molecule; a network needs two or more to learn from")
    bad = np.argwhere(~np.isfinite(targets))
    if len(bad):
        i, task = bad[0]
        raise ValueError(
            f"y has {len(bad)} values that are not finite, the first of molecule {i} in column {task}; "
            "leave such molecules out"
        )
    if len(constant := np.flatnonzero(np.ptp(targets, axis=0) == 0)):
        raise ValueError(
            f"column {constant[0]} of y is {targets[0, constant[0]]} for all molecules; leave it out"
        )
    return targets
