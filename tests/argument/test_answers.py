"""A reader's answers survive the way through a file; damaged files are refused, nothing is half written."""

import json
import os

import pytest

from qmlaw import argument
from qmlaw.argument.answers import Answers, load_answers, save_answers, unanswered
from qmlaw.argument.reader import Choice, asked, author, blank, critic
from qmlaw.argument.schema import ArgumentDataError


@pytest.fixture(scope="module")
def claims():
    return argument.load_claims()


@pytest.mark.parametrize("preset", [author, critic, blank])
def test_answers_come_back_as_they_were(preset, claims, tmp_path):
    answers = Answers(preset(claims).marked("accept", "C1"), "김 아무개", "Because\nof P8.")
    path = save_answers(answers, tmp_path / "mine.json", claims)
    assert load_answers(path, claims) == answers
    assert "김 아무개" in path.read_text(encoding="utf-8")
    assert os.listdir(tmp_path) == ["mine.json"]


def test_claims_that_came_later_are_named(claims):
    saved_before = Answers(blank(claims).marked(None, "P8", "D36"))
    assert unanswered(claims, saved_before) == [n for n in asked(claims) if n in ("P8", "D36")]
    assert unanswered(claims, Answers(blank(claims))) == []


def good():
    return {"qmlaw_answers": 1, "reader": "", "note": "", "marks": {"P8": "accept"}, "answered": ["O9"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ('{"qmlaw_answers": 1, "marks"', "not valid JSON"),
        ("[1, 2]", "no field 'qmlaw_answers'"),
        (json.dumps({"marks": {}}), "no field 'qmlaw_answers'"),
        (json.dumps({**good(), "qmlaw_answers": 2}), "version 2 of the answers; allowed is 1"),
        (
            json.dumps({**good(), "marks": {"P8": "perhaps"}}),
            "'perhaps'; allowed are accept, reject, suspend",
        ),
        (json.dumps({**good(), "marks": {"P99": "accept"}}), "not a claim: P99; known are"),
        (json.dumps({**good(), "marks": {"hello": "accept"}}), "hello"),
        (json.dumps({**good(), "marks": ["P8"]}), "marks"),
        (json.dumps({**good(), "answered": ["P8"]}), "P8, which attacks nothing"),
        (json.dumps({**good(), "answered": ["O9", "O9"]}), "answered"),
        (json.dumps({**good(), "more": 1}), "unknown field 'more'"),
        (json.dumps({"qmlaw_answers": 1, "answered": []}), "missing field 'marks'"),
        ('{"qmlaw_answers": 1, "answered": [], "marks": {"P8": "accept", "P8": "reject"}}', "repeated: P8"),
    ],
)
def test_a_damaged_file_is_refused_by_name(text, words, claims, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ArgumentDataError, match="mine.json: ") as caught:
        load_answers(path, claims)
    assert words in str(caught.value)


def test_a_binary_file_and_a_missing_file_are_refused(claims, tmp_path):
    (tmp_path / "mine.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ArgumentDataError, match="mine.json: not valid JSON"):
        load_answers(tmp_path / "mine.json", claims)
    with pytest.raises(FileNotFoundError):
        load_answers(tmp_path / "none.json", claims)


def test_answers_that_do_not_fit_leave_the_old_file_alone(claims, tmp_path):
    path = save_answers(Answers(blank(claims)), tmp_path / "mine.json", claims)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="not a claim: P99"):
        save_answers(Answers(Choice({"P99": "accept"})), path, claims)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["mine.json"]


def test_an_interrupted_write_leaves_nothing_behind(claims, tmp_path, monkeypatch):
    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="disk full"):
        save_answers(Answers(blank(claims)), tmp_path / "mine.json", claims)
    assert os.listdir(tmp_path) == []
