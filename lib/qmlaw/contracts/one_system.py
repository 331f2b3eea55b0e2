"""Contracts of models that are good for one system only, and probes of these systems.

Two rigid molecules of water, and a molecule of two atoms above a square surface. Such a model takes its atoms
in one order, so it is asked only about the exchanges of like atoms that keep to it.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation

from qmlaw.contracts.measurements import Measurement, Representation, evaluator
from qmlaw.molecules import Molecules

EXCHANGED_WATERS = ((0, 2, 1, 3, 4, 5), (0, 1, 2, 3, 5, 4), (3, 4, 5, 0, 1, 2))
"""Hydrogens of the first molecule, of the second, and the molecules: all eight exchanges follow."""

PALLADIUM = 2.75
"""Distance of neighbouring atoms on the (100) surface of palladium, Å, as in `data/h2_pd100`."""


def water_pairs(seed: int = 7) -> Molecules:
    """Four pairs of rigid water molecules (O, H, H, O, H, H), turned at random, oxygens 3 to 5 Å apart."""
    rng = np.random.default_rng(seed)
    half = np.radians(104.52) / 2
    water = 0.9572 * np.array([[0, 0, 0], [np.sin(half), 0, np.cos(half)], [-np.sin(half), 0, np.cos(half)]])
    turns = Rotation.random(8, rng=rng)
    positions = np.array([turn.apply(water) for turn in turns]).reshape(4, 6, 3)
    positions[:, 3:, 2] += np.linspace(3.0, 5.0, 4)[:, None]
    return Molecules([[8, 1, 1, 8, 1, 1]] * 4, positions)


def hydrogen_above(seed: int = 7) -> Molecules:
    """Four molecules of hydrogen, 1 to 2 Å above the plane z = 0, at any place and in any direction."""
    rng = np.random.default_rng(seed)
    bonds = Rotation.random(4, rng=rng).apply([0.0, 0.0, 0.5]) * rng.uniform(0.75, 1.1, size=(4, 1))
    middles = np.column_stack([rng.uniform(-3, 3, size=(4, 2)), rng.uniform(1, 2, size=4)])
    return Molecules([[1, 1]] * 4, np.stack([middles - bonds, middles + bonds], axis=1))


def exchange_of_waters(model: Representation, pairs: Molecules, *, tolerance: float = 1e-8) -> Measurement:
    """Exchanging like atoms of two water molecules, or the molecules, changes nothing.

    Parameters
    ----------
    model : callable or estimator
        Gives energies (N,).
    pairs : Molecules
        O, H, H, O, H, H, as `water_pairs`.
    tolerance : float
        In the unit of the model.
    """
    positions = pairs.positions.reshape(-1, 6, 3)
    others = [positions[:, list(order)] for order in EXCHANGED_WATERS]
    return _unchanged("exchange of like atoms", model, pairs, others, tolerance)


def square_surface(
    model: Representation, molecules: Molecules, *, lattice: float = PALLADIUM, tolerance: float = 1e-8
) -> Measurement:
    """What a square surface looks alike from changes nothing, nor does an exchange of the two atoms.

    Tried are a step to the next cell, a quarter turn about a surface atom and a mirror: from these all
    symmetries of the plane follow.

    Parameters
    ----------
    model : callable or estimator
        Gives energies (N,).
    molecules : Molecules
        Two like atoms each, as `hydrogen_above`; z is the height, a surface atom lies below the origin.
    lattice : float
        Distance of neighbouring surface atoms, Å.
    tolerance : float
        In the unit of the model.
    """
    positions = molecules.positions.reshape(-1, 2, 3)
    others = [
        positions + (lattice, 0, 0),
        positions[..., [1, 0, 2]] * (-1, 1, 1),
        positions * (-1, 1, 1),
        positions[:, ::-1],
    ]
    return _unchanged("symmetries of a square surface", model, molecules, others, tolerance)


def _unchanged(
    contract: str, model: Representation, molecules: Molecules, others: list, tolerance: float
) -> Measurement:
    evaluate = evaluator(model)
    numbers = molecules.atomic_numbers.reshape(len(molecules), -1)
    before = evaluate(molecules)
    deviation = max(float(np.abs(evaluate(Molecules(numbers, one)) - before).max()) for one in others)
    # Written so that a NaN does not count as kept.
    return Measurement(contract, deviation, tolerance, bool(deviation <= tolerance))
