"""A recipe of composite methods: what becomes of its records."""

import json

import pytest
from recipe_runs import InThisProcess

from qmlaw import datasets
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference.merge import merge
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe
from qmlaw.reference.shards import read_records

RECIPE = 'kind = "composites"\nmethods = ["G4(MP2)", "G4"]\nspecies = ["H2", "LiH"]\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data") / "thermo"
    folder.mkdir()
    (folder / "recipe.toml").write_text(RECIPE)
    run_recipe(load_recipe(folder), InThisProcess())
    merge(load_recipe(folder))
    return folder


def test_atoms_are_tasks_of_their_own(folder):
    assert [task.identifier for task in load_recipe(folder).tasks] == ["atom-H", "atom-Li", "H2", "LiH"]


def test_values(folder):
    """G4(MP2) of hydrogen is in a public table; that lithium has no G4 is recorded with the reason."""
    found = Molecules.from_hdf5(folder / "thermo.h5")
    hydrogen, lithium_hydride = found[0], found[1]
    assert found.names == ("H2", "LiH")
    assert found.value("G4(MP2)/formation_298", "kcal/mol")[0] == pytest.approx(-0.9913, abs=0.01)
    assert found.value("experiment", "kcal/mol")[1] == pytest.approx(33.3)
    assert list(found.value("G4(MP2)/known", "1")) == [1, 1]
    assert list(found.value("G4/known", "1")) == [1, 0]
    assert (len(hydrogen.positions), len(lithium_hydride.positions)) == (2, 2)
    atoms = json.loads((folder / "atoms.json").read_text())
    assert set(atoms["G4"]) == {"H"}
    assert atoms["G4(MP2)"]["Li"] == pytest.approx(-7.434837, abs=2e-6)


def test_total_and_atomization_energies_fit(folder):
    found = Molecules.from_hdf5(folder / "thermo.h5")
    atoms = json.loads((folder / "atoms.json").read_text())["G4(MP2)"]
    total, bound = (found.value(f"G4(MP2)/{name}", "hartree") for name in ("energy", "atomization_energy"))
    assert total[0] - bound[0] == pytest.approx(2 * atoms["H"])
    assert total[1] - bound[1] == pytest.approx(atoms["H"] + atoms["Li"])


def test_partial_failures_are_listed(folder):
    recipe = load_recipe(folder)
    listed = [line for record in read_records(recipe) for line in recipe.settings.failures(record)]
    assert len(listed) == 2
    assert all("mod-aug-cc-pV5Z has no functions for element 'Li'" in line for line in listed)


def test_terms_can_be_put_together_again(folder):
    record = next(r for r in read_records(load_recipe(folder)) if r["id"] == "H2")
    entry = record["methods"]["G4(MP2)"]
    assert sum(entry["parts"].values()) == pytest.approx(entry["energy"], abs=1e-12)
    assert entry["energies"]["CCSD(T)/6-31G(d)"] == pytest.approx(entry["parts"]["CCSD(T)/6-31G(d)"])


def test_stored_set_was_made_by_the_methods_as_they_are():
    """A term that changes its weights makes the stored energies those of another method."""
    recipe = load_recipe(data_folder() / "thermochemistry")
    assert {record["settings"] for record in read_records(recipe)} == {recipe.settings.digest}


MISTAKES = {
    "method": ('"G4"', '"G5"', "unknown composite method 'G5'"),
    "species": ('"LiH"', '"LiHe"', "species LiHe are not keys of ASE's G2 set"),
    "missing": ('methods = ["G4(MP2)", "G4"]', "", "entry 'methods' is missing"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(tmp_path, old, new, message):
    (tmp_path / "recipe.toml").write_text(RECIPE.replace(old, new))
    with pytest.raises(ValueError, match=message):
        load_recipe(tmp_path)


def test_card():
    assert "composite" in datasets.describe("thermochemistry").title.lower()
