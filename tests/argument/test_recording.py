"""What ``record`` writes, compares and shows."""

import json
import shutil
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmlaw import argument
from qmlaw.argument import EvidenceMismatch, Metric
from qmlaw.argument.evidence import evidence_faults, load_evidence, new_run, save_run
from qmlaw.argument.recording import mismatches
from qmlaw.paths import data_folder

VALUES = {
    "padding_change_kernel": 0.0,
    "padding_change_prediction": 1e-9,
    "mae_same_size": 6.0,
    "mae_larger": 80.0,
    "mae_larger_composition": 15.0,
    "mae_larger_with_composition": 12.0,
}
SPREAD = {name: (0.98, 1.02) for name in VALUES if name.startswith("mae")}


TEST = argument.load_tests()["T8"]


def metrics(**changed):
    found = []
    for spec in TEST.metrics:
        value = {**VALUES, **changed}[spec.name]
        low, high = SPREAD.get(spec.name, (1, 1))
        found.append(Metric(spec.name, value, spec.unit, low * value, high * value, 3))
    return found


def record(language="en", **changed):
    return argument.record("T8", metrics(**changed), seconds=1.23, dataset="made up", language=language)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A copy of the argument files, so that nothing is written into the repository."""
    shutil.copytree(data_folder() / "argument", tmp_path / "data" / "argument")
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    for name in ("QMLAW_RECORD", "QMLAW_SCALE", "QMLAW_TEST", "QMLAW_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys.modules["qmlaw.argument.languages"], "_chosen", None)
    return tmp_path


@pytest.fixture
def recorded(home, monkeypatch):
    monkeypatch.setenv("QMLAW_RECORD", "1")
    record()
    monkeypatch.delenv("QMLAW_RECORD")
    return home / "data" / "evidence" / "T8.json"


def test_recording_writes_what_was_measured_and_the_verdict_that_follows(recorded):
    stored = json.loads(recorded.read_text(encoding="utf-8"))
    assert set(stored) == {"test", "quick"}
    quick = stored["quick"]
    assert quick["metrics"]["mae_larger"] == {
        "value": 80.0,
        "unit": "kcal/mol",
        "low": pytest.approx(78.4),
        "high": pytest.approx(81.6),
        "seeds": 3,
    }
    assert quick["verdicts"] == {"D19": "mixed"}
    assert quick["dataset"] == "made up" and quick["seconds"] == 1.2
    assert {"numpy", "qmlaw"} <= set(quick["versions"])
    assert [file.name for file in recorded.parent.iterdir()] == ["T8.json"]


def test_full_run_is_kept_beside_the_quick_one(recorded, monkeypatch):
    monkeypatch.setenv("QMLAW_RECORD", "1")
    monkeypatch.setenv("QMLAW_SCALE", "full")
    record(mae_larger=10.0)
    runs = load_evidence("T8")
    assert runs["quick"].verdicts == {"D19": "mixed"}
    assert runs["full"].verdicts == {"D19": "against"}


def test_a_repetition_within_tolerance_passes_and_writes_nothing(recorded):
    before = recorded.read_bytes()
    assert record(mae_larger=80.0 * 1.04).verdicts == {"D19": "mixed"}
    assert recorded.read_bytes() == before


def test_a_changed_number_fails_and_is_named(recorded):
    with pytest.raises(
        EvidenceMismatch, match=r"metric mae_larger: stored 80 kcal/mol, measured 85 kcal/mol"
    ):
        record(mae_larger=85.0)


def test_a_changed_verdict_fails(recorded):
    with pytest.raises(EvidenceMismatch, match="verdict on D19: stored 'mixed', measured 'void'"):
        record(mae_same_size=15.5)


def test_numbers_near_zero_are_compared_absolutely(recorded):
    record(padding_change_prediction=9e-7)
    with pytest.raises(EvidenceMismatch, match="padding_change_prediction"):
        record(padding_change_prediction=1e-4)


def test_without_stored_evidence_the_message_says_what_to_do(home):
    with pytest.raises(EvidenceMismatch, match="qmlaw evidence run T8"):
        record()
    changed = argument.record("T8", metrics(), seconds=1, dataset="mine", compare=False)
    assert changed.verdicts == {"D19": "mixed"}
    assert not (home / "data" / "evidence").exists()


def test_running_one_experiment_leaves_the_others_alone(recorded, monkeypatch):
    before = recorded.read_bytes()
    monkeypatch.setenv("QMLAW_RECORD", "1")
    monkeypatch.setenv("QMLAW_SCALE", "full")
    monkeypatch.setenv("QMLAW_TEST", "T6")
    assert argument.scale("T6") == "full" and argument.scale("T8") == "quick"
    record(mae_larger=10.0)
    assert recorded.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda found: found[:-1], "missing metrics: mae_larger_with_composition"),
        (lambda found: [*found, Metric("extra", 1.0, "1")], "not registered: extra"),
        (lambda found: [*found, found[0]], "given twice"),
        (
            lambda found: [*found[:-1], Metric(found[-1].name, 1.0, "eV")],
            "is in 'eV'; registered is 'kcal/mol'",
        ),
    ],
)
def test_metrics_must_be_the_registered_ones(home, change, words):
    with pytest.raises(ValueError, match=words):
        argument.record("T8", change(metrics()), seconds=1, dataset="x")


def test_unknown_test_and_unknown_scale(home, monkeypatch):
    with pytest.raises(ValueError, match="'T99' is not registered; known are T6, T7, T8"):
        argument.record("T99", [], seconds=0, dataset="x")
    monkeypatch.setenv("QMLAW_SCALE", "huge")
    with pytest.raises(ValueError, match="'huge'; allowed are quick, full"):
        argument.scale()


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_metrics_are_finite_and_inside_their_bounds(bad):
    with pytest.raises(ValueError, match="'mae'.*finite"):
        Metric("mae", bad, "1")
    with pytest.raises(ValueError, match="outside of low 2 … high 3"):
        Metric("mae", 1.0, "1", 2.0, 3.0)
    with pytest.raises(ValueError, match="one per seed"):
        Metric.over_seeds("mae", [], "1")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6))
def test_over_seeds_keeps_the_value_between_its_bounds(values):
    metric = Metric.over_seeds("mae", values, "1")
    assert (metric.low, metric.high, metric.seeds) == (min(values), max(values), len(values))
    assert metric.low <= metric.value <= metric.high


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(sorted(VALUES)), st.floats(1e-9, 1e3)))
def test_a_run_survives_writing_and_reading(tmp_path_factory, changed):
    run = new_run(TEST, metrics(**changed), 2.0, "made up")
    path = tmp_path_factory.mktemp("evidence") / "T8.json"
    save_run("T8", "quick", run, path)
    assert load_evidence("T8", path) == {"quick": run}
    assert evidence_faults(TEST, {"quick": run}) == []
    assert mismatches(TEST, run, run) == []


def test_evidence_that_does_not_follow_from_its_rule_is_found(recorded):
    document = json.loads(recorded.read_text(encoding="utf-8"))
    document["quick"]["verdicts"]["D19"] = "for"
    document["quick"]["date"] = "2026-01-01"
    recorded.write_text(json.dumps(document), encoding="utf-8")
    faults = " ".join(evidence_faults(TEST, load_evidence("T8")))
    assert "stored verdicts {'D19': 'for'}, but the rules give {'D19': 'mixed'}" in faults
    assert "before its registration" in faults
    del document["quick"]["metrics"]["mae_larger"]
    recorded.write_text(json.dumps(document), encoding="utf-8")
    assert "missing metrics: mae_larger" in " ".join(evidence_faults(TEST, load_evidence("T8")))
    assert evidence_faults(TEST, {}) == ["T8: no quick run is recorded"]


def test_broken_evidence_files_are_named(recorded):
    recorded.write_text('{"test": "T8", "quick": {}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"T8.json: field 'quick': missing field"):
        load_evidence("T8")
    recorded.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="T8.json: not valid JSON"):
        load_evidence("T8")


def test_result_shows_metrics_rule_verdict_and_limits_in_both_languages(recorded, monkeypatch):
    english, korean = record(), record("ko")
    for text in (str(english), english._repr_html_()):
        assert all(word in text for word in ("mae_larger", "80", "mixed", "otherwise", "step to proteins"))
    for text in (str(korean), korean._repr_html_()):
        assert all(word in text for word in ("mae_larger", "80", "엇갈림", "그 밖의 경우", "단백질"))
    assert "< 1e-06" in str(english)  # a number below its tolerance is not printed to the last digit
    assert "<script" not in english._repr_html_()
    monkeypatch.setenv("QMLAW_LANG", "ko")
    assert str(record(language=None)) == str(korean)


def test_language_must_be_known(monkeypatch):
    monkeypatch.delenv("QMLAW_LANG", raising=False)
    assert argument.language("ko") == "ko"
    with pytest.raises(ValueError, match="language is 'fr'; allowed are en, ko"):
        argument.language("fr")


def test_figures_and_verdicts_speak_one_language(monkeypatch):
    from qmlaw import show

    monkeypatch.setattr(sys.modules["qmlaw.argument.languages"], "_chosen", None)
    monkeypatch.delenv("QMLAW_LANG", raising=False)
    show.set_language("ko")
    assert argument.language() == show.language() == "ko"
    assert argument.say({"en": "law", "ko": "법칙"}) == "법칙"
