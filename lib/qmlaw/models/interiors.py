"""What is inside of a trained network, laid open in a form that other models can be held against.

Hidden units of the last layer, atom by atom; the same summed up to molecules; networks that were never
trained, for comparison; and a question that can be put to any model: what if this atom were not there?
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sklearn.pipeline import Pipeline
from torch import nn

from qmlaw.models import kernels
from qmlaw.models.atomic import AtomicNetworkRegressor
from qmlaw.models.composition import OnBaseline
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.models.dtnn.rigidity import last_features
from qmlaw.models.kernel_ridge import distances
from qmlaw.molecules import Molecules


def hidden_units(model: DTNNRegressor | AtomicNetworkRegressor, molecules: Molecules) -> NDArray[np.float64]:
    """What the last hidden layer says of each atom (sum of n, units).

    A DTNN has one layer for all elements. An atomic network has one for each element, so a column means
    another unit in another element.

    Raises
    ------
    ValueError
        If the model is none of the two kinds, or its elements have layers of different sizes.
    """
    if isinstance(model, DTNNRegressor):
        return last_features(model, molecules)[:, :-1]
    if not isinstance(model, AtomicNetworkRegressor):
        raise ValueError(
            f"model is a {type(model).__name__}; allowed are DTNNRegressor and AtomicNetworkRegressor"
        )
    sizes = {network[-1].in_features for network in model.network_.networks}
    if len(sizes) > 1:
        raise ValueError(f"last layers have {sorted(sizes)} units; allowed is one size for all elements")
    units = np.zeros((len(molecules.atomic_numbers), sizes.pop()))
    with torch.no_grad():
        for part in model._parts(molecules, [model.network_]):
            vectors = model.representation_(part.displacements, part.environments)
            element = part.environments.element
            found = np.zeros((len(element), units.shape[1]))
            for e, network in enumerate(model.network_.networks):
                found[(element == e).numpy()] = network[:-1](vectors[element == e]).numpy()
            units[part.atoms] = found
    return units


def pooled(units: ArrayLike, molecules: Molecules) -> NDArray[np.float64]:
    """Hidden units summed over the atoms of each element of each molecule (N, elements times units)."""
    units, elements = np.asarray(units, dtype=float), np.unique(molecules.atomic_numbers)
    sums = np.zeros((len(molecules), len(elements), units.shape[1]))
    np.add.at(sums, (molecules.molecule_index, np.searchsorted(elements, molecules.atomic_numbers)), units)
    return sums.reshape(len(molecules), -1)


def kernel_matrix(model: OnBaseline | Pipeline, molecules: Molecules) -> NDArray[np.float64]:
    """Kernels of molecules with each other (N, N): all that a kernel model sees of them.

    Parameters
    ----------
    model : fitted pipeline of a representation and a `TunedKernelRidge`, or the same on a baseline
    molecules : Molecules
        Of known elements, and no larger than the representation has room for.
    """
    pipeline = model.model_ if isinstance(model, OnBaseline) else model
    features, ridge = pipeline[:-1].transform(molecules), pipeline[-1].regressor_
    return kernels.from_distances(distances(features, None, ridge.kernel), ridge.kernel, ridge.sigma)


def untrained(
    model: DTNNRegressor | AtomicNetworkRegressor, seed: int
) -> DTNNRegressor | AtomicNetworkRegressor:
    """The same network with random weights, what it was told about its inputs left in place.

    A DTNN starts its training without messages. Here it gets random ones, else it would say nothing but the
    element of an atom.
    """
    other = copy.deepcopy(model)
    generator = torch.Generator().manual_seed(seed)
    other.network_._start(generator)
    if isinstance(other, DTNNRegressor):
        nn.init.xavier_uniform_(other.network_.to_vector.weight, generator=generator)
    return other


def occlusion(
    predict: Callable[[Molecules], NDArray[np.float64]], molecules: Molecules
) -> NDArray[np.float64]:
    """E(molecule) - E(molecule without the atom), for each atom (sum of n,), in the unit of `predict`.

    What is left when the atom is gone does not relax; it is a fragment that no training set contains. Any
    model can be asked, whatever it is like inside.

    Raises
    ------
    ValueError
        If a molecule has a single atom.
    """
    if (molecules.n_atoms < 2).any():
        i = int(np.argmax(molecules.n_atoms < 2))
        raise ValueError(f"molecule {i} ({molecules.names[i]!r}) has one atom; allowed are two or more")
    numbers, positions = [], []
    for i in range(len(molecules)):
        one = molecules[i]
        for atom in range(len(one.atomic_numbers)):
            numbers.append(np.delete(one.atomic_numbers, atom))
            positions.append(np.delete(one.positions, atom, axis=0))
    whole = np.asarray(predict(molecules))[molecules.molecule_index]
    return whole - np.asarray(predict(Molecules(numbers, positions)))
