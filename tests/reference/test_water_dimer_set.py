"""The data set in `data/water_dimer` is what its recipe makes, and behaves as water does."""

import numpy as np
import pytest
from ase import Atoms

from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference import Level, single_point
from qmlaw.reference.dimers import CLOSEST_HYDROGENS, CLOSEST_OXYGEN_HYDROGEN, tip4p, water
from qmlaw.reference.interaction import interaction
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import unfinished
from qmlaw.units import BOHR_TO_ANGSTROM, EBOHR_TO_DEBYE, HARTREE_TO_EV, HARTREE_TO_KCAL_MOL

LEVEL = "MP2/6-31G**"


@pytest.fixture(scope="module")
def pairs():
    return Molecules.from_hdf5(data_folder() / "water_dimer" / "water_dimer.h5")


def energies(pairs, name):
    return pairs.value(f"{LEVEL}/{name}", "kcal/mol")


def positions(pairs):
    return np.array([pair.positions for pair in pairs])


def test_the_set_is_as_large_as_planned(pairs):
    recipe = load_recipe(data_folder() / "water_dimer")
    assert len(pairs) >= 1000
    if not unfinished(recipe):
        assert len(pairs) == len(Molecules.from_hdf5(recipe.settings.geometries)) >= 3000


def test_molecules_are_rigid_and_apart(pairs):
    places = positions(pairs)
    for first in (0, 3):
        molecule = places[:, first : first + 3]
        for i, j in ((0, 1), (0, 2), (1, 2)):
            length = np.linalg.norm(water()[i] - water()[j])
            np.testing.assert_allclose(
                np.linalg.norm(molecule[:, i] - molecule[:, j], axis=1), length, atol=4e-6
            )
    between = np.linalg.norm(places[:, :3, None] - places[:, None, 3:], axis=-1)
    np.testing.assert_allclose(between[:, 0, 0], pairs.value("oxygen_distance", "angstrom"), atol=1e-6)
    assert between[:, 0, 0].min() > 2.399
    between = between[pairs.value("origin") == "rigid dimers"]
    assert min(between[:, 0, 1:].min(), between[:, 1:, 0].min()) > CLOSEST_OXYGEN_HYDROGEN - 1e-4
    assert between[:, 1:, 1:].min() > CLOSEST_HYDROGENS - 1e-4


def test_counterpoise_takes_attraction_away(pairs):
    for prefix in ("", "hf_"):
        change = energies(pairs, f"{prefix}interaction_energy_cp") - energies(
            pairs, f"{prefix}interaction_energy"
        )
        assert change.min() > -1e-5  # for HF a theorem
        assert change.max() > 3
        far = pairs.value("oxygen_distance", "angstrom") > 6
        assert change[far].max() < 0.02


def test_the_wells_have_the_depth_that_a_search_finds(pairs):
    # Nelder-Mead on distance and two angles of a pair with a mirror plane: -6.983 kcal/mol at 2.912 Å without
    # counterpoise, -5.029 at 2.988 Å with it.
    plain, corrected = energies(pairs, "interaction_energy"), energies(pairs, "interaction_energy_cp")
    assert -6.99 < plain.min() < -6.9
    assert -5.03 < corrected.min() < -4.95
    distance = pairs.value("oxygen_distance", "angstrom")
    assert distance[plain.argmin()] == pytest.approx(2.912, abs=0.06)
    assert distance[corrected.argmin()] == pytest.approx(2.988, abs=0.06)


def test_far_apart_the_molecules_are_dipoles(pairs):
    places = positions(pairs)
    distance = pairs.value("oxygen_distance", "angstrom")
    far = distance > 7
    hartree_fock = Level("HF/6-31G**", "hf", "6-31G(d,p)")
    moment = single_point(Atoms("OHH", water()), hartree_fock, accuracy="tight", properties=True).dipole
    moment = np.linalg.norm(moment) / EBOHR_TO_DEBYE
    first, second = (
        (place[:, 1:].mean(axis=1) - place[:, 0]) for place in (places[far, :3], places[far, 3:])
    )
    first, second = (
        moment * vector / np.linalg.norm(vector, axis=1, keepdims=True) for vector in (first, second)
    )
    axis = (places[far, 3] - places[far, 0]) / distance[far, None]
    dipoles = np.sum(first * second, axis=1) - 3 * np.sum(first * axis, axis=1) * np.sum(
        second * axis, axis=1
    )
    dipoles *= HARTREE_TO_KCAL_MOL / (distance[far] / BOHR_TO_ANGSTROM) ** 3
    for name, low, high in (("hf_interaction_energy_cp", 0.9, 1.1), ("interaction_energy_cp", 0.8, 1.0)):
        found = energies(pairs, name)[far]
        assert np.corrcoef(found, dipoles)[0, 1] > 0.95, name
        assert low < (found @ dipoles) / (dipoles @ dipoles) < high, name


def test_some_pairs_calculated_again(pairs):
    for i in np.random.default_rng(1).choice(len(pairs), 3, replace=False):
        again = interaction(Atoms(pairs[i].atomic_numbers, pairs[i].positions), 3, LEVEL, "tight")
        for name in ("energy", "interaction_energy", "interaction_energy_cp", "hf_interaction_energy_cp"):
            stored = pairs.value(f"{LEVEL}/{name}", "hartree")[i]
            assert again[name] == pytest.approx(stored, abs=1e-7), (pairs.names[i], name)


def test_the_force_field_that_drew_the_pairs_knows_them(pairs):
    # TIP4P was fitted to the liquid: close, never the same.
    cheap = tip4p(positions(pairs)) * HARTREE_TO_KCAL_MOL
    bound = energies(pairs, "interaction_energy_cp") < 2
    assert np.corrcoef(cheap[bound], energies(pairs, "interaction_energy_cp")[bound])[0, 1] > 0.8
    assert np.abs(cheap - energies(pairs, "interaction_energy_cp"))[bound].mean() < 1


def test_a_larger_basis_tells_the_same_story(public_data):
    # Two-body energies by Bartók et al. (Phys. Rev. B 88, 054104 (2013)): MP2, an augmented triple zeta
    # basis, counterpoise, molecules that vibrate at 4000 K. Another level: only the trend can be compared.
    published = np.load(public_data("water_dimers.npz"))
    expected = published["mp2_4000K_Emp2_2body"] / HARTREE_TO_EV * HARTREE_TO_KCAL_MOL
    common = np.flatnonzero((expected > -6) & (expected < 4))[::250]
    here = [
        interaction(Atoms(published["species"], published["mp2_4000K_R"][i]), 3, LEVEL, "tight")
        for i in common
    ]
    for name, low, high in (("interaction_energy", 0.6, 1.5), ("interaction_energy_cp", 0.6, 1.2)):
        found = np.array([values[name] for values in here]) * HARTREE_TO_KCAL_MOL
        assert np.corrcoef(found, expected[common])[0, 1] > 0.9, name
        assert low < np.polyfit(expected[common], found, 1)[0] < high, name
