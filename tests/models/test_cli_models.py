"""`qmlaw train` and `qmlaw predict` from file to prediction; what they say when something is wrong."""

import numpy as np
import pytest
from ase.io import write
from typer.testing import CliRunner

from qmlaw import datasets
from qmlaw.cli import app
from qmlaw.models.card import outside_range, training_range
from qmlaw.models.storage import load_model
from qmlaw.molecules import Molecules

A = "/atomization_energy"
LOW, HIGH = "PBE/6-31G*" + A, "CCSD(T)/CBS" + A


@pytest.fixture(scope="module")
def ladder():
    return datasets.load("ladder")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, ladder):
    """A file to train on and one to predict, as HDF5 and as extended xyz in eV."""
    folder = tmp_path_factory.mktemp("mine")
    parts = {"train": ladder[:120], "new": ladder[120:130], "small": ladder[:100]}
    for name, part in parts.items():
        part.to_hdf5(folder / f"{name}.h5")
        structures = []
        for molecule, low, high in zip(part, part.value(LOW, "eV"), part.value(HIGH, "eV"), strict=True):
            atoms = Molecules([molecule.atomic_numbers], [molecule.positions]).to_ase()[0]
            atoms.info = {"name": molecule.name, "low": low, "high": high}
            structures.append(atoms)
        write(folder / f"{name}.xyz", structures, format="extxyz")
    return folder


def call(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "300"})


def predictions(text):
    rows = [line.rsplit(",", 1) for line in text.strip().splitlines() if "," in line]
    return {name: float(value) for name, value in rows[1:]}


def test_delta_from_file_to_prediction(folder, ladder):
    model = folder / "delta.npz"
    result = call("train", "delta", folder / "train.h5", "--target", HIGH, "--low", LOW, "--out", model)
    assert result.exit_code == 0, result.output
    for text in ("Model card", "sha256:", "low level + atom counts", "gain over the best baseline", "scipy"):
        assert text in result.output
    card = load_model(model)[1]
    assert card["errors on random splits"]["mean absolute error"] < 2.0
    assert card["seeds"] == [0, 1, 2] and card["unit"] == "kcal/mol"
    result = call("predict", model, folder / "new.h5")
    assert result.exit_code == 0, result.output
    found = predictions(result.stdout)
    true = dict(zip(ladder.names[120:130], ladder.value(HIGH, "kcal/mol")[120:130], strict=True))
    assert set(found) == set(true)
    assert np.mean([abs(found[name] - true[name]) for name in true]) < 5.0
    expected = load_model(model)[0].predict(ladder[100:105])
    assert np.isfinite(expected).all()


@pytest.mark.parametrize("form", ["fitted", "feature"])
def test_xyz_in_other_units_gives_the_same_model(folder, form):
    options = ("--form", form, "--seeds", 1, "--representation", "matrix", "--out")
    for kind, low, high, unit in (("h5", LOW, HIGH, ()), ("xyz", "low", "high", ("--unit", "eV"))):
        result = call(
            "train", "delta", folder / f"small.{kind}", "--target", high, "--low", low, *unit,
            *options, folder / f"{kind}.npz",
        )  # fmt: skip
        assert result.exit_code == 0, result.output
    found = {
        kind: predictions(call("predict", folder / f"{kind}.npz", folder / f"new.{kind}").stdout)
        for kind in ("h5", "xyz")
    }
    assert found["h5"] == pytest.approx(found["xyz"], abs=0.05)  # xyz keeps eight digits


def test_krr_needs_no_low_level_and_warns_outside_its_range(folder, ladder, tmp_path):
    order = np.argsort(ladder.n_atoms, kind="stable")
    ladder[order[:60]].to_hdf5(tmp_path / "small.h5")
    ladder[order[-5:]].to_hdf5(tmp_path / "large.h5")
    model = tmp_path / "krr.npz"
    result = call("train", "krr", tmp_path / "small.h5", "--target", HIGH, "--out", model, "--seeds", 1)
    assert result.exit_code == 0, result.output
    assert "low levels" in result.output and "none" in result.output
    result = call("predict", model, tmp_path / "large.h5", "--out", tmp_path / "out.csv")
    assert result.exit_code == 0, result.output
    assert "5 of 5 molecules are outside of what the model was trained on" in result.stderr
    assert len(predictions((tmp_path / "out.csv").read_text())) == 5
    inside = call("predict", model, tmp_path / "small.h5")
    assert "outside" not in inside.stderr and len(predictions(inside.stdout)) == 60


def test_ranges(ladder):
    trained = training_range(ladder[:30])
    assert not outside_range(trained, ladder[:30])
    lines = outside_range(trained, ladder)
    assert any("has all in all" in line for line in lines)
    bare = {"atoms": [1, 50], "H": [0, 50], "C": [0, 50], "O": [0, 0]}
    count = int((ladder.composition().counts[:, -1] > 0).sum())
    (line,) = outside_range(bare, ladder)
    assert line.startswith(f"{count} of 274 molecules") and "has O 1, trained on 0 to 0" in line


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("train", "krr", "train.h5", "--target", "energy"), "no property 'energy'; there are: "),
        (("train", "krr", "train.xyz", "--target", "high"), "does not state units: add --unit"),
        (("train", "krr", "train.xyz", "--target", "high", "--unit", "kcal"), "unknown unit 'kcal'"),
        (("train", "krr", "none.h5", "--target", HIGH), "no file"),
        (("train", "krr", "train.h5", "--target", HIGH, "--representation", "cm"), "allowed are bags and"),
        (("train", "krr", "train.h5", "--target", HIGH, "--out", "no/such/m.npz"), "folder of no/such"),
        (
            ("train", "krr", "train.h5", "--target", "identifier"),
            "cannot convert|could not convert|identifier",
        ),
        (("train", "delta", "train.h5", "--target", HIGH, "--low", "HF"), "no property 'HF'"),
        (("train", "delta", "train.h5", "--target", HIGH, "--low", LOW, "--form", "x"), "form is 'x'"),
        (("predict", "train.h5", "new.h5"), "train.h5 is not a model of qmlaw"),
        (("predict", "none.npz", "new.h5"), "no file"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(folder, monkeypatch, words, message):
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    result = call(*words)
    assert result.exit_code == 2, result.output
    text = " ".join(result.output.replace("│", " ").split())
    assert any(part in text for part in message.split("|")), text
    assert "Traceback" not in result.output
    assert sorted(folder.iterdir()) == before


def test_low_levels_missing_at_prediction(folder, ladder, tmp_path):
    model = folder / "for_missing.npz"
    call("train", "delta", folder / "small.h5", "--target", HIGH, "--low", LOW, "--out", model, "--seeds", 1)
    holes = ladder.value(LOW)[:5].copy()
    holes[2] = np.nan
    ladder[:5].with_property(LOW, holes, "hartree").to_hdf5(tmp_path / "holes.h5")
    result = call("predict", model, tmp_path / "holes.h5")
    assert result.exit_code == 2
    assert "is missing (not finite) for 1 of 5 molecules" in " ".join(result.output.replace("│", " ").split())


def test_duplicates_and_few_molecules(ladder, tmp_path):
    Molecules.concatenate([ladder[:40], ladder[:40]]).to_hdf5(tmp_path / "twice.h5")
    result = call(
        "train", "krr", tmp_path / "twice.h5", "--target", HIGH, "--out", tmp_path / "m.npz", "--seeds", 1
    )
    assert result.exit_code == 0, result.output
    assert "molecules are in the training set, too" in result.stderr
    ladder[:3].to_hdf5(tmp_path / "three.h5")
    result = call("train", "krr", tmp_path / "three.h5", "--target", HIGH, "--out", tmp_path / "n.npz")
    assert result.exit_code == 2
    assert "too few to choose sigma" in " ".join(result.output.replace("│", " ").split())
    assert not (tmp_path / "n.npz").exists()
