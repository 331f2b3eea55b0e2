"""What is recorded against claims: a reason to change a mark, which nothing but the reader turns into one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qmlaw.argument.claims import Claim
from qmlaw.argument.evidence import Run, load_evidence, rules_fired
from qmlaw.argument.reader import Choice
from qmlaw.argument.registry import Test


@dataclass(frozen=True)
class Reason:
    """Something recorded that speaks against a claim: a fact check or the verdict of an experiment."""

    claim: str
    kind: str
    source: str


def reasons_against(
    claims: Mapping[str, Claim], evidence: Mapping[str, Mapping[str, Run]] | None = None
) -> list[Reason]:
    """List what is recorded against claims. It changes no mark; see :func:`following`.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    evidence : mapping, optional
        Recorded runs by experiment and scale; default what is stored.

    Returns
    -------
    list of Reason
        Kind ``"fact check"`` (found wrong) or ``"experiment"`` (verdict *against*; the run at full scale
        counts where there is one).
    """
    found = []
    for claim in claims.values():
        if claim.factcheck is not None and claim.factcheck.verdict == "wrong":
            found.append(Reason(claim.id, "fact check", "wrong"))
        for test in claim.evidence:
            runs = load_evidence(test) if evidence is None else evidence.get(test, {})
            run = runs.get("full") or runs.get("quick")
            if run is not None and run.verdicts.get(claim.id) == "against":
                found.append(Reason(claim.id, "experiment", test))
    return found


def judged_by(tests: Mapping[str, Test]) -> dict[str, dict[str, Run]]:
    """Judge the stored measurements by other rules, for example with a threshold changed.

    Parameters
    ----------
    tests : mapping
        Experiments by id, with the rules to judge by; from :func:`qmlaw.argument.load_tests` of an edited
        copy of ``tests.yaml``.

    Returns
    -------
    dict
        Recorded runs by experiment and scale, with the verdicts that these rules give; for
        :func:`reasons_against`. Nothing is stored.

    Raises
    ------
    ValueError
        If a rule needs a metric that was not measured.
    """
    found: dict[str, dict[str, Run]] = {}
    for test in tests.values():
        found[test.id] = {}
        for scale, run in load_evidence(test.id).items():
            outcomes = {claim: rule.outcome for claim, rule in rules_fired(test, run.metrics).items()}
            found[test.id][scale] = replace(run, verdicts=outcomes)
    return found


def following(choice: Choice, reasons: Collection[Reason]) -> Choice:
    """Return the choice with every claim rejected against which there is a reason.

    Parameters
    ----------
    choice : Choice
        A reader's choice.
    reasons : collection of Reason
        What is to count, from :func:`reasons_against`.

    Returns
    -------
    Choice
    """
    return choice.marked("reject", *(reason.claim for reason in reasons))
