"""Networks that correct energies: what line and network learn, what the error bars cover, what is refused."""

import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LinearRegression

from qmlaw.models import BootstrapEnsemble, ErrorBars, LinearPlusNetwork, measured_coverage


def table(n, seed=0, noise=0.0):
    """Counts, an energy in another unit, and a target with a bend that no line has."""
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, 6, size=(n, 3)).astype(float)
    low = -400 * counts.sum(axis=1) + rng.normal(scale=30, size=n)
    bend = np.tanh(counts[:, 0] - 2) * (counts[:, 1] > 1)
    return np.column_stack([low, counts]), low + 5 * counts[:, 2] + 3 * bend + noise * rng.normal(size=n)


def test_line_alone_is_exact_where_a_line_is():
    X, _ = table(60)
    y = 0.01 * X[:, 0] - 7 * X[:, 2] + 2
    model = LinearPlusNetwork(hidden=0).fit(X, y)
    assert model.network_ is None
    np.testing.assert_allclose(model.predict(X), y, atol=1e-3)


def test_network_learns_what_the_line_leaves_over():
    (X, y), (new, truth) = table(200), table(200, seed=1)
    line = np.abs(LinearPlusNetwork(hidden=0).fit(X, y).predict(new) - truth).mean()
    both = np.abs(LinearPlusNetwork(hidden=5).fit(X, y).predict(new) - truth).mean()
    by_scikit_learn = np.abs(LinearRegression().fit(X, y).predict(new) - truth).mean()
    assert line == pytest.approx(by_scikit_learn, rel=0.1)
    assert both < 0.5 * line


def test_units_of_columns_and_targets_do_not_matter():
    X, y = table(100)
    new, _ = table(20, seed=1)
    one = LinearPlusNetwork().fit(X, y).predict(new)
    other = LinearPlusNetwork().fit(X * [1e-3, 1, 1e3, 1], 1e-3 * y + 5).predict(new * [1e-3, 1, 1e3, 1])
    np.testing.assert_allclose(other, 1e-3 * one + 5, atol=1e-5 * np.ptp(y))


def test_only_the_seed_decides():
    X, y = table(100)
    model = LinearPlusNetwork(seed=1).fit(X, y)
    np.testing.assert_array_equal(clone(model).fit(X, y).predict(X), model.predict(X))
    assert np.abs(LinearPlusNetwork(seed=2).fit(X, y).predict(X) - model.predict(X)).max() > 1e-8


def test_constant_targets_are_predicted():
    X, y = table(30)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.allclose(LinearPlusNetwork().fit(X, np.full(30, 4.0)).predict(X), 4.0)
        bars = BootstrapEnsemble(n_models=10).fit(X, np.full(30, 4.0)).predict_with_errors(X)
    assert np.allclose(bars.predicted, 4.0) and np.allclose(bars.half_width, 0.0, atol=1e-9)


@pytest.mark.parametrize("coverage", [0.6, 0.9])
def test_error_bars_cover_what_they_state(coverage):
    """Over several draws of training and test molecules, with noise that no model can know."""
    measured, bare = [], []
    for seed in range(6):
        X, y = table(80, seed=seed, noise=1.0)
        new, truth = table(200, seed=100 + seed, noise=1.0)
        ensemble = BootstrapEnsemble(LinearPlusNetwork(hidden=0), n_models=30, coverage=coverage, seed=seed)
        bars = ensemble.fit(X, y).predict_with_errors(new)
        measured.append(measured_coverage(bars, truth))
        bare.append(np.mean(np.abs(bars.predicted - truth) <= bars.spread))
    assert coverage - 0.04 < np.mean(measured) < coverage + 0.13  # on the safe side, see the class
    assert np.mean(bare) < 0.4  # the spread alone knows nothing of the noise


def test_error_bars_grow_away_from_the_training_molecules():
    X, y = table(80, noise=0.1)
    ensemble = BootstrapEnsemble(n_models=20).fit(X, y)
    inside = ensemble.predict_with_errors(X).half_width
    outside = ensemble.predict_with_errors(X + 10 * X.std(axis=0)).half_width
    assert np.median(outside) > 2 * np.median(inside)
    np.testing.assert_array_equal(ensemble.predict(X), ensemble.predict_with_errors(X).predicted)


def test_coverage_by_hand():
    bars = ErrorBars(np.array([0.0, 1.0, 2.0]), np.zeros(3), np.array([1.0, 0.5, 1.0]))
    assert measured_coverage(bars, [0.9, 1.6, 1.0]) == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="y has shape"):
        measured_coverage(bars, [0.9, 1.6])


def spoilt(values, at, value=np.nan):
    values = values.copy()
    values[at] = value
    return values


BAD = {
    "nan in X": (lambda X, y: (spoilt(X, (3, 2)), y), "the first of molecule 3 in column 2"),
    "nan in y": (lambda X, y: (X, spoilt(y, 4)), r"y\[4\] is nan"),
    "infinite": (lambda X, y: (spoilt(X, (3, 2), np.inf), y), "X has 1 entries that are not finite"),
    "lengths": (lambda X, y: (X, y[:-1]), r"y has shape \(39,\); X has 40 samples"),
    "vector": (lambda X, y: (X[:, 0], y), r"X has shape \(40,\); allowed is a table"),
    "no columns": (lambda X, y: (X[:, :0], y), "allowed is a table"),
    "one molecule": (lambda X, y: (X[:1], y[:1]), "X has 1 molecule"),
    "no molecules": (lambda X, y: (X[:0], y[:0]), "no samples to fit"),
}


@pytest.mark.parametrize("model", [LinearPlusNetwork(), BootstrapEnsemble(n_models=10)], ids=type)
@pytest.mark.parametrize(("spoil", "message"), BAD.values(), ids=BAD)
def test_bad_data(model, spoil, message):
    with pytest.raises(ValueError, match=message):
        clone(model).fit(*spoil(*table(40)))


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (LinearPlusNetwork(hidden=-1), "hidden is -1"),
        (LinearPlusNetwork(regularisation=np.nan), "regularisation is nan"),
        (BootstrapEnsemble(n_models=2), "n_models is 2; allowed is 10 or more"),
        (BootstrapEnsemble(coverage=95), "coverage is 95; allowed is a number between 0 and 1"),
    ],
)
def test_bad_parameters(model, message):
    with pytest.raises(ValueError, match=message):
        model.fit(*table(40))


def test_too_few_molecules_to_leave_some_out():
    X, y = table(9)
    with pytest.raises(ValueError, match="X has 9 molecules; error bars need 10 or more"):
        BootstrapEnsemble().fit(X, y)


def test_other_columns_than_in_training():
    X, y = table(40)
    for model in (LinearPlusNetwork(), BootstrapEnsemble(n_models=10)):
        with pytest.raises(ValueError, match=r"X has shape \(40, 3\); allowed is a table \(N, 4\)"):
            model.fit(X, y).predict(X[:, :3])
        assert model.predict(X[:0]).shape == (0,)
