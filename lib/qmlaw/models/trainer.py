"""Training of networks: one loop for all of them, which can be interrupted and says what goes wrong.

Adam, a learning rate that falls to zero by a cosine, weights averaged over the last steps, the best of them
on a validation part kept. What a batch is and what its loss is, the network's own module says.

Every batch follows from the seed and the number of the epoch alone. So a training that was interrupted goes
on from its checkpoint and ends with the same weights, bit for bit, as one that was not.

References
----------
D. P. Kingma, J. Ba, Adam: a method for stochastic optimization, ICLR 2015, arXiv:1412.6980.
I. Loshchilov, F. Hutter, SGDR: stochastic gradient descent with warm restarts, ICLR 2017, arXiv:1608.03983
    (the cosine; without restarts here).
I. Loshchilov, F. Hutter, Decoupled weight decay regularization, ICLR 2019, arXiv:1711.05101.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from qmlaw.models.trainer_state import Progress, State


class NotFiniteError(FloatingPointError):
    """The loss or its slope is no longer a number; the network has its last good weights."""


@dataclass(frozen=True)
class Trainer:
    """How to train.

    Parameters
    ----------
    n_epochs : int
        How often every sample is seen.
    learning_rate : float
        Highest rate.
    schedule : {"cosine", "constant"}
        Whether it falls to zero.
    warm_up : float
        Part of all steps in which the rate rises from zero.
    averaging : float
        Decay of the running mean of the weights, per step; 0 takes the weights themselves.
    weight_decay : float
        Part of each weight that a step takes away, in units of the rate (decoupled from the slope).
    fused : bool
        One pass over all weights for a step: faster where networks are small, other digits at the end.
    largest_slope : float
        A gradient longer than this is shortened to it.
    validate_every : int
        Epochs from one look at the validation part to the next.
    patience : int, optional
        Stop when that many epochs brought no better validation error.
    checkpoint : path, optional
        File to write the state to, and to go on from if it is there.
    checkpoint_every : int
        Epochs between two checkpoints.
    seed : int
        Of torch's random numbers, for networks that use them while they train.
    report : callable, optional
        Called with a `Progress` after every epoch.
    """

    n_epochs: int
    learning_rate: float = 2e-3
    schedule: Literal["cosine", "constant"] = "cosine"
    warm_up: float = 0.01
    averaging: float = 0.999
    weight_decay: float = 0.0
    fused: bool = False
    largest_slope: float = 10.0
    validate_every: int = 1
    patience: int | None = None
    checkpoint: str | Path | None = None
    checkpoint_every: int = 10
    seed: int = 0
    report: Callable[[Progress], None] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name in ("n_epochs", "validate_every", "checkpoint_every"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is 1 or more")
        for name in ("learning_rate", "largest_slope"):
            if not (np.isfinite(getattr(self, name)) and getattr(self, name) > 0):
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is a positive number")
        if not (np.isfinite(self.weight_decay) and self.weight_decay >= 0):
            raise ValueError(f"weight_decay is {self.weight_decay!r}; allowed is 0 or more")
        for name in ("warm_up", "averaging"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is 0 to 1, without 1")
        if self.schedule not in ("cosine", "constant"):
            raise ValueError(f"schedule is {self.schedule!r}; allowed are 'cosine' and 'constant'")
        if self.patience is not None and self.patience < 1:
            raise ValueError(f"patience is {self.patience!r}; allowed is 1 or more, or None")

    def fit(
        self,
        network: nn.Module,
        batches: Callable[[int], Sequence[Any]],
        loss: Callable[[nn.Module, Any], Tensor],
        validate: Callable[[nn.Module], float] | None = None,
        signature: str = "",
    ) -> list[Progress]:
        """Train in place.

        Parameters
        ----------
        network : torch.nn.Module
            Afterwards it has the best weights on the validation part, or without one the averaged last ones.
        batches : callable
            The batches of an epoch (0, 1, …): the same whenever it is asked, and of one number in all epochs.
        loss : callable
            Mean loss of a batch, differentiable.
        validate : callable, optional
            Error of a network on the validation part.
        signature : str
            What was trained on what. A checkpoint with another one is refused.

        Returns
        -------
        list of Progress
            One for each epoch.

        Raises
        ------
        NotFiniteError
            If loss or slope is not finite. Says in which epoch and batch; the network keeps its last good
            weights.
        ValueError
            If the checkpoint is damaged or belongs to another training, or patience has no validation part.
        """
        if self.patience is not None and validate is None:
            raise ValueError(
                f"patience is {self.patience} but there is no validation part to be patient with"
            )
        with torch.random.fork_rng(devices=[]):  # what others draw stays as it was
            torch.manual_seed(self.seed)
            return self._fit(network, batches, loss, validate, signature)

    def _fit(
        self, network: nn.Module, batches: Callable, loss: Callable, validate: Callable | None, signature: str
    ) -> list[Progress]:
        state = State(self, network, len(batches(0)))
        done = state.load(signature) if self.checkpoint and Path(self.checkpoint).exists() else 0
        for epoch in range(done, self.n_epochs):
            if self._out_of_patience(state):
                break
            start = time.process_time()
            try:
                mean_loss = self._epoch(state, batches(epoch), loss, epoch)
            except NotFiniteError:
                network.load_state_dict(state.best_weights or state.averaged.module.state_dict())
                raise
            error = math.nan
            if validate is not None and (epoch + 1) % self.validate_every == 0:
                error = _without_slopes(validate, state.averaged.module)
            rate = state.schedule.get_last_lr()[0]
            seconds = (state.history[-1].cpu_seconds if state.history else 0.0) + time.process_time() - start
            state.finish_epoch(epoch, mean_loss, error, rate, seconds)
            last = epoch + 1 == self.n_epochs or self._out_of_patience(state)
            if self.checkpoint and (last or (epoch + 1) % self.checkpoint_every == 0):
                state.save(signature)
            if self.report:
                self.report(state.history[-1])
        network.load_state_dict(state.best_weights or state.averaged.module.state_dict())
        return state.history

    def _epoch(self, state: State, batches: Sequence[Any], loss: Callable, epoch: int) -> float:
        """Mean loss over the batches of one epoch, a step for each."""
        network, total = state.network.train(), 0.0
        for number, batch in enumerate(batches):
            state.optimiser.zero_grad()
            value = loss(network, batch)
            value.backward()
            slope = nn.utils.clip_grad_norm_(state.parameters, self.largest_slope)
            if not (torch.isfinite(value) and torch.isfinite(slope)):  # before the weights are touched
                raise NotFiniteError(
                    f"the loss is {value.item()} and its slope {slope.item()} in epoch {epoch + 1}, batch "
                    f"{number + 1} of {len(batches)}, after {epoch * len(batches) + number} steps; "
                    f"lower learning_rate (now {self.learning_rate:g}) or look at the data. "
                    "The last good weights are kept"
                )
            state.optimiser.step()
            state.schedule.step()
            state.average()
            total += value.item()
        return total / len(batches)

    def _out_of_patience(self, state: State) -> bool:
        return self.patience is not None and len(state.history) - state.best_epoch >= self.patience

    def settings(self) -> dict[str, Any]:
        """What two trainings must share for one to go on from the other's checkpoint."""
        where = ("checkpoint", "checkpoint_every", "report")
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in where}


def size_sorted_batches(
    sizes: NDArray[np.int64], batch_size: int, seed: Sequence[int], pool: int = 16
) -> list[NDArray[np.int64]]:
    """Random batches of samples of similar size: little padding, hardly less random.

    The samples are shuffled and cut into pools of `pool` batches. Each pool is sorted by size and cut into
    batches, and the batches are shuffled.

    Parameters
    ----------
    sizes : ndarray (N,)
        Size of each sample.
    batch_size : int
        Samples of a batch (the last ones may be smaller).
    seed : sequence of int
        For example the seed of the training and the number of the epoch.
    pool : int
        Batches that are sorted together; 1 for purely random batches.

    Returns
    -------
    list of ndarray
        Indices of samples; together, each once.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(sizes))
    batches = []
    for start in range(0, len(order), pool * batch_size):
        part = order[start : start + pool * batch_size]
        part = part[np.argsort(sizes[part], kind="stable")]
        batches += [part[i : i + batch_size] for i in range(0, len(part), batch_size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _without_slopes(validate: Callable[[nn.Module], float], network: nn.Module) -> float:
    network.eval()
    with torch.no_grad():
        return float(validate(network))
