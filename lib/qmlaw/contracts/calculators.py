"""What a calculator of ASE promises: forces and stress are slopes of its energy.

Without that, energy is not conserved and a relaxation may walk in circles. Slopes are taken by differences
over a short step: where curvature jumps inside of it, as it does for networks of CELU units, a difference is
off by the jump times the step, although the forces are right. A calculator in single precision needs a larger
step and a larger tolerance.
"""

from __future__ import annotations

from collections.abc import Sequence

import ase
import numpy as np
from ase.calculators.calculator import Calculator
from ase.calculators.fd import calculate_numerical_forces, calculate_numerical_stress

from qmlaw.contracts.measurements import Measurement


def forces_are_slopes(
    calculator: Calculator, structures: Sequence[ase.Atoms], *, step: float = 1e-5, tolerance: float = 1e-4
) -> Measurement:
    """F = -dE/dR for every coordinate of every atom.

    Parameters
    ----------
    calculator : Calculator
        With energy and forces.
    structures : sequence of ase.Atoms
        Away from minima, where forces are not zero anyway.
    step : float
        Half the distance of the two points of a difference, Å.
    tolerance : float
        Largest deviation allowed, eV/Å.

    Raises
    ------
    ValueError
        If there is no structure.
    """
    deviations = []
    for atoms in _with(calculator, structures):
        deviations.append(np.abs(atoms.get_forces() - calculate_numerical_forces(atoms, eps=step)).max())
    return _measurement("forces are slopes", deviations, tolerance)


def stress_is_a_slope(
    calculator: Calculator, structures: Sequence[ase.Atoms], *, step: float = 1e-5, tolerance: float = 1e-5
) -> Measurement:
    """σ = (dE/dε)/V for all six strains of every cell.

    Parameters
    ----------
    calculator : Calculator
        With energy and stress.
    structures : sequence of ase.Atoms
        Periodic in all directions.
    step : float
        Half the distance of the two strains of a difference.
    tolerance : float
        Largest deviation allowed, eV/Å^3.

    Raises
    ------
    ValueError
        If there is no structure, or one has no cell.
    """
    deviations = []
    for i, atoms in enumerate(_with(calculator, structures)):
        if not atoms.pbc.all():
            raise ValueError(f"structure {i} is periodic along {atoms.pbc.tolist()}; allowed are crystals")
        found = atoms.get_stress() - calculate_numerical_stress(atoms, eps=step)
        deviations.append(np.abs(found).max())
    return _measurement("stress is a slope", deviations, tolerance)


def _with(calculator: Calculator, structures: Sequence[ase.Atoms]) -> list[ase.Atoms]:
    """Copies of the structures that ask this calculator."""
    if not len(structures):
        raise ValueError("structures is empty; allowed is one or more")
    copies = [atoms.copy() for atoms in structures]
    for atoms in copies:
        atoms.calc = calculator
    return copies


def _measurement(contract: str, deviations: list[float], tolerance: float) -> Measurement:
    # Written so that a NaN does not count as kept.
    largest = float(np.max(deviations))
    return Measurement(contract, largest, tolerance, bool(largest <= tolerance))
