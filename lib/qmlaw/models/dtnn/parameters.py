"""The parameters of a `DTNNRegressor`: what is allowed, and the network that they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from qmlaw import units
from qmlaw.models.device import checked_device
from qmlaw.models.dtnn.dtnn import DTNN

if TYPE_CHECKING:
    from qmlaw.models.dtnn.regressor import DTNNRegressor

LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "absolute": nn.functional.l1_loss,
    "squared": nn.functional.mse_loss,
}
CHOICES = {
    "convention": ("mean per atom", "per element"),
    "loss": tuple(LOSSES),
    "precision": ("float32", "float64"),
}
WITHOUT_EFFECT = ("report", "checkpoint", "device", "compiled")
"""They say where and how it is trained, not what comes out."""


def check_parameters(model: DTNNRegressor) -> None:
    """ValueError for the first parameter that is out of range."""
    for name in ("n_basis", "n_factors", "n_epochs", "batch_size"):
        if getattr(model, name) < 1:
            raise ValueError(f"{name} is {getattr(model, name)!r}; allowed is 1 or more")
    if model.n_basis < 2:
        raise ValueError(f"n_basis is {model.n_basis!r}; allowed is 2 or more (half of it reads out)")
    if model.n_passes < 0:
        raise ValueError(f"n_passes is {model.n_passes!r}; allowed is 0 or more")
    if model.envelope is not None and not (np.isfinite(model.envelope) and model.envelope > 0):
        raise ValueError(f"envelope is {model.envelope!r}; allowed is a positive distance in Å, or None")
    if model.mixing is not None and not 0 < model.mixing <= 1:
        raise ValueError(f"mixing is {model.mixing!r}; allowed is a number above 0 and up to 1, or None")
    if model.vary_passes and model.n_passes < 1:
        raise ValueError(f"n_passes is {model.n_passes!r}; to vary it, allowed is 1 or more")
    if not 0 <= model.validation_fraction < 1:
        raise ValueError(
            f"validation_fraction is {model.validation_fraction!r}; allowed is 0 to 1, without 1"
        )
    for name, allowed in CHOICES.items():
        if getattr(model, name) not in allowed:
            raise ValueError(f"{name} is {getattr(model, name)!r}; allowed are {' and '.join(allowed)}")
    checked_device(model.device)
    if units.unit(model.unit).dimension != "energy":
        raise ValueError(f"unit is {model.unit!r}; allowed are units of energy")


def shaping_parameters(model: DTNNRegressor) -> dict[str, Any]:
    """The parameters without those that have no effect on what is learned."""
    return {name: value for name, value in model.get_params().items() if name not in WITHOUT_EFFECT}


def new_network(model: DTNNRegressor) -> DTNN:
    """An untrained network for the model's elements, in its precision, on its device."""
    network = DTNN(
        model.elements_.tolist(), n_basis=model.n_basis, n_factors=model.n_factors,
        n_passes=model.n_passes, envelope=model.envelope, mixing=model.mixing, seed=model.seed,
    )  # fmt: skip
    set_precision(network, model.precision)
    return network.to(model.device)


def set_precision(network: DTNN, precision: str) -> None:
    """Change what is learned and the Gaussians to float32 or float64; energies are float64 in any case."""
    for parameter in network.parameters():
        parameter.data = parameter.data.to(getattr(torch, precision))
    network.centres = network.centres.to(getattr(torch, precision))
