"""Coordinates of whole systems: what they must not notice, what they must, and what they refuse."""

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.molecules import Molecules
from qmlaw.reference import h2_pd100
from qmlaw.representations.dimer_distances import EXCHANGES, water_pair_distances
from qmlaw.representations.surface_coordinates import surface_coordinates


def test_distances_of_a_pair_by_hand():
    pairs = datasets.load("water_dimer")[[0, 7]]
    found = water_pair_distances(pairs)
    for row, pair in zip(found, pairs, strict=True):
        expected = [np.linalg.norm(a - b) for a in pair.positions[:3] for b in pair.positions[3:]]
        np.testing.assert_allclose(row, expected)


def test_other_names_of_the_atoms_are_exchanges():
    pair = datasets.load("water_dimer")[[5]]
    found = water_pair_distances(pair)[0]
    assert (EXCHANGES[0] == np.arange(9)).all() and len({tuple(order) for order in EXCHANGES}) == 8
    known = {tuple(found[order].round(9)) for order in EXCHANGES}
    for names in ([0, 2, 1, 3, 4, 5], [0, 1, 2, 3, 5, 4], [3, 4, 5, 0, 1, 2], [3, 5, 4, 0, 2, 1]):
        renamed = Molecules([pair.atomic_numbers[names]], [pair.positions[names]])
        assert tuple(water_pair_distances(renamed)[0].round(9)) in known


def test_what_is_no_pair_of_waters():
    ethane = datasets.load("equilibrium")[[3]]
    with pytest.raises(ValueError, match=r"molecule 0 \(.*\) is not two waters; allowed is O, H, H, O, H, H"):
        water_pair_distances(ethane)


def test_surface_coordinates_know_the_symmetry_and_no_more():
    rng = np.random.default_rng(0)
    places = rng.uniform([-3, -3, 0.5, 0.5, 0, 0], [3, 3, 3, 2, 180, 360], size=(20, 6))
    images = h2_pd100.symmetry_images(places)
    found = [surface_coordinates(h2_pd100.to_cartesian(image), h2_pd100.LATTICE) for image in images]
    for one in found[1:]:
        np.testing.assert_allclose(one, found[0], atol=1e-9)
    moved = places + np.array([h2_pd100.LATTICE, -2 * h2_pd100.LATTICE, 0, 0, 0, 0])
    shifted = surface_coordinates(h2_pd100.to_cartesian(moved), h2_pd100.LATTICE)
    np.testing.assert_allclose(shifted, found[0], atol=1e-9)
    for k in range(6):  # each of the six coordinates is seen
        other = places + 0.05 * np.eye(6)[k] * (1 if k < 4 else 60)
        seen = surface_coordinates(h2_pd100.to_cartesian(other), h2_pd100.LATTICE)
        assert np.abs(seen - found[0]).max(axis=1).min() > 1e-6
    assert found[0].shape == (20, 13)


def test_positions_it_refuses():
    with pytest.raises(ValueError, match=r"positions has shape \(2, 3\); allowed is \(N, 2, 3\)"):
        surface_coordinates(np.zeros((2, 3)), 2.75)
    with pytest.raises(ValueError, match="not finite"):
        surface_coordinates(np.full((1, 2, 3), np.nan), 2.75)
    with pytest.raises(ValueError, match=r"lattice is 0.0; allowed is a positive number of Å"):
        surface_coordinates(np.zeros((1, 2, 3)), 0.0)
