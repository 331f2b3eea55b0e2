"""``record``: the last line of an experiment in a notebook."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from qmlaw.argument import schema
from qmlaw.argument.evidence import Run, load_evidence, new_run, rules_fired, save_run
from qmlaw.argument.languages import language as current_language
from qmlaw.argument.metrics import Metric
from qmlaw.argument.registry import MetricSpec, Test, load_tests
from qmlaw.argument.verdicts import describe

OUTCOME_WORDS = {
    "for": {"en": "for the claim", "ko": "주장을 지지"},
    "against": {"en": "against the claim", "ko": "주장에 반함"},
    "mixed": {"en": "mixed", "ko": "엇갈림"},
    "void": {"en": "void", "ko": "무효"},
}
WORDS = {
    "metric": {"en": "metric", "ko": "측정량"},
    "value": {"en": "value", "ko": "값"},
    "spread": {"en": "over the seeds", "ko": "시드에 따른 폭"},
    "unit": {"en": "unit", "ko": "단위"},
    "meaning": {"en": "what each number is", "ko": "각 수의 뜻"},
    "rule": {"en": "rule that fired", "ko": "적용된 규칙"},
    "registered": {"en": "rules registered", "ko": "규칙 등록일"},
    "changed": {"en": "rules changed", "ko": "규칙 변경일"},
    "cannot": {"en": "What this cannot show", "ko": "이 실험이 보이지 못하는 것"},
}


def outcome_word(outcome: str, language: str | None = None) -> str:
    """Say a verdict in words.

    Parameters
    ----------
    outcome : {"for", "against", "mixed", "void"}
        The verdict.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such verdict.
    """
    if outcome not in OUTCOME_WORDS:
        raise ValueError(f"outcome is {outcome!r}; allowed are {', '.join(OUTCOME_WORDS)}")
    return OUTCOME_WORDS[outcome][current_language(language)]


class EvidenceMismatch(AssertionError):
    """A repeated experiment does not give what is stored for it."""


def scale(test_id: str | None = None) -> str:
    """Return the scale at which an experiment runs: the environment variable ``QMLAW_SCALE``, or ``"quick"``.

    Where ``QMLAW_TEST`` names one experiment (``qmlaw evidence run`` does that), the others stay quick.

    Parameters
    ----------
    test_id : str, optional
        The experiment that asks.

    Returns
    -------
    str
        ``"quick"`` or ``"full"``.

    Raises
    ------
    ValueError
        If the variable holds something else.
    """
    found = os.environ.get("QMLAW_SCALE") or "quick"
    if found not in schema.SCALES:
        raise ValueError(f"QMLAW_SCALE is {found!r}; allowed are {', '.join(schema.SCALES)}")
    return found if test_id is None or _is_meant(test_id) else "quick"


@dataclass(frozen=True)
class Result:
    """What an experiment found and what follows from it; shows itself as a table in a notebook."""

    test: Test
    run: Run
    language: str

    @property
    def verdicts(self) -> dict[str, str]:
        """Verdict (for, against, mixed, void) by claim id."""
        return dict(self.run.verdicts)

    def __str__(self) -> str:
        """Return the tables as plain text."""
        lines = [f"{self.test.id}: {self.test.title[self.language]}", ""]
        lines += ["  ".join(cells) for cells in self._metric_rows()]
        for claim, outcome, rule, why in self._verdict_rows():
            lines += ["", f"{claim}: {outcome}", f"  {self._word('rule')}: {rule}", f"  {why}"]
        return "\n".join([*lines, "", f"{self._word('cannot')}: {self._cannot()}", self._dates()])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(self._word(w))}</th>" for w in ("metric", "value", "spread", "unit"))
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self._metric_rows()
        )
        meanings = "".join(
            f"<dt><code>{spec.name}</code></dt><dd>{escape(spec.description[self.language])}</dd>"
            for spec in self.test.metrics
        )
        verdicts = "".join(
            f"<p><strong>{claim}: {escape(outcome)}</strong><br>{escape(why)}<br>"
            f"<small>{escape(self._word('rule'))}: <code>{escape(rule)}</code></small></p>"
            for claim, outcome, rule, why in self._verdict_rows()
        )
        return (
            f'<div class="qmlaw-verdict" lang="{self.language}">'
            f"<p><strong>{self.test.id}</strong> {escape(self.test.title[self.language])}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<details><summary>{self._word('meaning')}</summary><dl>{meanings}</dl></details>{verdicts}"
            f"<p><em>{escape(self._word('cannot'))}.</em> {escape(self._cannot())}</p>"
            f"<p><small>{escape(self._dates())}</small></p></div>"
        )

    def _word(self, key: str) -> str:
        return WORDS[key][self.language]

    def _cannot(self) -> str:
        return self.test.cannot_show[self.language]

    def _dates(self) -> str:
        changes = [f"{self._word('changed')} {revision.changed}" for revision in self.test.history]
        return "; ".join([f"{self._word('registered')} {self.test.registered}", *changes])

    def _metric_rows(self) -> list[tuple[str, str, str, str]]:
        return [_row(spec, self.run.metrics[spec.name]) for spec in self.test.metrics]

    def _verdict_rows(self) -> list[tuple[str, str, str, str]]:
        fired = rules_fired(self.test, self.run.metrics)
        return [
            (
                claim,
                OUTCOME_WORDS[rule.outcome][self.language],
                describe(rule.when, self.language),
                rule.why[self.language],
            )
            for claim, rule in fired.items()
        ]


def record(
    test_id: str,
    metrics: Sequence[Metric],
    seconds: float,
    dataset: str,
    language: str | None = None,
    compare: bool = True,
) -> Result:
    """Judge what was measured by the registered rules, and store it or compare it with what is stored.

    With the environment variable ``QMLAW_RECORD=1`` (set by ``make notebooks`` and ``qmlaw evidence run``)
    the run is written to ``data/evidence``. Otherwise it is compared with the stored run of the same scale.
    Where ``QMLAW_TEST`` names another experiment, neither is done.

    Parameters
    ----------
    test_id : str
        A registered experiment, for example ``"T6"``.
    metrics : sequence of Metric
        Exactly the registered metrics, in the registered units.
    seconds : float
        How long the experiment took, wall seconds.
    dataset : str
        What was computed on, for example ``"data/equilibrium, 600 molecules"``.
    language : {"en", "ko"}, optional
        Language of the tables; default :func:`qmlaw.argument.language`.
    compare : bool, default True
        False when the experiment was changed on purpose: your verdict is shown and nothing is compared.

    Returns
    -------
    Result
        Shows the metrics, the rule that fired and the verdict per claim.

    Raises
    ------
    ValueError
        If the test is unknown or the metrics are not the registered ones.
    EvidenceMismatch
        If the repetition gives another verdict, or a metric further off than its tolerance, or if nothing is
        stored to compare with.
    """
    tests = load_tests()
    if test_id not in tests:
        raise ValueError(f"test {test_id!r} is not registered; known are {', '.join(tests)}")
    run = new_run(tests[test_id], metrics, seconds, dataset)
    if os.environ.get("QMLAW_RECORD") == "1" and _is_meant(test_id):
        save_run(test_id, scale(), run)
    elif compare and _is_meant(test_id):
        _compare(tests[test_id], run)
    return Result(tests[test_id], run, current_language(language))


def mismatches(test: Test, stored: Run, measured: Run) -> list[str]:
    """List where a repetition differs from what is stored.

    Parameters
    ----------
    test : Test
        The experiment, with the tolerance of each metric.
    stored, measured : Run
        The two runs.

    Returns
    -------
    list of str
        One sentence per difference; empty when the repetition agrees.
    """
    differences = [
        f"verdict on {claim}: stored {stored.verdicts.get(claim)!r}, measured {outcome!r}"
        for claim, outcome in measured.verdicts.items()
        if stored.verdicts.get(claim) != outcome
    ]
    for spec in test.metrics:
        old, new = stored.metrics[spec.name].value, measured.metrics[spec.name].value
        if abs(new - old) > spec.atol + spec.rtol * abs(old):
            differences.append(
                f"metric {spec.name}: stored {old:.6g} {spec.unit}, measured {new:.6g} {spec.unit} "
                f"(allowed: {spec.rtol:.0%} + {spec.atol:g})"
            )
    return differences


def _is_meant(test_id: str) -> bool:
    return os.environ.get("QMLAW_TEST", test_id) == test_id


def _compare(test: Test, run: Run) -> None:
    stored = load_evidence(test.id).get(scale())
    if stored is None:
        option = " --full" if scale() == "full" else ""
        raise EvidenceMismatch(
            f"{test.id}: no {scale()} run is stored to compare with. Record one with "
            f"'qmlaw evidence run {test.id}{option}', or call record(..., compare=False)."
        )
    differences = mismatches(test, stored, run)
    if differences:
        raise EvidenceMismatch(
            f"{test.id} does not give what is stored at {scale()} scale:\n  "
            + "\n  ".join(differences)
            + "\nIf you changed the experiment on purpose, call record(..., compare=False)."
        )


def _row(spec: MetricSpec, metric: Metric) -> tuple[str, str, str, str]:
    spread = (
        "" if metric.low is None or metric.high is None else f"{_number(metric.low)} … {_number(metric.high)}"
    )
    seeds = f" (n = {metric.seeds})" if metric.seeds and spread else ""
    value = f"< {spec.atol:g}" if abs(metric.value) < spec.atol else _number(metric.value)
    return spec.name, value, spread + seeds, "" if metric.unit == "1" else metric.unit


def _number(value: float) -> str:
    return f"{value:.3g}"
