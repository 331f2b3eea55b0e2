"""HF, MP2 and CCSD(T) agree with numbers that other programs gave and others published.

Sources, all with the geometry printed:

* Gaussian 16 outputs among the test data of cclib (github.com/cclib/cclib, BSD-3), folder
  data/Gaussian/basicGaussian16: water_g4.log (G4, whose third step is CCSD(T)/6-31G(d)) and water_ccsdt.log.
* The values against which QCEngine holds Cfour, GAMESS, NWChem and Psi4 (github.com/MolSSI/QCEngine, BSD-3,
  qcengine/programs/tests/standard_suite_ref.py): hydrogen fluoride in cc-pVDZ, frozen core.
* Psi4's test cc9 (github.com/psi4/psi4, LGPL): the radical CN, unrestricted.
"""

import numpy as np
import pytest
from ase import Atoms

from qmlaw.reference import Level, single_point
from qmlaw.units import BOHR_TO_ANGSTROM

#: Six published digits after the point, and the thresholds of two programs: 1e-6 hartree is 0.0006 kcal/mol.
TOLERANCE = 2e-7

WATER_G4 = Atoms(
    "OHH",
    [[0, -0.1186594123, 0], [-0.7562033882, 0.4763897062, 0], [0.7562033882, 0.4763897062, 0]],
)
HYDROGEN_FLUORIDE = Atoms("HF", [[0, 0, 0], [0, 0, 0.917]])


def water(length, degrees):
    angle = np.radians(degrees)
    return Atoms("OHH", [[0, 0, 0], [0, 0, length], [length * np.sin(angle), 0, length * np.cos(angle)]])


PUBLISHED = {
    "H2O, 6-31G(d), Gaussian 16": (
        WATER_G4,
        "CCSD(T)/6-31G(d)",
        {"HF": -76.0102274752, "MP2": -76.196760230472, "CCSD": -76.205811776, "CCSD(T)": -76.207702410},
    ),
    "H2O, STO-3G, Gaussian 16": (
        water(0.99, 106),
        Level("CCSD(T)/STO-3G", "ccsd(t)", "STO-3G"),
        {"HF": -74.9643287914, "MP2": -75.002282127453, "CCSD": -75.017683639, "CCSD(T)": -75.017760422},
    ),
    "HF, cc-pVDZ, four programs": (
        HYDROGEN_FLUORIDE,
        "CCSD(T)/cc-pVDZ",
        {
            "HF": -100.0194112690227,
            "MP2": -100.0194112690227 - 0.201627516796,
            "CCSD": -100.0194112690227 - 0.2068152041,
            "CCSD(T)": -100.0194112690227 - 0.2068152041 - 0.0019205007,
        },
    ),
    "CN, cc-pVDZ, Psi4": (
        Atoms("CN", [[0, 0, 0], [0, 0, 1.175]]),
        "CCSD(T)/cc-pVDZ",
        {"HF": -92.21277694979756, "CCSD": -92.47683016412106, "CCSD(T)": -92.48929141166354},
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_correlated_energies(name):
    atoms, level, published = PUBLISHED[name]
    result = single_point(atoms, level, accuracy="tight")
    found = {step: passed.energy for step, passed in result.steps.items()} | {"CCSD(T)": result.energy}
    for step, energy in published.items():
        assert found[step] == pytest.approx(energy, abs=TOLERANCE), step


def test_density_fitted_energies():
    # Production settings fit the integrals with the sets that Psi4 uses, too: its HF and MP2 (QCEngine).
    assert single_point(HYDROGEN_FLUORIDE, "HF/cc-pVDZ").energy == pytest.approx(
        -100.019400605629, abs=TOLERANCE
    )
    result = single_point(HYDROGEN_FLUORIDE, "MP2/cc-pVDZ")
    assert result.energy - result.steps["HF"].energy == pytest.approx(-0.201610660387, abs=TOLERANCE)


def test_b3lyp_and_its_response():
    # The second step of water_g4.log: energy, dipole and polarizability at B3LYP/6-31G(2df,p).
    result = single_point(WATER_G4, "B3LYP/6-31G(2df,p)", accuracy="tight", properties=True)
    assert result.energy == pytest.approx(-76.4260777, abs=1e-6)
    assert np.linalg.norm(result.dipole) == pytest.approx(1.85285, abs=1e-4)
    assert result.polarizability == pytest.approx(6.31508, abs=1e-3)


@pytest.mark.parametrize(
    ("level", "published"), [("HF/cc-pVDZ", 0.019789748774), ("MP2/cc-pVDZ", -0.0031745046)]
)
def test_forces(level, published):
    # dE/dR of hydrogen fluoride, hartree/bohr (QCEngine): R is too long for HF, too short for MP2.
    result = single_point(HYDROGEN_FLUORIDE, level, accuracy="tight", forces=True)
    pulls_fluorine_back = -result.forces[1, 2] * BOHR_TO_ANGSTROM
    assert pulls_fluorine_back == pytest.approx(published, abs=1e-7)
