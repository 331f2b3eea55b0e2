"""What follows from the second derivatives of an energy once the masses are known: lines, heats, equilibria.

The second derivatives are of the electrons and know no mass. The mass of a nucleus enters here, as the m of
F = ma, and nowhere else.

References
----------
E. B. Wilson, J. C. Decius, P. C. Cross, Molecular Vibrations (1955): normal modes and isotopes.
J. Bigeleisen, M. G. Mayer, J. Chem. Phys. 15, 261 (1947), doi:10.1063/1.1746492: isotopic exchange.
"""

from __future__ import annotations

import numpy as np
from ase import Atoms
from numpy.typing import ArrayLike, NDArray
from scipy import constants

from qmlaw.reference.sampling import harmonic_modes

_KELVIN = constants.h * constants.c * 100 / constants.k
"""K per cm^-1."""

_KCAL_MOL = constants.h * constants.c * 100 * constants.N_A / constants.calorie / 1000
"""kcal/mol per cm^-1."""

_GAS_CONSTANT = constants.R / constants.calorie
"""cal/(mol K)."""


def wavenumbers(atoms: Atoms, curvature: ArrayLike, masses: ArrayLike) -> NDArray[np.float64]:
    """Harmonic wavenumbers with masses of one's own choice, rising, cm^-1; negative for imaginary ones.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule of n atoms at a stationary point, positions in Å. Its own masses are not used.
    curvature : array_like (3n, 3n)
        Second derivatives of the energy, eV/Å^2.
    masses : array_like (n,)
        Of the nuclei with their electrons, u.

    Raises
    ------
    ValueError
        If there are not n masses above 0.
    """
    masses = np.asarray(masses, dtype=float)
    if masses.shape != (len(atoms),) or not (masses > 0).all():
        raise ValueError(f"masses are {masses.tolist()}; allowed are {len(atoms)} numbers above 0 u")
    weighed = atoms.copy()
    weighed.set_masses(masses)
    return harmonic_modes(weighed, np.asarray(curvature, dtype=float)).frequencies


def zero_point_energy(lines: ArrayLike) -> float:
    """Half the sum of harmonic wavenumbers (cm^-1), in kcal/mol."""
    return float(np.sum(_checked(lines)) * _KCAL_MOL / 2)


def heat_capacity(lines: ArrayLike, temperature: float) -> float:
    """Heat capacity of harmonic vibrations (cm^-1) at a temperature (K), cal/(mol K): Einstein's formula."""
    u = _checked(lines) * _KELVIN / temperature
    return float(_GAS_CONSTANT * np.sum((u / 2 / np.sinh(u / 2)) ** 2))


def partition_ratio(heavy: ArrayLike, light: ArrayLike, temperature: float) -> float:
    """Reduced ratio (s/s')f of the partition functions of two isotopologues.

    Parameters
    ----------
    heavy, light : array_like
        Their harmonic wavenumbers, cm^-1, as many of one as of the other.
    temperature : float
        K.
    """
    u = [_checked(lines) * _KELVIN / temperature for lines in (heavy, light)]
    if u[0].shape != u[1].shape:
        raise ValueError(
            f"{len(u[0])} and {len(u[1])} wavenumbers; allowed are as many of one as of the other"
        )
    one, other = (np.sum(np.log(x) - x / 2 - np.log1p(-np.exp(-x))) for x in u)
    return float(np.exp(one - other))


def exchange_constant(light: ArrayLike, mixed: ArrayLike, heavy: ArrayLike, temperature: float) -> float:
    """Equilibrium constant of H2X + D2X = 2 HDX from harmonic wavenumbers (cm^-1) at a temperature (K).

    Without quantum mechanics it would be 4, the number of ways to draw two atoms.
    """
    to_mixed = partition_ratio(mixed, light, temperature)
    return 4 * to_mixed**2 / partition_ratio(heavy, light, temperature)


def _checked(lines: ArrayLike) -> NDArray[np.float64]:
    lines = np.asarray(lines, dtype=float)
    if not (lines > 0).all():
        raise ValueError(f"wavenumbers are {lines.tolist()}; allowed are numbers above 0 cm^-1")
    return lines
