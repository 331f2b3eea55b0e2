"""Verdicts follow from rules, in order, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.argument import Metric, decide, describe
from qmlaw.argument.verdicts import Rule, holds, metrics_used

WHY = {"en": "why", "ko": "까닭"}
RULES = (
    Rule("void", WHY, {"metric": "mae", "op": ">=", "than": {"metric": "baseline"}}),
    Rule("for", WHY, {"metric": "ratio", "bound": "low", "op": ">=", "value": 1.1}),
    Rule("against", WHY, {"all": [{"metric": "ratio", "bound": "high", "op": "<=", "value": 1.0}]}),
    Rule("mixed", WHY),
)


def measured(mae=5.0, ratio=(1.2, 1.15, 1.3)):
    value, low, high = ratio
    return {
        "mae": Metric("mae", mae, "kcal/mol"),
        "baseline": Metric("baseline", 15.0, "kcal/mol"),
        "ratio": Metric("ratio", value, "1", low, high, 3),
    }


@pytest.mark.parametrize(
    ("metrics", "outcome"),
    [
        (measured(), "for"),
        (measured(ratio=(0.9, 0.8, 1.0)), "against"),
        (measured(ratio=(1.2, 1.0, 1.3)), "mixed"),
        (measured(ratio=(0.9, 0.8, 1.01)), "mixed"),
        (measured(mae=15.0), "void"),
        (measured(mae=20.0, ratio=(0.9, 0.8, 1.0)), "void"),
    ],
)
def test_the_first_rule_that_holds_decides(metrics, outcome):
    assert decide(RULES, metrics).outcome == outcome


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        ("<", 5.0, False),
        ("<=", 5.0, True),
        (">", 5.0, False),
        (">=", 5.0, True),
        ("<", 5.1, True),
        (">", 4.9, True),
    ],
)
def test_comparisons_at_the_limit(op, value, expected):
    assert holds({"metric": "mae", "op": op, "value": value}, measured()) is expected


def test_a_metric_may_be_compared_with_another_times_a_factor():
    condition = {"metric": "mae", "op": "<=", "than": {"metric": "baseline", "factor": 0.25}}
    assert holds(condition, measured(mae=3.7))
    assert not holds(condition, measured(mae=3.8))


def test_a_rule_on_an_unmeasured_metric_is_an_error_even_where_the_outcome_is_already_clear():
    unknown = {"metric": "maee", "op": ">", "value": 0}
    clear = {"metric": "mae", "op": ">", "value": 0}
    with pytest.raises(ValueError, match="'maee', which was not measured; measured: mae, baseline, ratio"):
        holds({"any": [clear, unknown]}, measured())


def test_a_missing_bound_is_an_error():
    with pytest.raises(ValueError, match="the low bound of metric 'mae'"):
        holds({"metric": "mae", "bound": "low", "op": ">", "value": 0}, measured())


def test_rules_without_an_end_are_an_error():
    with pytest.raises(ValueError, match="no rule holds"):
        decide(RULES[:1], measured())


def conditions(depth=3):
    leaf = st.builds(
        lambda op, value: {"metric": "ratio", "op": op, "value": value},
        st.sampled_from(["<", "<=", ">", ">="]),
        st.floats(0, 2),
    )
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda joint, parts: {joint: parts},
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )


def negated(condition):
    if "all" in condition:
        return {"any": [negated(part) for part in condition["all"]]}
    if "any" in condition:
        return {"all": [negated(part) for part in condition["any"]]}
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[condition["op"]]
    return {**condition, "op": opposite}


@given(conditions(), st.floats(0, 2))
def test_a_condition_and_its_negation_never_agree(condition, ratio):
    metrics = {"ratio": Metric("ratio", ratio, "1")}
    assert holds(condition, metrics) is not holds(negated(condition), metrics)
    assert metrics_used(condition) == {"ratio"}


@given(conditions(), st.floats(0, 2))
def test_what_is_written_is_what_is_computed(condition, ratio):
    """The text of a condition, read as Python, gives the same truth value (for numbers written in full)."""
    shortened = repr_values(condition)
    metrics = {"ratio": Metric("ratio", ratio, "1")}
    python = describe(shortened).replace("≤", "<=").replace("≥", ">=")
    assert eval(python, {"__builtins__": {}}, {"ratio": ratio}) is holds(shortened, metrics)


def repr_values(condition):
    """Round the numbers of a condition to what ``describe`` writes."""
    for joint in ("all", "any"):
        if joint in condition:
            return {joint: [repr_values(part) for part in condition[joint]]}
    return {**condition, "value": float(f"{condition['value']:g}")}


def test_conditions_are_written_in_both_languages():
    condition = {
        "any": [
            {"metric": "mae", "op": ">=", "than": {"metric": "baseline", "bound": "low", "factor": 0.9}},
            {"metric": "ratio", "bound": "high", "op": "<=", "value": 1.0},
        ]
    }
    assert describe(condition) == "mae ≥ 0.9 × low(baseline) or high(ratio) ≤ 1"
    assert describe(condition, "ko") == "mae ≥ 0.9 × low(baseline) 또는 high(ratio) ≤ 1"
    assert describe(None, "ko") == "그 밖의 경우"
