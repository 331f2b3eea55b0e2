"""How firmly the training set holds the energy of an atom (local prediction rigidity), and energies of rings.

Only the last layer is looked at. In it, the energy of an atom is a linear function of features x_i (tanh of
the hidden layer, and 1), the energy of a molecule is the same function of X_A = sum x_i, and the training set
has seen the X_A only:

    H = sum_A X_A X_A^T + lambda 1,     rigidity of an energy with features x:  1 / (x^T H^-1 x)

A low rigidity means that another last layer, with other energies for this atom, would have fitted the totals
nearly as well. It says nothing about the layers before, nor about the convention of the offsets.

References
----------
S. Chong et al., J. Chem. Theory Comput. (2023), arXiv:2306.15638 (local prediction rigidity).
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from qmlaw.models.dtnn.batches import atoms_of
from qmlaw.models.dtnn.regressor import DTNNRegressor
from qmlaw.molecules import Molecules
from qmlaw.representations.surroundings import bonded


def last_features(model: DTNNRegressor, molecules: Molecules) -> NDArray[np.float64]:
    """What the last layer sees of each atom (sum of n, B // 2 + 1), the constant 1 at the end."""
    features = np.ones((len(molecules.atomic_numbers), model.n_basis // 2 + 1))
    with torch.no_grad():
        for part, batch in model.batches(molecules):
            vectors = model.network_.refine(batch.numbers, batch.positions).vectors[-1]
            hidden = torch.tanh(model.network_.hidden(vectors))[batch.numbers > 0]
            features[atoms_of(molecules, part), :-1] = hidden.cpu().numpy()
    return features


def local_prediction_rigidity(
    model: DTNNRegressor, training: Molecules, molecules: Molecules, *, regularisation: float = 1e-6
) -> NDArray[np.float64]:
    """Rigidity of the energy of each atom (sum of n,), a pure number: compare, do not read alone.

    Parameters
    ----------
    model : DTNNRegressor
        Trained.
    training : Molecules
        What it was trained on.
    molecules : Molecules
        Whose atoms are asked about.
    regularisation : float
        lambda, in units of the mean diagonal entry of H.

    Raises
    ------
    ValueError
        If the regularisation is not positive, or an element is unknown.
    """
    if not (np.isfinite(regularisation) and regularisation > 0):
        raise ValueError(f"regularisation is {regularisation!r}; allowed is a positive number")
    of_atoms = last_features(model, training)
    sums = np.add.reduceat(of_atoms, training.offsets[:-1], axis=0)
    seen = sums.T @ sums
    seen += regularisation * np.trace(seen) / len(seen) * np.eye(len(seen))
    features = last_features(model, molecules)
    return 1 / (features * np.linalg.solve(seen, features.T).T).sum(axis=1)


def rings(molecule: Molecules) -> list[list[int]]:
    """Atoms of each smallest ring of one molecule, in no special order.

    What is bonded, `qmlaw.representations.surroundings` says.
    """
    if len(molecule) != 1:
        raise ValueError(f"there are {len(molecule)} molecules; allowed is exactly one")
    graph = nx.Graph((int(i), int(j)) for i, j in zip(*bonded(molecule[0]), strict=True))
    return [sorted(ring) for ring in nx.minimum_cycle_basis(graph)]


def ring_energies(energies: ArrayLike, molecule: Molecules) -> list[tuple[list[int], float]]:
    """Each ring of one molecule with the sum of its atoms' energies, in the unit of `energies` (n,).

    The paper ranks rings by this sum. It depends on how the total is shared out among the atoms.
    """
    energies = np.asarray(energies, dtype=float)
    if energies.shape != molecule.atomic_numbers.shape:
        raise ValueError(
            f"energies have shape {energies.shape}; allowed is ({len(molecule.atomic_numbers)},)"
        )
    return [(ring, float(energies[ring].sum())) for ring in rings(molecule)]
