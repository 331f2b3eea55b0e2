"""The plain network: it learns, knows exchanges, repeats itself, and says what it refuses."""

import numpy as np
import pytest
import torch
from sklearn.exceptions import NotFittedError

from qmlaw.models.feed_forward import FeedForwardRegressor

RNG = np.random.default_rng(0)
X = RNG.uniform(-1, 1, size=(300, 2))
Y = 5 + X[:, 0] * X[:, 1] + X.sum(axis=1)  # the same for both orders of the columns
BOTH = [[0, 1], [1, 0]]


def test_it_learns_and_knows_the_exchange():
    model = FeedForwardRegressor((16,), exchanges=BOTH, n_epochs=80, averaging=0.9, seed=1)
    model.fit(X[:200], Y[:200])
    wrong = model.predict(X[200:]) - Y[200:]
    assert np.abs(wrong).mean() < 0.1 * np.abs(Y[200:] - Y[:200].mean()).mean()
    np.testing.assert_allclose(model.predict(X), model.predict(X[:, ::-1]), atol=1e-5)
    plain = FeedForwardRegressor((16,), n_epochs=3).fit(X[:200], Y[:200])
    assert np.abs(plain.predict(X) - plain.predict(X[:, ::-1])).max() > 1e-3


def test_the_network_is_that_of_the_equation():
    model = FeedForwardRegressor((3,), exchanges=BOTH, n_epochs=2).fit(X[:50], Y[:50])
    first, last = (layer for layer in model.network_ if isinstance(layer, torch.nn.Linear))
    total = 0.0
    for order in BOTH:
        x = (X[60, order] - model.mean_) / model.scale_
        hidden = np.tanh(first.weight.detach().numpy() @ x + first.bias.detach().numpy())
        total += last.weight.detach().numpy()[0] @ hidden + last.bias.item()
    expected = model.middle_ + model.height_ * total / 2
    assert model.predict(X[60:61])[0] == pytest.approx(expected, rel=1e-5)


def test_a_seed_repeats_itself():
    first, again, other = (
        FeedForwardRegressor((4,), n_epochs=2, seed=seed).fit(X, Y).predict(X) for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 1e-4


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"hidden": ()}, r"hidden is \(\)"),
        ({"hidden": (3, 0)}, r"hidden is \(3, 0\)"),
        ({"batch_size": 0}, "batch_size is 0; allowed is 1 or more"),
        ({"validation_fraction": 1.0}, "validation_fraction is 1.0"),
        ({"n_epochs": 0}, "n_epochs is 0"),
        ({"exchanges": [[0, 0]]}, r"exchanges has shape \(1, 2\); allowed are orders of 2 columns"),
    ],
)
def test_bad_parameters_of_it(parameters, message):
    with pytest.raises(ValueError, match=message):
        FeedForwardRegressor(**parameters).fit(X[:20], Y[:20])


def test_bad_samples():
    model = FeedForwardRegressor((2,), n_epochs=1)
    with pytest.raises(NotFittedError):
        model.predict(X)
    with pytest.raises(ValueError, match=r"y has shape \(5,\); allowed are 20 finite numbers"):
        model.fit(X[:20], Y[:5])
    with pytest.raises(ValueError, match="not finite in sample 1"):
        model.fit([[0.0], [np.nan]], [1.0, 2.0])
    with pytest.raises(ValueError, match=r"X has shape \(3,\)"):
        model.fit([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    model.fit(X[:20], Y[:20])
    with pytest.raises(ValueError, match="X has 1 columns; the network was trained on 2"):
        model.predict(X[:, :1])
