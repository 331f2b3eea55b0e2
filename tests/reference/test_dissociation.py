"""Bonds that break: solutions followed along a bond, curvatures, full CI, against values from elsewhere."""

import numpy as np
import pytest
from ase import Atoms

from qmlaw.datasets.bonds import Curve
from qmlaw.reference.dissociation import (
    BONDS,
    bond_curve,
    calculate_curve,
    calculate_parts,
    correlation,
    coulson_fischer,
    find_bond,
    mean_fields,
)
from qmlaw.reference.dissociation.curvature import restricted_curvature, rotated, unrestricted_curvature

ANGLE = np.radians(104.5)


def closed_shell(atoms: Atoms, basis: str):
    occupations = mean_fields.equilibrium_occupations(atoms, basis)
    return mean_fields.restricted(atoms, basis, occupations).solution


# Water, STO-3G: tests of forte (evangelistalab/forte) and of McMurchie-Davidson (jjgoings), the latter with
# values of psi4. H2, 6-31G**: tests of fanpy, value of Gaussian.
PUBLISHED = {
    "water, forte": (
        [(0, 0, 0), (0, 0, 0.96), (0, 0.96 * np.sin(ANGLE), 0.96 * np.cos(ANGLE))],
        ("STO-3G", None, -75.01315470154653),
    ),
    "water, psi4 (STO-3G)": (
        [(0, -0.075791844, 0), (0.866811829, 0.601435779, 0), (-0.866811829, 0.601435779, 0)],
        ("STO-3G", -74.9420798986, -75.0129801827),
    ),
    "H2, Gaussian": (
        [(0, 0, -0.371), (0, 0, 0.371)],
        ("6-31G(d,p)", -1.13126983927, -1.1651487496),
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_full_ci_is_the_published_one(name: str) -> None:
    positions, (basis, hartree_fock, full_ci) = PUBLISHED[name]
    closed = closed_shell(Atoms("OHH" if name.startswith("water") else "HH", positions), basis)
    if hartree_fock is not None:
        assert closed.e_tot == pytest.approx(hartree_fock, abs=1e-7)
    exact = correlation.full_ci(closed, 0)
    assert exact.energy == pytest.approx(full_ci, abs=1e-7)
    assert exact.occupations.sum() == pytest.approx(closed.mol.nelectron, abs=1e-6)
    assert exact.spin_squared == pytest.approx(0, abs=1e-6)


def test_full_ci_of_stretched_n2_by_another_route() -> None:
    from pyscf import fci, mcscf, scf

    bond = find_bond("N2")
    occupations = mean_fields.equilibrium_occupations(bond.atoms(bond.equilibrium), "STO-3G")
    closed = mean_fields.restricted(bond.atoms(1.8), "STO-3G", occupations).solution
    plain = scf.UHF(mean_fields.build(bond.atoms(1.8), "STO-3G")).run()  # no symmetry, other orbitals
    space = mcscf.UCASCI(plain, 10, (7, 7))
    space.fcisolver = fci.direct_uhf.FCISolver(plain.mol)
    all_electrons = space.kernel()[0]
    assert correlation.full_ci(closed, 0).energy == pytest.approx(all_electrons, abs=1e-6)
    frozen = correlation.full_ci(closed, 2).energy
    assert 0 < frozen - all_electrons < 2e-3  # the core of STO-3G has little to correlate with


def test_rhf_breaks_at_the_coulson_fischer_point() -> None:
    point = coulson_fischer("H2", "6-31G", 0.6, 2.0)
    before, after = calculate_curve("H2", "6-31G", [0.99 * point, 1.02 * point], methods=("RHF", "UHF"))
    assert before["energies"]["UHF"] == before["energies"]["RHF"]
    assert before["spin_squared"]["UHF"] == 0
    assert before["triplet_curvature"] > 0 > after["triplet_curvature"]
    assert after["energies"]["UHF"] < after["energies"]["RHF"] - 1e-6
    assert 0 < after["spin_squared"]["UHF"] < 1
    assert coulson_fischer("H2", "6-31G", 0.5, 0.9) is None


def test_curvature_is_the_second_derivative() -> None:
    bond = find_bond("HF")
    closed = closed_shell(bond.atoms(1.6), "6-31G")
    found = restricted_curvature(closed)
    molecule = mean_fields.build(bond.atoms(1.6), "6-31G")
    from pyscf import scf

    open_shell = scf.UHF(molecule)
    occupied = closed.mo_occ > 0

    def energy(step: float) -> float:
        orbitals = [
            rotated(closed.mo_coeff, closed.mo_occ, sign * step * found.direction)[:, occupied]
            for sign in (1, -1)
        ]
        return open_shell.energy_tot(np.array([c @ c.T for c in orbitals]))

    h = 2e-3
    second = (energy(h) - 2 * energy(0) + energy(-h)) / h**2
    # Two spins, each rotated by the unit direction: E = E0 + 2 h^2 * curvature.
    assert second == pytest.approx(4 * found.triplet, rel=1e-3)


def test_uhf_reaches_a_minimum() -> None:
    bond = find_bond("HF")
    occupations = mean_fields.equilibrium_occupations(bond.atoms(bond.equilibrium), "STO-3G")
    closed = mean_fields.restricted(bond.atoms(2.0), "STO-3G", occupations)
    broken = mean_fields.broken_symmetry(mean_fields.build(bond.atoms(2.0), "STO-3G"), closed)
    assert broken.stable
    assert broken.solution.e_tot < closed.solution.e_tot - 0.01
    curvature, direction = unrestricted_curvature(broken.solution)
    assert curvature == broken.curvature
    assert sum((part**2).sum() for part in direction) == pytest.approx(1)


def test_coupled_cluster_with_two_electrons_is_exact() -> None:
    lengths = [0.5, 0.74, 1.0, 1.4, 2.0, 3.0, 5.0]
    curve = Curve(bond_curve("H2", lengths, ("CCSD", "UCCSD", "FCI"), "6-31G"))
    np.testing.assert_allclose(curve["CCSD"], curve["FCI"], atol=1e-6)
    np.testing.assert_allclose(curve["UCCSD"], curve["FCI"], atol=1e-6)
    np.testing.assert_allclose(curve.occupations("CCSD"), curve.occupations("FCI"), atol=1e-3)
    assert (np.diff(curve.occupations("FCI")[:, 1]) > 0).all()
    np.testing.assert_allclose(curve.occupations("FCI")[-1, :2], 1, atol=0.02)


def test_the_ends_of_a_curve_are_its_parts() -> None:
    lengths = [0.917, 2.0, 4.0, 9.0]
    curve = Curve(
        bond_curve("HF", lengths, ("RHF", "UHF", "UMP2", "UCCSD(T)", "FCI"), "STO-3G"),
        {"parts": calculate_parts("HF", "STO-3G")},
    )
    for method in ("UHF", "UMP2", "UCCSD(T)", "FCI"):
        assert curve.relative(method)[-1] == pytest.approx(0, abs=0.05), method
    assert curve.relative("RHF")[-1] > 100  # half of it are ions
    assert (curve["FCI"] <= curve["UHF"] + 1e-8).all()
    assert (curve["UHF"] <= curve["RHF"] + 1e-8).all()


@pytest.mark.parametrize("name", BONDS)
def test_only_one_length_changes(name: str) -> None:
    bond = BONDS[name]
    near, far = bond.atoms(bond.equilibrium), bond.atoms(2 * bond.equilibrium)
    assert sorted(atom for part in bond.parts for atom in part) == list(range(len(bond.symbols)))
    for i, part in enumerate(bond.parts):
        inside = np.ix_(part, part)
        distances = near.get_all_distances()[inside]
        np.testing.assert_allclose(distances, far.get_all_distances()[inside], atol=1e-12)
        electrons = sum(bond.part(i).numbers)
        assert (electrons + bond.multiplicities[i]) % 2 == 1
    first, second = bond.parts[0][0], bond.parts[1][0]
    assert near.get_distance(first, second) == pytest.approx(bond.equilibrium)
    assert far.get_distance(first, second) == pytest.approx(2 * bond.equilibrium)


def test_mistakes_are_named() -> None:
    with pytest.raises(ValueError, match="unknown bond 'H3'; known are H2"):
        find_bond("H3")
    with pytest.raises(ValueError, match="unknown methods CCSDT"):
        calculate_curve("H2", "STO-3G", [1.0], methods=("CCSDT",))
    with pytest.raises(ValueError, match="must be positive, not -1"):
        calculate_curve("H2", "STO-3G", [-1.0])
    with pytest.raises(ValueError, match="unknown basis set 'STO-4G'"):
        calculate_curve("H2", "STO-4G", [1.0])
