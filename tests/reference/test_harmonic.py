"""Lines, heats and equilibria from second derivatives and masses, against formulas one can write down."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule
from ase.optimize import BFGS
from ase.thermochemistry import HarmonicThermo
from ase.units import invcm, kcal, mol

from qmlaw.reference import harmonic, single_point
from qmlaw.reference.geometry import hessian, with_gfn2
from qmlaw.reference.sampling import normal_modes
from qmlaw.reference.stationary import second_derivatives
from qmlaw.units import HARTREE_TO_EV

LINES = np.array([1600.0, 3700.0, 3800.0])


@pytest.fixture(scope="module")
def water():
    atoms = with_gfn2(molecule("H2O"))
    return atoms, hessian(atoms)


def test_with_its_own_masses_the_lines_are_those_of_the_molecule(water):
    atoms, curvature = water
    np.testing.assert_allclose(
        harmonic.wavenumbers(atoms, curvature, atoms.get_masses()), normal_modes(atoms).frequencies
    )


def test_two_atoms_on_a_spring():
    atoms, k, masses = Atoms("HCl", [[0, 0, 0], [1.3, 0, 0]]), 30.0, np.array([1.00783, 34.96885])
    curvature = np.zeros((6, 6))
    curvature[np.ix_([0, 3], [0, 3])] = k * np.array([[1, -1], [-1, 1]])
    assert harmonic.wavenumbers(atoms, curvature, masses)[0] == pytest.approx(
        521.4708 * np.sqrt(k * (1 / masses).sum()), rel=1e-5
    )


def test_product_rule_of_teller_and_redlich(water):
    """At a stationary point the product of the ratios follows from masses and moments of inertia alone."""
    atoms = with_gfn2(molecule("H2O"))
    BFGS(atoms, logfile=None).run(fmax=1e-4)
    curvature = hessian(atoms)
    light, heavy = np.array([15.9949, 1.00783, 1.00783]), np.array([15.9949, 2.0141, 2.0141])
    ratio = np.prod(
        harmonic.wavenumbers(atoms, curvature, heavy) / harmonic.wavenumbers(atoms, curvature, light)
    )
    inertia = []
    for masses in (heavy, light):
        atoms.set_masses(masses)
        inertia.append(np.prod(atoms.get_moments_of_inertia()) * masses.sum() ** 3)
    expected = np.sqrt(np.prod((light / heavy) ** 3) * inertia[0] / inertia[1])
    assert ratio == pytest.approx(expected, rel=1e-3)


def test_zero_point_energy_and_heat_capacity_are_those_of_ase():
    thermo = HarmonicThermo(LINES * invcm)
    assert harmonic.zero_point_energy(LINES) == pytest.approx(
        thermo.get_ZPE_correction() / (kcal / mol), rel=1e-4
    )
    step = 1.0
    slope = (
        thermo.get_internal_energy(1000 + step, verbose=False)
        - thermo.get_internal_energy(1000 - step, verbose=False)
    ) / (2 * step)
    assert harmonic.heat_capacity(LINES, 1000.0) == pytest.approx(1000 * slope / (kcal / mol), rel=1e-4)


def test_exchange_has_the_limit_of_counting_when_it_is_hot(water):
    atoms, curvature = water
    light, mixed, heavy = (
        harmonic.wavenumbers(atoms, curvature, [15.9949, *m])
        for m in ((1.00783, 1.00783), (2.0141, 1.00783), (2.0141, 2.0141))
    )
    assert harmonic.exchange_constant(light, mixed, heavy, 1e5) == pytest.approx(4, abs=0.01)
    assert 3 < harmonic.exchange_constant(light, mixed, heavy, 298.15) < 4


def test_what_it_refuses(water):
    atoms, curvature = water
    with pytest.raises(ValueError, match="allowed are 3 numbers above 0 u"):
        harmonic.wavenumbers(atoms, curvature, [16.0, 1.0])
    with pytest.raises(ValueError, match="allowed are 3 numbers above 0 u"):
        harmonic.wavenumbers(atoms, curvature, [16.0, 1.0, 0.0])
    with pytest.raises(ValueError, match="above 0 cm"):
        harmonic.zero_point_energy([100.0, -5.0])
    with pytest.raises(ValueError, match="3 and 2 wavenumbers"):
        harmonic.partition_ratio(LINES, LINES[:2], 300.0)


def test_second_derivatives_are_those_of_the_forces():
    atoms = Atoms("H2", [[0, 0, 0], [0.74, 0, 0]])
    found = second_derivatives(atoms, "HF/STO-3G")
    moved = atoms.copy()
    moved.positions[1, 0] += 0.01
    assert found.shape == (6, 6)
    np.testing.assert_allclose(found, found.T, atol=1e-6)
    assert found[0, 0] == pytest.approx(-found[0, 3], rel=1e-3)
    slopes = []
    for shift in (0.01, -0.01):
        moved.positions[1, 0] = 0.74 + shift
        slopes.append(
            single_point(moved, "HF/STO-3G", forces=True, accuracy="tight").forces[1, 0] * HARTREE_TO_EV
        )
    assert found[3, 3] == pytest.approx((slopes[1] - slopes[0]) / 0.02, rel=0.01)
