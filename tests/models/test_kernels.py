"""Distances and kernels: readable and compiled versions agree, and both agree with SciPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from qmlaw.models import kernels, kernels_fast

SIZES = st.tuples(st.integers(1, 130), st.integers(1, 110), st.integers(1, 40), st.integers(0, 2**32 - 1))


def features(n, m, width, seed):
    """Two sets of vectors with zeros behind, as padded matrices have, and some that are zero throughout."""
    rng = np.random.default_rng(seed)
    a, b = rng.normal(scale=30.0, size=(n, width)), rng.normal(scale=30.0, size=(m, width))
    for x in (a, b):
        x[np.arange(width) >= rng.integers(0, width + 1, size=len(x))[:, None]] = 0.0
    return a, b


@given(SIZES)
@settings(max_examples=30, deadline=None)
def test_fast_and_readable_agree(sizes):
    a, b = features(*sizes)
    for name, metric in (("l1_distances", "cityblock"), ("squared_distances", "sqeuclidean")):
        fast, readable = getattr(kernels_fast, name), getattr(kernels, name)
        expected = cdist(a, b, metric)
        scale = max(1.0, expected.max())
        np.testing.assert_allclose(readable(a, b), expected, atol=1e-13 * scale, rtol=0)
        np.testing.assert_allclose(fast(a, b), expected, atol=1e-13 * scale, rtol=0)
        within = fast(a)
        np.testing.assert_array_equal(within, fast(a, a))  # to the last bit
        np.testing.assert_array_equal(within, within.T)
        assert not within.diagonal().any()


def test_nothing_to_compare():
    empty, some = np.zeros((0, 5)), np.ones((3, 5))
    assert kernels_fast.l1_distances(empty, some).shape == (0, 3)
    assert kernels_fast.l1_distances(some, empty).shape == (3, 0)
    assert kernels_fast.l1_distances(empty).shape == (0, 0)
    np.testing.assert_array_equal(kernels_fast.l1_distances(np.zeros((2, 0))), np.zeros((2, 2)))


def test_near_neighbours_keep_their_digits():
    # |a|^2 - 2ab + |b|^2 would give 0 or noise here.
    a = np.array([[1e8, 1.0]])
    b = a + [[0.0, 1e-6]]
    assert kernels_fast.squared_distances(a, b)[0, 0] == pytest.approx(1e-12, rel=1e-9)


def test_kernels_by_hand():
    a, b = np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]])
    laplacian = kernels.from_distances(kernels.l1_distances(a, b), "laplacian", 2.0)
    gaussian = kernels.from_distances(kernels.squared_distances(a, b), "gaussian", 2.0)
    assert laplacian[0, 0] == pytest.approx(np.exp(-7 / 2), rel=1e-15)
    assert gaussian[0, 0] == pytest.approx(np.exp(-25 / 8), rel=1e-15)


@pytest.mark.parametrize(
    ("kernel", "sigma", "message"),
    [
        ("cubic", 1.0, "kernel is 'cubic'; allowed are laplacian, gaussian"),
        ("laplacian", 0.0, "sigma is 0.0; allowed is a positive number"),
        ("gaussian", float("nan"), "sigma is nan"),
    ],
)
def test_bad_parameters(kernel, sigma, message):
    with pytest.raises(ValueError, match=message):
        kernels.from_distances(np.zeros((1, 1)), kernel, sigma)


def test_not_a_number_shows():
    a = np.ones((2, 3))
    a[0, 1] = np.nan
    assert np.isnan(kernels_fast.l1_distances(a, np.ones((1, 3)))[0, 0])
