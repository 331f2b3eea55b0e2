"""The distances of `qmlaw.models.kernels`, compiled and on all cores.

Two ideas. The matrix is cut into square tiles, so that the feature vectors of a tile stay in the cache, and
the tiles are shared out among the cores (of a symmetric matrix only those on and below the diagonal). And
behind the last non-zero entry of both vectors there is nothing to sum: a padded Coulomb matrix of a small
molecule ends in zeros.
"""

from collections.abc import Callable

import numba
import numpy as np
from numpy.typing import NDArray

TILE = 48


def l1_distances(a: NDArray[np.float64], b: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Sums of absolute differences, (N, M): see `qmlaw.models.kernels.l1_distances`."""
    return _distances(a, b, _l1_tiles)


def squared_distances(a: NDArray[np.float64], b: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Squared Euclidean distances, (N, M): see `qmlaw.models.kernels.squared_distances`."""
    return _distances(a, b, _squared_tiles)


def _distances(a: NDArray[np.float64], b: NDArray[np.float64] | None, fill: Callable[..., None]) -> NDArray:
    a = np.ascontiguousarray(a, dtype=np.float64)
    symmetric = b is None
    b = a if b is None else np.ascontiguousarray(b, dtype=np.float64)
    distances = np.empty((len(a), len(b)))
    rows, columns = -(-len(a) // TILE), -(-len(b) // TILE)
    if symmetric:
        tiles = np.array(np.tril_indices(rows)).T
    else:
        tiles = np.array(np.divmod(np.arange(rows * columns), max(columns, 1))).T
    if distances.size:
        fill(a, b, _used(a), _used(b), np.ascontiguousarray(tiles), symmetric, distances)
    return distances


def _used(features: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each vector the number of entries up to its last one that is not zero."""
    behind = np.argmax(features[:, ::-1] != 0, axis=1) if features.shape[1] else np.zeros(len(features), int)
    return np.where(features.any(axis=1), features.shape[1] - behind, 0)


# "reassoc" lets the compiler add several features at a time. NaN and infinity keep their meaning.
@numba.njit(parallel=True, fastmath={"reassoc", "contract"}, cache=True, nogil=True)
def _l1_tiles(a, b, used_a, used_b, tiles, symmetric, out):  # noqa: ANN001, ANN202  (numba infers the types)
    for t in numba.prange(len(tiles)):
        row, column = tiles[t, 0] * TILE, tiles[t, 1] * TILE
        for i in range(row, min(row + TILE, len(a))):
            end = min(column + TILE, i + 1 if symmetric else len(b))
            for j in range(column, end):
                total = 0.0
                for k in range(max(used_a[i], used_b[j])):
                    total += abs(a[i, k] - b[j, k])
                out[i, j] = total
                if symmetric:
                    out[j, i] = total


@numba.njit(parallel=True, fastmath={"reassoc", "contract"}, cache=True, nogil=True)
def _squared_tiles(a, b, used_a, used_b, tiles, symmetric, out):  # noqa: ANN001, ANN202
    for t in numba.prange(len(tiles)):
        row, column = tiles[t, 0] * TILE, tiles[t, 1] * TILE
        for i in range(row, min(row + TILE, len(a))):
            end = min(column + TILE, i + 1 if symmetric else len(b))
            for j in range(column, end):
                total = 0.0
                for k in range(max(used_a[i], used_b[j])):
                    difference = a[i, k] - b[j, k]
                    total += difference * difference
                out[i, j] = total
                if symmetric:
                    out[j, i] = total
