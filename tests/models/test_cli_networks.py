"""`qmlaw train ani`, and `qmlaw predict` with a committee: from a file to energies, spreads and errors."""

import h5py
import numpy as np
import pytest
from atomic_help import rattled, with_forces
from dtnn_help import small_molecules
from typer.testing import CliRunner

from qmlaw import units
from qmlaw.cli import app
from qmlaw.cli_trained import trained
from qmlaw.models.atomic import Committee
from qmlaw.molecules import Molecules
from qmlaw.molecules.checks import molecule_label

QUICK = ("--networks", 2, "--epochs", 12)


def call(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "300"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A file with energies and forces of distorted molecules, one in the layout of ANI-1, a committee."""
    folder = tmp_path_factory.mktemp("points")
    methanol = small_molecules()[[1]]
    parts = [rattled(methanol, 25, 0.05, i) for i in (0, 1)]
    molecules, energies = with_forces(Molecules.concatenate(parts))
    molecules = molecules.with_property("energy", energies, unit="kcal/mol")
    molecules = molecules.with_property("molecule", np.repeat(["one", "two"], 25), unit="1")
    molecules.to_hdf5(folder / "points.h5")
    with h5py.File(folder / "ani1.h5", "w") as file:
        for k in (0, 1):
            part = molecules[25 * k : 25 * k + 25]
            (first, *_) = part.to_ase()
            group = file.create_group(f"gdb11_s01/gdb11_s01-{k}")
            group["coordinates"] = part.positions.reshape(25, -1, 3)
            group["energies"] = part.value("energy", "hartree") - 40.0 * k
            group["species"] = np.array([symbol.encode() for symbol in first.symbols])
    result = call(
        "train", "ani", folder / "points.h5", "--target", "energy", "--forces", "forces",
        "--out", folder / "net", *QUICK,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "composition only" in result.output and "forces, root mean square" in result.output
    return folder


def test_the_card_has_errors_and_baselines(folder):
    committee = Committee.load(folder / "net")
    card = committee.models_[0].card_
    assert len(committee.models_) == 2 and committee.unit == "kcal/mol"
    assert card["points to train on"] == 45 and card["points to test on"] == 5
    assert (
        card["errors"]["forces, root mean square per Å"] < card["errors"]["no forces, root mean square per Å"]
    )


def test_energies_and_spreads(folder):
    result = call("predict", folder / "net", folder / "points.h5")
    assert result.exit_code == 0, result.output
    heading, *rows = result.stdout.strip().splitlines()
    assert heading == "name,energy (kcal/mol),spread (kcal/mol)"
    molecules = Molecules.from_hdf5(folder / "points.h5")
    energies, spreads = Committee.load(folder / "net").predict(molecules, return_std=True)
    found = np.array([[float(x) for x in row.rsplit(",", 2)[1:]] for row in rows])
    np.testing.assert_allclose(found, np.stack([energies, spreads], axis=1), atol=1e-5)


def test_single_networks_have_energies_without_a_spread(folder):
    few = small_molecules()[[0, 1]]
    few.to_hdf5(folder / "few.h5")
    for name in (folder / "net-1", "small-0-0", "envelope-0"):
        result = call("predict", name, folder / "few.h5")
        assert result.exit_code == 0, result.output
        heading, *rows = result.stdout.strip().splitlines()
        assert heading == "name,energy (kcal/mol)"
        found = [float(row.rpartition(",")[2]) for row in rows]
        np.testing.assert_allclose(found, trained(str(name)).predict(few), atol=1e-5)


def test_errors_of_relative_energies_of_a_file_like_those_of_ani1(folder, tmp_path):
    table = tmp_path / "table.csv"
    result = call("predict", folder / "net", folder / "ani1.h5", "--against", "energy", "--out", table)
    assert result.exit_code == 0, result.output
    assert len(table.read_text().splitlines()) == 51
    molecules = Molecules.from_hdf5(folder / "points.h5")
    wrong = Committee.load(folder / "net").predict(molecules) - molecules.value("energy")
    ours = [np.std(wrong[:25]), np.std(wrong[25:])]
    for name, error in zip(("gdb11_s01/gdb11_s01-0", "gdb11_s01/gdb11_s01-1"), ours, strict=True):
        (line,) = [line for line in result.output.splitlines() if name in line]
        assert f" {error:.3f} " in line  # a total energy's own zero, 40 hartree away, is none of its errors
    (line,) = [line for line in result.output.splitlines() if " all " in line]
    assert f" {np.sqrt(np.mean(np.square(ours))):.3f} " in line


def test_without_names_of_molecules_compositions_are_compared_and_that_is_said(folder, tmp_path):
    parts = [rattled(small_molecules()[[i]], 5, 0.05, i) for i in (0, 1)]
    molecules, energies = with_forces(Molecules.concatenate(parts))
    molecules.with_property("energy", energies, "kcal/mol").to_hdf5(tmp_path / "plain.h5")
    result = call("predict", folder / "net", tmp_path / "plain.h5", "--against", "energy")
    assert result.exit_code == 0, result.output
    lines = [line.split()[1:4:2] for line in result.stdout.splitlines() if " 5 " in line or " 10 " in line]
    assert lines == [["H2O", "5"], ["CH4O", "5"], ["all", "10"]]
    assert "warning: the file does not say which geometries are of one molecule" in result.stderr
    known = call("predict", folder / "net", folder / "ani1.h5", "--against", "energy")
    assert "does not say" not in known.stderr


def test_whole_molecules_may_be_kept_out(folder, tmp_path):
    result = call(
        "train", "ani", folder / "points.h5", "--target", "energy", "--out", tmp_path / "net", "--group",
        "molecule", "--test-share", 0.5, "--networks", 2, "--epochs", 1,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    card = Committee.load(tmp_path / "net").models_[0].card_
    assert (card["points to train on"], card["points to test on"]) == (25, 25)
    assert card["split"] == "by molecule, seed 0"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("train", "ani", "points.h5", "--target", "energy", "--forces", "pull"), "no property 'pull'"),
        (("train", "ani", "points.h5", "--target", "energy", "--out", "none/net"), "does not exist"),
        (("predict", "net", "gold.xyz"), "Au"),
        (("predict", "net", "points.h5", "--against", "price"), "no property 'price'"),
        (("predict", "shakn", "points.h5"), "no network 'shakn': shakn.json is not there; known by name"),
        (("train", "shipped", "schnet"), "allowed are dtnn, atomic and ani"),
    ],
)
def test_what_is_refused(folder, monkeypatch, words, message):
    monkeypatch.chdir(folder)
    (folder / "gold.xyz").write_text("2\ngold\nAu 0 0 0\nAu 0 0 2.5\n")
    before = sorted(folder.iterdir())
    result = call(*words, *(QUICK if words[1] == "ani" else ()))
    assert result.exit_code == 2 and message in " ".join(result.output.split())
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("part", [0, 1])
def test_a_number_that_is_missing_is_named_whichever_part_it_is_in(folder, tmp_path, part):
    molecules = Molecules.from_hdf5(folder / "points.h5")
    i = int(molecules.split_random(45, seed=0)[part][2])
    label = f"{molecule_label(i, molecules.names[i])}, atom 3 (Z = {molecules[i].atomic_numbers[3]}): force"
    for name, words, message in (
        ("forces", ("--forces", "forces"), label),
        ("energy", (), f"'energy' is missing (not finite) for 1 of 50 molecules ({molecules.names[i]!r})"),
    ):
        given = molecules.properties[name]
        spoilt = given.values.copy()
        spoilt[molecules.offsets[i] + 3 if given.per == "atom" else i] = np.nan
        molecules.with_property(name, spoilt, given.unit, given.per).to_hdf5(tmp_path / "nan.h5")
        words = ("--target", "energy", "--out", tmp_path / "net", *words, *QUICK)
        result = call("train", "ani", tmp_path / "nan.h5", *words)
        assert result.exit_code == 2 and message in " ".join(result.output.replace("│", " ").split())
        assert "epoch" not in result.output and [path.name for path in tmp_path.iterdir()] == ["nan.h5"]


def test_an_atom_alone_has_an_energy(folder, tmp_path):
    (tmp_path / "atom.xyz").write_text("1\nalone\nO 0 0 0\n")
    result = call("predict", folder / "net", tmp_path / "atom.xyz")
    assert result.exit_code == 0, result.output
    energy, spread = map(float, result.stdout.strip().splitlines()[1].rsplit(",", 2)[1:])
    assert np.isfinite([energy, spread]).all() and spread >= 0
    assert units.unit(Committee.load(folder / "net").unit).dimension == "energy"
