"""The numbers in the registered rules: which there are, and how far each lies from flipping a verdict.

A rule compares a metric with a number, or with another metric times a factor. Both numbers are thresholds,
and somebody chose them. Nothing here is stored: rules with another number are for looking.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qmlaw.argument.evidence import Run
from qmlaw.argument.metrics import Metric
from qmlaw.argument.registry import Test
from qmlaw.argument.verdicts import Rule, decide

#: How far past the turning point a number is put, relative to it: the comparison must have flipped.
_PAST = 1e-6


@dataclass(frozen=True)
class Threshold:
    """One number of one rule.

    ``path`` leads to it in the condition of rule number ``rule`` of the claim; ``value`` is what is
    registered, ``metric`` is what it is compared with. ``relative``: it is a factor of another metric.
    """

    test: str
    claim: str
    rule: int
    path: tuple[str | int, ...]
    metric: str
    value: float
    relative: bool


@dataclass(frozen=True)
class Margin:
    """Where a threshold would flip the verdict: the number ``at`` which it does, and to which ``outcome``.

    ``ratio`` is ``at`` over the registered number; None if they do not have the same sign.
    """

    threshold: Threshold
    at: float
    outcome: str

    @property
    def ratio(self) -> float | None:
        """How many times the registered number."""
        ratio = self.at / self.threshold.value if self.threshold.value else math.inf
        return ratio if 0 < ratio < math.inf else None


def thresholds(test: Test) -> list[Threshold]:
    """List the numbers in the rules of an experiment.

    Parameters
    ----------
    test : Test
        From :func:`qmlaw.argument.load_tests`.

    Returns
    -------
    list of Threshold
        In the order of the file.
    """
    return [
        Threshold(test.id, claim, number, path, part["metric"], _number(part), "than" in part)
        for claim, rules in test.verdicts.items()
        for number, rule in enumerate(rules)
        for path, part in _comparisons(rule.when)
    ]


def with_threshold(tests: Mapping[str, Test], threshold: Threshold, value: float) -> dict[str, Test]:
    """Return the experiments with one number changed.

    Parameters
    ----------
    tests : mapping
        Experiments by id.
    threshold : Threshold
        Which number, from :func:`thresholds` of one of them.
    value : float
        The number to put there.

    Returns
    -------
    dict
        Experiments by id, for :func:`qmlaw.argument.reasons.judged_by`. The file is not touched.

    Raises
    ------
    ValueError
        If the number is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"the threshold on {threshold.metric} is {value}; it must be a finite number")
    test = tests[threshold.test]
    rules = _changed(test.verdicts[threshold.claim], threshold, value)
    return {**tests, test.id: replace(test, verdicts={**test.verdicts, threshold.claim: rules})}


def margins(test: Test, run: Run) -> list[Margin]:
    """Find the thresholds of an experiment that decide, each taken alone.

    A comparison flips where its threshold passes what was measured. If the verdict then changes, the
    threshold decides, and the place is its margin.

    Parameters
    ----------
    test : Test
        The experiment.
    run : Run
        What was measured.

    Returns
    -------
    list of Margin
        One per deciding threshold, in the order of the file.
    """
    found = []
    for threshold in thresholds(test):
        rules = test.verdicts[threshold.claim]
        at = _turning_point(rules[threshold.rule], threshold, run.metrics)
        if at is None:
            continue
        outcomes = {
            decide(_changed(rules, threshold, at + way * _PAST * max(abs(at), _PAST)), run.metrics).outcome
            for way in (-1, 1)
        }
        others = outcomes - {decide(rules, run.metrics).outcome}
        if others:
            found.append(Margin(threshold, at, others.pop()))
    return found


def _comparisons(
    condition: Mapping[str, Any] | None, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    if condition is None:
        return
    for joint in ("all", "any"):
        for i, part in enumerate(condition.get(joint, ())):
            yield from _comparisons(part, (*path, joint, i))
    if "metric" in condition:
        yield path, condition


def _number(part: Mapping[str, Any]) -> float:
    return float(part["than"].get("factor", 1.0) if "than" in part else part["value"])


def _at(condition: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
    for key in path:
        condition = condition[key]
    return condition


def _changed(rules: tuple[Rule, ...], threshold: Threshold, value: float) -> tuple[Rule, ...]:
    rule = rules[threshold.rule]
    when = copy.deepcopy(rule.when)
    part = _at(when, threshold.path)
    if threshold.relative:
        part["than"]["factor"] = value
    else:
        part["value"] = value
    return (*rules[: threshold.rule], replace(rule, when=when), *rules[threshold.rule + 1 :])


def _turning_point(rule: Rule, threshold: Threshold, metrics: Mapping[str, Metric]) -> float | None:
    """The number at which the comparison flips: what was measured, or its ratio to the other metric."""
    part = _at(rule.when, threshold.path)
    left = getattr(metrics[part["metric"]], part.get("bound", "value"))
    if "than" not in part:
        return left
    right = getattr(metrics[part["than"]["metric"]], part["than"].get("bound", "value"))
    return left / right if left is not None and right else None
