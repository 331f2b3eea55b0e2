"""Recipes of points: every number stands at the geometry it was calculated for, whatever failed."""

import gzip
import json

import numpy as np
import pytest
from points_recipe import RECIPE, write_minima
from typer.testing import CliRunner

from qmlaw.cli_reference import reference_app
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference import ConvergenceError, single_point
from qmlaw.reference.kinds import Task, points
from qmlaw.reference.kinds.base import known_geometries
from qmlaw.reference.merge import merge
from qmlaw.reference.plans import plan_geometries
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe, unfinished
from qmlaw.reference.shards import read_records, shard_folder

LEVEL = "HF/STO-3G"


class InThisProcess:
    def map_unordered(self, function, tasks):
        yield from map(function, tasks)


@pytest.fixture
def folder(tmp_path):
    write_minima(tmp_path)
    (tmp_path / "recipe.toml").write_text(RECIPE)
    plan_geometries(tmp_path).to_hdf5(tmp_path / "geometries.h5")
    return tmp_path


def finish(folder, **options) -> Molecules:
    run_recipe(load_recipe(folder), InThisProcess(), **options)
    return merge(load_recipe(folder))


def forces_of(molecules: Molecules, k: int) -> np.ndarray:
    return molecules.value(f"{LEVEL}/forces", "hartree/angstrom")[
        molecules.offsets[k] : molecules.offsets[k + 1]
    ]


def test_tasks_are_parts_of_molecules_in_turn(folder):
    tasks = load_recipe(folder).tasks
    assert [task.identifier for task in tasks[:4]] == ["atom-H", "atom-C", "atom-N", "atom-O"]
    assert [task.identifier for task in tasks[4:]] == [
        *("water_0000", "hcn_0000", "water_0003", "hcn_0003", "water_0006")
    ]
    assert tasks[6].detail["names"] == ["water/modes-002", "water/modes-003", "water/stretch-0-1-0.900"]
    assert tasks[7].smiles == "C#N"


def test_every_number_belongs_to_its_geometry(folder):
    plan = Molecules.from_hdf5(folder / "geometries.h5")
    found = finish(folder)
    assert found.names == plan.names
    np.testing.assert_array_equal(found.positions, plan.positions)
    np.testing.assert_array_equal(found.atomic_numbers, plan.atomic_numbers)
    for name in plan.properties:
        assert found.value(name).tolist() == plan.value(name).tolist(), name
    of_atoms = json.loads((folder / "atoms.json").read_text())
    for k, atoms in enumerate(found.to_ase()):
        alone = single_point(atoms, LEVEL, forces=True)
        assert found.value(f"{LEVEL}/energy", "hartree")[k] == pytest.approx(alone.energy, abs=1e-7)
        np.testing.assert_allclose(forces_of(found, k), alone.forces, atol=1e-5)
        separate = sum(of_atoms[LEVEL][symbol] for symbol in atoms.get_chemical_symbols())
        bonding = found.value(f"{LEVEL}/atomization_energy", "hartree")[k]
        assert bonding == pytest.approx(alone.energy - separate, abs=1e-7)
    assert f"{LEVEL}/hf_energy" not in found.properties
    assert "GFN2-xTB/forces" not in found.properties


def test_forces_are_minus_the_slope_of_the_stored_energies(folder):
    """An independent look at signs and units: two geometries a little apart."""
    found = finish(folder)
    k = found.names.index("hcn/minimum")
    atoms, step = found.to_ase()[k], 1e-3
    energies = []
    for sign in (1, -1):
        moved = atoms.copy()
        moved.positions[0, 2] += sign * step
        energies.append(single_point(moved, LEVEL, accuracy="tight").energy)
    slope = (energies[0] - energies[1]) / (2 * step)
    assert forces_of(found, k)[0, 2] == pytest.approx(-slope, abs=1e-4)


def test_only_suspects_are_tested_for_stability(folder, monkeypatch):
    tested, calculate = [], points.energies

    def watched(atoms, levels, accuracy, *, forces=(), stability=()):
        tested.append(stability)
        return calculate(atoms, levels, accuracy, forces=forces, stability=stability)

    monkeypatch.setattr(points, "energies", watched)
    found = finish(folder)
    assert tested.count((LEVEL,)) == 1 and tested.count(()) == len(tested) - 1
    stable = dict(zip(found.names, found.value(f"{LEVEL}/stable"), strict=True))
    assert stable.pop("water/stretch-0-1-2.500") == 0  # a broken O-H bond
    assert set(stable.values()) == {1}


@pytest.fixture
def one_fails(monkeypatch):
    """The second sampled geometry of water does not converge."""
    calculate = points.energies

    def sometimes(atoms, levels, accuracy, **options):
        if np.allclose(atoms.positions, sometimes.bad, atol=1e-9):
            raise ConvergenceError("made up")
        return calculate(atoms, levels, accuracy, **options)

    sometimes.bad = np.nan
    monkeypatch.setattr(points, "energies", sometimes)
    return sometimes


def test_a_point_that_fails_is_left_out_and_the_others_keep_their_numbers(folder, one_fails):
    plan = Molecules.from_hdf5(folder / "geometries.h5")
    bad = plan.names.index("water/modes-001")
    one_fails.bad = plan[bad].positions
    found = finish(folder)
    (record,) = (record for record in read_records(load_recipe(folder)) if record["id"] == "water_0000")
    assert record["status"] == "done"
    assert record["points"][2] == {"name": "water/modes-001", "failed": "made up"}
    assert found.names == tuple(name for name in plan.names if name != "water/modes-001")
    for k in (bad, len(found) - 1):  # behind the gap
        alone = single_point(found.to_ase()[k], LEVEL, forces=True)
        assert found.value(f"{LEVEL}/energy", "hartree")[k] == pytest.approx(alone.energy, abs=1e-7)
        np.testing.assert_allclose(forces_of(found, k), alone.forces, atol=1e-5)


def test_status_names_points_that_failed(folder, one_fails):
    plan = Molecules.from_hdf5(folder / "geometries.h5")
    one_fails.bad = plan[plan.names.index("water/modes-001")].positions
    finish(folder)
    output = CliRunner().invoke(reference_app, ["status", str(folder)]).output
    assert "water/modes-001: made up" in output


def test_failed_points_are_repeated_on_request(folder, one_fails):
    plan = Molecules.from_hdf5(folder / "geometries.h5")
    one_fails.bad = plan[plan.names.index("water/modes-001")].positions
    assert len(finish(folder)) == len(plan) - 1
    one_fails.bad = np.nan
    recipe = load_recipe(folder)
    assert unfinished(recipe) == []
    assert [task.identifier for task in unfinished(recipe, retry_failed=True)] == ["water_0000"]
    assert finish(folder, retry_failed=True).names == plan.names


def test_other_errors_fail_the_task_with_its_reason(folder, monkeypatch):
    def broken(*arguments, **options):
        raise OSError("no space left")

    run_recipe(load_recipe(folder), InThisProcess(), limit=5)
    monkeypatch.setattr(points, "energies", broken)
    run_recipe(load_recipe(folder), InThisProcess(), limit=1)
    (record,) = (r for r in read_records(load_recipe(folder)) if r["status"] == "failed")
    assert (record["id"], record["reason"]) == ("hcn_0000", "OSError: no space left")
    assert set(merge(load_recipe(folder)).names) == {"water/minimum", "water/modes-000", "water/modes-001"}


def test_a_part_is_a_set_already(folder):
    """Merged before the end: fewer points, none of them wrong; the rest comes later."""
    early = finish(folder, limit=6)
    assert len(early) == 6
    late = finish(folder)
    assert len(late) == 13
    places = [late.names.index(name) for name in early.names]
    np.testing.assert_array_equal(early.value(f"{LEVEL}/energy"), late.value(f"{LEVEL}/energy")[places])


def test_atoms_only_are_no_set(folder):
    with pytest.raises(ValueError, match="no finished points"):
        finish(folder, limit=4)


def test_other_geometries_are_refused(folder):
    """Records remember their geometries: neither new positions nor another cut into tasks is mixed in."""
    finish(folder)
    plan = Molecules.from_hdf5(folder / "geometries.h5")
    moved = plan.positions.copy()
    moved[4, 2] += 1e-6
    pieces = np.split(moved, plan.offsets[1:-1])
    numbers = [molecule.atomic_numbers for molecule in plan]
    Molecules(numbers, pieces, properties=plan.properties, names=plan.names).to_hdf5(folder / "geometries.h5")
    with pytest.raises(ValueError, match="water_0000 of .* was made for other geometries than the recipe"):
        read_records(load_recipe(folder))
    plan.to_hdf5(folder / "geometries.h5")
    read_records(load_recipe(folder))
    path = folder / "recipe.toml"
    path.write_text(path.read_text().replace("points_per_task = 3", "points_per_task = 2"))
    with pytest.raises(ValueError, match="was made for other geometries"):
        read_records(load_recipe(folder))


def test_packed_records_are_enough(folder):
    expected = finish(folder)
    for path in shard_folder(load_recipe(folder)).glob("*.json"):
        path.unlink()
    assert unfinished(load_recipe(folder)) == []
    with gzip.open(folder / "records.jsonl.gz", "rt", encoding="utf-8") as file:
        assert len(list(file)) == 9
    assert merge(load_recipe(folder)) == expected


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('forces = ["HF/STO-3G"]', 'forces = ["HF/6-31G*"]', r"forces asks for HF/6-31G\*, which is not one"),
        ('stability = ["HF/STO-3G"]', 'stability = ["PBE/6-31G*"]', "stability asks for PBE"),
        ("points_per_task = 3", "points_per_task = 0", "points_per_task must be at least 1, not 0"),
        ("points_per_task = 3", "", "entry 'points_per_task' is missing"),
        ('"geometries.h5"', '"others.h5"', "others.h5 does not exist; make it with qmlaw reference sample"),
        ('kind = "points"', 'kind = "dots"', "unknown kind 'dots'; allowed are molecules, points"),
        ("points_per_task = 3", "points_per_task = 3\nseed = 1", "unknown entries seed"),
    ],
)
def test_mistakes_in_a_recipe_are_named(folder, old, new, message):
    path = folder / "recipe.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ValueError, match=message):
        load_recipe(folder)


def test_what_is_part_of_the_settings(folder):
    """The cut into tasks and the place of the file are not; levels, forces and accuracy are."""
    before = load_recipe(folder).settings.digest
    path, recipe = folder / "recipe.toml", (folder / "recipe.toml").read_text()
    path.write_text(recipe.replace("points_per_task = 3", "points_per_task = 7"))
    assert load_recipe(folder).settings.digest == before
    for old, new in (
        ('forces = ["HF/STO-3G"]', ""),
        ('stability = ["HF/STO-3G"]', ""),
        ('"GFN2-xTB", ', ""),
        ("production", "tight"),
    ):
        path.write_text(recipe.replace(old, new))
        assert load_recipe(folder).settings.digest != before, old


@pytest.mark.parametrize(
    "name", ["equilibrium", "equilibrium_6", "ladder", "conformers", "ladder_conformers"]
)
def test_records_in_the_repository_still_fit_their_recipes(name):
    """A change of the code that would orphan finished calculations is caught here."""
    recipe = load_recipe(data_folder() / name)
    settings = {record["settings"] for record in read_records(recipe)}
    assert settings <= {recipe.settings.digest}


def test_input_digest_knows_every_digit():
    task = Task("water", "O", {"positions": [[0.0, 0.0, 0.1]]})
    assert Task("water", "O").input_digest is None
    assert task.input_digest == Task("other", "C", {"positions": [[0.0, 0.0, 0.1]]}).input_digest
    assert task.input_digest != Task("water", "O", {"positions": [[0.0, 0.0, 0.1000000001]]}).input_digest


def test_geometries_of_another_set(folder):
    (task,) = known_geometries(folder / "minima.h5", [Task("hcn", "C#N")])
    minima = Molecules.from_hdf5(folder / "minima.h5")
    assert task.detail["atomic_numbers"] == minima[1].atomic_numbers.tolist()
    np.testing.assert_array_equal(task.detail["positions"], minima[1].positions)
    with pytest.raises(ValueError, match="minima.h5 has no molecule ethane"):
        known_geometries(folder / "minima.h5", [Task("ethane", "CC")])
    with pytest.raises(ValueError, match="hcn is C#N in .*minima.h5, but N#C in this recipe"):
        known_geometries(folder / "minima.h5", [Task("hcn", "N#C")])


def test_a_recipe_of_molecules_with_known_geometries(folder):
    (folder / "molecules.smi").write_text("O water\nC#N hcn\n")
    (folder / "recipe.toml").write_text(
        'molecules = "molecules.smi"\nelements = ["H", "C", "N", "O"]\nlevels = ["HF/STO-3G"]\n'
        'accuracy = "production"\n[geometry]\nfrom = "minima.h5"\n'
    )
    found, minima = finish(folder), Molecules.from_hdf5(folder / "minima.h5")
    assert found.names == ("O", "C#N")
    np.testing.assert_array_equal(found.positions, minima[:2].positions)
    moved = Molecules(
        [molecule.atomic_numbers for molecule in minima],
        [molecule.positions + [0, 0, 0.1] for molecule in minima],
        properties=minima.properties,
        names=minima.names,
    )
    moved.to_hdf5(folder / "minima.h5")
    with pytest.raises(ValueError, match="water of .* was made for other geometries"):
        read_records(load_recipe(folder))
