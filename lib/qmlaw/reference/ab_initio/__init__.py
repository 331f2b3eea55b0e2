"""Wave functions and density functionals with PySCF: mean fields, correlation on top of them, response."""

from qmlaw.reference.ab_initio.correlation import Clock, Step, core_orbitals, correlate
from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.ab_initio.mean_field import (
    build_molecule,
    lowest_restricted,
    nuclear_gradient,
    nuclear_hessian,
    solve_mean_field,
)
from qmlaw.reference.ab_initio.response import isotropic_polarizability

__all__ = [
    "Clock",
    "ConvergenceError",
    "Step",
    "build_molecule",
    "core_orbitals",
    "correlate",
    "isotropic_polarizability",
    "lowest_restricted",
    "nuclear_gradient",
    "nuclear_hessian",
    "solve_mean_field",
]
