"""Choosing sigma and lambda: the errors it reports are those of the models it stands for."""

import numpy as np
import pytest

from qmlaw.models import KernelRidgeRegressor, choose_hyperparameters

SIGMAS, REGULARISATIONS = (0.3, 3.0, 30.0), (1e-8, 1e-4, 1.0)


@pytest.fixture
def data():
    rng = np.random.default_rng(5)
    X = rng.normal(size=(80, 4))
    return X, np.sin(X).sum(axis=1)


@pytest.mark.parametrize("kernel", ["laplacian", "gaussian"])
@pytest.mark.parametrize("copies", [None, 3])
def test_errors_are_those_of_the_models(data, kernel, copies):
    X, y = data
    if copies:
        X = np.stack([X + 0.01 * k for k in range(copies)], axis=1)
    choice = choose_hyperparameters(
        X, y, kernel=kernel, sigmas=SIGMAS, regularisations=REGULARISATIONS, seed=3
    )
    order = np.random.default_rng(3).permutation(80)
    held_out, kept = order[:16], order[16:]
    for s, sigma in enumerate(SIGMAS):
        for r, regularisation in enumerate(REGULARISATIONS):
            model = KernelRidgeRegressor(kernel, sigma=sigma, regularisation=regularisation)
            error = np.abs(model.fit(X[kept], y[kept]).predict(X[held_out]) - y[held_out]).mean()
            assert choice.errors[s, r] == pytest.approx(error, rel=1e-6)
    assert choice.validation_mae == choice.errors.min()
    best = np.unravel_index(choice.errors.argmin(), choice.errors.shape)
    assert (choice.sigma, choice.regularisation) == (SIGMAS[best[0]], REGULARISATIONS[best[1]])
    assert choice.at_edge == (best[0] != 1 or best[1] != 1)
    chosen = choice.apply_to(KernelRidgeRegressor())
    assert (chosen.sigma, chosen.regularisation) == (choice.sigma, choice.regularisation)


def test_it_finds_the_width_that_made_the_data():
    rng = np.random.default_rng(0)
    X = rng.uniform(-3, 3, size=(150, 2))
    K = np.exp(-((X[:, None] - X[None]) ** 2).sum(-1) / (2 * 1.0**2))
    y = np.linalg.cholesky(K + 1e-9 * np.eye(150)) @ rng.normal(size=150)
    grid = (0.01, 0.1, 1.0, 100.0)
    assert choose_hyperparameters(X, y, kernel="gaussian", sigmas=grid, regularisations=(1e-8,)).sigma == 1.0


def test_pairs_that_fail_are_recorded(data):
    X, y = np.vstack([data[0]] * 2), np.tile(data[1], 2)  # every sample twice
    choice = choose_hyperparameters(X, y, sigmas=(3.0,), regularisations=(0.0, 1e-3))
    assert np.isnan(choice.errors[0, 0]) and choice.regularisation == 1e-3
    with pytest.raises(ValueError, match="no pair of sigmas"):
        choose_hyperparameters(X, y, sigmas=(3.0,), regularisations=(0.0,))


def test_bad_input(data):
    with pytest.raises(ValueError, match="the grid is empty"):
        choose_hyperparameters(*data, sigmas=(), regularisations=(1.0,))
    with pytest.raises(ValueError, match="validation_fraction is 0.0"):
        choose_hyperparameters(*data, sigmas=(1.0,), regularisations=(1.0,), validation_fraction=0.0)
    with pytest.raises(ValueError, match="y has shape"):
        choose_hyperparameters(data[0], data[1][:5], sigmas=(1.0,), regularisations=(1.0,))
