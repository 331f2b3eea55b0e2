"""The table of QM7 at small scale: nothing of the test part is used in choosing or training."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.reproduce import qm7_kernels

STORED = Path(__file__).resolve().parents[2] / "data" / "reproduce" / "qm7-kernels.json"


@pytest.fixture
def small(public_data, monkeypatch):
    molecules = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz"))
    molecules = molecules[np.random.default_rng(8).permutation(len(molecules))[:500]]
    monkeypatch.setattr(qm7_kernels, "N_TRAIN", 400)
    monkeypatch.setattr(qm7_kernels, "N_CHOOSE_RANDOM", 200)
    monkeypatch.setattr(qm7_kernels.datasets, "load", lambda name: {"qm7-pbe0": molecules}[name])
    return molecules


def test_table(small):
    lines = []
    table = qm7_kernels.run([3, 4], lines.append)
    assert [row.name for row in table.rows] == [
        "mean",
        "composition only",
        *(m.name for m in qm7_kernels.MODELS),
    ]
    assert len(lines) == 2 * len(table.rows)
    here = {row.name: row for row in table.rows}
    assert all(row.low <= row.here <= row.high for row in table.rows)
    assert here["mean"].met is None and here["composition only"].met is None
    assert here["mean"].here > 100 > here["composition only"].here > here["sorted matrix, Laplacian"].here
    assert here["bag of bonds, Laplacian"].goal == 1.5
    json.dumps(table.to_dict(), allow_nan=False)
    assert [d["seed"] for d in table.details["sorted matrix, Laplacian"]] == [3, 4]
    # The declared representations are as they were: runs do not leave traces in each other.
    again = qm7_kernels.run([4])
    for row in again.rows:
        assert row.here == pytest.approx(table.details[row.name][1]["error"], abs=6e-5)


def test_test_energies_do_not_reach_the_models(small):
    energies = small.value("atomization_energy", unit="kcal/mol")
    split = small.split_random(400, seed=0)
    spoilt = energies.copy()
    spoilt[split.test] = 1e6
    for model in qm7_kernels.MODELS:
        honest = qm7_kernels.fit_predict(model, small, energies, split)
        blind = qm7_kernels.fit_predict(model, small, spoilt, split)
        np.testing.assert_array_equal(honest[0], blind[0])
        assert honest[1] == blind[1]


def test_choosing_on_the_first_molecules_only(small):
    model = qm7_kernels.MODELS[-1]
    energies = small.value("atomization_energy", "kcal/mol")
    split = small.split_random(400, 1)
    predicted, chosen = qm7_kernels.fit_predict(model, small, energies, split, 150)
    assert chosen == qm7_kernels.choose(model, small, energies, split.train[:150])[-1]
    assert chosen != qm7_kernels.fit_predict(model, small, energies, split)[1]
    assert len(predicted) == len(split.test)


def test_stored_run_is_whole():
    stored = json.loads(STORED.read_text())
    assert len(stored["seeds"]) >= 3
    published = {model.name: model.published for model in qm7_kernels.MODELS}
    assert {row["name"] for row in stored["rows"]} == {*published, "mean", "composition only"}
    for row in stored["rows"]:
        values = [run["error"] for run in stored["details"][row["name"]]]
        assert len(values) == len(stored["seeds"])
        assert math.isclose(row["here"], np.mean(values), abs_tol=1e-4)
        assert (row["low"], row["high"]) == pytest.approx((min(values), max(values)), abs=1e-4)
        if row["name"] in published:
            assert row["published"] == row["goal"] == published[row["name"]]
            assert row["met"] == (row["here"] <= row["goal"])
