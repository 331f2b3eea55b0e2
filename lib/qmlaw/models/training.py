"""Training a torch module, and finding the device to do it on."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

logger = logging.getLogger(__name__)


def train(
    network: nn.Module,
    draw: Callable[[], Tensor],
    targets: Tensor,
    *,
    epochs: int,
    batch_size: int,
    learning_rate: float,
    weight_decay: float,
    generator: torch.Generator,
) -> float:
    """Fit a network by Adam with decoupled weight decay; the rate falls to zero by a cosine.

    Parameters
    ----------
    network : torch.nn.Module
        Trained in place.
    draw : callable
        Gives the features (N, F) of all molecules; called once for each epoch.
    targets : Tensor (N, T)
        Standardised properties.
    epochs, batch_size, learning_rate, weight_decay
        See `MultiTaskNetwork`.
    generator : torch.Generator
        Source of the batches.

    Returns
    -------
    float
        Mean squared error of the last epoch, over standardised targets.

    Raises
    ------
    FloatingPointError
        If the loss is no longer finite.
    """
    optimiser = torch.optim.AdamW(network.parameters(), lr=learning_rate, weight_decay=weight_decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    mean_loss = float("nan")
    for epoch in range(epochs):
        features, total = draw(), 0.0
        order = torch.randperm(len(targets), generator=generator).to(targets.device)
        for batch in order.split(batch_size):
            loss = nn.functional.mse_loss(network(features[batch]), targets[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(batch)
        schedule.step()
        mean_loss = total / len(targets)
        if not np.isfinite(mean_loss):
            raise FloatingPointError(f"the loss is {mean_loss} in epoch {epoch}; lower learning_rate")
        if epoch % 50 == 0:
            logger.info("epoch %d of %d: mean squared error %.4f", epoch, epochs, mean_loss)
    return mean_loss


def checked_device(name: str) -> torch.device:
    """Device of this name; ValueError if torch does not know it or this machine has none."""
    there = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    there += ["mps"] if torch.backends.mps.is_available() else []
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise ValueError(f"device is {name!r}; here are {', '.join(there)}") from error
    return device
