"""Findings that somebody looked at: ``flags.csv`` of a set says which stay in it, and why.

A table with the columns ``finding`` (a key of `qmlaw.datasets.points.FINDINGS`), ``names`` (a name, or a
pattern with ``*``), ``count`` (at most so many) and ``reason``. What it does not answer for is a problem.
"""

import csv
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from qmlaw.datasets.points import FINDINGS, Finding

FLAGS = "flags.csv"
COLUMNS = ["finding", "names", "count", "reason"]

_SHOWN = 5


class Flag(NamedTuple):
    """One line of ``flags.csv``.

    Attributes
    ----------
    finding : str
        Kind of finding.
    names : str
        A name or a pattern.
    count : int
        Findings it answers for, at most.
    reason : str
        Why they stay.
    """

    finding: str
    names: str
    count: int
    reason: str

    def answers(self, finding: Finding) -> bool:
        """Whether this line is about that finding."""
        if self.finding != finding.kind:
            return False
        return self.names == finding.name or fnmatchcase(finding.name, self.names)


def read_flags(path: Path) -> list[Flag]:
    """Read a list of known findings.

    Parameters
    ----------
    path
        The CSV file; a set without one has no known findings.

    Raises
    ------
    ValueError
        For other columns, an unknown kind of finding, a count that is not a whole number above zero, or a
        line without a reason.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if reader.fieldnames != COLUMNS:
            raise ValueError(f"{path}: the columns are {reader.fieldnames}; they must be {COLUMNS}")
        return [_flag(line, f"{path}, line {reader.line_num}") for line in reader]


def _flag(line: dict[str, str], where: str) -> Flag:
    if None in line or None in line.values():
        raise ValueError(f"{where}: not {len(COLUMNS)} columns; put quotes around a reason with commas")
    if line["finding"] not in FINDINGS:
        raise ValueError(f"{where}: unknown finding {line['finding']!r}; allowed are {', '.join(FINDINGS)}")
    if not line["count"].isdecimal() or int(line["count"]) < 1:
        raise ValueError(f"{where}: count is {line['count']!r}; it must be a whole number above 0")
    if not line["reason"].strip():
        raise ValueError(f"{where}: no reason")
    return Flag(line["finding"], line["names"], int(line["count"]), line["reason"])


def unexplained(findings: list[Finding], flags: list[Flag]) -> list[str]:
    """Findings without a flag, and flags that answer for fewer than there are; one line each kind.

    Parameters
    ----------
    findings
        What the checks found.
    flags
        What is known.

    Returns
    -------
    list of str
        Empty if every finding is known.
    """
    problems = []
    for flag in flags:
        covered = [finding for finding in findings if flag.answers(finding)]
        if len(covered) > flag.count:
            problems.append(
                f"{flag.finding}: {FLAGS} has {flag.count} for {flag.names}, but there are {len(covered)}"
            )
    new = [finding for finding in findings if not any(flag.answers(finding) for flag in flags)]
    for kind in dict.fromkeys(finding.kind for finding in new):
        alike = [finding for finding in new if finding.kind == kind]
        shown = "; ".join(f"{finding.name} ({finding.detail})" for finding in alike[:_SHOWN])
        more = f"; and {len(alike) - _SHOWN} more" if len(alike) > _SHOWN else ""
        problems.append(f"{kind} ({FINDINGS[kind]}), not in {FLAGS}: {shown}{more}")
    return problems
