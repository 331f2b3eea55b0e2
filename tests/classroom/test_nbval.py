"""nbval as `make test` calls it: silent on what was stored, loud on a changed number (negative control)."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()


def nbval(notebook: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on one notebook with the options that the Makefile gives it."""
    options = re.findall(r"--nbval\S*", MAKEFILE)
    assert "--nbval" in options
    command = [sys.executable, "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider"]
    return subprocess.run([*command, *options, str(notebook)], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture
def notebook(built, tmp_path):
    return Path(shutil.copy(built / "ko" / "90_sample.ipynb", tmp_path))


def change_outputs(notebook: Path, old: str, new: str) -> None:
    """Change what is stored as output, not the code that makes it."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if "outputs" in cell:
            before = json.dumps(cell["outputs"], ensure_ascii=False)
            cell["outputs"] = json.loads(before.replace(old, new))
    changed = json.dumps(content, ensure_ascii=False)
    assert changed != json.dumps(json.loads(notebook.read_text(encoding="utf-8")), ensure_ascii=False)
    notebook.write_text(changed, encoding="utf-8")


def test_an_untouched_notebook_passes(notebook):
    run = nbval(notebook)
    assert run.returncode == 0, run.stdout
    assert "5 passed" in run.stdout


@pytest.mark.parametrize(
    ("stored", "changed"),
    [
        ("4.000", "4.001"),  # a number in a table
        ("에너지는 거리에", "힘은 거리에"),  # the alternative text of a figure
        ("아직 답하지", "이미 답하지"),  # what a check said
    ],
)
def test_a_changed_output_fails(notebook, stored, changed):
    change_outputs(notebook, stored, changed)
    run = nbval(notebook)
    assert run.returncode == 1
    assert "Cell outputs differ" in run.stdout
    assert stored in run.stdout
    assert changed in run.stdout


def test_another_picture_passes(notebook):
    """Pictures differ by a byte between machines; they are not compared."""
    change_outputs(notebook, "base64,iVBOR", "base64,AAAAA")
    assert nbval(notebook).returncode == 0
