"""Nonsense: smooth, symmetric, as additive as it says, as rough as it is told to be."""

import numpy as np
import pytest
from ase.build import molecule

from qmlaw.molecules import Molecules
from qmlaw.reference.nonsense import (
    crowd_nonsense,
    matched,
    pair_distances,
    pair_nonsense,
    random_wave,
    roughness,
    whole_nonsense,
)


@pytest.fixture(scope="module")
def shaken() -> Molecules:
    random = np.random.default_rng(0)
    atoms = molecule("H2CO")
    return Molecules(
        [atoms.numbers] * 120, [atoms.positions + random.normal(0, 0.05, (4, 3)) for _ in range(120)]
    )


def test_a_wave_has_its_wavelength_and_unit_spread():
    line = np.linspace(0, 200, 4000)[:, None]
    values = random_wave(line, 2.5, 3)  # in one dimension all waves have one frequency
    spectrum = np.abs(np.fft.rfft(values)) ** 2
    assert np.fft.rfftfreq(len(line), line[1, 0])[spectrum.argmax()] == pytest.approx(1 / 2.5, rel=0.02)
    assert random_wave(np.random.default_rng(1).uniform(0, 99, (5000, 3)), 2.0, 0).std() == pytest.approx(
        0.7, rel=0.1
    )


def test_like_atoms_may_be_exchanged(shaken):
    """With its mirror image in the set, no distance has another mean or spread than its partner."""
    swapped = [m.positions[[0, 1, 3, 2]] for m in shaken]
    both = Molecules([shaken[0].atomic_numbers] * 240, [*(m.positions for m in shaken), *swapped])
    for labels in (whole_nonsense(both, 8.0, 2), pair_nonsense(both, 2.0, 2)):
        assert labels[120:] == pytest.approx(labels[:120])


def test_pairs_are_additive_and_crowds_are_not():
    water = molecule("H2O")
    far = np.concatenate([water.positions, water.positions + [50, 0, 0]])
    three = Molecules(
        [water.numbers, np.tile(water.numbers, 2), molecule("CH4").numbers],
        [water.positions, far, molecule("CH4").positions],
    )
    one, two, _ = pair_nonsense(three, 3.0, 1)
    assert two == pytest.approx(2 * one)
    one, two, _ = crowd_nonsense(three, 2.0, 1)
    assert abs(two - 2 * one) > 1e-3


def test_roughness_of_a_parabola_and_of_noise(shaken):
    distances = pair_distances(shaken)
    assert roughness(distances, (distances**2).sum(axis=1)) < 1e-6
    assert roughness(distances, np.random.default_rng(0).normal(size=120)) > 0.8


def test_matched_roughness(shaken):
    distances = pair_distances(shaken)
    labels = matched(lambda wavelength: whole_nonsense(shaken, wavelength, 5), distances, 0.1, 1.0)
    assert roughness(distances, labels) == pytest.approx(0.1, rel=0.4)


def test_refusals(shaken):
    with pytest.raises(ValueError, match="above 0, not -1"):
        random_wave(np.zeros((2, 2)), -1, 0)
    with pytest.raises(ValueError, match="too few for 28 coefficients"):
        roughness(pair_distances(shaken)[:20], np.arange(20.0))
    mixed = Molecules([[8, 1, 1], [6, 1, 1]], [molecule("H2O").positions] * 2)
    with pytest.raises(ValueError, match="not of one molecule"):
        pair_distances(mixed)
