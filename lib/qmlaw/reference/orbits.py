"""Bodies that attract each other: ellipses, the equation of Newton solved in steps, the best ellipse.

Lengths in au, times in years of 365.25 days, masses in masses of the Sun, angles in radian. All orbits lie in
one plane.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import solve_ivp
from scipy.optimize import least_squares

from qmlaw.units import DAYS_PER_YEAR, GAUSSIAN_GRAVITATION

GM_SUN = (GAUSSIAN_GRAVITATION * DAYS_PER_YEAR) ** 2
"""Constant of gravitation times the mass of the Sun, au^3 per year^2; close to 4 pi^2."""

#: Relative accuracy asked of the integrator; 1e-9 is enough for a drawing.
TOLERANCE = 1e-12

ARCMINUTE = np.pi / (180 * 60)
"""One arcminute in radian."""


class Ellipse(NamedTuple):
    """A motion after Kepler's first and second law.

    Attributes
    ----------
    axis, eccentricity : float
        Semi-major axis (au) and eccentricity.
    perihelion : float
        Longitude of the perihelion, radian.
    longitude : float
        Mean longitude at time 0, radian.
    period : float
        Years.
    """

    axis: float
    eccentricity: float
    perihelion: float
    longitude: float
    period: float


def period(axis: ArrayLike, mass: ArrayLike = 1.0) -> NDArray[np.float64]:
    """Newton's form of Kepler's third law, 2 pi sqrt(a^3 / (G M)).

    Parameters
    ----------
    axis : array_like
        Semi-major axis, au.
    mass : array_like
        Both bodies together, in masses of the Sun. Kepler's form is a mass of 1 for every planet.

    Returns
    -------
    ndarray
        Years.

    Raises
    ------
    ValueError
        If an axis or a mass is not positive.
    """
    axis, mass = np.asarray(axis, dtype=float), np.asarray(mass, dtype=float)
    if not (axis > 0).all() or not (mass > 0).all():
        raise ValueError(f"axis is {axis}, mass is {mass}; both must be above 0")
    return 2 * np.pi * np.sqrt(axis**3 / (GM_SUN * mass))


def mass_from(axis: ArrayLike, period: ArrayLike) -> NDArray[np.float64]:
    """Weigh a body by what goes around it: the mass of both in masses of the Sun, from au and years."""
    axis, period = np.asarray(axis, dtype=float), np.asarray(period, dtype=float)
    return 4 * np.pi**2 * axis**3 / (GM_SUN * period**2)


def on_ellipse(ellipse: Ellipse, times: ArrayLike) -> NDArray[np.float64]:
    """Where a body on an ellipse is.

    Parameters
    ----------
    ellipse : Ellipse
        The motion.
    times : array_like, shape (n,)
        Years.

    Returns
    -------
    ndarray, shape (n, 2)
        Positions, au, seen from the focus.

    Raises
    ------
    ValueError
        If the eccentricity is not between 0 and 1.
    """
    e = ellipse.eccentricity
    if not 0 <= e < 1:
        raise ValueError(f"eccentricity is {e}; an ellipse has at least 0 and less than 1")
    anomaly = ellipse.longitude - ellipse.perihelion + 2 * np.pi * np.asarray(times, float) / ellipse.period
    eccentric = anomaly + e * np.sin(anomaly)
    for _ in range(30):  # Newton's method on Kepler's equation E - e sin E = M; a handful of rounds is enough
        eccentric -= (eccentric - e * np.sin(eccentric) - anomaly) / (1 - e * np.cos(eccentric))
    x = ellipse.axis * (np.cos(eccentric) - e)
    y = ellipse.axis * np.sqrt(1 - e**2) * np.sin(eccentric)
    c, s = np.cos(ellipse.perihelion), np.sin(ellipse.perihelion)
    return np.stack([c * x - s * y, s * x + c * y], axis=-1)


def velocity_on_ellipse(ellipse: Ellipse, time: float) -> NDArray[np.float64]:
    """Velocity (2,) of a body on an ellipse, au per year, by a central difference of fourth order."""
    h = ellipse.period * 1e-4
    steps = on_ellipse(ellipse, time + h * np.array([-2.0, -1.0, 1.0, 2.0]))
    return (steps[0] - 8 * steps[1] + 8 * steps[2] - steps[3]) / (12 * h)


def accelerations(
    positions: NDArray[np.float64], masses: NDArray[np.float64], exponent: float = 2.0
) -> NDArray[np.float64]:
    """Accelerations of bodies that attract each other with a force that falls as a power of the distance.

    Parameters
    ----------
    positions : ndarray, shape (n, 2)
        au.
    masses : ndarray, shape (n,)
        Masses of the Sun.
    exponent : float
        2 is Newton's law. For another law the unit of length is 1 au: there all laws agree.

    Returns
    -------
    ndarray, shape (n, 2)
        au per year^2.
    """
    apart = positions[None, :, :] - positions[:, None, :]
    square = (apart**2).sum(axis=-1)
    np.fill_diagonal(square, 1.0)
    return GM_SUN * np.einsum("j,ijk->ik", masses, apart * square[..., None] ** (-(exponent + 1) / 2))


def simulate(
    masses: Sequence[float],
    positions: ArrayLike,
    velocities: ArrayLike,
    times: ArrayLike,
    exponent: float = 2.0,
    tolerance: float = TOLERANCE,
) -> NDArray[np.float64]:
    """Let bodies attract each other.

    Parameters
    ----------
    masses : sequence of float, length n
        Masses of the Sun; a body without mass is attracted and does not attract.
    positions, velocities : array_like, shape (n, 2)
        At time 0; au and au per year.
    times : array_like, shape (t,)
        Years, rising from 0.
    exponent : float
        Of the force, see :func:`accelerations`.
    tolerance : float
        Relative accuracy of a step.

    Returns
    -------
    ndarray, shape (t, n, 2)
        Positions, au.

    Raises
    ------
    ValueError
        If the shapes do not fit, or times do not rise from 0.
    RuntimeError
        If the integrator gives up, for example when two bodies meet.
    """
    masses, times = np.asarray(masses, dtype=float), np.asarray(times, dtype=float)
    start = np.stack([np.asarray(positions, dtype=float), np.asarray(velocities, dtype=float)])
    n = len(masses)
    if start.shape != (2, n, 2):
        raise ValueError(f"{n} masses need positions and velocities ({n}, 2); got {start.shape[1:]}")
    if times.ndim != 1 or times[0] < 0 or (np.diff(times) <= 0).any():
        raise ValueError(f"times must rise from 0; they begin with {times[:3]}")

    def motion(_time: float, state: NDArray[np.float64]) -> NDArray[np.float64]:
        place, speed = state.reshape(2, n, 2)
        return np.concatenate([speed.ravel(), accelerations(place, masses, exponent).ravel()])

    found = solve_ivp(
        motion,
        (0.0, times[-1]),
        start.ravel(),
        method="DOP853",
        t_eval=times,
        rtol=tolerance,
        atol=tolerance / 10,
    )
    if not found.success:
        raise RuntimeError(
            f"the integration stopped at {found.t[-1] if len(found.t) else 0} years: {found.message}"
        )
    return found.y.T.reshape(len(times), 2, n, 2)[:, 0]


def sun_and_planets(
    ellipses: Sequence[Ellipse], masses: Sequence[float], times: ArrayLike, tolerance: float = TOLERANCE
) -> NDArray[np.float64]:
    """Let the Sun and planets attract each other, from where their ellipses have them at time 0.

    Parameters
    ----------
    ellipses : sequence of Ellipse
        Of the planets; they give the places and velocities at time 0.
    masses : sequence of float
        Of the planets, in masses of the Sun.
    times : array_like, shape (t,)
        Years, rising from 0.
    tolerance : float
        Relative accuracy of a step.

    Returns
    -------
    ndarray, shape (t, n, 2)
        Places of the planets as seen from the Sun, au.
    """
    places = np.array([[0.0, 0.0], *(on_ellipse(one, 0.0) for one in ellipses)])
    speeds = np.array([[0.0, 0.0], *(velocity_on_ellipse(one, 0.0) for one in ellipses)])
    weights = np.array([1.0, *masses])
    drift = weights @ speeds / weights.sum()  # let the centre of mass rest, or everything wanders off
    path = simulate(weights, places, speeds - drift, times, tolerance=tolerance)
    return path[:, 1:] - path[:, :1]


def longitudes(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angles (t,) of positions (t, 2), radian, without jumps (steps must be shorter than half a turn)."""
    return np.unwrap(np.arctan2(positions[:, 1], positions[:, 0]))


def best_ellipse(times: ArrayLike, positions: NDArray[np.float64], guess: Ellipse) -> Ellipse:
    """Fit Kepler's first two laws to the longitudes of a body, the period free.

    Parameters
    ----------
    times : array_like, shape (t,)
        Years.
    positions : ndarray, shape (t, 2)
        Places as seen from the Sun, au; only their directions count.
    guess : Ellipse
        Where to start; its axis is kept, because directions do not tell it.

    Returns
    -------
    Ellipse
        The one with the smallest sum of squared differences of longitude.
    """
    times, seen = np.asarray(times, dtype=float), longitudes(positions)

    def ellipse(free: NDArray[np.float64]) -> Ellipse:
        k, h = free[0], free[1]  # e cos and e sin of the perihelion: no trouble when e is near 0
        e = min(np.hypot(k, h), 0.99)
        return Ellipse(guess.axis, e, np.arctan2(h, k), free[2], 2 * np.pi / free[3])

    def difference(free: NDArray[np.float64]) -> NDArray[np.float64]:
        gap = longitudes(on_ellipse(ellipse(free), times)) - seen
        return gap - 2 * np.pi * np.round(gap.mean() / (2 * np.pi))

    e, w = guess.eccentricity, guess.perihelion
    begin = [e * np.cos(w), e * np.sin(w), guess.longitude, 2 * np.pi / guess.period]
    found = least_squares(
        difference, begin, x_scale=[0.01, 0.01, 0.01, 1e-3], xtol=1e-14, ftol=1e-14, gtol=1e-14
    )
    return ellipse(found.x)


def off_the_ellipse(
    times: ArrayLike, positions: NDArray[np.float64], ellipse: Ellipse
) -> NDArray[np.float64]:
    """How far ahead of an ellipse a body is, (t,) in arcminutes of longitude."""
    gap = longitudes(positions) - longitudes(on_ellipse(ellipse, times))
    return (gap - 2 * np.pi * np.round(gap.mean() / (2 * np.pi))) / ARCMINUTE
