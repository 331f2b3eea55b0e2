"""The prediction sheet: shipped questions, saving and loading guesses."""

import json

import pytest

from qmlaw.argument import predictions
from qmlaw.argument.schema import ArgumentDataError


@pytest.fixture
def own_file(tmp_path, monkeypatch):
    path = tmp_path / "guesses.json"
    monkeypatch.setenv("QMLAW_PREDICTIONS", str(path))
    return path


def test_every_question_asks_for_a_registered_metric_in_both_languages() -> None:
    for question in predictions.load_questions():
        assert question.unit
        assert set(question.question) == {"en", "ko"}


def test_guesses_come_back_and_earlier_ones_are_kept(own_file) -> None:
    predictions.save_predictions({"T6.mae_sorted_bohr": 5.0})
    predictions.save_predictions({"T8.mae_larger": 40.0})
    assert predictions.load_predictions() == {"T6.mae_sorted_bohr": 5.0, "T8.mae_larger": 40.0}


def test_nothing_saved_is_an_empty_sheet(own_file) -> None:
    assert predictions.load_predictions() == {}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "five", True])
def test_a_guess_must_be_a_finite_number_and_a_bad_one_changes_nothing(own_file, value) -> None:
    predictions.save_predictions({"T6.mae_sorted_bohr": 5.0})
    before = own_file.read_bytes()
    with pytest.raises(ValueError, match="finite number"):
        predictions.save_predictions({"T8.mae_larger": value})
    assert own_file.read_bytes() == before
    assert [p.name for p in own_file.parent.iterdir()] == [own_file.name]


def test_an_unknown_question_is_refused(own_file) -> None:
    with pytest.raises(ValueError, match=r"T6\.nonsense"):
        predictions.save_predictions({"T6.nonsense": 1.0})
    assert not own_file.exists()


@pytest.mark.parametrize("content", ["{", "[1]", json.dumps({"T6.mae_sorted_bohr": "x"})])
def test_a_broken_file_is_named(own_file, content) -> None:
    own_file.write_text(content)
    with pytest.raises(ValueError, match=r"guesses\.json"):
        predictions.load_predictions()


def test_a_question_about_no_metric_is_refused(tmp_path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("questions: [{test: T6, metric: nothing, question: {en: a, ko: b}}]")
    with pytest.raises((ArgumentDataError, ValueError), match="nothing"):
        predictions.load_questions(path)
