"""A source that breaks a rule is refused, with file, line, cell and first words."""

from pathlib import Path

import pytest

from qmlaw.classroom.sources import SourceError, find_source, read_source

EN = '# %% [markdown] tags=["en"]\n# Far away\n\n'
KO = '# %% [markdown] tags=["ko"]\n# 먼 곳\n\n'
EXERCISE = '# %% exercise="one"\nanswer = ...\n### BEGIN SOLUTION\nanswer = 1\n### END SOLUTION\n\n'
CHECK = '# %% check="one"\nanswer\n\n'


def read(folder: Path, text: str, name: str = "01_test.py"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(path)


def test_a_sound_source_is_read_in_order(tmp_path):
    cells = read(tmp_path, EN + KO + EXERCISE + CHECK)
    assert [(c.kind, c.language) for c in cells] == [
        ("markdown", "en"), ("markdown", "ko"), ("code", None), ("code", None),
    ]  # fmt: skip
    assert (cells[2].exercise, cells[3].check) == ("one", "one")
    assert cells[1].text == "먼 곳"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (EN, r"01_test.py:1 \(cell 1\): the Korean twin is missing.*“Far away”"),
        (EN + EN + KO, r":1 \(cell 1\): the Korean twin is missing"),
        (EN + "# %%\n1\n" + KO, r":1 \(cell 1\): the Korean twin is missing"),
        (EN + KO + KO, r":7 \(cell 3\): the English twin is missing.*“먼 곳”"),
        (KO + EN, "the English twin is missing"),
        ('# %% [markdown] tags=["en", "ko"]\n# Far\n', "both languages"),
        ("# %% [markdown]\n# Far away\n", "needs a language.*“Far away”"),
        ('# %% [markdown] tags=["en"]\n# 아주 먼 곳\n' + KO, "tagged en, but written in Korean"),
        (EN + '# %% [markdown] tags=["ko"]\n# Not translated yet, sorry.\n', "has no Korean letter"),
        ('# %% [markdown] tags=["en"]\n' + KO, "the cell is empty"),
        (EN + KO + "# %%\nx = = 1\n", r":7 \(cell 3\): line 1 of the cell is not Python"),
        (EN + KO + "# %%\nx = 1\ny = (\n", "line 2 of the cell is not Python"),
        (EN + KO + '# %% tags=["en"]\nx = 1\n', "code is written once"),
        (EN + KO + EXERCISE + EXERCISE + CHECK, "exercise 'one' is there twice"),
        (EN + KO + EXERCISE, "exercise 'one' has no cell # %% check='one'"),
        (EN + KO + CHECK, "checks exercise 'one', which does not stand before it"),
        (EN + KO + EXERCISE + CHECK + CHECK, "checked twice"),
        (EN + KO + EXERCISE.replace(' exercise="one"', ""), "a cell with a solution needs a name"),
        (EN + KO + '# %% exercise="one"\nanswer = 1\n' + CHECK, "has no “### BEGIN SOLUTION”"),
        (EN + KO + EXERCISE.replace("### END SOLUTION", "") + CHECK, "1 × “### BEGIN SOLUTION” but 0 ×"),
        (EN + KO + '# %% exercize="one"\n1\n', "unknown cell option"),
        ("# %%\nx = 1\n", "the first cell must be prose"),
        ("import os\n\n" + EN + KO, "text stands outside the cells"),
    ],
)
def test_each_fault_is_named(tmp_path, text, message):
    with pytest.raises(SourceError, match=message):
        read(tmp_path, text)


def test_korean_quoted_in_english_prose_is_allowed(tmp_path):
    quoted = '# %% [markdown] tags=["en"]\n# The essay 「양자화학」 says so.\n\n'
    assert len(read(tmp_path, quoted + KO)) == 2


def test_a_source_has_a_numbered_name(tmp_path):
    with pytest.raises(SourceError, match="NN_name.py"):
        read(tmp_path, EN + KO, name="coulomb.py")


def test_a_source_is_found_by_number_or_name(sample):
    folder = sample.parents[1]
    for name in ("90", "90_sample", "90_sample.py", "90_sample.ipynb"):
        assert find_source(name, folder) == sample
    with pytest.raises(ValueError, match="'91' fits 0 sources; there are .*90_sample"):
        find_source("91", folder)
