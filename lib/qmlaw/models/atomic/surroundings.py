"""Molecules as what networks of atoms see of them: who is near whom, vectors of numbers, batches of both."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from qmlaw.models.dtnn.limits import MUCH_CLOSER
from qmlaw.molecules import Molecules
from qmlaw.representations.environments import Environments, LocalRepresentation, displacements

ATOMS_AT_ONCE = 10_000
"""Atoms that are described together: keeps the memory small."""


class Surroundings(NamedTuple):
    """Some molecules that follow each other, their atoms, and the vectors to all neighbours (P, 3) in Å."""

    molecules: slice
    atoms: slice
    environments: Environments
    displacements: Tensor

    @property
    def n_molecules(self) -> int:
        """M."""
        return self.molecules.stop - self.molecules.start


class Batch(NamedTuple):
    """Molecules to train on; surroundings and forces (A, 3) only where forces are learned."""

    vectors: Tensor
    element: Tensor
    molecule: Tensor
    energies: Tensor
    surroundings: Surroundings | None = None
    forces: Tensor | None = None


class TrainingData:
    """Molecules whose vectors are calculated once, in the precision of the network.

    Attributes
    ----------
    vectors : Tensor (A, F)
    element : Tensor (A,)
        Place of each atom's element among those of the representation.
    shortest : float
        Shortest distance of two atoms in Å, periodic images included; infinite if all are alone.
    """

    def __init__(
        self, X: Molecules, y: NDArray[np.float64], forces: NDArray[np.float64] | None,
        representation: LocalRepresentation, precision: torch.dtype,
    ) -> None:  # fmt: skip
        self.X, self.representation, self.precision = X, representation, precision
        self.energies = torch.tensor(y)
        self.forces = None if forces is None else torch.tensor(forces)
        self.vectors = torch.empty(len(X.atomic_numbers), representation.n_features, dtype=precision)
        self.element = torch.empty(len(X.atomic_numbers), dtype=torch.int64)
        self.shortest = np.inf
        for part in surroundings(X, representation, precision):
            self.element[part.atoms] = part.environments.element
            self.vectors[part.atoms] = representation(part.displacements, part.environments)
            if len(part.displacements):
                self.shortest = min(self.shortest, float(part.displacements.norm(dim=1).min()))

    def batch(self, chosen: NDArray[np.int64]) -> Batch:
        """The chosen molecules."""
        n_atoms, starts = self.X.n_atoms[chosen], self.X.offsets[:-1][chosen]
        molecule = np.repeat(np.arange(len(chosen)), n_atoms)
        within = np.arange(len(molecule)) - np.repeat(np.cumsum(n_atoms) - n_atoms, n_atoms)
        atoms = torch.as_tensor(starts[molecule] + within)
        vectors = self.vectors.index_select(0, atoms)  # several times as fast as self.vectors[atoms]
        known = vectors, self.element[atoms], torch.as_tensor(molecule), self.energies[chosen]
        if self.forces is None:
            return Batch(*known)
        (part,) = surroundings(self.X[chosen], self.representation, self.precision, len(atoms) + 1)
        return Batch(*known, part, self.forces[atoms])


def surroundings(
    X: Molecules, representation: LocalRepresentation, precision: torch.dtype, n_atoms: int = ATOMS_AT_ONCE
) -> Iterator[Surroundings]:
    """All molecules in their order, in parts of about so many atoms, but at least one molecule."""
    starts = np.flatnonzero(np.diff(X.offsets[:-1] // n_atoms, prepend=-1))
    for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(X)], strict=False):
        part = X[start:stop]
        environments = representation.environments(part)
        cells = None if part.cells is None else torch.tensor(part.cells, dtype=precision)
        vectors = displacements(torch.tensor(part.positions, dtype=precision), environments, cells)
        atoms = slice(int(X.offsets[start]), int(X.offsets[stop]))
        yield Surroundings(slice(start, stop), atoms, environments, vectors)


def warn_of_close_atoms(X: Molecules, part: Surroundings, shortest: float) -> None:
    """Warn of atoms far closer than any in the training set (`shortest`, Å); size alone is no stranger."""
    distances = part.displacements.detach().norm(dim=1)
    if len(distances) and float(distances.min()) < MUCH_CLOSER * shortest:
        atom = part.environments.centre[distances.argmin()]
        i = part.molecules.start + int(part.environments.molecule[atom])
        warnings.warn(
            f"molecule {i} ({X.names[i]!r}) has atoms {float(distances.min()):.2f} Å apart; the network was "
            f"trained on {shortest:.2f} Å and more. Nothing says how wrong its energy is",
            stacklevel=4,
        )
