"""The network of Behler and Parrinello: every atom has an energy, which its surroundings decide.

    E    = Σ_i E_i,   E_i = s_E y_i + E_Z                                                               (1)
    y_i  = N_Z((G_i - m_Z) / w_Z)                     one network for each element Z                    (2)
    N(x) = w · a(W_2 a(W_1 x + b_1) + b_2) + b        here with two hidden layers                       (3)
    F_k  = -∂E/∂R_k = -Σ_i Σ_f (∂E_i/∂G_if) (∂G_if/∂R_k)                                                (4)

G_i are the numbers that describe the surroundings of atom i up to a cut-off: symmetry functions or atomic
environment vectors. E_Z is the energy that an atom of the element starts from, and m_Z and w_Z are means and
widths of G over its atoms in the training set. Choices of the activation a:

    exp(-x^2)                            of ANI-1
    x for x > 0, else α (e^(x/α) - 1)    CELU with α = 0.1, of the later ANI networks                   (5)
    tanh x                               of 2007

All atoms of an element are calculated together: one matrix product for all of them. In (4) the second factor
belongs to the representation (`LocalRepresentation.pull_back`), the first one to this module.

References
----------
J. Behler, M. Parrinello, Phys. Rev. Lett. 98, 146401 (2007), doi:10.1103/PhysRevLett.98.146401: (1) to (4).
J. S. Smith, O. Isayev, A. E. Roitberg, Chem. Sci. 8, 3192 (2017), doi:10.1039/C6SC05720A: ANI-1.
J. T. Barron, Continuously differentiable exponential linear units (2017), arXiv:1704.07483: (5).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

from qmlaw.models.dtnn.dtnn import HEAVIEST


class Gaussian(nn.Module):
    """exp(-x^2)."""

    def forward(self, x: Tensor) -> Tensor:
        """Of each number."""
        return torch.exp(-x.square())


ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "celu": lambda: nn.CELU(0.1),
    "gaussian": Gaussian,
    "tanh": nn.Tanh,
}


class StandardisedLinear(nn.Linear):
    """A linear layer on (x - middle) / width, moved into the weights, which are fewer than the x."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__(n_in, n_out)
        self.register_buffer("middle", torch.zeros(n_in))  # m_Z
        self.register_buffer("width", torch.ones(n_in))  # w_Z

    def forward(self, x: Tensor) -> Tensor:
        """Of each row."""
        weight = self.weight / self.width
        return nn.functional.linear(x, weight, self.bias - weight @ self.middle)


class AtomicNetwork(nn.Module):
    """Energies of M molecules from the vectors of their A atoms, with F numbers each.

    Parameters
    ----------
    elements : sequence of int
        Atomic numbers, in the order of the representation.
    n_features : int
        F.
    hidden : sequence of sequences of int
        Units of the hidden layers, for each element.
    activation : {"celu", "gaussian", "tanh"}
        The a of (3).
    seed : int
        Of the start values.
    """

    def __init__(
        self, elements: Sequence[int], n_features: int, *, hidden: Sequence[Sequence[int]],
        activation: str = "celu", seed: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.register_buffer("elements", torch.as_tensor(list(elements)))
        # Energies are large and their differences small: double precision, whatever the weights have.
        self.register_buffer("scale", torch.ones((), dtype=torch.float64))  # s_E
        self.register_buffer("offset", torch.zeros(HEAVIEST + 1, dtype=torch.float64))  # E_Z
        self.networks = nn.ModuleList(
            _layers([n_features, *sizes, 1], ACTIVATIONS[activation]) for sizes in hidden
        )
        self._start(torch.Generator().manual_seed(seed))

    def _start(self, generator: torch.Generator) -> None:
        """Start values; the last layers are zero, so that training begins at E = sum of E_Z."""
        for network in self.networks:
            *inner, last = (layer for layer in network if isinstance(layer, nn.Linear))
            for layer in inner:
                nn.init.xavier_uniform_(layer.weight, generator=generator)
                nn.init.zeros_(layer.bias)
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, vectors: Tensor, element: Tensor, molecule: Tensor, n_molecules: int) -> Tensor:
        """Energies (M,), float64.

        Parameters
        ----------
        vectors : Tensor (A, F)
            G_i of all atoms, from the representation.
        element : Tensor (A,)
            Place of each atom's element in `elements`.
        molecule : Tensor (A,)
            Molecule of each atom, 0 to M - 1.
        n_molecules : int
            M.
        """
        energies = self.atomic_energies(vectors, element)
        return energies.new_zeros(n_molecules).index_add(0, molecule, energies)  # (1)

    def atomic_energies(self, vectors: Tensor, element: Tensor) -> Tensor:
        """E_i (A,), float64."""
        order = torch.argsort(element, stable=True)
        groups = vectors.index_select(0, order).split(
            torch.bincount(element, minlength=len(self.networks)).tolist()
        )
        y = torch.cat([net(group).squeeze(-1) for net, group in zip(self.networks, groups, strict=True)])
        y = torch.empty_like(y).index_copy(0, order, y)
        return self.scale * y.double() + self.offset[self.elements[element]]  # (1)

    def set_ranges(self, vectors: Tensor, element: Tensor, smallest_width: float = 0.1) -> None:
        """Take m_Z and w_Z of (2) from these atoms; elements without atoms keep 0 and 1.

        No w_Z is less than `smallest_width` of the largest of its element.
        """
        for e in element.unique().tolist():
            first, group = self.networks[e][0], vectors[element == e]
            width = group.std(dim=0, correction=0)
            if width.max() > 0:
                first.width.copy_(width.clamp(min=max(smallest_width, 1e-6) * float(width.max())))
            first.middle.copy_(group.mean(dim=0))


def _layers(sizes: Sequence[int], activation: Callable[[], nn.Module]) -> nn.Sequential:
    """Linear layers of these sizes with the activation between them."""
    layers: list[nn.Module] = [StandardisedLinear(sizes[0], sizes[1])]
    for n_in, n_out in pairwise(sizes[1:]):
        layers += [activation(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
