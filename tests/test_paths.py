"""The repository's data folder is found, or the message says how to name it."""

import pytest

from qmlaw.paths import data_folder, project_folder


def test_found_from_the_installed_package(monkeypatch):
    monkeypatch.delenv("QMLAW_HOME", raising=False)
    assert (data_folder() / "argument" / "claims.yaml").is_file()
    assert (project_folder() / "lib" / "qmlaw").is_dir()


def test_named_by_a_variable(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "data"


def test_a_wrong_variable_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match="QMLAW_HOME=.*nowhere.*clone"):
        data_folder()
