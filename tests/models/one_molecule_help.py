"""A triangle of springs: geometries, energies and forces of a made-up water."""

import numpy as np

from qmlaw.molecules import Molecules

NUMBERS = np.array([8, 1, 1])
REST = np.array([[0.0, 0.0, 0.0], [0.96, 0.0, 0.0], [-0.24, 0.93, 0.0]])
_FIRST, _SECOND = np.triu_indices(3, 1)
_LENGTHS = np.array([0.96, 0.96, 1.52])
_SPRINGS = np.array([400.0, 400.0, 150.0])


def geometries(n: int, seed: int, shake: float = 0.08) -> Molecules:
    rng = np.random.default_rng(seed)
    return Molecules([NUMBERS] * n, list(REST + shake * rng.normal(size=(n, 3, 3))))


def energies(X: Molecules) -> np.ndarray:
    places = X.positions.reshape(-1, 3, 3)
    lengths = np.linalg.norm(places[:, _FIRST] - places[:, _SECOND], axis=2)
    return 0.5 * ((lengths - _LENGTHS) ** 2) @ _SPRINGS


def forces(X: Molecules) -> np.ndarray:
    places = X.positions.reshape(-1, 3, 3)
    apart = places[:, _FIRST] - places[:, _SECOND]
    lengths = np.linalg.norm(apart, axis=2)
    pull = (-_SPRINGS * (lengths - _LENGTHS) / lengths)[:, :, None] * apart
    found = np.zeros_like(places)
    for k, (a, b) in enumerate(zip(_FIRST, _SECOND, strict=True)):
        found[:, a] += pull[:, k]
        found[:, b] -= pull[:, k]
    return found.reshape(-1, 3)
