"""Normal modes, sampling at a temperature, stretched bonds and turned groups: against other people's code."""

from itertools import combinations

import numpy as np
import pytest
from ase import Atoms, units
from ase.build import molecule
from ase.vibrations import Vibrations

from qmlaw.reference.geometry import bonded_pairs, equilibrium_geometry, hessian, with_gfn2
from qmlaw.reference.sampling import (
    SMALLEST_FORCE_CONSTANT,
    _atoms_touch,
    normal_modes,
    sample_normal_modes,
    stretch,
    turn,
)


def minimum(smiles: str) -> Atoms:
    return equilibrium_geometry(smiles, seed=1, n_conformers=2)[0]


@pytest.fixture(scope="module")
def water():
    return minimum("O")


@pytest.mark.parametrize(("smiles", "n_modes"), [("O", 3), ("O=C=O", 4), ("[H][H]", 1), ("CO", 12)])
def test_frequencies_are_those_of_ase(smiles, n_modes, tmp_path):
    atoms = minimum(smiles)
    vibrations = Vibrations(with_gfn2(atoms.copy()), name=tmp_path / "vibrations", delta=0.005)
    vibrations.run()
    known = np.sort_complex(vibrations.get_frequencies())[-n_modes:]
    modes = normal_modes(atoms)
    assert len(modes.frequencies) == n_modes
    assert np.abs(known.imag).max() < 1e-6
    np.testing.assert_allclose(modes.frequencies, known.real, atol=2)


def test_frequencies_of_carbon_dioxide_are_plausible():
    # Measured: 667 (twice), 1388 (Fermi resonance), 2349 cm^-1 (Shimanouchi, NSRDS-NBS 39, 1972).
    bend, other_bend, symmetric, antisymmetric = normal_modes(minimum("O=C=O")).frequencies
    assert bend == pytest.approx(other_bend, abs=1)
    np.testing.assert_allclose([bend, symmetric, antisymmetric], [667, 1388, 2349], rtol=0.15)


@pytest.mark.parametrize("smiles", ["O", "C", "C#C", "CO"])
def test_modes_are_orthogonal_and_move_nothing_as_a_whole(smiles):
    atoms = minimum(smiles)
    masses = atoms.get_masses()
    directions = normal_modes(atoms).directions
    np.testing.assert_allclose(np.linalg.norm(directions, axis=(1, 2)), 1)
    weighted = directions * np.sqrt(masses)[:, None]
    weighted /= np.linalg.norm(weighted, axis=(1, 2))[:, None, None]
    overlaps = np.einsum("iak,jak->ij", weighted, weighted)
    np.testing.assert_allclose(overlaps, np.eye(len(directions)), atol=1e-8)
    momenta = np.einsum("a,iak->ik", masses, directions)
    centred = atoms.positions - atoms.get_center_of_mass()
    angular = np.einsum("a,iak->ik", masses, np.cross(centred, directions))
    np.testing.assert_allclose(momenta, 0, atol=1e-8)
    # A linear molecule comes out of the optimiser bent by 0.001 Å, and what is that thin counts as a line.
    np.testing.assert_allclose(angular, 0, atol=0.02)


def test_force_constants_are_second_derivatives_along_the_mode(water):
    modes = normal_modes(water)
    atoms, step = with_gfn2(water.copy()), 0.01
    middle = atoms.get_potential_energy()
    for stiffness, direction in zip(modes.force_constants, modes.directions, strict=True):
        energies = []
        for sign in (1, -1):
            atoms.positions = water.positions + sign * step * direction
            energies.append(atoms.get_potential_energy())
        assert (sum(energies) - 2 * middle) / step**2 == pytest.approx(stiffness, rel=0.02)


def test_harmonic_energies_follow_smith_2017(water):
    """The bound of eq. 3, 3/2 N k T; half of it on average; each of the modes has an equal part."""
    temperature, n_points = 300, 3000
    random = np.random.default_rng(7)
    modes = normal_modes(water)
    assert modes.force_constants.min() > SMALLEST_FORCE_CONSTANT
    drawn = sample_normal_modes(water, modes, temperature, n_points, random)
    moved = np.array([(atoms.positions - water.positions).ravel() for atoms in drawn])
    energies = 0.5 * np.einsum("pi,ij,pj->p", moved, hessian(with_gfn2(water.copy())), moved)
    bound = 1.5 * len(water) * units.kB * temperature
    assert energies.max() <= bound * 1.001
    assert energies.max() > 0.99 * bound  # the bound is the paper's, not something smaller
    assert energies.mean() == pytest.approx(bound / 2, rel=0.05)
    amplitudes = np.linalg.lstsq(modes.directions.reshape(3, -1).T, moved.T)[0]
    per_mode = 0.5 * modes.force_constants * np.mean(amplitudes.T**2, axis=0)
    np.testing.assert_allclose(per_mode, bound / 2 / len(per_mode), rtol=0.1)
    np.testing.assert_allclose(np.mean(amplitudes > 0, axis=1), 0.5, atol=0.05)
    np.testing.assert_allclose(per_mode.sum(), energies.mean(), rtol=1e-3)


def test_soft_modes_do_not_run_away():
    ether = minimum("COC")
    modes = normal_modes(ether)
    assert modes.force_constants[0] < SMALLEST_FORCE_CONSTANT  # methyl rotors
    drawn = sample_normal_modes(ether, modes, 1000, 200, np.random.default_rng(0))
    directions = modes.directions.reshape(len(modes.directions), -1)
    moved = np.array([(atoms.positions - ether.positions).ravel() for atoms in drawn])
    amplitudes = np.abs(np.linalg.lstsq(directions.T, moved.T)[0][0])
    largest = np.sqrt(3 * len(ether) * units.kB * 1000 / SMALLEST_FORCE_CONSTANT)
    assert amplitudes.max() <= largest * (1 + 1e-9)


def test_hotter_is_further(water):
    modes = normal_modes(water)
    cold, hot = (
        np.mean(
            [
                np.square(atoms.positions - water.positions).sum()
                for atoms in sample_normal_modes(water, modes, t, 200, np.random.default_rng(0))
            ]
        )
        for t in (300, 1200)
    )
    assert hot == pytest.approx(4 * cold, rel=1e-6)  # the same draws, twice the amplitude


def test_same_seed_same_geometries():
    """To a rounding error, also when the modes are made again; another seed gives others."""
    methanol = minimum("CO")
    first, again, other = (
        sample_normal_modes(methanol, normal_modes(methanol), 1500, 5, np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    for one, two, three in zip(first, again, other, strict=True):
        np.testing.assert_allclose(one.positions, two.positions, atol=1e-6)
        assert np.abs(one.positions - three.positions).max() > 1e-3


def test_more_points_begin_with_the_same(water):
    modes = normal_modes(water)
    few, many = (sample_normal_modes(water, modes, 2000, n, np.random.default_rng(1)) for n in (4, 9))
    for one, two in zip(few, many, strict=False):
        np.testing.assert_array_equal(one.positions, two.positions)


def test_atoms_do_not_touch(water):
    drawn = sample_normal_modes(water, normal_modes(water), 20_000, 50, np.random.default_rng(0))
    assert not any(_atoms_touch(atoms) for atoms in drawn)
    assert _atoms_touch(Atoms("HH", [[0, 0, 0], [0, 0, 0.3]]))
    assert not _atoms_touch(Atoms("HH", [[0, 0, 0], [0, 0, 0.74]]))


def test_impossible_temperatures(water):
    modes, random = normal_modes(water), np.random.default_rng(0)
    for temperature in (0, -300, np.nan):
        with pytest.raises(ValueError, match=f"temperature must be above 0 K, not {temperature}"):
            sample_normal_modes(water, modes, temperature, 1, random)
    always = modes._replace(directions=0 * modes.directions)
    together = Atoms("OHH", [[0, 0, 0], [0, 0, 0.3], [0, 0.3, 0]])
    with pytest.raises(RuntimeError, match="atoms of H2O touch in 100 draws at 300 K"):
        sample_normal_modes(together, always, 300, 1, random)


ETHANOL = molecule("CH3CH2OH")
SIDES = {2, 3}, {0, 1, 4, 5, 6, 7, 8}
"""The OH group, and the rest, when the bond 1-2 between C and O is cut."""


def test_sides_of_the_bond_are_as_assumed():
    assert ETHANOL.get_chemical_symbols() == list("CCOHHHHHH")
    across = {pair for pair in bonded_pairs(ETHANOL) if len(set(pair) & SIDES[0]) == 1}
    assert across == {(1, 2)}


@pytest.mark.parametrize("ratio", [0.75, 1.0, 1.3, 3.0])
@pytest.mark.parametrize("bond", [(1, 2), (2, 1)])
def test_a_stretch_changes_one_bond(ratio, bond):
    before = ETHANOL.get_all_distances()
    moved = stretch(ETHANOL, *bond, ratio)
    after = moved.get_all_distances()
    assert after[bond] == pytest.approx(ratio * before[bond])
    for side in SIDES:
        for pair in combinations(sorted(side), 2):
            assert after[pair] == pytest.approx(before[pair]), pair
    for angle in ((0, 1, 2), (1, 2, 3), (4, 1, 2)):  # rigid: no angle with the bond changes
        assert moved.get_angle(*angle) == pytest.approx(ETHANOL.get_angle(*angle))
    assert moved.get_dihedral(0, 1, 2, 3) == pytest.approx(ETHANOL.get_dihedral(0, 1, 2, 3))


@pytest.mark.parametrize("angle", [15, 120, 180, 345, -90])
@pytest.mark.parametrize("bond", [(1, 2), (2, 1)])
def test_a_turn_changes_one_dihedral(angle, bond):
    before = ETHANOL.get_all_distances()
    moved = turn(ETHANOL, *bond, angle)
    after = moved.get_all_distances()
    for side in SIDES:
        for pair in combinations(sorted(side | {1, 2}), 2):  # the bond's own atoms keep their place
            assert after[pair] == pytest.approx(before[pair]), pair
    turned = moved.get_dihedral(0, 1, 2, 3) - ETHANOL.get_dihedral(0, 1, 2, 3)
    assert np.cos(np.radians(turned)) == pytest.approx(np.cos(np.radians(angle)))
    assert not np.allclose(after, before, atol=1e-3)
    np.testing.assert_allclose(turn(moved, *bond, -angle).positions, ETHANOL.positions, atol=1e-9)


def test_the_molecule_given_is_left_as_it_is():
    before = ETHANOL.positions.copy()
    stretch(ETHANOL, 1, 2, 2.0)
    turn(ETHANOL, 1, 2, 90)
    np.testing.assert_array_equal(ETHANOL.positions, before)


@pytest.mark.parametrize("change", [stretch, turn])
def test_rings_and_strangers_are_refused(change):
    with pytest.raises(ValueError, match="the bond 0-1 of C3H6 lies in a ring"):
        change(molecule("C3H6_D3h"), 0, 1, 1.5)
    with pytest.raises(ValueError, match="atoms 0 and 2 of C2H6O are not bonded"):
        change(ETHANOL, 0, 2, 1.5)


@pytest.mark.parametrize("ratio", [0, -1, np.nan])
def test_lengths_that_are_none_are_refused(ratio):
    with pytest.raises(ValueError, match=f"ratio must be above 0, not {ratio}"):
        stretch(ETHANOL, 1, 2, ratio)
