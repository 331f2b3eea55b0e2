"""The kernel model that chooses for itself: chooses well, sees no test data, says what is wrong."""

import numpy as np
import pytest
from sklearn.base import clone

from qmlaw.models import KernelRidgeRegressor, TunedKernelRidge


@pytest.fixture
def data():
    rng = np.random.default_rng(2)
    X = rng.normal(size=(120, 5)) * 30
    return X, np.sin(X / 40).sum(axis=1) * 50 + 7


@pytest.mark.parametrize("kernel", ["laplacian", "gaussian"])
def test_choice_is_as_good_as_any_on_the_grid(data, kernel):
    X, y = data
    tuned = TunedKernelRidge(kernel).fit(X[:80], y[:80])
    errors = [
        np.abs(
            KernelRidgeRegressor(kernel, sigma=s, regularisation=1e-5).fit(X[:80], y[:80]).predict(X[80:])
            - y[80:]
        ).mean()
        for s in (1.0, 10.0, 100.0, 1000.0)
    ]
    assert np.abs(tuned.predict(X[80:]) - y[80:]).mean() < 1.3 * min(errors)
    assert max(errors) > 2 * min(errors)


def test_the_unit_of_the_features_does_not_matter(data):
    X, y = data
    a = TunedKernelRidge().fit(X[:80], y[:80])
    b = TunedKernelRidge().fit(X[:80] * 1024, y[:80])
    np.testing.assert_allclose(a.predict(X), b.predict(X * 1024), rtol=1e-9)
    assert b.regressor_.sigma == pytest.approx(1024 * a.regressor_.sigma)


def test_edges_are_reported(data):
    X, y = data
    assert TunedKernelRidge(widths=(0.01, 0.02, 0.04)).fit(X, y).at_edge_
    fine = TunedKernelRidge("gaussian", widths=(0.01, 2.0, 1000.0), regularisations=(1e-9, 1e-5, 10.0))
    assert fine.fit(X, y).at_edge_ == (fine.regressor_.regularisation != 1e-5)


def test_duplicates_get_a_larger_lambda():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3))
    X = np.concatenate([X, X[:1]])
    y = X.sum(axis=1)
    model = TunedKernelRidge(regularisations=(1e-3, 0.0))
    assert model._fitted(X, y, 1.0, 0.0).regularisation == 1e-3
    assert np.abs(model.fit(X, y).predict(X) - y).mean() < 0.5
    with pytest.raises(ValueError, match=r"regularisations \[0.0\] gives a positive definite"):
        TunedKernelRidge(regularisations=(0.0,)).fit(np.ones((9, 3)), np.arange(9.0))


def test_bad_input(data):
    X, y = data
    with pytest.raises(ValueError, match=r"2 molecules are too few to choose .* fix both"):
        TunedKernelRidge().fit(X[:2], y[:2])
    with pytest.raises(ValueError, match="n_repeats is 0"):
        TunedKernelRidge(n_repeats=0).fit(X, y)
    with pytest.raises(ValueError, match="not finite in sample 3"):
        TunedKernelRidge().fit(np.where(np.arange(120)[:, None] == 3, np.nan, X), y)


def test_clone_keeps_the_grid():
    model = clone(TunedKernelRidge(widths=(1.0, 3.0), seed=5))
    assert (model.widths, model.seed) == ((1.0, 3.0), 5)
