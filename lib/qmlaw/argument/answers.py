"""A reader's answers as a small JSON file: marks on claims, objections answered, and a justification.

::

    {"qmlaw_answers": 1, "reader": "", "note": "", "marks": {"P8": "accept", ...}, "answered": ["O9", ...]}

The number is the version of this format. A claim that the file does not name has no mark.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qmlaw.argument.claims import Claim
from qmlaw.argument.files import write_whole
from qmlaw.argument.reader import MARKS, Choice, asked, check_choice
from qmlaw.argument.schema import CLAIM_ID, ArgumentDataError, check
from qmlaw.paths import project_folder

VERSION = 1
SCHEMA = {
    "type": "object",
    "properties": {
        "qmlaw_answers": {"const": VERSION},
        "reader": {"type": "string"},
        "note": {"type": "string"},
        "marks": {
            "type": "object",
            "propertyNames": CLAIM_ID,
            "additionalProperties": {"enum": list(MARKS)},
        },
        "answered": {"type": "array", "items": CLAIM_ID, "uniqueItems": True},
    },
    "required": ["qmlaw_answers", "marks", "answered"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Answers:
    """What a reader hands in: the choice, a name and a note in the reader's own words (both may be empty)."""

    choice: Choice = field(default_factory=Choice)
    reader: str = ""
    note: str = ""


def answers_file() -> Path:
    """Return where a reader's answers are kept.

    Returns
    -------
    Path
        The file that the environment variable ``QMLAW_ANSWERS`` names, or ``notebooks/answers.json``.
    """
    named = os.environ.get("QMLAW_ANSWERS")
    return Path(named).expanduser() if named else project_folder() / "notebooks" / "answers.json"


def save_answers(answers: Answers, path: Path, claims: Mapping[str, Claim]) -> Path:
    """Write answers to a file, all of them or nothing.

    Parameters
    ----------
    answers : Answers
        What the reader holds.
    path : Path
        The file; one that is there is replaced in one move.
    claims : mapping
        Claims by id.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        If the answers do not fit the claims; nothing is written.
    FileNotFoundError
        If the folder does not exist.
    """
    check_choice(claims, answers.choice)
    marks, answered = answers.choice.marks, answers.choice.answered
    document = {
        "qmlaw_answers": VERSION,
        "reader": answers.reader,
        "note": answers.note,
        "marks": {name: marks[name] for name in claims if name in marks},
        "answered": [name for name in claims if name in answered],
    }
    check(document, SCHEMA, path.name)
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    return write_whole(path, text.encode())


def load_answers(path: Path, claims: Mapping[str, Claim]) -> Answers:
    """Read answers from a file.

    Parameters
    ----------
    path : Path
        A file that :func:`save_answers` wrote.
    claims : mapping
        Claims by id.

    Returns
    -------
    Answers

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ArgumentDataError
        If it is damaged, of another version, or names what is not on the map; the message names the file.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_repetition)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ArgumentDataError(f"{path.name}: not valid JSON: {error}") from error
    except ValueError as error:
        raise ArgumentDataError(f"{path.name}: {error}") from error
    if not isinstance(document, dict) or "qmlaw_answers" not in document:
        raise ArgumentDataError(f"{path.name}: not a file of answers; it has no field 'qmlaw_answers'")
    if document["qmlaw_answers"] != VERSION:
        raise ArgumentDataError(
            f"{path.name}: version {document['qmlaw_answers']!r} of the answers; allowed is {VERSION}"
        )
    check(document, SCHEMA, path.name)
    choice = Choice(document["marks"], frozenset(document["answered"]))
    try:
        check_choice(claims, choice)
    except ValueError as error:
        raise ArgumentDataError(f"{path.name}: {error}") from error
    return Answers(choice, document.get("reader", ""), document.get("note", ""))


def unanswered(claims: Mapping[str, Claim], answers: Answers) -> list[str]:
    """Return the claims that a reader is asked about and has not marked.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    answers : Answers
        Perhaps saved when the map had fewer claims.

    Returns
    -------
    list of str
        Ids in the order of the claims.
    """
    return [name for name in asked(claims) if name not in answers.choice.marks]


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"each name may occur once; repeated: {', '.join(repeated)}")
    return dict(pairs)
