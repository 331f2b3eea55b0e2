"""The fields of the prediction sheet save what is entered; the comparison shows it."""

import pytest

from qmlaw.argument import predictions
from qmlaw.show import prediction_sheet as sheet


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    path = tmp_path / "guesses.json"
    monkeypatch.setenv("QMLAW_PREDICTIONS", str(path))
    return path


class Note:
    value = ""


def test_a_number_is_saved_and_a_word_is_answered() -> None:
    note = Note()
    sheet._save("T6.mae_sorted_bohr", "7.5", note)
    assert predictions.load_predictions() == {"T6.mae_sorted_bohr": 7.5}
    sheet._save("T6.mae_sorted_bohr", "many", note)
    assert "Not saved" in note.value
    assert predictions.load_predictions() == {"T6.mae_sorted_bohr": 7.5}


def test_guess_and_measurement_stand_side_by_side() -> None:
    predictions.save_predictions({"T8.mae_larger": 40.0})
    table = sheet.compare_predictions({"T8.mae_larger": 55.0, "T6.mae_sorted_bohr": 9.0})
    assert [row[1:] for row in table.rows] == [("–", "9.00"), ("40.00", "55.00")]


def test_only_the_asked_for_experiments_are_on_the_sheet() -> None:
    assert {question.test for question in sheet._chosen(["T8"])} == {"T8"}
    assert len(sheet._chosen(None)) == len(predictions.load_questions())
