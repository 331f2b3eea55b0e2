"""The argument of the essay as data: claims, registered experiments, evidence and the verdicts that follow.

Knows nothing of chemistry. It reads ``data/argument/*.yaml`` and ``data/evidence/*.json``. In a notebook::

    from qmlaw import argument
    from qmlaw.argument import Metric

    argument.record("T6", metrics=[Metric.over_seeds("mae_sorted", maes, "kcal/mol"), ...],
                    seconds=elapsed, dataset="data/equilibrium")
"""

from qmlaw.argument.claims import Claim, Edge, Step, all_edges, fact_word, graph, load_claims, steps
from qmlaw.argument.dependency import Commitment, View, dependency_view
from qmlaw.argument.evidence import Run, evidence_faults, load_evidence
from qmlaw.argument.glossary import Term, load_glossary, load_themes
from qmlaw.argument.languages import language, say, set_language
from qmlaw.argument.metrics import Metric
from qmlaw.argument.reader import Choice, asked, author, blank, critic, steelman
from qmlaw.argument.recording import EvidenceMismatch, Result, outcome_word, record, scale
from qmlaw.argument.registry import Test, check_against_claims, load_tests
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.argument.verdicts import decide, describe

__all__ = [
    "ArgumentDataError",
    "Choice",
    "Claim",
    "Commitment",
    "Edge",
    "EvidenceMismatch",
    "Metric",
    "Result",
    "Run",
    "Step",
    "Term",
    "Test",
    "View",
    "all_edges",
    "asked",
    "author",
    "blank",
    "check_against_claims",
    "critic",
    "decide",
    "dependency_view",
    "describe",
    "evidence_faults",
    "fact_word",
    "graph",
    "language",
    "load_claims",
    "load_evidence",
    "load_glossary",
    "load_themes",
    "load_tests",
    "record",
    "outcome_word",
    "say",
    "scale",
    "set_language",
    "steelman",
    "steps",
]
