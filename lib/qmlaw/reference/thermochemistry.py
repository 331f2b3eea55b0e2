"""From energies to enthalpies of formation: zero-point energy, heating to room temperature, the elements.

Calculated is an atomization energy; chemists tabulate enthalpies of formation. The way between them takes
the experimental enthalpies of the gaseous atoms, so that an error of those is an error of every result.

References
----------
Curtiss, Raghavachari, Redfern, Pople, J. Chem. Phys. 106, 1063 (1997), doi:10.1063/1.473182: the procedure,
and the enthalpies of atoms and elements.
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from ase.data import atomic_numbers, g2
from ase.thermochemistry import IdealGasThermo
from numpy.typing import ArrayLike, NDArray

from qmlaw import units

ROOM_TEMPERATURE = 298.15
"""Kelvin; the temperature of tabulated enthalpies."""

SCALES = MappingProxyType({"HF/6-31G*": 0.8929, "B3LYP/6-31G(2df,p)": 0.9854})
"""What harmonic wavenumbers are multiplied by, by canonical name of the level: in G2 and G3 (Curtiss et al.,
J. Chem. Phys. 94, 7221 (1991)), in G4 and G4(MP2) (Curtiss et al., J. Chem. Phys. 126, 084108 (2007))."""

ATOM_ENTHALPIES = MappingProxyType({s: g2.data[s]["enthalpy"] for s in g2.atom_names} | {"Mg": 34.87})
"""Experimental enthalpies of formation of gaseous atoms at 0 K, kcal/mol, by symbol. The values of Curtiss et
al. (1997) as ASE has them; magnesium, which ASE lacks, stands here."""

ELEMENT_HEATING = MappingProxyType(
    {s: g2.data[s]["thermal correction"] for s in g2.atom_names} | {"Mg": 1.19}
)
"""Experimental H(298 K) - H(0 K) of the elements in their standard states, kcal/mol per mole of atoms, by
symbol. Source as of `ATOM_ENTHALPIES`."""

#: Spin-orbit energies of atoms and atomic ions by symbol and charge, mhartree: how far the lowest level lies
#: below the average over its multiplet, from experiment. Curtiss et al., J. Chem. Phys. 109, 7764 (1998),
#: doi:10.1063/1.477422; gallium to bromine J. Chem. Phys. 114, 9287 (2001), doi:10.1063/1.1366337.
_SPIN_ORBIT = {
    ("B", 0): -0.05, ("C", 0): -0.14, ("O", 0): -0.36, ("F", 0): -0.61,
    ("Al", 0): -0.34, ("Si", 0): -0.68, ("S", 0): -0.89, ("Cl", 0): -1.34,
    ("Ga", 0): -2.51, ("Ge", 0): -4.41, ("As", 0): 0.0, ("Se", 0): -4.3, ("Br", 0): -5.6, ("Kr", 0): 0.0,
    ("C", 1): -0.2, ("N", 1): -0.43, ("F", 1): -0.67, ("Ne", 1): -1.19,
    ("Si", 1): -0.93, ("P", 1): -1.43, ("Cl", 1): -1.68, ("Ar", 1): -2.18,
    ("B", -1): -0.03, ("O", -1): -0.26, ("Al", -1): -0.28, ("P", -1): -0.45, ("S", -1): -0.88,
}  # fmt: skip

#: Numbers of electrons with an S ground state, up to argon: without an orbital moment nothing is split.
_S_STATES = frozenset({0, 1, 2, 3, 4, 7, 10, 11, 12, 15, 18})


class EnthalpyOfFormation(NamedTuple):
    """Enthalpy of formation of a molecule.

    Attributes
    ----------
    at_0_kelvin, at_298_kelvin : float
        In the unit that was asked for.
    """

    at_0_kelvin: float
    at_298_kelvin: float


def zero_point_energy(wavenumbers: ArrayLike, scale: float = 1.0) -> float:
    """Zero-point energy of harmonic oscillators, half the sum of their quanta.

    Parameters
    ----------
    wavenumbers : array_like, shape (n_modes,)
        cm^-1; empty for an atom.
    scale : float
        Factor of all wavenumbers, see `SCALES`. Published ones are often scaled already: then it is 1.

    Returns
    -------
    float
        hartree.

    Raises
    ------
    ValueError
        If a wavenumber or the scale is not positive.
    """
    return float(_scaled(wavenumbers, scale).sum() / 2 / units.HARTREE_TO_WAVENUMBER)


def heating(
    wavenumbers: ArrayLike, n_atoms: int, scale: float = 1.0, temperature: float = ROOM_TEMPERATURE
) -> float:
    """H(T) - H(0) of an ideal gas of rigid rotors and harmonic oscillators.

    5/2 RT for an atom, 7/2 RT for a linear and 4 RT for a nonlinear molecule, and what vibrations take up. No
    electronic excitation and no hindered rotor, as in the Gaussian-n methods. ASE's `IdealGasThermo`.

    Parameters
    ----------
    wavenumbers : array_like, shape (n_modes,)
        cm^-1: none for an atom, 3 n_atoms - 5 for a linear, 3 n_atoms - 6 for a nonlinear molecule. Their
        number says which it is.
    n_atoms : int
        Number of atoms.
    scale : float
        Factor of all wavenumbers, see `SCALES`.
    temperature : float
        K.

    Returns
    -------
    float
        hartree.

    Raises
    ------
    ValueError
        If a wavenumber, the scale or the temperature is not positive, or no molecule of so many atoms has so
        many wavenumbers.
    """
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0 K, not {temperature}")
    quanta = _scaled(wavenumbers, scale) * units.HARTREE_TO_EV / units.HARTREE_TO_WAVENUMBER
    gas = IdealGasThermo(quanta, _shape(len(quanta), n_atoms), natoms=n_atoms, vib_selection="exact")
    warmed = gas.get_enthalpy(temperature, verbose=False) - gas.get_ZPE_correction()
    return float(warmed / units.HARTREE_TO_EV)


def spin_orbit_energy(symbol: str, charge: int = 0) -> float:
    """Spin-orbit energy that Gaussian-n methods add to an atom or atomic ion.

    Parameters
    ----------
    symbol : str
        Chemical symbol.
    charge : int
        Elementary charges.

    Returns
    -------
    float
        hartree, negative or zero.

    Raises
    ------
    ValueError
        If the element or ion is not in the table.
    """
    if (symbol, charge) in _SPIN_ORBIT:
        return _SPIN_ORBIT[symbol, charge] / 1000
    number = atomic_numbers.get(symbol, 0)
    if 1 <= number <= 18 and abs(charge) <= 1 and number - charge in _S_STATES:
        return 0.0
    known = ", ".join(f"{name} ({ion:+d})" if ion else name for name, ion in _SPIN_ORBIT)
    raise ValueError(
        f"no spin-orbit energy of {symbol!r} with charge {charge}; known are {known}, and S states up to Ar"
    )


def enthalpy_of_formation(
    symbols: Sequence[str], atomization_energy: float, molecule_heating: float, unit: str = "kcal/mol"
) -> EnthalpyOfFormation:
    """Enthalpy of formation of a neutral molecule at 0 K and at 298.15 K.

    At 0 K it is the sum of the experimental enthalpies of the atoms less the atomization energy; at 298.15 K
    the heating of the molecule comes on top, and that of the elements in their standard states goes off.

    Parameters
    ----------
    symbols : sequence of str
        Chemical symbols of all atoms, with repeats.
    atomization_energy : float
        D0: energies of the separate atoms (with spin-orbit energies) less that of the molecule (with
        zero-point energy), at 0 K, hartree; positive for a bound molecule.
    molecule_heating : float
        H(298.15 K) - H(0 K) of the molecule, from `heating`, hartree.
    unit : {"kcal/mol", "hartree", "kJ/mol", "eV"}
        Unit of the result.

    Returns
    -------
    EnthalpyOfFormation
        In `unit`.

    Raises
    ------
    ValueError
        If there is no experimental value for an element, no symbol, or the unit is no energy.
    """
    if len(symbols) == 0:
        raise ValueError("symbols is empty; a molecule has at least one atom")
    if unknown := sorted(set(symbols) - set(ATOM_ENTHALPIES)):
        raise ValueError(
            f"no experimental enthalpy of {', '.join(unknown)}; known are {', '.join(ATOM_ENTHALPIES)}"
        )
    atoms = sum(ATOM_ENTHALPIES[symbol] for symbol in symbols)
    elements = sum(ELEMENT_HEATING[symbol] for symbol in symbols)
    at_zero = atoms - atomization_energy * units.HARTREE_TO_KCAL_MOL
    at_room = at_zero + molecule_heating * units.HARTREE_TO_KCAL_MOL - elements
    return EnthalpyOfFormation(*units.convert([at_zero, at_room], "kcal/mol", unit).tolist())


def _scaled(wavenumbers: ArrayLike, scale: float) -> NDArray[np.float64]:
    wavenumbers = np.asarray(wavenumbers, dtype=float)
    if not scale > 0:
        raise ValueError(f"scale must be above 0, not {scale}")
    if not np.all(wavenumbers > 0):
        raise ValueError(f"wavenumbers must be above 0 cm^-1; the lowest is {wavenumbers.min()}")
    return wavenumbers * scale


def _shape(n_modes: int, n_atoms: int) -> str:
    """ASE's name of what has so many modes: a linear molecule has one more than a bent one."""
    if n_atoms < 1:
        raise ValueError(f"{n_modes} wavenumbers cannot belong to {n_atoms} atoms; 1 or more is allowed")
    shapes = {1: {0: "monatomic"}, 2: {1: "linear"}}.get(
        n_atoms, {3 * n_atoms - 5: "linear", 3 * n_atoms - 6: "nonlinear"}
    )
    if n_modes not in shapes:
        allowed = " or ".join(str(number) for number in shapes)
        raise ValueError(f"{n_modes} wavenumbers do not fit {n_atoms} atoms; {allowed} would")
    return shapes[n_modes]
