"""The claims of a page with their fact checks and verdicts, as a table."""

from collections.abc import Sequence

from qmlaw import argument
from qmlaw.show.language import language, text
from qmlaw.show.table import Table, table


def claims_table(names: Sequence[str]) -> Table:
    """What became of claims: fact check, and the verdict of each experiment that judges them.

    Where *quick* and *full* were both run and do not agree, both verdicts are given.

    Parameters
    ----------
    names : sequence of str
        Ids of claims, in the order of the rows.

    Raises
    ------
    KeyError
        If there is no such claim.
    """
    claims = argument.load_claims()
    rows = []
    for name in names:
        claim = claims[name]
        checked = argument.fact_word(claim.factcheck.verdict, language()) if claim.factcheck else None
        verdicts = [verdict for test in claim.evidence if (verdict := _verdict(test, name))]
        rows.append([name, claim.label[language()], checked, "; ".join(verdicts) or None])
    return table(
        rows,
        columns=[
            text(en="claim", ko="주장"),
            "",
            text(en="fact check", ko="사실 확인"),
            text(en="experiment", ko="실험"),
        ],
        caption=text(en="The claims of this page.", ko="이 페이지의 주장."),
    )


def _verdict(test: str, name: str) -> str:
    """``"T5: mixed"``, ``"T4: against (quick), mixed (full)"``, or nothing if the test has not run."""
    runs = argument.load_evidence(test)
    words = {
        scale: argument.outcome_word(runs[scale].verdicts[name], language())
        for scale in ("quick", "full")
        if scale in runs and name in runs[scale].verdicts
    }
    if len(set(words.values())) <= 1:
        return f"{test}: {next(iter(words.values()))}" if words else ""
    return f"{test}: " + ", ".join(f"{word} ({scale})" for scale, word in words.items())
