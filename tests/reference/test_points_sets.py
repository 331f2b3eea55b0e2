"""The sets of points in the repository: random points are calculated again, forces are slopes of energies."""

import numpy as np
import pytest

from qmlaw.datasets.checks import findings
from qmlaw.datasets.flags import read_flags
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference import single_point
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.shards import read_records

SETS = ["conformers", "ladder_conformers"]
FUNCTIONAL = "ωB97X/6-31G(d)"


def load(name: str) -> Molecules:
    path = data_folder() / name / f"{name}.h5"
    if not path.exists():
        pytest.skip(f"{path} has not been computed yet")
    return Molecules.from_hdf5(path)


def chosen(molecules: Molecules, n: int, seed: int, largest: int) -> list[int]:
    """Random shaken points of small molecules."""
    small = np.flatnonzero((molecules.n_heavy <= largest) & (molecules.value("origin") == "normal modes"))
    return np.random.default_rng(seed).choice(small, n, replace=False).tolist()


def test_forces_are_slopes():
    molecules = load("conformers")
    random, step = np.random.default_rng(5), 5e-3
    for k in chosen(molecules, 4, seed=11, largest=2):
        atoms = molecules.to_ase()[k]
        direction = random.normal(size=(len(atoms), 3))
        direction /= np.linalg.norm(direction)
        energies = []
        for sign in (1, -1):
            moved = atoms.copy()
            moved.positions += sign * step * direction
            energies.append(single_point(moved, FUNCTIONAL).energy)
        rows = slice(molecules.offsets[k], molecules.offsets[k + 1])
        forces = molecules.value(f"{FUNCTIONAL}/forces", "hartree/angstrom")[rows]
        slope = (energies[0] - energies[1]) / (2 * step)
        # 0.002 hartree/Å: the grid, whose motion is left out of the forces.
        assert (forces * direction).sum() == pytest.approx(-slope, abs=2e-3), molecules.names[k]


@pytest.mark.parametrize("name", SETS)
def test_the_recipe_still_makes_these_numbers(name):
    molecules, settings = load(name), load_recipe(data_folder() / name).settings
    (k,) = chosen(molecules, 1, seed=7, largest=2)
    for level in settings.levels:
        again = single_point(molecules.to_ase()[k], level, accuracy=settings.accuracy)
        stored = molecules.value(f"{level}/energy", "hartree")[k]
        assert again.energy == pytest.approx(stored, abs=2e-6), (molecules.names[k], level)


@pytest.mark.parametrize("name", SETS)
def test_geometries_are_those_that_were_asked_for(name):
    molecules, asked = load(name), Molecules.from_hdf5(data_folder() / name / "geometries.h5")
    places = {point: k for k, point in enumerate(asked.names)}
    same = asked[[places[point] for point in molecules.names]]
    np.testing.assert_array_equal(molecules.positions, same.positions)
    np.testing.assert_array_equal(molecules.atomic_numbers, same.atomic_numbers)
    failed = sum(
        "failed" in point
        for record in read_records(load_recipe(data_folder() / name))
        for point in record.get("points", ())
    )
    assert failed <= 0.001 * len(asked)


@pytest.mark.parametrize("name", SETS)
def test_flags_are_about_what_is_there(name):
    """Every line of flags.csv answers for something in the geometries or the energies."""
    asked = Molecules.from_hdf5(data_folder() / name / "geometries.h5")
    found = findings(asked)
    for flag in read_flags(data_folder() / name / "flags.csv"):
        if flag.finding in ("duplicate", "bonds", "collision"):
            assert sum(flag.answers(finding) for finding in found) == flag.count, flag
