"""A recipe of named molecules: multiplicities, the way to enthalpies of formation, mistakes."""

import json

import pytest
from ase.data import g2
from recipe_runs import InThisProcess

from qmlaw.molecules import Molecules
from qmlaw.reference import single_point
from qmlaw.reference.merge import merge
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe

RECIPE = """
kind = "named"
species = ["H2", "O2", "HCl"]
levels = ["GFN2-xTB", "HF/STO-3G"]
accuracy = "production"
"""
KCAL = 627.5094740631


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data") / "named"
    folder.mkdir()
    (folder / "recipe.toml").write_text(RECIPE)
    run_recipe(load_recipe(folder), InThisProcess())
    merge(load_recipe(folder))
    return folder


def test_all_are_the_148_of_g2_97(tmp_path):
    (tmp_path / "recipe.toml").write_text(RECIPE.replace('["H2", "O2", "HCl"]', '"all"'))
    names = [task.smiles for task in load_recipe(tmp_path).tasks]
    assert sorted(names) == sorted(g2.molecule_names + g2.atom_names)
    assert len(g2.molecule_names) == 148
    assert set(names[:14]) == set(g2.atom_names) and names[14] == "H2"


def test_multiplicity_is_that_of_the_set(folder):
    found = Molecules.from_hdf5(folder / "named.h5")
    assert found.names == ("H2", "O2", "HCl")
    assert list(found.value("multiplicity")) == [1, 3, 1]
    oxygen = found[1]
    triplet = single_point(oxygen, "HF/STO-3G", multiplicity=3).energy
    assert found.value("HF/STO-3G/energy", "hartree")[1] == pytest.approx(triplet, abs=1e-6)
    assert triplet < single_point(oxygen, "HF/STO-3G", multiplicity=1).energy


def test_enthalpy_of_formation_by_hand(folder):
    """HCl: measured atoms at 0 K, spin-orbit of chlorine 1.34 mhartree, ZPE, heating of gas and elements."""
    found = Molecules.from_hdf5(folder / "named.h5")
    atoms = json.loads((folder / "atoms.json").read_text())["HF/STO-3G"]
    total = found.value("HF/STO-3G/energy", "hartree")[2]
    bonding = total - atoms["H"] - atoms["Cl"]
    assert found.value("HF/STO-3G/atomization_energy", "hartree")[2] == pytest.approx(bonding)
    expected = (51.63 + 28.59) + (bonding + 1.34e-3) * KCAL + 4.1673 + 2.0739 - 1.01 - 1.10
    assert found.value("HF/STO-3G/formation_298", "kcal/mol")[2] == pytest.approx(expected, abs=1e-4)
    assert found.value("experiment", "kcal/mol")[2] == -22.1


MISTAKES = {
    "species": ('"O2"', '"O5"', "species O5 are not molecules of ASE's G2 set"),
    "atom": ('"O2"', '"O"', "species O are not molecules"),
    "level": ('"HF/STO-3G"', '"HF/STO-9G"', "unknown level of theory 'HF/STO-9G'"),
    "accuracy": ('"production"', '"sloppy"', "unknown accuracy 'sloppy'"),
    "missing": ('accuracy = "production"', "", "entry 'accuracy' is missing"),
    "unknown": ('accuracy = "production"', 'accuracy = "production"\nseed = 1', "unknown entries seed"),
}


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(tmp_path, old, new, message):
    (tmp_path / "recipe.toml").write_text(RECIPE.replace(old, new))
    with pytest.raises(ValueError, match=message):
        load_recipe(tmp_path)


def test_digest_knows_the_levels_and_the_accuracy(tmp_path):
    digests = set()
    for old, new in [("", ""), ('"HF/STO-3G"', '"HF/6-31G*"'), ("production", "tight")]:
        (tmp_path / "recipe.toml").write_text(RECIPE.replace(old, new))
        digests.add(load_recipe(tmp_path).settings.digest)
    assert len(digests) == 3
