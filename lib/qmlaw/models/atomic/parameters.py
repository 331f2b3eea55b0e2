"""The parameters of an `AtomicNetworkRegressor`: what is allowed, and the network that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from ase.data import chemical_symbols
from numpy.typing import NDArray

from qmlaw import units
from qmlaw.models.atomic.network import ACTIVATIONS, AtomicNetwork
from qmlaw.models.dtnn.parameters import LOSSES
from qmlaw.molecules import Molecules
from qmlaw.molecules.checks import AtomLabels
from qmlaw.representations.aev import AEV
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.representations.environments import LocalRepresentation
from qmlaw.representations.symmetry_functions import Angular, Radial, SymmetryFunctions
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions

if TYPE_CHECKING:
    from qmlaw.models.atomic.regressor import AtomicNetworkRegressor

REPRESENTATIONS: dict[str, type] = {
    kind.__name__: kind for kind in (AEV, FastAEV, SymmetryFunctions, FastSymmetryFunctions)
}
"""What can be written to a file: dataclasses whose fields are plain data."""

CHOICES = {
    "activation": tuple(ACTIVATIONS),
    "convention": ("mean per atom", "per element"),
    "loss": tuple(LOSSES),
    "precision": ("float32", "float64"),
}
WITHOUT_EFFECT = ("report", "checkpoint")
"""They say where it is trained, not what comes out."""


def check_parameters(model: AtomicNetworkRegressor) -> None:
    """ValueError for the first parameter that is out of range."""
    for name in ("n_epochs", "batch_size"):
        if getattr(model, name) < 1:
            raise ValueError(f"{name} is {getattr(model, name)!r}; allowed is 1 or more")
    for name, allowed in CHOICES.items():
        if getattr(model, name) not in allowed:
            raise ValueError(f"{name} is {getattr(model, name)!r}; allowed are {' and '.join(allowed)}")
    if not 0 <= model.validation_fraction < 1:
        raise ValueError(
            f"validation_fraction is {model.validation_fraction!r}; allowed is 0 to 1, without 1"
        )
    if not 0 <= model.smallest_width <= 1:
        raise ValueError(f"smallest_width is {model.smallest_width!r}; allowed is 0 to 1")
    if not (np.isfinite(model.force_weight) and model.force_weight > 0):
        raise ValueError(f"force_weight is {model.force_weight!r}; allowed is a positive number of Å")
    if not (np.isfinite(model.stress_weight) and model.stress_weight > 0):
        raise ValueError(f"stress_weight is {model.stress_weight!r}; allowed is a positive number")
    if model.stress is not None and model.forces is None:
        raise ValueError(
            f"stress is {model.stress!r} and forces is None; the stress is learned beside forces"
        )
    if model.representation is not None and not isinstance(model.representation, LocalRepresentation):
        raise ValueError(f"representation is {model.representation!r}; allowed is one that describes atoms")
    if units.unit(model.unit).dimension != "energy":
        raise ValueError(f"unit is {model.unit!r}; allowed are units of energy")


def hidden_units(model: AtomicNetworkRegressor, elements: tuple[int, ...]) -> list[list[int]]:
    """Units of the hidden layers for each of these elements; ValueError if there are none."""
    hidden, symbols = model.hidden, [chemical_symbols[z] for z in elements]
    if isinstance(hidden, Mapping):
        missing = [symbol for symbol in symbols if symbol not in hidden]
        if missing:
            raise ValueError(f"hidden lacks {', '.join(missing)}; it has {', '.join(hidden)}")
        sizes = [list(hidden[symbol]) for symbol in symbols]
    else:
        sizes = [list(hidden)] * len(symbols)
    if any(n != int(n) or n < 1 for layers in sizes for n in layers):
        raise ValueError(f"hidden is {hidden!r}; allowed are layers of 1 or more units")
    return sizes


def checked_forces(model: AtomicNetworkRegressor, X: Molecules) -> NDArray[np.float64] | None:
    """Forces (sum of n, 3) to train on, in the model's unit per Å; None if none are asked for."""
    if model.forces is None:
        return None
    forces = X.value(model.forces, f"{model.unit}/angstrom")
    if X.properties[model.forces].per != "atom" or forces.shape != X.positions.shape:
        raise ValueError(
            f"property {model.forces!r} has shape {forces.shape}; forces are three numbers per atom"
        )
    strange = ~np.isfinite(forces).all(axis=1)
    if strange.any():
        atom = int(np.argmax(strange))
        label = AtomLabels(X.atomic_numbers, X.offsets, X.names)[atom]
        raise ValueError(f"{label}: force {forces[atom].tolist()} is not finite")
    return forces


def checked_strain_derivatives(model: AtomicNetworkRegressor, X: Molecules) -> NDArray[np.float64] | None:
    """Stress times volume (N, 3, 3) to train on, in the model's unit; None if none is asked for."""
    if model.stress is None:
        return None
    if X.cells is None:
        raise ValueError(f"stress is {model.stress!r}, but the molecules have no cells")
    stress = X.value(model.stress, f"{model.unit}/angstrom^3")
    if stress.shape != (len(X), 3, 3):
        raise ValueError(f"property {model.stress!r} has shape {stress.shape}; allowed is ({len(X)}, 3, 3)")
    if not np.isfinite(stress).all():
        i = int(np.argwhere(~np.isfinite(stress))[0, 0])
        raise ValueError(f"molecule {i} ({X.names[i]!r}) has a stress that is not finite")
    return stress * np.abs(np.linalg.det(X.cells))[:, None, None]


def new_network(model: AtomicNetworkRegressor) -> AtomicNetwork:
    """An untrained network for the model's representation, in its precision."""
    representation = model.representation_
    network = AtomicNetwork(
        representation.elements, representation.n_features,
        hidden=hidden_units(model, representation.elements), activation=model.activation, seed=model.seed,
    )  # fmt: skip
    set_precision(network, model.precision)
    return network


def set_precision(network: AtomicNetwork, precision: str) -> None:
    """Change what is learned and the ranges to float32 or float64; energies are float64 in any case."""
    network.networks.to(getattr(torch, precision))


def shaping_parameters(model: AtomicNetworkRegressor) -> dict[str, Any]:
    """The parameters without those that have no effect on what is learned."""
    return {name: value for name, value in model.get_params().items() if name not in WITHOUT_EFFECT}


def as_plain_data(representation: LocalRepresentation) -> dict[str, Any]:
    """A representation for JSON: the name of its class and its fields."""
    kind = type(representation).__name__
    if REPRESENTATIONS.get(kind) is not type(representation):
        raise ValueError(f"a {kind} cannot be written; allowed are {', '.join(REPRESENTATIONS)}")
    return {"kind": kind, **asdict(representation)}


def from_plain_data(data: Mapping[str, Any]) -> LocalRepresentation:
    """The representation that `as_plain_data` wrote."""
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    kind = fields.pop("kind")
    if kind not in REPRESENTATIONS:
        raise ValueError(f"representation is a {kind}; allowed are {', '.join(REPRESENTATIONS)}")
    if issubclass(REPRESENTATIONS[kind], SymmetryFunctions):
        fields["radial"] = tuple(Radial(*function) for function in fields["radial"])
        fields["angular"] = tuple(Angular(*function) for function in fields["angular"])
    return REPRESENTATIONS[kind](**fields)
