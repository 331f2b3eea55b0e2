"""The table of composite methods: its rows, what it leaves out, what it says without the public tables."""

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.reproduce import composite


@pytest.fixture
def hydrogen_only(monkeypatch):
    monkeypatch.setattr(composite, "PUBLISHED_ATOMS", {"G2": {"H": -0.5}})


def test_without_the_public_tables(hydrogen_only, monkeypatch):
    monkeypatch.delenv("QMLAW_DATA", raising=False)
    lines = []
    table = composite.run((0,), lines.append)
    names = [row.name for row in table.rows]
    assert names[:2] == ["G2 atoms H", "G2 of water and its parts"]
    assert not [name for name in names if "enthalpies" in name]
    assert [note for note in table.notes if "g305_g4mp2.json is not in QMLAW_DATA" in note]
    assert all(row.met for row in table.rows[:2])
    assert lines == [f"G2 H: {table.rows[0].here:.1f} microhartree off"]


def test_with_the_public_tables(hydrogen_only, public_data):
    public_data("g305_g4mp2.json")
    found = datasets.load("thermochemistry")
    table = composite.run((0,), lambda line: None)
    rows = {row.name.split(",")[0]: row for row in table.rows}
    for method in ("G3", "G3(MP2)", "G4(MP2)"):
        row, by_molecule = rows[f"{method} enthalpies"], table.details[method]
        assert set(by_molecule) <= set(found.names)
        assert row.here == pytest.approx(np.mean(np.abs(list(by_molecule.values()))))
        assert row.met, f"{method}: {by_molecule}"
    assert "NH3" not in table.details["G4(MP2)"]
    assert "NH3" in table.details["G3"] or "NH3" not in found.names


def test_errors_against_experiment_are_those_of_the_set(hydrogen_only):
    found = datasets.load("thermochemistry")
    by_method = dict(composite._against_experiment(found))
    here = found.value("G4(MP2)/formation_298", "kcal/mol") - found.value("experiment", "kcal/mol")
    assert by_method["G4(MP2)"][found.names[0]] == pytest.approx(here[0])


def test_a_wrong_atom_misses_the_goal(monkeypatch):
    monkeypatch.setattr(composite, "PUBLISHED_ATOMS", {"G2": {"H": -0.500003}})
    row = composite.atoms_row("G2")
    assert (row.here, row.met) == (pytest.approx(3.0, abs=0.3), False)


NOT_IN_TABLE = {"G3": set(), "G3(MP2)": set(), "G4(MP2)": set()}
"""Molecules of the set that a public table lacks, by method."""


def test_published_molecules_that_are_covered(public_data):
    """Every finished molecule finds its one row in the public tables, or is known to have none."""
    for file, _ in composite.TABLES.values():
        public_data(file)
    found = datasets.load("thermochemistry")
    for method in composite.TABLES:
        known = found.value(f"{method}/known", "1").astype(bool)
        finished = {name for name, is_known in zip(found.names, known, strict=True) if is_known}
        wrong = {name for of, name in composite.WRONG if of == method}
        covered = set(dict(composite._differences(method, found)))
        assert finished - covered - wrong == NOT_IN_TABLE[method] & finished, method


def test_deviation_of_the_same_molecules():
    """Here 1 and 3 too high, published 0.5 and 1 too high; the second-row molecule does not count."""
    errors = {"H2O": 1.0, "CH4": 3.0, "HCl": 50.0}
    (row,) = composite.first_row("G3", errors, {"H2O": 0.5, "CH4": 2.0, "HCl": 0.0})
    assert (row.here, row.published) == (2.0, 0.75)
    assert row.goal == pytest.approx(1.05) and not row.met
    assert row.name == "G3 and experiment, first row, 2 molecules"


def test_deviation_of_another_set_where_there_is_no_table():
    (row,) = composite.first_row("G4", {"H2O": -1.0}, {})
    assert (row.here, row.published, row.met) == (1.0, 0.83, True)
    assert composite.first_row("FPA-TZ", {"H2O": 1.0}, {}) == []
    assert composite.first_row("G4", {"HCl": 1.0}, {}) == []


def test_few_molecules_are_said_to_be_few(hydrogen_only, public_data, monkeypatch):
    public_data("g305_g4mp2.json")
    monkeypatch.setattr(composite, "GOAL_MOLECULES", 1000)
    notes = composite.run((0,), lambda line: None).notes
    assert sum("molecules compared, 1000 are the goal" in note for note in notes) == 3
