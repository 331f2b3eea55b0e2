"""What an experiment measured, kept in ``data/evidence/T*.json``: one run at quick and one at full scale."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from qmlaw.argument import schema
from qmlaw.argument.metrics import Metric
from qmlaw.argument.registry import Test
from qmlaw.argument.verdicts import Rule, decide
from qmlaw.paths import data_folder

PACKAGES = ("qmlaw", "numpy", "scipy", "scikit-learn", "torch", "pyscf")


@dataclass(frozen=True)
class Run:
    """One recorded run of an experiment: what was found, with what, on which data, and what followed."""

    date: str
    dataset: str
    seconds: float
    versions: Mapping[str, str]
    metrics: Mapping[str, Metric]
    verdicts: Mapping[str, str]


def new_run(test: Test, metrics: Sequence[Metric], seconds: float, dataset: str) -> Run:
    """Put measured metrics together with today's date, the versions in use and the verdicts that follow.

    Parameters
    ----------
    test : Test
        The experiment.
    metrics : sequence of Metric
        Exactly the registered metrics, in the registered units.
    seconds : float
        How long the experiment took, wall seconds.
    dataset : str
        What was computed on.

    Returns
    -------
    Run

    Raises
    ------
    ValueError
        If a metric is missing, unknown, given twice or in another unit.
    """
    measured = {metric.name: metric for metric in metrics}
    if len(measured) < len(metrics):
        raise ValueError(f"{test.id}: a metric is given twice: {', '.join(sorted(m.name for m in metrics))}")
    check_metrics(test, measured)
    verdicts = {claim: rule.outcome for claim, rule in rules_fired(test, measured).items()}
    today = datetime.now(UTC).date().isoformat()
    return Run(today, dataset, round(seconds, 1), _versions(), measured, verdicts)


def check_metrics(test: Test, metrics: Mapping[str, Metric]) -> None:
    """Make sure that the metrics are the registered ones.

    Parameters
    ----------
    test : Test
        The experiment.
    metrics : mapping
        Metrics by name.

    Raises
    ------
    ValueError
        If one is missing, unknown or in another unit.
    """
    registered = {spec.name for spec in test.metrics}
    missing, unknown = sorted(registered - set(metrics)), sorted(set(metrics) - registered)
    if missing or unknown:
        raise ValueError(
            f"{test.id}: missing metrics: {', '.join(missing) or 'none'}; "
            f"not registered: {', '.join(unknown) or 'none'}"
        )
    for metric in metrics.values():
        unit = test.metric(metric.name).unit
        if metric.unit != unit:
            raise ValueError(
                f"{test.id}: metric {metric.name!r} is in {metric.unit!r}; registered is {unit!r}"
            )


def rules_fired(test: Test, metrics: Mapping[str, Metric]) -> dict[str, Rule]:
    """Return, per claim, the rule that decides.

    Parameters
    ----------
    test : Test
        The experiment.
    metrics : mapping
        Metrics by name.

    Returns
    -------
    dict
        Rule by claim id.
    """
    return {claim: decide(rules, metrics) for claim, rules in test.verdicts.items()}


def evidence_file(test_id: str) -> Path:
    """Return the path of an evidence file, whether or not it exists.

    Parameters
    ----------
    test_id : str
        For example ``"T6"``.

    Returns
    -------
    Path
    """
    return data_folder() / "evidence" / f"{test_id}.json"


def load_evidence(test_id: str, path: Path | None = None) -> dict[str, Run]:
    """Read what was recorded for an experiment.

    Parameters
    ----------
    test_id : str
        For example ``"T6"``.
    path : Path, optional
        Default :func:`evidence_file`.

    Returns
    -------
    dict
        Runs by scale (``"quick"``, ``"full"``); empty if nothing was recorded.

    Raises
    ------
    ArgumentDataError
        If the file breaks the schema.
    """
    path = path or evidence_file(test_id)
    if not path.exists():
        return {}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise schema.ArgumentDataError(f"{path.name}: not valid JSON: {error}") from error
    schema.check(document, schema.EVIDENCE, path.name)
    return {scale: _run(document[scale]) for scale in schema.SCALES if document.get(scale)}


def save_run(test_id: str, scale: str, run: Run, path: Path | None = None) -> Path:
    """Write a run beside the one of the other scale. The file is replaced in one move, never half written.

    Parameters
    ----------
    test_id : str
        For example ``"T6"``.
    scale : {"quick", "full"}
        Which of the two runs.
    run : Run
        What was measured.
    path : Path, optional
        Default :func:`evidence_file`.

    Returns
    -------
    Path
        The file written.
    """
    path = path or evidence_file(test_id)
    runs = {**load_evidence(test_id, path), scale: run}
    document = {"test": test_id, **{name: _document(found) for name, found in runs.items()}}
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, suffix=".tmp", delete=False, encoding="utf-8"
    ) as draft:
        draft.write(text)
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, path)
    return path


def evidence_faults(test: Test, runs: Mapping[str, Run]) -> list[str]:
    """Look for stored evidence that does not follow from the registered rules.

    Parameters
    ----------
    test : Test
        The experiment.
    runs : mapping
        Recorded runs by scale.

    Returns
    -------
    list of str
        One sentence per fault: no quick run, wrong metrics, run before registration, stored verdict that the
        rules do not give.
    """
    faults = [] if "quick" in runs else [f"{test.id}: no quick run is recorded"]
    for scale, run in runs.items():
        try:
            check_metrics(test, run.metrics)
            computed = {claim: rule.outcome for claim, rule in rules_fired(test, run.metrics).items()}
        except ValueError as error:
            faults.append(f"{test.id} ({scale}): {error}")
            continue
        if run.date < test.registered:
            faults.append(
                f"{test.id} ({scale}): run on {run.date}, before its registration on {test.registered}"
            )
        if computed != dict(run.verdicts):
            faults.append(
                f"{test.id} ({scale}): stored verdicts {dict(run.verdicts)}, but the rules give {computed}"
            )
    return faults


def _versions() -> dict[str, str]:
    installed = {name: _version(name) for name in PACKAGES}
    return {name: version for name, version in installed.items() if version}


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _document(run: Run) -> dict:
    document = asdict(run)
    for metric in document["metrics"].values():
        del metric["name"]
    return document


def _run(document: dict) -> Run:
    metrics = {name: Metric(name=name, **fields) for name, fields in document["metrics"].items()}
    return Run(**{**document, "metrics": metrics})
