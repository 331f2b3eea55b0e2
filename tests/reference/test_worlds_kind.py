"""Recipes of worlds: every energy stands at its geometry and in its world."""

import numpy as np
import pytest
from ase.build import molecule
from recipe_runs import InThisProcess

from qmlaw.molecules import Molecules
from qmlaw.reference import ConvergenceError
from qmlaw.reference.counterfactual import WORLDS, solve
from qmlaw.reference.kinds import worlds
from qmlaw.reference.kinds.worlds import world_of
from qmlaw.reference.merge import merge
from qmlaw.reference.plans import plan_geometries
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe

COMMON = """
kind = "worlds"
geometries = "geometries.h5"
points_per_task = 2
worlds = ["real", "weak"]
basis = "STO-3G"

[[sampling]]
method = "minima"
molecules = "minima.h5"
identifiers = ["hydrogen", "water"]
"""
OWN = """
kind = "worlds"
geometries = "geometries.h5"
points_per_task = 2
worlds = ["own"]
basis = "STO-3G"

[[sampling]]
method = "modes in worlds"
molecules = "minima.h5"
identifiers = ["hydrogen"]
worlds = ["weak"]
basis = "STO-3G"
points = 2
temperature = 500
seed = 1
"""


@pytest.fixture
def folder(tmp_path):
    atoms = [molecule("H2"), molecule("H2O")]
    Molecules(
        [a.numbers for a in atoms],
        [np.round(a.positions, 4) for a in atoms],
        properties={"identifier": (["hydrogen", "water"], "1")},
        names=["[H][H]", "O"],
    ).to_hdf5(tmp_path / "minima.h5")
    return tmp_path


def made(folder, recipe: str) -> Molecules:
    (folder / "recipe.toml").write_text(recipe)
    plan_geometries(folder).to_hdf5(folder / "geometries.h5")
    run_recipe(load_recipe(folder), InThisProcess())
    return merge(load_recipe(folder))


def test_all_worlds_at_every_geometry(folder):
    found = made(folder, COMMON)
    assert found.names == ("hydrogen/minimum", "water/minimum")
    for k, atoms in enumerate(found.to_ase()):
        for world in ("real", "weak"):
            expected = solve(atoms, WORLDS[world])
            assert found.value(f"hf/{world}", "hartree")[k] == pytest.approx(expected.energy, abs=1e-8)
            assert found.value(f"mp2/{world}", "hartree")[k] == pytest.approx(expected.mp2_energy, abs=1e-7)
            assert found.value(f"stable/{world}")[k] == expected.stable


def test_the_world_of_the_geometry(folder):
    found = made(folder, OWN)
    assert found.names == tuple(f"hydrogen-in-weak/{x}" for x in ("minimum", "modes-000", "modes-001"))
    energies = found.value("hf/own", "hartree")
    assert energies.argmin() == 0
    assert energies[1] == pytest.approx(solve(found.to_ase()[1], WORLDS["weak"]).energy, abs=1e-8)


def test_what_does_not_converge_is_left_out_and_told(folder, monkeypatch):
    def fails_for_water(atoms, *settings):
        if len(atoms) == 3:
            raise ConvergenceError("no luck")
        return solve(atoms, *settings)

    monkeypatch.setattr(worlds, "solve", fails_for_water)
    assert made(folder, COMMON).names == ("hydrogen/minimum",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"weak"', '"odd"', "unknown world 'odd'"),
        ("STO-3G", "STO-99G", "unknown basis 'STO-99G'"),
        ("points_per_task = 2", "points_per_task = 0", "at least 1, not 0"),
    ],
)
def test_bad_recipes_are_refused(folder, old, new, message):
    (folder / "recipe.toml").write_text(COMMON)
    plan_geometries(folder).to_hdf5(folder / "geometries.h5")
    (folder / "recipe.toml").write_text(COMMON.replace(old, new))
    with pytest.raises(ValueError, match=message):
        load_recipe(folder)


def test_a_name_without_a_world_is_refused():
    assert world_of("2-0004-in-weak/modes-001") == "weak"
    with pytest.raises(ValueError, match="does not say in which world"):
        world_of("2-0004/minimum")
