"""The table of conformers on a small set: splits that do not leak, every row, and what the figures mean."""

import json

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.models.atomic import shipped
from qmlaw.reproduce import ani_conformers
from qmlaw.reproduce.ani_conformers import split


@pytest.fixture(scope="module")
def molecules():
    """Twelve small molecules, of each the minimum, forty geometries from normal modes, and all scans."""
    everything = datasets.load("conformers")
    smallest = [f"{heavy}-000{k}" for heavy in (1, 2) for k in range(1, 10)]
    later = [name.partition("/modes-")[2] >= "040" for name in everything.names]
    return everything[np.flatnonzero(np.isin(everything.value("molecule"), smallest) & ~np.array(later))]


@pytest.fixture
def small(molecules, monkeypatch):
    monkeypatch.setattr(ani_conformers.datasets, "load", lambda name: molecules)
    monkeypatch.setattr(ani_conformers, "N_MEMBERS", 2)
    monkeypatch.setattr(shipped, "MOST_EPOCHS", 4)
    monkeypatch.setitem(shipped.SETTINGS, "hidden", (8,))
    return molecules


def test_nothing_leaks(molecules):
    points = shipped.points_of("shaken", molecules)
    assert set(points.value("origin")) == {"minimum", "normal modes"}
    assert len(points_of_stretched(molecules)) > len(points)
    parts = split(points, 3)
    together = np.concatenate(parts)
    assert len(np.unique(together)) == len(together) == len(points)
    molecule = points.value("molecule")
    known = set(molecule[parts.train])
    assert not known & set(molecule[parts.molecules]) and set(molecule[parts.conformers]) <= known
    assert not np.array_equal(parts.molecules, split(points, 4).molecules)
    chosen_on = ani_conformers.split_to_choose(points)
    assert sum(map(len, chosen_on)) == len(points) and min(map(len, chosen_on)) > 0
    for seed in range(5):
        parts = split(points, seed)
        assert not set(parts.molecules) & set(chosen_on.molecules)
        assert not set(parts.conformers) & set(np.concatenate(chosen_on[1:]))


def points_of_stretched(molecules):
    points = shipped.points_of("stretched", molecules)
    assert (points.value(f"{shipped.LEVEL}/stable") == 1).all()
    assert {"stretch", "torsion"} & set(points.value("origin"))
    return points


def test_every_row(small):
    lines = []
    table = ani_conformers.run([0, 1], lines.append)
    rows = {row.name: row for row in table.rows}
    assert set(ani_conformers.GOALS) <= set(rows) and len(lines) == 2
    for kind in ("held-out conformers", "held-out molecules", "beyond"):
        one, together = rows[f"{kind}: one network"], rows[f"{kind}: committee"]
        assert together.here <= one.here + 1e-9  # the error of a mean is not above the mean of errors
        assert rows[f"{kind}: committee, relative"].here <= together.here + 1e-9
        assert one.beside["composition"] > 0 and one.low <= one.here <= one.high
    conformers = rows["held-out conformers: one network"]
    assert conformers.beside["mean of the molecule"] < conformers.beside["composition"]
    assert conformers.here < conformers.beside["composition"]
    areas = [row for name, row in rows.items() if name.startswith("error detection")]
    assert areas and all(0 <= row.here <= 1 for row in areas)
    json.dumps(table.to_dict(), allow_nan=False)


def test_held_out_energies_reach_nobody(small, monkeypatch):
    seen = []

    class Spy(shipped.Committee):
        def fit(self, X, y):
            seen.append((X, y))
            return super().fit(X, y)

    monkeypatch.setattr(shipped, "Committee", Spy)
    ani_conformers.run([5])
    points = shipped.points_of("shaken", small)
    train = points[split(points, 5).train]
    ((X, y),) = seen
    assert X.names == train.names
    np.testing.assert_array_equal(y, train.value(shipped.ENERGY, "kcal/mol"))


def test_the_number_of_epochs_follows_the_points():
    few, many = shipped.new_committee(100, 2).model, shipped.new_committee(50_000, 2, seed=7)
    assert few.n_epochs == shipped.MOST_EPOCHS
    steps = many.model.n_epochs * 50_000 / many.model.batch_size
    assert steps == pytest.approx(shipped.N_STEPS, rel=0.2) and many.seed == 7


def test_means_of_molecules(molecules):
    points = shipped.points_of("shaken", molecules)
    energies = points.value(shipped.ENERGY, "kcal/mol")
    one = points.value("molecule") == "1-0001"
    asked = points[np.flatnonzero(points.value("molecule") <= "1-0002")]
    found = shipped.means_of_molecules(points[np.flatnonzero(one)], energies[one], asked)
    np.testing.assert_allclose(found, energies[one].mean())
