"""Shares of atoms in a Hartree-Fock energy: they add up, and symmetry, permutation and limits are right."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import single_point
from qmlaw.reference.ab_initio.mean_field import build_molecule, solve_mean_field
from qmlaw.reference.levels import ACCURACIES, find_level
from qmlaw.reference.partition import WAYS, Way, _traces, partition
from qmlaw.units import BOHR_TO_ANGSTROM

LEVEL = "HF/6-31G*"


@pytest.fixture(scope="module")
def formic_acid():
    return molecule("HCOOH")


@pytest.fixture(scope="module")
def shares(formic_acid):
    return partition(formic_acid, LEVEL)


@pytest.mark.parametrize("way", WAYS)
def test_shares_add_up_to_the_energy_of_the_molecule(shares, formic_acid, way):
    assert shares.shares[way].sum() == pytest.approx(shares.total, abs=1e-9)
    assert shares.total == pytest.approx(single_point(formic_acid, LEVEL).energy, abs=1e-6)


def test_mulliken_shared_attraction_is_that_of_plain_sums_over_pairs_of_functions():
    """The slow twin: every integral written out for H2, where all four sums can be done by hand."""
    from pyscf import gto, scf

    places = [(0, 0, 0), (0, 0, 0.9)]
    hydrogen = Atoms("H2", places)
    mole = gto.M(atom=[("H", r) for r in places], basis="6-31g*", verbose=0)
    field = scf.RHF(mole).run(conv_tol=1e-12)
    p = field.make_rdm1()
    t, two = mole.intor("int1e_kin"), mole.intor("int2e")
    expected = np.zeros(2)
    for u in range(mole.nao):
        atom = mole.ao_labels(fmt=None)[u][0]
        for v in range(mole.nao):
            field_uv = sum(
                p[k, m] * (two[u, v, k, m] - two[u, m, k, v] / 2)
                for k in range(mole.nao)
                for m in range(mole.nao)
            )
            attracted = 0.0
            for nucleus in range(2):
                with mole.with_rinv_origin(mole.atom_coord(nucleus)):
                    one = -p[u, v] * mole.intor("int1e_rinv")[u, v]
                attracted += one / 2
                expected[nucleus] += one / 2
            expected[atom] += p[u, v] * (t[u, v] + field_uv / 2) + attracted
    expected += mole.energy_nuc() / 2
    assert partition(hydrogen, LEVEL).shares[Way("Mulliken", "shared")] == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("way", WAYS)
def test_equivalent_atoms_get_equal_shares(way):
    ethane = partition(molecule("C2H6"), LEVEL).shares[way]
    assert np.ptp(ethane[:2]) < 1e-5
    assert np.ptp(ethane[2:]) < 1e-5


def test_shares_follow_their_atoms(shares, formic_acid):
    order = [3, 0, 1, 4, 2]
    turned = formic_acid[order]
    turned.rotate(40, (1, 2, 3))
    turned.translate((5, -3, 1))
    found = partition(turned, LEVEL)
    for way in WAYS:
        assert found.shares[way] == pytest.approx(shares.shares[way][order], abs=1e-5)


FAR = 200.0  # Å


def far_change(way):
    """What a second molecule of water, far away, does to the shares of the first."""
    water = molecule("H2O")
    other = water.copy()
    other.translate((0, 0, FAR))
    return partition(water + other, LEVEL).shares[way][:3] - partition(water, LEVEL).shares[way]


@pytest.mark.parametrize("way", [way for way in WAYS if way.attraction == "shared"])
def test_far_molecules_leave_shares_alone_when_the_attraction_is_shared(way):
    assert np.abs(far_change(way)).max() < 1e-4


@pytest.mark.parametrize("way", [way for way in WAYS if way.attraction == "electron"])
def test_otherwise_a_charged_atom_feels_a_neutral_molecule_at_any_distance(way):
    """From (2): the share changes by q Z / 2R; q: charge of the atom, Z = 10: that of the nuclei."""
    charges = far_change(way) * 2 * FAR / BOHR_TO_ANGSTROM / 10
    assert charges.sum() == pytest.approx(0, abs=1e-2)
    assert -1.1 < charges[0] < -0.5 and charges[1] == pytest.approx(charges[2], abs=1e-2)


def test_ways_differ_by_far_more_than_chemical_accuracy(shares):
    """What D26 is about; the test is that the four are four."""
    kinds = np.array([shares.shares[way] for way in WAYS])
    assert np.ptp(kinds, axis=0).max() > 0.05


def test_a_level_that_is_not_hartree_fock_is_refused():
    with pytest.raises(ValueError, match=r"'PBE/6-31G\*'.*Hartree-Fock"):
        partition(molecule("H2O"), "PBE/6-31G*")


def test_an_odd_number_of_electrons_is_refused():
    with pytest.raises(ValueError, match="9 electrons"):
        partition(molecule("OH"), LEVEL)


@pytest.mark.parametrize("name", ["CH4", "H2O", "HCOOH"])
def test_counted_functions_are_mullikens_and_intrinsic_ones_hold_all_electrons(name):
    """The same sums with the overlap in the place of an energy count electrons."""
    level = find_level(LEVEL)
    mole = build_molecule(molecule(name), level, charge=0, multiplicity=1)
    field, _ = solve_mean_field(mole, level, ACCURACIES["production"])
    overlap, density = field.get_ovlp(), field.make_rdm1()
    counted = _traces(mole, field, density, overlap, "Mulliken")
    assert mole.atom_charges() - counted == pytest.approx(field.mulliken_pop(verbose=0)[1], abs=1e-8)
    intrinsic = mole.atom_charges() - _traces(mole, field, density, overlap, "intrinsic")
    assert intrinsic.sum() == pytest.approx(0, abs=1e-8)


def test_a_hydrogen_atom_on_oxygen_has_a_negative_kinetic_energy_by_intrinsic_functions():
    """Half of what lies between two functions is counted for each, and in a bond that is negative."""
    level = find_level(LEVEL)
    mole = build_molecule(molecule("H2O"), level, charge=0, multiplicity=1)
    field, _ = solve_mean_field(mole, level, ACCURACIES["production"])
    kinetic = mole.intor_symmetric("int1e_kin")
    found = {
        functions: _traces(mole, field, field.make_rdm1(), kinetic, functions)
        for functions in ("Mulliken", "intrinsic")
    }
    assert found["Mulliken"].sum() == pytest.approx(found["intrinsic"].sum(), abs=1e-8)
    assert found["Mulliken"][1] > 0.3
    assert found["intrinsic"][1] < -0.05
