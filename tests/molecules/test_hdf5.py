"""Files that are damaged, foreign or from the future: refused with a reason, never read in part."""

import os
import tempfile

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.molecules import Molecules, hdf5


def sample() -> Molecules:
    return Molecules(
        [[1, 1], [8, 1, 1]],
        [[[0, 0, 0], [0, 0, 0.74]], [[0, 0, 0], [0, 0.76, 0.59], [0, -0.76, 0.59]]],
        cells=[np.zeros((3, 3)), 5 * np.eye(3)],
        properties={
            "energy": ([-1.1, -76.4], "hartree"),
            "HF/STO-3G/energy": ([-1.0, np.nan], "hartree"),
            "forces": (np.arange(15.0).reshape(5, 3), "hartree/angstrom", "atom"),
            "fold": ([1, 0], "1"),
            "converged": ([True, False], "1"),
            "smiles": (["[H][H]", "O"], "1"),
        },
        names=["수소", "H2O"],
    )


@pytest.fixture
def path(tmp_path):
    sample().to_hdf5(tmp_path / "set.h5")
    return tmp_path / "set.h5"


def test_all_comes_back(path):
    assert Molecules.from_hdf5(path) == sample()
    kinds = {key: prop.values.dtype.kind for key, prop in Molecules.from_hdf5(path).properties.items()}
    assert (kinds["fold"], kinds["converged"], kinds["energy"], kinds["smiles"]) == ("i", "b", "f", "U")


def test_empty_collection_comes_back(tmp_path):
    sample()[:0].to_hdf5(tmp_path / "set.h5")
    assert Molecules.from_hdf5(tmp_path / "set.h5") == sample()[:0]


def test_same_content_gives_the_same_bytes(path, tmp_path):
    sample().to_hdf5(tmp_path / "again.h5")
    assert (tmp_path / "again.h5").read_bytes() == path.read_bytes()


WORDS = ("N#N", "수소", "ωB97X/6-31G(d)", "", "a b", "ü" * 40, "H2O/stretch-0-1-0.750", "€")


def many(n: int) -> Molecules:
    """So many molecules that texts are stored with one common length."""
    names = [f"{WORDS[k % len(WORDS)]}{k}" for k in range(n)]
    words = [WORDS[(7 * k) % len(WORDS)] for k in range(n)]
    return Molecules(
        [[2]] * n, [[[0, 0, k]] for k in range(n)], properties={"a/w": (words, "1")}, names=names
    )


@pytest.mark.parametrize("n", [999, 1000, 1001, 3000])
def test_many_texts_come_back(tmp_path, n):
    many(n).to_hdf5(tmp_path / "set.h5")
    back = Molecules.from_hdf5(tmp_path / "set.h5")
    assert back == many(n)
    assert back.value("a/w").tolist() == many(n).value("a/w").tolist()


@pytest.mark.parametrize("n", [10, 3000])
def test_plain_h5py_reads_texts(tmp_path, n):
    """As data/README.md says, whichever way they are stored."""
    many(n).to_hdf5(tmp_path / "set.h5")
    with h5py.File(tmp_path / "set.h5") as file:
        names = file["names"].asstr()[:]
        assert [str(name) for name in names] == list(many(n).names)
        assert file["names"].asstr()[1] == "수소1"
        assert file["properties/a/w"].asstr()[:].tolist() == many(n).value("a/w").tolist()
        assert h5py.check_string_dtype(file["names"].dtype).encoding == "utf-8"


def test_many_texts_are_compressed_and_the_same_each_time(tmp_path):
    for name in ("one.h5", "two.h5"):
        many(20_000).to_hdf5(tmp_path / name)
    with h5py.File(tmp_path / "one.h5") as file:
        assert file["properties/a/w"].id.get_storage_size() < 40_000  # of 1.6 MB
    assert (tmp_path / "one.h5").read_bytes() == (tmp_path / "two.h5").read_bytes()


@pytest.mark.parametrize("n", [1, 3000])
def test_names_that_hdf5_would_cut_are_refused(tmp_path, n):
    """Texts of one length are padded with zero characters: one at the end of a text would be lost."""
    names = [f"{k}" for k in range(n - 1)] + ["end\0"]
    with pytest.raises(ValueError, match="zero character"):
        Molecules([[2]] * n, [[[0, 0, 0]]] * n, names=names).to_hdf5(tmp_path / "set.h5")
    assert os.listdir(tmp_path) == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))), st.booleans())
def test_any_text_comes_back(words, fixed):
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(hdf5, "_COMPRESSED_FROM", 0 if fixed else 1000)
        n = len(words)
        before = Molecules(
            [[2]] * n, [[[0, 0, 0]]] * n, properties={"w": (words, "1")}, names=[str(k) for k in range(n)]
        )
        before.to_hdf5(f"{folder}/set.h5")
        back = Molecules.from_hdf5(f"{folder}/set.h5")
        assert back.names == before.names
        assert back.value("w").tolist() == words


def test_plain_h5py_reads_it(path):
    """The example of data/README.md in short: nothing but h5py is needed."""
    with h5py.File(path) as file:
        ends = np.cumsum(file["n_atoms"][:])
        water = slice(ends[0], ends[1])
        assert file["atomic_numbers"][water].tolist() == [8, 1, 1]
        assert file["positions"][water].shape == (3, 3)
        assert file["names"].asstr()[1] == "H2O"
        assert file["properties/energy"].attrs["unit"] == "hartree"


def test_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.h5"):
        Molecules.from_hdf5(tmp_path / "nowhere.h5")


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.9, 0.999])
def test_truncated(path, part):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(ValueError, match=r"set\.h5"):
        Molecules.from_hdf5(path)


def test_another_kind_of_file(path):
    path.write_text("5\nmethane\nC 0 0 0\n")
    with pytest.raises(ValueError, match=r"set\.h5"):
        Molecules.from_hdf5(path)


def change(path, edit):
    with h5py.File(path, "r+") as file:
        edit(file)


def replace(file, name, data, **attributes):
    """Put another dataset in the place of one, with its attributes."""
    kept = {**dict(file[name].attrs), **attributes} if name in file else attributes
    if name in file:
        del file[name]
    file.create_dataset(name, data=data).attrs.update(kept)


def group_instead(file, name):
    del file[name]
    file.create_group(name)


DAMAGE = {
    "another version": (lambda f: f.attrs.update(version=2), r"format and version are .*2.*allowed are .*1"),
    "no version": (lambda f: f.attrs.pop("version"), "format and version"),
    "another format": (lambda f: f.attrs.update(format="ani"), "format and version are .*ani"),
    "no names": (lambda f: f.pop("names"), r"missing: \['names'\]"),
    "no properties": (lambda f: f.pop("properties"), r"missing: \['properties'\]"),
    "something unknown": (lambda f: replace(f, "charges", [0.0]), r"not known: \['charges'\]"),
    "an unknown group": (lambda f: f.create_group("extra"), r"not known: \['extra'\]"),
    "no unit": (lambda f: f["properties/energy"].attrs.pop("unit"), "property 'energy' has no unit"),
    "no unit in a group": (
        lambda f: f["properties/HF/STO-3G/energy"].attrs.pop("unit"),
        "property 'HF/STO-3G/energy' has no unit",
    ),
    "an unknown unit": (lambda f: f["properties/energy"].attrs.update(unit="Ry"), "unknown unit 'Ry'"),
    "an empty unit": (lambda f: f["properties/energy"].attrs.update(unit=""), "unknown unit ''"),
    "an unknown per": (lambda f: f["properties/energy"].attrs.update(per="bond"), "per is 'bond'"),
    "no per": (lambda f: f["properties/energy"].attrs.pop("per"), "property 'energy' has no per"),
    "NaN position": (
        lambda f: f["positions"].__setitem__((3, 1), np.nan),
        r"molecule 1 \(H2O\), atom 1 .*not finite",
    ),
    "infinite position": (
        lambda f: f["positions"].__setitem__((0, 0), np.inf),
        r"molecule 0 .*atom 0 .*not finite",
    ),
    "two atoms on one spot": (
        lambda f: f["positions"].__setitem__(3, [0, 0, 0.001]),
        r"molecule 1 \(H2O\), atom 0 .*atom 1 are on one spot",
    ),
    "unknown element": (
        lambda f: f["atomic_numbers"].__setitem__(4, 0),
        r"molecule 1 \(H2O\), atom 2 .*unknown element",
    ),
    "an atom too few": (
        lambda f: f["n_atoms"].__setitem__(1, 2),
        "n_atoms adds up to 4, but there are 5 atomic",
    ),
    "empty molecule": (lambda f: f["n_atoms"].__setitem__(slice(None), [0, 5]), "molecule 0 .*is empty"),
    "negative size": (lambda f: f["n_atoms"].__setitem__(slice(None), [-1, 6]), "set.h5"),
    "sizes that are not whole": (lambda f: replace(f, "n_atoms", [2.5, 3.0]), "n_atoms is float64"),
    "sizes in two columns": (
        lambda f: replace(f, "n_atoms", [[2], [3]]),
        r"n_atoms is int64 of shape \(2, 1\)",
    ),
    "too few positions": (
        lambda f: replace(f, "positions", np.zeros((4, 3))),
        "5 atomic numbers and 4 positions",
    ),
    "flat positions": (lambda f: replace(f, "positions", np.arange(5.0)), "set.h5"),
    "text positions": (lambda f: replace(f, "positions", ["a"] * 5), "set.h5"),
    "a name too few": (lambda f: replace(f, "names", ["H2"]), "1 names for 2 molecules"),
    "names that are numbers": (lambda f: replace(f, "names", [1, 2]), "set.h5"),
    "a cell too few": (lambda f: replace(f, "cells", np.zeros((1, 3, 3))), r"cells have shape \(1, 3, 3\)"),
    "NaN cell": (lambda f: f["cells"].__setitem__((1, 0, 0), np.nan), "cell of molecule 1 is not finite"),
    "a value too few": (
        lambda f: replace(f, "properties/energy", [-1.1]),
        "property 'energy' has 1 values for 2",
    ),
    "a value for no molecule": (
        lambda f: replace(f, "properties/forces", np.zeros((4, 3))),
        "property 'forces' has 4 values for 5 atoms",
    ),
    "a single value": (lambda f: replace(f, "properties/energy", -1.1), "set.h5"),
    "group for a dataset": (lambda f: group_instead(f, "positions"), "'positions' is not a dataset"),
    "dataset for a group": (lambda f: replace(f, "properties", [1.0]), "'properties' is not a group"),
}


@pytest.mark.parametrize(("edit", "message"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_refused_with_a_reason(path, edit, message):
    change(path, edit)
    with pytest.raises(ValueError, match=message) as caught:
        Molecules.from_hdf5(path)
    assert str(path) in str(caught.value)


def test_failed_write_keeps_what_was_there(path):
    odd = sample().with_property("z", np.array([1j, 2j]), "1")
    with pytest.raises(ValueError, match="property 'z' holds complex128"):
        odd.to_hdf5(path)
    assert Molecules.from_hdf5(path) == sample()
    assert os.listdir(path.parent) == ["set.h5"]


@pytest.mark.parametrize("name", ["energy/a", "/x", "x/", "a//b", ""])
def test_property_names_that_hdf5_cannot_hold(tmp_path, name):
    with pytest.raises(ValueError, match="property"):
        sample().with_property(name, [1.0, 2.0], "1").to_hdf5(tmp_path / "set.h5")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", [".", "a/./b", "..", "a\0b"])
def test_property_names_are_not_changed_on_the_way(tmp_path, name):
    before = sample().with_property(name, [1.0, 2.0], "1")
    try:
        before.to_hdf5(tmp_path / "set.h5")
    except ValueError:
        return
    assert Molecules.from_hdf5(tmp_path / "set.h5") == before
