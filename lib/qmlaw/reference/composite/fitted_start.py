"""Hartree-Fock in a large basis from the solution with fitted integrals: few conventional steps, not ten.

Integrals that do not fit into memory are calculated anew in every step of the self-consistent field, minutes
each for a quintuple-zeta basis. The same equations with fitted integrals are solved in seconds. Their
orbitals are nearly right: the conventional energy of their density is off by the *square* of what they lack.

* Where correlation follows, the conventional iteration starts from them, and is converged as always.
* Where the energy is all that is wanted, it is calculated once, and the rest is estimated. The estimate is
  the second-order energy of single excitations, which a converged field does not have. If it is not tiny,
  the conventional iteration is done.

Energies are those of the conventional method to 1e-9 hartree; no error of fitting is left in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qmlaw.reference import ab_initio
from qmlaw.reference.levels import ACCURACIES, Level

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import SCF

#: Largest estimate (hartree) of what one conventional step leaves over. The estimate was seen to be right to
#: a tenth of itself, so that the energy is good to 1e-9.
LARGEST_REST = 1e-8

#: Share of PySCF's memory that integrals may take.
_SHARE = 0.9

_MATCHED = {"T": "cc-pvtz-jkfit", "Q": "cc-pvqz-jkfit", "5": "cc-pv5z-jkfit"}
_FOR_ALL = "def2-universal-jkfit"


def fitted_solution(molecule: Mole, level: Level) -> SCF | None:
    """Hartree-Fock with fitted integrals, for a molecule whose conventional ones do not fit into memory.

    Parameters
    ----------
    molecule : pyscf.gto.Mole
        Molecule.
    level : Level
        Hartree-Fock in its basis.

    Returns
    -------
    pyscf.scf.hf.SCF or None
        Converged RHF or UHF with density fitting. None where the conventional integrals are made only once.
    """
    if molecule.nao**4 / 1e6 < _SHARE * molecule.max_memory:  # an eighth of N^4 numbers, 8 bytes each, in MB
        return None
    fitted = Level(level.name, "hf", level.basis, auxiliary=_auxiliary(molecule, level.basis))
    settings = ACCURACIES["tight"]._replace(density_fitting=True)
    return ab_initio.solve_mean_field(molecule, fitted, settings)[0]


def energy_in_one_step(fitted: SCF) -> float | None:
    """Conventional Hartree-Fock energy from orbitals of the fitted one.

    Parameters
    ----------
    fitted : pyscf.scf.hf.SCF
        From `fitted_solution`.

    Returns
    -------
    float or None
        Hartree; None if more than `LARGEST_REST` is left over.
    """
    from pyscf import scf

    conventional = (scf.UHF if fitted.istype("UHF") else scf.RHF)(fitted.mol)
    density = fitted.make_rdm1()
    bare = conventional.get_hcore()
    potential = conventional.get_veff(fitted.mol, density)
    energy = conventional.energy_tot(density, bare, potential)
    rest = _singles(fitted, bare + potential)
    return energy + rest if abs(rest) < LARGEST_REST else None


def _singles(solution: SCF, fock: np.ndarray) -> float:
    """Second-order energy of single excitations, hartree: what orbitals lack that are not quite right."""
    if solution.istype("UHF"):
        spins = zip(solution.mo_coeff, solution.mo_occ, fock, strict=True)
        weight = 1.0
    else:
        spins = [(solution.mo_coeff, solution.mo_occ, fock)]
        weight = 2.0
    total = 0.0
    for orbitals, occupations, matrix in spins:
        between = orbitals.T @ matrix @ orbitals
        energies, occupied = np.diag(between), occupations > 0
        gaps = energies[occupied][:, None] - energies[~occupied][None, :]
        total += weight * float(np.sum(between[np.ix_(occupied, ~occupied)] ** 2 / gaps))
    return total


def _auxiliary(molecule: Mole, basis: str) -> str:
    """Name of a basis that fits the products of a basis on every element of a molecule."""
    from pyscf import gto
    from pyscf.lib.exceptions import BasisNotFoundError

    name = next((_MATCHED[x] for x in _MATCHED if f"{x}Z" in basis or f"({x}+d)Z" in basis), _FOR_ALL)
    for symbol in {molecule.atom_pure_symbol(i) for i in range(molecule.natm)}:
        try:
            gto.basis.load(name, symbol)
        except BasisNotFoundError:
            return _FOR_ALL
    return name
