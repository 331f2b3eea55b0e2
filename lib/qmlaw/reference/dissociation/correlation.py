"""Correlation energies at one point of a curve: MP2, CCSD, CCSD(T) on RHF or UHF, and full CI."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qmlaw.reference.dissociation.mean_fields import transported

if TYPE_CHECKING:
    from pyscf.cc.ccsd import CCSD
    from pyscf.scf.hf import SCF

#: Convergence of coupled cluster and full CI, hartree.
TOLERANCE = 1e-8

_DAMPED_CYCLES = 150

#: S^2 of full CI further off than this: another spin state is mixed in and gets lifted by so much (hartree).
_SPIN_TOLERANCE, _SPIN_SHIFT = 1e-4, 0.5

#: So many determinants (a minimal basis) are diagonalised outright.
_EXACT_SPACE = 3200

#: A diverging iteration makes DIIS singular; PySCF 2.14 then asks for the error by a name NumPy has no more.
_SINGULAR = (np.linalg.LinAlgError, AttributeError)


class Correlated(NamedTuple):
    """Total energies of one reference in hartree; what did not converge is missing.

    Attributes
    ----------
    energies : dict of str to float
        ``"MP2"``, ``"CCSD"``, ``"CCSD(T)"``.
    occupations : ndarray or None
        Natural occupations of CCSD, frozen core included; None where there are none.
    reasons : tuple of str
        Why something is missing.
    amplitudes : tuple of ndarray or None
        Singles and doubles of RHF-based CCSD over transported orbitals, for the next length.
    """

    energies: dict[str, float]
    occupations: NDArray[np.float64] | None = None
    reasons: tuple[str, ...] = ()
    amplitudes: tuple[NDArray[np.float64], ...] | None = None


class FullCI(NamedTuple):
    """Full CI within the space that is not frozen.

    Attributes
    ----------
    energy : float
        Total energy, hartree.
    occupations : ndarray, shape (n_orbitals,)
        Natural occupations, frozen core included.
    spin_squared : float
        Expectation value of S^2.
    converged : bool
        Whether Davidson's method converged.
    """

    energy: float
    occupations: NDArray[np.float64]
    spin_squared: float
    converged: bool


def second_order(reference: SCF, frozen: int) -> float:
    """MP2 total energy on an RHF or UHF reference, hartree."""
    from pyscf import mp

    if _electrons(reference, frozen) < 2:
        return float(reference.e_tot)
    method = mp.MP2(reference, frozen=frozen)
    return float(reference.e_tot + method.kernel(with_t2=False)[0])


def coupled_cluster(
    reference: SCF,
    frozen: int,
    *,
    neighbour: tuple[SCF, tuple[NDArray[np.float64], ...]] | None = None,
    occupations: bool = False,
) -> Correlated:
    """CCSD and CCSD(T) on an RHF or UHF reference.

    Far from equilibrium the equations have several solutions. On RHF the one of the neighbouring length is
    followed, so that a curve belongs together.

    Parameters
    ----------
    reference : pyscf.scf.hf.SCF
        RHF or UHF solution with canonical orbitals.
    frozen : int
        Lowest orbitals that are not correlated.
    neighbour : tuple, optional
        RHF solution and amplitudes at a neighbouring length.
    occupations : bool
        Also the natural occupations of CCSD (RHF only).

    Returns
    -------
    Correlated
        What converged.
    """
    from pyscf import cc

    if _electrons(reference, frozen) < 2:  # nothing to correlate
        return Correlated(dict.fromkeys(("CCSD", "CCSD(T)"), float(reference.e_tot)))
    method = cc.CCSD(reference, frozen=frozen)
    method.conv_tol = TOLERANCE
    integrals = method.ao2mo()
    starts = [method.init_amps(integrals)[1:]]
    if neighbour is not None:
        starts.insert(0, _transported_amplitudes(reference, frozen, *neighbour))
    if not any(_converges(method, integrals, start) for start in starts):
        return Correlated({}, reasons=(f"CCSD did not converge in {_DAMPED_CYCLES} damped cycles",))
    energies = {"CCSD": float(method.e_tot)}
    energies["CCSD(T)"] = energies["CCSD"] + _triples(method, integrals)
    amplitudes = (method.t1, method.t2)
    if not occupations:
        return Correlated(energies, amplitudes=amplitudes)
    found = _occupations(method, integrals)
    reasons = () if found is not None else ("the density of CCSD did not converge",)
    return Correlated(energies, found, reasons, amplitudes)


def _electrons(reference: SCF, frozen: int) -> int:
    return sum(reference.mol.nelec) - 2 * frozen


def _converges(method: CCSD, integrals: object, start: tuple) -> bool:
    """Try DIIS, then damped DIIS."""
    for damping, cycles in ((1.0, 60), (0.5, _DAMPED_CYCLES)):
        method.iterative_damping, method.max_cycle = damping, cycles
        try:
            method.kernel(*start, eris=integrals)
        except _SINGULAR:
            method.converged = False
        if method.converged:
            return True
    return False


def _occupations(method: CCSD, integrals: object) -> NDArray[np.float64] | None:
    """Natural occupations of CCSD; None if the equations of its density do not converge."""
    try:
        method.solve_lambda(eris=integrals)
    except _SINGULAR:
        method.converged_lambda = False
    if not method.converged_lambda:
        return None
    density = method.make_rdm1()
    return np.linalg.eigvalsh((density + density.T) / 2)[::-1]


def _triples(method: CCSD, integrals: object) -> float:
    """(T); a spin without empty orbitals (N in a minimal basis) leaves no triples, and PySCF divides by 0."""
    empty = np.min(np.subtract(method.nmo, method.nocc))
    return float(method.ccsd_t(eris=integrals)) if empty > 0 else 0.0


def _transported_amplitudes(
    reference: SCF, frozen: int, neighbour: SCF, amplitudes: tuple[NDArray[np.float64], ...]
) -> tuple[NDArray[np.float64], ...]:
    """Amplitudes of a neighbouring length over the orbitals of this one."""
    molecule = reference.mol
    old = transported(neighbour.mo_coeff, neighbour.mol, molecule)
    overlap = reference.mo_coeff.T @ molecule.intor("int1e_ovlp") @ old
    occupied = np.ix_(*[np.flatnonzero(scf.mo_occ > 0)[frozen:] for scf in (reference, neighbour)])
    empty = np.ix_(*[np.flatnonzero(scf.mo_occ == 0) for scf in (reference, neighbour)])
    o, v = overlap[occupied], overlap[empty]
    singles, doubles = amplitudes
    return (
        np.einsum("ik,kc,ac->ia", o, singles, v),
        np.einsum("ik,jl,klcd,ac,bd->ijab", o, o, doubles, v, v, optimize=True),
    )


def full_ci(reference: SCF, frozen: int) -> FullCI:
    """Full CI of all electrons but the frozen ones, in the orbitals of RHF or ROHF.

    Parameters
    ----------
    reference : pyscf.scf.hf.SCF
        RHF with point-group symmetry, or ROHF.
    frozen : int
        Lowest orbitals that stay doubly occupied.

    Returns
    -------
    FullCI
        The lowest state; of a closed shell, the lowest totally symmetric one.
    """
    from pyscf import fci, mcscf

    molecule = reference.mol
    electrons = tuple(n - frozen for n in molecule.nelec)
    space = mcscf.CASCI(reference, molecule.nao - frozen, electrons)
    if molecule.spin == 0 and molecule.symmetry:
        space.fcisolver = fci.direct_spin0_symm.FCI(molecule)
        space.fcisolver.wfnsym = 0
    else:
        space.fcisolver = fci.direct_spin1.FCI(molecule)
    space.fcisolver.conv_tol, space.fcisolver.max_cycle = TOLERANCE, 300
    energy = space.kernel()[0]
    solver, size = space.fcisolver, (space.ncas, space.nelecas)
    spin_squared = fci.spin_op.spin_square0(space.ci, *size)[0]
    spin = molecule.spin / 2 * (molecule.spin / 2 + 1)
    if not np.all(solver.converged) or abs(spin_squared - spin) > _SPIN_TOLERANCE:
        # Far out, states of other spins come so near that they mix: lift them.
        solver = space.fcisolver = fci.addons.fix_spin_(solver, shift=_SPIN_SHIFT, ss=spin)
        if space.ci.size <= _EXACT_SPACE:
            solver.pspace_size = _EXACT_SPACE
        energy = space.kernel()[0]
        spin_squared = fci.spin_op.spin_square0(space.ci, *size)[0]
    occupations = np.linalg.eigvalsh(solver.make_rdm1(space.ci, *size))[::-1]
    return FullCI(
        float(energy),
        np.concatenate([np.full(frozen, 2.0), occupations]),
        float(spin_squared),
        bool(np.all(solver.converged)),
    )
