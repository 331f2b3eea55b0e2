"""One state, many descriptions: orbitals and amplitudes turned among themselves, the energy untouched.

A closed shell is one Slater determinant. Turn its occupied orbitals among each other by any unitary U,

    phi'_j = sum_i phi_i U_ij                                                                         (1)

and the determinant is the same, and with it the density, the energy and every other expectation value. The
orbitals are not. Coupled-cluster amplitudes turn along, t'_jb = sum_i U_ij t_ib and so on for each occupied
index; the correlation energy and the length of T1 and of T2 stay. Here U turns the valence orbitals:

    canonical        the Fock matrix is diagonal; orbital energies have a meaning
    Boys             orbitals as small as possible
    Pipek-Mezey      orbitals on as few atoms as possible
    random           any rotation

References
----------
C. Edmiston, K. Ruedenberg, Rev. Mod. Phys. 35, 457 (1963), doi:10.1103/RevModPhys.35.457: freedom of (1).
J. M. Foster, S. F. Boys, Rev. Mod. Phys. 32, 300 (1960), doi:10.1103/RevModPhys.32.300.
J. Pipek, P. G. Mezey, J. Chem. Phys. 90, 4916 (1989), doi:10.1063/1.456588.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy.linalg
from ase import Atoms
from ase.units import Bohr
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment
from scipy.stats import ortho_group

from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.ab_initio.mean_field import build_molecule, solve_mean_field
from qmlaw.reference.levels import ACCURACIES, Level, find_level

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import RHF

STARTS = 4
"""Of each localisation; the best is kept."""

WAYS = ("canonical", "Boys", "Pipek-Mezey", "random")


class ClosedShell(NamedTuple):
    """One determinant: `mole` and `field` of PySCF, and how many of its orbitals are core."""

    mole: Mole
    field: RHF
    n_core: int

    @property
    def occupied(self) -> NDArray[np.float64]:
        """Canonical occupied orbitals (functions, n), core first."""
        return self.field.mo_coeff[:, self.field.mo_occ > 0]

    @property
    def metric(self) -> NDArray[np.float64]:
        """Overlaps of the basis functions."""
        return self.field.get_ovlp()


class Amplitudes(NamedTuple):
    """Coupled-cluster singles (o, v) and doubles (o, o, v, v) of valence orbitals; energy in hartree.

    `pairs` (o, o) are what pairs of occupied orbitals have in the correlation energy; they add up to it.
    """

    singles: NDArray[np.float64]
    doubles: NDArray[np.float64]
    pairs: NDArray[np.float64]
    energy: float


def closed_shell(atoms: Atoms, level: str | Level = "HF/6-31G*") -> ClosedShell:
    """Solve Hartree-Fock, or Kohn-Sham equations, tightly and without density fitting.

    Parameters
    ----------
    atoms : ase.Atoms
        Neutral, with an even number of electrons; positions in Å.
    level : str or Level
        Hartree-Fock or a functional in some basis.

    Raises
    ------
    ValueError
        If the level is neither, or the number of electrons is odd.
    ConvergenceError
        If the field does not converge.
    """
    level = find_level(level)
    if level.method not in ("hf", "dft"):
        raise ValueError(f"level is {level.name!r}; allowed are Hartree-Fock and functionals, as 'HF/6-31G*'")
    if atoms.numbers.sum() % 2:
        raise ValueError(f"there are {atoms.numbers.sum()} electrons; allowed is an even number")
    mole = build_molecule(atoms, level, charge=0, multiplicity=1)
    field, _ = solve_mean_field(mole, level, ACCURACIES["tight"])
    return ClosedShell(mole, field, int((atoms.numbers > 2).sum()))


def turned(state: ClosedShell, way: str, seed: int = 0) -> NDArray[np.float64]:
    """Occupied orbitals (functions, n) with the valence part turned; the core first and as it was.

    Parameters
    ----------
    state : ClosedShell
        Elements up to neon, if the core is to be one orbital for each heavy atom.
    way : {"canonical", "Boys", "Pipek-Mezey", "random"}
        See the module.
    seed : int
        Of the random rotation, and of the start of the localisations.

    Raises
    ------
    ValueError
        For an unknown way.
    """
    if way not in WAYS:
        raise ValueError(f"way is {way!r}; allowed are {', '.join(WAYS)}")
    core, valence = np.split(state.occupied, [state.n_core], axis=1)
    if way == "canonical" or valence.shape[1] < 2:
        return state.occupied
    if way == "random":
        return np.hstack([core, valence @ _any_rotation(valence.shape[1], seed)])
    return np.hstack([core, _localised(state, valence, way, seed)])


def _localised(state: ClosedShell, valence: NDArray, way: str, seed: int) -> NDArray[np.float64]:
    """The best of several localisations.

    Each begins at a random rotation: from orbitals with the symmetry of the molecule, or from PySCF's own
    start, Boys' procedure stays on a saddle point even for water.
    """
    from pyscf import lo

    found = []
    for start in range(STARTS):
        rotated = valence @ _any_rotation(valence.shape[1], (seed, start))
        search = (lo.Boys if way == "Boys" else lo.PM)(state.mole, rotated)
        search.verbose = 0
        orbitals = search.kernel(rotated)
        search.mo_coeff = orbitals
        spread = search.cost_function(np.eye(valence.shape[1]))
        found.append((float(spread if way == "Boys" else -spread), orbitals))
    return min(found, key=lambda one: one[0])[1]


def _any_rotation(n: int, seed: int | tuple[int, int]) -> NDArray[np.float64]:
    return ortho_group.rvs(n, random_state=np.random.default_rng(seed))


def rotation(n: int, i: int, j: int, angle: float) -> NDArray[np.float64]:
    """Turn two of n orbitals by an angle in degrees: a matrix (n, n)."""
    matrix, turn = np.eye(n), np.deg2rad(angle)
    matrix[[i, j], [i, j]] = np.cos(turn)
    matrix[i, j], matrix[j, i] = -np.sin(turn), np.sin(turn)
    return matrix


def energy(state: ClosedShell, orbitals: NDArray[np.float64]) -> float:
    """Energy of the determinant of these orbitals at the level of the state, hartree."""
    return float(state.field.energy_tot(dm=2 * orbitals @ orbitals.T))


def overlaps(state: ClosedShell, one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Overlaps of two sets of orbitals (n, m)."""
    return one.T @ state.metric @ other


def aligned(
    state: ClosedShell, orbitals: NDArray[np.float64], like: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same orbitals in the order and with the signs that resemble others most: mere bookkeeping."""
    overlap = overlaps(state, like, orbitals)
    rows, columns = linear_sum_assignment(-np.abs(overlap))
    return orbitals[:, columns] * np.where(overlap[rows, columns] < 0, -1.0, 1.0)


def values_at(state: ClosedShell, orbitals: NDArray[np.float64], points: ArrayLike) -> NDArray[np.float64]:
    """Orbitals (P, n) in bohr^-3/2 at points (P, 3) in Å."""
    return state.mole.eval_gto("GTOval", np.asarray(points, dtype=float) / Bohr) @ orbitals


def amplitudes(state: ClosedShell, orbitals: NDArray[np.float64]) -> Amplitudes:
    """Solve CCSD with a frozen core in these occupied orbitals; the empty ones stay canonical.

    Raises
    ------
    ValueError
        If the state is not one of Hartree-Fock.
    ConvergenceError
        If the amplitudes do not converge.
    """
    from pyscf import cc

    if hasattr(state.field, "xc"):
        raise ValueError(f"the state is one of {state.field.xc}; allowed is Hartree-Fock")

    n, empty = orbitals.shape[1], state.field.mo_coeff[:, state.field.mo_occ == 0]
    solver = cc.RCCSD(state.field, frozen=state.n_core, mo_coeff=np.hstack([orbitals, empty]))
    solver.verbose, solver.conv_tol, solver.conv_tol_normt, solver.max_cycle = 0, 1e-11, 1e-8, 200
    solver.kernel()
    if not solver.converged:
        raise ConvergenceError(f"CCSD of {n} turned orbitals: no convergence")
    pairs = _pairs(state, orbitals[:, state.n_core :], empty, solver.t1, solver.t2)
    return Amplitudes(solver.t1, solver.t2, pairs, float(solver.e_corr))


def turn_amplitudes(
    state: ClosedShell, found: Amplitudes, orbitals: NDArray[np.float64], by: NDArray[np.float64]
) -> Amplitudes:
    """Amplitudes found in `orbitals`, after their valence part is turned by a matrix (o, o); exact."""
    empty = state.field.mo_coeff[:, state.field.mo_occ == 0]
    singles = np.einsum("ij,ib->jb", by, found.singles)
    doubles = np.einsum("ik,jl,ijab->klab", by, by, found.doubles, optimize=True)
    pairs = _pairs(state, orbitals[:, state.n_core :] @ by, empty, singles, doubles)
    return Amplitudes(singles, doubles, pairs, found.energy)


def _pairs(
    state: ClosedShell, valence: NDArray, empty: NDArray, singles: NDArray, doubles: NDArray
) -> NDArray[np.float64]:
    """Parts e_ij of the correlation energy; singles enter alone nowhere, as Brillouin's theorem holds."""
    from pyscf import ao2mo

    o, v = valence.shape[1], empty.shape[1]
    integrals = ao2mo.general(state.mole, (valence, empty, valence, empty), compact=False).reshape(o, v, o, v)
    both = doubles + np.einsum("ia,jb->ijab", singles, singles)
    return np.einsum("ijab,iajb->ij", both, 2 * integrals - integrals.transpose(0, 3, 2, 1))


def orthonormal(state: ClosedShell, orbitals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Orbitals as rows of numbers (functions, n) whose squares and products are overlaps: S^(1/2) C."""
    return scipy.linalg.sqrtm(state.metric).real @ orbitals
