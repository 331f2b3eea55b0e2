"""Distances and kernels between feature vectors: the readable version.

`kernels_fast` has the two distance functions again, with the same signatures, compiled and on all cores; the
tests compare them. What comes after the distances exists once, here.

    Laplacian:  k(a, b) = exp(-|a - b|_1 / sigma)
    Gaussian:   k(a, b) = exp(-|a - b|_2^2 / (2 sigma^2))

References
----------
M. Rupp et al., Phys. Rev. Lett. 108, 058301 (2012), doi:10.1103/PhysRevLett.108.058301: Gaussian.
K. Hansen et al., J. Chem. Theory Comput. 9, 3404 (2013), doi:10.1021/ct400195d: Laplacian.
"""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Kernel = Literal["laplacian", "gaussian"]


def l1_distances(a: NDArray[np.float64], b: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Sums of absolute differences.

    Parameters
    ----------
    a : ndarray (N, F)
        Feature vectors.
    b : ndarray (M, F), optional
        Others; without them, the distances within `a`.

    Returns
    -------
    ndarray (N, M)
        Unit: that of the features.
    """
    b = a if b is None else b
    distances = np.empty((len(a), len(b)))
    for i, row in enumerate(a):
        distances[i] = np.abs(row - b).sum(axis=1)
    return distances


def squared_distances(a: NDArray[np.float64], b: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Squared Euclidean distances; parameters and shapes as in `l1_distances`.

    Differences are taken before squaring. The usual short cut |a|^2 - 2 ab + |b|^2 is faster, but loses the
    digits that tell near neighbours apart.
    """
    b = a if b is None else b
    distances = np.empty((len(a), len(b)))
    for i, row in enumerate(a):
        distances[i] = ((row - b) ** 2).sum(axis=1)
    return distances


def from_distances(distances: NDArray[np.float64], kernel: Kernel, sigma: float) -> NDArray[np.float64]:
    """Turn distances into kernel values, in place.

    Parameters
    ----------
    distances : ndarray
        L1 distances for ``"laplacian"``, squared Euclidean ones for ``"gaussian"``. Overwritten.
    kernel : {"laplacian", "gaussian"}
        Which kernel.
    sigma : float
        Width, in the unit of the features.
    """
    check_kernel(kernel, sigma)
    distances /= -sigma if kernel == "laplacian" else -2.0 * sigma**2
    return np.exp(distances, out=distances)


def check_kernel(kernel: str, sigma: float) -> None:
    """Raise ValueError for an unknown kernel or a width that is not positive."""
    if kernel not in get_args(Kernel):
        raise ValueError(f"kernel is {kernel!r}; allowed are {', '.join(get_args(Kernel))}")
    if not (np.isfinite(sigma) and sigma > 0):
        raise ValueError(f"sigma is {sigma!r}; allowed is a positive number")
