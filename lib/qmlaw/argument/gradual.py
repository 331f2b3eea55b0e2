"""Gradual strengths of claims under several semantics side by side. They disagree, and that is the point.

Every claim gets a base score: 1 accepted, 0 rejected, 1/2 suspended, and for a claim without a mark 0 or 1/2
(both are tried; nothing tells which is right). A reader may give base scores instead. A step is as strong as
its premises together (product or minimum, both are tried) after its undercuts. A claim without a mark is
moved by the steps to it. A marked claim is not, as in :mod:`qmlaw.argument.dependency`. Every claim is moved
by its rebuttals, unless they are answered, and is joined with what it presupposes (product or minimum again).

With base score *b*, strengths of supporters *s* and of attackers *a*:

* ``df-quad``: S = 1 - prod(1 - s), A = 1 - prod(1 - a); b - b (A - S) if A >= S, else b + (1 - b)(S - A);
* ``quadratic energy``: E = sum(s) - sum(a), h(x) = x^2 / (1 + x^2) for x > 0 and 0 otherwise;
  b + (1 - b) h(E) - b h(-E);
* ``noisy-or``: (1 - (1 - b) prod(1 - s)) prod(1 - a).

Three semantics, two ways to join premises and two base scores make twelve numbers per claim. They are
returned as an interval. The interval has no statistical meaning.

Where claims depend on each other in a circle, strengths are followed in small steps from three starts (the
base scores, all ones, zeros and ones in turn) until they stand still. A setting that does not come to rest,
or not in one place, gives no number and is named. Three starts can miss a further place of rest.

References
----------
A. Rago, F. Toni, M. Aurisicchio, P. Baroni, Discontinuity-free decision support with quantitative
argumentation debates, KR 2016 (DF-QuAD). A. Rago, K. Cyras, F. Toni, Adapting the DF-QuAD algorithm to
bipolar argumentation, SAFA 2016, CEUR 1672.
N. Potyka, Continuous dynamical systems for weighted bipolar argumentation, KR 2018 (quadratic energy, and
small steps for graphs with circles).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import product
from typing import NamedTuple

from qmlaw.argument.claims import Claim, all_edges, steps
from qmlaw.argument.reader import Choice, check_choice

BASE = {"accept": 1.0, "reject": 0.0, "suspend": 0.5}
WARNING = {
    "en": "The number is mostly the semantics: the same marks give another strength under every rule. "
    "Read the width of the interval, not its middle.",
    "ko": "이 수는 대부분 의미론이 정한다. 같은 표시라도 규칙마다 다른 세기가 나온다. "
    "구간의 가운데가 아니라 너비를 보라.",
}
_SWEEPS, _STEP, _REST, _SAME = 2000, 0.5, 1e-9, 1e-6


def _df_quad(base: float, supports: Sequence[float], attacks: Sequence[float]) -> float:
    balance = math.prod(1 - a for a in attacks) - math.prod(1 - s for s in supports)  # S - A
    return base + (1 - base if balance > 0 else base) * balance


def _quadratic_energy(base: float, supports: Sequence[float], attacks: Sequence[float]) -> float:
    energy = sum(supports) - sum(attacks)
    pull = energy**2 / (1 + energy**2)
    return base + (1 - base) * pull if energy > 0 else base - base * pull


def _noisy_or(base: float, supports: Sequence[float], attacks: Sequence[float]) -> float:
    return (1 - (1 - base) * math.prod(1 - s for s in supports)) * math.prod(1 - a for a in attacks)


SEMANTICS: Mapping[str, Callable[[float, Sequence[float], Sequence[float]], float]] = {
    "df-quad": _df_quad,
    "quadratic energy": _quadratic_energy,
    "noisy-or": _noisy_or,
}
JOINTS: Mapping[str, Callable[[Sequence[float]], float]] = {"product": math.prod, "minimum": min}


class Setting(NamedTuple):
    """A semantics, how premises are joined, and the base score of a claim without a mark."""

    semantics: str
    joint: str
    base: float


SETTINGS = tuple(Setting(*one) for one in product(SEMANTICS, JOINTS, (0.0, 0.5)))


@dataclass(frozen=True)
class Interval:
    """Strengths of one claim: lowest, highest, each by setting, and the settings that gave no number.

    Without any number the interval is 0 to 1.
    """

    low: float
    high: float
    by_setting: Mapping[Setting, float]
    unsettled: tuple[Setting, ...] = ()


def intervals(
    claims: Mapping[str, Claim], choice: Choice, scores: Mapping[str, float] | None = None
) -> dict[str, Interval]:
    """Compute the strengths of all claims under all settings.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    choice : Choice
        The reader's marks and answers.
    scores : mapping, optional
        Base scores of the reader's own, 0 to 1, by claim; they replace those of the marks.

    Returns
    -------
    dict
        :class:`Interval` by claim. Show it together with ``WARNING``.

    Raises
    ------
    ValueError
        If the choice or a score does not fit the map.
    """
    found = {setting: strengths(claims, choice, setting, scores) for setting in SETTINGS}
    settled = {setting: values for setting, values in found.items() if values is not None}
    unsettled = tuple(setting for setting in SETTINGS if setting not in settled)
    result = {}
    for name in claims:
        values = {setting: strength[name] for setting, strength in settled.items()}
        low, high = (min(values.values()), max(values.values())) if values else (0.0, 1.0)
        result[name] = Interval(low, high, values, unsettled)
    return result


def strengths(
    claims: Mapping[str, Claim], choice: Choice, setting: Setting, scores: Mapping[str, float] | None = None
) -> dict[str, float] | None:
    """Compute the strengths of all claims under one setting.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    choice : Choice
        The reader's marks and answers.
    setting : Setting
        One of ``SETTINGS``.
    scores : mapping, optional
        Base scores of the reader's own, 0 to 1, by claim.

    Returns
    -------
    dict or None
        Strength by claim, 0 to 1; None if claims depend on each other in a circle and the strengths do not
        come to rest in one place.

    Raises
    ------
    ValueError
        If the choice, the setting or a score does not fit.
    """
    check_choice(claims, choice)
    _check_setting(setting)
    rules = _rules(claims, choice, setting, _checked(scores or {}, claims))
    try:
        order = list(TopologicalSorter({node: rule.needs for node, rule in rules.items()}).static_order())
    except CycleError:
        values = _settle(rules)
        return values and {name: values[name] for name in claims}
    values: dict = {}
    for node in order:
        values[node] = rules[node].value(values)
    return {name: values[name] for name in claims}


@dataclass(frozen=True)
class _Rule:
    """How the strength of a claim or a step follows from others; for a step the base is its premises."""

    combine: Callable[[float, Sequence[float], Sequence[float]], float]
    join: Callable[[Sequence[float]], float]
    base: float
    joined_before: tuple  # premises of a step
    supports: tuple
    attacks: tuple
    joined_after: tuple  # what a claim presupposes

    @property
    def needs(self) -> tuple:
        return self.joined_before + self.supports + self.attacks + self.joined_after

    def value(self, values: Mapping) -> float:
        base = self.join([self.base, *(values[one] for one in self.joined_before)])
        moved = self.combine(base, [values[s] for s in self.supports], [values[a] for a in self.attacks])
        return self.join([moved, *(values[one] for one in self.joined_after)])


def _rules(
    claims: Mapping[str, Claim], choice: Choice, setting: Setting, scores: Mapping[str, float]
) -> dict[object, _Rule]:
    combine, join = SEMANTICS[setting.semantics], JOINTS[setting.joint]
    to: dict[str, list] = {name: [] for name in claims}
    against: dict[str, list] = {name: [] for name in claims}
    presupposed: dict[str, list] = {name: [] for name in claims}
    rules: dict[object, _Rule] = {}
    for step in steps(claims):
        node = (step.target, step.group)
        to[step.target].append(node)
        undercuts = tuple(name for name in step.undercut_by if name not in choice.answered)
        rules[node] = _Rule(combine, join, 1.0, step.premises, (), undercuts, ())
    for edge in all_edges(claims):
        if edge.type == "rebut" and edge.source not in choice.answered:
            against[edge.target].append(edge.source)
        elif edge.type == "presuppose":
            presupposed[edge.source].append(edge.target)
    for name in claims:
        mark = choice.marks.get(name)
        base = scores.get(name, BASE.get(mark, setting.base if to[name] else 0.5))
        supports = () if mark else tuple(to[name])
        rules[name] = _Rule(combine, join, base, (), supports, tuple(against[name]), tuple(presupposed[name]))
    return rules


def _settle(rules: Mapping[object, _Rule]) -> dict | None:
    ends = []
    bases = {node: rule.base for node, rule in rules.items()}
    for start in (bases, dict.fromkeys(rules, 1.0), {node: i % 2 for i, node in enumerate(rules)}):
        values = start
        for _ in range(_SWEEPS):
            wanted = {node: rule.value(values) for node, rule in rules.items()}
            furthest = max(abs(wanted[node] - values[node]) for node in rules)
            values = {node: values[node] + _STEP * (wanted[node] - values[node]) for node in rules}
            if furthest < _REST:
                break
        else:
            return None
        ends.append(values)
    apart = max(abs(end[node] - ends[0][node]) for end in ends for node in rules)
    return ends[0] if apart < _SAME else None


def _check_setting(setting: Setting) -> None:
    for value, allowed, what in (
        (setting.semantics, SEMANTICS, "semantics"),
        (setting.joint, JOINTS, "joint"),
    ):
        if value not in allowed:
            raise ValueError(f"{what} is {value!r}; allowed are {', '.join(allowed)}")
    if not 0 <= setting.base <= 1:
        raise ValueError(f"base is {setting.base!r}; allowed is 0 to 1")


def _checked(scores: Mapping[str, float], claims: Mapping[str, Claim]) -> Mapping[str, float]:
    for name, score in scores.items():
        if name not in claims:
            raise ValueError(f"not a claim: {name}; known are {', '.join(claims)}")
        if not 0 <= score <= 1:
            raise ValueError(f"the base score of {name} is {score!r}; allowed is 0 to 1")
    return scores
