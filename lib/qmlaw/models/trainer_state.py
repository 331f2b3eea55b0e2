"""What changes while a network is trained, and the checkpoint that holds all of it."""

from __future__ import annotations

import copy
import logging
import math
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

if TYPE_CHECKING:
    from qmlaw.models.trainer import Trainer

logger = logging.getLogger(__name__)

Weights = dict[str, Tensor]


class Progress(NamedTuple):
    """Where a training stands after an epoch.

    Counted from 1; mean loss of the epoch; error on the validation part (NaN without one or when it was not
    asked in this epoch), and the lowest so far; learning rate; processor time of this process so far, in s.
    """

    epoch: int
    n_epochs: int
    loss: float
    validation: float
    best: float
    learning_rate: float
    cpu_seconds: float


class State:
    """All that changes while a network is trained, and how it is written and read."""

    def __init__(self, trainer: Trainer, network: nn.Module, n_batches: int) -> None:
        if n_batches == 0:
            raise ValueError("there are no batches to train on")
        self.trainer, self.network = trainer, network
        self.parameters = list(network.parameters())  # to ask a network for them takes longer than a step
        self.optimiser = torch.optim.AdamW(
            self.parameters, lr=trainer.learning_rate, weight_decay=trainer.weight_decay,
            fused=trainer.fused or None,
        )  # fmt: skip
        n_steps = trainer.n_epochs * n_batches
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: _rate(step / n_steps, trainer.warm_up, trainer.schedule)
        )
        self.averaged = AveragedModel(network)
        self.means = list(self.averaged.module.parameters())
        self.history: list[Progress] = []
        self.best_weights: Weights | None = None
        self.best_epoch = 0

    @torch.no_grad()
    def average(self) -> None:
        """Move the running mean of the weights on by one step; the first one starts it.

        As torch's own function does, without asking both networks for their parts each time.
        """
        part = 1 - self.trainer.averaging if self.averaged.n_averaged else 1.0
        for mean, weight in zip(self.means, self.parameters, strict=True):
            mean.lerp_(weight, part)
        self.averaged.n_averaged += 1

    def finish_epoch(self, epoch: int, loss: float, error: float, rate: float, seconds: float) -> None:
        """Note where the training stands; keep the weights if they are the best."""
        best = min((p.best for p in self.history), default=math.inf)
        if error < best:
            best, self.best_epoch = error, epoch + 1
            self.best_weights = copy.deepcopy(self.averaged.module.state_dict())
        progress = Progress(epoch + 1, self.trainer.n_epochs, loss, error, best, rate, seconds)
        self.history.append(progress)
        logger.info("epoch %d of %d: loss %.5g, validation %.5g", *progress[:4])

    def save(self, signature: str) -> None:
        """Write the state, whole or not at all."""
        path = Path(self.trainer.checkpoint)
        part = path.with_name(path.name + ".part")
        torch.save(
            {
                "signature": signature,
                "settings": self.trainer.settings(),
                "network": self.network.state_dict(),
                "averaged": self.averaged.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "schedule": self.schedule.state_dict(),
                "random": torch.get_rng_state(),
                "history": [tuple(progress) for progress in self.history],
                "best_weights": self.best_weights,
                "best_epoch": self.best_epoch,
            },
            part,
        )
        os.replace(part, path)

    def load(self, signature: str) -> int:
        """Take over a state that was written; gives the number of epochs that are done."""
        path = self.trainer.checkpoint
        device = next(self.network.parameters()).device
        try:
            read = torch.load(path, map_location=device, weights_only=True)
            settings = {"weight_decay": 0.0, "fused": False, **read["settings"]}  # older ones know of none
            found = read["signature"], settings
        except (RuntimeError, OSError, EOFError, KeyError, TypeError, pickle.UnpicklingError) as error:
            raise ValueError(f"{path} is no checkpoint, or damaged: {error}") from error
        if found != (signature, self.trainer.settings()):
            raise ValueError(
                f"the checkpoint {path} belongs to another training ({found[0]}; {found[1]}), this one is "
                f"{signature}; {self.trainer.settings()}. Remove the file or name another one"
            )
        self.network.load_state_dict(read["network"])
        self.averaged.load_state_dict(read["averaged"])
        self.optimiser.load_state_dict(read["optimiser"])
        self.schedule.load_state_dict(read["schedule"])
        torch.set_rng_state(read["random"].cpu())
        self.history = [Progress(*progress) for progress in read["history"]]
        self.best_weights, self.best_epoch = read["best_weights"], read["best_epoch"]
        return len(self.history)


def _rate(done: float, warm_up: float, schedule: str) -> float:
    """Learning rate in units of the highest when a part `done` of all steps is made."""
    if done < warm_up:
        return max(done / warm_up, 1e-3)
    return 1.0 if schedule == "constant" else 0.5 * (1 + math.cos(math.pi * min(done, 1.0)))
