"""The set g2_97 as stored: experiments as published, B3LYP as good as published, nothing left to do."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms

from qmlaw import datasets, units
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import unfinished
from qmlaw.reference.shards import read_records
from qmlaw.reference.thermochemistry import SCALES, spin_orbit_energy

FOLDER = Path(__file__).resolve().parents[2] / "data" / "g2_97"
LARGE = "B3LYP/6-311+G(3df,2p)"


@pytest.fixture(scope="module")
def found():
    return datasets.load("g2_97")


def test_complete(found):
    recipe = load_recipe(FOLDER)
    assert len(found) == 148
    assert unfinished(recipe, retry_failed=True) == []
    assert {record["settings"] for record in read_records(recipe)} == {recipe.settings.digest}
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 1e6


def test_experiments_are_those_of_another_copy_of_the_set(found, public_data):
    tables = json.loads(public_data("g2_97_g3_tables.json").read_text())
    theirs = Counter(
        (Atoms(tables["geometries"][s["geom"]]["symbols"]).get_chemical_formula(), s["expt_dHf298"])
        for s in tables["species"]
    )
    here = zip(found, found.value("experiment", "kcal/mol"), strict=True)
    assert Counter((Atoms(m.atomic_numbers).get_chemical_formula(), float(e)) for m, e in here) == theirs


def test_zero_point_energies_are_those_of_b3lyp_scaled(found, public_data):
    """Eight molecules of QM9, at the same level; the factor is that of G4."""
    zero_point = dict(zip(found.names, found.value("zero_point_energy", "hartree"), strict=True))
    for molecule in json.loads(public_data("qm9_first8.json").read_text())["molecules"]:
        name = {"CH2O": "H2CO"}.get(molecule["name"], molecule["name"])
        scaled = SCALES["B3LYP/6-31G(2df,p)"] * molecule["zpve_hartree"]
        assert zero_point[name] == pytest.approx(scaled, abs=1e-5), name


def test_b3lyp_is_as_good_as_published(found):
    """Curtiss et al. 1997: mean absolute deviation 3.11, largest 20.1, with other zero-point energies.

    That is without spin-orbit energies; with them the chlorides are further off.
    """
    spin_orbit = [
        sum(spin_orbit_energy(symbol) for symbol in Atoms(m.atomic_numbers).get_chemical_symbols())
        for m in found
    ]
    calculated = found.value(f"{LARGE}/formation_298", "kcal/mol")
    without = calculated + np.array(spin_orbit) * units.HARTREE_TO_KCAL_MOL
    deviations = np.abs(without - found.value("experiment", "kcal/mol"))
    assert deviations.mean() == pytest.approx(3.11, abs=0.25)
    assert deviations.max() == pytest.approx(20.1, abs=1.0)


def test_what_is_bound(found):
    """All molecules at every level but Hartree-Fock, which unbinds F2 and a few others."""
    for level in ("GFN2-xTB", "PBE/6-31G*", "MP2/6-31G*", "B3LYP/6-31G(2df,p)", LARGE):
        assert (found.value(f"{level}/atomization_energy", "hartree") < 0).all(), level
    unbound = np.array(found.names)[found.value("HF/6-31G*/atomization_energy", "hartree") > 0]
    assert {"F2", "O3"} <= set(unbound) and len(unbound) < 10
