"""Zero-point energies, heating and enthalpies of formation are those of published tables."""

import json

import pytest

from qmlaw import units
from qmlaw.reference.thermochemistry import (
    ATOM_ENTHALPIES,
    ELEMENT_HEATING,
    ROOM_TEMPERATURE,
    enthalpy_of_formation,
    heating,
    spin_orbit_energy,
    zero_point_energy,
)

#: Thermal energy RT at 298.15 K, hartree.
RT = 8.314462618e-3 / units.HARTREE_TO_KJ_MOL * ROOM_TEMPERATURE

#: HF/6-31G(d) wavenumbers of water, cm^-1, unscaled.
WATER = [1826.6, 4070.5, 4188.7]


def test_zero_point_energy():
    assert zero_point_energy(WATER, 0.8929) == pytest.approx(0.020515, abs=2e-6)  # E(ZPE) of a G2 output
    assert zero_point_energy([]) == 0


def test_heating_of_rigid_molecules():
    stiff = 1e5
    assert heating([], 1) == pytest.approx(2.5 * RT, rel=1e-6)
    assert heating([stiff], 2) == pytest.approx(3.5 * RT, rel=1e-6)
    assert heating([stiff] * 4, 3) == pytest.approx(3.5 * RT, rel=1e-6)
    assert heating([stiff] * 3, 3) == pytest.approx(4 * RT, rel=1e-6)
    assert heating([stiff] * 3, 3, temperature=2 * ROOM_TEMPERATURE) == pytest.approx(8 * RT, rel=1e-6)


def test_soft_modes_take_up_heat():
    soft = 1e-3
    assert heating([soft] * 3, 3) == pytest.approx(7 * RT, rel=1e-5)
    assert heating(WATER, 3, 0.8929) == pytest.approx(-76.328271 + 76.332051, abs=1e-6)  # G2 output


def test_tables_of_atoms():
    """Curtiss et al. 1997, in full: a library that changed them would be noticed."""
    enthalpies = dict(
        H=51.63, Li=37.69, Be=76.48, B=136.20, C=169.98, N=112.53, O=58.99, F=18.47, Na=25.69, Mg=34.87,
        Al=78.23, Si=106.60, P=75.42, S=65.66, Cl=28.59,
    )  # fmt: skip
    elements = dict(
        H=1.01, Li=1.10, Be=0.46, B=0.29, C=0.25, N=1.04, O=1.04, F=1.05, Na=1.54, Mg=1.19, Al=1.08, Si=0.76,
        P=1.28, S=1.05, Cl=1.10,
    )  # fmt: skip
    assert dict(ATOM_ENTHALPIES) == enthalpies
    assert dict(ELEMENT_HEATING) == elements


def test_spin_orbit_energies():
    published = {("O", 0): -0.36, ("O", -1): -0.26, ("C", 1): -0.2, ("Cl", 0): -1.34, ("Br", 0): -5.6}
    for (symbol, charge), energy in published.items():
        assert spin_orbit_energy(symbol, charge) == pytest.approx(energy / 1000)
    # S states: the half-filled and the closed shells, whatever the charge.
    for symbol, charge in (
        ("H", 0),
        ("N", 0),
        ("Ar", 0),
        ("O", 1),
        ("C", -1),
        ("F", -1),
        ("H", 1),
        ("Kr", 0),
    ):
        assert spin_orbit_energy(symbol, charge) == 0
    for symbol, charge in (("Fe", 0), ("N", -1), ("Xx", 0), ("X", 0), ("O", 2)):
        with pytest.raises(
            ValueError, match=f"no spin-orbit energy of '{symbol}' with charge {charge}; known"
        ):
            spin_orbit_energy(symbol, charge)


def test_water_of_g4mp2():
    """D0 219.1417 kcal/mol by G4(MP2) makes -57.58 kcal/mol at room temperature."""
    found = enthalpy_of_formation("OHH", 219.1417 / units.HARTREE_TO_KCAL_MOL, -76.35210259 + 76.35588198)
    assert found.at_298_kelvin == pytest.approx(-57.58, abs=0.005)
    assert found.at_0_kelvin == pytest.approx(58.99 + 2 * 51.63 - 219.1417)


def test_methane_of_g4mp2():
    found = enthalpy_of_formation(
        ["C", "H", "H", "H", "H"], 392.2148 / units.HARTREE_TO_KCAL_MOL, -40.42387018 + 40.42768573
    )
    by_hand = 169.98 + 4 * 51.63 - 392.2148 + 2.3943 - 0.25 - 4 * 1.01
    assert found.at_298_kelvin == pytest.approx(by_hand, abs=1e-3)


def test_units():
    kcal, hartree = (enthalpy_of_formation("HH", 0.16, 0.0033, unit) for unit in ("kcal/mol", "hartree"))
    assert [x * units.HARTREE_TO_KCAL_MOL for x in hartree] == pytest.approx(kcal)


def test_nonsense_is_named():
    with pytest.raises(ValueError, match="no experimental enthalpy of Fe, Xx; known are H, "):
        enthalpy_of_formation(["H", "Xx", "Fe"], 0.1, 0.0)
    with pytest.raises(ValueError, match="symbols is empty"):
        enthalpy_of_formation([], 0.1, 0.0)
    with pytest.raises(ValueError, match="energy.*length"):
        enthalpy_of_formation("HH", 0.1, 0.0, "bohr")
    with pytest.raises(ValueError, match=r"must be above 0 cm\^-1; the lowest is -200"):
        zero_point_energy([100, -200])
    with pytest.raises(ValueError, match="scale must be above 0, not 0"):
        zero_point_energy([100], 0)
    with pytest.raises(ValueError, match="temperature must be above 0 K, not -1"):
        heating([], 1, temperature=-1)


@pytest.mark.parametrize(
    ("n_modes", "n_atoms", "allowed"), [(2, 3, "4 or 3"), (0, 2, "1"), (1, 1, "0"), (9, 0, "1 or more")]
)
def test_wrong_numbers_of_modes(n_modes, n_atoms, allowed):
    with pytest.raises(ValueError, match=f"{n_modes} wavenumbers .*{n_atoms} atoms.*{allowed}"):
        heating([100.0] * n_modes, n_atoms)


@pytest.fixture
def g305(public_data) -> list[dict]:
    """G4(MP2) of the G3/05 set by ORCA; its wavenumbers are scaled already."""
    return json.loads(public_data("g305_g4mp2.json").read_text())["molecules"]


#: Rows whose heating is not that of their wavenumbers. MgCl2 is linear and has four modes; only three are
#: listed, and used. The heating of C6H5 was made with wavenumbers that were scaled twice.
MAGNESIUM_CHLORIDE, PHENYL = 62, 260


def test_heating_of_270_species(g305):
    wrong = []
    for row in g305:
        found = heating(row["freq_cm1"], len(row["symbols"]))
        if abs(found - (row["HT"] - row["U0"])) > 1e-7:
            wrong.append(row["index"])
    assert wrong == [MAGNESIUM_CHLORIDE, PHENYL]


def test_the_two_rows_that_differ_are_understood(g305):
    rows = {row["index"]: row for row in g305}
    row = rows[MAGNESIUM_CHLORIDE]
    assert len(row["freq_cm1"]) == 3
    bent = heating(row["freq_cm1"], 3)
    assert bent - RT / 2 == pytest.approx(row["HT"] - row["U0"], abs=1e-8)
    row = rows[PHENYL]
    assert heating(row["freq_cm1"], 11, 0.9854) == pytest.approx(row["HT"] - row["U0"], abs=1e-8)


def test_enthalpies_of_formation_of_the_neutral_molecules(g305):
    rows = [row for row in g305 if not row["charge"] and set(row["symbols"]) <= set(ATOM_ENTHALPIES)]
    assert len(rows) == 236
    for row in rows:
        found = enthalpy_of_formation(
            row["symbols"], row["G4MP2_AE0_kcal"] / units.HARTREE_TO_KCAL_MOL, row["HT"] - row["U0"]
        )
        assert found.at_298_kelvin == pytest.approx(row["G4MP2_dHf298_kcal"], abs=1e-3), row["symbols"]
