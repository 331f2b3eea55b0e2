"""Wave functions and density functionals with PySCF: mean fields, correlation on top of them, response."""

from qmlaw.reference.ab_initio.correlation import correlate
from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.ab_initio.mean_field import build_molecule, nuclear_gradient, solve_mean_field
from qmlaw.reference.ab_initio.response import isotropic_polarizability

__all__ = [
    "ConvergenceError",
    "build_molecule",
    "correlate",
    "isotropic_polarizability",
    "nuclear_gradient",
    "solve_mean_field",
]
