"""Files in the layout of the published ANI-1 set."""

import h5py
import numpy as np
import pytest

from qmlaw.datasets.ani1 import is_ani1, read_ani1
from qmlaw.datasets.user_files import read_molecules

WATER = np.array([[0.0, 0.0, 0.0], [0.96, 0.0, 0.0], [-0.24, 0.93, 0.0]])


def write_group(file, name, symbols, positions, values, others=()):
    group = file.create_group(name)
    group["coordinates"] = positions.astype(np.float32)
    group["energies"] = values
    group["species"] = np.array([symbol.encode() for symbol in symbols])
    group["smiles"] = np.array([character.encode() for character in "[H]O[H]"])
    group["coordinatesHE"], group["energiesHE"] = 9 * positions[:1].astype(np.float32), values[:1] + 9.0
    for key, value in dict(others).items():
        del group[key]
        if value is not None:
            group[key] = value


@pytest.fixture
def path(tmp_path):
    rng = np.random.default_rng(0)
    with h5py.File(tmp_path / "some.h5", "w") as file:
        write_group(
            file, "gdb11_s01/gdb11_s01-1", "OHH", WATER + rng.normal(0, 0.02, (4, 3, 3)), np.arange(4.0)
        )
        write_group(file, "gdb11_s01/gdb11_s01-0", "HH", WATER[None, :2] + np.zeros((2, 1, 1)), np.ones(2))
    return tmp_path / "some.h5"


def test_it_is_read_molecule_by_molecule(path):
    found = read_ani1(path)
    assert is_ani1(path) and found == read_molecules(path)
    assert found.names[:2] == ("gdb11_s01/gdb11_s01-0/0", "gdb11_s01/gdb11_s01-0/1")
    assert found.n_atoms.tolist() == [2, 2, 3, 3, 3, 3]
    assert found[2].atomic_numbers.tolist() == [8, 1, 1]
    np.testing.assert_array_equal(found.value("energy", "hartree"), [1, 1, 0, 1, 2, 3])
    assert set(found.value("molecule")) == {"gdb11_s01/gdb11_s01-0", "gdb11_s01/gdb11_s01-1"}
    np.testing.assert_allclose(found[5].positions, WATER, atol=0.1)  # and not those of high energy


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"energies": None}, r"group g has no energies"),
        (
            {"species": np.array([b"O", b"H"])},
            r"g: coordinates \(2, 3, 3\), energies \(2,\), 2 species",
        ),
        ({"species": np.array([b"O", b"H", b"Q"])}, "group g: species Q; allowed are symbols"),
        ({"energies": np.array([0.0, np.nan])}, "group g: energy 1 is not finite"),
        ({"coordinates": np.full((2, 3, 3), np.inf)}, "not finite"),
    ],
)
def test_what_is_refused(tmp_path, changes, message):
    path = tmp_path / "bad.h5"
    with h5py.File(path, "w") as file:
        write_group(file, "g", "OHH", WATER + np.zeros((2, 1, 1)), np.zeros(2), changes)
    with pytest.raises(ValueError, match=message) as caught:
        read_ani1(path)
    assert str(path) in str(caught.value)


def test_other_files(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_ani1(tmp_path / "none.h5")
    with h5py.File(tmp_path / "empty.h5", "w") as file:
        file.create_group("gdb11_s01")
    assert not is_ani1(tmp_path / "empty.h5")
    with pytest.raises(ValueError, match="not the layout of ANI-1"):
        read_ani1(tmp_path / "empty.h5")
    (tmp_path / "text.h5").write_text("no HDF5")
    assert not is_ani1(tmp_path / "text.h5")
    with pytest.raises(ValueError, match=r"text\.h5"):
        read_ani1(tmp_path / "text.h5")
