"""A force field: what it promises, and where it ends."""

import numpy as np
import pytest
from ase import Atoms

from qmlaw import units
from qmlaw.reference.geometry import equilibrium_geometry
from qmlaw.reference.mechanics import mechanics_energies, mechanics_parameters
from qmlaw.reference.sampling import stretch, turn


@pytest.fixture(scope="module")
def ethane() -> Atoms:
    return equilibrium_geometry("CC", seed=1, n_conformers=2)[0]


def kcal(smiles, geometries):
    energies = mechanics_energies(smiles, [atoms.positions for atoms in geometries])
    return energies * units.HARTREE_TO_KCAL_MOL


def test_barrier_of_ethane_is_the_measured_three_kcal(ethane):
    # 2.9 kcal/mol from experiment: Hirota, Saito, Endo, J. Chem. Phys. 71, 1183 (1979), doi:10.1063/1.438466.
    energies = kcal("CC", [turn(ethane, 0, 1, angle) for angle in range(0, 360, 10)])
    assert np.ptp(energies) == pytest.approx(3.0, abs=0.6)


def test_the_force_field_does_not_dissociate(ethane):
    energies = kcal("CC", [stretch(ethane, 0, 1, ratio) for ratio in (1.0, 1.5, 2.0, 3.0)])
    assert (np.diff(energies) > 0).all()
    assert energies[-1] - energies[0] > 1000  # the bond energy is about 90


def test_rigid_motions_cost_nothing(ethane):
    moved = ethane.copy()
    moved.rotate(40, (1, 2, 3))
    moved.positions += 5
    assert kcal("CC", [ethane])[0] == pytest.approx(kcal("CC", [moved])[0], abs=1e-8)


def test_atoms_must_be_those_of_the_smiles(ethane):
    with pytest.raises(ValueError, match=r"CCC has 11 atoms, but positions have shape \(1, 8, 3\)"):
        mechanics_energies("CCC", [ethane.positions])
    with pytest.raises(ValueError, match="cannot read the SMILES"):
        mechanics_energies("C1CC", [ethane.positions])


def test_larger_molecules_use_more_numbers():
    ethane, ethanol = mechanics_parameters("CC"), mechanics_parameters("CCO")
    assert all(ethanol[term] >= count for term, count in ethane.items())
    assert ethane["partial charge"] == 0  # hydrocarbons carry none in MMFF94
    assert ethanol["partial charge"] > 0
