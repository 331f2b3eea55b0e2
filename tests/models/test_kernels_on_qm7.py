"""The whole way on real molecules: QM7 geometries in, atomization energies out."""

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import (
    CompositionModel,
    KernelRidgeRegressor,
    OnBaseline,
    choose_hyperparameters,
    learning_curve,
)
from qmlaw.representations import BagOfBonds, CoulombMatrix


@pytest.fixture(scope="module")
def qm7(public_data):
    molecules = datasets.read_qm7_pbe0(public_data("qm7_pbe0_dftb.npz"))
    molecules = molecules[np.random.default_rng(1).permutation(len(molecules))[:1500]]
    return molecules.shuffle_atoms(seed=2), molecules.value("atomization_energy", unit="kcal/mol")


def test_errors_stand_in_the_order_of_their_history(qm7):
    molecules, energies = qm7
    train, test = molecules.split_random(1000, seed=3)
    mean_error = np.abs(energies[test] - energies[train].mean()).mean()

    def error(model):
        fitted = model.fit(molecules[train], energies[train])
        return np.abs(fitted.predict(molecules[test]) - energies[test]).mean()

    spectrum = make_pipeline(
        CoulombMatrix("eigenvalues"), KernelRidgeRegressor("gaussian", sigma=100.0, regularisation=1e-7)
    )
    matrix = make_pipeline(CoulombMatrix("sorted"), KernelRidgeRegressor(sigma=4000.0, regularisation=1e-9))
    bags = make_pipeline(
        BagOfBonds(bag_sizes=BagOfBonds().fit(molecules).bag_sizes_),
        KernelRidgeRegressor(sigma=4000.0, regularisation=1e-9),
    )
    errors = [error(m) for m in (CompositionModel(), spectrum, matrix, bags, OnBaseline(bags))]
    # Bars with room above what was measured: 15.1, 11.3, 8.1, 3.9, 2.7 kcal/mol; mean 180.
    assert mean_error > 100
    assert all(e < bar for e, bar in zip(errors, (18.0, 14.0, 9.5, 5.0, 3.5), strict=True)), errors
    assert errors[1] > errors[2] > errors[3] > errors[4]
    assert errors[0] > errors[2]


def test_random_orders_beat_one_sorted_order(qm7):
    molecules, energies = qm7
    molecules, energies = molecules[:800], energies[:800]
    train, test = molecules.split_random(600, seed=0)

    def error(form, copies):
        cm = CoulombMatrix(form, n_realisations=copies).fit(molecules)
        model = KernelRidgeRegressor(sigma=4000.0, regularisation=1e-9)
        model.fit(cm.transform(molecules[train]), energies[train])
        predicted = model.predict(cm.set_params(n_realisations=8, seed=9).transform(molecules[test]))
        return np.abs(predicted - energies[test]).mean()

    assert error("random", 4) < 0.8 * error("sorted", 1)


def test_bohr_matters_for_spectra(qm7):
    molecules, energies = qm7
    train, test = molecules.split_random(1000, seed=4)
    errors = {}
    for unit in ("bohr", "angstrom"):
        spectra = CoulombMatrix("eigenvalues", length_unit=unit).fit_transform(molecules)
        choice = choose_hyperparameters(
            spectra[train],
            energies[train],
            kernel="gaussian",
            sigmas=(25.0, 50.0, 100.0, 200.0),
            regularisations=(1e-7, 1e-6, 1e-5, 1e-4),
        )
        model = choice.apply_to(KernelRidgeRegressor("gaussian")).fit(spectra[train], energies[train])
        errors[unit] = np.abs(model.predict(spectra[test]) - energies[test]).mean()
    assert errors["bohr"] < 0.6 * errors["angstrom"]


def test_the_error_falls_with_more_molecules(qm7):
    model = make_pipeline(
        CoulombMatrix(max_atoms=23), KernelRidgeRegressor(sigma=4000.0, regularisation=1e-9)
    )
    curve = learning_curve(model, *qm7, sizes=(125, 250, 500, 1000), seeds=(0, 1, 2), n_test=400)
    assert (np.diff(curve.errors.mean(axis=0)) < 0).all()
    assert -0.9 < curve.exponent_range[0] <= curve.exponent_range[1] < -0.3
