"""Tables: rounded once, equal in text and HTML, aligned in both languages."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.show import set_language, table


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


def test_numbers_are_rounded_and_integers_are_not():
    shown = table([["water", 1.23456, 12345, True, None]], ["name", "error / kcal/mol", "n", "met", "low"], 3)
    assert shown.rows == (("water", "1.235", "12,345", "yes", "–"),)
    assert "1.235" in str(shown)
    assert '<td style="text-align: right">1.235</td>' in shown._repr_html_()


def test_numpy_numbers_count_as_numbers():
    shown = table([["a", np.float32(0.5), np.int64(7), np.bool_(False)]], ["x", "y", "z", "w"], 1)
    assert shown.rows == (("a", "0.5", "7", "no"),)
    assert shown.numeric == (False, True, True, False)


def test_decimals_can_differ_by_column():
    shown = table([["a", 1.0, 2.0]], ["x", "mean", "spread"], decimals={"mean": 1, "spread": 4})
    assert shown.rows[0][1:] == ("1.0", "2.0000")


@pytest.mark.parametrize("value", [-0.0, -1e-9, 1e-9])
def test_zero_has_no_sign(value):
    assert table([["a", value]], ["x", "y"]).rows[0][1] == "0.00"


@given(st.floats(-1e12, 1e12), st.integers(0, 8))
def test_what_is_shown_is_the_number_to_within_half_a_digit(value, decimals):
    shown = float(table([["a", value]], ["x", "y"], decimals).rows[0][1].replace(",", ""))
    assert abs(shown - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + 1e-15 * abs(value)


def test_not_a_number_is_shown_as_such():
    assert table([["a", float("nan"), float("inf")]], ["x", "y", "z"]).rows[0][1:] == ("nan", "inf")


def test_korean_columns_line_up():
    set_language("ko")
    lines = str(table([["물", 1.0], ["아세틸렌", -10.0]], ["분자", "오차"])).splitlines()
    width = [sum(2 if re.match("[가-힣]", char) else 1 for char in line) for line in lines]
    assert len(set(width)) == 1
    assert table([["물", True]], ["분자", "도달"]).rows[0][1] == "예"


def test_html_is_escaped_and_captioned():
    shown = table([["<b>", 1.0]], ["a & b", "c"], caption="x < y")._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "a &amp; b" in shown
    assert "<caption" in shown
    assert "x &lt; y" in shown


@pytest.mark.parametrize(
    ("rows", "columns", "decimals", "message"),
    [
        ([[1]], [], 2, "columns is empty"),
        ([[1, 2], [3]], ["a", "b"], 2, r"row 1 has 1 cells, but there are 2 columns \('a', 'b'\)"),
        ([[1]], ["a"], {"b": 3}, r"decimals names \['b'\]; the columns are \['a'\]"),
    ],
)
def test_bad_tables_are_refused(rows, columns, decimals, message):
    with pytest.raises(ValueError, match=message):
        table(rows, columns, decimals)
