"""Quadratic configuration interaction, QCISD and QCISD(T), for closed and open shells.

QCISD is CCSD with fewer products of amplitudes. With T1 and T2 for the single and double excitations,

    singles:  <S| H (T1 + T2 + T1 T2) |0> = 0,          energy:  E = <0| H T2 |0>,
    doubles:  <D| H (1 + T1 + T2 + T2 T2 / 2) |0> = 0,

connected terms only. PySCF has it for closed shells. For open shells the terms without T1 are an update of
its CCSD from no singles; the few with T1 are written out here. The triples are those of CCSD(T), but the part
linear in T1 counts twice: PySCF's (T) with doubled singles.

References
----------
Pople, Head-Gordon, Raghavachari, J. Chem. Phys. 87, 5968 (1987), doi:10.1063/1.453520: the method and its
triples.
Raghavachari, Trucks, Pople, Head-Gordon, Chem. Phys. Lett. 157, 479 (1989),
doi:10.1016/S0009-2614(89)87395-6: how its triples differ from those of CCSD(T).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qmlaw.reference.ab_initio import ConvergenceError
from qmlaw.reference.ab_initio.mean_field import formula
from qmlaw.reference.canonical import (
    Amplitudes,
    Block,
    correlated_space,
    coupled_cluster,
    each_block,
    is_unrestricted,
    orbital_gaps,
    pair_gaps,
    triples_energy,
)

if TYPE_CHECKING:
    from pyscf.scf.hf import SCF

#: Convergence of the energy (hartree) and of the norm of the amplitudes: the energy is then good to 2e-10.
_ENERGY_TOLERANCE = 1e-11
_AMPLITUDE_TOLERANCE = 1e-9
_CYCLES = 100
_ENLARGEMENT = 1e4

Blocks = tuple[Block, ...]


class QCISDResult(NamedTuple):
    """Total energies, hartree.

    Attributes
    ----------
    hf, mp2, qcisd, qcisd_t : float
        Hartree-Fock, second-order perturbation theory, QCISD and QCISD(T).
    """

    hf: float
    mp2: float
    qcisd: float
    qcisd_t: float


def qcisd_t(mean_field: SCF, frozen: int = 0) -> QCISDResult:
    """QCISD and QCISD(T) energies on top of Hartree-Fock.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged RHF or UHF with canonical orbitals; no density fitting. The integrals it holds are used,
        also where they are not those of its molecule.
    frozen : int
        Number of core orbitals whose electrons are not correlated; 0 correlates all.

    Returns
    -------
    QCISDResult
        Total energies in hartree, all alike where no two electrons can be excited.

    Raises
    ------
    ValueError
        If the reference is of another kind, did not converge, or has no canonical orbitals; if more
        orbitals are to be frozen than are occupied.
    ConvergenceError
        If the QCISD equations do not converge.

    References
    ----------
    See the module.
    """
    space = correlated_space(mean_field, frozen)
    hf = float(mean_field.e_tot)
    if not space.excites(2):
        return QCISDResult(hf, hf, hf, hf)

    from pyscf import lib
    from pyscf.cc import qcisd, uccsd

    unrestricted = is_unrestricted(mean_field)
    solver, integrals = coupled_cluster(uccsd.UCCSD if unrestricted else qcisd.QCISD, mean_field, space)
    if unrestricted:
        solver = lib.set_class(solver, (_UnrestrictedQCISD, type(solver)))
    solver = lib.set_class(solver, (_SharpDIIS, type(solver)))
    solver.set(conv_tol=_ENERGY_TOLERANCE, conv_tol_normt=_AMPLITUDE_TOLERANCE, max_cycle=_CYCLES)
    second_order, *start = solver.init_amps(integrals)
    solver.kernel(*start, eris=integrals)
    if not solver.converged:
        raise ConvergenceError(f"QCISD of {formula(mean_field)} did not converge in {_CYCLES} cycles")
    energy = hf + float(solver.e_corr)
    triples = float(solver.qcisd_t(eris=integrals)) if space.excites(3) else 0.0
    return QCISDResult(hf, hf + float(second_order), energy, energy + triples)


class _SharpDIIS:
    """Mixin for PySCF's solvers: extrapolation that works until the tight threshold set here.

    PySCF drops directions whose error squared is below 1e-14. Where a closed shell is nearly unstable, as in
    a stretched bond, the iteration then creeps and stops 1e-9 hartree from the solution. Extrapolation is
    linear, so enlarged amplitudes give the same result, and nothing is dropped.
    """

    __name_mixin__ = "SharpDIIS"

    def run_diis(self, singles: Amplitudes, doubles: Amplitudes, *rest: object) -> tuple[Amplitudes, ...]:
        """Extrapolate amplitudes enlarged by a constant."""
        large = (each_block(lambda block: _ENLARGEMENT * block, part) for part in (singles, doubles))
        return tuple(
            each_block(lambda block: block / _ENLARGEMENT, part) for part in super().run_diis(*large, *rest)
        )


class _UnrestrictedQCISD:
    """Mixin for PySCF's UCCSD: the equations of QCISD, with blocks of amplitudes for each kind of spins.

    Indices: i, j, m, n occupied and a, b, e, f empty; capital letters have spin down.
    """

    __name_mixin__ = "QCISD"

    def energy(self, singles: Blocks, doubles: Blocks, integrals: object) -> float:
        """Correlation energy, hartree: without the product of singles that CCSD has."""
        return super().energy(each_block(np.zeros_like, singles), doubles, integrals)

    def update_amps(self, singles: Blocks, doubles: Blocks, integrals: object) -> tuple[Blocks, Blocks]:
        """One step of the iteration: amplitudes that would balance all terms but the orbital energies'."""
        new_singles, new_doubles = super().update_amps(each_block(np.zeros_like, singles), doubles, integrals)
        up, down = orbital_gaps(integrals)
        for new, more, gap in zip(
            new_singles, _singles_from_singles(singles, doubles, integrals), (up, down), strict=True
        ):
            new += more / gap
        pairs = (up, up), (up, down), (down, down)
        for new, more, gaps in zip(
            new_doubles, _doubles_from_singles(singles, integrals), pairs, strict=True
        ):
            new += more / pair_gaps(*gaps)
        return new_singles, new_doubles

    def qcisd_t(self, *, eris: object) -> float:
        """Energy of the triples, hartree; with the arguments of PySCF's closed-shell method."""
        return triples_energy(self, each_block(lambda block: 2 * block, self.t1), self.t2, eris)


def _singles_from_singles(singles: Blocks, doubles: Blocks, integrals: object) -> Blocks:
    """<S|H(T1 + T1 T2)|0> for both spins, but for the orbital energies, hartree."""
    up, down = singles
    up_up, up_down, down_down = doubles
    oovv, ovov, ovOV, OVOV, OOVV = map(
        np.asarray, (integrals.oovv, integrals.ovov, integrals.ovOV, integrals.OVOV, integrals.OOVV)
    )
    down_up, OVov = up_down.transpose(1, 0, 3, 2), ovOV.transpose(2, 3, 0, 1)
    return (
        _singles_of_one_spin(up, down, up_up, up_down, oovv, ovov, ovOV, OVOV),
        _singles_of_one_spin(down, up, down_down, down_up, OOVV, OVOV, OVov, ovov),
    )


def _singles_of_one_spin(
    own: Block, other: Block, own_own: Block, own_other: Block,
    oovv: Block, ovov: Block, ovOV: Block, OVOV: Block,
) -> Block:  # fmt: skip
    """The same for one spin ("own", small letters); integrals (ij|ab), (ia|jb), (ia|JB) and (IA|JB)."""
    from pyscf.lib import einsum

    exchanged = ovov - ovov.transpose(0, 3, 2, 1)  # <mn||ef>
    field_own = einsum("menf,nf->me", exchanged, own) + einsum("meNF,NF->me", ovOV, other)
    field_other = einsum("MENF,NF->ME", OVOV - OVOV.transpose(0, 3, 2, 1), other)
    field_other += einsum("neMF,ne->MF", ovOV, own)
    empty = einsum("mnaf,menf->ae", own_own, exchanged) / 2 + einsum("mNaF,meNF->ae", own_other, ovOV)
    occupied = einsum("inef,menf->mi", own_own, exchanged) / 2 + einsum("iNeF,meNF->mi", own_other, ovOV)
    result = einsum("nfia,nf->ia", ovov, own) - einsum("niaf,nf->ia", oovv, own)
    result += einsum("iaNF,NF->ia", ovOV, other)
    result += einsum("imae,me->ia", own_own, field_own) + einsum("iMaE,ME->ia", own_other, field_other)
    return result - einsum("ie,ae->ia", own, empty) - einsum("ma,mi->ia", own, occupied)


def _doubles_from_singles(singles: Blocks, integrals: object) -> Blocks:
    """<D|H T1|0> for the three kinds of spins, but for the orbital energies, hartree."""
    from pyscf.lib import einsum

    up, down = singles
    return (
        _antisymmetric(
            einsum("ie,jbae->ijab", up, integrals.get_ovvv()) - einsum("ma,jbim->ijab", up, integrals.ovoo)
        ),
        einsum("ie,JBae->iJaB", up, integrals.get_OVvv())
        + einsum("JE,iaBE->iJaB", down, integrals.get_ovVV())
        - einsum("ma,JBmi->iJaB", up, integrals.OVoo)
        - einsum("MB,iaMJ->iJaB", down, integrals.ovOO),
        _antisymmetric(
            einsum("ie,jbae->ijab", down, integrals.get_OVVV())
            - einsum("ma,jbim->ijab", down, integrals.OVOO)
        ),
    )


def _antisymmetric(block: Block) -> Block:
    """Sum over the exchanges of i with j and of a with b, with their signs."""
    block = block - block.transpose(1, 0, 2, 3)
    return block - block.transpose(0, 1, 3, 2)
