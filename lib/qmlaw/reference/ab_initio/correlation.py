"""Electron correlation on top of Hartree-Fock: MP2 and CCSD(T), always with a frozen core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.ab_initio.mean_field import formula, nuclear_gradient
from qmlaw.reference.levels import Accuracy, Level

if TYPE_CHECKING:
    from pyscf.scf.hf import SCF


def correlate(
    mean_field: SCF, level: Level, accuracy: Accuracy, gradient: bool
) -> tuple[float, NDArray[np.float64] | None]:
    """Frozen-core MP2 or CCSD(T) energy, and the MP2 gradient where asked.

    The core is 1s for Li to Ne and 1s2s2p for Na to Ar, as in Gaussian.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged RHF or UHF.
    level : Level
        Level with method ``mp2`` or ``ccsd(t)``.
    accuracy : Accuracy
        Numerical settings; with density fitting MP2 is fitted, too.
    gradient : bool
        Also compute the gradient (MP2 only).

    Returns
    -------
    energy : float
        Total energy, hartree.
    gradient : ndarray, shape (n_atoms, 3), or None
        hartree/bohr.

    Raises
    ------
    ConvergenceError
        If the coupled-cluster equations do not converge.
    ValueError
        If the gradient of density-fitted MP2 is asked for, which PySCF does not have.
    """
    from pyscf.data.elements import chemcore

    n_core = chemcore(mean_field.mol)
    if sum(mean_field.mol.nelec) - 2 * n_core < 2:  # no pair to correlate
        return mean_field.e_tot, nuclear_gradient(mean_field) if gradient else None
    if level.method == "ccsd(t)":
        return _ccsd_t(mean_field, n_core, level, accuracy), None
    return _mp2(mean_field, n_core, level, accuracy, gradient)


def _ccsd_t(mean_field: SCF, n_core: int, level: Level, accuracy: Accuracy) -> float:
    from pyscf import cc

    coupled_cluster = cc.CCSD(mean_field, frozen=n_core)
    coupled_cluster.conv_tol = min(1e-8, accuracy.energy_tolerance)
    coupled_cluster.kernel()
    if not coupled_cluster.converged:
        raise ConvergenceError(f"{level.name} of {formula(mean_field)}: CCSD did not converge")
    return coupled_cluster.e_tot + coupled_cluster.ccsd_t()


def _mp2(
    mean_field: SCF, n_core: int, level: Level, accuracy: Accuracy, gradient: bool
) -> tuple[float, NDArray[np.float64] | None]:
    from pyscf import mp
    from pyscf.mp import dfmp2_native, dfump2_native

    open_shell = mean_field.mol.spin != 0
    if accuracy.density_fitting and level.correlation_auxiliary:
        if gradient:
            raise ValueError(f"forces at {level.name} need accuracy 'tight' (no density fitting)")
        method = dfump2_native.DFUMP2 if open_shell else dfmp2_native.DFRMP2
        perturbation = method(mean_field, frozen=n_core, auxbasis=level.correlation_auxiliary)
    else:
        perturbation = mp.MP2(mean_field, frozen=n_core)
    perturbation.kernel()
    return perturbation.e_tot, perturbation.nuc_grad_method().kernel() if gradient else None
