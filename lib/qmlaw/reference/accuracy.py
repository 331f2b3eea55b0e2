"""How far the numbers of a data set are from tight ones: energies, and forces by finite differences.

Whoever trusts a set can repeat this on other molecules of it; ``qmlaw reference check`` prints the outcome.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from ase import Atoms
from ase.data import chemical_symbols
from numpy.typing import NDArray

from qmlaw.molecules import Molecules
from qmlaw.reference.energies import energies
from qmlaw.reference.levels import LEVELS, find_level
from qmlaw.reference.single_point import single_point
from qmlaw.units import HARTREE_TO_KCAL_MOL

#: Largest difference of energies, stored minus tight, kcal/mol *per heavy atom*, by method; the same for
#: total and atomization energies. The error is that of density fitting and grows with the molecule. Measured
#: on molecules of one to four heavy atoms: 0.015 for DFT, 0.02 for HF/6-31G*, 0.06 for HF and MP2 in cc-pVDZ,
#: 0.05 in cc-pVTZ, 0.02 in cc-pVQZ. STO-3G, MP2(full) and CCSD(T) are never fitted.
LARGEST = {"xtb": 0.001, "hf": 0.08, "dft": 0.02, "mp2": 0.08, "mp2(full)": 0.001, "ccsd(t)": 0.001}

#: Largest difference between stored forces and the slope of tight energies along a direction of unit length,
#: hartree/Å: 0.3 kcal/mol/Å. Measured for ωB97X/6-31G(d): 1e-4.
LARGEST_FORCE = 5e-4

#: Step of finite differences, Å along a direction of unit length in all coordinates.
STEP = 0.002


class EnergyCheck(NamedTuple):
    """Stored minus tight energy of one molecule at one level.

    Attributes
    ----------
    molecule, level : str
        Names.
    n_heavy : int
        Heavy atoms.
    total : float
        Difference of total energies, kcal/mol.
    atomization : float
        Difference of atomization energies, kcal/mol; NaN for a set without them.
    """

    molecule: str
    level: str
    n_heavy: int
    total: float
    atomization: float

    @property
    def good(self) -> bool:
        """Whether the differences are within the limits stated above."""
        method, size = find_level(self.level).method, max(self.n_heavy, 1)
        limit = LARGEST[method] * size
        return abs(self.total) <= limit and not abs(self.atomization) > limit  # NaN: there is none


class ForceCheck(NamedTuple):
    """A stored force and two slopes of the energy along one direction of unit length, hartree/Å.

    Attributes
    ----------
    molecule, level : str
        Names.
    stored : float
        Projection of the stored forces.
    production, tight : float
        Minus the slope of the energy at production and at tight accuracy, by central differences.
    """

    molecule: str
    level: str
    stored: float
    production: float
    tight: float

    @property
    def good(self) -> bool:
        """Whether the stored force is the slope of the tight energy within `LARGEST_FORCE`."""
        return abs(self.stored - self.tight) <= LARGEST_FORCE


def pick(molecules: Molecules, n_molecules: int, largest: int, seed: int) -> Molecules:
    """Random molecules of a set up to a size.

    Parameters
    ----------
    molecules : Molecules
        The set.
    n_molecules : int
        How many; all if there are fewer.
    largest : int
        Largest number of heavy atoms.
    seed : int
        Seed of the choice.

    Returns
    -------
    Molecules
        In the order of the set.

    Raises
    ------
    ValueError
        If no molecule is small enough.
    """
    small = np.flatnonzero(molecules.n_heavy <= largest)
    if len(small) == 0:
        raise ValueError(f"no molecule has at most {largest} heavy atoms")
    chosen = np.random.default_rng(seed).permutation(small)[:n_molecules]
    return molecules[np.sort(chosen)]


def check_energies(molecules: Molecules, levels: Sequence[str]) -> list[EnergyCheck]:
    """Compare stored energies with tight ones calculated now.

    Parameters
    ----------
    molecules : Molecules
        With properties ``LEVEL/energy`` and, if atomization energies shall be compared,
        ``LEVEL/atomization_energy``.
    levels : sequence of str
        Levels of theory.

    Returns
    -------
    list of EnergyCheck
        For every molecule and level.
    """
    levels = tuple(find_level(level).name for level in levels)
    bonding = [f"{level}/atomization_energy" in molecules.properties for level in levels]
    elements = sorted(set(molecules.atomic_numbers.tolist())) if any(bonding) else []
    atoms = {number: energies(Atoms([chemical_symbols[number]]), levels, "tight") for number in elements}
    checks = []
    for i, molecule in enumerate(molecules):
        tight = energies(Atoms(molecule.atomic_numbers, molecule.positions), levels, "tight")
        for level, has_bonding in zip(levels, bonding, strict=True):
            energy = tight[level]["energy"]
            difference = molecules.value(f"{level}/energy", "hartree")[i] - energy
            change = np.nan
            if has_bonding:
                separated = sum(atoms[number][level]["energy"] for number in molecule.atomic_numbers)
                stored = molecules.value(f"{level}/atomization_energy", "hartree")[i]
                change = stored - (energy - separated)
            checks.append(
                EnergyCheck(
                    molecules.names[i],
                    level,
                    int(molecules.n_heavy[i]),
                    float(difference * HARTREE_TO_KCAL_MOL),
                    float(change * HARTREE_TO_KCAL_MOL),
                )
            )
    return checks


def check_forces(molecules: Molecules, level: str, n_directions: int, seed: int) -> list[ForceCheck]:
    """Compare stored forces with slopes of the energy along random directions.

    Parameters
    ----------
    molecules : Molecules
        With a property ``LEVEL/forces``.
    level : str
        Level of theory.
    n_directions : int
        Directions per molecule, each through all coordinates of the molecule.
    seed : int
        Seed of the directions.

    Returns
    -------
    list of ForceCheck
        For every molecule and direction.
    """
    level = find_level(level).name
    forces = molecules.value(f"{level}/forces", "hartree/angstrom")
    random = np.random.default_rng(seed)
    checks = []
    for i, molecule in enumerate(molecules):
        stored = forces[molecules.offsets[i] : molecules.offsets[i + 1]]
        for _ in range(n_directions):
            direction = random.normal(size=stored.shape)
            direction /= np.linalg.norm(direction)
            slopes = (
                _slope(molecule.atomic_numbers, molecule.positions, direction, level, accuracy)
                for accuracy in ("production", "tight")
            )
            checks.append(ForceCheck(molecules.names[i], level, float(np.sum(stored * direction)), *slopes))
    return checks


def _slope(
    numbers: NDArray[np.int_],
    positions: NDArray[np.float64],
    direction: NDArray[np.float64],
    level: str,
    accuracy: str,
) -> float:
    """Minus the derivative of the energy along a direction, hartree/Å, by central differences."""
    after, before = (
        single_point(Atoms(numbers, positions + sign * STEP * direction), level, accuracy=accuracy).energy
        for sign in (1, -1)
    )
    return (before - after) / (2 * STEP)


def stored_levels(molecules: Molecules, quantity: str) -> list[str]:
    """Levels of theory with a property ``LEVEL/quantity``, as far as they can be calculated again.

    Parameters
    ----------
    molecules : Molecules
        A set.
    quantity : str
        Such as ``"energy"`` or ``"forces"``.

    Returns
    -------
    list of str
        Names of levels. An estimate made of several levels is none.

    Raises
    ------
    ValueError
        If there is none.
    """
    names = [
        name.removesuffix(f"/{quantity}") for name in molecules.properties if name.endswith(f"/{quantity}")
    ]
    if not (known := [name for name in names if name in LEVELS]):
        raise ValueError(f"the set has no {quantity} at a known level of theory")
    return known


def energy_table(checks: Sequence[EnergyCheck]) -> list[tuple[str, ...]]:
    """Largest differences of every level, in kcal/mol, as rows of text with a header.

    Parameters
    ----------
    checks : sequence of EnergyCheck
        From `check_energies`.

    Returns
    -------
    list of tuple of str
        Header and one row per level.
    """
    rows = [("level", "total, kcal/mol", "per heavy atom", "atomization, kcal/mol", "worst molecule")]
    for level in dict.fromkeys(check.level for check in checks):
        of_level = [check for check in checks if check.level == level]
        worst = max(of_level, key=lambda check: abs(check.total))
        per_atom = max(abs(check.total) / max(check.n_heavy, 1) for check in of_level)
        bonding = max(abs(check.atomization) for check in of_level)
        numbers = (f"{worst.total:+.4f}", f"{per_atom:.4f}", "-" if np.isnan(bonding) else f"{bonding:.4f}")
        rows.append((level, *numbers, worst.molecule))
    return rows


def force_table(checks: Sequence[ForceCheck]) -> list[tuple[str, ...]]:
    """Root mean square and largest differences of stored forces from slopes, as rows of text with a header.

    Parameters
    ----------
    checks : sequence of ForceCheck
        From `check_forces`.

    Returns
    -------
    list of tuple of str
        Header and one row per level and accuracy of the slope.
    """
    rows = [("level", "slope of energies at", "rms, hartree/Å", "largest, hartree/Å", "largest, kcal/mol/Å")]
    for level in dict.fromkeys(check.level for check in checks):
        of_level = [check for check in checks if check.level == level]
        for accuracy in ("production", "tight"):
            differences = np.array([check.stored - getattr(check, accuracy) for check in of_level])
            largest = np.abs(differences).max()
            numbers = (np.sqrt(np.mean(differences**2)), largest)
            rows.append(
                (level, accuracy, *(f"{x:.1e}" for x in numbers), f"{largest * HARTREE_TO_KCAL_MOL:.3f}")
            )
    return rows
