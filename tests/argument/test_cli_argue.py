"""``qmlaw argue``: begin, look, take away."""

import json
import xml.etree.ElementTree as ET

import pytest
from typer.testing import CliRunner

from qmlaw import argument
from qmlaw.argument.answers import load_answers
from qmlaw.cli_argue import argue_app
from qmlaw.paths import data_folder


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def run(*words):
    return CliRunner().invoke(argue_app, [str(word) for word in words])


def edited(path, **marks):
    document = json.loads(path.read_text(encoding="utf-8"))
    document["marks"] |= marks
    path.write_text(json.dumps(document), encoding="utf-8")


def test_start_writes_a_preset_and_replaces_nothing_unasked(tmp_path):
    mine = tmp_path / "mine.json"
    assert run("start", mine, "--preset", "critic", "--steelman").exit_code == 0
    claims = argument.load_claims()
    assert load_answers(mine, claims).choice == argument.steelman(claims, argument.critic(claims))
    again = run("start", mine)
    assert again.exit_code == 1 and "give --force" in again.output
    assert run("start", mine, "--force").exit_code == 0
    assert load_answers(mine, claims).choice == argument.blank(claims)


def test_taking_away_one_premise_shows_what_falls(tmp_path):
    mine = tmp_path / "mine.json"
    run("start", mine, "--preset", "author")
    before = run("show", "--answers", mine, "--claim", "C2")
    assert before.exit_code == 0 and "C2 Somewhat off the web: stands" in before.output
    edited(mine, P6="reject")
    after = run("show", "--answers", mine, "--claim", "C2")
    assert "C2 Somewhat off the web: falls" in after.output and "• not P6: Laws form a web" in after.output
    assert "C1 Uninterpretable laws: stands" in after.output


def test_show_gives_numbers_only_with_their_warning():
    plain, numbers = run("show"), run("show", "--numbers", "--language", "ko")
    assert plain.exit_code == numbers.exit_code == 0
    assert "lowest" not in plain.output
    assert "lowest" in numbers.output and "의미론이 정한다" in numbers.output


def test_evidence_counts_only_when_asked():
    assert "D24" in run("show", "--preset", "author").output.split("Recorded against what I accept")[1]
    followed = run("show", "--preset", "author", "--evidence").output
    assert "rejected: " in followed and "D24" in followed.split("rejected: ")[1]


def test_a_changed_threshold_is_judged_anew(tmp_path):
    rules = tmp_path / "tests.yaml"
    text = (data_folder() / "argument" / "tests.yaml").read_text(encoding="utf-8")
    rules.write_text(text.replace("outcome: against", "outcome: mixed"), encoding="utf-8")
    output = run("show", "--preset", "author", "--evidence", "--tests", rules).output
    assert "rejected: " not in output and "verdict of" not in output
    assert run("show", "--tests", tmp_path / "none.yaml").exit_code == 1


def test_show_names_claims_that_an_old_file_does_not_mark(tmp_path):
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps({"qmlaw_answers": 1, "marks": {"P8": "accept"}, "answered": []}))
    output = run("show", "--answers", mine).output
    assert "Without a mark" in output and "D36" in output.split("Without a mark")[1]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_export_writes_all_three_formats(tmp_path, language):
    view = ["--preset", "critic", "--language", language]
    for name in ("map.argdown", "map.html", "map.svg", "verdict.pdf"):
        result = run("export", tmp_path / name, *view)
        assert result.exit_code == 0, result.output
    assert "#falls" in (tmp_path / "map.argdown").read_text(encoding="utf-8")
    assert ET.parse(tmp_path / "map.svg").getroot().tag.endswith("svg")
    assert (tmp_path / "verdict.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["map.argdown", "map.html", "map.svg", "verdict.pdf"]


def test_export_without_a_view_shows_the_map_alone(tmp_path):
    assert run("export", tmp_path / "map.txt", "--format", "argdown").exit_code == 0
    assert "#stands" not in (tmp_path / "map.txt").read_text(encoding="utf-8")
    assert run("export", tmp_path / "map.svg").exit_code == 0
    assert ET.parse(tmp_path / "map.svg").getroot().find("{*}title").text == "The claims of the essay"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["export", "v.pdf"], "give --answers FILE or --preset NAME"),
        (["export", "v.svg", "--steelman"], "a view is needed"),
        (["export", "v.doc", "--preset", "author"], "format is 'doc'; allowed are argdown, html, svg, pdf"),
        (["export", "v.pdf", "--preset", "author", "--claim", "C9"], "'C9' is not a claim"),
        (["export", "v.svg", "--language", "fr"], "allowed are en, ko"),
        (["export", "none/v.svg"], "No such file or directory"),
        (["show", "--preset", "pope"], "preset is 'pope'; allowed are author, critic, blank"),
        (["show", "--answers", "none.json"], "No such file or directory"),
        (["show", "--answers", "a.json", "--preset", "author"], "give one of them"),
        (["start", "m.json", "--preset", "pope"], "preset is 'pope'"),
    ],
)
def test_mistakes_are_named_and_nothing_is_written(tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 1 and message in result.output.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_every_command_has_help():
    for words in (["start"], ["show"], ["export"]):
        result = run(*words, "--help")
        assert result.exit_code == 0 and "--steelman" in result.output
