"""The Makefile tells a reader with an old Python, or a wrong edition, what to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return subprocess.run(["make", *words], cwd=folder, capture_output=True, text=True)


def test_an_old_python_is_refused_in_clear_words(tmp_path):
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)
    run = make(tmp_path, "lab", f"PYTHON={old}")
    assert run.returncode != 0
    assert f"qmlaw needs Python 3.11 or newer; '{old}' is Python 3.9.2." in run.stdout
    assert not (tmp_path / ".venv").exists()


def test_an_unknown_edition_is_refused(tmp_path):
    stamp = tmp_path / ".venv" / "installed.stamp"
    stamp.parent.mkdir()
    stamp.touch()
    run = make(tmp_path, "lab", "EDITION=de", "-o", "pyproject.toml", "-o", "constraints.txt")
    assert run.returncode != 0
    assert "EDITION is en or ko" in run.stdout


def test_the_install_takes_the_pinned_versions_and_the_small_torch_only_when_asked(tmp_path):
    plain, small = (make(tmp_path, "-n", "install", *words).stdout for words in ([], ["TORCH=cpu"]))
    for plan in (plain, small):
        assert '-c constraints.txt -e ".[notebooks,test]"' in plan
    assert "whl/cpu" in small
    assert "whl/cpu" not in plain
