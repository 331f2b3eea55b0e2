"""Symmetry functions from compiled kernels: `FastSymmetryFunctions` has the same values and slopes.

Three kernels share one function for what belongs to two neighbours of an atom: values G, the product J^T g
for forces, and the whole of J for training, where it is kept because the geometries stay.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from qmlaw.representations import symmetry_functions_kernels as kernels
from qmlaw.representations.environments import Environments, pair_of_elements
from qmlaw.representations.symmetry_functions import SymmetryFunctions


class FastSymmetryFunctions(SymmetryFunctions):
    """G2 and G4 as in `SymmetryFunctions`: same parameters, same numbers. Processor only.

    Derivatives of forces by positions are refused; `SymmetryFunctions` has them.

    Raises
    ------
    ValueError
        When called with tensors on another device, or of another precision than 32 or 64 bits.
    """

    keeps_jacobian = True  # few numbers per atom

    def __call__(self, displacements: Tensor, environments: Environments) -> Tensor:
        """The values, (A, F): see `LocalRepresentation`."""
        return _Values.apply(displacements, self, environments)

    def pull_back(self, displacements: Tensor, environments: Environments, gradient: Tensor) -> Tensor:
        """J^T g, (P, 3): see `LocalRepresentation`."""
        if gradient.requires_grad:
            jacobian = self.jacobian(displacements, environments)
            return torch.einsum("pf,pfx->px", gradient[environments.centre], jacobian)
        return self._pull_back(displacements, environments, gradient)

    def jacobian(self, displacements: Tensor, environments: Environments) -> Tensor:
        """J, (P, F, 3): see `LocalRepresentation`."""
        out = np.zeros((len(displacements), self.n_features, 3))
        self._run(kernels.jacobian, displacements, environments, out)
        return torch.as_tensor(out, dtype=displacements.dtype)

    def _pull_back(self, displacements: Tensor, environments: Environments, gradient: Tensor) -> Tensor:
        out = np.zeros((len(displacements), 3))
        weights = np.ascontiguousarray(gradient.detach().double().numpy())
        self._run(kernels.pull_back, displacements, environments, weights, out)
        return torch.as_tensor(out, dtype=displacements.dtype)

    @cached_property
    def _shape(self) -> kernels.Shape:
        etas, eta_of = np.unique([g.eta for g in self.angular], return_inverse=True)
        powers = [(g.sign, g.zeta) for g in self.angular]
        different = sorted(set(powers))
        return kernels.Shape(
            cutoff=float(self.cutoff),
            radial=np.array(self.radial, dtype=float).reshape(-1, 2),
            etas=np.asarray(etas, dtype=float),
            eta_of=np.asarray(eta_of, dtype=np.int64),
            powers=np.array(different, dtype=float).reshape(-1, 2),
            power_of=np.array([different.index(power) for power in powers], dtype=np.int64),
            pair_of_elements=pair_of_elements(len(self.elements)),
        )

    def _run(self, kernel: Any, displacements: Tensor, environments: Environments, *arrays: Any) -> None:
        _check_tensor(displacements)
        vectors = np.ascontiguousarray(displacements.detach().double().numpy())
        element = environments.element[environments.neighbour].numpy()
        kernel(environments.first.numpy(), element, vectors, self._shape, *arrays)


class _Values(torch.autograd.Function):
    """G; its derivative is J^T g."""

    @staticmethod
    def forward(
        ctx: Any, displacements: Tensor, functions: FastSymmetryFunctions, environments: Environments
    ) -> Tensor:
        ctx.save_for_backward(displacements)
        ctx.functions, ctx.environments = functions, environments
        out = np.zeros((len(environments.element), functions.n_features))
        functions._run(kernels.values, displacements, environments, out)
        return torch.as_tensor(out, dtype=displacements.dtype)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        (displacements,) = ctx.saved_tensors
        return ctx.functions._pull_back(displacements, ctx.environments, gradient), None, None


def _check_tensor(tensor: Tensor) -> None:
    if tensor.device.type != "cpu":
        raise ValueError(
            f"displacements are on {tensor.device}; allowed is cpu (SymmetryFunctions runs anywhere)"
        )
    if tensor.dtype not in (torch.float32, torch.float64):
        raise ValueError(f"displacements are {tensor.dtype}; allowed are torch.float32 and torch.float64")
