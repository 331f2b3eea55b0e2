"""``qmlaw claims`` and ``qmlaw evidence``."""

import shutil

import pytest
import typer
from typer.testing import CliRunner

from qmlaw import argument
from qmlaw.argument import Metric
from qmlaw.argument.evidence import new_run, save_run
from qmlaw.cli_argument import claims_command, evidence_app
from qmlaw.paths import data_folder

RUN = CliRunner().invoke
claims_app = typer.Typer()
claims_app.command()(claims_command)


@pytest.fixture
def home(tmp_path, monkeypatch):
    shutil.copytree(data_folder() / "argument", tmp_path / "data" / "argument")
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def store_everything():
    for test in argument.load_tests().values():
        found = [Metric(spec.name, 1.0, spec.unit, 1.0, 1.0, 3) for spec in test.metrics]
        save_run(test.id, "quick", new_run(test, found, 1.0, "made up"))


def test_claims_shows_text_fact_check_and_computed_verdict(home):
    store_everything()
    result = RUN(claims_app, ["--kind", "D"])
    assert result.exit_code == 0
    assert "Every entry of the matrix" in result.output and "T6 quick: void" in result.output
    assert "unverifiable" in result.output and "I2" not in result.output.split("D40")[0][:50]
    assert "쿨롬행렬" in RUN(claims_app, ["--language", "ko"]).output


def test_claims_refuses_an_unknown_language(home):
    result = RUN(claims_app, ["--language", "fr"])
    assert result.exit_code == 1 and "allowed are en, ko" in result.output


def test_evidence_check_passes_and_fails(home):
    store_everything()
    assert RUN(evidence_app, ["check"]).exit_code == 0
    path = home / "data" / "evidence" / "T8.json"
    path.write_text(path.read_text().replace('"void"', '"for"'), encoding="utf-8")
    result = RUN(evidence_app, ["check"])
    assert result.exit_code == 1 and "the rules give {'D19': 'void'}" in result.output


def test_evidence_check_finds_missing_and_stray_files(home):
    store_everything()
    shutil.move(home / "data" / "evidence" / "T8.json", home / "data" / "evidence" / "T99.json")
    result = RUN(evidence_app, ["check"])
    assert result.exit_code == 1
    assert "T8: no quick run is recorded" in result.output and "T99.json" in result.output


def test_evidence_run_executes_the_notebook_and_says_the_verdict(home, monkeypatch):
    from qmlaw.classroom import execution

    calls = []

    def fake(notebook, language, environment):
        calls.append((notebook, language, environment))
        store_everything()

    monkeypatch.setattr(execution, "execute_source", fake)
    result = RUN(evidence_app, ["run", "T8"])
    assert result.exit_code == 0 and "D19: void" in result.output
    wanted = {"QMLAW_SCALE": "quick", "QMLAW_RECORD": "1", "QMLAW_TEST": "T8"}
    assert calls == [("04", "en", wanted)]
    full = RUN(evidence_app, ["run", "T8", "--full"])
    assert full.exit_code == 1 and "recorded nothing" in full.output
    assert RUN(evidence_app, ["run", "T99"]).exit_code == 1
