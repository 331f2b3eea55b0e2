"""Built editions: they run, nothing stored in them is due to chance, and stale ones are found."""

import json
import shutil

import nbformat
import pytest
from typer.testing import CliRunner

from qmlaw.classroom.build import build, stale, write_glossary
from qmlaw.classroom.execution import EditionError, check_states, execute_source
from qmlaw.cli_notebooks import notebooks_app

HEAD = '# %% [markdown] tags=["en"]\n# Far away\n\n# %% [markdown] tags=["ko"]\n# 먼 곳\n\n'


@pytest.fixture
def folder(built, tmp_path):
    """A copy of the built sample that a test may spoil."""
    return shutil.copytree(built, tmp_path / "notebooks")


def stored(folder, language="en"):
    return nbformat.read(folder / language / "90_sample.ipynb", as_version=4)


def write_source(folder, text):
    source = folder / "source" / "91_bad.py"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8")
    return source


def test_the_readers_checks_say_not_answered_and_the_teachers_pass(built):
    assert check_states(stored(built, "en")) == {"one-hartree": "unanswered"}
    assert check_states(stored(built, "ko")) == {"one-hartree": "unanswered"}
    assert check_states(stored(built / "solutions")) == {"one-hartree": "passed"}


def test_tables_and_alternative_texts_are_in_the_language_of_the_edition(built):
    assert "energy / hartree" in nbformat.writes(stored(built, "en"))
    korean = nbformat.writes(stored(built, "ko"))
    assert "에너지 / 하트리" in korean
    assert "에너지는 거리에 반비례해 줄어든다." in korean


def test_no_trace_of_time_machine_or_widget_is_stored(built):
    for language in ("en", "ko"):
        notebook = stored(built, language)
        text = json.dumps(notebook)
        assert "widget-view" not in text
        assert "widgets" not in notebook.metadata
        assert "version" not in notebook.metadata.language_info
        assert str(built) not in text
        assert not [c for c in notebook.cells if "execution" in c.metadata]


def test_a_second_build_changes_nothing_even_when_it_runs_again(folder):
    path = folder / "en" / "90_sample.ipynb"
    before = path.read_bytes()
    assert build(folder / "source" / "90_sample.py", "en").action == "unchanged"
    assert build(folder / "source" / "90_sample.py", "en", force=True).action == "unchanged"
    assert path.read_bytes() == before


def test_a_change_of_prose_keeps_the_outputs_and_runs_nothing(folder, monkeypatch):
    source = folder / "source" / "90_sample.py"
    before = {cell.source: cell.outputs for cell in stored(folder).cells if cell.cell_type == "code"}
    source.write_text(source.read_text(encoding="utf-8").replace("How far", "How very far"), encoding="utf-8")
    monkeypatch.setattr("qmlaw.classroom.build.execute", lambda *_: pytest.fail("a cell ran"))
    assert build(source, "en").action == "refreshed"
    assert "How very far" in stored(folder).cells[0].source
    assert {c.source: c.outputs for c in stored(folder).cells if c.cell_type == "code"} == before
    assert [fault for fault in stale(folder) if fault.startswith("en/")] == []


def test_a_change_of_code_runs_again(folder):
    source = folder / "source" / "90_sample.py"
    text = source.read_text(encoding="utf-8").replace("[1.0, 2.0, 4.0]", "[1.0, 2.0, 5.0]")
    source.write_text(text, encoding="utf-8")
    assert build(source, "en").action == "written"


def test_a_glossary_page_that_does_not_match_is_found_and_mended(folder):
    page = folder / "ko" / "glossary.md"
    right = page.read_text(encoding="utf-8")
    page.write_text(right.replace("용어집", "낱말집"), encoding="utf-8")
    assert stale(folder) == ["ko/glossary.md does not match the glossary; run make notebooks"]
    assert write_glossary(folder, "ko").action == "written"
    assert page.read_text(encoding="utf-8") == right
    assert write_glossary(folder, "ko").action == "unchanged"


def test_a_forced_build_stores_a_changed_number(folder):
    path = folder / "en" / "90_sample.ipynb"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("4.000", "4.001"), encoding="utf-8")
    assert build(folder / "source" / "90_sample.py", "en", force=True).action == "written"
    assert path.read_text(encoding="utf-8").count("4.000") == right.count("4.000") > 0


def test_matching_editions_have_no_fault(folder):
    assert stale(folder) == []


def test_a_changed_source_makes_both_editions_stale(folder):
    source = folder / "source" / "90_sample.py"
    source.write_text(source.read_text(encoding="utf-8").replace("How far", "How very far"), encoding="utf-8")
    faults = stale(folder)
    assert [f for f in faults if f.startswith("en/90_sample.ipynb: cell 1 is not what its source gives")]
    assert [f for f in faults if f.startswith("ko/90_sample.ipynb: the source has changed")]


def test_an_edited_edition_is_found(folder):
    path = folder / "ko" / "90_sample.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace("서로 밀어낸다", "서로 당긴다"), encoding="utf-8"
    )
    assert len(stale(folder)) == 1
    assert "cell 1" in stale(folder)[0]


def test_a_missing_an_orphaned_and_an_unrun_edition_are_found(folder):
    (folder / "ko" / "90_sample.ipynb").rename(folder / "ko" / "89_other.ipynb")
    notebook = stored(folder)
    notebook.cells[1].execution_count = None
    nbformat.write(notebook, folder / "en" / "90_sample.ipynb")
    faults = "\n".join(stale(folder))
    assert "ko/90_sample.ipynb is missing" in faults
    assert "ko/89_other.ipynb has no source" in faults
    assert "cell 2 was never run" in faults


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ratio = 1 / 0", "ZeroDivisionError"),
        (
            'import warnings\nwarnings.warn("rounded away", stacklevel=1)',
            "wrote to stderr(.|\n)*rounded away",
        ),
        (
            "from qmlaw.classroom import checks\n\n"
            '# %% exercise="e"\nx = ...\n### BEGIN SOLUTION\nx = float("nan")\n### END SOLUTION\n\n'
            '# %% check="e"\nchecks.check(1.0, checks.is_number())',
            "check of exercise 'e' ended as 'passed', not 'unanswered'",
        ),
    ],
)
def test_a_notebook_that_does_not_run_as_it_should_is_refused(tmp_path, code, message):
    source = write_source(tmp_path, HEAD + "# %%\n" + code + "\n")
    with pytest.raises(EditionError, match=message) as error:
        build(source, "en")
    assert "91_bad.py, en" in str(error.value)
    assert not (tmp_path / "en" / "91_bad.ipynb").exists()


def test_a_wrong_solution_is_refused_with_what_the_check_said(sample):
    text = sample.read_text(encoding="utf-8").replace("distance = 8.0", "distance = 9.0")
    sample.write_text(text, encoding="utf-8")
    with pytest.raises(
        EditionError, match="'failed', not 'passed':(.|\n)*✗ there, the energy is one hartree"
    ):
        build(sample, "en", solutions=True)


def test_a_source_runs_with_its_environment_and_writes_nothing(tmp_path):
    code = 'import os\nprint(os.environ["QMLAW_SCALE"], os.path.basename(os.getcwd()))'
    write_source(tmp_path, HEAD + "# %%\n" + code + "\n")
    notebook = execute_source("91", "ko", {"QMLAW_SCALE": "full"}, folder=tmp_path)
    assert notebook.cells[-1].outputs[0].text == "full ko\n"
    assert not list(tmp_path.rglob("*.ipynb"))


def test_the_english_build_records_evidence_and_the_korean_does_not(tmp_path):
    source = write_source(tmp_path, HEAD + '# %%\nimport os\nprint(os.environ.get("QMLAW_RECORD"))\n')
    for language in ("en", "ko"):
        build(source, language)
    said = [
        json.loads((tmp_path / x / "91_bad.ipynb").read_text())["cells"][-1]["outputs"] for x in ("en", "ko")
    ]
    assert [s[0]["text"] for s in said] == [["1\n"], ["None\n"]]


def test_the_commands_say_what_they_did_and_exit_by_it(folder):
    runner = CliRunner()
    clean = runner.invoke(notebooks_app, ["check", "--folder", str(folder)])
    assert (clean.exit_code, clean.output) == (0, "every edition matches its source\n")
    idle = runner.invoke(notebooks_app, ["build", "90", "--folder", str(folder)])
    assert idle.exit_code == 0
    assert idle.output.count("unchanged") == 4  # two editions, two glossary pages
    (folder / "ko" / "90_sample.ipynb").unlink()
    assert runner.invoke(notebooks_app, ["check", "--folder", str(folder)]).exit_code == 1
    wrong = runner.invoke(notebooks_app, ["build", "17", "--folder", str(folder)])
    assert wrong.exit_code == 1
    assert "'17' fits 0 sources" in wrong.output
