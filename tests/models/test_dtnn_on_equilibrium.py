"""On real energies: seconds of training beat composition, and the passes, sizes and probes behave as said."""

import numpy as np
import pytest

from qmlaw import contracts, datasets
from qmlaw.models import CompositionModel
from qmlaw.models.device import one_thread
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.models.dtnn.interpretation import local_chemical_potential, pass_map

ENERGY = "B3LYP/6-31G(2df,p)/atomization_energy"


@pytest.fixture(scope="module")
def trained():
    molecules = datasets.load("equilibrium")
    energies = molecules.value(ENERGY, "kcal/mol")
    split = molecules.split_random(417, seed=0)
    parameters = {"n_epochs": 25, "batch_size": 10, "averaging": 0.98, "convention": "per element"}
    with one_thread():
        model = DTNNRegressor(**parameters, validation_fraction=0.0)
        model.fit(molecules[split.train], energies[split.train])
    return model, molecules, energies, split


def test_seconds_of_training_halve_the_error_of_composition(trained):
    model, molecules, energies, split = trained
    baseline = CompositionModel().fit(molecules[split.train], energies[split.train])
    errors = [
        np.abs(m.predict(molecules[split.test]) - energies[split.test]).mean() for m in (model, baseline)
    ]
    assert errors[0] < 0.6 * errors[1]


def test_the_trained_number_of_passes_is_the_best(trained):
    model, molecules, energies, split = trained
    found = pass_map(model, molecules[split.test], 6)
    totals = np.add.reduceat(found.energies, molecules[split.test].offsets[:-1], axis=1)
    errors = np.abs(totals - energies[split.test]).mean(axis=1)
    assert errors.argmin() == model.n_passes


def test_the_published_form_is_not_size_consistent_after_training_either(trained):
    model, molecules, _, split = trained
    found = contracts.size_consistency(model, molecules[split.test][:10])
    assert not found.holds and found.deviation > 1.0


def test_a_probe_distinguishes_elements(trained):
    model, molecules, _, _ = trained
    molecule = molecules[[int(np.flatnonzero(molecules.n_heavy == 5)[0])]]
    above = molecule.positions.mean(axis=0) + [0.0, 0.0, 3.0]
    values = [local_chemical_potential(model, molecule, symbol, [above])[0] for symbol in "HCNO"]
    assert np.isfinite(values).all() and np.ptp(values) > 1.0
