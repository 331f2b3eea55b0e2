"""A tiny recipe that runs in seconds."""

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
