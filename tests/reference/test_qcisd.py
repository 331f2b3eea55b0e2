"""QCISD and QCISD(T): open shells against closed ones, full CI, another formulation, and Gaussian.

Published:

* water in 6-311G(d,p), frozen core, from a Gaussian output of G2 theory;
* G2 and G3(MP2) energies of atoms by Gaussian 03: J. Zhang, S. Wei, C. Mao, L. Chen, H. Gao, W. Zhou,
  Z. Zhou, Heats of formation for boron compounds based on quantum chemical calculations (2010), table 2.
"""

import numpy as np
import pytest
from ase import Atoms
from hartree_fock import HYDROGEN_FLUORIDE, NH2, TINY, WATER, on_functions, solve
from pyscf import fci, gto, mcscf, mp, scf
from pyscf.cc import gccsd

from qmlaw.reference import ConvergenceError, ab_initio, qcisd
from qmlaw.reference.levels import ACCURACIES, Level
from qmlaw.reference.perturbation import mp4
from qmlaw.reference.qcisd import qcisd_t


@pytest.mark.parametrize("atoms", [WATER, HYDROGEN_FLUORIDE])
@pytest.mark.parametrize("frozen", [0, 1])
def test_closed_shell_is_the_same_restricted_and_unrestricted(atoms, frozen):
    # Restricted is PySCF's own QCISD, unrestricted the equations of this library.
    restricted = qcisd_t(solve(atoms, "6-31G"), frozen)
    unrestricted = qcisd_t(solve(atoms, "6-31G", unrestricted=True), frozen)
    assert unrestricted == pytest.approx(restricted, abs=1e-9)


def test_published_water():
    found = qcisd_t(solve(WATER, "6-311G(d,p)"), 1)
    assert found.qcisd_t == pytest.approx(-76.276068, abs=2e-6)
    assert found.mp2 == pytest.approx(-76.263652, abs=2e-6)
    assert found.qcisd_t < found.qcisd < found.mp2 < found.hf


#: Unpaired electrons; correction for spin-orbit coupling, hartree; G3(MP2), hartree.
G3MP2 = {"N": (3, 0.0, -54.525194), "O": (2, -0.00036, -74.989774), "F": (1, -0.00061, -99.640939)}


@pytest.mark.parametrize("element", G3MP2)
def test_published_atoms(element):
    # G3(MP2) of an atom: QCISD(T)/6-31G(d), MP2 in a larger set, and constants for each electron pair (9.345)
    # and each unpaired electron (2.021 millihartree); Curtiss et al., J. Chem. Phys. 110, 4703 (1999).
    unpaired, spin_orbit, published = G3MP2[element]
    level = Level("HF/6-31G(d)", "hf", "6-31G(d)")
    molecule = ab_initio.build_molecule(Atoms(element), level, 0, unpaired + 1)
    small = qcisd_t(ab_initio.solve_mean_field(molecule, level, ACCURACIES["tight"])[0], 1)
    large = mp.UMP2(solve(element, "6-311++G(2df,2p)", unpaired), frozen=1).run()
    pairs = (molecule.nelectron - unpaired) // 2 - 1
    constants = -0.009345 * pairs - 0.002021 * unpaired + spin_orbit
    assert small.qcisd_t + large.e_tot - small.mp2 + constants == pytest.approx(published, abs=2e-6)


#: Exponents of one, two and three d shells and of the f shell, bohr^-2; G2 without spin-orbit, hartree.
G2 = {
    "O": ([1.292], [2.584, 0.646], [5.168, 1.292, 0.323], 1.4, -74.982030),
    "F": ([1.75], [3.5, 0.875], [7.0, 1.75, 0.4375], 1.85, -99.632814),
}


@pytest.mark.parametrize("element", G2)
def test_published_atoms_from_both_methods(element):
    # G2 of an atom: QCISD(T)/6-311G(d,p) and what MP4 and MP2 say about larger sets, together with 4.81
    # millihartree for each valence electron with spin down and 0.19 for each of the four with spin up.
    one, two, three, f, published = G2[element]
    unpaired = G3MP2[element][0]

    def reference(s_and_p, d, f):
        shells = [[2, [exponent, 1.0]] for exponent in d] + [[3, [exponent, 1.0]] for exponent in f]
        return solve(element, {element: gto.basis.load(s_and_p, element) + shells}, unpaired)

    small = mp4(reference("6-311G", one, []), 1)
    diffuse = mp4(reference("6-311+G", one, []), 1)
    polarised = mp4(reference("6-311G", two, [f]), 1)
    large = mp4(reference("6-311+G", three, [f]), 1, triples=False)
    found = (
        qcisd_t(reference("6-311G", one, []), 1).qcisd_t
        + (diffuse.mp4_sdtq - small.mp4_sdtq)
        + (polarised.mp4_sdtq - small.mp4_sdtq)
        + (large.mp2 - polarised.mp2 - diffuse.mp2 + small.mp2)
        - 0.00481 * (4 - unpaired)
        - 0.00019 * 4
    )
    assert found == pytest.approx(published, abs=2e-6)


TWO_ELECTRONS = {
    "H2": ("H 0 0 0; H 0 0 0.74", 0, False, 0),
    "H2, unrestricted": ("H 0 0 0; H 0 0 0.74", 0, True, 0),
    "H2, apart, broken symmetry": ("H 0 0 0; H 0 0 2.5", 0, True, 0),
    "triplet H2": ("H 0 0 0; H 0 0 1.2", 2, True, 0),
    "triplet H3+, without symmetry": ("H 0 0 0; H 0.1 0.4 1.2; H -1.4 0.2 -0.2", 2, True, 1),
}


@pytest.mark.parametrize("name", TWO_ELECTRONS)
def test_two_electrons_are_exact(name):
    atoms, spin, unrestricted, charge = TWO_ELECTRONS[name]
    mean_field = solve(atoms, "6-31G(d,p)", spin, unrestricted=unrestricted, charge=charge)
    if "broken" in name:
        mean_field = break_symmetry(mean_field)
    exact = fci.FCI(mean_field)
    exact.conv_tol = 1e-12
    found = qcisd_t(mean_field)
    assert found.qcisd == pytest.approx(exact.kernel()[0], abs=1e-9)
    assert found.qcisd_t == found.qcisd < found.mp2


def break_symmetry(mean_field):
    orbitals, _, stable, _ = mean_field.stability(return_status=True)
    assert not stable
    mean_field.kernel(mean_field.make_rdm1(orbitals, mean_field.mo_occ))
    assert mean_field.spin_square()[0] > 0.1
    return mean_field


class SpinOrbitalQCISD(gccsd.GCCSD):
    """The same method from PySCF's CCSD in spin orbitals, none of whose terms are written out here.

    An update is a polynomial of fourth degree in the singles; five points give its linear part exactly.
    """

    def update_amps(self, t1, t2, eris):
        update = super().update_amps

        def linear(doubles):
            points = [update(k * t1, doubles, eris) for k in (-2, -1, 1, 2)]
            return [(a - 8 * b + 8 * c - d) / 12 for a, b, c, d in zip(*points, strict=True)]

        new_singles, new_doubles = update(0 * t1, t2, eris)
        return new_singles + linear(t2)[0], new_doubles + linear(0 * t2)[1]

    def energy(self, t1, t2, eris):
        return super().energy(0 * t1, t2, eris)


@pytest.mark.parametrize(("atoms", "basis", "spin"), [("O", "6-31G", 2), (NH2, "STO-3G", 1)])
def test_radicals_agree_with_spin_orbitals(atoms, basis, spin):
    mean_field = solve(atoms, basis, spin)
    general = mean_field.to_ghf()
    solver = SpinOrbitalQCISD(general, frozen=2).set(conv_tol=1e-11, conv_tol_normt=1e-9, max_cycle=100)
    integrals = solver.ao2mo()
    solver.kernel(eris=integrals)
    assert solver.converged and np.abs(solver.t1).max() > 1e-3
    triples = solver.ccsd_t(2 * solver.t1, solver.t2, integrals)
    found = qcisd_t(mean_field, 1)
    assert (found.qcisd, found.qcisd_t) == pytest.approx((solver.e_tot, solver.e_tot + triples), abs=1e-9)


def test_radical_is_close_to_full_ci():
    mean_field = solve("O 0 0 0; H 0 0 0.97", "6-31G", 1)
    found, order = qcisd_t(mean_field, 1), mp4(mean_field, 1)
    exact = mcscf.UCASCI(mean_field, mean_field.mol.nao - 1, (4, 3)).kernel()[0]
    assert abs(found.qcisd_t - exact) < abs(found.qcisd - exact) < 1e-3 < abs(order.mp4_sdtq - exact)


def test_exchange_of_the_spins():
    mean_field = solve(NH2, "6-31G", 1)
    expected = qcisd_t(mean_field, 1)
    for name in ("mo_coeff", "mo_occ", "mo_energy"):
        setattr(mean_field, name, getattr(mean_field, name)[::-1].copy())
    assert qcisd_t(mean_field, 1) == pytest.approx(expected, abs=1e-9)


def test_radicals_far_apart_add_up():
    parts = solve(NH2, "6-31G", 1), solve("H", "6-31G", 1)
    both = gto.M(atom=f"{NH2}; H 0 0 1000", basis="6-31G", spin=2, verbose=0)
    start = np.zeros((2, both.nao, both.nao))
    n = parts[0].mol.nao
    start[:, :n, :n], start[:, n:, n:] = (part.make_rdm1() for part in parts)
    together = scf.UHF(both).run(start, conv_tol=1e-12, conv_tol_grad=1e-8)
    expected = np.add(*(qcisd_t(part) for part in parts))
    # What is left is the attraction of point charges and dipoles over 1000 Å, far below the tolerance.
    assert qcisd_t(together) == pytest.approx(tuple(expected), abs=1e-8)


@pytest.mark.parametrize("name", TINY)
def test_nothing_to_correlate(name):
    atoms, basis, spin, frozen, unrestricted = TINY[name]
    found = qcisd_t(solve(atoms, basis, spin, unrestricted=unrestricted), frozen)
    assert found.qcisd_t == found.qcisd == found.mp2 == found.hf < 0


@pytest.mark.parametrize(
    ("atoms", "basis", "spin", "charge", "frozen"),
    [("P", "STO-3G", 3, 0, 5), ("B", "6-31G", 1, 0, 1), ("Be", "6-31G", 1, 1, 0)],
)
def test_small_spaces(atoms, basis, spin, charge, frozen):
    # No empty orbital with spin up; one electron with spin down; three electrons.
    mean_field = solve(atoms, basis, spin, charge=charge)
    found, order = qcisd_t(mean_field, frozen), mp4(mean_field, frozen)
    assert found.mp2 == pytest.approx(order.mp2, abs=1e-12)
    assert found.qcisd_t == pytest.approx(order.mp4_sdtq, abs=2e-2)
    assert found.qcisd_t <= found.qcisd <= found.mp2 <= found.hf


@pytest.mark.parametrize(("atoms", "spin"), [(HYDROGEN_FLUORIDE, 0), ("O", 2)])
def test_replaced_integrals(atoms, spin):
    mean_field = solve(atoms, "6-31G(d)", spin, cart=True)
    n = mean_field.mol.nao
    mixing = np.eye(n) + 0.1 * np.random.default_rng(0).standard_normal((n, n))
    expected, found = qcisd_t(mean_field, 1), qcisd_t(on_functions(mean_field, mixing), 1)
    assert found == pytest.approx(expected, abs=1e-8)


def test_refused(monkeypatch):
    mean_field = solve("O", "6-31G", 2)
    with pytest.raises(ValueError, match="6 orbitals"):
        qcisd_t(mean_field, 6)
    with pytest.raises(ValueError, match="reference should be RHF or UHF"):
        qcisd_t(scf.ROHF(mean_field.mol).run())
    with pytest.raises(ValueError, match="did not converge"):
        qcisd_t(scf.UHF(mean_field.mol))
    monkeypatch.setattr(qcisd, "_CYCLES", 2)
    with pytest.raises(ConvergenceError, match="QCISD of O did not converge in 2 cycles"):
        qcisd_t(mean_field)
