"""Trained `AtomicNetworkRegressor` models on disk: weights and card, see `qmlaw.models.weights`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from ase.data import atomic_numbers as number_of_symbol
from ase.data import chemical_symbols

from qmlaw.models.atomic.parameters import as_plain_data, from_plain_data, new_network, shaping_parameters
from qmlaw.models.weights import read_weights, write_weights

if TYPE_CHECKING:
    from qmlaw.models.atomic.regressor import AtomicNetworkRegressor


def save_model(model: AtomicNetworkRegressor, path: str | Path, card: Mapping[str, Any]) -> None:
    """See `AtomicNetworkRegressor.save`."""
    parameters = {k: v for k, v in shaping_parameters(model).items() if k != "representation"}
    own = {
        "model": "AtomicNetworkRegressor", "parameters": parameters,
        "representation": as_plain_data(model.representation_),
        "shortest": model.shortest_ if math.isfinite(model.shortest_) else None,
        "training_data_sha256": model.data_hash_,
        "elements": [chemical_symbols[z] for z in model.elements_],
        "n_weights": sum(p.numel() for p in model.network_.parameters()),
        "cpu_seconds": round(model.history_[-1].cpu_seconds, 1) if model.history_ else None,
    }  # fmt: skip
    arrays = {name: tensor.numpy() for name, tensor in model.network_.state_dict().items()}
    write_weights(path, arrays, {**own, **card})


def load_model(kind: type[AtomicNetworkRegressor], path: str | Path) -> AtomicNetworkRegressor:
    """See `AtomicNetworkRegressor.load`."""
    arrays, card = read_weights(path)
    try:
        if card["model"] != kind.__name__:
            raise ValueError(f"{path}.json describes a {card['model']}; allowed is {kind.__name__}")
        model = kind(**card["parameters"], representation=from_plain_data(card["representation"]))
        model.representation_ = model.representation
        model.elements_ = np.array([number_of_symbol[symbol] for symbol in card["elements"]])
        model.shortest_ = math.inf if card["shortest"] is None else card["shortest"]
        model.data_hash_, model.history_, model.card_ = card["training_data_sha256"], [], card
        model.network_ = new_network(model)
        model.network_.load_state_dict({name: torch.tensor(array) for name, array in arrays.items()})
    except (KeyError, TypeError, RuntimeError) as error:
        raise ValueError(f"{path} does not hold the weights of a {kind.__name__}: {error}") from error
    return model
