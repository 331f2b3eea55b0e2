"""Kernels shared by many labels: as kernel ridge, additive where they say so, no look at the test."""

import numpy as np
import pytest
from ase.build import molecule

from qmlaw.models import KernelRidgeRegressor
from qmlaw.models.shared_kernels import atomic_kernels, gaussian_kernels, predict
from qmlaw.molecules import Molecules

RANDOM = np.random.default_rng(0)
FEATURES = RANDOM.normal(size=(120, 3))
LABELS = np.sin(FEATURES).sum(axis=1)
TRAIN, TEST = np.arange(80), np.arange(80, 120)


def test_same_as_kernel_ridge():
    found = predict(
        gaussian_kernels(FEATURES, (2.0,)), LABELS, TRAIN, TEST, widths=(2.0,), regularisations=(1e-6,)
    )
    unit = np.median(np.linalg.norm(FEATURES[:, None] - FEATURES, axis=2)[np.triu_indices(120, 1)])
    ridge = KernelRidgeRegressor("gaussian", sigma=2.0 * unit, regularisation=1e-6)
    expected = ridge.fit(FEATURES[TRAIN], LABELS[TRAIN]).predict(FEATURES[TEST])
    assert found.values == pytest.approx(expected, abs=1e-6)


def test_learns_and_does_not_learn_noise():
    kernels = gaussian_kernels(FEATURES)
    error = np.abs(predict(kernels, LABELS, TRAIN, TEST).values - LABELS[TEST]).mean()
    assert error < 0.05 * LABELS.std()
    noise = np.random.default_rng(1).normal(size=120)
    assert np.abs(predict(kernels, noise, TRAIN, TEST).values - noise[TEST]).mean() > 0.6


def test_labels_of_the_test_set_are_not_looked_at():
    other = LABELS.copy()
    other[TEST] = np.nan
    kernels = gaussian_kernels(FEATURES)
    a, b = predict(kernels, LABELS, TRAIN, TEST), predict(kernels, other, TRAIN, TEST)
    assert (a.values == b.values).all()
    assert a[1:] == b[1:]


def test_edges_are_told():
    assert predict(
        gaussian_kernels(FEATURES, (1e-3, 1e-2, 1.0)), LABELS, TRAIN, TEST, widths=(1e-3, 1e-2, 1.0)
    ).at_edge


def test_atomic_kernels_are_sums_over_atoms():
    water, methane = molecule("H2O"), molecule("CH4")
    molecules = Molecules(
        [water.numbers, methane.numbers, np.concatenate([water.numbers, methane.numbers])],
        [water.positions, methane.positions, np.concatenate([water.positions, methane.positions + 50])],
    )
    vectors = np.random.default_rng(0).normal(size=(16, 4))
    vectors[8:] = vectors[:8]  # far apart nothing changes
    kernels = atomic_kernels(molecules, vectors, (0.5, 2.0))
    assert kernels.shape == (2, 3, 3)
    assert kernels[:, 2] == pytest.approx(kernels[:, 0] + kernels[:, 1])
    assert kernels == pytest.approx(kernels.transpose(0, 2, 1))


def test_refusals():
    kernels = gaussian_kernels(FEATURES)
    with pytest.raises(ValueError, match="7 kernels do not fit 2 widths"):
        predict(kernels, LABELS, TRAIN, TEST, widths=(1.0, 2.0))
    for train in (TRAIN[:3], np.append(TRAIN, TEST[0])):
        with pytest.raises(ValueError, match=f"train has {len(train)} places"):
            predict(kernels, LABELS, train, TEST)
