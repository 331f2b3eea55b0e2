"""Checks: they name the failing property, give a hint and never the answer; an empty cell is no error."""

import numpy as np
import pytest

from qmlaw.classroom import checks
from qmlaw.show import set_language


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


POSITIVE = checks.Property("it is positive", lambda x: x > 0, hint="Look at the sign.")


def empty_function(x):
    """Say nothing yet."""
    ...


@pytest.mark.parametrize("answer", [..., empty_function, lambda: None])
def test_an_empty_answer_is_no_error(answer):
    report = checks.check(answer, POSITIVE)
    assert report.state == "unanswered"
    assert "Not answered yet" in str(report)


@pytest.mark.parametrize("answer", [0, None, "", [], lambda x: x, print, np.zeros(3)])
def test_a_wrong_answer_is_still_an_answer(answer):
    assert not checks.is_unanswered(answer)


def test_a_right_answer_passes():
    report = checks.check(2.5, checks.is_number(), POSITIVE)
    assert report.state == "passed"
    assert "all 2 properties hold" in str(report)
    assert "Look at the sign" not in str(report)


def test_a_wrong_answer_is_told_which_property_fails_and_where_to_look():
    report = checks.check(-3.0, checks.is_number(), POSITIVE)
    assert report.state == "failed"
    assert [f.holds for f in report.findings] == [True, False]
    for shown in (str(report), report._repr_mimebundle_()[0]["text/html"]):
        assert "1 of 2 properties hold" in shown
        assert "✗ it is positive" in shown
        assert "Hint: Look at the sign." in shown


def test_an_error_in_the_students_code_is_a_finding():
    report = checks.check(lambda x: x / 0, checks.Property("it works at 1", lambda f: f(1) == 1))
    assert report.state == "failed"
    assert "ZeroDivisionError: division by zero" in str(report)


def test_the_state_travels_as_metadata():
    assert checks.check(1.0, POSITIVE)._repr_mimebundle_()[1] == {"qmlaw": {"check": "passed"}}


def test_html_in_an_answer_is_escaped():
    bad = checks.Property("is <b>", lambda x: {}["<script>"], hint="<i>")
    shown = checks.check(1, bad)._repr_mimebundle_()[0]["text/html"]
    assert "<script>" not in shown
    assert "&lt;b&gt;" in shown


def test_korean_readers_read_korean():
    set_language("ko")
    assert "아직 답하지 않았습니다" in str(checks.check(..., POSITIVE))
    assert "성질 1개가 모두" in str(checks.check(1, POSITIVE))


def test_a_check_without_property_is_refused():
    with pytest.raises(ValueError, match="no property"):
        checks.check(1)


@pytest.mark.parametrize(
    ("wanted", "right", "wrong"),
    [
        (checks.is_number(), [1, 2.5, np.float64(3), np.array(1.0)], [np.nan, np.inf, "1", [1], True, None]),
        (
            checks.has_shape(2, 2),
            [np.eye(2), [[1, 2], [3, 4]]],
            [np.eye(3), [1], np.full((2, 2), np.nan), None],
        ),
        (checks.takes("a", "b"), [lambda a, b: 0], [lambda a: 0, lambda b, a: 0, 3]),
    ],
)
def test_ready_made_properties(wanted, right, wrong):
    assert [checks.check(x, wanted).state for x in right] == ["passed"] * len(right)
    assert [checks.check(x, wanted).state for x in wrong] == ["failed"] * len(wrong)
