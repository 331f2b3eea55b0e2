"""What is read out of networks is what they compute with; any model can be asked about an atom."""

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import CompositionModel, OnBaseline, TunedKernelRidge
from qmlaw.models.atomic.equilibrium_networks import shipped as atomic
from qmlaw.models.dtnn.shipped import ENERGY
from qmlaw.models.dtnn.shipped import shipped as dtnn
from qmlaw.models.interiors import hidden_units, kernel_matrix, occlusion, pooled, untrained
from qmlaw.representations import BagOfBonds


@pytest.fixture(scope="module")
def molecules():
    return datasets.load("equilibrium")[20:40]


@pytest.fixture(scope="module")
def network():
    return atomic("small", 0).model


def test_the_last_layer_of_an_atomic_network_gives_its_energies(network, molecules):
    units = hidden_units(network, molecules)
    inside = network.network_
    energies = np.zeros(len(units))
    for e, element in enumerate(inside.elements.tolist()):
        of, last = molecules.atomic_numbers == element, inside.networks[e][-1]
        y = units[of] @ last.weight.detach().numpy()[0] + last.bias.item()
        energies[of] = inside.scale.item() * y + inside.offset[element].item()
    assert units.shape == (len(molecules.atomic_numbers), 4)
    assert energies == pytest.approx(network.predict_atomic_energies(molecules), abs=1e-3)


def test_the_last_layer_of_a_dtnn_gives_its_energies(molecules):
    model = dtnn("envelope", 0).model
    inside = model.network_
    y = hidden_units(model, molecules) @ inside.output.weight.detach().numpy()[0] + inside.output.bias.item()
    offset = inside.offset.numpy()[molecules.atomic_numbers]
    expected = model.predict_atomic_energies(molecules)
    assert inside.scale.item() * y + offset == pytest.approx(expected, abs=1e-3)


def test_units_of_other_models_are_refused(molecules):
    with pytest.raises(ValueError, match="CompositionModel; allowed are DTNNRegressor and Atomic"):
        hidden_units(CompositionModel(), molecules)


def test_pooling_adds_up_the_atoms_of_an_element(molecules):
    ones = np.ones((len(molecules.atomic_numbers), 1))
    assert np.array_equal(pooled(ones, molecules), molecules.composition().counts)


@pytest.mark.parametrize("kind", ["atomic", "dtnn"])
def test_untrained_networks_know_their_inputs_and_have_learned_nothing(kind, network, molecules):
    model = network if kind == "atomic" else dtnn("envelope", 0).model
    one, other = untrained(model, seed=1), untrained(model, seed=2)
    units = hidden_units(one, molecules)
    assert not np.allclose(units, hidden_units(other, molecules))
    carbons = units[molecules.atomic_numbers == 6]
    assert carbons.std(axis=0).min() > 1e-6  # surroundings are felt, not the element alone
    assert np.array_equal(units, hidden_units(untrained(model, seed=1), molecules))
    counting = molecules.atomic_numbers
    shares = one.predict_atomic_energies(molecules)
    assert all(np.ptp(shares[counting == z]) < 1e-6 for z in (1, 6))  # the read-out starts at zero
    assert model.predict_atomic_energies(molecules).std() > 1


def test_kernels_are_those_that_the_model_predicts_with():
    molecules = datasets.load("equilibrium")[:60]
    energies = molecules.value(ENERGY, "kcal/mol")
    pipeline = make_pipeline(BagOfBonds(), TunedKernelRidge(n_repeats=1))
    for model in (pipeline.fit(molecules, energies), OnBaseline(pipeline).fit(molecules, energies)):
        matrix = kernel_matrix(model, molecules)
        ridge = (model.model_ if isinstance(model, OnBaseline) else model)[-1].regressor_
        baseline = model.baseline_.predict(molecules) if isinstance(model, OnBaseline) else 0
        found = matrix @ ridge.weights_ + ridge.offset_ + baseline
        assert found == pytest.approx(model.predict(molecules), abs=1e-6)


def test_what_an_atom_adds_to_a_count_of_atoms_is_its_element():
    molecules = datasets.load("equilibrium")[:40]
    model = CompositionModel().fit(molecules, molecules.value(ENERGY, "kcal/mol"))
    place = np.searchsorted(model.elements_, molecules[3:8].atomic_numbers)
    assert occlusion(model.predict, molecules[3:8]) == pytest.approx(model.energy_per_atom_[place])


def test_a_lone_atom_cannot_be_taken_away():
    from ase import Atoms

    from qmlaw.molecules import Molecules

    with pytest.raises(ValueError, match="has one atom; allowed are two or more"):
        occlusion(lambda m: np.zeros(len(m)), Molecules.from_ase([Atoms("H")]))
