"""A small set of this project in a repository of its own."""

import pytest
from small_files import small_set, write_checksums


@pytest.fixture
def own_set(tmp_path, monkeypatch):
    """`data/mine` of a repository that holds nothing else."""
    folder = tmp_path / "data" / "mine"
    folder.mkdir(parents=True)
    small_set().to_hdf5(folder / "mine.h5")
    write_checksums(folder)
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    return folder
