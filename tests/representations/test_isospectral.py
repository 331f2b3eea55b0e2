"""Moussa's counter-example, solved for again."""

import numpy as np
import pytest

from qmlaw.representations import CoulombMatrix, isospectral_acetylene

PUBLISHED = [53.058, 21.149, 0.290, 0.219]  # PRL 109, 059801 (2012)


@pytest.fixture(scope="module")
def family():
    return isospectral_acetylene((180.0, 165.0, 120.0, 90.0, 60.0))


def test_all_have_the_published_spectrum(family):
    spectra = CoulombMatrix("eigenvalues").fit_transform(family)
    np.testing.assert_array_equal(np.round(spectra, 3), [PUBLISHED] * 5)
    np.testing.assert_allclose(spectra, spectra[[0]].repeat(5, axis=0), atol=1e-8, rtol=0)


def test_they_are_different_molecules(family):
    distances = np.array(
        [np.sort(np.linalg.norm(m.positions[:, None] - m.positions, axis=-1).ravel()) for m in family]
    )
    for i in range(5):
        for j in range(i):
            assert np.abs(distances[i] - distances[j]).max() > 0.02, (i, j)
    # The matrices themselves tell them apart.
    sorted_ones = CoulombMatrix("sorted").fit_transform(family)
    assert np.abs(sorted_ones[0] - sorted_ones[2]).max() > 0.05


def test_the_angles_are_what_was_asked_for(family):
    for molecule, angle in zip(family, (180.0, 165.0, 120.0, 90.0, 60.0), strict=True):
        c1, c2, h1, h2 = molecule.positions
        for h, c, other in ((h1, c1, c2), (h2, c2, c1)):
            cosine = (h - c) @ (other - c) / np.linalg.norm(h - c) / np.linalg.norm(other - c)
            assert np.degrees(np.arccos(np.clip(cosine, -1, 1))) == pytest.approx(angle, abs=1e-6)


def test_angles_out_of_range():
    with pytest.raises(ValueError, match="angle is 190.0; allowed is 60 to 180 degrees"):
        isospectral_acetylene((190.0,))
