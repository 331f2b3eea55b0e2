"""The tables [[sampling]] of a recipe: what they make, and that their mistakes are named."""

import numpy as np
import pytest
from points_recipe import RECIPE, write_minima
from typer.testing import CliRunner

from qmlaw.cli_reference import reference_app
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference.plans import plan_geometries


@pytest.fixture
def folder(tmp_path):
    write_minima(tmp_path)
    (tmp_path / "recipe.toml").write_text(RECIPE)
    return tmp_path


def test_what_a_plan_makes(folder):
    plan = plan_geometries(folder)
    assert plan.names == (
        *("water/minimum", "water/modes-000", "water/modes-001", "water/modes-002", "water/modes-003"),
        *("hcn/minimum", "hcn/modes-000", "hcn/modes-001", "hcn/modes-002", "hcn/modes-003"),
        *("water/stretch-0-1-0.900", "water/stretch-0-1-2.500", "water/torsion-0-2-090"),
    )
    assert plan.value("molecule").tolist() == ["water"] * 5 + ["hcn"] * 5 + ["water"] * 3
    assert plan.value("smiles").tolist() == ["O"] * 5 + ["C#N"] * 5 + ["O"] * 3
    assert plan.value("origin").tolist() == (
        (["minimum"] + ["normal modes"] * 4) * 2 + ["stretch"] * 2 + ["torsion"]
    )
    assert plan.value("temperature", "K").tolist() == ([0] + [500] * 4) * 2 + [0] * 3
    assert plan.value("stretch").tolist() == [1] * 10 + [0.9, 2.5, 1]
    assert plan.value("torsion", "degree").tolist() == [0] * 12 + [90]
    assert plan.value("suspect").tolist() == [0] * 11 + [1, 0]


def test_minima_are_those_of_the_other_set(folder):
    plan, minima = plan_geometries(folder), Molecules.from_hdf5(folder / "minima.h5")
    for k, name in ((0, "water/minimum"), (1, "hcn/minimum")):
        found = plan[plan.names.index(name)]
        assert found.atomic_numbers.tolist() == minima[k].atomic_numbers.tolist()
        np.testing.assert_array_equal(found.positions, minima[k].positions)


def test_stretches_have_the_lengths_they_say(folder):
    plan = plan_geometries(folder)
    lengths = {
        name: np.linalg.norm(plan[k].positions[1] - plan[k].positions[0]) for k, name in enumerate(plan.names)
    }
    for ratio in (0.9, 2.5):
        stretched = lengths[f"water/stretch-0-1-{ratio:.3f}"]
        assert stretched / lengths["water/minimum"] == pytest.approx(ratio, abs=1e-5)


def test_positions_are_stored_as_they_are_calculated(folder):
    """Six decimals: the file and the record cannot differ by a rounding."""
    positions = plan_geometries(folder).positions
    np.testing.assert_array_equal(positions, np.round(positions, 6))


def test_the_same_seed_makes_the_same_geometries(folder):
    first, again = plan_geometries(folder), plan_geometries(folder / "recipe.toml")
    assert first.names == again.names
    np.testing.assert_allclose(first.positions, again.positions, atol=2e-6)


def test_a_molecule_has_its_own_chance(folder):
    """Leaving a molecule out, or asking for more points, changes nothing for the others."""
    whole = plan_geometries(folder)
    path = folder / "recipe.toml"
    path.write_text(
        path.read_text().replace('["water", "hcn"]', '["hcn"]').replace("points = 4", "points = 6")
    )
    part = plan_geometries(folder)
    for k in range(4):
        one, two = (plan[plan.names.index(f"hcn/modes-{k:03d}")].positions for plan in (whole, part))
        np.testing.assert_allclose(one, two, atol=2e-6)


def test_by_size(folder):
    path = folder / "recipe.toml"
    path.write_text(path.read_text().replace('identifiers = ["water", "hcn"]', "heavy_atoms = 2"))
    modes = [name for name in plan_geometries(folder).names if "modes" in name]
    assert {name.split("/")[0] for name in modes} == {"hcn"}


MISTAKES = {
    "unknown method": (
        '"torsion"',
        '"twist"',
        "sampling 3: unknown method 'twist'; allowed are normal modes, stretch",
    ),
    "no method": ('method = "stretch"\n', "", "sampling 2: unknown method None"),
    "missing entry": ("temperature = 500\n", "", "sampling 1: entry or molecule 'temperature' is missing"),
    "missing list": ("angles = [90]\n", "", "sampling 3: entry or molecule 'angles' is missing"),
    "no molecules": ('molecules = "minima.h5"\n', "", "sampling 1: entry or molecule 'molecules' is missing"),
    "neither size nor names": (
        'identifiers = ["water", "hcn"]\n',
        "",
        "entry or molecule 'heavy_atoms' is missing",
    ),
    "both size and names": (
        "points = 4",
        "points = 4\nheavy_atoms = 1",
        "sampling 1: unknown entries heavy_atoms",
    ),
    "unknown entry": ("seed = 1", "seed = 1\nsead = 1", "sampling 1: unknown entries sead"),
    "unknown molecule": ('"hcn"', '"hnc"', "entry or molecule 'hnc' is missing"),
    "no molecule of the size": (
        'identifiers = ["water", "hcn"]',
        "heavy_atoms = 7",
        "no molecule of 7 heavy atoms",
    ),
    "a temperature that is none": ("= 500", "= -5", "sampling 1: temperature must be above 0 K, not -5"),
    "no bond": ('["water", 0, 1]', '["water", 1, 2]', "sampling 2: atoms 1 and 2 of H2O are not bonded"),
    "a ring": ('["water", 0, 1]', '["ring", 0, 1]', "sampling 2: the bond 0-1 of C3H6 lies in a ring"),
    "a length that is none": ("0.9, ", "0, ", "sampling 2: ratio must be above 0, not 0"),
    "one geometry twice": ("[90]", "[90, 90]", "water/torsion-0-2-090 is asked for twice"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_named(folder, old, new, message):
    path = folder / "recipe.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ValueError, match=message):
        plan_geometries(folder)
    result = CliRunner().invoke(reference_app, ["sample", str(folder)])
    assert result.exit_code == 2
    assert not (folder / "geometries.h5").exists()


def test_no_plan(folder):
    (folder / "recipe.toml").write_text('kind = "points"\n')
    with pytest.raises(ValueError, match=r"recipe.toml has no table \[\[sampling\]\]"):
        plan_geometries(folder)


def test_the_set_it_starts_from_is_missing(folder):
    (folder / "minima.h5").unlink()
    with pytest.raises(FileNotFoundError, match="minima.h5"):
        plan_geometries(folder)
    assert CliRunner().invoke(reference_app, ["sample", str(folder)]).exit_code == 2


def test_the_ladder_stands_at_the_first_points_of_conformers():
    """Both sets can be compared point by point, as the card says."""
    ladder, conformers = (
        Molecules.from_hdf5(data_folder() / name / "geometries.h5")
        for name in ("ladder_conformers", "conformers")
    )
    places = {name: k for k, name in enumerate(conformers.names)}
    same = conformers[[places[name] for name in ladder.names]]
    np.testing.assert_array_equal(same.atomic_numbers, ladder.atomic_numbers)
    np.testing.assert_allclose(same.positions, ladder.positions, atol=2e-6)
