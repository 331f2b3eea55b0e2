"""The atomic environment vector (AEV) of ANI-1: who sits around an atom, at what distances and angles.

For atom i, neighbours j and k, distances R_ij, and the angle θ_ijk at atom i, numbered as in the paper:

    f_C(R)    = [cos(π R / R_C) + 1] / 2,  zero beyond R_C                                             (2)
    G_i^R(s)  = Σ_j exp[-η (R_ij - R_s)^2] f_C(R_ij)                one sum for each element of j      (3)
    G_i^A(s)  = 2^(1-ζ) Σ_jk [1 + cos(θ_ijk - θ_s)]^ζ exp[-η ((R_ij + R_ik)/2 - R_s)^2] f_C(R_ij) f_C(R_ik)
                                                                    one sum for each pair of elements  (4)

Every pair of neighbours j, k is counted once, as in the programs (the paper writes "j, k ≠ i" and leaves open
whether k, j counts again). The distances R_s and angles θ_s are evenly spaced, so that each number answers a
question that can be asked of a picture: is there an oxygen atom at about 1.4 Å?

Two things differ between the paper and the programs that made ANI famous (NeuroChem, TorchANI). Each is a
parameter here, and ``convention="torchani"`` sets both:

* `radial_factor`: the programs multiply (3) by 0.25. A network can undo this.
* `cosine_factor`: the programs take θ = arccos(0.95 cos θ_ijk), at first so that rounding cannot push the
  cosine beyond 1. It does more. Without it, (4) has a kink where three atoms are on a line, because θ itself
  has one: bending acetylene up or down makes the angle smaller at the same rate. An energy made from (4) then
  has forces that jump at linear molecules (tested). With 0.95 they are smooth, and θ ends at 18° and 162°.
  For CO2, HCN or C2H2, and for molecular dynamics, take the convention of the programs.

`aev_fast` has the same vectors from a compiled kernel.

References
----------
J. S. Smith, O. Isayev, A. E. Roitberg, Chem. Sci. 8, 3192 (2017), doi:10.1039/C6SC05720A: ANI-1, equations
    (2) to (4).
J. S. Smith et al., J. Chem. Phys. 148, 241733 (2018), doi:10.1063/1.5023802: ANI-1x.
C. Devereux et al., J. Chem. Theory Comput. 16, 4192 (2020), doi:10.1021/acs.jctc.0c00121: ANI-2x.
X. Gao et al., J. Chem. Inf. Model. 60, 3408 (2020), doi:10.1021/acs.jcim.0c00451: TorchANI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self, get_args

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

Convention = Literal["paper", "torchani"]
HCNO = (1, 6, 7, 8)
HCNOSFCl = (1, 6, 7, 8, 16, 9, 17)
"""The order of elements in ANI-2x."""


@dataclass(frozen=True)
class AEV(LocalRepresentation):
    """Atomic environment vectors, eqs. (3) and (4) of the module, in plain PyTorch on any device.

    Order of the F = E n_R + E(E+1)/2 n_A n_θ numbers: radial ones first, by element of j, then R_s; angular
    ones by pair of elements (HH, HC, …, CC, …), then R_s, then θ_s.

    Parameters
    ----------
    elements : tuple of int
        Atomic numbers of the E elements, in the order of the features.
    radial_cutoff, angular_cutoff : float
        R_C of (3) and of (4) in Å.
    radial_eta, angular_eta : float
        η in Å^-2.
    radial_shifts, angular_shifts : tuple of float
        The n_R and n_A distances R_s in Å.
    sections : tuple of float
        The n_θ angles θ_s in radians.
    zeta : float
        ζ.
    radial_factor, cosine_factor : float
        See the module. 1 and 1: the paper; 0.25 and 0.95: the programs.

    Raises
    ------
    ValueError
        If a parameter is out of range.
    """

    elements: tuple[int, ...]
    radial_cutoff: float
    radial_eta: float
    radial_shifts: tuple[float, ...]
    angular_cutoff: float
    angular_eta: float
    angular_shifts: tuple[float, ...]
    sections: tuple[float, ...]
    zeta: float
    radial_factor: float = 1.0
    cosine_factor: float = 1.0

    def __post_init__(self) -> None:
        check_elements_known(self.elements)
        for name in ("radial_cutoff", "angular_cutoff"):
            check_cutoff(name, getattr(self, name))
        larger = self.radial_cutoff
        if self.angular_cutoff > larger:
            raise ValueError(
                f"angular_cutoff is {self.angular_cutoff}; allowed is at most radial_cutoff, {larger}"
            )
        for name in ("radial_eta", "angular_eta", "radial_factor"):
            if not (np.isfinite(getattr(self, name)) and getattr(self, name) > 0):
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is a positive number")
        for name in ("radial_shifts", "angular_shifts", "sections"):
            if not getattr(self, name) or not np.isfinite(getattr(self, name)).all():
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is at least one finite number")
        if not (np.isfinite(self.zeta) and self.zeta >= 1):
            raise ValueError(f"zeta is {self.zeta!r}; allowed is 1 or more")
        if not 0 < self.cosine_factor <= 1:
            raise ValueError(f"cosine_factor is {self.cosine_factor!r}; allowed is more than 0 and at most 1")

    # ---- presets --------------------------------------------------------------------------------------

    @classmethod
    def ani1(cls, elements: tuple[int, ...] = HCNO, convention: Convention = "paper") -> Self:
        """ANI-1 as published: 4.6 and 3.1 Å; 768 numbers for H, C, N, O."""
        return cls.evenly_spaced(
            elements, radial=(0.9, 4.6, 32), radial_eta=16.0, angular=(0.9, 3.1, 8), angular_eta=8.0,
            n_sections=8, zeta=8.0, convention=convention,
        )  # fmt: skip

    @classmethod
    def ani1x(cls, elements: tuple[int, ...] = HCNO, convention: Convention = "paper") -> Self:
        """ANI-1x and ANI-1ccx: 5.2 and 3.5 Å; 384 numbers for H, C, N, O."""
        return cls.evenly_spaced(
            elements, radial=(0.9, 5.2, 16), radial_eta=16.0, angular=(0.9, 3.5, 4), angular_eta=8.0,
            n_sections=8, zeta=32.0, convention=convention,
        )  # fmt: skip

    @classmethod
    def ani2x(cls, elements: tuple[int, ...] = HCNOSFCl, convention: Convention = "paper") -> Self:
        """ANI-2x: 5.1 and 3.5 Å; 1,008 numbers for its seven elements."""
        return cls.evenly_spaced(
            elements, radial=(0.8, 5.1, 16), radial_eta=19.7, angular=(0.8, 3.5, 8), angular_eta=12.5,
            n_sections=4, zeta=14.1, convention=convention,
        )  # fmt: skip

    @classmethod
    def short_range(cls, elements: tuple[int, ...] = HCNO, convention: Convention = "torchani") -> Self:
        """As `ani1x`, but nearer: 4.0 and 2.7 Å; 368 numbers for H, C, N, O.

        For sets of thousands: with few molecules to learn from, less to learn by heart. Ours, not published;
        chosen on a validation part of QM7 (see `qmlaw.reproduce.ani`).
        """
        return cls.evenly_spaced(
            elements, radial=(0.9, 4.0, 12), radial_eta=16.0, angular=(0.9, 2.7, 4), angular_eta=10.0,
            n_sections=8, zeta=32.0, convention=convention,
        )  # fmt: skip

    @classmethod
    def evenly_spaced(
        cls, elements: tuple[int, ...], *, radial: tuple[float, float, int], radial_eta: float,
        angular: tuple[float, float, int], angular_eta: float, n_sections: int, zeta: float,
        convention: Convention = "paper",
    ) -> Self:  # fmt: skip
        """Distances and angles spread evenly.

        Parameters
        ----------
        elements, radial_eta, angular_eta, zeta
            As in the class.
        radial, angular : (float, float, int)
            First R_s, cut-off (both Å), and how many R_s from the first up to the cut-off, which is left out.
        n_sections : int
            How many θ_s: the middles of so many equal parts of the half circle.
        convention : {"paper", "torchani"}
            See the module.
        """
        if convention not in get_args(Convention):
            raise ValueError(f"convention is {convention!r}; allowed are {', '.join(get_args(Convention))}")
        as_programs = convention == "torchani"
        return cls(
            elements=tuple(elements),
            radial_cutoff=radial[1],
            radial_eta=radial_eta,
            radial_shifts=_spread(*radial),
            angular_cutoff=angular[1],
            angular_eta=angular_eta,
            angular_shifts=_spread(*angular),
            sections=tuple(np.pi * (np.arange(n_sections) + 0.5) / n_sections),
            zeta=zeta,
            radial_factor=0.25 if as_programs else 1.0,
            cosine_factor=0.95 if as_programs else 1.0,
        )

    # ---- what is where --------------------------------------------------------------------------------

    @property
    def cutoff(self) -> float:
        """The larger cut-off, that of the radial part, in Å."""
        return self.radial_cutoff

    @property
    def n_radial(self) -> int:
        """Numbers of the radial part: E n_R."""
        return len(self.elements) * len(self.radial_shifts)

    @property
    def n_features(self) -> int:
        """Numbers per atom, F."""
        n_pairs = len(self.elements) * (len(self.elements) + 1) // 2
        return self.n_radial + n_pairs * len(self.angular_shifts) * len(self.sections)

    @property
    def feature_names(self) -> list[str]:
        """``O 1.44 Å`` or ``HO 0.90 Å 11°``, in the order of the features."""
        symbols = [chemical_symbols[z] for z in self.elements]
        radial = [f"{x} {shift:.2f} Å" for x in symbols for shift in self.radial_shifts]
        pairs = [x + y for a, x in enumerate(symbols) for y in symbols[a:]]
        return radial + [
            f"{pair} {shift:.2f} Å {np.degrees(section):.0f}°"
            for pair in pairs
            for shift in self.angular_shifts
            for section in self.sections
        ]

    # ---- the equations --------------------------------------------------------------------------------

    def __call__(self, displacements: Tensor, environments: Environments) -> Tensor:
        """The vectors, (A, F): see `LocalRepresentation`."""
        distance = torch.linalg.vector_norm(displacements, dim=-1)
        n_atoms, n_elements = len(environments.element), len(self.elements)
        element = environments.element[environments.neighbour]

        radial = displacements.new_zeros(n_atoms * n_elements, len(self.radial_shifts))
        radial = radial.index_add(0, environments.centre * n_elements + element, self.radial_terms(distance))

        near = (distance < self.angular_cutoff).nonzero()[:, 0]
        ij, ik = (near[pair] for pair in angular_pairs(environments.centre[near]))
        terms = self.angular_terms(displacements[ij], displacements[ik], distance[ij], distance[ik])
        table = torch.as_tensor(pair_of_elements(n_elements), device=displacements.device)
        n_pairs = n_elements * (n_elements + 1) // 2
        angular = displacements.new_zeros(n_atoms * n_pairs, terms.shape[1])
        angular = angular.index_add(
            0, environments.centre[ij] * n_pairs + table[element[ij], element[ik]], terms
        )
        return torch.cat([radial.reshape(n_atoms, -1), angular.reshape(n_atoms, -1)], dim=1)

    def radial_terms(self, distance: Tensor) -> Tensor:
        """The terms of the sum (3) for distances (P,) in Å: (P, n_R)."""
        shifts = distance.new_tensor(self.radial_shifts)
        gaussians = torch.exp(-self.radial_eta * (distance[:, None] - shifts) ** 2)
        return self.radial_factor * gaussians * cosine_cutoff(distance, self.radial_cutoff)[:, None]

    def angular_terms(self, to_j: Tensor, to_k: Tensor, r_ij: Tensor, r_ik: Tensor) -> Tensor:
        """The terms of the sum (4) for vectors (T, 3) and their lengths (T,) in Å: (T, n_A n_θ)."""
        cosine, sine = _cosine_and_sine(to_j, to_k, r_ij * r_ik, self.cosine_factor)
        sections = r_ij.new_tensor(self.sections)
        # cos(θ - θ_s) without θ: the arccosine has no derivative at 0 and 180°
        difference = cosine[:, None] * torch.cos(sections) + sine[:, None] * torch.sin(sections)
        # 2^(1-ζ) (1 + cos)^ζ = 2 ((1 + cos) / 2)^ζ; rounding must not make the base negative
        angle = 2 * ((1 + difference) / 2).clamp(min=0) ** self.zeta
        shifts = r_ij.new_tensor(self.angular_shifts)
        gaussians = torch.exp(-self.angular_eta * ((r_ij + r_ik)[:, None] / 2 - shifts) ** 2)
        left = cosine_cutoff(r_ij, self.angular_cutoff) * cosine_cutoff(r_ik, self.angular_cutoff)
        return ((left[:, None] * gaussians)[:, :, None] * angle[:, None, :]).flatten(start_dim=1)


def _cosine_and_sine(to_j: Tensor, to_k: Tensor, lengths: Tensor, factor: float) -> tuple[Tensor, Tensor]:
    """Cosine of the angle times `factor`, and the sine that belongs to it: sin^2 = 1 - factor^2 cos^2.

    From the vector product, so that digits are not lost in 1 - cos^2 near a line. Exactly on a line the
    published form has no derivative; zero is the mean over all directions of bending.
    """
    cosine = factor * (to_j * to_k).sum(dim=-1) / lengths
    cross = torch.linalg.cross(to_j, to_k).square().sum(dim=-1) / lengths**2
    squared = (1 - factor**2) + factor**2 * cross
    bent = squared > 0
    return cosine, torch.where(bent, squared, 1.0).sqrt() * bent


def _spread(first: float, end: float, n: int) -> tuple[float, ...]:
    """N numbers from the first up to the end, which is left out."""
    return tuple(float(first + k * (end - first) / n) for k in range(n))
