"""False worlds as they lie in `data/`: every energy in its place, minima that are minima."""

import numpy as np
import pytest

from qmlaw.datasets.worlds import load_worlds
from qmlaw.paths import data_folder
from qmlaw.reference.counterfactual import WORLDS, solve
from qmlaw.units import HARTREE_TO_KCAL_MOL


@pytest.fixture(scope="module")
def worlds():
    return load_worlds()


def test_all_worlds_are_there(worlds):
    assert set(worlds.same.energies) == set(worlds.sizes.energies) == set(worlds.own) == set(WORLDS)
    assert len(worlds.same.molecules) == 301
    assert len(worlds.sizes.molecules) == 184
    assert all(len(own.molecules) == 201 for world, own in worlds.own.items() if world != "real")


def test_minima_are_the_lowest_of_their_world(worlds):
    for world, own in worlds.own.items():
        origin = own.molecules.value("origin")
        assert origin[own.energies[world].argmin()] == "minimum"
        assert len(worlds.minima[world]) == 1


def test_energies_are_those_of_their_geometries(worlds):
    for world in ("real", "short"):
        chosen = [0, 100, 200]
        atoms = worlds.same.molecules[chosen].to_ase()
        again = np.array([solve(a, WORLDS[world]).energy for a in atoms]) * HARTREE_TO_KCAL_MOL
        stored = worlds.same.energies[world][chosen]
        assert np.diff(stored) == pytest.approx(np.diff(again), abs=1e-4)
    own = worlds.own["heavy"]
    again = np.array([solve(a, WORLDS["heavy"]).energy for a in own.molecules[[0, 50]].to_ase()])
    assert np.diff(own.energies["heavy"][[0, 50]]) == pytest.approx(
        np.diff(again) * HARTREE_TO_KCAL_MOL, abs=1e-4
    )


def test_zero_of_energy(worlds):
    for labelled in (worlds.same, *worlds.own.values()):
        for energies in (*labelled.energies.values(), *labelled.mp2.values()):
            assert energies.min() == 0


@pytest.mark.parametrize("world", WORLDS)
def test_energies_of_different_molecules_add_up_from_atoms(worlds, world):
    """Total energies: nearly all of them is a sum over atoms, which a shifted zero would spoil."""
    energies = worlds.sizes.energies[world]
    counts = worlds.sizes.molecules.composition().counts.astype(float)
    left = energies - counts @ np.linalg.lstsq(counts, energies)[0]
    assert left.std() < 0.1 * energies.std()


def test_a_missing_set_is_named(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "data"
    with pytest.raises(FileNotFoundError, match="false_worlds.h5"):
        load_worlds()
