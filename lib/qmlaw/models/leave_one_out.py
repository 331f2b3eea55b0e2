"""Kernel ridge regression that chooses its width and its regularisation by itself, by leaving one out.

With the eigenvectors of a kernel matrix every regularisation costs next to nothing, and the error that each
training point would have had, had it been left out, is known without a second fit:

    r_i = [(K + lambda I)^-1 y]_i / [(K + lambda I)^-1]_ii

So the choice sees training data alone, and the same choice can be made for any kernel. The linear algebra
runs on one thread, as in `kernel_ridge.solve`: on a busy machine threads wait for each other, and near ties
must not fall one way or the other by their number.

References
----------
C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning (2006), eq. (5.12).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from threadpoolctl import ThreadpoolController

REGULARISATIONS = tuple(10.0**k for k in range(-13, 0, 2))
"""lambda, in units of the mean diagonal element of the kernel matrix."""


class Choice(NamedTuple):
    """What leaving one out has chosen.

    sigma: width, in the unit of the features. regularisation: lambda, as above. weights (n,): in the unit of
    the targets over that of the kernel. error: root mean square of the errors of points left out.
    """

    sigma: float
    regularisation: float
    weights: NDArray[np.float64]
    error: float


def choose(
    kernel: Callable[[float], NDArray[np.float64]],
    targets: ArrayLike,
    sigmas: Sequence[float],
    regularisations: Sequence[float] = REGULARISATIONS,
    block: int = 1,
) -> Choice:
    """The width and the regularisation with the least error of points left out, and the weights.

    Parameters
    ----------
    kernel : callable
        From a width to the symmetric kernel matrix (n, n) of the training points.
    targets : array_like (n,)
        In any unit; subtract a mean beforehand if there is one.
    sigmas, regularisations : sequence of float
        What to try.
    block : int
        So many targets, one after the other, belong to one point (the forces of a geometry, for example) and
        are left out together.

    Raises
    ------
    ValueError
        If there is nothing to try, or the targets do not come in blocks.
    """
    y = np.asarray(targets, dtype=float)
    if not len(sigmas) or not len(regularisations):
        raise ValueError("there is no width or no regularisation to try; allowed is at least one of each")
    if not len(y) or len(y) % block:
        raise ValueError(f"{len(y)} targets do not come in blocks of {block}")
    with _blas().limit(limits=1, user_api="blas"):
        found = _tried(kernel, y, sigmas, regularisations, block)
    return min(found, key=lambda one: one.error)


def _tried(
    kernel: Callable[[float], NDArray[np.float64]],
    y: NDArray[np.float64],
    sigmas: Sequence[float],
    regularisations: Sequence[float],
    block: int,
) -> list[Choice]:
    return [
        Choice(sigma, regularisation, *_left_out(values, vectors, y, regularisation * scale, block))
        for sigma in sigmas
        for values, vectors, scale in [_spectrum(kernel(sigma))]
        for regularisation in regularisations
    ]


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


def _spectrum(matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    values, vectors = np.linalg.eigh(matrix)
    return np.maximum(values, 0.0), vectors, float(np.mean(np.diag(matrix)))


def _left_out(
    values: NDArray[np.float64],
    vectors: NDArray[np.float64],
    y: NDArray[np.float64],
    shift: float,
    block: int,
) -> tuple[NDArray[np.float64], float]:
    """Weights, and root mean square error of blocks left out."""
    scaled = vectors / (values + shift)
    weights = scaled @ (vectors.T @ y)
    if block == 1:
        errors = weights / np.einsum("ij,ij->i", scaled, vectors)
    else:
        rows = vectors.reshape(-1, block, len(values))
        inverse = (rows / (values + shift)) @ rows.transpose(0, 2, 1)
        errors = np.linalg.solve(inverse, weights.reshape(-1, block, 1))
    return weights, float(np.sqrt(np.mean(errors**2)))
