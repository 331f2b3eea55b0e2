"""The atomic networks that come with this project."""

import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.models.atomic import equilibrium_networks as module
from qmlaw.models.atomic.equilibrium_networks import FORMS, SPLITS, path_of, shipped
from qmlaw.models.dtnn import shipped as dtnn


@pytest.fixture(scope="module")
def molecules():
    return datasets.load("equilibrium")


@pytest.mark.parametrize("form", list(FORMS))
def test_every_network_is_here_and_as_good_as_its_card_says(form, molecules):
    energies = molecules.value(dtnn.ENERGY, "kcal/mol")
    for split in SPLITS:
        for start in range(FORMS[form].n_starts):
            model, _, test = shipped(form, split, start)
            error = np.abs(model.predict(molecules[test]) - energies[test]).mean()
            assert error == pytest.approx(model.card_["mae"], rel=1e-3)
            assert error < model.card_["mae_counting_atoms"]


def test_splits_are_those_of_the_dtnns():
    for split in SPLITS:
        _, train, test = shipped("small", split)
        _, others, _ = dtnn.shipped("mean per atom", split)
        assert np.array_equal(train, others)
        assert not set(train) & set(test)


def test_starts_differ_in_their_weights_only():
    one, other = shipped("small", 0, 0).model, shipped("small", 0, 1).model
    assert one.data_hash_ == other.data_hash_
    weights = [model.network_.networks[1][0].weight.detach().numpy() for model in (one, other)]
    assert not np.allclose(*weights)


def test_unknown_ones_are_named():
    with pytest.raises(ValueError, match=r"form is 'ani'; allowed are per element, mean per atom, small"):
        shipped("ani", 0)
    with pytest.raises(ValueError, match="split is 3; allowed are 0 to 2"):
        shipped("small", 3)
    with pytest.raises(ValueError, match="start is 1; of 'mean per atom' there are 0 to 0"):
        shipped("mean per atom", 0, 1)
    with pytest.raises(ValueError, match="start is -1; allowed is 0 or more"):
        module.train("small", 0, -1)


def test_a_network_is_trained_and_written_with_its_errors(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SETTINGS", module.SETTINGS | {"n_epochs": 1})
    monkeypatch.setattr(module, "path_of", lambda *key: tmp_path / "atomic" / path_of(*key).name)
    error = module.ship("small", 1, 1)
    model = shipped("small", 1, 1).model
    assert model.card_["mae"] == pytest.approx(error)
    assert model.card_["split_seed"] == 1 and model.card_["form"] == "small"
