"""Rigidity against its definition, and where it must be high or low; rings of known molecules."""

import ase.build
import numpy as np
import pytest
from dtnn_help import small_molecules, wild_model

from qmlaw.models.dtnn import rigidity
from qmlaw.molecules import Molecules

MOLECULES = small_molecules()


@pytest.fixture(scope="module")
def model():
    return wild_model(MOLECULES, n_basis=6, n_factors=7)


def test_the_last_layer_is_linear_in_the_features(model):
    features = rigidity.last_features(model, MOLECULES)
    assert features.shape == (len(MOLECULES.atomic_numbers), 4) and (features[:, -1] == 1).all()
    output = model.network_.output
    y = features @ np.append(output.weight.detach().numpy()[0], output.bias.item())
    expected = 10.0 * y + model.network_.offset.numpy()[MOLECULES.atomic_numbers]
    np.testing.assert_allclose(model.predict_atomic_energies(MOLECULES), expected, atol=1e-9)


def test_rigidity_is_the_change_of_the_fit_that_a_change_of_an_energy_costs(model):
    """1/LPR is the largest (change of an atom's energy)^2 that costs a loss of one."""
    found = rigidity.local_prediction_rigidity(model, MOLECULES, MOLECULES, regularisation=1e-3)
    features = rigidity.last_features(model, MOLECULES)
    sums = np.array([features[MOLECULES.molecule_index == i].sum(axis=0) for i in range(len(MOLECULES))])
    loss = sums.T @ sums
    loss += 1e-3 * np.trace(loss) / 4 * np.eye(4)
    directions = np.random.default_rng(0).normal(size=(20000, 4))
    cost = ((directions @ loss) * directions).sum(axis=1)
    reached = ((directions @ features[3]) ** 2 / cost).max()
    assert reached <= 1 / found[3] * (1 + 1e-9)
    assert reached > 0.5 / found[3]


def test_an_atom_that_was_trained_alone_is_held_best(model):
    atom = Molecules([[8]], [[[0.0, 0.0, 0.0]]])
    repeated = Molecules.concatenate([MOLECULES, *[atom] * 50])
    before, after = (
        rigidity.local_prediction_rigidity(model, training, atom)[0] for training in (MOLECULES, repeated)
    )
    assert after > 10 * before and after > 49


def test_rings():
    by_name = {
        "C6H6": [6],
        "CH4": [],
        "C3H6_D3h": [3],
        "bicyclobutane": [3, 3],
        "C5H5N": [6],
        "C4H4NH": [5],
    }
    for name, sizes in by_name.items():
        molecule = Molecules.from_ase([ase.build.molecule(name)])
        assert sorted(map(len, rigidity.rings(molecule))) == sizes, name
    benzene = Molecules.from_ase([ase.build.molecule("C6H6")])
    ((atoms, energy),) = rigidity.ring_energies(benzene.atomic_numbers * 1.0, benzene)
    assert energy == 36.0 and (benzene.atomic_numbers[atoms] == 6).all()


def test_bad_input(model):
    with pytest.raises(ValueError, match="regularisation is 0.0"):
        rigidity.local_prediction_rigidity(model, MOLECULES, MOLECULES, regularisation=0.0)
    with pytest.raises(ValueError, match="there are 5 molecules"):
        rigidity.rings(MOLECULES)
    with pytest.raises(ValueError, match="energies have shape"):
        rigidity.ring_energies([1.0], MOLECULES[[0]])
