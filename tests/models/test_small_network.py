"""The small network learns, counts its numbers and keeps its seed."""

import numpy as np
import pytest
from sklearn.base import clone

from qmlaw.models.small_network import SmallNetwork

X = np.linspace(-2, 2, 60)[:, None]


def test_it_learns_a_curve():
    y = np.sin(2 * X[:, 0])
    network = SmallNetwork(hidden=6, starts=2).fit(X, y)
    assert network.predict(X).shape == (60,)
    assert np.abs(network.predict(X) - y).max() < 0.02
    assert network.n_parameters == 6 * 3 + 1


def test_more_than_one_input_and_output():
    rng = np.random.default_rng(0)
    points = rng.uniform(-1, 1, (120, 2))
    target = np.stack([points[:, 0] * points[:, 1], points[:, 0] + 3], axis=1)
    network = SmallNetwork(hidden=8).fit(points, target)
    assert np.abs(network.predict(points) - target).max() < 0.05
    assert network.n_parameters == 8 * (2 + 2 + 1) + 2


def test_the_jacobian_is_the_slope():
    """A wrong Jacobian still descends, so it is held against differences."""
    from scipy.optimize import approx_fprime

    network = SmallNetwork(hidden=3, rounds=1, ridge=1e-3)
    seen = {}

    def catch(fun, start, jac, **_):
        seen["slope"] = jac(start) - approx_fprime(start, fun, 1e-7)
        raise StopIteration

    import qmlaw.models.small_network as module

    original, module.least_squares = module.least_squares, catch
    try:
        with pytest.raises(StopIteration):
            network.fit(
                np.random.default_rng(1).normal(size=(30, 2)), np.random.default_rng(2).normal(size=(30, 2))
            )
    finally:
        module.least_squares = original
    assert np.abs(seen["slope"]).max() < 1e-5


def test_seeds():
    y = np.exp(X[:, 0])
    one, same, other = (SmallNetwork(hidden=4, rounds=20, seed=s).fit(X, y).predict(X) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert np.abs(one - other).max() > 0


def test_weights_decide_where_it_fits():
    y = np.abs(X[:, 0])
    left = (X[:, 0] < 0).astype(float)
    net = SmallNetwork(hidden=1, seed=3)
    wrong = np.abs(net.fit(X, y, sample_weight=left).predict(X) - y)
    assert wrong[left == 1].max() < 0.1 * wrong[left == 0].max()


def test_weights_are_checked():
    with pytest.raises(ValueError, match="sample_weight has shape"):
        SmallNetwork().fit(X, X[:, 0], sample_weight=np.ones(3))
    with pytest.raises(ValueError, match="minimum -1"):
        SmallNetwork().fit(X, X[:, 0], sample_weight=-np.ones(60))


def test_clone_and_bad_settings():
    assert clone(SmallNetwork(hidden=3)).hidden == 3
    with pytest.raises(ValueError, match="hidden is 0"):
        SmallNetwork(hidden=0).fit(X, X[:, 0])
    with pytest.raises(ValueError, match="starts is 0"):
        SmallNetwork(starts=0).fit(X, X[:, 0])
