"""Stratified folds; Kennard-Stone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw import datasets

values = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60)


@given(values, st.integers(2, 7), st.integers(0, 5))
def test_folds_are_disjoint_complete_and_equal_in_size(numbers, n_folds, seed):
    if n_folds > len(numbers):
        n_folds = len(numbers)
    splits = datasets.stratified_folds(numbers, n_folds, seed)
    assert len(splits) == n_folds
    assert sorted(np.concatenate([s.test for s in splits])) == list(range(len(numbers)))
    for split in splits:
        assert sorted([*split.train, *split.test]) == list(range(len(numbers)))
    sizes = [len(s.test) for s in splits]
    assert max(sizes) - min(sizes) <= 1


@given(st.integers(2, 7), st.integers(0, 5), st.data())
def test_every_block_of_neighbours_gives_one_to_each_fold(n_folds, seed, data):
    numbers = np.array(data.draw(st.permutations(range(5 * n_folds))), dtype=float)
    for split in datasets.stratified_folds(numbers, n_folds, seed):
        assert sorted(numbers[split.test] // n_folds) == list(range(5))


def test_folds_of_energies_are_alike(public_data):
    """Means of stratified folds of QM7 differ far less than means of random folds."""
    energies = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz")).value("atomization_energy")
    spread = [
        np.std([energies[s.test].mean() for s in datasets.stratified_folds(energies, 5, seed)])
        for seed in range(3)
    ]
    rng = np.random.default_rng(0)
    at_random = [np.std([f.mean() for f in np.array_split(rng.permutation(energies), 5)]) for _ in range(3)]
    assert max(spread) < 0.3 * min(at_random)


def test_seed_decides():
    numbers = np.random.default_rng(0).normal(size=50)
    first, again, other = (datasets.stratified_folds(numbers, 5, seed)[0].test for seed in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize(
    ("numbers", "n_folds", "message"),
    [
        ([1.0, 2.0], 3, "n_folds is 3; allowed is 2 to 2"),
        ([1.0, 2.0], 1, "n_folds is 1"),
        ([1.0, np.nan, 2.0], 2, "value 1 is nan"),
        ([[1.0], [2.0]], 2, r"shape \(2, 1\)"),
    ],
)
def test_bad_input(numbers, n_folds, message):
    with pytest.raises(ValueError, match=message):
        datasets.stratified_folds(numbers, n_folds, 0)


def test_kennard_stone_by_hand():
    """On a line: the ends, then the middle of the widest gap, and so on."""
    line = [[0.0], [1.0], [2.0], [5.0], [9.0], [10.0]]
    split = datasets.kennard_stone(line, 4)
    assert sorted(split.train[:2]) == [0, 5]
    assert split.train[2:].tolist() == [3, 2]  # 5 is 5 from both ends; then 2 (2 away), 9 and 1 are 1 away
    assert split.test.tolist() == [1, 4]


def test_kennard_stone_ignores_units_and_constant_columns():
    table = np.random.default_rng(0).normal(size=(40, 3))
    split = datasets.kennard_stone(table, 25)
    stretched = np.column_stack([table * [1e3, 1e-3, 7], np.full(40, 5.0)])
    np.testing.assert_array_equal(datasets.kennard_stone(stretched, 25).train, split.train)
    assert sorted([*split.train, *split.test]) == list(range(40))
    inside = np.abs(table[split.test]).max(axis=0) <= np.abs(table[split.train]).max(axis=0)
    assert inside.all()


def test_kennard_stone_of_molecules_that_are_alike():
    split = datasets.kennard_stone(np.ones((5, 2)), 3)
    assert len(set(split.train.tolist())) == 3 and len(split.test) == 2


@pytest.mark.parametrize(
    ("features", "n_train", "message"),
    [
        (np.zeros(5), 2, r"features have shape \(5,\)"),
        (np.zeros((5, 0)), 2, "features have shape"),
        (np.zeros((5, 2)), 1, "n_train is 1; allowed is 2 to 4"),
        (np.zeros((5, 2)), 5, "n_train is 5"),
        (np.zeros((1, 2)), 2, "n_train is 2"),
        ([[0.0], [np.nan], [1.0]], 2, "features of molecule 1 are not finite"),
    ],
)
def test_kennard_stone_bad_input(features, n_train, message):
    with pytest.raises(ValueError, match=message):
        datasets.kennard_stone(features, n_train)
