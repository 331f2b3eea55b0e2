"""The table of networks at small scale: baselines in every part, nothing of the test part is used."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.reproduce import many_properties, networks, small_networks

STORED = Path(__file__).resolve().parents[2] / "data" / "reproduce" / "networks.json"
SMALL = {"ladder": 60, "g2_97": 60, "equilibrium": 60}


@pytest.fixture(scope="module")
def sets():
    """Some molecules of each set: the order of the files goes by size."""
    found = {}
    for name, n in SMALL.items():
        molecules = datasets.load(name)
        found[name] = molecules[np.random.default_rng(8).permutation(len(molecules))[:n]]
    return found


@pytest.fixture
def small(sets, monkeypatch):
    monkeypatch.setattr(small_networks, "N_SPLITS", 1)
    monkeypatch.setattr(small_networks, "REGULARISATIONS", (1.0,))
    monkeypatch.setattr(small_networks, "G2_LEVELS", small_networks.G2_LEVELS[:1])
    monkeypatch.setattr(many_properties, "SIZES", (40,))
    monkeypatch.setattr(many_properties, "EPOCHS", 2)
    monkeypatch.setattr(many_properties, "WEIGHT_DECAYS", (1.0,))
    monkeypatch.setattr(networks.datasets, "load", sets.__getitem__)
    return sets


def test_table(small):
    lines = []
    table = networks.run([3], lines.append)
    here = {row.name: row for row in table.rows}
    assert len(here) == len(table.rows)
    for target in small_networks.LADDER_SETTINGS:
        for model in (
            "mean",
            "composition only",
            "best low level alone",
            "line on the same inputs",
            "network",
        ):
            assert f"{target}: {model}" in here
    level = small_networks.G2_LEVELS[0]
    for kind in ("random", "Kennard-Stone"):
        for model in ("uncorrected", "mean correction", "composition only", "line on the same inputs"):
            assert f"{level}, {kind}: {model}" in here
        ratio = here[f"{level}, {kind}: networks over uncorrected"]
        assert ratio.goal == pytest.approx(1 / 3)
        divided = here[f"{level}, {kind}: networks"].here / here[f"{level}, {kind}: uncorrected"].here
        assert ratio.here == pytest.approx(divided)
        outside = here[f"{level}, {kind}: {small_networks.OUTSIDE}"]
        assert outside.unit == "%" and outside.goal == pytest.approx(10) and 0 <= outside.here <= 100
    for name, unit in many_properties.PROPERTIES.values():
        own, together = (
            here[f"{name}, N = 40: {model}"] for model in ("network of its own", "network for all")
        )
        assert own.unit == together.unit == unit
        assert here[f"{name}, N = 40: all over own"].here == pytest.approx(together.here / own.here)
        assert {f"{name}, N = 40: mean", f"{name}, N = 40: composition only"} <= set(here)
    assert any("equilibrium" in line for line in lines)
    json.dumps(table.to_dict(), allow_nan=False)


def test_targets_of_the_test_part_do_not_reach_the_networks(small):
    """Test targets are moved far away: every error moves as far, and the error bars stay."""
    molecules = small["ladder"]
    split = next(iter(small_networks.random_splits(len(molecules), 0)))
    counts = small_networks.ConstitutionalDescriptors().fit_transform(molecules)
    y = np.array(molecules.value("HF/cc-pVQZ/atomization_energy", "kcal/mol"))
    low = np.array(molecules.value("HF/cc-pVDZ/atomization_energy", "kcal/mol"))
    X = np.column_stack([low, counts])
    spoilt = y.copy()
    spoilt[split.test] += 1e5
    for model, error in small_networks._errors(X, spoilt, counts, split, low).items():
        assert error == pytest.approx(1e5, rel=0.02), model
    honest = small_networks._corrections(X, y - low, counts, split, 0)
    blind = small_networks._corrections(X, spoilt - low, counts, split, 0)
    width = ("mean half width of the error bars", "kcal/mol")
    assert blind[width] == honest[width]

    equilibrium = small["equilibrium"]
    split = equilibrium.split_random(40, seed=0)
    values = equilibrium.value(f"{many_properties.LEVEL}/homo", "eV")[:, None]
    moved = values.copy()
    moved[split.test] += 1e5
    error, _ = many_properties.network_errors(equilibrium, moved, split, 0)
    assert error[0] == pytest.approx(1e5, rel=1e-3)


def test_splits_are_disjoint_and_differ():
    splits = [split for seed in (0, 1) for split in small_networks.random_splits(50, seed)]
    assert len({tuple(split.test) for split in splits}) == len(splits) == 2 * small_networks.N_SPLITS
    for train, test in splits:
        assert len(train) == 40 and sorted([*train, *test]) == list(range(50))


def test_stored_run_is_whole():
    stored = json.loads(STORED.read_text())
    assert len(stored["seeds"]) >= 3
    for row in stored["rows"]:
        values = [run["value"] for run in stored["details"][row["name"]]]
        assert len(values) == len(stored["seeds"])
        assert math.isclose(row["here"], np.mean(values), abs_tol=1e-4)
        assert row["goal"] == networks.GOALS.get(row["name"])
        assert row["met"] == (None if row["goal"] is None else row["here"] <= row["goal"])
    assert set(networks.GOALS) <= {row["name"] for row in stored["rows"]}
