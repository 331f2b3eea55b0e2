"""The table of claims says what the stored evidence says."""

import pytest

from qmlaw import argument
from qmlaw.show import claims_table, set_language


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("en")


def test_rows_have_label_fact_check_and_verdict() -> None:
    row = claims_table(["D24"]).rows[0]
    claim = argument.load_claims()["D24"]
    verdict = argument.outcome_word(argument.load_evidence("T11")["quick"].verdicts["D24"], "en")
    assert row == ("D24", claim.label["en"], "wrong", f"T11: {verdict}")


def test_both_scales_are_named_where_they_differ() -> None:
    runs = argument.load_evidence("T4")
    words = {scale: argument.outcome_word(runs[scale].verdicts["I1"], "en") for scale in ("quick", "full")}
    assert words["quick"] != words["full"], "choose another test for this test"
    assert claims_table(["I1"]).rows[0][3] == f"T4: {words['quick']} (quick), {words['full']} (full)"


def test_a_claim_without_experiment_has_an_empty_cell() -> None:
    assert not argument.load_claims()["D22"].evidence
    assert claims_table(["D22"]).rows[0][3] == "–"


def test_an_unknown_claim_is_an_error() -> None:
    with pytest.raises(KeyError, match="D99"):
        claims_table(["D99"])


def test_korean() -> None:
    set_language("ko")
    assert claims_table(["D24"]).columns[0] == "주장"
