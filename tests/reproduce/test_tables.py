"""The pattern of every reproduced table: rows, JSON, the command."""

import json

import pytest
from typer import Typer
from typer.testing import CliRunner

from qmlaw import reproduce
from qmlaw.cli_reproduce import _figure, reproduce_command
from qmlaw.reproduce import Row, Table

app = Typer()
app.command()(reproduce_command)


def table(seeds=(0, 1)):
    rows = (
        Row.from_seeds("met", [1.0, 2.0], "kcal/mol", 1.6, goal=1.5),
        Row.from_seeds("missed", [1.0, 2.2], "kcal/mol", 1.5, goal=1.5),
        Row.from_seeds("no goal", [3.0], "kcal/mol", None),
    )
    return Table("test", "A test", rows, ("A note to read.",), tuple(seeds), 12.34, {"met": [{"seed": 0}]})


@pytest.fixture
def registered(monkeypatch):
    calls = []

    def run(name, seeds, report):
        calls.append((name, tuple(seeds)))
        report("half way")
        return table(seeds)

    monkeypatch.setattr("qmlaw.cli_reproduce.run", run)
    return calls


def test_rows():
    met, missed, without = table().rows
    assert (met.here, met.low, met.high, met.met) == (1.5, 1.0, 2.0, True)
    assert missed.here == pytest.approx(1.6) and missed.met is False
    assert without.met is None
    with pytest.raises(ValueError, match="row 'x' has the values"):
        Row.from_seeds("x", [1.0, float("nan")], "kcal/mol", None)
    with pytest.raises(ValueError, match="row 'x' has the values"):
        Row.from_seeds("x", [], "kcal/mol", None)


def test_json(tmp_path):
    table().to_json(tmp_path / "table.json")
    read = json.loads((tmp_path / "table.json").read_text())
    assert list(read["rows"][0]) == [
        "name",
        "published",
        "here",
        "low",
        "high",
        "unit",
        "goal",
        "beside",
        "met",
    ]
    assert [row["met"] for row in read["rows"]] == [True, False, None]
    assert read["seeds"] == [0, 1] and read["notes"] == ["A note to read."] and read["seconds"] == 12.3
    assert {"python", "numpy", "qmlaw"} <= set(read["versions"])


def test_command_prints_table_and_notes_and_ends_with_zero_though_a_goal_is_missed(registered, tmp_path):
    file = tmp_path / "out.json"
    result = CliRunner().invoke(app, ["qm7-kernels", "--json", str(file), "--seeds", "2"])
    assert result.exit_code == 0, result.output
    assert registered == [("qm7-kernels", (0, 1))]
    for text in ("published", "missed", "1.60", "no", "A note to read."):
        assert text in result.output
    assert json.loads(file.read_text())["rows"][1]["met"] is False


def test_command_without_a_name_lists_names_and_costs(registered):
    result = CliRunner().invoke(app, [], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    for name, entry in reproduce.REGISTRY.items():
        assert name in result.output and entry.cost in result.output
    assert not registered


def test_missing_data_are_an_error_without_a_traceback(monkeypatch):
    def run(name, seeds, report):
        raise FileNotFoundError("no file qm7; get it from there")

    monkeypatch.setattr("qmlaw.cli_reproduce.run", run)
    result = CliRunner().invoke(app, ["qm7-kernels"])
    assert result.exit_code == 1
    assert "get it from there" in result.output and "Traceback" not in result.output


def test_small_figures_are_not_printed_as_zero():
    assert [_figure(x) for x in (None, 0.0, 1e-5, -0.0004, 0.006, 12.345)] == [
        "", "0.00", "1e-05", "-4e-04", "0.01", "12.35"
    ]  # fmt: skip


def test_what_stands_beside_a_row_is_shown_and_stored(monkeypatch, tmp_path):
    row = Row.from_seeds("one", [1.0], "kcal/mol", None, beside={"mean": 7.25})
    whole = Table("test", "A test", (row, table().rows[0]), (), (0,), 1.0)
    monkeypatch.setattr("qmlaw.cli_reproduce.run", lambda name, seeds, report: whole)
    result = CliRunner().invoke(
        app, ["qm7-kernels", "--json", str(tmp_path / "x.json")], env={"COLUMNS": "200"}
    )
    assert "mean 7.25" in result.output
    assert [r["beside"] for r in json.loads((tmp_path / "x.json").read_text())["rows"]] == [
        {"mean": 7.25},
        {},
    ]


def test_bad_arguments(registered, tmp_path):
    for arguments in (
        ["nonsense"],
        ["qm7-kernels", "--seeds", "0"],
        ["qm7-kernels", "--json", "/no/such/x.json"],
    ):
        assert CliRunner().invoke(app, arguments).exit_code == 2, arguments
    assert not registered
    with pytest.raises(ValueError, match="unknown table 'nonsense'; allowed are qm7-kernels"):
        reproduce.run("nonsense", [0])
    with pytest.raises(ValueError, match="seeds is empty"):
        reproduce.run("qm7-kernels", [])
