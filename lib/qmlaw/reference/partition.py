"""Hartree-Fock energies shared out among the atoms, in four ways that have the same sum.

With density matrix P, kinetic energy T, attraction V_A of the electrons by nucleus A, V = sum_A V_A, and the
mean field G of the electrons,

    E   = tr P T + tr P V + tr P G / 2 + sum_(A<B) Z_A Z_B / R_AB                                    (1)
    E_A = sum_(mu in A) [P (T + V + G/2)]_mu,mu + half of the repulsion of nucleus A                 (2)
    E_A = sum_(mu in A) [P (T + V/2 + G/2)]_mu,mu + tr P V_A / 2 + the same half                     (3)

Two choices are free. Which functions mu belong to an atom: the basis functions at its nucleus, as Mulliken
counts, or intrinsic atomic orbitals, which span the occupied space exactly. And whose is the attraction
between electron and nucleus: the electron's (2), or half the nucleus's (3). By (3) a neutral molecule far
away changes no share. By (2) it does, as 1/R, if the atom has a charge; only the sum does not feel it.
Quantum mechanics gives the sum. The numbers of the equations are ours.

References
----------
H. Nakai, Chem. Phys. Lett. 363, 73 (2002): (3) with Mulliken's count, "energy density analysis".
G. Knizia, J. Chem. Theory Comput. 9, 4834 (2013), doi:10.1021/ct400687b: intrinsic atomic orbitals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.molecules import Molecule
from qmlaw.reference.ab_initio.mean_field import build_molecule, solve_mean_field
from qmlaw.reference.levels import ACCURACIES, Level, find_level

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import RHF

Functions = Literal["Mulliken", "intrinsic"]
Attraction = Literal["electron", "shared"]


class Way(NamedTuple):
    """One way of sharing out: whose functions, and whose attraction."""

    functions: Functions
    attraction: Attraction


WAYS = tuple(Way(f, a) for f in ("Mulliken", "intrinsic") for a in ("shared", "electron"))


class Partition(NamedTuple):
    """Energy of a molecule (hartree), and the shares of its atoms (n,) for every way; each sums to it."""

    total: float
    shares: dict[Way, NDArray[np.float64]]


class _Orthogonal(NamedTuple):
    """Orthonormal functions as columns (N, K), and the atom of each."""

    columns: NDArray[np.float64]
    atoms: NDArray[np.int64]


def partition(molecule: Molecule | Atoms, level: str | Level = "HF/6-31G*") -> Partition:
    """Share the Hartree-Fock energy of a closed-shell molecule out among its atoms.

    Parameters
    ----------
    molecule : Molecule or ase.Atoms
        Neutral, with an even number of electrons; positions in Å.
    level : str or Level
        Hartree-Fock in some basis.

    Returns
    -------
    Partition
        Total and shares, hartree, with the nuclei; subtract the energies of free atoms for shares of the
        atomization energy.

    Raises
    ------
    ValueError
        If the level is not Hartree-Fock, or the number of electrons is odd.
    ConvergenceError
        If the field does not converge.
    """
    level = find_level(level)
    if level.method != "hf":
        raise ValueError(f"level is {level.name!r}; allowed is Hartree-Fock, for example 'HF/6-31G*'")
    atoms = molecule if isinstance(molecule, Atoms) else Atoms(molecule.atomic_numbers, molecule.positions)
    if atoms.numbers.sum() % 2:
        raise ValueError(f"there are {atoms.numbers.sum()} electrons; allowed is an even number")
    mole = build_molecule(atoms, level, charge=0, multiplicity=1)
    field, _ = solve_mean_field(mole, level, ACCURACIES["production"])
    density, kinetic = field.make_rdm1(), mole.intor_symmetric("int1e_kin")
    by_nucleus = _attraction_by_nucleus(mole)
    attraction = by_nucleus.sum(axis=0)
    repelled = field.get_veff(dm=density)
    of_nuclei = np.einsum("auv,vu->a", by_nucleus, density) / 2
    repulsion = _half_repulsion(mole)
    shares = {}
    for way in WAYS:
        parts = kinetic + repelled / 2 + (attraction if way.attraction == "electron" else attraction / 2)
        own = _traces(mole, field, density, parts, way.functions)
        shares[way] = own + repulsion + (0 if way.attraction == "electron" else of_nuclei)
    return Partition(float(field.energy_tot(density, kinetic + attraction, repelled)), shares)


def _traces(
    mole: Mole, field: RHF, density: NDArray, operator: NDArray, functions: Functions
) -> NDArray[np.float64]:
    """Sum over the functions mu of each atom of [P X]_mu,mu (n,)."""
    if functions == "Mulliken":
        diagonal = np.einsum("uv,vu->u", density, operator)
        atoms = _atoms_of(mole)
    else:
        own = _intrinsic_atomic_orbitals(mole, field)
        inside = own.columns.T @ field.get_ovlp()
        reduced = inside @ density @ inside.T  # exact: the occupied orbitals lie within
        diagonal = np.einsum("uv,vu->u", reduced, own.columns.T @ operator @ own.columns)
        atoms = own.atoms
    return np.bincount(atoms, weights=diagonal, minlength=mole.natm)


def _intrinsic_atomic_orbitals(mole: Mole, field: RHF) -> _Orthogonal:
    from pyscf import lo

    columns = lo.iao.iao(mole, field.mo_coeff[:, field.mo_occ > 0])
    return _Orthogonal(lo.orth.vec_lowdin(columns, field.get_ovlp()), _atoms_of(lo.iao.reference_mol(mole)))


def _atoms_of(mole: Mole) -> NDArray[np.int64]:
    """Atom of each basis function."""
    return np.array([label[0] for label in mole.ao_labels(fmt=None)])


def _attraction_by_nucleus(mole: Mole) -> NDArray[np.float64]:
    """V_A (n, N, N)."""
    found = []
    for charge, place in zip(mole.atom_charges(), mole.atom_coords(), strict=True):
        with mole.with_rinv_origin(place):
            found.append(-charge * mole.intor_symmetric("int1e_rinv"))
    return np.array(found)


def _half_repulsion(mole: Mole) -> NDArray[np.float64]:
    """Half of what the repulsion of the nuclei has of each (n,)."""
    charges, places = mole.atom_charges(), mole.atom_coords()
    distances = np.linalg.norm(places[:, None] - places, axis=-1)
    np.fill_diagonal(distances, np.inf)
    return charges * (charges / distances).sum(axis=1) / 2
