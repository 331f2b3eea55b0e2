"""Measures of agreement: what they must not see, what they must see, and what they make of noise."""

import numpy as np
import pytest

from qmlaw.models.agreement import (
    cka,
    common_part,
    complement,
    disagreement,
    gram,
    matched,
    unit_agreement,
)


@pytest.fixture
def features():
    return np.random.default_rng(0).normal(size=(60, 8))


def rotation(n: int, seed: int) -> np.ndarray:
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(n, n)))[0]


def test_numbers_are_the_same_unrelated_or_opposed():
    a, b = np.array([1.0, 0, 2, 0]), np.array([0, 2.0, 0, -1])
    assert disagreement(a, a) == 0
    assert disagreement(a, b) == pytest.approx(1)
    assert disagreement(a, -a) == pytest.approx(2)
    assert disagreement(a, 3 * a) == pytest.approx(0.4)  # the scale counts


def test_numbers_of_another_shape_and_of_nothing_are_refused():
    with pytest.raises(ValueError, match=r"shapes are \(2,\) and \(3,\)"):
        disagreement([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="all numbers are zero"):
        disagreement([0, 0], [0, 0])


def test_parts_are_paired_in_the_best_way():
    assert matched([[0.1, 0.9], [0.8, 0.7]]) == pytest.approx(0.85)  # not 0.9 with what is left, 0.8
    assert matched([[0.2, 0.9, 0.3]]) == pytest.approx(0.9)


def test_order_sign_and_scale_of_units_do_not_count_but_a_rotation_does(features):
    groups = np.repeat([1, 6], 30)
    changed = features[:, ::-1] * np.array([1, -1, 2, -3, 1, 1, -1, 5.0]) + 4
    assert unit_agreement(features, changed, groups) == pytest.approx(1)
    assert unit_agreement(features, features @ rotation(8, 1), groups) < 0.8


def test_units_are_paired_anew_in_each_element(features):
    groups = np.repeat([1, 6], 30)
    other = features.copy()
    other[groups == 6] = other[groups == 6][:, ::-1]
    assert unit_agreement(features, other, groups) == pytest.approx(1)


def test_a_dead_unit_agrees_with_nothing(features):
    dead = features.copy()
    dead[:, :4] = 1.5
    assert unit_agreement(features, dead, np.ones(60)) == pytest.approx(0.5, abs=0.1)
    with pytest.raises(ValueError, match="group 2 has 3 atoms"):
        unit_agreement(features[:9], features[:9], [1] * 6 + [2] * 3)


def test_alignment_does_not_see_rotation_shift_and_scale(features):
    turned = 3 * features @ rotation(8, 2) + 7
    assert cka(gram(features), gram(turned)) == pytest.approx(1)


def test_alignment_of_noise_is_zero_on_average_and_not_so_without_the_correction():
    values, biased = [], []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        one, other = gram(rng.normal(size=(40, 60))), gram(rng.normal(size=(40, 60)))
        values.append(cka(one, other))
        centre = complement(np.zeros((40, 0)))
        one, other = centre @ one @ centre, centre @ other @ centre
        biased.append(np.sum(one * other) / np.linalg.norm(one) / np.linalg.norm(other))
    assert abs(np.mean(values)) < 0.05
    assert np.mean(biased) > 0.5


def test_alignment_of_two_columns_is_their_squared_correlation():
    rng = np.random.default_rng(3)
    a = rng.normal(size=4000)
    b = a + rng.normal(size=4000)
    expected = np.corrcoef(a, b)[0, 1] ** 2
    assert cka(gram(a[:, None]), gram(b[:, None])) == pytest.approx(expected, abs=0.01)


def test_alignment_refuses_what_it_cannot_compare(features):
    with pytest.raises(ValueError, match=r"allowed are two \(n, n\), n at least 4"):
        cka(np.eye(3), np.eye(3))
    with pytest.raises(ValueError, match="holds no structure"):
        cka(np.zeros((6, 6)), gram(features[:6]))


def test_what_is_known_is_taken_out_and_nothing_else(features):
    known = features[:, :2]
    left = complement(known)
    assert np.abs(left @ (known @ [[1.0], [2.0]] + 5)).max() < 1e-10
    assert np.trace(left) == pytest.approx(60 - 3)
    doubled = complement(np.column_stack([known, known]))  # columns that depend on each other
    assert np.allclose(doubled, left)


def test_common_part_counts_what_all_share():
    rng = np.random.default_rng(4)
    shared, own = rng.normal(size=5000), rng.normal(size=(4, 5000))
    assert common_part([shared] * 3) == pytest.approx(1)
    assert common_part(own) == pytest.approx(0, abs=0.03)
    assert common_part(shared + own) == pytest.approx(0.5, abs=0.03)
    with pytest.raises(ValueError, match="there is 1 model"):
        common_part([shared])
