"""What MP4 and QCISD share: a Hartree-Fock reference with canonical orbitals, its core, energy denominators.

`qmlaw.reference.perturbation` and `qmlaw.reference.qcisd` both go through PySCF's coupled-cluster objects.
Here is what these objects do not do by themselves: refuse a reference that the formulas do not hold for, and
freeze orbitals in atoms so small that one spin has nothing left to excite.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import index
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyscf.cc.ccsd import CCSDBase
    from pyscf.scf.hf import SCF

#: Largest element of the Fock matrix between two different orbitals, hartree. An SCF converged to
#: 1e-7 hartree leaves 1e-4, which changes the energies here by 1e-7 hartree; localised orbitals have 0.1.
_LARGEST_FOCK = 1e-3


Block = NDArray[np.float64]

#: Amplitudes as PySCF has them. Closed shell: one array. Open shell: for single excitations an array for spin
#: up and down; for doubles up-up, up-down, down-down. Shape (n_occupied, n_empty), for doubles
#: (n_occupied, n_occupied, n_empty, n_empty).
Amplitudes = Block | tuple[Block, ...]


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


def each_block(function: Callable[[Block], Block], amplitudes: Amplitudes) -> Amplitudes:
    """Apply a function to every block of spins.

    Parameters
    ----------
    function : callable
        From array to array.
    amplitudes : ndarray or tuple of ndarray
        See `Amplitudes`.

    Returns
    -------
    ndarray or tuple of ndarray
        In the same form.
    """
    return tuple(map(function, amplitudes)) if isinstance(amplitudes, tuple) else function(amplitudes)


def orbital_gaps(integrals: object) -> tuple[Block, ...]:
    """Occupied minus empty orbital energies.

    Parameters
    ----------
    integrals : object
        From `coupled_cluster`.

    Returns
    -------
    tuple of ndarray, shape (n_occupied, n_empty)
        One for a closed shell, else for spin up and down; hartree.
    """
    if isinstance(integrals.mo_energy, tuple):
        energies, occupied = integrals.mo_energy, integrals.nocc
    else:
        energies, occupied = (integrals.mo_energy,), (integrals.nocc,)
    return tuple(e[:n, None] - e[None, n:] for e, n in zip(energies, occupied, strict=True))


def pair_gaps(first: Block, second: Block) -> Block:
    """Energy denominators of double excitations.

    Parameters
    ----------
    first, second : ndarray, shape (n_occupied, n_empty)
        Gaps of the two electrons, from `orbital_gaps`, hartree.

    Returns
    -------
    ndarray, shape (n_occupied, n_occupied, n_empty, n_empty)
        Their sums, hartree.
    """
    return first[:, None, :, None] + second[None, :, None, :]


def triples_energy(solver: CCSDBase, singles: Amplitudes, doubles: Amplitudes, integrals: object) -> float:
    """The (T) of CCSD(T) for amplitudes of any origin.

    Parameters
    ----------
    solver : CCSDBase
        PySCF's CCSD or UCCSD, from `coupled_cluster`.
    singles, doubles : ndarray or tuple of ndarray
        See `Amplitudes`. The energy is linear in the singles.
    integrals : object
        From `coupled_cluster`.

    Returns
    -------
    float
        Energy, hartree.
    """
    # PySCF writes into the doubles while it works, and wants them in the order of C.
    doubles = each_block(lambda block: np.array(block, order="C"), doubles)
    return float(solver.ccsd_t(singles, doubles, integrals))
