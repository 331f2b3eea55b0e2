"""Atomic environment vectors from compiled kernels: `FastAEV` is an `AEV` with the same values and slopes.

`FastAEV` does on the processor what `AEV` does anywhere, several times as fast (benchmarks/README.md), and
the cost grows with the number of atoms. torch learns two derivatives from the kernels:

    dE/dD = J^T g       first derivative, forces         `aev_kernels.pull_back`
    d(v · J^T g)/dg = J v    training on forces          `aev_kernels.push_forward`

Where forces themselves are differentiated by positions, for vibrations, the readable equations of `AEV` step
in: right, but no faster than they.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor

from qmlaw.representations import aev_kernels
from qmlaw.representations.aev import AEV
from qmlaw.representations.environments import Environments, pair_of_elements

ATOMS_PER_THREAD = 500
"""With fewer atoms than this for each, starting threads costs more than it saves."""

LARGEST_EXPONENT = 600.0
"""exp(700) is about the largest number in double precision."""


class FastAEV(AEV):
    """Atomic environment vectors as in `AEV`: same parameters, same presets, same numbers. Processor only.

    Raises
    ------
    ValueError
        When called with tensors on another device, or of another precision than 32 or 64 bits.
    """

    def __call__(self, displacements: Tensor, environments: Environments) -> Tensor:
        """The vectors, (A, F): see `LocalRepresentation`."""
        _check_tensor(displacements)
        return _Values.apply(displacements, self, environments)

    def pull_back(self, displacements: Tensor, environments: Environments, gradient: Tensor) -> Tensor:
        """J^T g, (P, 3): see `LocalRepresentation`."""
        _check_tensor(displacements)
        vectors = displacements.detach()
        return _PullBack.apply(vectors, gradient, self, environments, self._pairs(vectors, environments))

    def push_forward(self, displacements: Tensor, environments: Environments, motion: Tensor) -> Tensor:
        """J v (A, F), the change of the vectors when the displacements change by v (P, 3); no derivatives."""
        _check_tensor(displacements)
        pairs = self._pairs(displacements, environments)
        return self._push_forward(pairs, environments, motion)

    def _push_forward(self, pairs: aev_kernels.Pairs, environments: Environments, motion: Tensor) -> Tensor:
        out = motion.new_empty(len(environments.element), self.n_features)
        return self._run(aev_kernels.push_forward, pairs, environments, motion, out=out)

    @cached_property
    def _shape(self) -> aev_kernels.Shape:
        return aev_kernels.Shape(
            pair_of_elements=pair_of_elements(len(self.elements)),
            radial_eta=float(self.radial_eta),
            radial_shifts=np.array(self.radial_shifts, dtype=float),
            radial_spacing=_spacing(self.radial_shifts, self.radial_cutoff, self.radial_eta),
            angular_cutoff=float(self.angular_cutoff),
            angular_eta=float(self.angular_eta),
            angular_shifts=tuple(map(float, self.angular_shifts)),
            angular_spacing=_spacing(self.angular_shifts, self.angular_cutoff, self.angular_eta),
            cos_sections=tuple(np.cos(self.sections).tolist()),
            sin_sections=tuple(np.sin(self.sections).tolist()),
            zeta=float(self.zeta),
            whole_power=int(self.zeta) - 1 if float(self.zeta).is_integer() and self.zeta <= 64 else -1,
            cosine_factor=float(self.cosine_factor),
        )

    def _pairs(self, displacements: Tensor, environments: Environments) -> aev_kernels.Pairs:
        """All that follows from one distance, for all pairs at once."""
        shape, vectors = self._shape, displacements.detach().double()
        # torch has faster cosines than NumPy
        distance = torch.linalg.vector_norm(vectors, dim=-1)
        radial_x = distance.clamp(max=self.radial_cutoff) - shape.radial_shifts[0]
        angular_x = distance.clamp(max=self.angular_cutoff) - shape.angular_shifts[0]
        radial_f, radial_slope = _cutoff_and_slope(distance, self.radial_cutoff)
        angular_f, angular_slope = _cutoff_and_slope(distance, self.angular_cutoff)
        known = {
            "element": environments.element[environments.neighbour],
            "unit": vectors / distance[:, None],
            "distance": distance,
            "radial_f": self.radial_factor * radial_f,
            "radial_slope": self.radial_factor * radial_slope,
            "radial_ratio": torch.exp(shape.radial_eta * shape.radial_spacing * radial_x),
            "radial_first": torch.exp(-shape.radial_eta * radial_x**2),
            "angular_f": angular_f,
            "angular_slope": angular_slope,
            "angular_ratio": torch.exp(shape.angular_eta * shape.angular_spacing * angular_x),
        }
        return aev_kernels.Pairs(**{name: tensor.numpy() for name, tensor in known.items()})

    def _run(
        self, kernel: Any, pairs: aev_kernels.Pairs, environments: Environments, *given: Tensor, out: Tensor
    ) -> Tensor:
        """Call a kernel on the memory of the tensors, with as many threads as torch has."""
        first, n_atoms = environments.first.numpy(), len(environments.element)
        arrays = [np.ascontiguousarray(tensor.detach().numpy()) for tensor in given]
        n_threads = min(torch.get_num_threads(), n_atoms // ATOMS_PER_THREAD)
        if n_threads < 2:
            kernel(0, n_atoms, first, pairs, self._shape, *arrays, out.numpy())
            return out
        ends = np.linspace(0, n_atoms, n_threads + 1).astype(int).tolist()
        with ThreadPoolExecutor(n_threads) as pool:
            jobs = [
                pool.submit(kernel, begin, end, first, pairs, self._shape, *arrays, out.numpy())
                for begin, end in pairwise(ends)
            ]
            for job in jobs:
                job.result()
        return out


class _Values(torch.autograd.Function):
    """G; its derivative is `_PullBack`."""

    @staticmethod
    def forward(ctx: Any, displacements: Tensor, aev: FastAEV, environments: Environments) -> Tensor:
        pairs = aev._pairs(displacements, environments)
        ctx.save_for_backward(displacements)
        ctx.aev, ctx.environments, ctx.pairs = aev, environments, pairs
        out = displacements.new_empty(len(environments.element), aev.n_features)
        return aev._run(aev_kernels.values, pairs, environments, out=out)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        (displacements,) = ctx.saved_tensors
        return _PullBack.apply(displacements, gradient, ctx.aev, ctx.environments, ctx.pairs), None, None


class _PullBack(torch.autograd.Function):
    """J^T g; its derivative by g is J v, that by the displacements comes from the readable equations."""

    @staticmethod
    def forward(
        ctx: Any, displacements: Tensor, gradient: Tensor, aev: FastAEV, environments: Environments,
        pairs: aev_kernels.Pairs,
    ) -> Tensor:  # fmt: skip
        ctx.save_for_backward(displacements, gradient)
        ctx.aev, ctx.environments, ctx.pairs = aev, environments, pairs
        out = torch.empty_like(displacements, memory_format=torch.contiguous_format)
        return aev._run(aev_kernels.pull_back, pairs, environments, gradient, out=out)

    @staticmethod
    def backward(ctx: Any, motion: Tensor) -> tuple[Tensor | None, ...]:
        displacements, gradient = ctx.saved_tensors
        by_displacements = by_gradient = None
        if ctx.needs_input_grad[0] or torch.is_grad_enabled():  # enabled: a higher derivative is to follow
            by_displacements, by_gradient = _second_derivatives(
                ctx.aev, displacements, ctx.environments, gradient, motion
            )
        if ctx.needs_input_grad[1] and not torch.is_grad_enabled():
            by_gradient = ctx.aev._push_forward(ctx.pairs, ctx.environments, motion)
        return by_displacements, by_gradient, None, None, None


def _second_derivatives(
    aev: FastAEV, displacements: Tensor, environments: Environments, gradient: Tensor, motion: Tensor
) -> tuple[Tensor, Tensor]:
    """Derivatives of v · J^T g by the displacements (P, 3) and by g (A, F), from the readable equations."""
    higher = torch.is_grad_enabled()

    def independent(tensor: Tensor) -> Tensor:
        """Itself under a name of its own: g may depend on D, but here only J does."""
        return tensor.view_as(tensor) if higher and tensor.requires_grad else tensor.detach().requires_grad_()

    with torch.enable_grad():
        d, g = independent(displacements), independent(gradient)
        (first,) = torch.autograd.grad(AEV.__call__(aev, d, environments), d, g, create_graph=True)
        by_d, by_g = torch.autograd.grad(first, [d, g], motion, create_graph=higher)
    return by_d, by_g


def _cutoff_and_slope(distance: Tensor, cutoff: float) -> tuple[Tensor, Tensor]:
    """`cosine_cutoff` and its derivative, (P,)."""
    angle = distance.clamp(max=cutoff).mul_(torch.pi / cutoff)
    return torch.cos(angle).add_(1).mul_(0.5), torch.sin(angle).mul_(-0.5 * torch.pi / cutoff)


def _spacing(shifts: tuple[float, ...], cutoff: float, eta: float) -> float:
    """Distance of shifts that are evenly spaced; 0 for others, and where exponentials would overflow."""
    steps = np.diff(shifts)
    even = len(steps) > 0 and steps[0] > 0 and np.allclose(steps, steps[0], rtol=1e-12, atol=1e-13)
    far = max(cutoff - shifts[0], shifts[0], shifts[-1] - shifts[0])
    return float((shifts[-1] - shifts[0]) / len(steps)) if even and eta * far**2 < LARGEST_EXPONENT else 0.0


def _check_tensor(tensor: Tensor) -> None:
    if tensor.device.type != "cpu":
        raise ValueError(f"displacements are on {tensor.device}; allowed is cpu (AEV runs anywhere)")
    if tensor.dtype not in (torch.float32, torch.float64):
        raise ValueError(f"displacements are {tensor.dtype}; allowed are torch.float32 and torch.float64")
