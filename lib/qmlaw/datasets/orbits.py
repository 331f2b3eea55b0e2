"""Orbits of planets and moons, `data/planets`.

>>> from qmlaw.datasets.orbits import load_planets
>>> planets = load_planets()
>>> planets.axis, planets.period  # au, years of 365.25 days
"""

import csv
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qmlaw.datasets.local import checksum_problems
from qmlaw.paths import data_folder
from qmlaw.units import ASTRONOMICAL_UNIT_KM, DAYS_PER_YEAR

_DAYS_PER_CENTURY = 36525.0
_UNKNOWN = float("nan")


@dataclass(frozen=True)
class Orbits:
    """Orbits of some bodies; arrays of one length, or single numbers for one body.

    Attributes
    ----------
    names : tuple of str
        The bodies.
    centre : tuple of str
        What each goes around.
    axis : ndarray
        Semi-major axis, au.
    period : ndarray
        Years of 365.25 days.
    eccentricity : ndarray
        Between 0 and 1.
    longitude, perihelion : ndarray
        Mean longitude and longitude of the perihelion at the beginning of 2000, radian; NaN for moons.
    inverse_mass : ndarray
        Mass of the Sun over that of the body; NaN for moons.
    """

    names: tuple[str, ...]
    centre: tuple[str, ...]
    axis: NDArray[np.float64]
    period: NDArray[np.float64]
    eccentricity: NDArray[np.float64]
    longitude: NDArray[np.float64]
    perihelion: NDArray[np.float64]
    inverse_mass: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, wanted: str | list[str]) -> "Orbits":
        """Return one body (numbers instead of arrays), or several by their names.

        Raises
        ------
        ValueError
            If there is no such body.
        """
        several = not isinstance(wanted, str)
        missing = [name for name in (wanted if several else [wanted]) if name not in self.names]
        if missing:
            raise ValueError(f"no body {', '.join(map(repr, missing))}; there are {', '.join(self.names)}")
        at = [self.names.index(name) for name in wanted] if several else self.names.index(wanted)
        taken = {}
        for field in fields(self):
            values = getattr(self, field.name)
            if isinstance(values, tuple):
                taken[field.name] = tuple(values[i] for i in (at if several else [at]))
            else:
                taken[field.name] = values[at]
        return Orbits(**taken)


def load_planets() -> Orbits:
    """Load the orbits of nine planets around the Sun.

    Returns
    -------
    Orbits
        From Mercury to Pluto. The period is that of the mean longitude against the fixed stars.

    Raises
    ------
    FileNotFoundError, ValueError
        If the file is missing or is not the one that its checksum stands for.
    """
    rows = _rows("planets.csv")
    rate = _column(rows, "longitude_rate_deg_per_century")
    return Orbits(
        names=tuple(row["body"] for row in rows),
        centre=("Sun",) * len(rows),
        axis=_column(rows, "semi_major_axis_au"),
        period=360.0 * _DAYS_PER_CENTURY / rate / DAYS_PER_YEAR,
        eccentricity=_column(rows, "eccentricity"),
        longitude=np.radians(_column(rows, "longitude_deg")),
        perihelion=np.radians(_column(rows, "perihelion_deg")),
        inverse_mass=_column(rows, "inverse_mass"),
    )


def load_moons(centre: str) -> Orbits:
    """Load the orbits of four large moons of one planet.

    Parameters
    ----------
    centre : {"Jupiter", "Saturn"}
        The planet.

    Returns
    -------
    Orbits
        From the inside outwards.

    Raises
    ------
    ValueError
        If there are no moons of such a planet, or the file has another checksum.
    FileNotFoundError
        If the file is missing.
    """
    every = _rows("moons.csv")
    rows = [row for row in every if row["centre"] == centre]
    if not rows:
        known = sorted({row["centre"] for row in every})
        raise ValueError(f"centre is {centre!r}; there are moons of {', '.join(known)}")
    unknown = np.full(len(rows), _UNKNOWN)
    return Orbits(
        names=tuple(row["body"] for row in rows),
        centre=(centre,) * len(rows),
        axis=_column(rows, "semi_major_axis_km") / ASTRONOMICAL_UNIT_KM,
        period=_column(rows, "period_days") / DAYS_PER_YEAR,
        eccentricity=_column(rows, "eccentricity"),
        longitude=unknown,
        perihelion=unknown,
        inverse_mass=unknown,
    )


def _folder() -> Path:
    return data_folder() / "planets"


def _rows(name: str) -> list[dict[str, str]]:
    folder = _folder()
    if not (folder / name).is_file():
        raise FileNotFoundError(f"no file {folder / name}; it belongs to the repository")
    if problems := checksum_problems(folder):
        raise ValueError("; ".join(problems))
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def _column(rows: list[dict[str, str]], name: str) -> NDArray[np.float64]:
    return np.array([float(row[name]) for row in rows])
