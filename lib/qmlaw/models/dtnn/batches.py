"""Molecules as padded tensors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from qmlaw.molecules import Molecules


class Batch(NamedTuple):
    """Molecules padded to the largest of them: numbers (M, A), positions (M, A, 3), targets (M,)."""

    numbers: Tensor
    positions: Tensor
    targets: Tensor


def padded_batch(X: Molecules, y: NDArray[np.float64] | None, precision: torch.dtype, device: str) -> Batch:
    """All molecules in one batch; targets are zero without y."""
    padded = X.padded()
    return Batch(
        torch.tensor(padded.atomic_numbers, device=device),
        torch.tensor(padded.positions, dtype=precision, device=device),
        torch.tensor(np.zeros(len(X)) if y is None else y, device=device),
    )


def cut(data: Batch, chosen: NDArray[np.int64], n_atoms: NDArray[np.int64]) -> Batch:
    """The chosen molecules, padded to the largest of them only."""
    size, index = int(n_atoms[chosen].max()), torch.as_tensor(chosen, device=data.numbers.device)
    return Batch(data.numbers[index, :size], data.positions[index, :size], data.targets[index])


def parts_of_similar_size(n_atoms: NDArray[np.int64], n_pairs: int) -> list[NDArray[np.int64]]:
    """Indices of all molecules, largest first, in parts of at most so many padded pairs, or one molecule."""
    parts, order = [], np.argsort(-n_atoms, kind="stable")
    while len(order):
        count = max(1, n_pairs // int(n_atoms[order[0]]) ** 2)
        parts.append(np.sort(order[:count]))
        order = order[count:]
    return parts


def atoms_of(X: Molecules, part: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers of all atoms of these molecules, in their order."""
    return np.concatenate([np.arange(X.offsets[i], X.offsets[i + 1]) for i in part])
