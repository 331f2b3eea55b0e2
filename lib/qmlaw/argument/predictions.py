"""The prediction sheet: what a reader guessed, one number per registered metric."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qmlaw.argument import schema
from qmlaw.argument.claims import Texts
from qmlaw.argument.registry import load_tests
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.paths import data_folder, project_folder


@dataclass(frozen=True)
class Question:
    """One line of the sheet: it asks for the value of one metric of one experiment."""

    test: str
    metric: str
    unit: str
    question: Texts

    @property
    def key(self) -> str:
        """Name of the question in the saved file, ``"T6.mae_sorted_bohr"``."""
        return f"{self.test}.{self.metric}"


def load_questions(path: Path | None = None) -> list[Question]:
    """Read the questions of the prediction sheet.

    Parameters
    ----------
    path : Path, optional
        A YAML file; default ``data/argument/predictions.yaml``.

    Returns
    -------
    list of Question
        In the order of the file.

    Raises
    ------
    ArgumentDataError
        If the file breaks the schema, a question is asked twice, or its metric is not registered.
    """
    path = path or data_folder() / "argument" / "predictions.yaml"
    entries = schema.read_yaml(path, schema.PREDICTIONS)["questions"]
    tests = load_tests()
    questions = []
    for entry in entries:
        if entry["test"] not in tests:
            raise ArgumentDataError(f"{path.name}: test {entry['test']!r} is not registered")
        unit = tests[entry["test"]].metric(entry["metric"]).unit
        questions.append(Question(entry["test"], entry["metric"], unit, entry["question"]))
    schema.check_unique([question.key for question in questions], "question", path.name)
    return questions


def predictions_file() -> Path:
    """Return where a reader's guesses are kept.

    Returns
    -------
    Path
        The file that the environment variable ``QMLAW_PREDICTIONS`` names, or ``notebooks/predictions.json``.
    """
    named = os.environ.get("QMLAW_PREDICTIONS")
    return Path(named).expanduser() if named else project_folder() / "notebooks" / "predictions.json"


def load_predictions() -> dict[str, float]:
    """Read the guesses that were saved.

    Returns
    -------
    dict
        Guesses by the key of their question; empty when nothing was saved.

    Raises
    ------
    ValueError
        If the file is not a JSON object of finite numbers; the message names it.
    """
    path = predictions_file()
    if not path.is_file():
        return {}
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): _finite(key, value) for key, value in saved.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise ValueError(f"{path} does not hold saved guesses: {error}. Mend or remove it.") from error


def save_predictions(guesses: Mapping[str, float]) -> Path:
    """Save guesses, all at once or not at all; earlier guesses on other questions are kept.

    Parameters
    ----------
    guesses : mapping
        Numbers by the key of their question.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        If a key is not a question, or a guess is not a finite number.
    """
    known = {question.key for question in load_questions()}
    for key, value in guesses.items():
        if key not in known:
            raise ValueError(f"{key!r} is not a question of the sheet; known are {', '.join(sorted(known))}")
        _finite(key, value)
    path = predictions_file()
    text = json.dumps({**load_predictions(), **guesses}, indent=1)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    os.replace(temporary, path)
    return path


def _finite(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"the guess for {key!r} is {value!r}; it must be a finite number")
    return float(value)
