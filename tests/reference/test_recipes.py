"""Recipes are checked when they are read; a failed molecule becomes a record with its reason."""

import numpy as np
import pytest

from qmlaw.reference.kinds import Task
from qmlaw.reference.levels import ACCURACIES
from qmlaw.reference.recipes import calculate, load_recipe


def test_tiny_recipe(tiny):
    recipe = load_recipe(tiny)
    assert recipe.name == "tiny"
    assert recipe.settings.levels == ("GFN2-xTB", "HF/STO-3G")
    assert recipe.tasks[:2] == (Task("atom-H", "[H]"), Task("atom-C", "[C]"))
    assert recipe.tasks[4:6] == (Task("h2", "[H][H]"), Task("water", "O"))
    assert load_recipe(tiny / "recipe.toml") == recipe


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"HF/STO-3G"]', '"HF/STO-4G"]', "unknown level of theory 'HF/STO-4G'"),
        ('"production"', '"sloppy"', "unknown accuracy 'sloppy'"),
        ("seed = 1", "sead = 1", "entry 'seed' is missing"),
        ("seed = 1", "seed = 1\nsead = 1", "unknown entries sead"),
        ('properties_level = "HF/STO-3G"', 'properties_level = "HF/6-31G*"', "is not one of the levels"),
    ],
)
def test_mistakes_in_a_recipe_are_named(tiny, old, new, message):
    path = tiny / "recipe.toml"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ValueError, match=message):
        load_recipe(tiny)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("CCO", "line 9: expected 'SMILES identifier', got 'CCO'"),
        ("CCO ../x", "line 9"),
        ("CCO water", "identifiers occur twice: water"),
        ("CCO atom-H", "identifiers occur twice: atom-H"),
    ],
)
def test_mistakes_in_the_list_are_named(tiny, line, message):
    with (tiny / "molecules.smi").open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(ValueError, match=message):
        load_recipe(tiny)


def test_digest_knows_what_the_names_mean(tiny, monkeypatch):
    settings = load_recipe(tiny).settings
    before = settings.digest
    assert load_recipe(tiny).settings.digest == before
    monkeypatch.setitem(ACCURACIES, "production", ACCURACIES["production"]._replace(energy_tolerance=1e-6))
    assert settings.digest != before


def test_record_of_a_molecule(tiny):
    record = calculate(Task("water", "O"), load_recipe(tiny).settings)
    assert record["status"] == "done"
    assert record["atomic_numbers"] == [8, 1, 1]
    assert np.shape(record["positions"]) == (3, 3)
    assert record["levels"]["HF/STO-3G"]["energy"] == pytest.approx(-74.964, abs=2e-3)
    assert {"homo", "lumo", "dipole", "polarizability"} <= set(record["levels"]["HF/STO-3G"])
    assert "homo" not in record["levels"]["GFN2-xTB"]


def test_failure_is_recorded_with_its_reason(tiny):
    record = calculate(Task("bad", "C1CC"), load_recipe(tiny).settings)
    assert record["status"] == "failed"
    assert record["reason"] == "ValueError: RDKit cannot read the SMILES 'C1CC'"
