"""The projection of a source: prose of one language, code of both, solutions out, ids that stay."""

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.classroom.editions import SET_UP_TAG, edition


def test_each_edition_has_its_own_prose_and_the_same_code(sample):
    english, korean = edition(sample, "en"), edition(sample, "ko")
    assert "How far is far?" in english.cells[0].source
    assert "얼마나 멀어야" in korean.cells[0].source
    code = [
        [c.source for c in nb.cells if c.cell_type == "code" and SET_UP_TAG not in c.metadata.get("tags", [])]
        for nb in (english, korean)
    ]
    stubs = ("# Write your answer here.", "# 여기에 답을 쓰세요.")
    assert [c.replace(stubs[0], "") for c in code[0]] == [c.replace(stubs[1], "") for c in code[1]]
    assert [c.cell_type for c in english.cells] == [c.cell_type for c in korean.cells]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_set_up_cell_comes_before_all_code_and_chooses_the_language(sample, language):
    notebook = edition(sample, language)
    first = next(c for c in notebook.cells if c.cell_type == "code")
    assert first.metadata.tags == [SET_UP_TAG]
    assert f'show.set_up("{language}")' in first.source
    assert notebook.cells[0].cell_type == "markdown"


def test_readers_do_not_get_the_solution_and_teachers_do(sample):
    def exercise(solutions):
        cells = edition(sample, "en", solutions).cells
        return next(c.source for c in cells if c.metadata.get("nbgrader", {}).get("solution"))

    assert exercise(False) == "distance = ...\n# Write your answer here."
    assert "distance = 8.0" in exercise(True)
    assert "8.0" not in nbformat.writes(edition(sample, "en"))


def test_checks_and_marked_cells_are_folded_away(sample):
    text = sample.read_text(encoding="utf-8")
    sample.write_text(text.replace("# %%\ndef draw", '# %% tags=["hide-input"]\ndef draw'), encoding="utf-8")
    folded = [c for c in edition(sample, "en").cells if c.metadata.get("jupyter", {}).get("source_hidden")]
    assert [c.source[:8] for c in folded] == ["def draw", "checks.c"]


def test_a_function_keeps_its_first_line_and_loses_its_body(sample):
    text = sample.read_text(encoding="utf-8")
    body = "def force(r):\n    ### BEGIN SOLUTION\n    return 8 / r**2\n    ### END SOLUTION\n"
    begin, end = text.index("distance = ..."), text.index('# %% check="one-hartree"')
    sample.write_text(text[:begin] + body + "\n" + text[end:], encoding="utf-8")
    cell = next(c for c in edition(sample, "en").cells if c.metadata.get("nbgrader", {}).get("solution"))
    assert cell.source == "def force(r):\n    # Write your answer here.\n    ..."


def test_the_same_source_gives_the_same_bytes(sample):
    assert nbformat.writes(edition(sample, "ko")) == nbformat.writes(edition(sample, "ko"))


def test_a_change_in_one_cell_changes_one_id(sample):
    before = [c.id for c in edition(sample, "en").cells]
    text = sample.read_text(encoding="utf-8")
    sample.write_text(text.replace("Two nuclei", "Any two nuclei"), encoding="utf-8")
    after = [c.id for c in edition(sample, "en").cells]
    assert [a != b for a, b in zip(before, after, strict=True)] == [True] + [False] * (len(before) - 1)


@given(st.integers(2, 5))
def test_equal_cells_get_different_ids(count):
    from pathlib import Path
    from tempfile import TemporaryDirectory

    pair = '# %% [markdown] tags=["en"]\n# Same\n\n# %% [markdown] tags=["ko"]\n# 같음\n\n'
    with TemporaryDirectory() as folder:
        source = Path(folder) / "01_same.py"
        source.write_text(pair + "# %%\n1\n\n" * count, encoding="utf-8")
        ids = [c.id for c in edition(source, "en").cells]
    assert len(set(ids)) == len(ids) == count + 3  # title, setup and the cell of claims


def test_an_unknown_language_is_refused(sample):
    with pytest.raises(ValueError, match="'de'; allowed are en, ko"):
        edition(sample, "de")
