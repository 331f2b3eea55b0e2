"""Focal points: limits against the functions of the ladder, exact hydrogen, measured energies, the core."""

import numpy as np
import pytest
from ase import Atoms

from qmlaw.reference.basis import shells
from qmlaw.reference.composite import (
    COMPOSITES,
    EnergyStore,
    atomization,
    composite_energy,
    composite_thermochemistry,
    put_together,
)
from qmlaw.reference.composite.energies import METHODS
from qmlaw.reference.extrapolation import FOCAL_POINT_PARTS, focal_point
from qmlaw.units import HARTREE_TO_KCAL_MOL

WATER = Atoms("OHH", [(0, 0, 0.1173), (0, 0.7572, -0.4692), (0, -0.7572, -0.4692)])
NAMES = ("FPA-DZ", "FPA-TZ", "FPA-TZ+CV")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return EnergyStore(tmp_path_factory.mktemp("energies"))


def test_same_formula_as_the_top_of_the_ladder():
    """With made-up energies the terms of FPA-DZ give what `focal_point` gives."""
    random = np.random.default_rng(0)
    times = {"seconds": 0, "cpu_seconds": 0}
    levels = {name: {"energy": -70 - random.random(), **times} for name in FOCAL_POINT_PARTS}
    levels["CCSD(T)/cc-pVDZ"]["mp2_energy"] = -70.0
    names = {name: name.replace("TZ", "(T+d)Z").replace("QZ", "(Q+d)Z") for name in levels}
    energies = {names[name]: entry["energy"] for name, entry in levels.items()}
    expected = focal_point(levels)
    found = put_together(WATER, "FPA-DZ", energies | {"MP2/cc-pVDZ": -70.0})
    assert found.energy == pytest.approx(expected["energy"], abs=1e-10)
    assert found.part("MP2(CBS)").energy == pytest.approx(expected["mp2_limit"], abs=1e-10)
    assert found.part("δCCSD(T)").energy == pytest.approx(expected["higher_order"], abs=1e-10)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fitted(name):
    method = COMPOSITES[name]
    assert method.correction is None
    assert {label.partition("/")[0] for label in method.labels} <= set(METHODS)


def test_hydrogen_is_nearly_exact(store):
    """CCSD is exact for two electrons: what is left is the basis. Exact: Kolos and Wolniewicz, 1.4 bohr."""
    hydrogen = Atoms("HH", [(0, 0, 0), (0, 0, 0.740848)])
    errors = [composite_energy(hydrogen, name, store=store).energy + 1.174476 for name in NAMES[:2]]
    assert np.abs(errors).max() < 2e-3
    assert abs(errors[1]) < abs(errors[0])
    for name in NAMES:
        assert composite_energy(Atoms("H"), name, store=store).energy == pytest.approx(-0.5, abs=3e-5)


def test_helium(store):
    """Exact: -2.903724 hartree."""
    assert composite_energy(Atoms("He"), "FPA-TZ", store=store).energy == pytest.approx(-2.903724, abs=2e-3)


def test_water_term_by_term(store):
    """Measured D0 219.36 kcal/mol. What the core adds is 0.3 to 0.4 kcal/mol in the literature."""
    found = composite_energy(WATER, "FPA-TZ+CV", store=store)
    atoms = {symbol: composite_energy(Atoms(symbol), "FPA-TZ+CV", store=store) for symbol in "HO"}
    broken = atomization(found, atoms)
    kcal = {part.name: part.energy * HARTREE_TO_KCAL_MOL for part in broken.parts}
    assert list(kcal) == ["HF/cc-pV(Q+d)Z", "ΔHF(CBS)", "MP2(CBS)", "δCCSD(T)", "ΔCV", "E(SO)"]
    assert 0.2 < kcal["ΔCV"] < 0.5
    assert 0 < kcal["ΔHF(CBS)"] < 1
    assert kcal["MP2(CBS)"] > 20 * abs(kcal["δCCSD(T)"])
    zero_point = 13.25  # measured, kcal/mol
    assert sum(kcal.values()) - zero_point == pytest.approx(219.36, abs=2.0)


def test_from_start_to_enthalpy(store):
    found = composite_thermochemistry(Atoms("HH", [(0, 0, 0), (0, 0, 0.75)]), "fpa-tz", store=store)
    assert found.formation.at_298_kelvin == pytest.approx(0, abs=0.7)
    assert found.energy.method == "FPA-TZ"


def test_core_valence_stops_at_neon():
    refused = r"cc-pCVTZ has no functions for element 'Cl'; .*1s would have to stay"
    with pytest.raises(ValueError, match=refused):
        composite_thermochemistry(Atoms("HCl", [(0, 0, 0), (0, 0, 1.28)]), "FPA-TZ+CV")


@pytest.mark.parametrize(("element", "n_d"), [("C", 2), ("S", 3)])
def test_tight_d_in_the_second_row_alone(element, n_d):
    from pyscf import gto

    plain, more = gto.basis.load("cc-pVTZ", element), shells("cc-pV(T+d)Z", element)
    assert sum(shell[0] == 2 for shell in more) == n_d
    assert (more == plain) == (element == "C")
    others = [[shell for shell in basis if shell[0] != 2] for basis in (plain, more)]
    assert others[0] == others[1]


def test_core_functions_are_added():
    plain, more = shells("cc-pVTZ", "N"), shells("cc-pCVTZ", "N")
    tight = [shell for shell in more if shell not in plain]
    assert sorted(shell[0] for shell in tight) == [0, 0, 1, 1, 2]
    assert shells("cc-pCVTZ", "H") == shells("cc-pVTZ", "H")
