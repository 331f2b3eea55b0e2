"""Newton's equation against Kepler's ellipses, conservation, and the ellipse that fits best."""

import numpy as np
import pytest

from qmlaw.reference.orbits import (
    GM_SUN,
    Ellipse,
    accelerations,
    best_ellipse,
    mass_from,
    off_the_ellipse,
    on_ellipse,
    period,
    simulate,
    sun_and_planets,
    velocity_on_ellipse,
)

COMET = Ellipse(3.0, 0.6, 0.7, 1.9, float(period(3.0)))


def test_a_year():
    assert float(period(1.0)) == pytest.approx(365.2568983 / 365.25, rel=1e-8)  # the Gaussian year
    assert float(mass_from(1.0, period(1.0, 0.25))) == pytest.approx(0.25)
    with pytest.raises(ValueError, match="must be above 0"):
        period(-1.0)


def test_two_bodies_follow_keplers_ellipse():
    times = np.linspace(0, 30, 200)
    path = sun_and_planets([COMET], [0.0], times)[:, 0]
    np.testing.assert_allclose(path, on_ellipse(COMET, times), atol=1e-7)


def test_speed_on_an_ellipse():
    """The equation of living force: v^2 = GM (2/r - 1/a)."""
    for time in (0.0, 1.3, 4.0):
        r = np.linalg.norm(on_ellipse(COMET, time))
        v = velocity_on_ellipse(COMET, time)
        assert v @ v == pytest.approx(GM_SUN * (2 / r - 1 / 3.0), rel=1e-7)


def test_heavy_planet_has_newtons_period():
    """With a heavy planet the ellipse is Kepler's and the period is not."""
    mass = 0.2
    own = COMET._replace(period=float(period(3.0, 1 + mass)))
    times = np.linspace(0, 20, 100)
    np.testing.assert_allclose(sun_and_planets([own], [mass], times)[:, 0], on_ellipse(own, times), atol=1e-7)


def test_three_bodies_keep_momentum_and_energy():
    masses = np.array([1.0, 0.05, 0.02])
    places = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 3.0]])
    speeds = np.array([[0.0, 0.0], [0.0, 6.0], [-3.5, 0.0]])
    times = np.linspace(0, 5, 2001)
    path = simulate(masses, places, speeds, times)
    centre = np.einsum("n,tnk->tk", masses, path) / masses.sum()
    drift = (masses @ speeds) / masses.sum()
    np.testing.assert_allclose(centre, centre[0] + times[:, None] * drift, atol=1e-8)
    velocity = np.gradient(path, times, axis=0, edge_order=2)[5:-5]
    kinetic = 0.5 * np.einsum("n,tnk,tnk->t", masses, velocity, velocity)
    pairs = [(0, 1), (0, 2), (1, 2)]
    potential = -GM_SUN * sum(
        masses[i] * masses[j] / np.linalg.norm(path[5:-5, i] - path[5:-5, j], axis=-1) for i, j in pairs
    )
    np.testing.assert_allclose(kinetic + potential, (kinetic + potential)[0], rtol=1e-3)


@pytest.mark.parametrize("exponent", [1.5, 2.0, 2.5])
def test_force_falls_with_its_exponent(exponent):
    masses = np.array([1.0, 0.0])
    pull = [
        np.linalg.norm(accelerations(np.array([[0.0, 0.0], [r, 0.0]]), masses, exponent)[1])
        for r in (1.0, 2.0)
    ]
    assert pull[0] == pytest.approx(GM_SUN)
    assert pull[0] / pull[1] == pytest.approx(2**exponent)


def test_best_ellipse_finds_the_ellipse():
    times = np.linspace(0, 12, 150)
    path = on_ellipse(COMET, times)
    near = COMET._replace(eccentricity=0.55, perihelion=0.6, period=COMET.period * 1.003)
    found = best_ellipse(times, path, near)
    assert found.eccentricity == pytest.approx(0.6, abs=1e-7)
    assert found.period == pytest.approx(COMET.period, rel=1e-8)
    assert np.abs(off_the_ellipse(times, path, found)).max() < 1e-3
    shifted = COMET._replace(longitude=COMET.longitude + np.radians(1.0))
    assert np.abs(off_the_ellipse(times, path, shifted)).max() > 50


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="eccentricity is 1.2"):
        on_ellipse(COMET._replace(eccentricity=1.2), 0.0)
    with pytest.raises(ValueError, match="need positions and velocities"):
        simulate([1.0, 0.0], np.zeros((3, 2)), np.zeros((3, 2)), [0.0, 1.0])
    with pytest.raises(ValueError, match="must rise from 0"):
        simulate([1.0], np.zeros((1, 2)), np.zeros((1, 2)), [1.0, 0.5])
