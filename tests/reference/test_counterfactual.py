"""Worlds with other physics: limits in which they are the real one, exact relations, stability, refusals."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import single_point
from qmlaw.reference.counterfactual import WORLDS, World, find_world, nuclear_repulsion, solve
from qmlaw.reference.world_sampling import find_valley
from qmlaw.units import BOHR_TO_ANGSTROM

HYDROGEN = Atoms("H2", [[0, 0, 0], [0, 0, 0.74]])


@pytest.mark.parametrize("name", ["H2O", "H2CO"])
def test_the_real_world_is_hartree_fock(name):
    expected = single_point(molecule(name), "HF/STO-3G", accuracy="tight").energy
    assert solve(molecule(name), WORLDS["real"]).energy == pytest.approx(expected, abs=1e-8)


def test_mp2_of_the_real_world():
    expected = single_point(molecule("H2O"), "MP2(full)/6-31G(d)", accuracy="tight").energy
    found = solve(molecule("H2O"), WORLDS["real"], "6-31G(d)")
    assert found.mp2_energy == pytest.approx(expected, abs=1e-6)


def test_false_laws_become_the_true_one_in_the_limit():
    real = solve(HYDROGEN, WORLDS["real"]).energy
    assert solve(HYDROGEN, World(softness=1e5)).energy == pytest.approx(real, abs=1e-6)
    # erfc(ωr)/r is 1/r - 2ω/√π for small ω: a constant, -(N + ΣZ²)/2 of it for a neutral molecule
    omega = 1e-4
    constant = (2 + 2) * omega / np.sqrt(np.pi)
    assert solve(HYDROGEN, World(screening=omega)).energy == pytest.approx(real + constant, abs=1e-6)


def test_two_electrons_repel_less_in_a_weak_world():
    # H2 in STO-3G has one closed shell whatever the repulsion, so that the energy is a straight line in λ.
    energies = [solve(HYDROGEN, World(repulsion=value)).energy for value in (1.0, 0.9, 0.8)]
    assert energies[0] > energies[1] > energies[2]
    assert energies[0] - energies[1] == pytest.approx(energies[1] - energies[2], abs=1e-8)


def test_heavier_electrons_lower_the_kinetic_energy():
    # likewise a straight line in 1/m
    inverse = {m: solve(HYDROGEN, World(electron_mass=m)).energy for m in (1.0, 2.0, 4.0)}
    assert (inverse[1.0] - inverse[2.0]) == pytest.approx(2 * (inverse[2.0] - inverse[4.0]), abs=1e-8)


def test_nuclei_repel_by_the_same_law():
    place = np.array([[0, 0, 0], [0, 0, 2.0]])
    assert nuclear_repulsion(np.array([3, 4]), place) == pytest.approx(6.0)
    assert nuclear_repulsion(np.array([3, 4]), place, 0.5) == pytest.approx(6.0 * 0.15729921)  # erfc(1)


def test_instability_is_seen():
    assert solve(HYDROGEN, WORLDS["real"]).stable
    stretched = Atoms("H2", [[0, 0, 0], [0, 0, 3.0]])
    assert not solve(stretched, WORLDS["real"]).stable


def test_a_valley_of_the_real_world():
    valley = find_valley(HYDROGEN, WORLDS["real"])
    # RHF/STO-3G of H2: 1.346 bohr (Szabo and Ostlund, Modern Quantum Chemistry, table 3.11)
    assert valley.atoms.get_distance(0, 1) / BOHR_TO_ANGSTROM == pytest.approx(1.346, abs=0.002)
    assert len(valley.modes.frequencies) == 1
    assert 5000 < valley.modes.frequencies[0] < 6000
    assert find_valley(HYDROGEN, WORLDS["heavy"]).atoms.get_distance(0, 1) < valley.atoms.get_distance(0, 1)


def test_refusals():
    with pytest.raises(ValueError, match="unknown world 'upside down'; known are real"):
        find_world("upside down")
    with pytest.raises(ValueError, match="odd number of electrons"):
        solve(Atoms("H"), WORLDS["real"])
    with pytest.raises(ValueError, match="either soft or screened"):
        solve(HYDROGEN, World(softness=1.0, screening=0.1))
