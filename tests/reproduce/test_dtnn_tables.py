"""The two DTNN tables on tiny sets: every row is there, and test energies reach nobody."""

import json
from pathlib import Path

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.reproduce import dtnn, dtnn_large

STORED = Path(__file__).resolve().parents[2] / "data" / "reproduce" / "dtnn-large.json"


@pytest.fixture
def small(monkeypatch):
    molecules = datasets.load("equilibrium")
    molecules = molecules[np.flatnonzero(molecules.n_heavy <= 4)[-80:]]
    monkeypatch.setattr(dtnn.datasets, "load", lambda name: molecules)
    monkeypatch.setitem(dtnn.SETTINGS, "n_epochs", 30)
    return molecules


def test_from_nothing(small):
    lines = []
    table = dtnn.run([0, 1], lines.append)
    here = {row.name: row for row in table.rows}
    assert len(lines) == 2 * (len(table.rows) + len(dtnn.BASELINES))
    for name in dtnn.FORMS:
        beside = here[name].beside
        assert beside.keys() == set(dtnn.BASELINES)
        assert beside["mean"] > 5 * beside["composition only"] and here[name].here < beside["mean"]
    assert here["DTNN, per element"].goal == 5.0
    assert here["processor time of it"].met
    for name in ("translation", "rotation", "permutation"):
        assert here[f"change by {name}"].met and here[f"change by {name}"].goal == 1e-5
    assert here["size consistency, published"].here > 0.01 and here["size consistency, envelope"].met
    json.dumps(table.to_dict(), allow_nan=False)


def test_its_goals_can_be_missed():
    assert dtnn.goal("size consistency, envelope") == 1e-3
    assert dtnn.goal("mean") is None


@pytest.fixture
def works(small, monkeypatch, tmp_path):
    energy = dtnn.ENERGY
    plain = dtnn_large.Work("tiny", energy, 60, 25, None, 2, 1.0, 1e-6, 1e6, 1e6)
    monkeypatch.setattr(dtnn_large, "WORKS", (plain, dtnn_large.Work("tiny", energy, 60, 25, 5.0, 1)))
    monkeypatch.setattr(dtnn_large.datasets, "load", lambda name: small)
    monkeypatch.setattr(dtnn_large.datasets, "cache_folder", lambda: tmp_path)
    return tmp_path


def test_large(works, small):
    lines = []
    table = dtnn_large.run([0, 1, 2], lines.append)
    here = {row.name: row for row in table.rows}
    one, together = here["tiny, 60, published form: DTNN"], here["tiny, 60, published form: mean of 2"]
    repaired = here["tiny, 60, envelope 5 Å: DTNN"]
    assert "tiny, 60, envelope 5 Å: mean of 1" not in here
    assert repaired.low == repaired.high and repaired.here != one.here  # one seed, another network
    assert one.met is False and together.met is True and one.low < one.high
    assert together.here <= one.here + 1e-9  # the error of a mean is not above the mean of errors
    assert one.here < one.beside["mean"] and one.beside == together.beside
    assert any("epoch 20 of 25" in line for line in lines)
    endings = sorted(path.suffix for path in (works / "training").iterdir())
    assert endings == [".json"] * 3 + [".pt"] * 3 + [".safetensors"] * 3
    model = DTNNRegressor.load(dtnn_large.file_of(dtnn_large.WORKS[0], 0))
    errors = model.card_["test_errors_kcal_mol"]
    assert errors.keys() == {"mean", "composition only", "kernel on bags of bonds", "DTNN"}
    assert errors["kernel on bags of bonds"] < errors["mean"]
    test = small.split_random(60, dtnn_large.SPLIT_SEED).test
    found = np.abs(model.predict(small[test]) - small[test].value(dtnn.ENERGY, "kcal/mol")).mean()
    assert errors["DTNN"] == pytest.approx(found, rel=1e-4)
    again = dtnn_large.run([0, 1, 2])  # from the checkpoints: nothing is trained again
    assert [row.here for row in again.rows] == [row.here for row in table.rows]
    json.dumps(table.to_dict(), allow_nan=False)


def test_test_energies_do_not_reach_the_networks(works, small):
    work = dtnn_large.WORKS[0]
    energies = small.value(work.energy, "kcal/mol")
    split = small.split_random(work.n_train, dtnn_large.SPLIT_SEED)
    spoilt = energies.copy()
    spoilt[split.test] = 1e6
    a, b = (dtnn_large.trained(work, small[split.train], e[split.train], 3, str) for e in (energies, spoilt))
    np.testing.assert_array_equal(a.predict(small), b.predict(small))


def test_stored_run_is_whole():
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert stored["notes"] == list(dtnn_large.NOTES)
    assert stored["details"].keys() == {work.name for work in dtnn_large.WORKS}
    rows = {row["name"]: row for row in stored["rows"]}
    for work in dtnn_large.WORKS:
        seeds = [one["seed"] for one in stored["details"][work.name]]
        assert seeds == stored["seeds"][: work.most_seeds]
        row = rows[f"{work.name}: DTNN"]
        assert row["goal"] == work.goal and row["low"] <= row["here"] <= row["high"]
        assert row["beside"]["mean"] > row["beside"]["composition only"] > row["here"]
        if len(seeds) > 1:
            assert rows[f"{work.name}: mean of {len(seeds)}"]["here"] <= row["here"]
