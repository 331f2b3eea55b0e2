"""A word in two senses: marks, the charge of equivocation, and a claim on trial."""

from dataclasses import replace

import pytest

from qmlaw.argument import author, dependency_view, load_claims
from qmlaw.argument.senses import read_in, with_claim

CLAIMS = load_claims()
READINGS = {"P3": {"thin": "accept", "thick": "reject"}, "P6": {"thin": "reject", "thick": "accept"}}
START = author(CLAIMS).marked("reject", "S2")  # the step that is ours would keep C2 open


def status(p3, p6, answered=False):
    choice = read_in(START, READINGS, {"P3": p3, "P6": p6}, "O7")
    choice = choice.answering("O7") if answered else choice
    return dependency_view(CLAIMS, choice).status


def test_thin_throughout_keeps_the_laws_and_loses_the_web():
    found = status("thin", "thin")
    assert (found["I7"], found["C1"], found["C2"], found["O7"]) == ("stands", "stands", "falls", "falls")


def test_thick_throughout_loses_the_laws():
    found = status("thick", "thick")
    assert (found["I7"], found["C1"], found["C2"]) == ("falls", "falls", "falls")


def test_both_senses_are_charged_with_equivocation():
    assert status("thin", "thick")["C2"] == "falls"
    assert status("thin", "thick", answered=True)["C2"] == "stands"


def test_a_claim_on_trial_hangs_on_its_premises():
    new = replace(CLAIMS["C2"], id="C2R", edges=(), evidence=())
    more = with_claim(CLAIMS, new, ["P6", "I6"])
    assert dependency_view(more, START).status["C2R"] == "stands"
    assert dependency_view(more, START.marked("reject", "P6")).status["C2R"] == "falls"
    assert "C2R" not in CLAIMS
    assert all(edge.target != "C2R" for edge in CLAIMS["P6"].edges)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="senses are given for"):
        read_in(START, READINGS, {"P3": "thin"}, "O7")
    with pytest.raises(ValueError, match="the sense of P3 is 'stout'"):
        read_in(START, READINGS, {"P3": "stout", "P6": "thin"}, "O7")
    with pytest.raises(ValueError, match="a claim 'C2' already"):
        with_claim(CLAIMS, CLAIMS["C2"], ["P6"])
    with pytest.raises(ValueError, match="not a claim: P99"):
        with_claim(CLAIMS, replace(CLAIMS["C2"], id="C2R"), ["P99"])
