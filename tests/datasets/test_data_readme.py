"""The examples of data/README.md work, and its tables name what there is."""

import re
from pathlib import Path

import numpy as np
from small_files import small_set

from qmlaw import datasets

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "data" / "README.md").read_text()
EXAMPLES = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def test_plain_h5py_example(tmp_path, monkeypatch):
    example = next(text for text in EXAMPLES if "h5py" in text)
    assert len(example.strip().splitlines()) <= 11
    small_set().to_hdf5(tmp_path / "equilibrium.h5")
    monkeypatch.chdir(tmp_path)
    found: dict = {}
    exec(example.replace("PROPERTY", "energy"), found)  # noqa: S102
    assert list(found["names"]) == ["H2", "N2", "H2O"]
    assert [z.tolist() for z in found["numbers"]] == [[1, 1], [7, 7], [8, 1, 1]]
    np.testing.assert_array_equal(found["positions"][2], small_set()[2].positions)
    assert found["values"].tolist() == [-1.1, -109.3, -76.3]
    assert found["unit"] == "hartree"


def test_load_example(own_set):
    example = next(text for text in EXAMPLES if "datasets.load" in text)
    found: dict = {}
    exec(example.replace("PROPERTY", "energy").replace("equilibrium", "mine"), found)  # noqa: S102
    np.testing.assert_allclose(found["energies"][0], -1.1 * 627.509, rtol=1e-5)


def test_every_set_is_in_a_table():
    for name in datasets.known():
        assert f"`{name}`" in README or f"`{name}/`" in README, name


def test_folders_are_in_the_table():
    for folder in (ROOT / "data").iterdir():
        if folder.is_dir():
            assert f"`{folder.name}/`" in README, folder.name
