"""The registered experiments: what is measured, and which result would speak for or against which claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qmlaw.argument import schema
from qmlaw.argument.claims import Claim, Texts
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.argument.verdicts import Rule, metrics_used
from qmlaw.paths import data_folder

DEFAULT_RTOL = 0.05


@dataclass(frozen=True)
class MetricSpec:
    """A number that the experiment must report.

    ``rtol`` and ``atol`` say how far a repetition may lie from the stored value (relative; in ``unit``).
    """

    name: str
    unit: str
    description: Texts
    rtol: float = DEFAULT_RTOL
    atol: float = 0.0


@dataclass(frozen=True)
class Revision:
    """A rule that was replaced: the old rules, the day of the change and the reason."""

    changed: str
    why: Texts
    verdicts: Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True)
class Test:
    """A registered experiment. ``verdicts`` holds, per claim, the rules in the order of trial."""

    __test__ = False  # the name starts with "Test"; pytest must not collect it

    id: str
    claims: tuple[str, ...]
    title: Texts
    question: Texts
    hypothesis: Texts
    protocol: Texts
    metrics: tuple[MetricSpec, ...]
    verdicts: Mapping[str, tuple[Rule, ...]]
    cannot_show: Texts
    registered: str
    history: tuple[Revision, ...]
    notebook: str
    cost: Texts

    def metric(self, name: str) -> MetricSpec:
        """Return the description of one metric.

        Parameters
        ----------
        name : str
            Name of a metric of this test.

        Returns
        -------
        MetricSpec

        Raises
        ------
        ValueError
            If the test has no such metric.
        """
        for spec in self.metrics:
            if spec.name == name:
                return spec
        known = ", ".join(spec.name for spec in self.metrics)
        raise ValueError(f"{self.id} has no metric {name!r}; registered are {known}")


def load_tests(path: Path | None = None) -> dict[str, Test]:
    """Read the registered experiments.

    Parameters
    ----------
    path : Path, optional
        A YAML file; default ``data/argument/tests.yaml``.

    Returns
    -------
    dict
        Tests by id.

    Raises
    ------
    ArgumentDataError
        If the file breaks the schema, a rule names a metric that is not registered, a claim has no rules, or
        rules do not end in one that always fires.
    """
    path = path or data_folder() / "argument" / "tests.yaml"
    entries = schema.read_yaml(path, schema.TESTS)["tests"]
    schema.check_unique([entry["id"] for entry in entries], "test id", path.name)
    tests = {entry["id"]: _test(entry) for entry in entries}
    faults = [f"{path.name}: {fault}" for test in tests.values() for fault in _faults(test)]
    if faults:
        raise ArgumentDataError("\n".join(faults))
    return tests


def check_against_claims(tests: Mapping[str, Test], claims: Mapping[str, Claim]) -> list[str]:
    """Compare the tests with the claims they are about.

    Parameters
    ----------
    tests, claims : mapping
        By id.

    Returns
    -------
    list of str
        One sentence per fault: a test of an unknown claim, a claim that names an unknown test, a pair that
        only one side knows of.
    """
    of_tests = {(claim, test.id) for test in tests.values() for claim in test.claims}
    of_claims = {(claim.id, test) for claim in claims.values() for test in claim.evidence}
    faults = [f"{t}: tests {c}, which is not a claim" for c, t in sorted(of_tests) if c not in claims]
    faults += [f"{c}: names {t}, which is not registered" for c, t in sorted(of_claims) if t not in tests]
    faults += [
        f"{t}: gives a verdict on {c}, but {c} does not name it" for c, t in sorted(of_tests - of_claims)
    ]
    faults += [f"{c}: names {t}, but {t} gives no verdict on it" for c, t in sorted(of_claims - of_tests)]
    return faults


def _faults(test: Test) -> list[str]:
    names = [spec.name for spec in test.metrics]
    faults = []
    if len(set(names)) < len(names):
        faults.append(f"{test.id}: a metric is registered twice: {', '.join(sorted(names))}")
    if set(test.claims) != set(test.verdicts):
        faults.append(
            f"{test.id}: 'claims' are {', '.join(sorted(test.claims))}, but 'verdicts' has rules for "
            f"{', '.join(sorted(test.verdicts))}; the two must be the same"
        )
    for claim, rules in test.verdicts.items():
        faults += _rule_faults(f"{test.id}: rules for {claim}", rules, set(names))
    return faults


def _rule_faults(where: str, rules: tuple[Rule, ...], names: set[str]) -> list[str]:
    faults = []
    used = set().union(*(metrics_used(rule.when) for rule in rules if rule.when is not None))
    if used - names:
        faults.append(
            f"{where}: unknown metric {', '.join(sorted(used - names))}; registered are {sorted(names)}"
        )
    if rules[-1].when is not None or any(rule.when is None for rule in rules[:-1]):
        faults.append(
            f"{where}: exactly the last rule must have no 'when', so that there is always one verdict"
        )
    if rules[0].outcome != "void":
        faults.append(f"{where}: the first rule must say when the run is void (too poor to judge)")
    return faults


def _test(entry: dict[str, Any]) -> Test:
    return Test(
        **{
            **entry,
            "claims": tuple(entry["claims"]),
            "metrics": tuple(MetricSpec(**spec) for spec in entry["metrics"]),
            "verdicts": _rules(entry["verdicts"]),
            "history": tuple(
                Revision(old["changed"], old["why"], _rules(old["verdicts"])) for old in entry["history"]
            ),
        }
    )


def _rules(verdicts: dict[str, list[dict]]) -> dict[str, tuple[Rule, ...]]:
    return {
        claim: tuple(Rule(rule["outcome"], rule["why"], rule.get("when")) for rule in rules)
        for claim, rules in verdicts.items()
    }
