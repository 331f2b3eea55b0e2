"""The networks that come with this project."""

import shutil

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.models.dtnn import shipped as module
from qmlaw.models.dtnn.shipped import ENERGY, FORMS, path_of, shipped, trained_on_qm9


@pytest.fixture(scope="module")
def molecules():
    return datasets.load("equilibrium")


@pytest.mark.parametrize("form", list(FORMS))
def test_every_network_is_here_and_as_good_as_its_card_says(form, molecules):
    energies = molecules.value(ENERGY, "kcal/mol")
    for seed in range(FORMS[form].n_seeds):
        model, _, test = shipped(form, seed)
        error = np.abs(model.predict(molecules[test]) - energies[test]).mean()
        assert error == pytest.approx(model.card_["mae"], rel=1e-3)
        assert error < model.card_["mae_counting_atoms"]


@pytest.mark.parametrize("form", list(FORMS))
def test_no_test_molecule_was_trained_on(form, molecules):
    _, train, test = shipped(form, 0)
    assert not set(train) & set(test)
    assert len(train) + len(test) == len(molecules)
    if form == "small":
        assert molecules.n_heavy[train].max() < molecules.n_heavy[test].min()


def test_unknown_forms_and_seeds_are_named():
    with pytest.raises(ValueError, match=r"form is 'schnet'; allowed are mean per atom, per element"):
        shipped("schnet", 0)
    with pytest.raises(ValueError, match=r"seed is 3; of 'envelope' there are 0 to 2"):
        shipped("envelope", 3)


def test_weights_that_were_changed_are_refused(tmp_path, monkeypatch):
    source = path_of("small", 0)
    (tmp_path / "dtnn").mkdir()
    for ending in (".json", ".safetensors"):
        shutil.copy(f"{source}{ending}", tmp_path / "dtnn")
    broken = tmp_path / "dtnn" / f"{source.name}.safetensors"
    content = bytearray(broken.read_bytes())
    content[-1] ^= 1
    broken.write_bytes(bytes(content))
    monkeypatch.setattr(module, "path_of", lambda form, seed: tmp_path / "dtnn" / source.name)
    with pytest.raises(ValueError, match="SHA-256"):
        shipped("small", 0)


@pytest.mark.parametrize("seed", range(3))
def test_the_settling_form_settles_and_the_published_one_does_not(seed, molecules):
    change = {}
    for form in ("settling", "mean per atom"):
        model, _, test = shipped(form, seed)
        few, many, more = (
            np.add.reduceat(model.predict_atomic_energies(molecules[test], n), molecules[test].offsets[:-1])
            for n in (model.n_passes, 40, 80)
        )
        change[form] = np.abs(many - few).mean(), np.abs(more - many).mean()
    assert change["settling"][0] < 2.0 and change["settling"][1] < 1e-3
    assert change["mean per atom"][0] > 20.0 and change["mean per atom"][1] > 1.0


def test_the_network_of_qm9_is_as_good_as_its_card_says(public_data):
    model = trained_on_qm9()
    molecules = datasets.load("qm9-20k")
    energies = molecules.value(model.card_["target"], "kcal/mol")
    _, test = molecules.split_random(15000, 0)
    error = np.abs(model.predict(molecules[test]) - energies[test]).mean()
    errors = model.card_["test_errors_kcal_mol"]
    assert error == pytest.approx(errors["DTNN"], rel=1e-3)
    assert error < errors["kernel on bags of bonds"] < errors["composition only"]
