"""Loading by name, cards, published splits."""

import numpy as np
import pytest
from small_files import METHANE, hydrogen, qm7_mat, qm9_archive

from qmlaw import datasets
from qmlaw.datasets.local import CHECKSUMS
from qmlaw.molecules import Molecules

pytestmark = pytest.mark.filterwarnings("ignore:.*is not the published file:UserWarning")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder that QMLAW_DATA names."""
    monkeypatch.setenv("QMLAW_DATA", str(tmp_path))
    return tmp_path


def test_unknown_name_lists_the_known():
    with pytest.raises(ValueError, match="unknown data set 'qm8'; known are: .*equilibrium.*qm7, qm7-pbe0"):
        datasets.load("qm8")
    with pytest.raises(ValueError, match="unknown data set 'qm8'"):
        datasets.describe("qm8")


def test_qm7_by_name_with_its_published_splits(mine):
    table = np.arange(20).reshape(5, 4)
    qm7_mat(mine / "qm7.mat", P=table)
    assert len(datasets.load("qm7")) == 20
    splits = datasets.published_splits("qm7")
    assert [s.test.tolist() for s in splits] == table.tolist()
    for split in splits:
        assert sorted([*split.train, *split.test]) == list(range(20))


def test_qm9_by_name_with_and_without_uncharacterized(mine):
    qm9_archive(
        mine / "dsgdb9nsd.xyz.tar.bz2", {"1.xyz": METHANE, "2.xyz": hydrogen(2), "3.xyz": hydrogen(3)}
    )
    (mine / "uncharacterized.txt").write_text("Index\n  2 HH HH 1.0\n")
    assert datasets.load("qm9").names == ("gdb_1", "gdb_2", "gdb_3")
    assert datasets.load("qm9-characterized").names == ("gdb_1", "gdb_3")


def test_shared_sets_by_name_are_as_their_cards_say(public_data):
    for name, card in datasets.DATASETS.items():
        if not card.public or any(file.url for file in card.files):
            continue
        public_data(card.files[0].name)
        molecules = datasets.load(name)
        assert len(molecules) == card.n_molecules
        for key, unit in card.properties.items():
            assert molecules.properties[key].unit == unit


def test_cards_are_complete():
    for name, card in datasets.DATASETS.items():
        assert card.name == name
        for text in (card.title, card.level, card.licence, card.citation, card.origin, card.split):
            assert text
        assert card.flaws
        for file in card.files:
            assert file.how
            assert file.checksum is None or file.checksum.partition(":")[0] in ("md5", "sha256")


def test_set_without_published_splits(public_data):
    public_data("qm7_pbe0_dftb.npz")
    with pytest.raises(ValueError, match="'qm7-pbe0' has no published splits"):
        datasets.published_splits("qm7-pbe0")


def test_silicon_of_mlearn_has_its_published_split(public_data):
    public_data("si_mlearn.npz")
    cells = datasets.load("si-mlearn")
    ((train, test),) = datasets.published_splits("si-mlearn")
    assert (len(train), len(test)) == (214, 25) and set(cells.atomic_numbers) == {14}
    per_atom = cells.value("energy", "eV") / cells.n_atoms
    assert -5.5 < per_atom.min() < per_atom.max() < -4
    forces = cells.value("forces", "eV/angstrom")
    sums = np.add.reduceat(forces, cells.offsets[:-1])
    assert np.abs(forces).max() > 1 and np.abs(sums).max() < 0.1  # no cell pulls itself along


def test_damaged_silicon_is_named(tmp_path):
    arrays = {
        "n": [1], "R": np.zeros((2, 3)), "F": np.zeros((2, 3)), "cell": [5 * np.eye(3)], "E": [-5.0],
        "group": ["a"], "is_test": [False],
    }  # fmt: skip
    np.savez(tmp_path / "si.npz", **arrays)
    with pytest.raises(ValueError, match="si.npz: n adds up to 1 atoms, but R has 2 and F 2"):
        datasets.read_si_mlearn(tmp_path / "si.npz")
    np.savez(tmp_path / "flat.npz", **{**arrays, "n": [2]})
    with pytest.raises(ValueError, match="flat.npz: .*one spot"):
        datasets.read_si_mlearn(tmp_path / "flat.npz")
    np.savez(tmp_path / "less.npz", n=[1])
    with pytest.raises(ValueError, match="less.npz lacks the arrays"):
        datasets.read_si_mlearn(tmp_path / "less.npz")


def test_own_set_by_name(own_set):
    molecules = datasets.load("mine")
    assert isinstance(molecules, Molecules)
    assert "mine" in datasets.known()
    card = datasets.describe("mine")
    assert card.n_molecules == len(molecules)
    assert card.properties["energy"] == "hartree"


def test_own_set_with_wrong_checksum_is_not_loaded(own_set):
    listing = own_set / CHECKSUMS
    listing.write_text("0" * 64 + "  mine.h5\n")
    with pytest.raises(
        ValueError, match=rf"mine\.h5 is not the file listed.*expected sha256:{'0' * 64}, found sha256:"
    ):
        datasets.load("mine")


def test_own_set_not_computed_yet(own_set):
    with pytest.raises(FileNotFoundError, match=r"no file .*equilibrium\.h5\. Make it: `qmlaw reference run"):
        datasets.load("equilibrium")
    assert datasets.describe("equilibrium").n_molecules is None
