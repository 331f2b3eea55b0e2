"""From metrics to a verdict, by rules that were written down before the run.

A rule is data: an outcome, the condition under which it holds, and why. The rules of a claim are tried in
order and the first that holds decides. A condition is one of::

    {metric: NAME, op: "<=", value: 1.0}                              compare the value with a number
    {metric: NAME, bound: high, op: "<=", value: 1.0}                 ... its upper bound over the seeds
    {metric: NAME, op: ">", than: {metric: OTHER, factor: 0.9}}       ... with another metric times a factor
    {all: [...]}   {any: [...]}                                       nested as deep as needed
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qmlaw.argument.metrics import Metric

OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
JOINTS = {"all": {"en": " and ", "ko": " 그리고 "}, "any": {"en": " or ", "ko": " 또는 "}}


@dataclass(frozen=True)
class Rule:
    """One line of a registered verdict; ``when`` is None for the last rule, which always holds."""

    outcome: str
    why: Mapping[str, str]
    when: Mapping[str, Any] | None = None


def decide(rules: Sequence[Rule], metrics: Mapping[str, Metric]) -> Rule:
    """Return the first rule that holds.

    Parameters
    ----------
    rules : sequence of Rule
        Rules for one claim, in order.
    metrics : mapping
        Measured metrics by name.

    Returns
    -------
    Rule
        Its ``outcome`` is the verdict: for, against, mixed or void.

    Raises
    ------
    ValueError
        If no rule holds, or a condition needs a metric or a bound that was not measured.
    """
    for rule in rules:
        if rule.when is None or holds(rule.when, metrics):
            return rule
    raise ValueError("no rule holds; the last rule of a claim must have no 'when'")


def holds(condition: Mapping[str, Any], metrics: Mapping[str, Metric]) -> bool:
    """Say whether a condition is met.

    Parameters
    ----------
    condition : mapping
        See the head of this module.
    metrics : mapping
        Measured metrics by name.

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        If it needs a metric or a bound that was not measured.
    """
    if "all" in condition:
        return all([holds(part, metrics) for part in condition["all"]])
    if "any" in condition:
        return any([holds(part, metrics) for part in condition["any"]])
    left = _bound(condition, metrics)
    return OPERATORS[condition["op"]](left, _right(condition, metrics))


def metrics_used(condition: Mapping[str, Any]) -> set[str]:
    """Return the names of all metrics that a condition looks at.

    Parameters
    ----------
    condition : mapping
        See the head of this module.

    Returns
    -------
    set of str
    """
    if "metric" in condition:
        return {condition["metric"]} | ({condition["than"]["metric"]} if "than" in condition else set())
    return set().union(*(metrics_used(part) for part in condition.get("all") or condition.get("any")))


def describe(condition: Mapping[str, Any] | None, language: str = "en") -> str:
    """Write a condition as a line of text.

    Parameters
    ----------
    condition : mapping or None
        See the head of this module; None is the last rule.
    language : {"en", "ko"}
        Language.

    Returns
    -------
    str
        For example ``mae_sorted ≥ mae_composition``.
    """
    if condition is None:
        return {"en": "otherwise", "ko": "그 밖의 경우"}[language]
    for joint, words in JOINTS.items():
        if joint in condition:
            parts = [describe(part, language) for part in condition[joint]]
            return words[language].join(
                f"({p})" if " 그리고 " in p or " and " in p or " or " in p or " 또는 " in p else p
                for p in parts
            )
    sign = {"<=": "≤", ">=": "≥"}.get(condition["op"], condition["op"])
    return f"{_name(condition)} {sign} {_written_right(condition)}"


def _bound(condition: Mapping[str, Any], metrics: Mapping[str, Metric]) -> float:
    name, bound = condition["metric"], condition.get("bound", "value")
    if name not in metrics:
        raise ValueError(
            f"the rule needs metric {name!r}, which was not measured; measured: {', '.join(metrics)}"
        )
    found = getattr(metrics[name], bound)
    if found is None:
        raise ValueError(
            f"the rule needs the {bound} bound of metric {name!r}; give it together with the value"
        )
    return found


def _right(condition: Mapping[str, Any], metrics: Mapping[str, Metric]) -> float:
    if "than" in condition:
        return condition["than"].get("factor", 1.0) * _bound(condition["than"], metrics)
    return condition["value"]


def _name(part: Mapping[str, Any]) -> str:
    bound = part.get("bound", "value")
    return part["metric"] if bound == "value" else f"{bound}({part['metric']})"


def _written_right(condition: Mapping[str, Any]) -> str:
    if "value" in condition:
        return f"{condition['value']:g}"
    factor = condition["than"].get("factor", 1.0)
    return _name(condition["than"]) if factor == 1.0 else f"{factor:g} × {_name(condition['than'])}"
