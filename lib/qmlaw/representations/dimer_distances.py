"""Two rigid water molecules by the nine distances between their atoms.

The six coordinates of a rigid pair follow from these nine distances, up to a mirror image, which has the same
energy. Distances do not know where the pair stands and how it is turned. What they know is which atom
is called first: `EXCHANGES` are the eight ways to name the atoms of the same pair.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from qmlaw.molecules import Molecules

WATER = (8, 1, 1)


def water_pair_distances(molecules: Molecules) -> NDArray[np.float64]:
    """The nine distances in Å, (N, 9): from O, H, H of the first molecule to O, H, H of the second.

    Raises
    ------
    ValueError
        If a molecule is not O, H, H, O, H, H.
    """
    strange = [i for i, one in enumerate(molecules) if tuple(one.atomic_numbers) != WATER + WATER]
    if strange:
        name = molecules.names[strange[0]]
        raise ValueError(f"molecule {strange[0]} ({name!r}) is not two waters; allowed is O, H, H, O, H, H")
    positions = molecules.positions.reshape(-1, 6, 3)
    between = positions[:, :3, None] - positions[:, None, 3:]
    return np.linalg.norm(between, axis=-1).reshape(-1, 9)


def _exchanges() -> NDArray[np.int64]:
    places, orders = np.arange(9).reshape(3, 3), []
    for first, second in product(((0, 1, 2), (0, 2, 1)), repeat=2):
        named = places[np.ix_(first, second)]
        orders += [named.ravel(), named.T.ravel()]
    return np.array(orders)


EXCHANGES: NDArray[np.int64] = _exchanges()
"""Orders (8, 9) of the nine distances that belong to the same pair; the first leaves them as they are."""
