"""Energies agree with published ones: QM9 (B3LYP, 6D7F) and ANI-1 (ωB97X, 6D)."""

import json

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import single_point
from qmlaw.units import HARTREE_TO_KCAL_MOL

QM9_LEVEL = "B3LYP/6-31G(2df,p)"


@pytest.fixture(scope="module")
def qm9(public_data):
    """Name to (atoms, electronic energy in hartree) of the first eight molecules of QM9."""
    entries = json.loads(public_data("qm9_first8.json").read_text())["molecules"]
    return {
        entry["name"]: (
            Atoms(entry["numbers"], entry["positions_angstrom"]),
            entry["U0_hartree"] - entry["zpve_hartree"],
        )
        for entry in entries
    }


@pytest.mark.parametrize("name", ["CH4", "NH3", "H2O", "C2H2", "HCN", "CH2O", "C2H6", "CH3OH"])
def test_qm9_energy(qm9, name):
    atoms, published = qm9[name]
    tight = single_point(atoms, QM9_LEVEL, accuracy="tight").energy
    production = single_point(atoms, QM9_LEVEL).energy
    # QM9 prints six decimals of U0 and of the zero-point energy: 0.0006 kcal/mol.
    assert (tight - published) * HARTREE_TO_KCAL_MOL == pytest.approx(0, abs=0.002)
    assert (production - tight) * HARTREE_TO_KCAL_MOL == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(
    ("element", "published", "tolerance"),
    [("H", -0.500273, 0.01), ("C", -37.846772, 0.01), ("N", -54.583861, 0.01), ("O", -75.064579, 0.01)],
)
def test_atoms_of_qm9(element, published, tolerance):
    # atomref of QM9 (Ramakrishnan et al. 2014), hartree
    energy = single_point(Atoms(element), QM9_LEVEL).energy
    assert (energy - published) * HARTREE_TO_KCAL_MOL == pytest.approx(0, abs=tolerance)


@pytest.mark.parametrize(
    ("element", "published"),
    [("H", -0.4993212), ("C", -37.8338334), ("N", -54.5732825), ("O", -75.0424519)],
)
def test_atoms_of_ani(element, published):
    # Atomic ωB97X/6-31G(d) energies that torchani ships, hartree.
    energy = single_point(Atoms(element), "wB97X/6-31G(d)").energy
    assert (energy - published) * HARTREE_TO_KCAL_MOL == pytest.approx(0, abs=0.02)


def test_cartesian_d_matters_and_is_on():
    # 5D would raise these energies by 0.3 to 1.1 kcal/mol.
    water = molecule("H2O")
    six = single_point(water, "ωB97X/6-31G(d)").energy
    five = _with_pure_d(water)
    assert 0.2 < (five - six) * HARTREE_TO_KCAL_MOL < 2


def _with_pure_d(atoms):
    from pyscf import dft, gto

    from qmlaw.reference.basis import shells

    spherical = gto.M(
        atom=list(zip(atoms.get_chemical_symbols(), atoms.positions, strict=True)),
        basis={symbol: shells("6-31G(d)", symbol) for symbol in "HO"},
        verbose=0,
    )
    return dft.RKS(spherical, xc="wb97x").density_fit(auxbasis="def2-universal-jkfit").kernel()


def test_mixed_functions_lie_between_pure_and_cartesian(qm9):
    # 6D7F is a subspace of 6D10F and contains 5D7F: three ordered energies (variational at the HF level).
    from pyscf import gto, scf

    from qmlaw.reference.ab_initio.mixed import with_pure_f
    from qmlaw.reference.basis import shells

    atoms, _ = qm9["H2O"]
    energies = []
    for cartesian, confine in ((False, False), (True, True), (True, False)):
        built = gto.M(
            atom=list(zip(atoms.get_chemical_symbols(), atoms.positions, strict=True)),
            basis={symbol: shells("6-31G(2df,p)", symbol) for symbol in "HO"},
            cart=cartesian,
            verbose=0,
        )
        mean_field = scf.RHF(built)
        energies.append((with_pure_f(mean_field) if confine else mean_field).kernel())
    pure, mixed, cartesian = np.array(energies) * HARTREE_TO_KCAL_MOL
    assert cartesian + 0.1 < mixed < pure - 0.1
