"""Cells of silicon: the ideal ones have the neighbours of their phases, sampled ones are as warm as asked."""

import numpy as np
import pytest
from ase.calculators.tersoff import Tersoff
from ase.neighborlist import neighbor_list
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.reference.crystal_sampling import _TERSOFF, displacement_amplitude, plan_cells
from qmlaw.reference.crystals import PHASES, ideal_cell, strained

# Nearest neighbours of an atom in the ideal phases. Simple hexagonal: two near, six a bit further.
NEIGHBOURS = {
    "diamond": 4, "lonsdaleite": 4, "bc8": 4, "beta-tin": 6, "simple hexagonal": 8,
    "simple cubic": 6, "bcc": 8, "fcc": 12, "hcp": 12,
}  # fmt: skip

SCAN = {
    "method": "scan", "label": "d", "phase": "diamond", "volumes": [20.0],
    "grid": [2, 2, 2], "offset": [1, 1, 1],
}  # fmt: skip


def rattle(**changed) -> dict:
    return SCAN | {"method": "rattle", "temperature": 300, "points": 3, "seed": 1} | changed


@pytest.mark.parametrize("phase", PHASES)
def test_phases_have_eight_atoms_their_volume_and_their_neighbours(phase):
    atoms = ideal_cell(phase, 15.0)
    assert len(atoms) == 8
    assert atoms.get_volume() == pytest.approx(8 * 15.0)
    distances = neighbor_list("d", atoms, 4.5)
    near = distances < (1.10 if PHASES[phase].ratio else 1.05) * distances.min()
    assert near.sum() / 8 == NEIGHBOURS[phase]


def test_beta_tin_at_its_largest_ratio_is_diamond():
    # Diamond seen along a tetragonal axis: c/a of the square root of two.
    near = neighbor_list("d", ideal_cell("beta-tin", 20.0, ratio=np.sqrt(2)), 5.0)
    diamond = neighbor_list("d", ideal_cell("diamond", 20.0), 5.0)
    np.testing.assert_allclose(np.sort(near), np.sort(diamond), atol=1e-9)


def test_a_vacancy_keeps_the_cell():
    whole = ideal_cell("diamond", 20.0, supercell=(2, 2, 2))
    vacancy = ideal_cell("diamond", 20.0, supercell=(2, 2, 2), vacancies=1)
    assert (len(whole), len(vacancy)) == (64, 63)
    np.testing.assert_array_equal(vacancy.cell.array, whole.cell.array)
    np.testing.assert_array_equal(vacancy.positions, whole.positions[1:])


@given(st.floats(-0.1, 0.1), st.sampled_from([(0, 0), (0, 1), (1, 2)]))
def test_strain_deforms_cell_and_positions_alike(amount, component):
    strain = np.zeros((3, 3))
    strain[component] = strain[component[::-1]] = amount
    atoms = ideal_cell("diamond", 20.0)
    moved = strained(atoms, strain)
    np.testing.assert_allclose(moved.cell.array, atoms.cell.array @ (np.eye(3) + strain), atol=1e-12)
    np.testing.assert_allclose(moved.get_scaled_positions(), atoms.get_scaled_positions(), atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("graphite", 20.0), "graphite"),
        (("diamond", -1.0), "-1.0"),
        (("diamond", 20.0, 1.1), "no ratio"),
        (("beta-tin", 20.0, -0.5), "-0.5"),
        (("diamond", 20.0, None, (1, 1, 1), 2), "2"),
    ],
)
def test_impossible_cells_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        ideal_cell(*arguments)


def test_thermal_displacements_are_those_of_diffraction():
    # B = 8 pi^2 <u^2> = 0.45 to 0.47 Å^2 at room temperature; Debye's model is a little lower.
    assert 8 * np.pi**2 * displacement_amplitude(295) ** 2 == pytest.approx(0.46, rel=0.15)


def test_rattled_cells_have_that_amplitude_and_no_others():
    cells = plan_cells([rattle(temperature=300, points=200)], "here")
    moved = cells.positions.reshape(200, 8, 3) - ideal_cell("diamond", 20.0).positions
    spread = moved.std(axis=0).mean()
    assert spread == pytest.approx(displacement_amplitude(300), rel=0.05)
    assert np.abs(moved.mean(axis=0)).max() < 5 * spread / np.sqrt(200)


def test_the_same_seed_gives_the_same_cells_and_another_seed_others():
    first, again, other = (plan_cells([rattle(seed=seed)], "here") for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_trajectories_are_as_warm_as_asked():
    # Half the heat of a harmonic crystal is potential energy: 3/2 k T for each atom, less that of the centre
    # of mass, which rests. Few cells of a correlated trajectory: loose bounds.
    table = rattle(method="dynamics", temperature=300, points=24, equilibration=300, interval=30)
    cells = plan_cells([table], "here").to_ase()
    ideal = ideal_cell("diamond", 20.0)
    energies = []
    for atoms in [ideal, *cells]:
        atoms.calc = Tersoff({("Si", "Si", "Si"): _TERSOFF})
        energies.append(atoms.get_potential_energy())
    expected = 1.5 * 8.617e-5 * 300 * 7
    assert np.mean(energies[1:]) - energies[0] == pytest.approx(expected, rel=0.4)


def test_pairs_differ_by_twice_the_step():
    cells = plan_cells([rattle(method="pair", step=0.02)], "here")
    assert cells.names[:2] == ("d-000-minus", "d-000-plus")
    positions = cells.positions.reshape(3, 2, 24)
    np.testing.assert_allclose(np.linalg.norm(positions[:, 1] - positions[:, 0], axis=1), 0.04, atol=1e-6)


def test_scans_go_through_volumes_and_ratios():
    table = SCAN | {"phase": "beta-tin", "volumes": [14.0, 15.0], "ratios": [0.5, 0.6]}
    cells = plan_cells([table], "here")
    assert cells.names == ("d-000", "d-001", "d-002", "d-003")
    volumes = np.linalg.det(cells.cells) / 8
    np.testing.assert_allclose(volumes, [14, 14, 15, 15], atol=1e-6)
    ratios = cells.cells[:, 2, 2] / 2 / cells.cells[:, 0, 0]
    np.testing.assert_allclose(ratios, [0.5, 0.6, 0.5, 0.6], atol=1e-6)
    assert set(cells.value("origin")) == {"scan"}
    assert set(cells.value("phase")) == {"beta-tin"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (SCAN | {"method": "melt"}, "unknown method 'melt'"),
        ({name: SCAN[name] for name in SCAN if name != "grid"}, "entry 'grid' is missing"),
        (SCAN | {"colour": "red"}, "unknown entries colour"),
        (SCAN | {"phase": "glass"}, "unknown phase 'glass'"),
        (rattle(temperature=-3), "-3"),
        (SCAN | {"method": "strain", "strain": [[0, 1], [1, 0]], "amounts": [0.1]}, "3 x 3"),
    ],
)
def test_mistakes_in_a_plan_are_named(table, message):
    with pytest.raises(ValueError, match=message):
        plan_cells([table], "here")
