"""Tables of silicon, water dimers, a surface and dynamics on tiny parts: rows, baselines, nothing leaks."""

import json

import ase.build
import numpy as np
import pytest
from ase.calculators.emt import EMT

from qmlaw import datasets
from qmlaw.models.atomic import AtomicNetworkRegressor, silicon
from qmlaw.models.dynamics import Dynamics, run_dynamics
from qmlaw.molecules import Molecules
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions
from qmlaw.reproduce import h2_pd100, melt, nve, water_dimer
from qmlaw.reproduce import silicon as silicon_table

FEW = FastSymmetryFunctions.all_of((14,), 4.5, radial_etas=(0.1, 0.5), angular_etas=(0.05,))


def rows_of(table):
    json.dumps(table.to_dict(), allow_nan=False)
    return {row.name: row for row in table.rows}


@pytest.fixture
def few_cells(monkeypatch, tmp_path):
    """Few cells, few functions, few epochs, short melts; states in a folder of its own."""
    cells = datasets.load("silicon")
    diamond = np.flatnonzero(cells.value("label") == "diamond")
    warm = np.flatnonzero(cells.value("label") == "diamond-1000K")[:20]
    pairs = np.flatnonzero(cells.value("origin") == "pair")[:2]
    cells = cells[np.concatenate([diamond, warm, pairs])]
    public = cells.with_property("energy", cells.value("LDA/energy", "eV"), unit="eV")
    public = public.with_property(
        "forces", cells.value("LDA/forces", "eV/angstrom"), unit="eV/angstrom", per="atom"
    )
    public = public.with_property("group", np.array(["AIMD"] * len(cells)), unit="1")
    sets = {"silicon": cells, "si-mlearn": public}
    split = silicon.split_of(cells, 0)
    monkeypatch.setattr(silicon_table.datasets, "load", sets.__getitem__)
    monkeypatch.setattr(silicon_table.datasets, "published_splits", lambda name: [split])
    monkeypatch.setattr(silicon_table.datasets, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(silicon_table, "FastSymmetryFunctions", type("F", (), {"silicon": lambda: FEW}))
    monkeypatch.setattr(silicon, "FUNCTIONS", FEW)
    monkeypatch.setitem(silicon.SETTINGS, "n_epochs", 20)
    monkeypatch.setitem(silicon_table.PUBLIC_SETTINGS, "n_epochs", 10)
    monkeypatch.setattr(melt, "STAGES", ((600, 10), (300, 20)))
    monkeypatch.setattr(melt, "REPEAT", 2)
    return cells, split


def test_silicon_table_on_few_cells(few_cells):
    lines = []
    table = silicon_table.run([0], lines.append)
    rows = rows_of(table)
    own = rows["silicon: energy, root mean square"]
    assert own.goal == 6.0 and own.unit == "meV/atom" and own.here < own.beside["mean"]
    assert rows["silicon: energy, mean absolute"].goal is None
    public = rows["si-mlearn: forces, mean absolute"]
    assert (public.goal, public.published) == (0.12, 0.115) and public.beside["no forces"] > 0.1
    curve = table.details["cold curve"][0]
    assert curve["LDA lattice constant"] == pytest.approx(5.404, abs=0.005)
    assert 90 < curve["LDA bulk modulus"] < 99
    assert rows["diamond: error of the lattice constant"].here == pytest.approx(
        abs(curve["lattice constant"] - curve["LDA lattice constant"])
    )
    (one,) = table.details["melt"]
    assert len(one["distance"]) == len(one["g"]) == len(one["crystal"]) and 2 < one["first peak"] < 3.1
    assert any("si-mlearn, seed 0" in line for line in lines) and any("melt" in line for line in lines)
    again = silicon_table.train_own(0)  # from its state: nothing is trained twice
    assert again.errors == pytest.approx({k: table.details["silicon"][0][k] for k in again.errors})


def test_cells_to_test_on_are_not_learned_and_pairs_not_tested(few_cells, monkeypatch):
    cells, split = few_cells
    seen = []

    class Spy(AtomicNetworkRegressor):
        def fit(self, X: Molecules, y):
            seen.append(X.names)
            return super().fit(X, y)

    monkeypatch.setattr(silicon, "AtomicNetworkRegressor", Spy)
    silicon.train(0, cells, n_epochs=1)
    assert set(seen[0]) == set(cells[split.train].names)
    assert not set(seen[0]) & set(cells[split.test].names)
    assert "pair" not in cells[split.test].value("origin")
    assert not np.array_equal(split.test, silicon.split_of(cells, 1).test)


def test_networks_of_silicon_are_written_and_read(few_cells, monkeypatch, tmp_path):
    cells, _ = few_cells
    monkeypatch.setattr(silicon, "data_folder", lambda: tmp_path)
    models = [silicon.train(seed, cells, n_epochs=2) for seed in range(2)]
    silicon.ship(models, [{"energy": 1.0}, {"energy": 2.0}])
    committee = silicon.shipped()
    expected = np.mean([model.predict(cells) for model in models], axis=0)
    np.testing.assert_allclose(committee.predict(cells), expected)
    assert committee.models_[1].card_["errors"] == {"energy": 2.0} and committee.unit == "eV"


def test_water_dimer_table_on_few_pairs(monkeypatch):
    pairs = water_dimer.drawn_pairs()[:300]
    monkeypatch.setattr(water_dimer, "drawn_pairs", lambda: pairs)
    monkeypatch.setattr(water_dimer, "N_TRAIN", 250)
    monkeypatch.setitem(water_dimer.SETTINGS, "n_epochs", 60)
    rows = rows_of(water_dimer.run([0, 1]))
    for name in water_dimer.ENERGIES:
        row = rows[f"{name}: mean absolute error"]
        assert row.here < row.beside["mean"] and set(row.beside) == {"mean", "charges alone", "GFN2-xTB"}
        assert rows[f"{name}: root mean square"].here >= row.here and row.goal == 0.1


def test_a_network_of_distances_does_not_know_which_molecule_is_first():
    pairs = water_dimer.drawn_pairs()[:80]
    X, y = water_dimer.inputs(pairs), pairs.value(water_dimer.ENERGIES["with counterpoise"], "kcal/mol")
    network = water_dimer.new_network(0, n_epochs=2).fit(X, y)
    places = pairs.positions.reshape(-1, 6, 3)[:, [3, 5, 4, 0, 1, 2]]
    renamed = Molecules(list(pairs.atomic_numbers.reshape(-1, 6)), list(places))
    np.testing.assert_allclose(network.predict(water_dimer.inputs(renamed)), network.predict(X), atol=1e-4)


def test_surface_table_shows_where_points_are_missing(monkeypatch):
    monkeypatch.setitem(h2_pd100.SETTINGS, "n_epochs", 40)
    kernel = {"test": {"mean": 0.5, "kernel": 0.1}, "where the bond breaks": {"mean": 0.5, "kernel": 0.1}}
    monkeypatch.setattr(h2_pd100, "baselines", lambda points, parts: kernel)
    rows = rows_of(h2_pd100.run([0]))
    few, more = (rows[f"{name}: where the bond breaks"].here for name in list(h2_pd100.SAMPLES)[:2])
    assert more < few and rows["as many anywhere: test"].here < rows["as many anywhere: test"].beside["mean"]
    assert rows["high-symmetry sites: own validation"].here < few  # what one sees is not what one gets


def test_kernel_beside_the_network(monkeypatch):
    points = datasets.load("h2_pd100")
    keep = np.random.default_rng(0).permutation(len(points))[:400]
    beside = h2_pd100.baselines(points[keep], ("random",))
    assert beside["test"]["kernel"] < beside["test"]["mean"]


def test_nve_table(monkeypatch):
    monkeypatch.setattr(nve, "PICOSECONDS", 0.05)
    atoms = ase.build.molecule("N2")

    def system():
        return nve.System(atoms, None, 300.0, 0.5), {"note": 1.0}

    def run(atoms, calculator, how):
        assert isinstance(how, Dynamics) and how.friction is None and how.steps == 100
        return run_dynamics(atoms, EMT(), how)

    monkeypatch.setattr(nve, "SYSTEMS", {"N2": system})
    monkeypatch.setattr(nve, "NetworkCalculator", lambda model: None)
    monkeypatch.setattr(nve, "run_dynamics", run)
    table = nve.run([0, 1])
    drift = rows_of(table)["N2: drift"]
    runs = table.details["N2"]["runs"]
    assert drift.here == pytest.approx(np.mean([abs(one["drift"]) for one in runs]))
    assert drift.goal == 1e-4 and runs[0]["energy"][0] == 0 and table.details["N2"]["note"] == 1.0


def test_ethanol_of_the_table_is_ethanol():
    points, energies = nve.geometries()
    assert len(points) == len(energies) > 20
    assert all(sorted(one.atomic_numbers) == [1] * 6 + [6, 6, 8] for one in points)


def test_the_highest_point_lies_between_the_bins():
    distance = np.arange(2.0, 3.0, 0.1)
    assert melt.highest(distance, 1 - (distance - 2.437) ** 2) == pytest.approx(2.437)
    assert melt.highest(distance, distance) == distance[-1]
