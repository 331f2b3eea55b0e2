"""For the tests of DTNN: probes, networks with arbitrary weights, and the equations again as slow loops."""

import numpy as np
import torch

from qmlaw import contracts
from qmlaw.models.dtnn import DTNN, DTNNRegressor
from qmlaw.molecules import Molecules


def small_molecules() -> Molecules:
    """Distorted water, methanol, acetaldehyde, acetamide, methanethiol: three to nine atoms."""
    return contracts.probes()


def pair_energies(molecules: Molecules) -> np.ndarray:
    """A made-up energy in kcal/mol that depends on elements and distances: -50 to -600 for the probes."""
    energies = []
    for molecule in molecules:
        z, r = molecule.atomic_numbers, molecule.positions
        distances = np.linalg.norm(r[:, None] - r, axis=-1)[np.triu_indices(len(z), 1)]
        strengths = np.sqrt(z[:, None] * z)[np.triu_indices(len(z), 1)]
        energies.append(-40.0 * len(z) - (10 * strengths * np.exp(-distances)).sum())
    return np.array(energies)


def wild(elements=(1, 6, 7, 8, 16), seed=0, **sizes) -> DTNN:
    """A network in double precision whose weights are all different from zero."""
    network = DTNN(list(elements), seed=seed, **sizes)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(0.4 * torch.randn(parameter.shape, generator=generator))
    network.scale.fill_(10.0)
    network.offset.copy_(-100.0 + torch.arange(119.0))
    return network.double()


def wild_model(molecules: Molecules, seed=0, **sizes) -> DTNNRegressor:
    """An estimator around such a network: as good as trained, for everything but accuracy."""
    model = DTNNRegressor(n_epochs=1, precision="float64", seed=seed, **sizes)
    model.fit(molecules, pair_energies(molecules))
    names = ("n_basis", "n_factors", "n_passes", "envelope", "mixing")
    model.network_ = wild(model.elements_.tolist(), seed, **{name: getattr(model, name) for name in names})
    return model


def slow_atomic_energies(network: DTNN, numbers, positions, deaf=(), n_passes=None) -> np.ndarray:
    """Equations (1) to (7) atom by atom in numpy. Nobody hears the atoms in `deaf`."""
    w = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    first = [w["element_vector.weight"][w["row"][z]] for z in numbers]
    vectors = first
    for _ in range(network.n_passes if n_passes is None else n_passes):
        new = []
        for i in range(len(numbers)):
            heard = np.zeros_like(vectors[i])
            for j in range(len(numbers)):
                if i == j or j in deaf:
                    continue
                distance = np.linalg.norm(positions[i] - positions[j])
                gaussians = np.exp(-((distance - w["centres"]) ** 2) / (2 * network.spacing**2))
                filters = w["from_distance.weight"] @ gaussians + w["from_distance.bias"]
                if network.envelope is not None:
                    x = min(distance / network.envelope, 1.0)
                    filters = filters * 0.5 * (1 + np.cos(np.pi * x))
                factors = w["from_vector.weight"] @ vectors[j] + w["from_vector.bias"]
                heard += np.tanh(w["to_vector.weight"] @ (factors * filters))
            if network.mixing is None:
                new.append(vectors[i] + heard)
            else:
                a = network.mixing
                new.append((1 - a) * vectors[i] + a * (first[i] + heard))
        vectors = new
    energies = []
    for z, vector in zip(numbers, vectors, strict=True):
        hidden = np.tanh(w["hidden.weight"] @ vector + w["hidden.bias"])
        y = float((w["output.weight"] @ hidden + w["output.bias"])[0])
        energies.append(float(w["scale"]) * y + float(w["offset"][z]))
    return np.array(energies)
