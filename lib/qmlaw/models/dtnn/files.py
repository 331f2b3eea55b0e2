"""Trained `DTNNRegressor` models on disk: weights and card, see `qmlaw.models.weights`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from ase.data import atomic_numbers as number_of_symbol
from ase.data import chemical_symbols

from qmlaw.models.dtnn.parameters import new_network, shaping_parameters
from qmlaw.models.weights import read_weights, write_weights

if TYPE_CHECKING:
    from qmlaw.models.dtnn.regressor import DTNNRegressor


def save_model(model: DTNNRegressor, path: str | Path, card: Mapping[str, Any]) -> None:
    """See `DTNNRegressor.save`."""
    own = {
        "model": "DTNNRegressor", "parameters": shaping_parameters(model), "largest": model.largest_,
        "shortest": model.shortest_, "training_data_sha256": model.data_hash_,
        "elements": [chemical_symbols[z] for z in model.elements_],
        "n_weights": sum(p.numel() for p in model.network_.parameters()),
        "cpu_seconds": round(model.history_[-1].cpu_seconds, 1) if model.history_ else None,
    }  # fmt: skip
    arrays = {name: tensor.cpu().numpy() for name, tensor in model.network_.state_dict().items()}
    write_weights(path, arrays, {**own, **card})


def load_model(kind: type[DTNNRegressor], path: str | Path, device: str) -> DTNNRegressor:
    """See `DTNNRegressor.load`."""
    arrays, card = read_weights(path)
    try:
        if card["model"] != kind.__name__:
            raise ValueError(f"{path}.json describes a {card['model']}; allowed is {kind.__name__}")
        model = kind(**card["parameters"], device=device)
        model.elements_ = np.array([number_of_symbol[symbol] for symbol in card["elements"]])
        model.largest_, model.history_, model.card_ = card["largest"], [], card
        model.shortest_, model.data_hash_ = card["shortest"], card["training_data_sha256"]
        model.network_ = new_network(model)
        model.network_.load_state_dict({name: torch.tensor(array) for name, array in arrays.items()})
    except (KeyError, TypeError, RuntimeError) as error:
        raise ValueError(f"{path} does not hold the weights of a {kind.__name__}: {error}") from error
    return model
