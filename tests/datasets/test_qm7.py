"""Readers of QM7 in its two forms. The original file itself was not available: it is imitated."""

import numpy as np
import pytest
from small_files import BOHR, compact_npz, qm7_mat

from qmlaw import datasets


def test_mat_positions_are_converted_from_bohr(tmp_path):
    molecules = datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat"))
    assert len(molecules) == 20
    assert molecules[1].atomic_numbers.tolist() == [7, 8]
    distance = np.linalg.norm(molecules[1].positions[0] - molecules[1].positions[1])
    assert distance == pytest.approx(2.01 * BOHR, abs=1e-6)
    assert molecules[0].atomic_numbers.tolist() == [8, 1, 1]
    assert molecules.names[0] == "qm7_0001"


def test_mat_energies_keep_sign_and_unit(tmp_path):
    energies = np.linspace(-2000, -400, 20)[None, :]
    molecules = datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", T=energies))
    assert molecules.properties["atomization_energy"].unit == "kcal/mol"
    np.testing.assert_allclose(molecules.value("atomization_energy"), energies[0])


def test_mat_folds_follow_p(tmp_path):
    table = np.random.default_rng(3).permutation(20).reshape(5, 4)
    molecules = datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", P=table))
    for k in range(5):
        assert sorted(np.flatnonzero(molecules.value("fold") == k)) == sorted(table[k])


def test_mat_folds_stay_with_their_molecules(tmp_path):
    molecules = datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat"))
    assert molecules[[5, 2]].value("fold").tolist() == molecules.value("fold")[[5, 2]].tolist()


def test_mat_with_a_molecule_in_two_folds(tmp_path):
    table = np.arange(20).reshape(5, 4)
    table[4, 3] = 0
    with pytest.raises(ValueError, match=r"qm7\.mat: the folds .* every molecule must stand in one fold"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", P=table))


@pytest.mark.parametrize("shift", [-1, 1])
def test_mat_with_folds_that_do_not_count_from_0(tmp_path, shift):
    with pytest.raises(ValueError, match=rf"20 indices from {shift} to {19 + shift} for 20 molecules"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", P=np.arange(20).reshape(5, 4) + shift))


def test_mat_with_an_impossible_molecule(tmp_path):
    with pytest.raises(ValueError, match=r"qm7\.mat: molecule 0 \(qm7_0001\), atom 0 .* on one spot"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", R=np.zeros((20, 23, 3)), X=None))


@pytest.mark.parametrize(("charge", "message"), [(-8, "unknown element"), (8.5, "whole numbers")])
def test_mat_with_an_impossible_charge(tmp_path, charge, message):
    charges = np.zeros((20, 23))
    charges[:, 0] = 8
    charges[3, 0] = charge
    with pytest.raises(ValueError, match=rf"qm7\.mat: molecule 3 \(qm7_0004\).*{message}"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", Z=charges, X=None))


def test_mat_in_angstrom_is_noticed(tmp_path):
    good = qm7_mat(tmp_path / "good.mat")
    bohr = datasets.read_qm7_mat(good).padded(23).positions / BOHR
    with pytest.warns(UserWarning, match="taken as bohr"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", R=bohr * BOHR))


@pytest.mark.parametrize("missing", ["R", "Z", "T", "P"])
def test_mat_without_an_array(tmp_path, missing):
    with pytest.raises(ValueError, match=rf"qm7\.mat lacks the arrays \['{missing}'\]"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", **{missing: None}))


def test_mat_with_lengths_that_disagree(tmp_path):
    with pytest.raises(ValueError, match="20 rows of Z, 20 of R, 19 energies"):
        datasets.read_qm7_mat(qm7_mat(tmp_path / "qm7.mat", T=np.zeros((1, 19))))


@pytest.mark.parametrize("part", [0.0, 0.002, 0.1, 0.5, 0.9, 0.999])
def test_mat_cut_off(tmp_path, part):
    path = qm7_mat(tmp_path / "qm7.mat")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(ValueError, match=r"qm7\.mat"):
        datasets.read_qm7_mat(path)


def test_compact_form(tmp_path):
    molecules = datasets.read_qm7_pbe0(compact_npz(tmp_path / "a.npz"))
    assert molecules.names == ("qm7_0003", "qm7_0017")
    assert molecules[1].atomic_numbers.tolist() == [8, 1, 1]
    assert molecules.value("atomization_energy", "kcal/mol").tolist() == [-104, -228]
    assert molecules.value("dftb_atomization_energy", "kcal/mol").tolist() == [-110, -240]


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_compact_form_cut_off(tmp_path, part):
    path = compact_npz(tmp_path / "a.npz")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(ValueError, match=r"a\.npz cannot be read as an npz file"):
        datasets.read_qm7_pbe0(path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"E_dftb": None}, r"lacks the arrays \['E_dftb'\]; it has"),
        ({"n": np.array([2, 4])}, "n adds up to 6 atoms, but Z has 5 and R 5"),
        ({"n": np.array([0, 5])}, "molecule 0 .*is empty"),
        ({"n": np.array([6, -1])}, "a.npz"),
        ({"R": np.full((5, 3), np.nan)}, r"a\.npz: molecule 0 .* not finite"),
        ({"Z": np.array([1, 1, 8, 1, 119])}, r"a\.npz: molecule 1 .* atom 2 .*unknown element"),
        ({"E_pbe0": np.array([1.0])}, r"a\.npz: property 'atomization_energy' has 1 values for 2"),
    ],
)
def test_compact_form_with_errors(tmp_path, changes, message):
    with pytest.raises(ValueError, match=message):
        datasets.read_qm7_pbe0(compact_npz(tmp_path / "a.npz", **changes))


def test_conversion_of_the_qml_files_gives_the_compact_form(tmp_path):
    folder = tmp_path / "qm7"
    folder.mkdir()
    (folder / "0001.xyz").write_text("2\ncharge = 0\n H 0.0 0.0 0.0\n H 0.0 0.0 0.74\n")
    (folder / "0007.xyz").write_text("2\ncharge = 0\n N 0.0 0.0 0.0\n N 0.0 0.0 1.1\n")
    (tmp_path / "hof.txt").write_text("0001.xyz -104.0 -110.5\n0007.xyz -225.0 -230.25\n")
    datasets.convert_qm7_pbe0(tmp_path / "hof.txt", folder, tmp_path / "out.npz")
    molecules = datasets.read_qm7_pbe0(tmp_path / "out.npz")
    assert molecules.names == ("qm7_0001", "qm7_0007")
    assert molecules[1].atomic_numbers.tolist() == [7, 7]
    assert molecules[1].positions[1, 2] == pytest.approx(1.1)
    assert molecules.value("dftb_atomization_energy").tolist() == [-110.5, -230.25]


def test_conversion_of_a_published_molecule_agrees_with_the_shared_file(tmp_path, public_data):
    """Ethanol, as the qml package distributes it (MIT licence)."""
    (tmp_path / "0014.xyz").write_text(
        "9\ncharge = 0\n C 1.041270 -0.091993 -0.010130\n C 2.554404 -0.085301 -0.041296\n"
        " O 3.084012 0.963077 -0.827254\n H 0.669741 -0.884195 0.645372\n H 0.627861 -0.268450 -1.008173\n"
        " H 0.660042 0.864998 0.352253\n H 2.930493 -1.058977 -0.385874\n H 2.952534 0.074210 0.963530\n"
        " H 2.750753 0.864822 -1.722818\n"
    )
    (tmp_path / "hof_qm7.txt").write_text("0014.xyz -806.588 -862.535178823\n")
    datasets.convert_qm7_pbe0(tmp_path / "hof_qm7.txt", tmp_path, tmp_path / "out.npz")
    converted = datasets.read_qm7_pbe0(tmp_path / "out.npz")
    shared = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz"))
    assert converted == shared[[shared.names.index("qm7_0014")]]


def test_conversion_names_a_broken_line(tmp_path):
    (tmp_path / "hof.txt").write_text("0001.xyz -104.0\n")
    with pytest.raises(ValueError, match="line 1: '0001.xyz -104.0' is not"):
        datasets.convert_qm7_pbe0(tmp_path / "hof.txt", tmp_path, tmp_path / "out.npz")


def test_shared_file(public_data):
    """The values quoted here are those of the qml package's hof_qm7.txt, lines 1 and 9."""
    molecules = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz"))
    assert len(molecules) == 7101
    assert molecules.names[8] == "qm7_0009"
    energies = molecules.value("atomization_energy", "kcal/mol")
    assert energies[[0, 8]].tolist() == [-417.031, -724.049]
    assert molecules.value("dftb_atomization_energy", "kcal/mol")[8] == pytest.approx(-795.464941849)
    assert molecules[0].atomic_numbers.tolist() == [6, 1, 1, 1, 1]
    assert set(molecules.atomic_numbers) == {1, 6, 7, 8, 16}
    assert molecules.n_heavy.max() == 7
    assert (energies < 0).all()
