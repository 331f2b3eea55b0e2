"""Total energies that composite methods are made of: one self-consistent field per basis, then correlation.

An energy is named ``METHOD/BASIS``. Methods: HF, MP2, MP4 (that is MP4(SDTQ)), QCISD(T) and CCSD(T) with a
frozen core, MP2(full) and CCSD(T)(full) with all electrons. All are computed without density fitting and
converged tightly: the errors of a dozen energies add up in one composite energy.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.reference import ab_initio
from qmlaw.reference.ab_initio import ConvergenceError, core_orbitals
from qmlaw.reference.ab_initio.mean_field import formula
from qmlaw.reference.basis import shells
from qmlaw.reference.composite.fitted_start import energy_in_one_step, fitted_solution
from qmlaw.reference.levels import ACCURACIES, Level
from qmlaw.reference.perturbation import mp4
from qmlaw.reference.qcisd import qcisd_t

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import SCF

#: Methods by name, in the order in which a basis is worked off: cheap ones first.
METHODS = ("HF", "MP2", "MP2(full)", "MP4", "CCSD(T)", "QCISD(T)", "CCSD(T)(full)")


class Batch(NamedTuple):
    """Energies in one basis, calculated together because they share the self-consistent field.

    Attributes
    ----------
    basis : str
        Name of the basis set.
    methods : tuple of str
        Methods wanted.
    """

    basis: str
    methods: tuple[str, ...]


def batches(labels: tuple[str, ...]) -> list[Batch]:
    """Sort labels of energies by basis.

    Parameters
    ----------
    labels : tuple of str
        Labels ``METHOD/BASIS``.

    Returns
    -------
    list of Batch
        One for each basis, in order of first appearance.

    Raises
    ------
    ValueError
        If a method is unknown.
    """
    wanted: dict[str, set[str]] = {}
    for label in labels:
        method, _, basis = label.partition("/")
        if method not in METHODS or not basis:
            raise ValueError(f"unknown energy {label!r}; write METHOD/BASIS with one of {', '.join(METHODS)}")
        wanted.setdefault(basis, set()).add(method)
    return [Batch(basis, tuple(m for m in METHODS if m in methods)) for basis, methods in wanted.items()]


def batch_energies(atoms: Atoms, batch: Batch, *, charge: int, multiplicity: int) -> dict[str, dict]:
    """Energies of one species with one basis.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.
    batch : Batch
        Basis and methods.
    charge : int
        Elementary charges.
    multiplicity : int
        2S + 1.

    Returns
    -------
    dict of str to dict
        By label: ``energy`` (hartree) and ``cpu_seconds`` of this step. HF is always among them.

    Raises
    ------
    ValueError
        For an element without functions in the basis.
    ConvergenceError
        If the self-consistent field or the amplitudes of coupled cluster do not converge.
    """
    clock = time.process_time()
    level = Level(f"HF/{batch.basis}", "hf", batch.basis)
    molecule = ab_initio.build_molecule(atoms, level, charge, multiplicity)
    fitted = fitted_solution(molecule, level)
    if fitted and batch.methods == ("HF",) and (energy := energy_in_one_step(fitted)) is not None:
        return {level.name: _entry(energy, clock)}
    start = fitted.make_rdm1() if fitted else _small_solution(molecule)
    mean_field, _ = ab_initio.solve_mean_field(molecule, level, ACCURACIES["tight"], start)
    results = {f"HF/{batch.basis}": _entry(mean_field.e_tot, clock)}
    for method in batch.methods:
        if method != "HF":
            clock = time.process_time()
            results[f"{method}/{batch.basis}"] = _entry(_correlated(mean_field, method, level), clock)
    return results


def _small_solution(molecule: Mole) -> NDArray[np.float64] | None:
    """Where an open-shell atom starts: density of its lowest stable solution in 6-31G; None for all others.

    In a large basis it would cost more to look for that solution than to calculate it.
    """
    if molecule.natm > 1 or molecule.spin == 0:
        return None
    from pyscf.scf.addons import project_dm_nr2nr

    level = Level("HF/6-31G", "hf", "6-31G")
    small = molecule.copy()  # as Cartesian or pure as the molecule is
    small.basis = shells(level.basis, molecule.atom_pure_symbol(0))
    lowest, _ = ab_initio.solve_mean_field(small.build(), level, ACCURACIES["tight"])
    return project_dm_nr2nr(lowest.mol, lowest.make_rdm1(), molecule)


def _entry(energy: float, clock: float) -> dict:
    return {"energy": float(energy), "cpu_seconds": time.process_time() - clock}


def _correlated(mean_field: SCF, method: str, level: Level) -> float:
    """Total energy of a correlated method, hartree."""
    molecule = mean_field.mol
    cores = [core_orbitals(int(z)) for z in molecule.atom_charges()]
    frozen = 0 if method.endswith("(full)") else sum(cores)
    if sum(molecule.nelec) - 2 * frozen < 2:  # no pair to correlate
        return mean_field.e_tot
    if method.startswith("MP2"):
        return _mp2(mean_field, frozen)
    if method == "MP4":
        return mp4(mean_field, frozen).mp4_sdtq
    if method == "QCISD(T)":
        return qcisd_t(mean_field, frozen).qcisd_t
    return _ccsd_t(mean_field, frozen, level)


def _mp2(mean_field: SCF, frozen: int) -> float:
    from pyscf import mp

    perturbation = mp.MP2(mean_field, frozen=frozen)
    perturbation.kernel(with_t2=False)
    return perturbation.e_tot


def _ccsd_t(mean_field: SCF, frozen: int, level: Level) -> float:
    from pyscf import cc

    coupled_cluster = cc.CCSD(mean_field, frozen=frozen)
    coupled_cluster.conv_tol, coupled_cluster.conv_tol_normt = 1e-9, 1e-7
    integrals = coupled_cluster.ao2mo()
    coupled_cluster.kernel(eris=integrals)
    if not coupled_cluster.converged:
        raise ConvergenceError(f"CCSD(T)/{level.basis} of {formula(mean_field)}: CCSD did not converge")
    return coupled_cluster.e_tot + coupled_cluster.ccsd_t(eris=integrals)
