"""Checks for exercises: they test properties of an answer and say which one fails and why, never the answer.

In a notebook::

    from qmlaw.classroom import checks

    checks.check(
        distance,
        checks.is_number(),
        checks.Property(
            text(en="it is shorter than a C-C bond", ko="C-C 결합보다 짧다"),
            lambda value: value < 1.54,
            hint=text(en="Which unit did you use?", ko="어떤 단위를 썼는지 보라."),
        ),
    )

A cleared exercise (the answer is ``...``, or a function whose body is ``...``) gets a friendly
"not answered yet".
"""

import dis
import html
import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from qmlaw.show.language import text

State = Literal["passed", "failed", "unanswered"]


@dataclass(frozen=True)
class Property:
    """One thing that a right answer has.

    Parameters
    ----------
    statement : str
        What should hold, as the student reads it: ``text(en=…, ko=…)``.
    test : callable
        Takes the answer; returns True or False. An exception counts as False and its text is shown.
    hint : str
        Where to look when it does not hold. Never the answer.
    """

    statement: str
    test: Callable[[Any], bool]
    hint: str = ""


@dataclass(frozen=True)
class Finding:
    """Whether one property holds, and what went wrong."""

    statement: str
    holds: bool
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Report:
    """What a check found; a notebook shows it as a list.

    Parameters
    ----------
    state : {"passed", "failed", "unanswered"}
        The outcome.
    findings : tuple of Finding
        One per property, in order; empty when unanswered.
    """

    state: State
    findings: tuple[Finding, ...] = ()

    def _headline(self) -> str:
        if self.state == "unanswered":
            return text(
                en="Not answered yet. Write your answer in the cell above, run it, then run this one.",
                ko="아직 답하지 않았습니다. 위 셀에 답을 쓰고 실행한 다음, 이 셀을 실행하세요.",
            )
        held, count = sum(f.holds for f in self.findings), len(self.findings)
        if self.state == "passed":
            return text(
                en=f"Right: all {count} properties hold.", ko=f"맞습니다: 성질 {count}개가 모두 성립합니다."
            )
        return text(
            en=f"Not yet: {held} of {count} properties hold.",
            ko=f"아직입니다: 성질 {count}개 중 {held}개가 성립합니다.",
        )

    def _lines(self) -> list[tuple[str, list[str]]]:
        hint = text(en="Hint", ko="힌트")
        lines = []
        for finding in self.findings:
            mark = "✓" if finding.holds else "✗"
            notes = [finding.reason] if finding.reason else []
            if not finding.holds and finding.hint:
                notes.append(f"{hint}: {finding.hint}")
            lines.append((f"{mark} {finding.statement}", notes))
        return lines

    def __str__(self) -> str:
        lines = [self._headline()]
        for statement, notes in self._lines():
            lines.append(f"  {statement}")
            lines += [f"      {note}" for note in notes]
        return "\n".join(lines)

    __repr__ = __str__

    def _html(self) -> str:
        items = []
        for statement, notes in self._lines():
            below = "".join(f"<br><em>{html.escape(note)}</em>" for note in notes)
            items.append(f"<li style='list-style: none'>{html.escape(statement)}{below}</li>")
        found = f"<ul>{''.join(items)}</ul>" if items else ""
        return (
            f"<div class='qmlaw-check'><p><strong>{html.escape(self._headline())}</strong></p>{found}</div>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        # The state travels as metadata, so that a teacher's tool or a test reads it without parsing words.
        return {"text/plain": str(self), "text/html": self._html()}, {"qmlaw": {"check": self.state}}


def check(answer: Any, *properties: Property) -> Report:
    """Test an answer and report which properties hold.

    Parameters
    ----------
    answer : object
        A value or a function, as left by the exercise's cell.
    *properties : Property
        What a right answer has, from simple to subtle.

    Returns
    -------
    Report
        Make it the last line of the cell.

    Raises
    ------
    ValueError
        If no property is given: such a check could not fail.
    """
    if not properties:
        raise ValueError("check() got no property; it could not fail")
    if is_unanswered(answer):
        return Report("unanswered")
    findings = tuple(_find(answer, wanted) for wanted in properties)
    return Report("passed" if all(f.holds for f in findings) else "failed", findings)


def _find(answer: Any, wanted: Property) -> Finding:
    try:
        holds, reason = bool(wanted.test(answer)), ""
    except Exception as error:
        # Whatever a student's code raises is a finding for the student, not a failure of the check.
        holds = False
        reason = text(en="It raised", ko="오류가 났습니다") + f": {type(error).__name__}: {error}"
    return Finding(wanted.statement, holds, reason, wanted.hint)


def is_unanswered(answer: Any) -> bool:
    """Tell whether an exercise was left as it came: ``...``, or a function with ``...`` as its body.

    Parameters
    ----------
    answer : object
        A value or a function.

    Returns
    -------
    bool
        True if nothing was written.
    """
    if answer is Ellipsis:
        return True
    if not isinstance(answer, types.FunctionType):
        return False
    steps = [s for s in dis.get_instructions(answer) if s.opname not in ("RESUME", "NOP")]
    returns_none = [("LOAD_CONST", None), ("RETURN_VALUE", None)]
    return [(s.opname, s.argval) for s in steps] in (returns_none, [("RETURN_CONST", None)])


def is_number() -> Property:
    """Require one finite number.

    Returns
    -------
    Property
        For `check`.
    """
    return Property(
        text(en="it is one finite number", ko="유한한 수 하나이다"),
        lambda value: np.ndim(value) == 0 and not isinstance(value, (bool, str)) and bool(np.isfinite(value)),
        hint=text(en="Not a list, not text, not nan.", ko="목록, 글자, nan은 안 됩니다."),
    )


def has_shape(*shape: int) -> Property:
    """Require an array of finite numbers of a given shape.

    Parameters
    ----------
    *shape : int
        Lengths along each axis.

    Returns
    -------
    Property
        For `check`.
    """
    return Property(
        text(
            en=f"it is an array of finite numbers of shape {shape}",
            ko=f"모양이 {shape}인 유한한 수의 배열이다",
        ),
        lambda value: np.shape(value) == shape and bool(np.all(np.isfinite(value))),
        hint=text(en="Print np.shape(your_answer).", ko="np.shape(답)을 출력해 보세요."),
    )


def takes(*names: str) -> Property:
    """Require a function with these parameters, in this order.

    Parameters
    ----------
    *names : str
        Names of the parameters.

    Returns
    -------
    Property
        For `check`.
    """
    listed = ", ".join(names)
    return Property(
        text(en=f"it is a function of ({listed})", ko=f"({listed})의 함수이다"),
        lambda value: callable(value) and tuple(inspect.signature(value).parameters) == names,
        hint=text(en="Keep the first line of the cell as it was.", ko="셀의 첫 줄을 그대로 두세요."),
    )
