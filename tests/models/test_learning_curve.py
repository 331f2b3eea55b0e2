"""Learning curves: exponents of known laws, nested training sets, no test molecule ever trained on."""

import numpy as np
import pytest
from sklearn.base import BaseEstimator, RegressorMixin

from qmlaw.models import learning_curve
from qmlaw.models.learning_curve import fit_exponents


class Recorder(RegressorMixin, BaseEstimator):
    """Its error is 10 N^-0.5 by construction; it notes what it saw."""

    seen = []

    def fit(self, X, y):
        self.error_ = 10 * len(X) ** -0.5
        Recorder.seen.append(set(X[:, 0]))
        return self

    def predict(self, X):
        Recorder.seen.append(set(X[:, 0]))
        return np.full(len(X), self.error_)


def test_exponents():
    sizes = [100, 200, 400, 800]
    errors = [[5 * n**-0.5 for n in sizes], [7 * n**-0.25 for n in sizes]]
    np.testing.assert_allclose(fit_exponents(sizes, errors), [-0.5, -0.25])


def test_curve_of_a_known_law():
    Recorder.seen = []
    X = np.arange(200.0)[:, None]
    curve = learning_curve(Recorder(), X, np.zeros(200), sizes=(100, 25, 50), seeds=(0, 1), n_test=60)
    assert curve.sizes.tolist() == [25, 50, 100]
    np.testing.assert_allclose(curve.errors, [[2.0, 10 / 50**0.5, 1.0]] * 2)
    np.testing.assert_allclose(curve.exponents, -0.5)
    assert curve.exponent == pytest.approx(-0.5) and curve.exponent_range == pytest.approx((-0.5, -0.5))
    trained, tested = Recorder.seen[::2], Recorder.seen[1::2]
    assert [len(t) for t in trained] == [25, 50, 100] * 2
    for one in (trained[:3], trained[3:]):
        assert one[0] < one[1] < one[2]
    assert tested[0] == tested[2] and tested[0] != tested[3]
    assert all(not t & u for t, u in zip(trained, tested, strict=True))


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"sizes": (50,)}, r"sizes are \[50\]"),
        ({"sizes": (0, 50)}, "positive"),
        ({"sizes": (50, 150), "n_test": 60}, "n_test = 60 and 150 to train on do not fit into 200"),
        ({"sizes": (5, 10), "n_test": 0}, "n_test = 0"),
        ({"sizes": (5, 10), "seeds": ()}, "seeds is empty"),
    ],
)
def test_bad_input(keywords, message):
    with pytest.raises(ValueError, match=message):
        learning_curve(Recorder(), np.zeros((200, 1)), np.zeros(200), **{"n_test": 50, **keywords})
