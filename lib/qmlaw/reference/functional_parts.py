"""What exchange and correlation each have in the energy of a functional, on one and the same density.

A functional is fitted or built so that the sum comes out right. Two of them can agree on the sum and share it
out differently between exchange and correlation. Taken on one density, nothing else differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.reference.ab_initio.mean_field import build_molecule, solve_mean_field
from qmlaw.reference.levels import ACCURACIES, find_level
from qmlaw.reference.single_point import ATOM_MULTIPLICITY

if TYPE_CHECKING:
    from pyscf.gto import Mole

LEVEL = "B3LYP/6-31G(2df,p)"
"""Whose density is used."""


class Functional(NamedTuple):
    """Exchange and correlation by their names in libxc, exact exchange as `HF`."""

    exchange: str
    correlation: str


#: B3LYP with the local correlation that Gaussian has; PBE0 with a quarter of exact exchange.
FUNCTIONALS = {
    "B3LYP": Functional("0.2*HF + 0.08*SLATER + 0.72*B88", "0.81*LYP + 0.19*VWN_RPA"),
    "PBE0": Functional("0.25*HF + 0.75*PBE", "PBE"),
    "BLYP": Functional("B88", "LYP"),
    "PBE": Functional("PBE", "PBE"),
}


class Parts(NamedTuple):
    """Energies in hartree: all, and what exchange and correlation have in it."""

    total: float
    exchange: float
    correlation: float


def functional_parts(atoms: Atoms) -> dict[str, Parts]:
    """Energy of a molecule or an atom by each functional, on the density of B3LYP.

    Parameters
    ----------
    atoms : ase.Atoms
        Neutral; a single atom gets the multiplicity of its ground state, a molecule is a closed shell.

    Returns
    -------
    dict of str to Parts
        By the names of `FUNCTIONALS`.

    Raises
    ------
    ValueError
        If a molecule has an odd number of electrons, or an atom is heavier than argon.
    ConvergenceError
        If the field does not converge.
    """
    level, electrons = find_level(LEVEL), int(atoms.numbers.sum())
    if len(atoms) > 1 and electrons % 2:
        raise ValueError(f"there are {electrons} electrons; allowed is an even number")
    if len(atoms) == 1 and electrons not in ATOM_MULTIPLICITY:
        raise ValueError(f"the atom has number {electrons}; allowed are 1 to {max(ATOM_MULTIPLICITY)}")
    multiplicity = ATOM_MULTIPLICITY[electrons] if len(atoms) == 1 else 1
    mole = build_molecule(atoms, level, charge=0, multiplicity=multiplicity)
    start = _atomic_start(mole) if len(atoms) == 1 else None
    field, _ = solve_mean_field(mole, level, ACCURACIES["production"], start)
    density = np.asarray(field.make_rdm1())
    per_spin = density if density.ndim == 3 else np.array([density, density]) / 2
    coulomb, exact = field.get_jk(dm=per_spin)
    summed = per_spin.sum(axis=0)
    fixed = np.sum(field.get_hcore() * summed) + np.sum(np.sum(coulomb, axis=0) * summed) / 2
    fixed += mole.energy_nuc()
    exact_exchange = -np.sum(exact * per_spin) / 2
    integrate = field._numint

    def from_density(name: str) -> float:
        energy = integrate.nr_uks(mole, field.grids, name, per_spin)[1]
        return float(energy + integrate.hybrid_coeff(name) * exact_exchange)

    found = {}
    for name, functional in FUNCTIONALS.items():
        exchange = from_density(f"{functional.exchange},")
        correlation = from_density(f",{functional.correlation}")
        found[name] = Parts(float(fixed + exchange + correlation), exchange, correlation)
    return found


def _atomic_start(mole: Mole) -> NDArray[np.float64]:
    """One start for an atom, instead of a search for the lowest: for H, C, N and O it is the same."""
    from pyscf import scf

    return scf.UHF(mole).get_init_guess()
