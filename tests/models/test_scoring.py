"""Scores with their baselines; molecules on both sides of a split."""

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import CompositionModel, DeltaRegressor, TunedKernelRidge, baselines, score
from qmlaw.models.leaks import LeakWarning, distinct, leaks
from qmlaw.molecules import Molecules, Split
from qmlaw.representations import CoulombMatrix

PBE = "PBE/6-31G*/atomization_energy"


@pytest.fixture(scope="module")
def ladder():
    return datasets.load("ladder")


@pytest.fixture(scope="module")
def high(ladder):
    return ladder.value("CCSD(T)/CBS/atomization_energy", "kcal/mol")


def test_baselines_by_hand(ladder, high):
    split = ladder.split_random(200, seed=1)
    train, test = split
    found = baselines(ladder, high, split, [PBE])
    low = ladder.value(PBE, "kcal/mol")
    counted = CompositionModel().fit(ladder[train], high[train]).predict(ladder[test])
    rest = CompositionModel().fit(ladder[train], (high - low)[train]).predict(ladder[test])
    line = np.polyval(np.polyfit(low[train], high[train], 1), low[test])
    expected = {
        "mean": high[train].mean(),
        "atom counts": counted,
        "low level": low[test],
        "low level, linear": line,
        "low level + atom counts": low[test] + rest,
    }
    assert found == pytest.approx({name: np.abs(p - high[test]).mean() for name, p in expected.items()})
    assert list(baselines(ladder, high, split)) == ["mean", "atom counts"]


def test_an_element_that_only_the_test_part_has_is_no_error(ladder, high):
    without = ladder.composition().counts[:, 2] == 0  # nitrogen
    found = baselines(ladder, high, Split(np.flatnonzero(without), np.flatnonzero(~without)))
    assert np.isfinite(found["atom counts"])


def test_score_says_the_gain(ladder, high):
    split = ladder.split_random(200, seed=1)
    model = DeltaRegressor(
        make_pipeline(CoulombMatrix(max_atoms=20), TunedKernelRidge()), PBE, baseline=CompositionModel()
    )
    found = score(model, ladder, high, split, low_levels=PBE)
    assert found.gain == pytest.approx(found.baselines["low level + atom counts"] / found.error)
    assert found.gain > 1
    for text in (
        "kcal/mol on 74 molecules after 200",
        "atom counts",
        "better than 'low level + atom counts'",
    ):
        assert text in str(found)


def moved(molecules, seed):
    """The same molecules turned, mirrored, moved, renumbered."""
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    orders = [rng.permutation(n) for n in molecules.n_atoms]
    return Molecules(
        [m.atomic_numbers[order] for m, order in zip(molecules, orders, strict=True)],
        [m.positions[order] @ turn + rng.normal(size=3) for m, order in zip(molecules, orders, strict=True)],
    )


def test_leaks_are_found_however_a_molecule_is_written(ladder):
    test = Molecules.concatenate([moved(ladder[5:8], 0), moved(ladder[200:202], 1)])
    np.testing.assert_array_equal(leaks(ladder[:100], test), [[0, 5], [1, 6], [2, 7]])
    assert leaks(ladder[:50], ladder[50:]).shape == (0, 2)
    atom = Molecules([[1]], [[[0.0, 0.0, 0.0]]])
    np.testing.assert_array_equal(leaks(atom, atom), [[0, 0]])


def test_distinct_keeps_one_of_each(ladder):
    twice = Molecules.concatenate([moved(ladder[3:9], 0), moved(ladder[:12], 1), moved(ladder[5:6], 2)])
    np.testing.assert_array_equal(distinct(twice), [0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 16, 17])
    np.testing.assert_array_equal(distinct(ladder), np.arange(len(ladder)))


def test_qm7_has_molecules_twice(public_data):
    molecules = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz"))
    kept = distinct(molecules)
    dropped = np.setdiff1d(np.arange(len(molecules)), kept)
    energies = molecules.value("atomization_energy", "kcal/mol")
    pairs = leaks(molecules[kept], molecules[dropped])
    assert len(pairs) == len(dropped) == 14
    np.testing.assert_array_equal(energies[dropped], energies[kept][pairs[:, 1]])


def test_another_geometry_is_no_leak():
    conformers = datasets.load("ladder_conformers")
    assert len(leaks(conformers[:100], conformers[100:150])) == 0


def test_a_leak_is_warned_of(ladder, high):
    twice = Split(np.arange(0, 100), np.arange(99, 200))
    model = make_pipeline(CoulombMatrix(max_atoms=20), TunedKernelRidge())
    with pytest.warns(LeakWarning, match=r"1 of 101 test molecules are in the training set, too \(first: "):
        score(model, ladder, high, twice)
