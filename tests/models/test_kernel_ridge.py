"""Kernel ridge regression: against scikit-learn, at its limits, with bad input, over realisations."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from qmlaw import contracts
from qmlaw.models import KernelRidgeRegressor
from qmlaw.models.kernel_ridge import averaged_kernel
from qmlaw.molecules import Molecules
from qmlaw.representations import CoulombMatrix


@pytest.fixture
def data():
    rng = np.random.default_rng(5)
    X = rng.normal(size=(60, 7))
    return X, np.sin(X).sum(axis=1) * 100 - 1500


@pytest.mark.parametrize(("kernel", "gamma"), [("laplacian", 1 / 3.0), ("gaussian", 1 / (2 * 3.0**2))])
def test_agrees_with_scikit_learn(data, kernel, gamma):
    X, y = data
    ours = KernelRidgeRegressor(kernel, sigma=3.0, regularisation=1e-3).fit(X[:40], y[:40])
    name = {"laplacian": "laplacian", "gaussian": "rbf"}[kernel]
    theirs = KernelRidge(kernel=name, gamma=gamma, alpha=1e-3).fit(X[:40], y[:40] - y[:40].mean())
    np.testing.assert_allclose(ours.predict(X), theirs.predict(X) + y[:40].mean(), rtol=1e-9)
    without = KernelRidgeRegressor(kernel, sigma=3.0, regularisation=1e-3, baseline=None).fit(X[:40], y[:40])
    theirs.fit(X[:40], y[:40])
    np.testing.assert_allclose(without.predict(X), theirs.predict(X), rtol=1e-9)


@given(st.integers(0, 2**32 - 1), st.sampled_from(["laplacian", "gaussian"]), st.floats(0.5, 20.0))
@settings(max_examples=30, deadline=None)
def test_without_regularisation_it_goes_through_every_point(seed, kernel, sigma):
    rng = np.random.default_rng(seed)
    X, y = rng.uniform(-20, 20, size=(15, 6)), rng.normal(scale=100.0, size=15)
    model = KernelRidgeRegressor(kernel, sigma=sigma, regularisation=1e-11).fit(X, y)
    np.testing.assert_allclose(model.predict(X), y, atol=1e-3)


def test_it_learns(data):
    X, y = data
    model = KernelRidgeRegressor("gaussian", sigma=5.0, regularisation=1e-4)
    errors = [np.abs(clone(model).fit(X[:n], y[:n]).predict(X[45:]) - y[45:]).mean() for n in (5, 45)]
    assert errors[1] < 0.5 * errors[0]
    assert errors[1] < 0.5 * np.abs(y[45:] - y[:45].mean()).mean()


def test_predicting_in_blocks_changes_nothing(data, monkeypatch):
    X, y = data
    whole = KernelRidgeRegressor(sigma=3.0).fit(X, y).predict(X)
    monkeypatch.setattr("qmlaw.models.kernel_ridge.BLOCK", 7)
    np.testing.assert_allclose(KernelRidgeRegressor(sigma=3.0).fit(X, y).predict(X), whole, rtol=1e-12)
    assert KernelRidgeRegressor(sigma=3.0).fit(X, y).predict(X[:0]).shape == (0,)


def test_one_sample_and_constant_targets():
    one = KernelRidgeRegressor().fit([[1.0, 2.0]], [-7.0])
    assert one.predict([[5.0, 5.0]])[0] == -7.0
    constant = KernelRidgeRegressor(sigma=1.0).fit(np.eye(4), np.full(4, 3.0))
    np.testing.assert_array_equal(constant.predict(np.ones((2, 4))), [3.0, 3.0])


def test_duplicates_share_their_mean_or_say_what_to_change():
    X = np.array([[0.0, 0.0], [0.0, 0.0], [5.0, 5.0]])
    y = np.array([1.0, 3.0, 10.0])
    soft = KernelRidgeRegressor(sigma=1.0, regularisation=1e-6, baseline=None).fit(X, y)
    assert soft.predict(X[:1])[0] == pytest.approx(2.0, abs=1e-4)
    with pytest.raises(ValueError, match=r"not positive definite.*sigma = 1 and reg.* = 0:.*duplicates"):
        KernelRidgeRegressor(sigma=1.0, regularisation=0.0).fit(X, y)
    # A width so large that all samples look the same.
    with pytest.raises(ValueError, match=r"sigma = 1e\+12 and regularisation = 1e-17"):
        KernelRidgeRegressor("gaussian", sigma=1e12, regularisation=1e-17).fit(np.eye(3), y)


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        ([[1.0], [np.nan]], [1.0, 2.0], "not finite in sample 1"),
        ([[1.0], [np.inf]], [1.0, 2.0], "not finite in sample 1"),
        ([[1.0], [2.0]], [1.0, np.nan], r"y\[1\] is nan"),
        ([[1.0], [2.0]], [1.0], r"y has shape \(1,\); X has 2 samples"),
        ([[1.0], [2.0]], [[1.0], [2.0]], r"y has shape \(2, 1\)"),
        ([1.0, 2.0], [1.0, 2.0], r"X has shape \(2,\)"),
        (np.zeros((0, 3)), [], "no samples"),
    ],
)
def test_bad_data(X, y, message):
    with pytest.raises(ValueError, match=message):
        KernelRidgeRegressor().fit(X, y)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"kernel": "cubic"}, "kernel is 'cubic'"),
        ({"sigma": -1.0}, "sigma is -1.0"),
        ({"regularisation": -1e-9}, "regularisation is -1e-09"),
        ({"baseline": "composition"}, "baseline is 'composition'.*OnBaseline"),
        ({"realisations": "all"}, "realisations is 'all'"),
    ],
)
def test_bad_parameters(parameters, message, data):
    with pytest.raises(ValueError, match=message):
        KernelRidgeRegressor(**parameters).fit(*data)


def test_other_features_than_fitted(data):
    model = KernelRidgeRegressor().fit(*data)
    with pytest.raises(ValueError, match=r"X has shape \(2, 8\); the model was fitted to 7 features"):
        model.predict(np.zeros((2, 8)))
    with pytest.raises(ValueError, match="fitted to 7 features"):
        model.predict(np.zeros((2, 3, 7)))


def random_matrices(n_realisations, seed=0):
    mols = Molecules.concatenate([contracts.probes(s) for s in range(6)])
    cm = CoulombMatrix("random", n_realisations=n_realisations, noise=3.0, seed=seed)
    return cm.fit_transform(mols), mols.n_atoms * -100.0


def test_augmenting_is_training_on_copies():
    X, y = random_matrices(3)
    model = KernelRidgeRegressor(sigma=50.0, regularisation=1e-3).fit(X[:20], y[:20])
    copies = KernelRidgeRegressor(sigma=50.0, regularisation=1e-3)
    copies.fit(X[:20].reshape(60, -1), y[:20].repeat(3))
    expected = copies.predict(X[20:].reshape(30, -1)).reshape(10, 3).mean(axis=1)
    np.testing.assert_allclose(model.predict(X[20:]), expected, rtol=1e-12)
    more, _ = random_matrices(5, seed=1)
    assert model.predict(more).shape == (30,)


def test_averaging_is_the_mean_of_kernels():
    X, y = random_matrices(3)
    model = KernelRidgeRegressor(sigma=50.0, regularisation=1e-3, realisations="average").fit(X[:20], y[:20])
    assert model.weights_.shape == (20,)

    def kernel(a, b):
        l1 = np.abs(a[:, None, :, None] - b[None, :, None, :]).sum(axis=-1)
        return np.exp(-l1 / 50.0).mean(axis=(2, 3))

    np.testing.assert_allclose(averaged_kernel(X[:5], X[5:9], "laplacian", 50.0), kernel(X[:5], X[5:9]))
    alpha = np.linalg.solve(kernel(X[:20], X[:20]) + 1e-3 * np.eye(20), y[:20] - y[:20].mean())
    expected = kernel(X[20:], X[:20]) @ alpha + y[:20].mean()
    np.testing.assert_allclose(model.predict(X[20:]), expected, rtol=1e-9)


def test_one_realisation_is_the_plain_model():
    X, y = random_matrices(1)
    plain = KernelRidgeRegressor(sigma=50.0).fit(X[:20, 0], y[:20]).predict(X[20:, 0])
    for way in ("augment", "average"):
        model = KernelRidgeRegressor(sigma=50.0, realisations=way).fit(X[:20], y[:20])
        np.testing.assert_allclose(model.predict(X[20:]), plain, rtol=1e-10)


@pytest.mark.parametrize("form", ["sorted", "random"])
def test_widening_changes_no_prediction(form):
    mols = Molecules.concatenate([contracts.probes(s) for s in range(6)])
    small = mols[mols.n_atoms < 9]
    cm = CoulombMatrix(form).fit(small)
    model = KernelRidgeRegressor(sigma=50.0).fit(cm.transform(small), small.n_atoms * -100.0)
    before = model.predict(cm.transform(small))
    cm.widen(9)
    model.widen(45)
    np.testing.assert_array_equal(model.predict(cm.transform(small)), before)
    assert np.isfinite(model.predict(cm.transform(mols))).all()  # larger ones have an answer, good or bad
    with pytest.raises(ValueError, match="allowed is 45"):
        model.widen(44)


def test_scikit_learn_takes_it():
    mols = Molecules.concatenate([contracts.probes(s) for s in range(6)])
    model = make_pipeline(CoulombMatrix(), KernelRidgeRegressor(sigma=100.0))
    assert clone(model).get_params()["kernelridgeregressor__sigma"] == 100.0
    assert (cross_val_score(model, mols, mols.n_atoms * -100.0, cv=3) > 0.9).all()
