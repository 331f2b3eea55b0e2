"""Geometries are minima with the intended bonds, the same every time."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import geometry, single_point
from qmlaw.reference.geometry import GeometryError, bonded_pairs, equilibrium_geometry
from qmlaw.units import HARTREE_TO_EV


def test_water():
    water, energy = equilibrium_geometry("O", seed=1)
    assert water.get_chemical_symbols() == ["O", "H", "H"]
    assert water.get_distance(0, 1) == pytest.approx(0.96, abs=0.01)
    assert water.get_angle(1, 0, 2) == pytest.approx(107, abs=2)  # GFN2's own minimum
    assert energy == pytest.approx(single_point(water, "GFN2-xTB").energy, abs=1e-7)
    forces = single_point(water, "GFN2-xTB", forces=True).forces
    assert np.abs(forces).max() < 0.01 / 27.2


def test_same_seed_same_geometry():
    """The same to a rounding error: GFN2 adds in an order that threads and memory decide."""
    first, second = (equilibrium_geometry("CCO", seed=3, n_conformers=3)[0] for _ in range(2))
    np.testing.assert_allclose(first.positions, second.positions, rtol=0, atol=1e-6)


def test_lowest_conformer_of_butane_is_anti():
    butane, _ = equilibrium_geometry("CCCC", seed=1)
    assert abs(butane.get_dihedral(0, 1, 2, 3) - 180) < 5


def test_more_conformers_are_never_worse():
    energies = [equilibrium_geometry("OCCO", seed=1, n_conformers=n)[1] for n in (1, 8)]
    assert energies[1] <= energies[0] + 1e-7


def test_bonded_pairs_of_ethanol():
    ethanol = molecule("CH3CH2OH")
    assert len(bonded_pairs(ethanol)) == 8
    assert bonded_pairs(Atoms("HH", [[0, 0, 0], [0, 0, 1.5]])) == set()


def test_changed_bonds_are_an_error(monkeypatch):
    def tear(atoms, largest_force):
        atoms.positions[-1] += 3.0
        return ""

    monkeypatch.setattr(geometry, "_relax", tear)
    with pytest.raises(GeometryError, match="O: GFN2-xTB changed the bonds: lost O0-H2"):
        equilibrium_geometry("O", seed=1)


def test_saddle_points_are_left():
    # Eclipsed ethane, exactly symmetric: a start that an optimiser alone would not leave.
    ethane = molecule("C2H6")
    ethane.rotate_dihedral(2, 0, 1, 5, 60, indices=[5, 6, 7])
    assert np.cos(np.radians(3 * ethane.get_dihedral(2, 0, 1, 5))) == pytest.approx(1, abs=1e-3)
    geometry.with_gfn2(ethane)
    assert geometry._relax(ethane, 0.001) == ""
    assert geometry._leave_saddle_points(ethane, 0.001) == ""
    assert np.cos(np.radians(3 * ethane.get_dihedral(2, 0, 1, 5))) == pytest.approx(-1, abs=1e-3)
    _, lowest = equilibrium_geometry("CC", seed=1, n_conformers=1)
    assert ethane.get_potential_energy() / HARTREE_TO_EV == pytest.approx(lowest, abs=1e-6)


def test_rigid_motions_are_no_curvature():
    # Ammonia far from converged: turning it would look like a saddle point.
    ammonia, _ = equilibrium_geometry("N", seed=1, n_conformers=1, largest_force=0.05)
    assert len(ammonia) == 4
    for linear in (molecule("C2H2"), molecule("H2")):
        internal = geometry.internal_projector(linear.positions)
        assert np.trace(internal) == pytest.approx(3 * len(linear) - 5)


def test_no_convergence_is_an_error(monkeypatch):
    monkeypatch.setattr(geometry, "_MAX_STEPS", 1)
    with pytest.raises(GeometryError, match="did not converge in 1 steps"):
        equilibrium_geometry("CCO", seed=1, n_conformers=1)


def test_nonsense_is_named():
    with pytest.raises(ValueError, match="cannot read the SMILES 'C1CC'"):
        equilibrium_geometry("C1CC", seed=1)
