"""The deep tensor neural network of Schütt et al. 2017: atoms exchange messages, then each gives an energy.

    c_i^(0)   = c_Z                                  one learned vector for each element               (1)
    d_ij      = exp(-(|r_i - r_j| - mu_k)^2 / 2 s^2)  a distance as a row of Gaussians, k = 1 ... G    (2)
    v_ij      = tanh[W_fc ((W_cf c_j + b_f1) ∘ (W_df d_ij + b_f2))]   what atom j tells atom i         (3)
    c_i^(t+1) = c_i^(t) + sum_(j ≠ i) v_ij            T passes, the same weights in each               (4)
    y_i       = w_2 · tanh(W_1 c_i^(T) + b_1) + b_2                                                    (5)
    E         = sum_i E_i,   E_i = s_E y_i + E_Z                                                       (6)

Every atom hears every other: there is no cut-off. Equation (3) has no bias outside, so a filter that is zero
makes a message that is zero; padding and the envelope use this. E_Z is the mean energy per atom plus, if one
likes, the energy of the free atom; or a number for each element from a fit to compositions. Ours are the
numbers of the equations, the envelope, and a form that can settle as a self-consistent field does:

    c_i^(t+1) = (1 - a) c_i^(t) + a (c_i^(0) + sum_(j ≠ i) v_ij)            in the place of (4)        (7)

References
----------
K. T. Schütt, F. Arbabzadah, S. Chmiela, K.-R. Müller, A. Tkatchenko, Nat. Commun. 8, 13890 (2017),
    doi:10.1038/ncomms13890. Sizes, start values and the 15 units of (5) are those of the released program.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

HEAVIEST = 118


class Refinement(NamedTuple):
    """Vectors c^(0) to c^(T) (T + 1, M, A, B), and the differences between them (T, M, A, B)."""

    vectors: Tensor
    updates: Tensor


class DTNN(nn.Module):
    """Energies of M molecules, padded to A atoms each; B numbers describe an atom, F factors a pair.

    Parameters
    ----------
    elements : sequence of int
        Atomic numbers that the network knows.
    n_basis, n_factors, n_passes : int
        B, F and T.
    envelope : float, optional
        Distance in Å at which messages have died out smoothly; without it, the published form.
    mixing : float, optional
        The a of (7), above 0 and up to 1; without it, (4) as published.
    first_centre, last_centre, spacing : float
        The mu_k in Å. Their spacing is also the width s.
    seed : int
        Of the start values.
    """

    def __init__(
        self, elements: Sequence[int], *, n_basis: int = 30, n_factors: int = 60, n_passes: int = 3,
        envelope: float | None = None, mixing: float | None = None, first_centre: float = -1.0,
        last_centre: float = 10.0, spacing: float = 0.2, seed: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.n_passes, self.envelope, self.mixing, self.spacing = n_passes, envelope, mixing, spacing
        centres = torch.arange(first_centre, last_centre + spacing / 2, spacing)
        row = torch.full((HEAVIEST + 1,), -1)  # of each element in the table of vectors; -1: unknown
        row[0] = 0  # padding
        row[torch.as_tensor(list(elements))] = torch.arange(1, len(elements) + 1)
        self.register_buffer("centres", centres)
        self.register_buffer("row", row)
        # Energies are large and their differences small: double precision, whatever the weights have.
        self.register_buffer("scale", torch.ones((), dtype=torch.float64))
        self.register_buffer("offset", torch.zeros(HEAVIEST + 1, dtype=torch.float64))
        self.element_vector = nn.Embedding(len(elements) + 1, n_basis, padding_idx=0)  # c_Z
        self.from_vector = nn.Linear(n_basis, n_factors)  # W_cf, b_f1
        self.from_distance = nn.Linear(len(centres), n_factors)  # W_df, b_f2
        self.to_vector = nn.Linear(n_factors, n_basis, bias=False)  # W_fc
        self.hidden = nn.Linear(n_basis, n_basis // 2)  # W_1, b_1
        self.output = nn.Linear(n_basis // 2, 1)  # w_2, b_2
        self._start(torch.Generator().manual_seed(seed))

    def _start(self, generator: torch.Generator) -> None:
        """Start values: no messages and no energies, so that training begins at E = sum of E_Z."""
        nn.init.normal_(
            self.element_vector.weight, std=self.to_vector.out_features**-0.25, generator=generator
        )
        for layer in (self.from_vector, self.from_distance, self.hidden, self.output):
            nn.init.xavier_uniform_(layer.weight, generator=generator)
            nn.init.zeros_(layer.bias)
        nn.init.zeros_(self.to_vector.weight)
        nn.init.zeros_(self.output.weight)

    def forward(self, numbers: Tensor, positions: Tensor, n_passes: int | None = None) -> Tensor:
        """Energies (M,), float64; atomic numbers (M, A) are zero for padding, positions (M, A, 3) in Å."""
        return self.atomic_energies(numbers, positions, n_passes).sum(dim=-1)

    def atomic_energies(self, numbers: Tensor, positions: Tensor, n_passes: int | None = None) -> Tensor:
        """E_i (M, A), float64, zero for padding."""
        return self.read_out(numbers, self.refine(numbers, positions, n_passes).vectors[-1])

    def refine(self, numbers: Tensor, positions: Tensor, n_passes: int | None = None) -> Refinement:
        """All vectors and updates on the way; `n_passes` may exceed what was trained."""
        vectors, updates, filters = [self.first_vectors(numbers)], [], self.filters(numbers, positions)
        for _ in range(self.n_passes if n_passes is None else n_passes):
            vectors.append(self.next_vectors(vectors, self.update(vectors[-1], filters)))
            updates.append(vectors[-1] - vectors[-2])
        return Refinement(torch.stack(vectors), torch.stack(updates) if updates else vectors[0].new_zeros(0))

    def first_vectors(self, numbers: Tensor) -> Tensor:
        """c^(0) (M, A, B): two atoms of one element start alike."""
        return self.element_vector(self.row[numbers])  # (1)

    def filters(self, numbers: Tensor, positions: Tensor) -> Tensor:
        """Filters of all pairs (M, A, A, F): the same in all passes, zero where there is no pair."""
        there = numbers > 0
        pair = there[:, :, None] & there[:, None, :] & ~torch.eye(there.shape[1], device=there.device).bool()
        squared = (positions[:, :, None] - positions[:, None, :]).square().sum(dim=-1)
        distance = torch.where(pair, squared, 1.0).sqrt()  # the slope of a root at zero is not a number
        return self.filters_at(distance) * pair[..., None]

    def filters_at(self, distance: Tensor) -> Tensor:
        """W_df d_ij + b_f2 (…, F) for distances (…) in Å; with an envelope, times its height there."""
        away = (distance[..., None] - self.centres) / self.spacing
        gaussians = torch.exp(-(away.square() / 2).clamp(max=80))  # (2); below 1e-38 it would take ages
        if self.envelope is None:
            return self.from_distance(gaussians)
        left = (1 + torch.cos(math.pi * (distance / self.envelope).clamp(max=1))) / 2
        return self.from_distance(gaussians) * left[..., None]

    def messages(self, vectors: Tensor, filters: Tensor) -> Tensor:
        """v_ij (…, B) of atoms with these vectors (…, B) through these filters (…, F)."""
        return torch.tanh(self.to_vector(self.from_vector(vectors) * filters))  # (3)

    def update(self, vectors: Tensor, filters: Tensor) -> Tensor:
        """What each atom hears (M, A, B); the third axis of `filters` speaks to the second."""
        return self.messages(vectors[:, None], filters).sum(dim=2)

    def next_vectors(self, so_far: Sequence[Tensor], heard: Tensor) -> Tensor:
        """c^(t+1) from c^(0) to c^(t), of which the first and the last count, and the sum of messages."""
        if self.mixing is None:
            return so_far[-1] + heard  # (4)
        return (1 - self.mixing) * so_far[-1] + self.mixing * (so_far[0] + heard)  # (7)

    def read_out(self, numbers: Tensor, vectors: Tensor) -> Tensor:
        """E_i (M, A) from the vectors after the last pass."""
        y = self.output(torch.tanh(self.hidden(vectors))).squeeze(-1)  # (5)
        return (self.scale * y.double() + self.offset[numbers]) * (numbers > 0)  # (6)
