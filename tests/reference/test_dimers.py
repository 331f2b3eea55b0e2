"""Pairs of water molecules: where they are put, TIP4P, ghosts, and interaction energies."""

import tomllib

import numpy as np
import pytest
from ase import Atoms
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.spatial.transform import Rotation

from qmlaw.molecules import Molecules
from qmlaw.reference import Level, dimers, single_point
from qmlaw.reference.interaction import interaction
from qmlaw.reference.kinds.dimers import DimersKind
from qmlaw.reference.merge import merge
from qmlaw.reference.plans import plan_geometries
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe
from qmlaw.units import BOHR_TO_ANGSTROM, EBOHR_TO_DEBYE, HARTREE_TO_KCAL_MOL

LEVEL = "MP2/6-31G**"
HARTREE_FOCK = Level("HF/6-31G**", "hf", "6-31G(d,p)")
HYDROGEN_BOND = (55, 0), (90, 105, 0)

degrees = st.floats(-360, 360)


def tip4p(atoms):
    return dimers.tip4p(atoms.positions[None])[0] * HARTREE_TO_KCAL_MOL


@given(st.floats(2, 20), degrees, degrees, degrees, degrees, degrees)
def test_a_pair_is_two_rigid_molecules(distance, polar, azimuth, alpha, beta, gamma):
    atoms = dimers.pair(distance, (polar, azimuth), (alpha, beta, gamma))
    assert atoms.get_distance(0, 3) == pytest.approx(distance)
    for oxygen in (0, 3):
        for hydrogen in (1, 2):
            assert atoms.get_distance(oxygen, oxygen + hydrogen) == pytest.approx(0.9572)
        assert atoms.get_angle(oxygen + 1, oxygen, oxygen + 2) == pytest.approx(104.52)


@given(st.integers(0, 2**32 - 1))
def test_tip4p_knows_neither_frame_nor_order(seed):
    random = np.random.default_rng(seed)
    atoms = dimers.pair(random.uniform(2.5, 8), random.uniform(0, 180, 2), random.uniform(0, 360, 3))
    energy = tip4p(atoms)
    turned = Rotation.random(rng=random).apply(atoms.positions) + random.normal(size=3)
    assert tip4p(Atoms("OHHOHH", turned)) == pytest.approx(energy, abs=1e-8)
    assert tip4p(atoms[[3, 4, 5, 0, 1, 2]]) == pytest.approx(energy, abs=1e-8)
    assert tip4p(atoms[[0, 2, 1, 3, 5, 4]]) == pytest.approx(energy, abs=1e-8)


def test_tip4p_has_its_published_minimum():
    # Jorgensen et al., J. Chem. Phys. 79, 926 (1983): -6.24 kcal/mol at 2.75 Å.
    best = minimize(
        lambda x: tip4p(dimers.pair(x[0], (x[1], 0), (90, x[2], 0))), [2.8, 52, 90], method="Nelder-Mead"
    )
    assert best.fun == pytest.approx(dimers.TIP4P_MINIMUM, abs=0.01)
    assert best.x[0] == pytest.approx(2.75, abs=0.01)


def test_draws_are_spread_and_repeatable():
    drawn = np.array([atoms.positions for atoms in dimers.draw_pairs(2000, (2.4, 8.0), seed=1)])
    again = np.array([atoms.positions for atoms in dimers.draw_pairs(2000, (2.4, 8.0), seed=1)])
    np.testing.assert_array_equal(drawn, again)
    other = np.array([atoms.positions for atoms in dimers.draw_pairs(2000, (2.4, 8.0), seed=2)])
    assert not np.allclose(drawn, other)
    axis = drawn[:, 3]
    distance = np.linalg.norm(axis, axis=1)
    assert 2.4 <= distance.min() and distance.max() <= 8
    far = distance > 4  # where no pair is refused
    inverse = 1 / distance[far]
    assert np.mean(inverse) == pytest.approx((1 / 8 + 1 / 4) / 2, abs=0.003)
    np.testing.assert_allclose((axis[far] / distance[far, None]).mean(axis=0), 0, atol=0.03)
    bisector = (drawn[far, 4] + drawn[far, 5]) / 2 - drawn[far, 3]
    np.testing.assert_allclose(bisector.mean(axis=0), 0, atol=0.03)


def test_no_two_molecules_touch():
    for atoms in dimers.draw_pairs(300, (2.4, 3.0), seed=1):
        distances = atoms.get_all_distances()[:3, 3:]
        assert distances[0, 0] >= 2.4 - 1e-9
        assert min(distances[0, 1:].min(), distances[1:, 0].min()) >= dimers.CLOSEST_OXYGEN_HYDROGEN
        assert distances[1:, 1:].min() >= dimers.CLOSEST_HYDROGENS


def test_warmth_decides_what_is_kept():
    cold, warm, all_alike = (
        np.mean([tip4p(atoms) for atoms in dimers.draw_pairs(500, (2.4, 5.0), 1, temperature)])
        for temperature in (300, 1000, None)
    )
    assert cold < -4 < warm < -1 < all_alike


@pytest.mark.parametrize(
    ("distances", "temperature", "message"),
    [((5.0, 2.4), None, "5.0 and 2.4"), ((0.0, 5.0), None, "0.0 and 5.0"), ((2.4, 5.0), 0, "not 0")],
)
def test_nonsense_is_refused(distances, temperature, message):
    with pytest.raises(ValueError, match=message):
        dimers.draw_pairs(1, distances, 1, temperature)


def test_ghosts_lend_functions_and_nothing_else():
    atoms = dimers.pair(2.9, *HYDROGEN_BOND)
    alone = single_point(atoms[:3], HARTREE_FOCK, accuracy="tight").energy
    helped = single_point(atoms, HARTREE_FOCK, accuracy="tight", ghosts=[3, 4, 5]).energy
    assert -0.01 < helped - alone < -1e-4  # variational: more functions, less energy
    far = dimers.pair(60, *HYDROGEN_BOND)
    assert single_point(far, LEVEL, accuracy="tight", ghosts=range(3, 6)).energy == pytest.approx(
        single_point(far[:3], LEVEL, accuracy="tight").energy, abs=1e-8
    )


@pytest.mark.parametrize(
    ("level", "options", "message"),
    [
        (LEVEL, {"ghosts": [6]}, r"\[6\] are not among atoms 0 to 5"),
        ("GFN2-xTB", {"ghosts": [3, 4, 5]}, "GFN2-xTB"),
        ("HF/6-31G*", {"ghosts": [3, 4, 5], "forces": True}, "forces=True"),
    ],
)
def test_ghosts_where_they_cannot_be(level, options, message):
    with pytest.raises(ValueError, match=message):
        single_point(dimers.pair(2.9, *HYDROGEN_BOND), level, **options)


def test_interaction_does_not_know_which_molecule_is_first():
    atoms = dimers.pair(2.9, *HYDROGEN_BOND)
    one = interaction(atoms, 3, LEVEL, "tight")
    other = interaction(atoms[[3, 4, 5, 0, 1, 2]], 3, LEVEL, "tight")
    for name in set(one) - {"seconds", "cpu_seconds"}:
        assert one[name] == pytest.approx(other[name], abs=2e-8), name


def test_interaction_is_a_difference_of_energies():
    atoms = dimers.pair(2.9, *HYDROGEN_BOND)
    values = interaction(atoms, 3, LEVEL, "tight")
    parts = [single_point(part, LEVEL, accuracy="tight").energy for part in (atoms[:3], atoms[3:])]
    assert values["interaction_energy"] == pytest.approx(values["energy"] - sum(parts), abs=1e-9)
    assert values["hf_interaction_energy_cp"] > values["hf_interaction_energy"]
    assert values["interaction_energy_cp"] > values["interaction_energy"]
    with pytest.raises(ValueError, match="between 1 and 5, not 6"):
        interaction(atoms, 6, LEVEL, "tight")


def test_far_apart_only_the_dipoles_are_left():
    # E = [m1.m2 - 3 (m1.e)(m2.e)] / R^3; next in order are the quadrupoles, 1/R^4.
    distance = 40.0
    for direction, orientation in (((90, 90), (0, 180, 0)), ((0, 0), (30, 0, 0)), ((40, 20), (10, 80, 200))):
        atoms = dimers.pair(distance, direction, orientation)
        values = interaction(atoms, 3, LEVEL, "tight")
        moments = [
            single_point(part, HARTREE_FOCK, accuracy="tight", properties=True).dipole / EBOHR_TO_DEBYE
            for part in (atoms[:3], atoms[3:])
        ]
        axis = atoms.positions[3] / distance
        along = (moments[0] @ axis) * (moments[1] @ axis)
        expected = (moments[0] @ moments[1] - 3 * along) / (distance / BOHR_TO_ANGSTROM) ** 3
        assert values["hf_interaction_energy_cp"] == pytest.approx(expected, rel=0.05)
        # Correlation makes the dipole of water smaller, and with it the interaction.
        assert 0.8 < values["interaction_energy_cp"] / values["hf_interaction_energy_cp"] < 1


RECIPE = """
kind = "dimers"
geometries = "geometries.h5"
points_per_task = 2
levels = ["GFN2-xTB", "MP2/6-31G**"]
accuracy = "tight"

[[sampling]]
method = "rigid dimers"
points = 2
distances = [2.6, 4.0]
temperature = 300
seed = 1

[[sampling]]
method = "dimer scan"
pairs = [["hydrogen-bond", [55, 0], [90, 105, 0]]]
distances = [2.9]
"""


@pytest.fixture
def tiny_dimers(tmp_path):
    """Folder of a recipe with three pairs."""
    folder = tmp_path / "tiny_dimers"
    folder.mkdir()
    (folder / "recipe.toml").write_text(RECIPE)
    plan_geometries(folder).to_hdf5(folder / "geometries.h5")
    return folder


class Here:
    def map_unordered(self, function, tasks):
        return map(function, tasks)


def test_a_recipe_of_dimers(tiny_dimers):
    recipe = load_recipe(tiny_dimers)
    assert isinstance(recipe.settings, DimersKind)
    assert run_recipe(recipe, Here()) == 2
    merge(recipe)
    pairs = Molecules.from_hdf5(tiny_dimers / "tiny_dimers.h5")
    assert pairs.names == (
        "water-dimer/300K-0000", "water-dimer/300K-0001", "water-dimer/hydrogen-bond-02.90",
    )  # fmt: skip
    assert pairs.value("oxygen_distance", "angstrom")[2] == pytest.approx(2.9)
    assert pairs.value(f"{LEVEL}/interaction_energy_cp", "kcal/mol")[2] == pytest.approx(-4.97, abs=0.1)
    assert "GFN2-xTB/interaction_energy" in pairs.properties
    assert "GFN2-xTB/interaction_energy_cp" not in pairs.properties


@pytest.mark.parametrize("line", ['elements = ["H"]', 'forces = ["HF/STO-3G"]', 'stability = ["HF/STO-3G"]'])
def test_what_has_no_place_in_a_recipe_of_dimers(tiny_dimers, line):
    path = tiny_dimers / "recipe.toml"
    path.write_text(path.read_text().replace("accuracy", f"{line}\naccuracy", 1))
    assert tomllib.loads(path.read_text())
    with pytest.raises(ValueError, match=f"no {line.split()[0]}"):
        load_recipe(tiny_dimers)
