"""Readers of QM9. The archive itself was not available: a published record and made-up ones stand in."""

import json

import numpy as np
import pytest
from small_files import METHANE, hydrogen, qm9_archive, qm9_record

from qmlaw import datasets


def archive(tmp_path, **records):
    return qm9_archive(tmp_path / "dsgdb9nsd.xyz.tar.bz2", {f"{k}.xyz": text for k, text in records.items()})


def test_published_record(tmp_path):
    molecules = datasets.read_qm9_archive(archive(tmp_path, a=METHANE))
    assert molecules.names == ("gdb_1",)
    assert molecules[0].atomic_numbers.tolist() == [6, 1, 1, 1, 1]
    np.testing.assert_allclose(molecules[0].positions[0], [-0.0126981359, 1.0858041578, 0.0080009958])
    bonds = np.linalg.norm(molecules[0].positions[1:] - molecules[0].positions[0], axis=1)
    np.testing.assert_allclose(bonds, 1.092, atol=1e-3)
    expected = {
        "A": (157.7118, "GHz"), "B": (157.70997, "GHz"), "C": (157.70699, "GHz"), "mu": (0.0, "debye"),
        "alpha": (13.21, "bohr^3"), "homo": (-0.3877, "hartree"), "lumo": (0.1171, "hartree"),
        "gap": (0.5048, "hartree"), "r2": (35.3641, "bohr^2"), "zpve": (0.044749, "hartree"),
        "U0": (-40.47893, "hartree"), "U": (-40.476062, "hartree"), "H": (-40.475117, "hartree"),
        "G": (-40.498597, "hartree"), "Cv": (6.469, "cal/(mol K)"),
    }  # fmt: skip
    for name, (value, unit) in expected.items():
        assert molecules.value(name)[0] == value
        assert molecules.properties[name].unit == unit
    charges = molecules.properties["mulliken_charge"]
    assert (charges.unit, charges.per) == ("e", "atom")
    assert charges.values.sum() == pytest.approx(0, abs=1e-5)
    assert molecules.value("smiles")[0] == "C"


def test_exponents_in_the_form_of_mathematica(tmp_path):
    molecules = datasets.read_qm9_archive(archive(tmp_path, a=hydrogen()))
    assert molecules[0].positions[0, 1] == -1.5e-6
    assert molecules.value("Cv")[0] == 6.5e-3


def test_records_come_in_order_and_can_be_left_out(tmp_path):
    path = archive(tmp_path, x=hydrogen(7), y=METHANE, z=hydrogen(3))
    assert datasets.read_qm9_archive(path).names == ("gdb_1", "gdb_3", "gdb_7")
    molecules = datasets.read_qm9_archive(path, exclude=frozenset({3}))
    assert molecules.names == ("gdb_1", "gdb_7")
    assert molecules.value("mulliken_charge").shape == (7,)
    assert molecules[1].positions[1, 2] == 0.74


def test_list_of_uncharacterized_molecules(tmp_path):
    path = tmp_path / "uncharacterized.txt"
    path.write_text(
        "\nMolecules of the 133885 for which the check failed\n======\n# Index  SMILES\n"
        "  58   NC(=N)C#N   NC(=N)C#N  6.03\n  61   NC(=N)C=O  NC(=N)C=O  5.63\n"
    )
    assert datasets.read_qm9_uncharacterized(path) == {58, 61}


def test_list_without_a_number(tmp_path):
    path = tmp_path / "uncharacterized.txt"
    path.write_text("404: not found\n")
    with pytest.raises(ValueError, match=r"uncharacterized\.txt names no molecule"):
        datasets.read_qm9_uncharacterized(path)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.99])
def test_archive_cut_off(tmp_path, part):
    rng = np.random.default_rng(0)  # numbers that do not compress, so that the cut is inside the records
    path = archive(tmp_path, **{f"r{k}": hydrogen(k, f"0.7{rng.integers(10**9)}") for k in range(300)})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(ValueError, match=r"tar\.bz2 cannot be read as a tar archive"):
        datasets.read_qm9_archive(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.replace("\t6.469", ""), "line 2 has 14 properties instead of 15"),
        (lambda t: t.replace("gdb 1", "xyz 1"), "not a record"),
        (lambda t: t.replace("5\n", "4\n", 1), "10 lines instead of 9"),
        (lambda t: t.replace("5\n", "five\n", 1), "not a record"),
        (lambda t: t.replace("\t 0.133921", ""), "not a record"),
        (lambda t: t.replace("C\t-0.01", "Xx\t-0.01"), "not a record"),
        (lambda t: t[:200], "not a record"),
        (lambda t: "", "not a record"),
    ],
)
def test_broken_record_is_named(tmp_path, change, message):
    with pytest.raises(ValueError, match=rf"tar\.bz2, broken\.xyz.*{message}"):
        datasets.read_qm9_archive(archive(tmp_path, good=hydrogen(), broken=change(METHANE)))


def test_impossible_geometry_is_refused(tmp_path):
    text = qm9_record(5, [("H", ["0", "0", "0", "0"])] * 2, ["1"] * 15, "[H][H]")
    with pytest.raises(ValueError, match=r"tar\.bz2: molecule 0 \(gdb_5\).*on one spot"):
        datasets.read_qm9_archive(archive(tmp_path, a=text))


def test_archive_without_records(tmp_path):
    with pytest.raises(ValueError, match="holds no molecule"):
        datasets.read_qm9_archive(qm9_archive(tmp_path / "a.tar.bz2", {"readme.txt": "hello"}))


def test_archive_agrees_with_the_shared_first_record(tmp_path, public_data):
    """Two independent copies of QM9's first molecule."""
    shared = json.loads(public_data("qm9_first8.json").read_text())["molecules"][0]
    molecules = datasets.read_qm9_archive(archive(tmp_path, a=METHANE))
    assert molecules.value("U0", "hartree")[0] == shared["U0_hartree"]
    assert molecules.value("zpve", "hartree")[0] == shared["zpve_hartree"]
    np.testing.assert_allclose(molecules.positions, shared["positions_angstrom"], atol=1e-4)


def test_shared_random_part(public_data):
    molecules = datasets.read_qm9_20k(public_data("qm9_20k.npz"))
    assert len(molecules) == 20_000
    assert len(set(molecules.names)) == 20_000
    assert set(molecules.atomic_numbers) == {1, 6, 7, 8, 9}
    assert molecules.n_heavy.max() == 9
    thermal = molecules.value("U", "kcal/mol") - molecules.value("U0", "kcal/mol")
    assert thermal.min() > 0
    assert thermal.max() < 15
    # U0 and the atomization energy differ by a sum of energies of the atoms.
    counts = molecules.composition().counts
    difference = molecules.value("U0", "kcal/mol") - molecules.value("atomization_energy_U0", "kcal/mol")
    atoms = np.linalg.lstsq(counts.astype(float), difference)[0]
    np.testing.assert_allclose(counts @ atoms, difference, atol=0.01)
