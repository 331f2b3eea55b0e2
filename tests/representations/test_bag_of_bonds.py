"""Bag of bonds: methane by hand, a slow twin, what does not fit into the bags."""

import math

import ase.build
import numpy as np
import pytest
from sklearn.base import clone

from qmlaw import contracts
from qmlaw.molecules import Molecules
from qmlaw.representations import BagOfBonds

BOHR = 0.529177210903
WATER = Molecules([[8, 1, 1]], [[[0.0, 0.0, 0.0], [0.96, 0.0, 0.0], [0.0, 0.96, 0.0]]])


def slow_bags(numbers, positions):
    """A dict of sorted lists from nothing but the definition."""
    bags = {}
    for i, a in enumerate(numbers):
        bags.setdefault((int(a),), []).append(0.5 * float(a) ** 2.4)
        for j in range(i):
            pair = tuple(sorted((int(a), int(numbers[j]))))
            value = float(a) * float(numbers[j]) * BOHR / math.dist(positions[i], positions[j])
            bags.setdefault(pair, []).append(value)
    return {bag: sorted(values, reverse=True) for bag, values in bags.items()}


def test_water_by_hand():
    bob = BagOfBonds().fit(WATER)
    assert bob.bag_sizes_ == {(1,): 2, (8,): 1, (1, 1): 1, (1, 8): 2}
    assert bob.get_feature_names_out().tolist() == ["H 0", "H 1", "O 0", "HH 0", "HO 0", "HO 1"]
    np.testing.assert_allclose(
        bob.transform(WATER)[0],
        [0.5, 0.5, 73.51669472, 0.38977578, 4.40981009, 4.40981009],
        atol=5e-8,
        rtol=0,
    )


def test_agrees_with_the_slow_twin():
    mols = contracts.probes()
    bob = BagOfBonds().fit(mols)
    for vector, molecule in zip(bob.transform(mols), mols, strict=True):
        bags = slow_bags(molecule.atomic_numbers, molecule.positions)
        start = 0
        for bag, size in bob.bag_sizes_.items():
            values = bags.pop(bag, [])
            np.testing.assert_allclose(
                vector[start : start + size], values + [0.0] * (size - len(values)), rtol=1e-12
            )
            start += size
        assert not bags  # every bag of the twin found its place
        assert start == len(vector)


def test_parameters():
    plain, squared = BagOfBonds(self_terms=False), BagOfBonds(self_terms=False, distance_power=2.0)
    one, two = plain.fit_transform(WATER)[0], squared.fit_transform(WATER)[0]
    assert len(one) == 3
    np.testing.assert_allclose(two, one**2 / [1, 8, 8])
    angstrom = BagOfBonds(self_terms=False, length_unit="angstrom").fit_transform(WATER)[0]
    np.testing.assert_allclose(angstrom, one / BOHR)
    with pytest.raises(ValueError, match="length_unit is 'nm'"):
        BagOfBonds(length_unit="nm").fit(WATER)
    assert clone(squared).get_params() == squared.get_params()


def test_what_does_not_fit_is_refused_by_name():
    methane = Molecules.from_ase([ase.build.molecule("CH4")])
    both = Molecules.concatenate([WATER, methane])
    bob = BagOfBonds(self_terms=False).fit(WATER)
    with pytest.raises(ValueError, match=r"molecule 1 \(H4C.*6 entries for the bag HH, but the bag holds 1"):
        bob.transform(both)
    carbon = Molecules([[6, 6]], [[[0, 0, 0], [1.2, 0, 0]]])
    with pytest.raises(ValueError, match="bag CC, but fit saw no such bag"):
        bob.transform(carbon)


def test_room_can_be_reserved():
    methane = Molecules.from_ase([ase.build.molecule("CH4")])
    both = Molecules.concatenate([WATER, methane])
    sizes = BagOfBonds().fit(both).bag_sizes_
    reserved = BagOfBonds(bag_sizes=sizes).fit(WATER)
    assert reserved.bag_sizes_ == sizes
    np.testing.assert_array_equal(reserved.transform(both), BagOfBonds().fit_transform(both))
    # Bags that are given need not be complete, and never shrink what fit saw.
    assert BagOfBonds(bag_sizes={(1, 8): 1}).fit(WATER).bag_sizes_[(1, 8)] == 2
    with pytest.raises(ValueError, match=r"bag is \(1, 6, 8\)"):
        BagOfBonds(bag_sizes={(1, 6, 8): 1}).fit(WATER)


def test_molecules_of_any_number():
    bob = BagOfBonds().fit(WATER)
    assert bob.transform(WATER[:0]).shape == (0, 6)
    atom = Molecules([[8]], [[[0.0, 0.0, 0.0]]])
    np.testing.assert_allclose(bob.transform(atom)[0], [0, 0, 73.51669472, 0, 0, 0], atol=5e-8)
    with pytest.raises(ValueError, match="no molecules"):
        BagOfBonds().fit(WATER[:0])
