"""The registered experiments: complete, consistent with the claims, and refused when malformed."""

import pytest
import yaml

from qmlaw import argument
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.argument.verdicts import metrics_used
from qmlaw.paths import data_folder

TESTS_FILE = data_folder() / "argument" / "tests.yaml"


def edited(tmp_path, change):
    document = yaml.safe_load(TESTS_FILE.read_text(encoding="utf-8"))
    change({entry["id"]: entry for entry in document["tests"]})
    path = tmp_path / "tests.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_shipped_tests_and_claims_know_each_other():
    tests = argument.load_tests()
    assert {"T6", "T7", "T8"} <= set(tests)
    assert argument.check_against_claims(tests, argument.load_claims()) == []


def test_each_claim_can_come_out_for_against_and_void():
    for test in argument.load_tests().values():
        for claim, rules in test.verdicts.items():
            assert {"for", "against", "void"} <= {rule.outcome for rule in rules}, (test.id, claim)


def test_each_metric_is_judged_or_says_that_it_is_only_reported():
    for test in argument.load_tests().values():
        conditions = [rule.when for rules in test.verdicts.values() for rule in rules if rule.when]
        judged = set().union(*(metrics_used(condition) for condition in conditions))
        for spec in test.metrics:
            reported = "Reported and not judged" in spec.description["en"]
            assert (spec.name in judged) is not reported, (test.id, spec.name)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda by: by["T6"].pop("registered"), ["T6", "missing field 'registered'"]),
        (lambda by: by["T6"].update(registered="today"), ["T6", "registered", "today"]),
        (lambda by: by["T6"]["verdicts"]["D18"][1].update(outcome="yes"), ["T6", "outcome", "yes", "mixed"]),
        (
            lambda by: by["T6"]["verdicts"]["D18"][0].update(when={"metric": "mae", "op": "==", "value": 1}),
            ["T6", "verdicts.D18.0.when", "<, <=, >, >="],
        ),
        (
            lambda by: by["T6"]["verdicts"]["D18"][0].update(when={"metric": "mae", "op": ">", "value": 1}),
            ["T6", "D18", "unknown metric mae"],
        ),
        (lambda by: by["T6"]["verdicts"]["D18"].pop(), ["T6", "D18", "last rule"]),
        (lambda by: by["T6"]["verdicts"]["D18"].pop(0), ["T6", "D18", "first rule", "void"]),
        (lambda by: by["T6"]["verdicts"].pop("I2"), ["T6", "claims", "verdicts", "I2"]),
        (lambda by: by["T6"]["metrics"].append(by["T6"]["metrics"][0]), ["T6", "registered twice"]),
    ],
)
def test_a_bad_file_is_refused_with_file_id_and_field(tmp_path, change, words):
    with pytest.raises(ArgumentDataError) as caught:
        argument.load_tests(edited(tmp_path, change))
    for word in ["tests.yaml", *words]:
        assert word in str(caught.value)


def test_disagreement_between_claims_and_tests_is_named():
    claims, tests = dict(argument.load_claims()), dict(argument.load_tests())
    del claims["D19"], tests["T7"]
    faults = " ".join(argument.check_against_claims(tests, claims))
    assert "T8: tests D19, which is not a claim" in faults
    assert "D20: names T7, which is not registered" in faults


def test_unknown_metric_names_the_registered_ones():
    with pytest.raises(ValueError, match="T8 has no metric 'mae'; registered are padding_change_kernel"):
        argument.load_tests()["T8"].metric("mae")
