"""Polarizabilities agree with finite fields and with QM9."""

import json

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import find_level, single_point
from qmlaw.reference.ab_initio import build_molecule, isotropic_polarizability, mean_field
from qmlaw.reference.levels import ACCURACIES


@pytest.mark.parametrize(
    ("level", "accuracy", "tolerance"),
    [
        ("HF/6-31G*", "tight", 1e-3),
        ("B3LYP/6-31G(2df,p)", "production", 0.01),
        ("ωB97X/6-31G(d)", "production", 0.01),
    ],
)
def test_polarizability_is_the_second_derivative_in_a_field(level, accuracy, tolerance):
    # Also proves that the response stays in the 6D7F subspace: the finite-field SCF is confined to it.
    level, accuracy = find_level(level), ACCURACIES[accuracy]
    built = build_molecule(molecule("H2O"), level, 0, 1)
    solved, _ = mean_field.solve_mean_field(built, level, accuracy)
    field, position = 2e-3, built.intor("int1e_r")
    components = []
    for axis in range(3):
        dipoles = []
        for sign in (1, -1):
            inside = mean_field._mean_field(built, level, accuracy)
            inside.conv_tol = 1e-10
            core = inside.get_hcore() + sign * field * position[axis]
            inside.get_hcore = lambda *arguments, core=core: core
            inside.kernel()
            dipoles.append(inside.dip_moment(unit="au", verbose=0)[axis])
        components.append((dipoles[0] - dipoles[1]) / (2 * field))
    expected = np.mean(components)
    assert isotropic_polarizability(solved, accuracy.response_grid_level) == pytest.approx(
        expected, abs=tolerance
    )


@pytest.mark.parametrize(
    ("name", "dipole", "polarizability", "homo", "lumo"),
    [
        ("CH4", 0.0, 13.21, -0.3877, 0.1171),
        ("NH3", 1.6256, 9.46, -0.2570, 0.0829),
        ("H2O", 1.8511, 6.31, -0.2928, 0.0687),
    ],
)
def test_properties_of_qm9(public_data, name, dipole, polarizability, homo, lumo):
    # Header lines of gdb 1 to 3 (Ramakrishnan et al. 2014): debye, bohr^3, hartree, hartree.
    entries = json.loads(public_data("qm9_first8.json").read_text())["molecules"]
    entry = next(entry for entry in entries if entry["name"] == name)
    atoms = Atoms(entry["numbers"], entry["positions_angstrom"])
    result = single_point(atoms, "B3LYP/6-31G(2df,p)", properties=True)
    assert np.linalg.norm(result.dipole) == pytest.approx(dipole, abs=2e-3)
    assert result.polarizability == pytest.approx(polarizability, abs=0.02)
    assert result.homo == pytest.approx(homo, abs=2e-4)
    assert result.lumo == pytest.approx(lumo, abs=2e-4)


def test_open_shell_has_orbitals_and_dipole_but_no_polarizability():
    result = single_point(molecule("OH"), "HF/STO-3G", properties=True)
    assert result.homo < result.lumo
    assert result.dipole.shape == (3,)
    assert result.polarizability is None


def test_gfn2_has_orbitals_and_dipole():
    result = single_point(molecule("H2O"), "GFN2-xTB", properties=True)
    assert result.homo < result.lumo
    assert np.linalg.norm(result.dipole) == pytest.approx(1.85, abs=0.5)


def test_nothing_is_computed_unasked():
    result = single_point(molecule("H2O"), "HF/STO-3G")
    assert result.homo is result.lumo is result.dipole is result.polarizability is result.forces is None
    assert result.converged and result.note == "" and result.cpu_seconds > 0
