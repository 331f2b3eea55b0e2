"""What the README says is there is there, and its example runs."""

import re
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "data/README.md", "benchmarks/README.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    missing = [t for t in targets if "://" not in t and not (ROOT / page).parent.joinpath(t).exists()]
    assert not missing


def test_every_notebook_is_in_the_table_in_both_languages() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for source in (ROOT / "notebooks" / "source").glob("*.py"):
        for language in ("en", "ko"):
            assert f"notebooks/{language}/{source.stem}.ipynb" in text


def test_the_example_runs_and_learns_something() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.S).group(1)
    found: dict = {}
    exec(compile(example, "README.md", "exec"), found)
    assert found["error"] < np.std(found["energies"]) / 5


def test_every_command_of_the_readme_exists() -> None:
    from typer.testing import CliRunner

    from qmlaw.cli import app

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = {tuple(c.split()) for c in re.findall(r"`qmlaw ((?:[a-z]+)(?: [a-z]+)?)", text)}
    groups = {"data", "evidence", "notebooks", "reference"}
    for words in commands:
        line = list(words) if words[0] in groups else [words[0]]
        assert CliRunner().invoke(app, [*line, "--help"]).exit_code == 0, line
