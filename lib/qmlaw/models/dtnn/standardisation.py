"""Where the energies of atoms start from: the convention that no total can see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import torch
from ase.data import chemical_symbols
from numpy.typing import NDArray
from torch import nn

from qmlaw.models.composition import CompositionModel
from qmlaw.molecules import Molecules

Convention = Literal["mean per atom", "per element"]


def standardise(
    network: nn.Module,
    X: Molecules,
    y: NDArray[np.float64],
    convention: Convention,
    atom_energies: Mapping[str, float] | None,
) -> None:
    """Set s_E and E_Z, the `scale` and `offset` of a network, from training data; see `DTNNRegressor`."""
    elements = np.unique(X.atomic_numbers)
    offset = np.zeros(len(network.offset))
    if atom_energies is not None:
        missing = [chemical_symbols[z] for z in elements if chemical_symbols[z] not in atom_energies]
        if missing:
            raise ValueError(f"atom_energies lacks {', '.join(missing)}; it has {', '.join(atom_energies)}")
        offset[elements] = [atom_energies[chemical_symbols[z]] for z in elements]
    counts = X.composition(elements).counts
    left = y - counts @ offset[elements]
    if convention == "per element":
        offset[elements] += CompositionModel().fit(X, left).energy_per_atom_
    else:
        offset[elements] += (left / X.n_atoms).mean()
    spread = float(((y - counts @ offset[elements]) / X.n_atoms).std())
    network.offset.copy_(torch.as_tensor(offset))
    network.scale.fill_(spread if spread > 1e-12 else 1.0)  # all alike: nothing to scale
