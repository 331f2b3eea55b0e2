"""Constants and unit conversions: the one place where they stand.

Inside the library positions are in ångström and energies in hartree. People read kcal/mol. The Coulomb matrix
is built in bohr, because only then are its entries in hartree.

All constants are the CODATA 2018 values (E. Tiesinga et al., Rev. Mod. Phys. 93, 025010 (2021),
doi:10.1103/RevModPhys.93.025010). Programs differ here: PySCF 2.14 and ASE's default use older sets, and the
bohr of CODATA 2010 differs from ours in the ninth digit, which no result in this project can feel.
"""

from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

BOHR_TO_ANGSTROM = 0.529177210903
"""Bohr radius in ångström (CODATA 2018)."""

HARTREE_TO_JOULE = 4.3597447222071e-18
"""Hartree energy in joule (CODATA 2018)."""

AVOGADRO = 6.02214076e23
"""Entities per mole (exact since the SI of 2019)."""

JOULE_PER_CALORIE = 4.184
"""Thermochemical calorie in joule (exact by definition)."""

HARTREE_TO_EV = 27.211386245988
"""Hartree energy in electronvolt (CODATA 2018)."""

HARTREE_TO_KCAL_MOL = HARTREE_TO_JOULE * AVOGADRO / (1000 * JOULE_PER_CALORIE)
"""Hartree in kcal/mol, 627.5094740631 (derived)."""

HARTREE_TO_KJ_MOL = HARTREE_TO_JOULE * AVOGADRO / 1000
"""Hartree in kJ/mol, 2625.4996394799 (derived)."""

HARTREE_TO_WAVENUMBER = 219474.63136320
"""Hartree in cm^-1 (CODATA 2018)."""

EBOHR_TO_DEBYE = 2.541746473
"""Elementary charge times bohr in debye (CODATA 2018: e a0 = 8.4783536255e-30 C m)."""

ASTRONOMICAL_UNIT_KM = 149597870.7
"""Astronomical unit in km (exact since resolution B2 of the IAU, 2012)."""

DAYS_PER_YEAR = 365.25
"""Days in a Julian year (exact; a day is 86,400 s)."""

GAUSSIAN_GRAVITATION = 0.01720209895
"""Gauss's constant: square root of G times the mass of the Sun in au^1.5 per day (IAU 1976)."""

_ANGSTROM_PER_BOHR = BOHR_TO_ANGSTROM


class Unit(NamedTuple):
    """A unit: what it measures, and how many of the dimension's base units it is."""

    dimension: str
    factor: float


def _energies(suffix: str, dimension: str, per: float) -> dict[str, Unit]:
    """Energy units divided by something (`per` in base units), for example forces."""
    in_hartree = {
        "hartree": 1.0,
        "eV": 1 / HARTREE_TO_EV,
        "kcal/mol": 1 / HARTREE_TO_KCAL_MOL,
        "kJ/mol": 1 / HARTREE_TO_KJ_MOL,
    }
    return {name + suffix: Unit(dimension, factor / per) for name, factor in in_hartree.items()}


UNITS = MappingProxyType(
    {
        "1": Unit("dimensionless", 1.0),
        "angstrom": Unit("length", 1.0),
        "bohr": Unit("length", _ANGSTROM_PER_BOHR),
        "bohr^2": Unit("area", _ANGSTROM_PER_BOHR**2),
        "angstrom^2": Unit("area", 1.0),
        "bohr^3": Unit("volume", _ANGSTROM_PER_BOHR**3),
        "angstrom^3": Unit("volume", 1.0),
        **_energies("", "energy", 1.0),
        "cm^-1": Unit("energy", 1 / HARTREE_TO_WAVENUMBER),
        **_energies("/angstrom", "force", 1.0),
        **_energies("/bohr", "force", _ANGSTROM_PER_BOHR),
        **_energies("/angstrom^3", "pressure", 1.0),
        "debye": Unit("dipole", 1.0),
        "e*bohr": Unit("dipole", EBOHR_TO_DEBYE),
        "e*angstrom": Unit("dipole", EBOHR_TO_DEBYE / _ANGSTROM_PER_BOHR),
        "cal/(mol K)": Unit("heat capacity", 1.0),
        "J/(mol K)": Unit("heat capacity", 1 / JOULE_PER_CALORIE),
        "GHz": Unit("frequency", 1.0),
        "s": Unit("time", 1.0),
        "K": Unit("temperature", 1.0),
        "degree": Unit("angle", 1.0),
        "amu": Unit("mass", 1.0),
        "e": Unit("charge", 1.0),
    }
)
"""Every unit a property may carry. `"1"` is the unit of a pure number."""


def unit(name: str) -> Unit:
    """Look up a unit by name.

    Parameters
    ----------
    name : str
        A key of `UNITS`.

    Returns
    -------
    Unit
        Its dimension, and its size in base units of that dimension.

    Raises
    ------
    ValueError
        If the name is not a known unit; the message lists those that are.
    """
    if not isinstance(name, str) or name not in UNITS:
        raise ValueError(f"unknown unit {name!r}; allowed are: {', '.join(UNITS)}")
    return UNITS[name]


def convert(values: ArrayLike, from_unit: str, to_unit: str) -> NDArray[np.float64]:
    """Convert values from one unit to another of the same dimension.

    Parameters
    ----------
    values : array_like
        Numbers in `from_unit`, any shape.
    from_unit, to_unit : str
        Keys of `UNITS`.

    Returns
    -------
    ndarray
        The same shape, in `to_unit`.

    Raises
    ------
    ValueError
        If a unit is unknown, or the two measure different things.
    """
    source, target = unit(from_unit), unit(to_unit)
    if source.dimension != target.dimension:
        raise ValueError(
            f"cannot convert {from_unit!r} ({source.dimension}) to {to_unit!r} ({target.dimension})"
        )
    return np.asarray(values, dtype=float) * (source.factor / target.factor)
