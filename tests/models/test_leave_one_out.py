"""The error of points left out is what leaving them out would give; the choice is the least of them."""

import numpy as np
import pytest

from qmlaw.models.leave_one_out import choose


@pytest.fixture
def data():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(12, 2))
    return x, np.sin(x[:, 0]) + x[:, 1] ** 2


def gaussian(x):
    squares = ((x[:, None] - x) ** 2).sum(axis=2)
    return lambda sigma: np.exp(-squares / (2 * sigma**2))


@pytest.mark.parametrize("block", [1, 3])
def test_left_out_errors_are_those_of_refitting(data, block):
    x, y = data
    kernel, shift = gaussian(x)(1.3), 1e-3
    errors = []
    for start in range(0, len(y), block):
        out = np.arange(start, start + block)
        kept = np.setdiff1d(np.arange(len(y)), out)
        weights = np.linalg.solve(kernel[np.ix_(kept, kept)] + shift * np.eye(len(kept)), y[kept])
        errors.append(kernel[np.ix_(out, kept)] @ weights - y[out])
    found = choose(gaussian(x), y, [1.3], [shift], block=block)
    assert found.error == pytest.approx(np.sqrt(np.mean(np.square(errors))), rel=1e-6)
    np.testing.assert_allclose((kernel + shift * np.eye(len(y))) @ found.weights, y, rtol=1e-8)


def test_the_least_error_is_chosen(data):
    x, y = data
    alone = [choose(gaussian(x), y, [s], [r]).error for s in (0.1, 1.0, 10.0) for r in (1e-6, 1e-2)]
    assert choose(gaussian(x), y, [0.1, 1.0, 10.0], [1e-6, 1e-2]).error == min(alone)


def test_regularisation_is_relative_to_the_diagonal(data):
    x, y = data
    one = choose(gaussian(x), y, [1.0], [1e-2])
    scaled = choose(lambda sigma: 7 * gaussian(x)(sigma), y, [1.0], [1e-2])
    np.testing.assert_allclose(scaled.weights, one.weights / 7)


@pytest.mark.parametrize(
    ("sigmas", "regularisations", "block", "words"),
    [([], [1.0], 1, "nothing|no width"), ([1.0], [], 1, "no width"), ([1.0], [1.0], 5, "12 targets .* 5")],
)
def test_what_it_refuses(data, sigmas, regularisations, block, words):
    with pytest.raises(ValueError, match=words):
        choose(gaussian(data[0]), data[1], sigmas, regularisations, block)
