"""The table of delta learning at small scale: rows, baselines, no test energy in any choice."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.leaks import distinct
from qmlaw.reproduce import delta, delta_ladder, delta_qm7
from qmlaw.reproduce.measured import Measured, collect

STORED = Path(__file__).resolve().parents[2] / "data" / "reproduce" / "delta.json"


@pytest.fixture
def small_qm7(public_data, monkeypatch):
    molecules = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz"))
    order = np.random.default_rng(8).permutation(len(molecules))
    few = molecules[np.concatenate([np.flatnonzero(molecules.n_heavy <= 5)[::2], order[:260]])]
    monkeypatch.setattr(delta_qm7, "SIZES", (100, 200))
    monkeypatch.setattr(delta_qm7, "MAX_HEAVY", (4, 5))
    monkeypatch.setattr(delta_qm7.datasets, "load", lambda name: {"qm7-pbe0": few}[name])
    return few


@pytest.fixture
def small_ladder(monkeypatch):
    few = {name: datasets.load(name) for name in ("ladder", "ladder_conformers")}
    few = {name: s[np.random.default_rng(1).permutation(len(s))[:80]] for name, s in few.items()}
    monkeypatch.setattr(delta_ladder.datasets, "load", few.__getitem__)
    monkeypatch.setattr(delta_ladder, "CURVE", (40,))
    monkeypatch.setattr(delta_ladder, "POWERS", (1.0, 3.0))
    monkeypatch.setattr(delta_ladder, "LEVELS", (("PBE/6-31G*",), ("GFN2-xTB", "HF/STO-3G")))
    return few


def test_qm7_learning_curve(small_qm7):
    rows = list(delta_qm7.learning_curve(0))
    assert [row.row for row in rows][:2] == [
        "QM7 DFTB → PBE0, sorted matrix, N = 100",
        "QM7 DFTB → PBE0, bag of bonds, N = 100",
    ]
    for row in rows:
        assert row.error < row.beside["direct"] < row.beside["mean"]
        assert {"atom counts", "low level", "low level, linear", "low level + atom counts"} < set(row.beside)
    assert rows[3].error < rows[0].error


def test_qm7_molecules_that_repeat_others_are_left_out(small_qm7):
    molecules, energies = delta_qm7.load()
    assert len(molecules) == len(energies) == len(distinct(small_qm7)) < len(small_qm7)


def test_qm7_larger_molecules(small_qm7):
    rows = {row.row: row for row in delta_qm7.larger_molecules(0)}
    assert len(rows) == 12
    row = rows["QM7 ≤ 5 heavy atoms → larger, bag of bonds, difference"]
    assert row.error < rows["QM7 ≤ 5 heavy atoms → larger, bag of bonds, direct"].error
    assert set(row.beside) == {"same size, random", "≤ 4", "atom counts", "low level + atom counts"}
    assert row.details["n_train"][4] < row.details["n_train"][5]


def test_ladder_rows(small_ladder):
    rows = list(delta_ladder.ladder(0))
    assert [row.row for row in rows] == [
        "ladder, no low level → CCSD(T)/CBS",
        "ladder, PBE/6-31G* → CCSD(T)/CBS",
        "ladder, GFN2-xTB and HF/STO-3G → CCSD(T)/CBS",
    ]
    assert rows[1].error < rows[0].error
    assert rows[1].error < rows[1].beside["low level + atom counts"]
    assert list(rows[1].details["curve"]) == [40, 64]


def test_complete_basis_is_where_the_set_has_it():
    molecules, energies = delta_ladder.load_ladder()
    # The focal point is MP2/CBS plus CCSD(T) - MP2 in cc-pVDZ. MP2/cc-pVDZ of the set is density-fitted.
    higher = molecules.value("CCSD(T)/cc-pVDZ/energy") - molecules.value("CCSD(T)/cc-pVDZ/mp2_energy")
    np.testing.assert_allclose(higher, molecules.value("CCSD(T)/CBS/higher_order"), atol=1e-9)
    step = energies - molecules.value("MP2/CBS/atomization_energy", "kcal/mol")
    atoms = molecules.composition().counts
    rest = step - molecules.value("CCSD(T)/CBS/higher_order", "kcal/mol")
    rest -= atoms @ np.linalg.lstsq(atoms.astype(float), rest, rcond=None)[0]
    assert np.abs(rest).max() < 1e-6


def test_causes_add_up(small_ladder):
    rows = list(delta_ladder.cause_by_cause(0))
    for row in rows:
        assert list(row.details["steps"]) == [
            "HF/CBS/atomization_energy", "MP2/CBS/atomization_energy", "target",
        ]  # fmt: skip
        assert row.error <= sum(row.details["steps"].values()) + 1e-3
        assert row.error < row.beside["low level + atom counts"]


def test_conformer_rows(small_ladder):
    rows = list(delta_ladder.conformers(0))
    assert len(rows) == 5
    assert all(row.error < row.beside["low level + atom counts"] for row in rows[:4])


def test_test_energies_do_not_reach_the_models(small_ladder, monkeypatch):
    molecules, energies = delta_ladder.load_ladder()
    train, test = delta_ladder.five_folds(len(molecules), 0)[0]
    assert not set(train) & set(test) and len(train) + len(test) == len(molecules)
    spoilt = energies.copy()
    spoilt[test] = 1e6
    seen = []
    fit = KernelRidgeRegressor.fit
    monkeypatch.setattr(
        KernelRidgeRegressor, "fit", lambda s, X, y: (seen.append(np.abs(y).max()), fit(s, X, y))[1]
    )
    model = delta_ladder.chosen_power(molecules, ("PBE/6-31G*",), 0)
    delta_ladder.cross_validated(model, molecules, spoilt, [delta_ladder.Split(train, test)])
    assert seen and max(seen) < 1e3


def test_shortened_folds_are_nested():
    folds = delta_ladder.five_folds(60, 3)
    short = delta_ladder.shortened(folds, 10)
    for fold, part in zip(folds, short, strict=True):
        np.testing.assert_array_equal(part.train, fold.train[:10])
        np.testing.assert_array_equal(part.test, fold.test)


def test_collecting_over_seeds():
    by_seed = {s: [Measured("a", s + 1.0, {"mean": 10.0 * s}, {"k": s})] for s in (0, 2)}
    rows, details = collect(by_seed, "kcal/mol", {"a": 2.0})
    assert (rows[0].here, rows[0].low, rows[0].high, rows[0].met) == (2.0, 1.0, 3.0, True)
    assert rows[0].beside == {"mean": 10.0}
    assert details == {"a": [{"seed": 0, "error": 1.0, "k": 0}, {"seed": 2, "error": 3.0, "k": 2}]}
    with pytest.raises(ValueError, match=r"goals name the rows \['b'\]"):
        collect(by_seed, "kcal/mol", {"b": 1.0})


def test_run_reports_and_keeps_times(monkeypatch):
    monkeypatch.setattr(delta, "measure", lambda seed: iter([Measured("a", 1.0 + seed, {"mean": 9.0}, {})]))
    monkeypatch.setattr(delta, "GOALS", {"a": 1.0})
    lines = []
    table = delta.run([0, 1], lines.append)
    assert table.rows[0].met is False and len(lines) == 2 and "seed 1: a: 2.000" in lines[1]
    assert {"seed", "error", "seconds"} == set(table.details["a"][0])
    json.dumps(table.to_dict(), allow_nan=False)


def test_stored_run_is_whole():
    stored = json.loads(STORED.read_text())
    assert len(stored["seeds"]) >= 3
    rows = {row["name"]: row for row in stored["rows"]}
    assert set(delta.GOALS) < set(rows)
    for name, row in rows.items():
        values = [run["error"] for run in stored["details"][name]]
        assert len(values) == len(stored["seeds"])
        assert math.isclose(row["here"], np.mean(values), abs_tol=1e-3)
        assert row["goal"] == delta.GOALS.get(name)
        assert row["met"] == (None if row["goal"] is None else row["here"] <= row["goal"])
        assert row["beside"]
