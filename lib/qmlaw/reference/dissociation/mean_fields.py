"""Hartree-Fock along a bond: RHF followed continuously, UHF with broken symmetry, each tested."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy.linalg
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.reference import basis as basis_sets
from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.dissociation.curvature import (
    RestrictedCurvature,
    restricted_curvature,
    rotated,
    unrestricted_curvature,
)

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import RHF
    from pyscf.scf.rohf import ROHF
    from pyscf.scf.uhf import UHF

#: SCF convergence, hartree.
ENERGY_TOLERANCE = 1e-10

#: Lowest curvature (hartree) below which a solution counts as unstable; rotating a p hole costs nothing.
INSTABILITY = -1e-4

#: Two energies closer than this (hartree) belong to one solution.
SAME = 1e-7

#: First step away from an unstable solution, radian.
_STEP = 0.4
_ATTEMPTS = 8


class Restricted(NamedTuple):
    """The closed-shell solution at one length, its curvature, and whether it converged."""

    solution: RHF
    curvature: RestrictedCurvature
    converged: bool


class Unrestricted(NamedTuple):
    """An unrestricted solution and its lowest curvature, hartree."""

    solution: UHF
    curvature: float

    @property
    def stable(self) -> bool:
        """Whether no rotation of its orbitals lowers the energy."""
        return self.curvature > INSTABILITY


def build(atoms: Atoms, basis: str, multiplicity: int = 1, symmetry: bool = False) -> Mole:
    """PySCF molecule in a basis of `qmlaw.reference.basis`."""
    from pyscf import gto

    symbols = atoms.get_chemical_symbols()
    return gto.M(
        atom=list(zip(symbols, atoms.positions, strict=True)),
        basis={symbol: basis_sets.shells(basis, symbol) for symbol in set(symbols)},
        cart=basis_sets.SETS[basis].cartesian_d,
        spin=multiplicity - 1,
        symmetry=symmetry,
        verbose=0,
    )


def equilibrium_occupations(atoms: Atoms, basis: str) -> dict[str, int]:
    """Electrons in each irreducible representation of the closed-shell ground state.

    Raises
    ------
    ConvergenceError
        If RHF does not converge at this geometry.
    """
    from pyscf import scf

    mean_field = scf.RHF(build(atoms, basis, symmetry=True))
    mean_field.conv_tol = ENERGY_TOLERANCE
    mean_field.kernel()
    if not mean_field.converged:
        raise ConvergenceError(f"RHF of {atoms.get_chemical_formula()} did not converge at equilibrium")
    return mean_field.get_irrep_nelec()


def restricted(
    atoms: Atoms, basis: str, occupations: dict[str, int], previous: RHF | None = None
) -> Restricted:
    """The closed-shell solution with the orbital symmetries of the equilibrium.

    Where orbitals cross along the bond, the lowest closed shell becomes another one. Keeping the number of
    electrons in each irreducible representation keeps the solution that belongs to the equilibrium.

    Parameters
    ----------
    atoms : ase.Atoms
        Positions in Å.
    basis : str
        Basis set.
    occupations : dict of str to int
        From `equilibrium_occupations`.
    previous : pyscf.scf.hf.RHF, optional
        Solution at a neighbouring length, to start from.

    Returns
    -------
    Restricted
        The solution.
    """
    from pyscf import scf

    mean_field = scf.RHF(build(atoms, basis, symmetry=True))
    mean_field.irrep_nelec = dict(occupations)
    mean_field.conv_tol = ENERGY_TOLERANCE
    mean_field.max_cycle = 200
    start = None
    if previous is not None:
        orbitals = transported(previous.mo_coeff, previous.mol, mean_field.mol)
        start = mean_field.make_rdm1(orbitals, previous.mo_occ)
    mean_field.kernel(dm0=start)
    if not mean_field.converged:
        mean_field.level_shift = 0.3
        mean_field.kernel(dm0=mean_field.make_rdm1())
        mean_field.level_shift = 0.0
        mean_field.kernel(dm0=mean_field.make_rdm1())
    return Restricted(mean_field, restricted_curvature(mean_field), bool(mean_field.converged))


def unrestricted(molecule: Mole, start: NDArray[np.float64]) -> Unrestricted:
    """Converge UHF from a pair of density matrices and follow it down to a minimum.

    Raises
    ------
    ConvergenceError
        If neither DIIS nor the second-order solver converges.
    """
    for attempt in range(_ATTEMPTS):
        mean_field = _converged_unrestricted(molecule, start, downhill=attempt > 0)
        curvature, direction = unrestricted_curvature(mean_field)
        if curvature > INSTABILITY:
            break
        start = _displaced(mean_field, [_STEP * part for part in direction])
    return Unrestricted(mean_field, curvature)


def broken_symmetry(molecule: Mole, restricted: Restricted) -> Unrestricted:
    """UHF started by turning the orbitals of the two spins against each other along the softest rotation."""
    closed, rotation = restricted.solution, restricted.curvature.direction
    orbitals = np.array(
        [rotated(closed.mo_coeff, closed.mo_occ, sign * _STEP * rotation) for sign in (1, -1)]
    )
    half = (closed.mo_occ > 0).astype(float)
    densities = np.array([(c[:, half > 0]) @ c[:, half > 0].T for c in orbitals])
    return unrestricted(molecule, densities)


def continued(molecule: Mole, neighbour: Unrestricted) -> Unrestricted:
    """UHF started from the solution at a neighbouring length."""
    solution = neighbour.solution
    orbitals = [transported(c, solution.mol, molecule) for c in solution.mo_coeff]
    return unrestricted(molecule, solution.make_rdm1(np.array(orbitals), solution.mo_occ))


def lowest_open_shell(molecule: Mole) -> Unrestricted:
    """Lowest UHF solution of an atom or a part, from two start densities."""
    from pyscf import scf

    starts = [scf.UHF(molecule).get_init_guess(key=guess) for guess in ("minao", "1e")]
    return min((unrestricted(molecule, start) for start in starts), key=lambda found: found.solution.e_tot)


def restricted_open_shell(molecule: Mole, start: UHF) -> ROHF:
    """ROHF started from the orbitals of UHF.

    Raises
    ------
    ConvergenceError
        If it does not converge.
    """
    from pyscf import scf

    mean_field = scf.ROHF(molecule)
    mean_field.conv_tol = ENERGY_TOLERANCE
    mean_field.kernel(dm0=start.make_rdm1())
    if not mean_field.converged:
        mean_field = mean_field.newton()
        mean_field.kernel(dm0=start.make_rdm1())
    if not mean_field.converged:
        raise ConvergenceError(f"ROHF of {[molecule.atom_symbol(i) for i in range(molecule.natm)]}")
    return mean_field


def natural_occupations(density: NDArray[np.float64], overlap: NDArray[np.float64]) -> NDArray[np.float64]:
    """Occupations of natural orbitals, largest first.

    Parameters
    ----------
    density : ndarray, shape (n, n)
        Density matrix over basis functions, both spins together.
    overlap : ndarray, shape (n, n)
        Overlap of the functions.

    Returns
    -------
    ndarray, shape (n,)
        Between 0 and 2; their sum is the number of electrons.
    """
    root = scipy.linalg.sqrtm(overlap).real
    return np.linalg.eigvalsh(root @ density @ root)[::-1]


def transported(orbitals: NDArray[np.float64], old: Mole, new: Mole) -> NDArray[np.float64]:
    """Orthonormal orbitals at a new geometry: equal coefficients over symmetrically orthogonal functions."""
    root = scipy.linalg.sqrtm(old.intor("int1e_ovlp")).real
    new_root = scipy.linalg.sqrtm(new.intor("int1e_ovlp")).real
    return scipy.linalg.solve(new_root, root @ orbitals)


def _converged_unrestricted(molecule: Mole, start: NDArray[np.float64], downhill: bool) -> UHF:
    """DIIS, or the second-order solver where DIIS fails or may go back up to the saddle it was pushed off."""
    from pyscf import scf

    mean_field = scf.UHF(molecule)
    mean_field.conv_tol = ENERGY_TOLERANCE
    mean_field.max_cycle = 3 if downhill else 150
    mean_field.kernel(dm0=start)
    if mean_field.converged:
        return mean_field
    second_order = mean_field.newton()
    second_order.max_cycle = 100
    second_order.kernel(mean_field.mo_coeff, mean_field.mo_occ)
    if not second_order.converged:
        raise ConvergenceError("UHF: neither DIIS nor the second-order solver converged")
    return second_order.undo_newton()


def _displaced(mean_field: UHF, rotations: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    orbitals = [
        rotated(*of_spin, rotation)
        for *of_spin, rotation in zip(mean_field.mo_coeff, mean_field.mo_occ, rotations, strict=True)
    ]
    return mean_field.make_rdm1(np.array(orbitals), mean_field.mo_occ)
