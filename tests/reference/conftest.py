"""A tiny recipe that runs in seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

TINY = """
molecules = "molecules.smi"
elements = ["H", "C", "N", "O"]
levels = ["GFN2-xTB", "HF/STO-3G"]
properties_level = "HF/STO-3G"
accuracy = "production"

[geometry]
seed = 1
conformers = 2
largest_force = 0.02
"""

MOLECULES = "[H][H] h2\nO water\nC methane\nN ammonia\nC#C ethyne\nC=O methanal\nCO methanol\nC#N hcn\n"


@pytest.fixture
def tiny(tmp_path) -> Path:
    """Folder of a recipe with eight small molecules."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "recipe.toml").write_text(TINY)
    (folder / "molecules.smi").write_text(MOLECULES)
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Address of a Dask scheduler with two workers, processes of one thread each, connected by TCP.

    A task may take two workers down with it, not three as usual: that saves time.
    """
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=":0",
        scheduler_kwargs={"allowed_failures": 2},
    ) as cluster:
        yield cluster.scheduler_address
