"""Atoms by what surrounds them: what symmetry functions and atomic environment vectors have in common.

An environment is described by the vectors R_j - R_i to the neighbours of an atom, `displacements`. All that
comes after is a function of these vectors and of the elements alone. So nothing changes when a molecule is
moved, and the forces and the stress follow from one derivative, that by the displacements: torch's autograd
carries it on to positions and cell.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

import numpy as np
import torch
from ase.data import chemical_symbols
from numpy.typing import NDArray
from torch import Tensor

from qmlaw.molecules import Molecules
from qmlaw.molecules.checks import AtomLabels
from qmlaw.representations.coulomb_matrix import check_molecules
from qmlaw.representations.neighbours import neighbours

BLOCK = 2_000
"""Atoms described at once by `vectors`: keeps the memory for triples of atoms small."""


class Environments(NamedTuple):
    """Who is near whom among A atoms of M molecules: P ordered pairs i, j, each also as j, i.

    element (A,)
        Place of each atom's element in the `elements` of the representation.
    molecule (A,)
        Molecule of each atom, 0 to M - 1.
    centre, neighbour (P,)
        Atoms i and j; i ascending.
    lattice_shift (P, 3) or None
        Whole lattice vectors to add to the position of j.
    first (A + 1,)
        The neighbours of atom i are the pairs ``first[i]:first[i + 1]``.
    """

    element: Tensor
    molecule: Tensor
    centre: Tensor
    neighbour: Tensor
    lattice_shift: Tensor | None
    first: Tensor


def displacements(positions: Tensor, environments: Environments, cells: Tensor | None = None) -> Tensor:
    """Vectors R_j - R_i from each atom to its neighbours, (P, 3), differentiable by positions and cells.

    Parameters
    ----------
    positions : Tensor (A, 3)
        Å.
    environments : Environments
        Of these atoms, found within a cut-off that still holds at these positions.
    cells : Tensor (M, 3, 3), optional
        Lattice vectors as rows in Å, if there are any.

    Raises
    ------
    ValueError
        If a position is not finite, or there are cells and none is given.
    """
    if not torch.isfinite(positions).all():
        atom = int((~torch.isfinite(positions)).any(dim=1).nonzero()[0])
        raise ValueError(f"atom {atom} of the batch: position {positions[atom].tolist()} is not finite")
    # `gather`: its derivative is the fastest of several ways to say positions[neighbour].
    i, j = (index[:, None].expand(-1, 3) for index in (environments.centre, environments.neighbour))
    vectors = torch.gather(positions, 0, j) - torch.gather(positions, 0, i)
    if environments.lattice_shift is None:
        return vectors
    if cells is None:
        raise ValueError("cells is None, but these environments are periodic; allowed is a tensor (M, 3, 3)")
    cell = cells[environments.molecule[environments.centre]]
    return vectors + torch.einsum("pi,pij->pj", environments.lattice_shift.to(cell.dtype), cell)


class LocalRepresentation(ABC):
    """Numbers that describe the surroundings of one atom: one row per atom.

    A subclass says which `elements` it knows, how far it looks (`cutoff`, Å), how many numbers it gives
    (`n_features`), and gives them when called with displacements and environments.
    """

    elements: tuple[int, ...]
    cutoff: float
    keeps_jacobian = False
    """Whether training on forces shall keep `jacobian` of all its geometries in memory."""

    @property
    @abstractmethod
    def n_features(self) -> int:
        """Numbers per atom, F."""

    @abstractmethod
    def __call__(self, displacements: Tensor, environments: Environments) -> Tensor:
        """Values G.

        Parameters
        ----------
        displacements : Tensor (P, 3)
            Vectors to the neighbours in Å. Pairs further apart than the cut-off add nothing.
        environments : Environments
            Whose vectors these are.

        Returns
        -------
        Tensor (A, F)
            In the precision of the displacements; zero for an atom without neighbours.
        """

    def pull_back(self, displacements: Tensor, environments: Environments, gradient: Tensor) -> Tensor:
        """J^T g: derivative of an energy by the displacements, from that by the values.

        Forces are linear in g = dE/dG. For training on forces only their derivative by g is needed, which
        this has; it does not follow the dependence of J on the positions, and so it is cheap.

        Parameters
        ----------
        displacements, environments
            As above.
        gradient : Tensor (A, F)
            dE/dG, of a network for example, made with ``create_graph=True``.

        Returns
        -------
        Tensor (P, 3)
            dE/dD in the energy's unit per Å; `forces` sums it up.
        """
        vectors = displacements.detach().requires_grad_()
        with torch.enable_grad():
            values = self(vectors, environments)
        if not values.requires_grad:  # no pairs
            return torch.zeros_like(displacements)
        return torch.autograd.grad(values, vectors, gradient, create_graph=gradient.requires_grad)[0]

    def jacobian(self, displacements: Tensor, environments: Environments) -> Tensor:
        """J: derivative of the values of atom i by the vector to its neighbour j, (P, F, 3).

        Worth keeping where there are few numbers per atom and the geometries stay: `pull_back` is then
        ``torch.einsum("pf,pfx->px", gradient[environments.centre], J)``.
        """
        columns = torch.eye(self.n_features, dtype=displacements.dtype, device=displacements.device)
        n_atoms = len(environments.element)
        parts = [self.pull_back(displacements, environments, unit.repeat(n_atoms, 1)) for unit in columns]
        return torch.stack(parts, dim=1)

    def environments(self, molecules: Molecules, device: torch.device | str = "cpu") -> Environments:
        """Find the neighbours of all atoms, each in its own molecule.

        Raises
        ------
        ValueError
            For an element that is not among `elements`, named with its atom; see also `neighbours`.
        """
        check_molecules(molecules, allow_empty=True)
        place = self._places(molecules)
        found = neighbours(molecules, self.cutoff)
        shift = None if found.lattice_shift is None else torch.as_tensor(found.lattice_shift, device=device)
        return Environments(
            torch.as_tensor(place, device=device),
            torch.as_tensor(molecules.molecule_index, device=device),
            torch.as_tensor(found.centre, device=device),
            torch.as_tensor(found.neighbour, device=device),
            shift,
            torch.as_tensor(found.first, device=device),
        )

    def vectors(self, molecules: Molecules, precision: torch.dtype = torch.float64) -> NDArray[np.floating]:
        """Values for every atom of every molecule, (sum of n, F), without derivatives."""
        check_molecules(molecules, allow_empty=True)
        blocks = [self._block(part, precision) for part in _parts(molecules, BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros((0, self.n_features))

    def sums(self, molecules: Molecules) -> NDArray[np.float64]:
        """Values summed over the atoms of each element, (N, E F): one row per molecule.

        This is what a linear model of atomic energies sees of a molecule.
        """
        vectors, place = self.vectors(molecules), self._places(molecules)
        sums = np.zeros((len(molecules), len(self.elements), self.n_features))
        np.add.at(sums, (molecules.molecule_index, place), vectors)
        return sums.reshape(len(molecules), -1)

    def _block(self, molecules: Molecules, precision: torch.dtype) -> NDArray[np.floating]:
        environments = self.environments(molecules)
        positions = torch.tensor(molecules.positions, dtype=precision)
        cells = None if molecules.cells is None else torch.tensor(molecules.cells, dtype=precision)
        with torch.no_grad():
            return self(displacements(positions, environments, cells), environments).numpy()

    def _places(self, molecules: Molecules) -> NDArray[np.int64]:
        """Place of each atom's element in `elements`."""
        known = np.array(self.elements)
        strange = ~np.isin(molecules.atomic_numbers, known)
        if strange.any():
            labels = AtomLabels(molecules.atomic_numbers, molecules.offsets, molecules.names)
            atom = int(np.argmax(strange))
            symbol = chemical_symbols[molecules.atomic_numbers[atom]]
            allowed = ", ".join(chemical_symbols[z] for z in self.elements)
            raise ValueError(f"{labels[atom]}: element {symbol} is not known here; allowed are {allowed}")
        order = np.argsort(known)
        return order[np.searchsorted(known, molecules.atomic_numbers, sorter=order)]


def forces(gradient: Tensor, environments: Environments) -> Tensor:
    """Forces -dE/dR (A, 3) from the derivative of the energy by the displacements (P, 3)."""
    i, j = (index[:, None].expand(-1, 3) for index in (environments.centre, environments.neighbour))
    zero = gradient.new_zeros(len(environments.element), 3)
    return zero.scatter_add(0, i, gradient).scatter_add(0, j, -gradient)


def strain_derivative(gradient: Tensor, displacements: Tensor, environments: Environments) -> Tensor:
    """dE/d(strain) (M, 3, 3) from the derivative by the displacements (P, 3); by volume, the stress.

    A strain takes every vector D to D + D ε, atoms and lattice alike.
    """
    n_molecules = int(environments.molecule[-1]) + 1 if len(environments.molecule) else 0
    products = displacements[:, :, None] * gradient[:, None, :]
    zero = gradient.new_zeros(n_molecules, 3, 3)
    return zero.index_add(0, environments.molecule[environments.centre], products)


def angular_pairs(centre: Tensor) -> tuple[Tensor, Tensor]:
    """All pairs of pairs with one centre, each once: two neighbours j, k of an atom i.

    Parameters
    ----------
    centre : Tensor (P,)
        Atom i of each pair, ascending.

    Returns
    -------
    Tensor (T,), Tensor (T,)
        The pair i, j and the pair i, k.
    """
    _, length = torch.unique_consecutive(centre, return_counts=True)
    last = torch.cumsum(length, 0).repeat_interleave(length)  # end of each pair's group
    behind = last - torch.arange(1, len(centre) + 1, device=centre.device)  # pairs of the group behind it
    first = torch.arange(len(centre), device=centre.device).repeat_interleave(behind)
    start = (torch.cumsum(behind, 0) - behind).repeat_interleave(behind)
    return first, first + 1 + torch.arange(len(first), device=centre.device) - start


def cosine_cutoff(distance: Tensor, cutoff: float) -> Tensor:
    """f_C(R) = [cos(π R / R_C) + 1] / 2 up to R_C, zero beyond; value and slope are continuous there."""
    inside = (torch.cos(torch.pi * distance / cutoff) + 1) / 2
    return torch.where(distance < cutoff, inside, torch.zeros_like(inside))


def pair_of_elements(n_elements: int) -> NDArray[np.int64]:
    """Number of the unordered pair of two elements, (E, E): 0 for the first with itself, then 1, …"""
    table = np.zeros((n_elements, n_elements), dtype=np.int64)
    low, high = np.triu_indices(n_elements)
    table[low, high] = table[high, low] = np.arange(len(low))
    return table


def check_cutoff(name: str, value: float) -> None:
    """Raise ValueError unless a cut-off is a positive number."""
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name} is {value!r}; allowed is a positive number of Å")


def check_elements_known(elements: tuple[int, ...]) -> None:
    """Raise ValueError unless the elements are distinct atomic numbers."""
    allowed = range(1, len(chemical_symbols))
    if not elements or len(set(elements)) != len(elements) or any(z not in allowed for z in elements):
        raise ValueError(
            f"elements is {elements!r}; allowed are different atomic numbers, 1 to {allowed[-1]}"
        )


def _parts(molecules: Molecules, n_atoms: int) -> list[Molecules]:
    """The molecules one after the other, in parts of about this many atoms."""
    part = molecules.offsets[:-1] // n_atoms
    ends = np.flatnonzero(np.diff(part)) + 1
    return [molecules[index] for index in np.split(np.arange(len(molecules)), ends)] if len(molecules) else []
