"""Atom-centred symmetry functions of Behler and Parrinello: how crowded it is around an atom, at what angles.

For atom i with neighbours j, k, in today's names (a sum for each element of j, or pair of elements of j, k):

    f_C(R) = [cos(π R / R_C) + 1] / 2,  zero beyond R_C
    G2_i   = Σ_j exp[-η (R_ij - R_s)^2] f_C(R_ij)
    G4_i   = 2^(1-ζ) Σ_jk (1 + λ cos θ_ijk)^ζ exp[-η (R_ij^2 + R_ik^2 + R_jk^2)]
                                             f_C(R_ij) f_C(R_ik) f_C(R_jk)

**Names.** The paper of 2007 has two functions and calls them G1 (radial) and G2 (angular). That of 2011 has
five: there the radial one is G2 and the angular one G4, while G1 is the plain sum of f_C. Today's names are
those of 2011; "G2" in an older text may be the angular function.

Every pair of neighbours j, k is counted once, as n2p2 does; counting k, j again would double G4. λ is +1 or
-1 and puts the maximum at 0 or 180 degrees. G4 contains R_jk: two neighbours far from each other add nothing.
`aev` has the functions that ANI-1 made from these.

All is smooth: cos θ enters, not θ, so nothing happens when three atoms are on a line.

References
----------
J. Behler, M. Parrinello, Phys. Rev. Lett. 98, 146401 (2007), doi:10.1103/PhysRevLett.98.146401. The
    parameters of its 48 functions are in a supplement that we do not have.
J. Behler, J. Chem. Phys. 134, 074106 (2011), doi:10.1063/1.3553717: G1 to G5.
Y. Zuo et al., J. Phys. Chem. A 124, 731 (2020), doi:10.1021/acs.jpca.9b08723: silicon (`silicon`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, Self

import numpy as np
import torch
from ase.data import chemical_symbols
from torch import Tensor

from qmlaw.representations.environments import (
    Environments,
    LocalRepresentation,
    angular_pairs,
    check_cutoff,
    check_elements_known,
    cosine_cutoff,
    pair_of_elements,
)


class Radial(NamedTuple):
    """One G2: η in Å^-2 and R_s in Å."""

    eta: float
    shift: float = 0.0


class Angular(NamedTuple):
    """One G4: η in Å^-2, ζ and λ (+1 or -1)."""

    eta: float
    zeta: float
    sign: int


@dataclass(frozen=True)
class SymmetryFunctions(LocalRepresentation):
    """G2 and G4 of the module in plain PyTorch, on any device, in molecules and in cells.

    Order of the E n_2 + E(E+1)/2 n_4 numbers: by element of j, then G2; by pair of elements, then G4. With
    one element (`silicon`) these are just all G2, then all G4.

    Parameters
    ----------
    elements : tuple of int
        Atomic numbers of the E elements, in the order of the features.
    cutoff : float
        R_C in Å, the same for all functions.
    radial : tuple of Radial
        The n_2 functions G2.
    angular : tuple of Angular
        The n_4 functions G4; may be empty.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """

    elements: tuple[int, ...]
    cutoff: float
    radial: tuple[Radial, ...]
    angular: tuple[Angular, ...] = ()

    def __post_init__(self) -> None:
        check_elements_known(self.elements)
        check_cutoff("cutoff", self.cutoff)
        if not self.radial:
            raise ValueError("radial is (); allowed is at least one function G2")
        for function in self.radial:
            if not (function.eta >= 0 and np.isfinite(function).all()):
                raise ValueError(f"radial has {function}; allowed are eta of 0 or more and finite numbers")
        for function in self.angular:
            if not (function.eta >= 0 and function.zeta >= 1 and function.sign in (-1, 1)):
                raise ValueError(
                    f"angular has {function}; allowed are eta of 0 or more, zeta of 1 or more, sign 1 or -1"
                )

    @classmethod
    def all_of(
        cls, elements: tuple[int, ...], cutoff: float, *, radial_etas: tuple[float, ...],
        shifts: tuple[float, ...] = (0.0,), angular_etas: tuple[float, ...] = (),
        zetas: tuple[float, ...] = (1.0,),
    ) -> Self:  # fmt: skip
        """G2 for all combinations of η and R_s, G4 for all of λ, ζ and η."""
        return cls(
            tuple(elements),
            cutoff,
            tuple(Radial(eta, shift) for shift, eta in product(shifts, radial_etas)),
            tuple(Angular(eta, zeta, sign) for sign, zeta, eta in product((1, -1), zetas, angular_etas)),
        )

    @classmethod
    def silicon(cls) -> Self:
        """Six G2 and eight G4 with 5.2 Å for silicon: those of Zuo et al., supplement, table S5.

        Their network with two layers of 16 has errors of 6 to 8 meV per atom and 0.11 eV/Å.
        """
        etas = (0.035709, 0.071418, 0.178545, 0.35709, 0.71418, 1.78545)
        return cls.all_of((14,), 5.2, radial_etas=etas, angular_etas=etas[:4])

    @property
    def n_features(self) -> int:
        """Numbers per atom, F."""
        n = len(self.elements)
        return n * len(self.radial) + n * (n + 1) // 2 * len(self.angular)

    @property
    def feature_names(self) -> list[str]:
        """``G2 Si η=0.0357 R_s=0`` or ``G4 SiSi η=0.0357 ζ=1 λ=+1``, in the order of the features."""
        symbols = [chemical_symbols[z] for z in self.elements]
        pairs = [x + y for a, x in enumerate(symbols) for y in symbols[a:]]
        radial = [f"G2 {x} η={g.eta:.3g} R_s={g.shift:.3g}" for x in symbols for g in self.radial]
        return radial + [
            f"G4 {pair} η={g.eta:.3g} ζ={g.zeta:g} λ={g.sign:+d}" for pair in pairs for g in self.angular
        ]

    def __call__(self, displacements: Tensor, environments: Environments) -> Tensor:
        """The values, (A, F): see `LocalRepresentation`."""
        near = (torch.linalg.vector_norm(displacements.detach(), dim=-1) < self.cutoff).nonzero()[:, 0]
        vectors, centre = displacements[near], environments.centre[near]
        element = environments.element[environments.neighbour[near]]
        distance = torch.linalg.vector_norm(vectors, dim=-1)
        n_atoms, n_elements = len(environments.element), len(self.elements)

        radial = vectors.new_zeros(n_atoms * n_elements, len(self.radial))
        radial = radial.index_add(0, centre * n_elements + element, self.radial_terms(distance))

        ij, ik = angular_pairs(centre)
        r_jk = torch.linalg.vector_norm(vectors[ik] - vectors[ij], dim=-1)
        close = (r_jk.detach() < self.cutoff).nonzero()[:, 0]
        ij, ik, r_jk = ij[close], ik[close], r_jk[close]
        cosine = (vectors[ij] * vectors[ik]).sum(dim=-1) / (distance[ij] * distance[ik])
        n_pairs = n_elements * (n_elements + 1) // 2
        table = torch.as_tensor(pair_of_elements(n_elements), device=displacements.device)
        place = centre[ij] * n_pairs + table[element[ij], element[ik]]
        angular = [
            vectors.new_zeros(n_atoms * n_pairs).index_add(
                0, place, self.angular_terms(g, distance[ij], distance[ik], r_jk, cosine)
            )
            for g in self.angular  # one after the other: there are many triples
        ]
        columns = torch.stack(angular, dim=1) if angular else vectors.new_zeros(n_atoms * n_pairs, 0)
        return torch.cat([radial.reshape(n_atoms, -1), columns.reshape(n_atoms, -1)], dim=1)

    def radial_terms(self, distance: Tensor) -> Tensor:
        """The terms of all G2 for distances (P,) in Å: (P, n_2)."""
        eta, shift = distance.new_tensor(self.radial).T
        f = cosine_cutoff(distance, self.cutoff)
        return torch.exp(-eta * (distance[:, None] - shift) ** 2) * f[:, None]

    def angular_terms(self, g: Angular, r_ij: Tensor, r_ik: Tensor, r_jk: Tensor, cosine: Tensor) -> Tensor:
        """The terms of one G4 for three distances in Å and the cosine of the angle at i: (T,)."""
        left = 1.0
        for distance in (r_ij, r_ik, r_jk):
            left = left * torch.exp(-g.eta * distance**2) * cosine_cutoff(distance, self.cutoff)
        # rounding must not make the base negative
        return 2 ** (1 - g.zeta) * (1 + g.sign * cosine).clamp(min=0) ** g.zeta * left
