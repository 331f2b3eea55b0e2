"""Symmetry-adapted coordinates of a diatomic molecule above the (100) surface of a square lattice.

A network of plain coordinates would have to learn from examples that energies repeat from cell to cell, and
that a square looks the same from four sides. In these coordinates it cannot say otherwise. For each atom,
with a the lattice constant,

    s = cos(2π x / a) + cos(2π y / a)      p = cos(2π x / a) cos(2π y / a)      w = exp(-z / 1 Å),

then sums and products of s, p, w, ws, wp over both atoms, which do not know the atoms' order, the length r,
exp(-r), and the mean height: thirteen numbers for six coordinates. Lorenz, Scheffler and Groß used eight of
the same kind; theirs are not copied here.

References
----------
S. Lorenz, M. Scheffler, A. Groß, Phys. Rev. B 73, 115431 (2006), doi:10.1103/PhysRevB.73.115431.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def surface_coordinates(positions: ArrayLike, lattice: float) -> NDArray[np.float64]:
    """The thirteen numbers, (N, 13).

    Parameters
    ----------
    positions : array_like (N, 2, 3)
        Both atoms in Å; z is the height, the origin lies on top of a surface atom.
    lattice : float
        Distance of neighbouring surface atoms, Å.

    Raises
    ------
    ValueError
        If the positions have another shape or are not finite, or the lattice constant is not positive.
    """
    positions = np.asarray(positions, dtype=float)
    if positions.ndim != 3 or positions.shape[1:] != (2, 3):
        raise ValueError(f"positions has shape {positions.shape}; allowed is (N, 2, 3)")
    if not np.isfinite(positions).all():
        raise ValueError("positions has values that are not finite; allowed are finite numbers")
    if not (np.isfinite(lattice) and lattice > 0):
        raise ValueError(f"lattice is {lattice!r}; allowed is a positive number of Å")
    x, y = np.moveaxis(np.cos(2 * np.pi * positions[..., :2] / lattice), -1, 0)
    s, p, w = x + y, x * y, np.exp(-positions[..., 2])
    of_atoms = np.stack([s, p, w, w * s, w * p], axis=-1)  # (N, 2, 5)
    r = np.linalg.norm(positions[:, 1] - positions[:, 0], axis=-1)
    of_pair = np.column_stack([r, np.exp(-r), positions[..., 2].mean(axis=1)])
    return np.concatenate([of_pair, of_atoms.sum(axis=1), of_atoms.prod(axis=1)], axis=1)
