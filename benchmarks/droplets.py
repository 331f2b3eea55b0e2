"""Balls of atoms of any size, cut from small molecules: something to measure growth on."""

import numpy as np

from qmlaw.molecules import Molecules


def droplet(molecules: Molecules, n_atoms: int) -> Molecules:
    """A ball of atoms, cut from molecules on a grid; some 0.1 atoms per cubic ångström, as in a liquid."""
    side = int(np.ceil((n_atoms / 6) ** (1 / 3))) + 1
    grid = 5.4 * np.stack(np.meshgrid(*[np.arange(side)] * 3), axis=-1).reshape(-1, 3)
    large = [m for m in molecules if len(m.atomic_numbers) >= 14]
    chosen = [large[k % len(large)] for k in range(len(grid))]
    numbers = np.concatenate([m.atomic_numbers for m in chosen])
    centred = [m.positions - m.positions.mean(axis=0) + place for m, place in zip(chosen, grid, strict=True)]
    places = np.concatenate(centred)
    keep = np.argsort(np.linalg.norm(places - grid.mean(axis=0), axis=1))[:n_atoms]
    return Molecules([numbers[keep]], [places[keep]])
