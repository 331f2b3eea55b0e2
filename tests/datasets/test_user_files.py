"""A person's own files: what is read, what is refused."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule
from ase.io import write

from qmlaw import datasets
from qmlaw.datasets.user_files import read_molecules


@pytest.fixture
def extended(tmp_path):
    structures = [molecule(name) for name in ("H2O", "CH4", "NH3")]
    for k, atoms in enumerate(structures):
        atoms.info.update(high=-1.0 - k, name=f"number {k}", settled=True)
    structures[0].info["low"] = -0.5
    path = tmp_path / "mine.xyz"
    write(path, structures, format="extxyz")
    return path


def test_extended_xyz(extended):
    found = read_molecules(extended, "eV")
    assert found.names == ("number 0", "number 1", "number 2")
    assert set(found.properties) == {"high", "low"}
    np.testing.assert_allclose(found.value("high", "eV"), [-1.0, -2.0, -3.0])
    np.testing.assert_allclose(found.value("high", "kcal/mol")[0], -23.0605, rtol=1e-5)
    np.testing.assert_array_equal(found.value("low"), [-0.5, np.nan, np.nan])
    np.testing.assert_allclose(found[0].positions, molecule("H2O").positions, atol=1e-7)
    assert not read_molecules(extended).properties


def test_what_ase_keeps_as_energy_is_found(tmp_path):
    (tmp_path / "a.xyz").write_text("2\nProperties=species:S:1:pos:R:3 energy=-1.5\nH 0 0 0\nH 0 0 0.74\n")
    assert read_molecules(tmp_path / "a.xyz", "hartree").value("energy").tolist() == [-1.5]


def test_plain_xyz_and_hdf5(tmp_path):
    (tmp_path / "plain.xyz").write_text("2\nhydrogen molecule\nH 0 0 0\nH 0 0 0.74\n")
    assert read_molecules(tmp_path / "plain.xyz", "eV").n_atoms.tolist() == [2]
    ladder = datasets.load("ladder")[:4]
    ladder.to_hdf5(tmp_path / "set.h5")
    assert read_molecules(tmp_path / "set.h5") == ladder


def refused(path, text, message, unit=None):
    if text is not None:
        path.write_text(text)
    with pytest.raises(ValueError, match=message):
        read_molecules(path, unit)


def test_refused(tmp_path, extended):
    refused(tmp_path / "a.xyz", "2\ncut off\nH 0 0 0\n", r"a\.xyz cannot be read as xyz file")
    refused(tmp_path / "a.xyz", "1\nno element\nQq 0 0 0\n", r"a\.xyz cannot be read as xyz file")
    refused(tmp_path / "a.xyz", "2\none spot\nH 0 0 0\nH 0 0 0\n", r"a\.xyz cannot be read.*molecule 0")
    refused(tmp_path / "a.xyz", "1\nnot a number\nH 0 0 nan\n", r"a\.xyz cannot be read.*molecule 0")
    refused(tmp_path / "a.xyz", "", "a.xyz")
    refused(tmp_path / "a.csv", "1,2", r"a\.csv ends with '\.csv'; allowed are \.h5, \.hdf5, \.xyz, \.extxyz")
    refused(tmp_path / "a.h5", "no HDF5", r"a\.h5")
    refused(extended, None, "unknown unit 'kcal'", "kcal")
    write(tmp_path / "cell.xyz", Atoms("Si", cell=[3, 3, 3], pbc=True), format="extxyz")
    refused(tmp_path / "cell.xyz", None, "molecule 0 .* is periodic; allowed are molecules")
    with pytest.raises(FileNotFoundError, match="no file .*none.xyz"):
        read_molecules(tmp_path / "none.xyz")
