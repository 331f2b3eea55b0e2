"""Self-consistent fields: building the molecule, converging, finding the lowest solution of an atom."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import scipy.linalg
from ase import Atoms
from numpy.typing import ArrayLike, NDArray

from qmlaw.reference import basis
from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.ab_initio.mixed import with_pure_f
from qmlaw.reference.levels import Accuracy, Level

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import SCF

logger = logging.getLogger(__name__)

#: Start densities tried for an open-shell atom.
_ATOM_GUESSES = ("minao", "1e")

#: Lowest eigenvalue of the orbital Hessian (hartree) below which a solution counts as unstable.
_INSTABILITY = -1e-3

#: Length (radian) of the first step away from an unstable solution.
_STEP = 0.3

#: How often a restricted instability is followed.
_STABILITY_ATTEMPTS = 6

#: Grid of the response in second derivatives. The field itself and its derivatives keep their own grid: there
#: an error counts in full, here it changes a zero-point energy by less than 1e-9 hartree (water, 4 to 2).
_RESPONSE_GRID = 2

_FOLLOWED = "followed a restricted instability"

#: Eigenvectors looked for at once: with a single one, an iteration may settle on the second lowest.
_ROOTS = 3

_MEMORY_MB = 4000


def build_molecule(
    atoms: Atoms, level: Level, charge: int, multiplicity: int, ghosts: Collection[int] = ()
) -> Mole:
    """PySCF molecule with the orbital basis of a level.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.
    level : Level
        Level of theory with a basis set.
    charge : int
        Total charge, elementary charges.
    multiplicity : int
        2S + 1.
    ghosts : collection of int
        Atoms that lend their basis functions only: no nucleus, no electrons.

    Returns
    -------
    pyscf.gto.Mole
        Built molecule; Cartesian where the basis has Cartesian d functions.

    Raises
    ------
    ValueError
        If the basis has no functions for an element.
    """
    from pyscf import gto

    symbols = atoms.get_chemical_symbols()
    labels = [f"ghost-{symbol}" if i in ghosts else symbol for i, symbol in enumerate(symbols)]
    return gto.M(
        atom=list(zip(labels, atoms.positions, strict=True)),
        basis={
            label: basis.shells(level.basis, symbol) for label, symbol in zip(labels, symbols, strict=True)
        },
        cart=level.basis_set.cartesian_d,
        charge=charge,
        spin=multiplicity - 1,
        verbose=0,
        max_memory=_MEMORY_MB,
    )


def solve_mean_field(
    molecule: Mole, level: Level, accuracy: Accuracy, start: NDArray[np.float64] | None = None
) -> tuple[SCF, str]:
    """Self-consistent field of a level: restricted for singlets, else unrestricted.

    An open-shell atom has many solutions. It is started from several densities, and the lowest result is
    followed to a stable solution. A molecule is started once, and its stability is not tested.

    Parameters
    ----------
    molecule : pyscf.gto.Mole
        Molecule from `build_molecule`.
    level : Level
        Level of theory; for MP2 and CCSD(T) the Hartree-Fock reference is solved.
    accuracy : Accuracy
        Numerical settings.
    start : ndarray, optional
        Density matrix near the solution wanted, of a smaller basis or of a cheaper way. It is the only start
        then, and stability is not tested: in a large basis that costs more than the solution.

    Returns
    -------
    mean_field : pyscf.scf.hf.SCF
        Converged object.
    note : str
        Empty, or what was needed to converge.

    Raises
    ------
    ConvergenceError
        If neither DIIS nor the second-order solver converges.
    """
    if start is not None:
        return _converge(_mean_field(molecule, level, accuracy), level, start)
    if molecule.natm > 1 or molecule.spin == 0 or molecule.nelectron == 1:
        mean_field = _mean_field(molecule, level, accuracy)
        return _converge(mean_field, level, _coarse_start(mean_field, level))
    solutions = []
    for guess in _ATOM_GUESSES:
        mean_field = _mean_field(molecule, level, accuracy)
        mean_field.init_guess = guess
        solutions.append(_converge(mean_field, level))
    lowest, note = min(solutions, key=lambda solution: solution[0].e_tot)
    return _follow_to_stable(lowest, note, level)


def nuclear_gradient(mean_field: SCF) -> NDArray[np.float64]:
    """Gradient of a mean-field energy with respect to the nuclei.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged object.

    Returns
    -------
    ndarray, shape (n_atoms, 3)
        hartree/bohr. For DFT the motion of the grid is left out, which makes an error below the grid's own.
    """
    return mean_field.nuc_grad_method().kernel()


def nuclear_hessian(mean_field: SCF) -> NDArray[np.float64]:
    """Second derivatives of a mean-field energy with respect to the nuclei, analytically.

    Orbitals confined to 6D, 7F functions need nothing special: the response is expanded in the orbitals of
    the mean field, and how Cartesian functions make pure ones does not depend on where the nuclei are.
    (Against differences of forces the mixed form is as good as the pure one, see the tests.)

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged object.

    Returns
    -------
    ndarray, shape (3 n_atoms, 3 n_atoms)
        Symmetric, hartree/bohr^2. For DFT the motion of the grid is left out, as in `nuclear_gradient`.
    """
    size = 3 * mean_field.mol.natm
    hessian = mean_field.Hessian()
    if hasattr(mean_field, "grids") and mean_field.grids.level > _RESPONSE_GRID:
        hessian.solve_mo1 = partial(_first_order_orbitals, hessian.solve_mo1, _on_coarser_grid(mean_field))
    matrix = hessian.kernel().transpose(0, 2, 1, 3).reshape(size, size)
    return (matrix + matrix.T) / 2


def _on_coarser_grid(mean_field: SCF) -> SCF:
    """The same orbitals with the grid that their response is calculated on."""
    coarser = mean_field.copy()
    coarser.grids = mean_field.grids.copy().reset()
    coarser.grids.level = _RESPONSE_GRID
    coarser.grids.build()
    return coarser


def _first_order_orbitals(
    solve: Callable, coarser: SCF, energies: ArrayLike, orbitals: ArrayLike, occupations: ArrayLike,
    perturbation: object, response: None = None, *rest: object,
) -> tuple:  # fmt: skip
    """PySCF's `solve_mo1`, given the response of `coarser` where it would make its own."""
    from pyscf.hessian import rhf, uhf

    response = (uhf if coarser.mol.spin else rhf).gen_vind(coarser, orbitals, occupations)
    return solve(energies, orbitals, occupations, perturbation, response, *rest)


def lowest_restricted(mean_field: SCF, level: Level, note: str) -> tuple[SCF, bool, str]:
    """Follow a closed-shell solution down to a minimum among restricted ones, and look for broken symmetry.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.RHF
        Converged RHF or RKS.
    level : Level
        Its level of theory.
    note : str
        Note on how it was converged.

    Returns
    -------
    mean_field : pyscf.scf.hf.RHF
        A minimum among restricted solutions.
    stable : bool
        Whether it is also a minimum among unrestricted ones (no triplet instability).
    note : str
        The note, with what was repaired.

    Raises
    ------
    ConvergenceError
        If no minimum is found in a few attempts.

    References
    ----------
    Seeger, Pople, J. Chem. Phys. 66, 3045 (1977), doi:10.1063/1.434318.
    """
    from pyscf.scf import stability

    for _ in range(_STABILITY_ATTEMPTS):
        curvature, downhill = _softest_rotation(mean_field)
        if curvature > _INSTABILITY:
            # Without symmetry: else the search could stay within the symmetry of the molecule.
            _, stable = stability.rhf_external(mean_field, with_symmetry=False, verbose=0, return_status=True)
            return mean_field, bool(stable), note
        mean_field = _descend(mean_field, downhill, level)
        if _FOLLOWED not in note:
            note = "; ".join(filter(None, (note, _FOLLOWED)))
    raise ConvergenceError(f"{level.name} of {formula(mean_field)}: no stable restricted solution")


def _softest_rotation(mean_field: SCF) -> tuple[float, NDArray[np.float64]]:
    """Lowest curvature (hartree) of a closed shell's energy along orbital rotations, and orbitals turned so.

    PySCF's own analysis starts from the orbital gradient and fails where that is exactly zero.
    """
    from pyscf import lib
    from pyscf.scf.hf import unpack_uniq_var
    from pyscf.soscf.newton_ah import gen_g_hop_rhf

    gradient, hessian_times, diagonal = gen_g_hop_rhf(mean_field, mean_field.mo_coeff, mean_field.mo_occ)
    if gradient.size == 0:
        return np.inf, mean_field.mo_coeff
    start = 1 / np.maximum(np.abs(diagonal), 0.1)  # a bit of every rotation, most of the softest
    curvatures, rotations = lib.davidson(
        hessian_times, start, lambda residual, energy, _: residual / _off_zero(diagonal - energy),
        tol=1e-4, nroots=min(_ROOTS, gradient.size), verbose=0,
    )  # fmt: skip
    curvatures, rotations = np.atleast_1d(curvatures), np.atleast_2d(rotations)
    turned = scipy.linalg.expm(unpack_uniq_var(_STEP * rotations[0], mean_field.mo_occ))
    return float(2 * curvatures[0]), mean_field.mo_coeff @ turned


def _off_zero(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(values) < 1e-8, 1e-8, values)


def _descend(mean_field: SCF, orbitals: NDArray[np.float64], level: Level) -> SCF:
    """Second-order SCF, which goes down from where it starts; DIIS may return to where it was."""
    second_order = mean_field.newton()
    second_order.kernel(orbitals, mean_field.mo_occ)
    if not second_order.converged:
        raise ConvergenceError(f"{level.name} of {formula(mean_field)}: no convergence from an instability")
    return second_order.undo_newton()


def _mean_field(molecule: Mole, level: Level, accuracy: Accuracy) -> SCF:
    from pyscf import dft, scf

    from qmlaw.reference.ab_initio.grids import KeptOrbitals

    if level.method == "dft":
        mean_field = (dft.RKS if molecule.spin == 0 else dft.UKS)(molecule, xc=level.functional)
        mean_field._numint = KeptOrbitals()
        mean_field.grids.level = accuracy.grid_level
    else:
        mean_field = (scf.RHF if molecule.spin == 0 else scf.UHF)(molecule)
    mean_field.conv_tol = accuracy.energy_tolerance
    if accuracy.density_fitting and level.auxiliary:
        mean_field = mean_field.density_fit(auxbasis=level.auxiliary)
        mean_field.with_df.build()  # else a pure functional recalculates the integrals in every cycle
    if molecule.cart and any(molecule.bas_angular(shell) > 2 for shell in range(molecule.nbas)):
        mean_field = with_pure_f(mean_field)
    return mean_field


def _coarse_start(mean_field: SCF, level: Level) -> NDArray[np.float64] | None:
    """Density matrix from DFT on a coarse grid, which halves the time on the fine one; None for HF."""
    if level.method != "dft":
        return None
    coarse = mean_field.copy()  # shares the fitted integrals
    coarse.grids = mean_field.grids.copy()
    coarse.grids.level = 0
    coarse.conv_tol = 1e-4
    coarse.conv_check = False
    coarse.kernel()
    return coarse.make_rdm1()


def _converge(mean_field: SCF, level: Level, start: NDArray[np.float64] | None = None) -> tuple[SCF, str]:
    """Converge by DIIS, else once by the second-order solver from where DIIS stopped."""
    mean_field.kernel(dm0=start)
    if mean_field.converged:
        return mean_field, ""
    logger.warning("%s of %s: DIIS did not converge, now second order", level.name, formula(mean_field))
    second_order = mean_field.newton()
    second_order.kernel(dm0=mean_field.make_rdm1())
    if not second_order.converged:
        raise ConvergenceError(
            f"{level.name} of {formula(mean_field)}: neither DIIS nor the second-order solver converged"
        )
    return second_order.undo_newton(), "second-order SCF"


def _follow_to_stable(mean_field: SCF, note: str, level: Level, attempts: int = 5) -> tuple[SCF, str]:
    """Follow internal instabilities of an unrestricted atom down to a stable solution."""
    for _ in range(attempts):
        start = _downhill(mean_field)
        if start is None:
            return mean_field, note
        mean_field, note = _converge(mean_field, level, start)
    raise ConvergenceError(
        f"{level.name} of {formula(mean_field)}: no stable solution after {attempts} attempts"
    )


def _downhill(mean_field: SCF) -> NDArray[np.float64] | None:
    """Density matrix displaced along the lowest mode of the orbital Hessian; None if the solution is stable.

    PySCF's own analysis starts from the orbital gradient, which is exactly zero for some atoms in a minimal
    basis. An atom is small enough to write the Hessian out. Turning a p orbital costs nothing but the noise
    of the grid, hence the threshold.
    """
    from pyscf.soscf.newton_ah import gen_g_hop_uhf

    gradient, hessian_times, _ = gen_g_hop_uhf(mean_field, mean_field.mo_coeff, mean_field.mo_occ)
    if gradient.size == 0:
        return None
    hessian = np.array([hessian_times(unit) for unit in np.eye(gradient.size)])
    curvatures, modes = np.linalg.eigh((hessian + hessian.T) / 2)
    if curvatures[0] > _INSTABILITY:
        return None
    orbitals, used = [], 0
    for coefficients, occupations in zip(mean_field.mo_coeff, mean_field.mo_occ, strict=True):
        pairs = (occupations == 0)[:, None] & (occupations > 0)  # (empty, occupied), the Hessian's order
        rotation = np.zeros(pairs.shape)
        rotation[pairs] = _STEP * modes[used : used + pairs.sum(), 0]
        used += pairs.sum()
        orbitals.append(coefficients @ scipy.linalg.expm(rotation - rotation.T))
    return mean_field.make_rdm1(np.array(orbitals), mean_field.mo_occ)


def formula(mean_field: SCF) -> str:
    """Chemical formula of the molecule of a mean field."""
    molecule = mean_field.mol
    real = [i for i in range(molecule.natm) if molecule.atom_charge(i)]
    return Atoms([molecule.atom_pure_symbol(i) for i in real]).get_chemical_formula()
