"""Atom counting as a model, and models on top of it."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from qmlaw import contracts
from qmlaw.models import CompositionModel, KernelRidgeRegressor, OnBaseline
from qmlaw.molecules import Molecules
from qmlaw.representations import CoulombMatrix

PER_ATOM = {1: -0.6, 6: -38.1, 7: -54.9, 8: -75.3, 16: -398.2}


@pytest.fixture
def mols():
    return Molecules.concatenate([contracts.probes(seed) for seed in range(8)])


def counted(mols):
    return np.array([sum(PER_ATOM[int(z)] for z in m.atomic_numbers) for m in mols])


def test_recovers_energies_per_atom(mols):
    model = CompositionModel().fit(mols, counted(mols))
    assert model.elements_.tolist() == [1, 6, 7, 8, 16]
    np.testing.assert_allclose(model.energy_per_atom_, list(PER_ATOM.values()), atol=1e-9)
    np.testing.assert_allclose(model.predict(mols[3:9]), counted(mols[3:9]), atol=1e-9)
    # A test set without some of the elements.
    np.testing.assert_allclose(model.predict(mols[[0]]), [-75.3 - 1.2], atol=1e-9)


def test_one_molecule_and_dependent_counts(mols):
    water = mols[[0]]
    model = CompositionModel().fit(water, [-3.0])
    assert model.predict(water)[0] == pytest.approx(-3.0)
    np.testing.assert_allclose(model.energy_per_atom_, [-1.2, -0.6])  # smallest norm: proportional to counts


def test_a_new_element_is_refused_by_name(mols):
    model = CompositionModel().fit(mols[[0, 1]], [-1.0, -2.0])
    with pytest.raises(
        ValueError, match=r"molecule 2 .* contains N, S, which the training set did not; it had H, C, O"
    ):
        model.predict(mols[[0, 1, 3, 4]])
    with pytest.raises(ValueError, match="y has shape"):
        CompositionModel().fit(mols, [1.0])


def test_on_baseline_learns_the_rest(mols):
    kernel = make_pipeline(CoulombMatrix(), KernelRidgeRegressor(sigma=50.0, regularisation=1e-8))
    curved = counted(mols) + 0.5 * mols.n_atoms**1.5
    model = OnBaseline(kernel).fit(mols[:35], curved[:35])
    base = CompositionModel().fit(mols[:35], curved[:35])
    np.testing.assert_allclose(
        model.predict(mols[35:]),
        base.predict(mols[35:])
        + clone(kernel).fit(mols[:35], curved[:35] - base.predict(mols[:35])).predict(mols[35:]),
    )
    error = np.abs(model.predict(mols[35:]) - curved[35:]).mean()
    assert error < 0.5 * np.abs(base.predict(mols[35:]) - curved[35:]).mean()
    assert (cross_val_score(OnBaseline(kernel), mols, curved, cv=4) > 0.99).all()
    assert clone(model).get_params()["model__kernelridgeregressor__sigma"] == 50.0
    with pytest.raises(ValueError, match=r"y\[0\] is nan"):
        OnBaseline(kernel).fit(mols[:2], [np.nan, 1.0])
