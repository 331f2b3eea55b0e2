"""The table of networks of atoms on a tiny set: every row is there, and test energies reach nobody."""

import json

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.molecules import Molecules
from qmlaw.reproduce import ani

ENERGY = "atomization_energy"


@pytest.fixture
def small(monkeypatch):
    molecules = datasets.load("equilibrium")
    molecules = molecules[np.flatnonzero(molecules.n_heavy <= 4)[-80:]]
    energy = next(name for name in molecules.properties if name.endswith(ENERGY))
    monkeypatch.setattr(ani.datasets, "load", lambda name: molecules)
    monkeypatch.setattr(ani, "WORKS", (ani.Work("tiny", energy, 60, 40, 1e-6, 1e6, 1e6),))
    monkeypatch.setitem(ani.PARAMETERS, "batch_size", 10)
    return molecules, energy


def test_every_row(small):
    lines = []
    table = ani.run([0, 1], lines.append)
    minutes, one, together = table.rows
    assert minutes.met and one.met is False and together.met and one.low < one.high
    assert together.here <= one.here + 1e-9  # the error of a mean is not above the mean of errors
    assert one.here < one.beside["mean"] and one.beside == together.beside
    assert any("epoch 20 of 40" in line for line in lines) and any("seed 1: " in line for line in lines)
    details = table.details["tiny, 60 to train on"]
    assert one.here == pytest.approx(np.mean([entry["error"] for entry in details]))
    json.dumps(table.to_dict(), allow_nan=False)


def test_test_energies_do_not_reach_the_networks(small, monkeypatch):
    molecules, energy = small
    seen = []

    class Spy(ani.AtomicNetworkRegressor):
        def fit(self, X: Molecules, y):
            seen.append((X.names, y))
            return super().fit(X, y)

    monkeypatch.setattr(ani, "AtomicNetworkRegressor", Spy)
    ani.run([3])
    split = molecules.split_random(60, ani.SPLIT_SEED)
    ((names, y),) = seen
    assert names == molecules[split.train].names
    np.testing.assert_array_equal(y, molecules[split.train].value(energy, "kcal/mol"))
