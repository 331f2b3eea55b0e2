"""The numbers in the rules: all are found, and a margin is where the verdict flips and nowhere else."""

import dataclasses

import pytest

from qmlaw import argument
from qmlaw.argument.reasons import judged_by
from qmlaw.argument.schema import TESTS, read_yaml
from qmlaw.argument.thresholds import margins, thresholds, with_threshold
from qmlaw.argument.verdicts import decide
from qmlaw.paths import data_folder

RECORDED = [
    (test, run) for test in argument.load_tests().values() for run in argument.load_evidence(test.id).values()
]


def test_every_comparison_in_the_file_is_a_threshold():
    def count(node):
        if isinstance(node, dict):
            return ("op" in node) + sum(count(value) for value in node.values())
        return sum(count(value) for value in node) if isinstance(node, list) else 0

    entries = read_yaml(data_folder() / "argument" / "tests.yaml", TESTS)["tests"]
    for entry in entries:
        found = thresholds(argument.load_tests()[entry["id"]])
        assert len(found) == count(entry["verdicts"]), entry["id"]


@pytest.mark.parametrize(
    ("test", "run"), RECORDED, ids=[f"{t.id}-{r.date}-{i}" for i, (t, r) in enumerate(RECORDED)]
)
def test_a_verdict_flips_at_its_margin_and_not_before(test, run):
    for margin in margins(test, run):
        before = decide(test.verdicts[margin.threshold.claim], run.metrics).outcome

        def outcome(value, margin=margin):
            changed = with_threshold({test.id: test}, margin.threshold, value)[test.id]
            return decide(changed.verdicts[margin.threshold.claim], run.metrics).outcome

        registered = margin.threshold.value
        short = registered + 0.999 * (margin.at - registered)
        past = {outcome(margin.at * (1 + s * 1e-4) + s * 1e-9) for s in (-1, 1)}
        assert outcome(registered) == before != margin.outcome
        assert outcome(short) == before
        assert margin.outcome in past


def test_a_threshold_without_a_margin_cannot_change_the_verdict():
    for test, run in RECORDED:
        deciding = {margin.threshold for margin in margins(test, run)}
        for threshold in set(thresholds(test)) - deciding:
            before = decide(test.verdicts[threshold.claim], run.metrics).outcome
            for value in (-1e9, -1.0, 0.0, 1e-9, 0.5, 1.0, 2.0, 1e9):
                changed = with_threshold({test.id: test}, threshold, value)[test.id]
                assert decide(changed.verdicts[threshold.claim], run.metrics).outcome == before


def test_rules_with_another_number_judge_the_stored_runs_and_change_nothing_else():
    tests = argument.load_tests()
    test, run = next((t, r) for t, r in RECORDED if margins(t, r))
    margin = margins(test, run)[0]
    beyond = margin.at + (margin.at - margin.threshold.value) * 1e-3
    changed = with_threshold(tests, margin.threshold, beyond)
    assert tests == argument.load_tests()
    assert {name for name in tests if changed[name] != tests[name]} == {test.id}
    scale = next(s for s, found in argument.load_evidence(test.id).items() if found == run)
    assert judged_by(changed)[test.id][scale].verdicts[margin.threshold.claim] == margin.outcome


def test_the_ratio_is_the_margin_over_what_is_registered_and_missing_across_zero():
    test, run = next((t, r) for t, r in RECORDED if margins(t, r))
    margin = margins(test, run)[0]
    positive = dataclasses.replace(margin, at=3.0, threshold=dataclasses.replace(margin.threshold, value=2.0))
    assert positive.ratio == 1.5
    assert dataclasses.replace(positive, at=-3.0).ratio is None
    zero = dataclasses.replace(positive, threshold=dataclasses.replace(margin.threshold, value=0.0))
    assert zero.ratio is None


def test_a_threshold_must_be_finite():
    tests = argument.load_tests()
    threshold = thresholds(tests["T8"])[0]
    with pytest.raises(ValueError, match="nan; it must be a finite number"):
        with_threshold(tests, threshold, float("nan"))
