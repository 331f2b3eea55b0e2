"""Bits of a law, its numbers and what it leaves over."""

import numpy as np
import pytest

from qmlaw.models.code_length import Candidate, bits_left_over, code_length, lookup_table, margin

RNG = np.random.default_rng(0)
LAW = Candidate("law", 6, 2, RNG.normal(0, 0.1, 100), True)
FIT = Candidate("fit", 10, 40, RNG.normal(0, 0.01, 100), False)


def test_ten_times_the_error_costs_log2_of_ten_each():
    more = bits_left_over(10 * LAW.residuals, 1e-4) - bits_left_over(LAW.residuals, 1e-4)
    assert more / 100 == pytest.approx(np.log2(10), abs=1e-3)


def test_no_error_costs_almost_nothing():
    assert bits_left_over(np.zeros(100), 1e-3) / 100 == pytest.approx(0.25, abs=0.01)


def test_against_the_entropy_of_rounded_values():
    """Code length of a normal distribution against the entropy of what was counted."""
    values = np.random.default_rng(1).normal(0, 1, 200_000)
    counts = np.unique(np.round(values / 0.5), return_counts=True)[1] / len(values)
    entropy = -(counts * np.log2(counts)).sum()
    assert bits_left_over(values, 0.5) / len(values) == pytest.approx(entropy, rel=0.01)


def test_parts_and_prices():
    length = code_length(LAW, 1e-3, bits_per_symbol=4, bits_per_number=16)
    assert (length.symbols, length.numbers) == (24, 32)
    assert length.total == pytest.approx(24 + 32 + length.rest)
    assert code_length(LAW, 1e-3).numbers == pytest.approx(np.log2(100))  # two numbers, half of log2 n each


def test_the_winner_hangs_on_the_price_of_a_number():
    assert margin([LAW, FIT], 1e-3, bits_per_number=1) > 0
    assert margin([LAW, FIT], 1e-3, bits_per_number=32) < 0


def test_a_table_needs_no_law():
    assert lookup_table([0.0, 1023.0], 1.0).total == pytest.approx(20)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="precision of 0"):
        bits_left_over([1.0], 0)
    with pytest.raises(ValueError, match="precision of -1"):
        lookup_table([1.0], -1)
    with pytest.raises(ValueError, match="prices are -1"):
        code_length(LAW, 1e-3, bits_per_symbol=-1)
    with pytest.raises(ValueError, match="no candidate has readable=False"):
        margin([LAW], 1e-3, None)
