"""Orbitals and amplitudes turned among themselves: what must stay, what must move, what is refused."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import gauge, single_point

LEVEL = "HF/6-31G*"


@pytest.fixture(scope="module")
def water():
    return gauge.closed_shell(molecule("H2O"), LEVEL)


@pytest.fixture(scope="module")
def solved(water):
    return gauge.amplitudes(water, gauge.turned(water, "canonical"))


@pytest.mark.parametrize("way", gauge.WAYS)
def test_no_rotation_moves_the_energy(water, way):
    orbitals = gauge.turned(water, way, seed=3)
    assert gauge.energy(water, orbitals) == pytest.approx(water.field.e_tot, abs=1e-10)
    assert gauge.overlaps(water, orbitals, orbitals) == pytest.approx(np.eye(5), abs=1e-10)
    assert np.array_equal(orbitals[:, : water.n_core], water.occupied[:, : water.n_core])


def test_the_state_is_that_of_the_level(water):
    assert water.field.e_tot == pytest.approx(single_point(molecule("H2O"), LEVEL).energy, abs=1e-4)
    assert water.n_core == 1


def test_mixing_with_an_empty_orbital_does_move_it(water):
    both = water.field.mo_coeff[:, :6] @ gauge.rotation(6, 4, 5, 20.0)
    assert gauge.energy(water, both[:, :5]) > water.field.e_tot + 0.01


def test_localised_orbitals_do_what_they_are_made_for(water):
    def extent(orbitals):  # sum over orbitals of <r^2> - <r>^2
        r, r2 = water.mole.intor("int1e_r"), water.mole.intor("int1e_r2")
        mean = np.einsum("xuv,ui,vi->xi", r, orbitals, orbitals)
        return np.einsum("uv,ui,vi->", r2, orbitals, orbitals) - (mean**2).sum()

    sizes = {way: extent(gauge.turned(water, way)) for way in gauge.WAYS}
    assert sizes["Boys"] == pytest.approx(min(sizes.values()))
    assert sizes["Boys"] < sizes["canonical"] - 0.1


def test_the_seed_decides_a_random_rotation_and_not_a_localised_set(water):
    assert not np.allclose(gauge.turned(water, "random", 0), gauge.turned(water, "random", 1))
    first, second = (gauge.turned(water, "Boys", seed) for seed in (0, 1))
    assert gauge.aligned(water, second, first) == pytest.approx(first, abs=1e-3)


def test_alignment_undoes_order_and_sign(water):
    orbitals = gauge.turned(water, "canonical")
    shuffled = orbitals[:, [2, 0, 1, 4, 3]] * np.array([1, -1, 1, -1, -1])
    assert gauge.aligned(water, shuffled, orbitals) == pytest.approx(orbitals)


def test_values_on_a_grid_are_normalised(water):
    line = np.linspace(-4, 4, 41)
    points = np.stack(np.meshgrid(line, line, line), axis=-1).reshape(-1, 3)
    outermost = gauge.values_at(water, water.occupied, points)[:, -1]
    volume = ((line[1] - line[0]) / 0.529177) ** 3
    assert (outermost**2).sum() * volume == pytest.approx(1, abs=0.02)


def test_amplitudes_turn_with_the_orbitals_and_keep_energy_and_length(water, solved):
    orbitals = gauge.turned(water, "canonical")
    by = gauge.rotation(4, 0, 2, 35.0)
    expected = gauge.turn_amplitudes(water, solved, orbitals, by)
    anew = np.hstack([orbitals[:, :1], orbitals[:, 1:] @ by])
    found = gauge.amplitudes(water, anew)
    assert found.energy == pytest.approx(solved.energy, abs=1e-8)
    assert found.doubles == pytest.approx(expected.doubles, abs=1e-6)
    assert found.singles == pytest.approx(expected.singles, abs=1e-6)
    assert np.linalg.norm(found.doubles) == pytest.approx(np.linalg.norm(solved.doubles), abs=1e-7)
    assert np.abs(found.doubles - solved.doubles).max() > 1e-3


def test_pairs_add_up_and_move(water, solved):
    turned = gauge.turn_amplitudes(
        water, solved, gauge.turned(water, "canonical"), gauge.rotation(4, 0, 2, 45.0)
    )
    assert solved.pairs.sum() == pytest.approx(solved.energy, abs=1e-6)
    assert turned.pairs.sum() == pytest.approx(solved.pairs.sum(), abs=1e-8)
    assert np.abs(turned.pairs - solved.pairs).max() > 1e-3


def test_numbers_in_an_orthonormal_basis_multiply_to_overlaps(water):
    rows = gauge.orthonormal(water, water.occupied)
    assert rows.T @ rows == pytest.approx(np.eye(5), abs=1e-8)


def test_a_functional_has_a_state_but_no_amplitudes():
    state = gauge.closed_shell(molecule("H2"), "PBE/6-31G*")
    orbitals = gauge.turned(state, "random")  # a single orbital stays as it is
    assert gauge.energy(state, orbitals) == pytest.approx(state.field.e_tot, abs=1e-8)
    with pytest.raises(ValueError, match="the state is one of pbe; allowed is Hartree-Fock"):
        gauge.amplitudes(state, orbitals)


def test_bad_input_is_named(water):
    with pytest.raises(ValueError, match="way is 'Ruedenberg'; allowed are canonical, Boys, Pipek-M"):
        gauge.turned(water, "Ruedenberg")
    with pytest.raises(ValueError, match="level is 'GFN2-xTB'"):
        gauge.closed_shell(molecule("H2O"), "GFN2-xTB")
    with pytest.raises(ValueError, match="there are 9 electrons; allowed is an even number"):
        gauge.closed_shell(Atoms("OH", [(0, 0, 0), (0, 0, 0.97)]), LEVEL)
