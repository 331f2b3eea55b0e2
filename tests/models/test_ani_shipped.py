"""The committees of this project: as good as their cards say, and unsure where their data end."""

import re
import shutil

import h5py
import numpy as np
import pytest
from ase import units as ase_units
from ase.md.verlet import VelocityVerlet
from sklearn.metrics import roc_auc_score
from typer.testing import CliRunner

from qmlaw import datasets
from qmlaw.cli import app
from qmlaw.models.atomic import shipped as module
from qmlaw.models.atomic.shipped import ENERGY, FORMS, LEVEL, errors_of, path_of, points_of, shipped, split_of
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.molecules import Molecules


@pytest.fixture(scope="module")
def molecules():
    return datasets.load("conformers")


@pytest.fixture(scope="module")
def committees():
    return {form: shipped(form) for form in FORMS}


@pytest.mark.parametrize("form", list(FORMS))
def test_it_is_as_good_as_its_card_says(form, molecules, committees):
    """On test points by name; when the set has grown, there are more of them than when it was trained."""
    points, card = points_of(form, molecules), committees[form].models_[0].card_
    split = split_of(points)
    assert 0.05 < len(split.test) / len(points) < 0.15
    assert not set(split.test) & set(split.train)
    errors = errors_of(committees[form], points, split)
    if len(split.test) == card["n_test"]:
        assert errors["rmse"] == pytest.approx(card["rmse"], rel=1e-3)
    assert errors["rmse"] < 0.2 * errors["rmse_mean_of_molecule"]
    assert errors["rmse_forces"] < 0.3 * errors["rmse_forces_zero"]


def test_the_split_stays_when_the_set_grows(molecules):
    points = points_of("shaken", molecules)
    test = {points.names[i] for i in split_of(points).test}
    half = points[::2]
    assert {half.names[i] for i in split_of(half).test} == test & set(half.names)


def test_the_spread_tells_stretched_bonds_from_shaken_ones(molecules, committees):
    origin = molecules.value("origin")
    seen = molecules[np.flatnonzero(origin == "normal modes")[:200]]
    far = molecules[np.flatnonzero((origin == "stretch") & (molecules.value("stretch") > 1.6))]
    committee = committees["shaken"]
    spreads = [committee.predict(part, return_std=True)[1] for part in (seen, far)]
    is_far = np.repeat([0, 1], [len(seen), len(far)])
    assert roc_auc_score(is_far, np.concatenate(spreads)) > 0.9


def test_the_form_that_saw_stretches_knows_more_of_them(molecules, committees):
    kept = (molecules.value("origin") == "stretch") & (molecules.value(f"{LEVEL}/stable") == 1)
    part = molecules[np.flatnonzero(kept)]
    error = {
        form: np.abs(one.predict(part) - part.value(ENERGY, "kcal/mol")).mean()
        for form, one in committees.items()
    }
    assert error["stretched"] < 0.5 * error["shaken"]


@pytest.mark.filterwarnings("error")
def test_energy_is_conserved_in_a_short_run(committees, molecules):
    start = molecules[[molecules.names.index("1-0003/minimum")]]
    (atoms,) = start.to_ase()
    atoms.calc = NetworkCalculator(committees["shaken"].models_[0])
    rng = np.random.default_rng(0)
    atoms.set_velocities(rng.normal(scale=0.01, size=(3, 3)))
    totals = []
    dynamics = VelocityVerlet(atoms, 0.25 * ase_units.fs)
    dynamics.attach(lambda: totals.append(atoms.get_total_energy()))
    dynamics.run(80)
    kinetic = atoms.get_kinetic_energy()
    assert np.ptp(totals) < 0.05 * max(kinetic, 0.02)


SIX = ("C", "N", "O", "CC", "C=C", "C#C")


def test_a_file_in_the_layout_of_ani1_with_one_command(molecules, tmp_path):
    """Total energies of test points of the molecules that ANI-1's first files hold."""
    points = points_of("shaken", molecules)
    points = points[split_of(points).test]
    with h5py.File(tmp_path / "ani_gdb_s01.h5", "w") as file:
        for k, smiles in enumerate(SIX):
            part = points[np.flatnonzero(points.value("smiles") == smiles)]
            group = file.create_group(f"gdb11_s01/gdb11_s01-{k}")
            group["coordinates"] = part.positions.reshape(len(part), -1, 3).astype(np.float32)
            group["energies"] = part.value(f"{LEVEL}/energy", "hartree")
            symbols = part.to_ase()[0].get_chemical_symbols()
            group["species"] = np.array([symbol.encode() for symbol in symbols])
    words = ["predict", str(path_of("shaken")), str(tmp_path / "ani_gdb_s01.h5"), "--against", "energy"]
    result = CliRunner().invoke(app, words, env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    (line,) = [line for line in result.output.splitlines() if " all " in line]
    n, from_mean, from_lowest, alone = (float(x) for x in re.findall(r"\d+\.?\d*", line))
    assert n >= 10 and from_mean < from_lowest + 1e-9 < alone
    assert from_mean < 1.3


def test_what_is_refused(tmp_path, monkeypatch):
    with pytest.raises(ValueError, match="form is 'bent'; allowed are shaken, stretched"):
        shipped("bent")
    with pytest.raises(ValueError, match="form is 'bent'; allowed are shaken, stretched"):
        points_of("bent")
    gold = Molecules([[79, 79]], [[[0, 0, 0], [0, 0, 2.5]]])
    with pytest.raises(ValueError, match="Au"):
        shipped("shaken").predict(gold)
    for file in path_of("shaken").parent.glob("shaken-*"):
        shutil.copy(file, tmp_path)
    broken = tmp_path / "shaken-1.safetensors"
    content = bytearray(broken.read_bytes())
    content[-1] ^= 1
    broken.write_bytes(bytes(content))
    monkeypatch.setattr(module, "path_of", lambda form: tmp_path / form)
    with pytest.raises(ValueError, match="SHA-256"):
        shipped("shaken")
    broken.unlink()
    with pytest.raises(FileNotFoundError, match=r"shaken-1\.safetensors"):
        shipped("shaken")


def test_an_atom_alone_has_an_energy_and_no_force(committees):
    found = committees["shaken"].evaluate(Molecules([[8]], [np.zeros((1, 3))]))
    assert np.isfinite(found.energies).all() and not found.forces.any()
