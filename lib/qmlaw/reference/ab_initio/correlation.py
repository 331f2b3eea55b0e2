"""Electron correlation on top of Hartree-Fock: MP2 and CCSD(T) with a frozen core, MP2(full) without."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.ab_initio.mean_field import formula, nuclear_gradient
from qmlaw.reference.levels import Accuracy, Level

if TYPE_CHECKING:
    from pyscf.scf.hf import SCF


class Step(NamedTuple):
    """A cheaper level of theory that a calculation passes on its way.

    Attributes
    ----------
    energy : float
        Total energy, hartree.
    seconds, cpu_seconds : float
        Wall and processor time since the start of the calculation, s.
    """

    energy: float
    seconds: float
    cpu_seconds: float


class Clock:
    """Wall and processor time since it was made, s."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Wall and processor seconds."""
        return time.perf_counter() - self._wall, time.process_time() - self._cpu


def correlate(
    mean_field: SCF, level: Level, accuracy: Accuracy, gradient: bool, clock: Clock
) -> tuple[float, NDArray[np.float64] | None, dict[str, Step]]:
    """MP2 or CCSD(T) energy, and the MP2 gradient where asked.

    The frozen core is that of `core_orbitals`; MP2(full) freezes nothing.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Converged RHF or UHF.
    level : Level
        Level with method ``mp2``, ``mp2(full)`` or ``ccsd(t)``.
    accuracy : Accuracy
        Numerical settings; with density fitting MP2 is fitted, too.
    gradient : bool
        Also compute the gradient (MP2 only).
    clock : Clock
        Started with the calculation; tells the times of the steps.

    Returns
    -------
    energy : float
        Total energy, hartree.
    gradient : ndarray, shape (n_atoms, 3), or None
        hartree/bohr.
    steps : dict of str to Step
        ``"HF"``; at CCSD(T) also ``"MP2"`` and ``"CCSD"``, in the same basis and with the same integrals.

    Raises
    ------
    ConvergenceError
        If the coupled-cluster equations do not converge.
    ValueError
        If the gradient of density-fitted MP2 is asked for, which PySCF does not have.
    """
    charges = mean_field.mol.atom_charges()  # zero for an atom that lends its functions only
    n_core = 0 if level.method == "mp2(full)" else sum(core_orbitals(int(charge)) for charge in charges)
    steps = {"HF": Step(float(mean_field.e_tot), *clock.read())}
    if sum(mean_field.mol.nelec) - 2 * n_core < 2:  # no pair to correlate
        if level.method == "ccsd(t)":
            steps |= dict.fromkeys(("MP2", "CCSD"), steps["HF"])
        return mean_field.e_tot, nuclear_gradient(mean_field) if gradient else None, steps
    if level.method == "ccsd(t)":
        energy, more = _ccsd_t(mean_field, n_core, level, accuracy, clock)
        return energy, None, steps | more
    return *_mp2(mean_field, n_core, level, accuracy, gradient), steps


def core_orbitals(atomic_number: int) -> int:
    """Frozen core orbitals of an atom: none up to He, 1s up to Ne, 1s2s2p up to Ar, as in Gaussian.

    PySCF freezes nothing in Li and Be, and 1s alone in Na and Mg. Beyond argon its choice is taken.

    Parameters
    ----------
    atomic_number : int
        Charge of the nucleus; 0 for a place without one.

    Returns
    -------
    int
        Number of doubly occupied orbitals.
    """
    from pyscf.data.elements import chemcore_atm

    if atomic_number > 18:
        return int(chemcore_atm[atomic_number])
    return 0 if atomic_number <= 2 else 1 if atomic_number <= 10 else 5


def _ccsd_t(
    mean_field: SCF, n_core: int, level: Level, accuracy: Accuracy, clock: Clock
) -> tuple[float, dict[str, Step]]:
    from pyscf import cc

    coupled_cluster = cc.CCSD(mean_field, frozen=n_core)
    coupled_cluster.conv_tol = min(1e-8, accuracy.energy_tolerance)
    integrals = coupled_cluster.ao2mo()
    second_order, *amplitudes = coupled_cluster.init_amps(integrals)  # the start amplitudes are those of MP2
    steps = {"MP2": Step(float(mean_field.e_tot + second_order), *clock.read())}
    coupled_cluster.kernel(*amplitudes, eris=integrals)
    if not coupled_cluster.converged:
        raise ConvergenceError(f"{level.name} of {formula(mean_field)}: CCSD did not converge")
    steps["CCSD"] = Step(float(coupled_cluster.e_tot), *clock.read())
    return coupled_cluster.e_tot + coupled_cluster.ccsd_t(eris=integrals), steps


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
