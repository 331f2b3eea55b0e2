"""``qmlaw attitudes``: a draw that replaces nothing unasked, and kappa pair by pair."""

import pytest
from typer.testing import CliRunner

from qmlaw.cli_attitudes import attitudes_app


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def run(*words):
    return CliRunner().invoke(attitudes_app, [str(word) for word in words])


def test_draw_writes_a_list_and_replaces_it_only_when_told(tmp_path):
    frame, to = tmp_path / "frame.csv", tmp_path / "papers.csv"
    frame.write_text(
        "year,first_author,title\n" + "".join(f"2019,A,Title {i}\n" for i in range(40)), encoding="utf-8"
    )
    first = run("draw", frame, "--seed", 1, "--to", to)
    assert first.exit_code == 0 and "30 papers, drawn from frame.csv, 40 papers, seed 1" in first.output
    before = to.read_text(encoding="utf-8")
    again = run("draw", frame, "--seed", 2, "--to", to)
    assert again.exit_code == 1 and "give --force" in again.output
    assert to.read_text(encoding="utf-8") == before
    assert run("draw", frame, "--seed", 2, "--to", to, "--force").exit_code == 0
    assert to.read_text(encoding="utf-8") != before


def test_agreement_is_given_for_each_pair_and_asks_for_two(tmp_path):
    (tmp_path / "ana.csv").write_text("paper,aim,interior\n1,predict,no\n2,both,yes\n", encoding="utf-8")
    alone = run("agreement", tmp_path)
    assert alone.exit_code == 1 and "files found: ana" in alone.output
    (tmp_path / "bo.csv").write_text("paper,aim,interior\n1,predict,no\n2,both,no\n", encoding="utf-8")
    both = run("agreement", tmp_path)
    assert both.exit_code == 0 and "ana, bo" in both.output
    aim, interior = (line for line in both.output.splitlines() if "ana, bo" in line)
    assert "aim" in aim and "1.00" in aim and "100%" in aim
    assert "interior" in interior and "50%" in interior
