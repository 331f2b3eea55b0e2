"""What correlation methods may start from: converged Hartree-Fock with canonical orbitals, and its core.

`qmlaw.reference.perturbation` and `qmlaw.reference.qcisd` both go through PySCF's coupled-cluster objects.
Here is what these objects do not do by themselves: refuse a reference that the formulas do not hold for, and
freeze orbitals in atoms so small that one spin has nothing left to excite.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pyscf.cc.ccsd import CCSDBase
    from pyscf.scf.hf import SCF

#: Largest element of the Fock matrix between two different orbitals, hartree. An SCF converged to
#: 1e-7 hartree leaves 1e-4, which changes the energies here by 1e-7 hartree; localised orbitals have 0.1.
_LARGEST_FOCK = 1e-3


class Space(NamedTuple):
    """Orbitals that take part in correlation.

    Attributes
    ----------
    occupied, empty : tuple of int
        Numbers of orbitals of spin up and down.
    frozen : tuple of list of int
        Indices of the orbitals left out, of spin up and down.
    """

    occupied: tuple[int, int]
    empty: tuple[int, int]
    frozen: tuple[list[int], list[int]]

    def excites(self, n_electrons: int) -> bool:
        """Whether this many electrons can be excited together without turning a spin."""
        return sum(min(pair) for pair in zip(self.occupied, self.empty, strict=True)) >= n_electrons


def is_unrestricted(mean_field: SCF) -> bool:
    """Whether a mean field has different orbitals for the two spins."""
    return mean_field.istype("UHF")


def correlated_space(mean_field: SCF, frozen: int = 0) -> Space:
    """Check a reference and divide its orbitals.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged RHF or UHF; a closed shell in one, any multiplicity in the other.
    frozen : int
        Number of innermost orbitals of each spin whose electrons are not correlated.

    Returns
    -------
    Space
        A spin without an empty orbital (nitrogen in a minimal basis) has all its orbitals frozen: none of
        its electrons can go anywhere.

    Raises
    ------
    ValueError
        If the reference is neither RHF nor UHF, is density-fitted, did not converge, or has an empty orbital
        below an occupied one; or if more orbitals are to be frozen than are occupied.
    """
    _check(mean_field)
    occupations = mean_field.mo_occ if is_unrestricted(mean_field) else [mean_field.mo_occ / 2] * 2
    n_occupied = [int(np.rint(np.sum(spin))) for spin in occupations]
    for spin, n in zip(occupations, n_occupied, strict=True):
        if not np.allclose(spin, np.arange(len(spin)) < n):
            raise ValueError(f"the lowest {n} orbitals should be occupied, but the occupations are {spin}")
    if not 0 <= index(frozen) <= max(n_occupied):
        raise ValueError(f"{frozen} orbitals are to be frozen, but {n_occupied} are occupied (spin up, down)")
    n_orbitals = [len(spin) for spin in occupations]
    left_out = [
        min(frozen, n) if n < n_all else n_all for n, n_all in zip(n_occupied, n_orbitals, strict=True)
    ]
    return Space(
        tuple(n - out for n, out in zip(n_occupied, left_out, strict=True)),
        tuple(n_all - n for n, n_all in zip(n_occupied, n_orbitals, strict=True)),
        tuple(list(range(out)) for out in left_out),
    )


def _check(mean_field: SCF) -> None:
    from pyscf.df.df_jk import _DFHF
    from pyscf.scf.hf import KohnShamDFT

    kind = type(mean_field).__name__
    if isinstance(mean_field, KohnShamDFT) or not any(map(mean_field.istype, ("RHF", "UHF"))):
        raise ValueError(f"the reference should be RHF or UHF, not {kind}")
    if mean_field.istype("ROHF"):  # to PySCF a kind of RHF
        raise ValueError(f"the reference should be RHF or UHF, not {kind}; an open shell needs UHF")
    if isinstance(mean_field, _DFHF) and mean_field.with_df:
        raise ValueError(f"the reference should not be density-fitted, as {kind} is")
    if not mean_field.converged:
        raise ValueError(f"the {kind} reference did not converge")


def coupled_cluster(method: type[CCSDBase], mean_field: SCF, space: Space) -> tuple[CCSDBase, object]:
    """Coupled-cluster object of PySCF with the integrals over the orbitals that take part.

    The integrals over basis functions are those of the mean field wherever it holds them; so it may have
    been given others than its molecule has.

    Parameters
    ----------
    method : type
        ``pyscf.cc.ccsd.CCSD``, ``pyscf.cc.qcisd.QCISD`` or ``pyscf.cc.uccsd.UCCSD``.
    mean_field : pyscf.scf.hf.SCF
        The reference.
    space : Space
        From `correlated_space`.

    Returns
    -------
    solver : CCSDBase
        Not yet run.
    integrals : object
        PySCF's ``_ChemistsERIs``; with ``fock``, hartree.

    Raises
    ------
    ValueError
        If the orbitals are not canonical, that is, the Fock matrix is not diagonal.
    """
    frozen = space.frozen if is_unrestricted(mean_field) else space.frozen[0]
    solver = method(mean_field.remove_soscf(), frozen=frozen if any(space.frozen) else None)
    solver.incore_complete = mean_field._eri is not None
    integrals = solver.ao2mo()
    fock = integrals.fock if is_unrestricted(mean_field) else [integrals.fock]
    largest = max(np.abs(matrix - np.diag(np.diag(matrix))).max(initial=0) for matrix in fock)
    if largest > _LARGEST_FOCK:
        raise ValueError(
            f"the orbitals are not canonical: an element of the Fock matrix between two of them is "
            f"{largest:.2g} hartree"
        )
    return solver, integrals
