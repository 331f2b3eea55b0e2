"""Molecules as what networks of atoms see of them: who is near whom, vectors of numbers, batches of both."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cached_property
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
    """Molecules to train on.

    Surroundings and forces (A, 3) only where forces are learned, derivatives by strain (M, 3, 3) only where
    the stress is, J (P, F, 3) only where it is kept.
    """

    vectors: Tensor
    element: Tensor
    molecule: Tensor
    energies: Tensor
    surroundings: Surroundings | None = None
    forces: Tensor | None = None
    strain_derivatives: Tensor | None = None
    jacobian: Tensor | None = None


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
        strain_derivatives: NDArray[np.float64] | None = None,
    ) -> None:  # fmt: skip
        self.X, self.representation, self.precision = X, representation, precision
        self.energies = torch.tensor(y)
        self.forces = None if forces is None else torch.tensor(forces)
        self.strain = None if strain_derivatives is None else torch.tensor(strain_derivatives)
        self.vectors = torch.empty(len(X.atomic_numbers), representation.n_features, dtype=precision)
        self.element = torch.empty(len(X.atomic_numbers), dtype=torch.int64)
        self.shortest = np.inf
        keep = forces is not None and representation.keeps_jacobian
        self.slopes = KeptSlopes() if keep else None
        for part in surroundings(X, representation, precision):
            self.element[part.atoms] = part.environments.element
            self.vectors[part.atoms] = representation(part.displacements, part.environments)
            if len(part.displacements):
                self.shortest = min(self.shortest, float(part.displacements.norm(dim=1).min()))
            if self.slopes is not None:
                self.slopes.add(part, representation)

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
        goals = self.forces[atoms], None if self.strain is None else self.strain[chosen]
        if self.slopes is not None:
            part, jacobian = self.slopes.of(self.X, chosen, known[1], known[2])
            return Batch(*known, part, *goals, jacobian)
        (part,) = surroundings(self.X[chosen], self.representation, self.precision, len(atoms) + 1)
        return Batch(*known, part, *goals)


class KeptSlopes:
    """Pairs of atoms and J of all molecules: training on forces without calculating them again."""

    def __init__(self) -> None:
        self._parts: list[tuple[Tensor, ...]] = []

    def add(self, part: Surroundings, representation: LocalRepresentation) -> None:
        """Keep what belongs to some more molecules."""
        pairs, start = part.environments, part.atoms.start
        jacobian = representation.jacobian(part.displacements, pairs)
        counts = torch.bincount(pairs.molecule[pairs.centre], minlength=part.n_molecules)
        ends = pairs.centre + start, pairs.neighbour + start
        self._parts.append((*ends, part.displacements, jacobian, counts))

    @cached_property
    def _all(self) -> tuple[Tensor, ...]:
        """Centres, neighbours, vectors, J, and the number of pairs of each molecule."""
        together = tuple(torch.cat(kind) for kind in zip(*self._parts, strict=True))
        self._parts.clear()
        return together

    def of(
        self, X: Molecules, chosen: NDArray[np.int64], element: Tensor, molecule: Tensor
    ) -> tuple[Surroundings, Tensor]:
        """Pairs of the chosen molecules, renumbered as in a `Batch`, and their J (P, F, 3)."""
        centre, neighbour, vectors, jacobian, counts = self._all
        n_pairs, n_atoms = counts[chosen], torch.as_tensor(X.n_atoms[chosen])
        # from the place of a pair, or of an atom, among the chosen ones to that among all
        behind = (counts.cumsum(0) - counts)[chosen] - (n_pairs.cumsum(0) - n_pairs)
        pairs = torch.arange(int(n_pairs.sum())) + behind.repeat_interleave(n_pairs)
        behind = torch.as_tensor(X.offsets[:-1][chosen]) - (n_atoms.cumsum(0) - n_atoms)
        behind = behind.repeat_interleave(n_pairs)
        centre, neighbour = centre[pairs] - behind, neighbour[pairs] - behind
        ends = torch.bincount(centre, minlength=len(element)).cumsum(0)
        environments = Environments(
            element, molecule, centre, neighbour, None, torch.cat([torch.zeros_like(ends[:1]), ends])
        )
        whole = slice(0, len(chosen)), slice(0, len(element))
        return Surroundings(*whole, environments, vectors[pairs]), jacobian[pairs]


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
