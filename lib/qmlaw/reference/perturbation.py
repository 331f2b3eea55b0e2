"""Møller-Plesset perturbation theory to fourth order, MP4(SDTQ), from two steps of coupled cluster.

PySCF stops at second order. But one update of the CCSD amplitudes, started from the doubles t of MP2 and no
singles, already contains the higher orders. It makes new doubles t + L t + Q tt, with a part linear and a
part quadratic in what it starts from; started from -t it makes t - L t + Q tt, and the two give both parts.
With the scalar product <x|y> that carries the energy denominators,

    E2 = <t|t>,  E3 = <t|Lt>,  E4(D) = <Lt|Lt>,  E4(Q) = <t|Qtt>,

where E4(Q) includes the renormalisation term. E4(S) follows from the singles that the same update makes, and
E4(T) is the (T) of CCSD(T) without singles.

References
----------
Krishnan, Pople, Int. J. Quantum Chem. 14, 91 (1978) (S, D, Q).
Krishnan, Frisch, Pople, J. Chem. Phys. 72, 4244 (1980) (T).
Raghavachari, Trucks, Pople, Head-Gordon, Chem. Phys. Lett. 157, 479 (1989),
doi:10.1016/S0009-2614(89)87395-6: coupled cluster order by order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

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

Blocks = Sequence[Block]


@dataclass(frozen=True)
class MP4Result:
    """Energies of perturbation theory, order by order, hartree.

    Parameters
    ----------
    hf : float
        Total energy of Hartree-Fock: orders 0 and 1, and the repulsion of the nuclei.
    e2, e3 : float
        Second and third order.
    e4_s, e4_d, e4_q : float
        Fourth order: what single, double and quadruple excitations add; the last with the renormalisation.
    e4_t : float or None
        Triple excitations; None if they were not asked for.
    """

    hf: float
    e2: float = 0.0
    e3: float = 0.0
    e4_s: float = 0.0
    e4_d: float = 0.0
    e4_q: float = 0.0
    e4_t: float | None = 0.0

    @property
    def mp2(self) -> float:
        """Total energy to second order, hartree."""
        return self.hf + self.e2

    @property
    def mp3(self) -> float:
        """Total energy to third order, hartree."""
        return self.mp2 + self.e3

    @property
    def mp4_sdq(self) -> float:
        """Total energy to fourth order without triples, hartree."""
        return self.mp3 + self.e4_s + self.e4_d + self.e4_q

    @property
    def mp4_sdtq(self) -> float:
        """Total energy to fourth order, hartree.

        Raises
        ------
        ValueError
            If the triples were not computed.
        """
        if self.e4_t is None:
            raise ValueError("MP4(SDTQ) needs the triples, which were not asked for (triples=False)")
        return self.mp4_sdq + self.e4_t


def mp4(mean_field: SCF, frozen: int = 0, *, triples: bool = True) -> MP4Result:
    """Energies to fourth order on top of Hartree-Fock.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged RHF or UHF with canonical orbitals; no density fitting. The integrals it holds are used,
        also where they are not those of its molecule.
    frozen : int
        Number of core orbitals whose electrons are not correlated; 0 correlates all.
    triples : bool
        Compute E4(T), the dearest part: seventh power of the size, where the rest goes with the sixth.

    Returns
    -------
    MP4Result
        Energies in hartree. All orders are zero where no two electrons can be excited.

    Raises
    ------
    ValueError
        If the reference is of another kind, did not converge, or has no canonical orbitals; if more
        orbitals are to be frozen than are occupied.

    References
    ----------
    See the module.
    """
    space = correlated_space(mean_field, frozen)
    hf = float(mean_field.e_tot)
    if not space.excites(2):
        return MP4Result(hf, e4_t=0.0 if triples else None)

    from pyscf.cc import ccsd, uccsd

    method = uccsd.UCCSD if is_unrestricted(mean_field) else ccsd.CCSD
    solver, integrals = coupled_cluster(method, mean_field, space)
    _, no_singles, start = solver.init_amps(integrals)
    no_singles = each_block(np.zeros_like, no_singles)

    singles, plus = map(_blocks, solver.update_amps(no_singles, start, integrals))
    _, minus = map(_blocks, solver.update_amps(no_singles, each_block(np.negative, start), integrals))
    linear = [(p - m) / 2 for p, m in zip(plus, minus, strict=True)]
    quadratic = [(p + m) / 2 - t for p, m, t in zip(plus, minus, _blocks(start), strict=True)]

    gaps = orbital_gaps(integrals)
    e4_t = None
    if triples:
        e4_t = triples_energy(solver, no_singles, start, integrals) if space.excites(3) else 0.0
    return MP4Result(
        hf,
        e2=_product(_blocks(start), _blocks(start), gaps),
        e3=_product(_blocks(start), linear, gaps),
        e4_s=_square(singles, gaps),
        e4_d=_product(linear, linear, gaps),
        e4_q=_product(_blocks(start), quadratic, gaps),
        e4_t=e4_t,
    )


def _blocks(amplitudes: Amplitudes) -> Blocks:
    """One block for a closed shell; up, down or up-up, up-down, down-down for an open one."""
    return amplitudes if isinstance(amplitudes, tuple) else (amplitudes,)


def _square(singles: Blocks, gaps: Blocks) -> float:
    total = sum(float(np.sum(block**2 * gap)) for block, gap in zip(singles, gaps, strict=True))
    return total if len(singles) == 2 else 2 * total


def _product(x: Blocks, y: Blocks, gaps: Blocks) -> float:
    """Scalar product of doubles, weighted with the energy denominators, hartree."""
    if len(x) == 1:  # closed shell: sum over spins done
        x = (2 * x[0] - x[0].swapaxes(2, 3),)
        weights = [(1.0, gaps[0], gaps[0])]
    else:
        up, down = gaps
        weights = [(0.25, up, up), (1.0, up, down), (0.25, down, down)]
    return sum(
        weight * float(np.sum(left * right * pair_gaps(first, second)))
        for left, right, (weight, first, second) in zip(x, y, weights, strict=True)
    )
