"""Constants against three other programs, and conversions as properties."""

import ase.units
import numpy as np
import pyscf.data.nist
import pytest
import scipy.constants
from hypothesis import given
from hypothesis import strategies as st

from qmlaw import units

CODATA_2018 = ase.units.create_units("2018")


@pytest.mark.parametrize(
    ("ours", "ase_value"),
    [
        (units.BOHR_TO_ANGSTROM, CODATA_2018["Bohr"]),
        (units.HARTREE_TO_EV, CODATA_2018["Hartree"]),
        (units.HARTREE_TO_KCAL_MOL, CODATA_2018["Hartree"] / (CODATA_2018["kcal"] / CODATA_2018["mol"])),
        (units.HARTREE_TO_KJ_MOL, CODATA_2018["Hartree"] / (CODATA_2018["kJ"] / CODATA_2018["mol"])),
        (units.HARTREE_TO_WAVENUMBER, CODATA_2018["Hartree"] / CODATA_2018["invcm"]),
        (units.EBOHR_TO_DEBYE, CODATA_2018["Bohr"] / CODATA_2018["Debye"]),
    ],
    ids=["bohr", "eV", "kcal/mol", "kJ/mol", "cm^-1", "debye"],
)
def test_ase_with_the_same_constants(ours, ase_value):
    assert ours == pytest.approx(ase_value, rel=2e-10)


@pytest.mark.parametrize(
    ("ours", "name", "factor"),
    [
        (units.BOHR_TO_ANGSTROM, "Bohr radius", 1e10),
        (units.HARTREE_TO_EV, "Hartree energy in eV", 1),
        (units.HARTREE_TO_JOULE, "Hartree energy", 1),
        (units.HARTREE_TO_WAVENUMBER, "hartree-inverse meter relationship", 0.01),
        (units.AVOGADRO, "Avogadro constant", 1),
    ],
)
def test_scipy(ours, name, factor):
    """SciPy has CODATA 2022, which moved these by less than 1e-9."""
    assert ours == pytest.approx(scipy.constants.value(name) * factor, rel=1e-9)


def test_calorie():
    assert units.JOULE_PER_CALORIE == scipy.constants.calorie


@pytest.mark.parametrize(
    ("ours", "name"),
    [
        (units.BOHR_TO_ANGSTROM, "BOHR"),
        (units.HARTREE_TO_EV, "HARTREE2EV"),
        (units.HARTREE_TO_WAVENUMBER, "HARTREE2WAVENUMBER"),
        (units.EBOHR_TO_DEBYE, "AU2DEBYE"),
    ],
)
def test_pyscf(ours, name):
    """PySCF's constants are older; they agree to 1e-7 of the value."""
    assert ours == pytest.approx(getattr(pyscf.data.nist, name), rel=1e-7)


def test_textbook_value():
    assert units.HARTREE_TO_KCAL_MOL == pytest.approx(627.5094740631, abs=1e-10)


names = st.sampled_from(sorted(units.UNITS))
numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5)


@given(numbers, names, st.data())
def test_there_and_back(values, name, data):
    same = [k for k, u in units.UNITS.items() if u.dimension == units.UNITS[name].dimension]
    other = data.draw(st.sampled_from(same))
    back = units.convert(units.convert(values, name, other), other, name)
    np.testing.assert_allclose(back, values, rtol=1e-14, atol=1e-300)  # the smallest floats lose digits


@given(numbers, names, names)
def test_other_dimensions_are_refused(values, first, second):
    if units.unit(first).dimension == units.unit(second).dimension:
        units.convert(values, first, second)
        return
    with pytest.raises(ValueError, match="cannot convert"):
        units.convert(values, first, second)


@pytest.mark.parametrize(
    ("value", "first", "second", "expected"),
    [
        (1.0, "hartree", "kcal/mol", 627.509474),
        (1.0, "eV", "kcal/mol", 23.060548),
        (1.0, "kcal/mol", "kJ/mol", 4.184),
        (1.0, "bohr", "angstrom", 0.529177211),
        (1.0, "bohr^2", "angstrom^2", 0.280028521),
        (1.0, "bohr^3", "angstrom^3", 0.148184711),
        (1.0, "hartree/bohr", "eV/angstrom", 51.4220675),
        (1.0, "hartree/bohr", "kcal/mol/angstrom", 1185.82105),
        (1.0, "eV/angstrom^3", "hartree/angstrom^3", 0.0367493222),
        (1.0, "e*bohr", "debye", 2.541746473),
        (1.0, "e*angstrom", "debye", 4.80320471),
        (8065.543937, "cm^-1", "eV", 1.0),
        (4.184, "J/(mol K)", "cal/(mol K)", 1.0),
    ],
)
def test_worked_values(value, first, second, expected):
    """Independent figures: NIST's tables of conversion factors and arithmetic with them."""
    assert units.convert(value, first, second) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("name", ["Hartree", "kcal", "", "ev", None, 3])
def test_unknown_unit_lists_the_known(name):
    with pytest.raises(ValueError, match="unknown unit .*; allowed are: .*hartree, eV, kcal/mol"):
        units.convert(1.0, name, "hartree")


def test_shape_is_kept():
    assert units.convert(np.ones((2, 3)), "hartree", "eV").shape == (2, 3)
    assert units.convert([1, 2], "bohr", "bohr").tolist() == [1.0, 2.0]
