"""Statistics of atomic shares against what can be worked out by hand."""

import numpy as np
import pytest

from qmlaw.models.shares import (
    correlation_within_elements,
    explained_by,
    means_by_word,
    order_agreement,
    without_element_means,
)

NUMBERS = np.repeat([1, 6], 4)
SHARES = np.array([1.0, 2, 3, 4, 10, 10, 20, 20])


def test_a_constant_per_element_changes_nothing() -> None:
    moved = SHARES + np.where(NUMBERS == 1, 5.0, -70.0)
    assert correlation_within_elements(SHARES, moved, NUMBERS, (1, 6)) == pytest.approx(1)
    assert without_element_means(moved, NUMBERS, (1, 6)) == pytest.approx(
        without_element_means(SHARES, NUMBERS, (1, 6))
    )


def test_elements_count_alike_and_are_not_mixed() -> None:
    """Perfect in one element and reversed in the other is nothing on average, whatever lies between them."""
    other = np.concatenate([SHARES[:4], -SHARES[4:] + 1000])
    assert correlation_within_elements(SHARES, other, NUMBERS, (1, 6)) == pytest.approx(0)


def test_explained_variance() -> None:
    words = ["a", "a", "b", "b", "c", "c", "d", "d"]
    # H: means 1.5 and 3.5 leave a variance of 0.25 of 1.25; C: all
    assert explained_by(words, SHARES, NUMBERS, (1, 6)) == pytest.approx((1 - 0.25 / 1.25 + 1) / 2)
    assert explained_by(["a"] * 8, SHARES, NUMBERS, (1, 6)) == pytest.approx(0)


def test_means_of_words_with_enough_atoms() -> None:
    words = ["a", "a", "a", "b", "c", "c", "c", "c"]
    assert means_by_word(words, SHARES, at_least=3) == pytest.approx({"a": 2.0, "c": 15.0})


def test_order_is_compared_over_common_words() -> None:
    a = {"x": 1.0, "y": 2.0, "z": 3.0, "only here": -9.0}
    assert order_agreement(a, {"x": 10.0, "y": 20.0, "z": 21.0}) == pytest.approx(1)
    assert order_agreement(a, {"x": 10.0, "y": 5.0, "z": 1.0}) == pytest.approx(-1)


def test_too_few_words_or_atoms_are_refused() -> None:
    with pytest.raises(ValueError, match="2 words in common"):
        order_agreement({"x": 1.0, "y": 2.0}, {"x": 1.0, "y": 2.0})
    with pytest.raises(ValueError, match="element 8 has 0 atoms"):
        correlation_within_elements(SHARES, SHARES, NUMBERS, (1, 8))
