"""MP4(SDTQ) against an exact recursion over all determinants, other programs, and itself.

Published: Psi4's MP4 of water in 6-311G(d,p), and the terms by which a Gaussian output of G2 was reproduced.
"""

import numpy as np
import pytest
from ase import Atoms
from hartree_fock import HYDROGEN_FLUORIDE, NH2, TINY, WATER, on_functions, solve
from pyscf import ao2mo, gto, scf
from pyscf.fci import cistring, direct_uhf

from qmlaw.reference import ab_initio
from qmlaw.reference.levels import ACCURACIES, Level
from qmlaw.reference.perturbation import MP4Result, mp4


def orders_from_determinants(mean_field, frozen):
    """Orders 2, 3 and 4 by the Rayleigh-Schrödinger recursion over all determinants, hartree."""
    if isinstance(mean_field, scf.uhf.UHF):
        orbitals, energies, occupations = mean_field.mo_coeff, mean_field.mo_energy, mean_field.mo_occ
    else:
        orbitals, energies = [mean_field.mo_coeff] * 2, [mean_field.mo_energy] * 2
        occupations = [mean_field.mo_occ / 2] * 2
    core = [c[:, :frozen] @ c[:, :frozen].T for c in orbitals]
    coulomb, exchange = mean_field.get_jk(dm=np.array(core))
    one = [mean_field.get_hcore() + coulomb.sum(axis=0) - k for k in exchange]
    up, down = (c[:, frozen:] for c in orbitals)
    one = [c.T @ h @ c for c, h in zip((up, down), one, strict=True)]
    n = up.shape[1]
    two = [
        ao2mo.general(mean_field._eri, four, compact=False).reshape([n] * 4)
        for four in ((up, up, up, up), (up, up, down, down), (down, down, down, down))
    ]
    electrons = tuple(int(round(o.sum())) - frozen for o in occupations)
    hamiltonian = direct_uhf.absorb_h1e(one, two, n, electrons, 0.5)
    strings = [cistring.make_strings(range(n), k) for k in electrons]
    sums = [
        np.array([sum(e[frozen + p] for p in range(n) if int(word) >> p & 1) for word in words])
        for e, words in zip(energies, strings, strict=True)
    ]
    zeroth = sums[0][:, None] + sums[1][None, :]
    gap = zeroth[0, 0] - zeroth
    gap[0, 0] = np.inf  # the reference stays out: intermediate normalisation

    def perturb(vector):
        return direct_uhf.contract_2e(hamiltonian, vector, n, electrons).reshape(gap.shape) - zeroth * vector

    reference = np.zeros(gap.shape)
    reference[0, 0] = 1.0
    vectors, orders = [reference], [0.0]
    for _ in range(4):
        pushed = perturb(vectors[-1])
        orders.append(pushed[0, 0])
        for k in range(1, len(orders)):
            pushed = pushed - orders[k] * vectors[-k]
        vectors.append(pushed / gap)
    return orders[2:]


CASES = {
    "H2O, frozen core": (WATER, "6-31G", 0, 1),
    "HF, frozen core": (HYDROGEN_FLUORIDE, "6-31G", 0, 1),
    "HF, all electrons": (HYDROGEN_FLUORIDE, "6-31G", 0, 0),
    "NH2, frozen core": (NH2, "6-31G", 1, 1),
    "NH2, all electrons": (NH2, "STO-3G", 1, 0),
    "O, frozen core": ("O", "6-31G", 2, 1),
    "O, all electrons": ("O", "6-31G", 2, 0),
    "C, all electrons": ("C", "6-31G", 2, 0),
    "B, frozen core: one electron with spin down": ("B", "6-31G", 1, 1),
    "P, minimal basis: no empty orbital with spin up": ("P", "STO-3G", 3, 0),
    "triplet H2: none with spin down": ("H 0 0 0; H 0 0 1.2", "6-31G", 2, 0),
}


@pytest.mark.parametrize("name", CASES)
def test_orders_are_exact(name):
    atoms, basis, spin, frozen = CASES[name]
    mean_field = solve(atoms, basis, spin)
    found = mp4(mean_field, frozen)
    fourth = found.e4_s + found.e4_d + found.e4_q + found.e4_t
    assert [found.e2, found.e3, fourth] == pytest.approx(
        orders_from_determinants(mean_field, frozen), abs=1e-9
    )


def test_closed_shell_is_the_same_restricted_and_unrestricted():
    restricted = mp4(solve(WATER, "6-31G(d)"), 1)
    unrestricted = mp4(solve(WATER, "6-31G(d)", unrestricted=True), 1)
    for name in MP4Result.__dataclass_fields__:
        assert getattr(unrestricted, name) == pytest.approx(getattr(restricted, name), abs=1e-9), name


def test_parts_of_water():
    # The terms with which a public Gaussian output of G2 (water) was reproduced to its last digit.
    found = mp4(solve(WATER, "6-311G(d,p)"), 1)
    parts = {
        "hf": -76.045428, "e2": -0.218224, "e3": -0.004334,
        "e4_s": -0.001276, "e4_d": -0.003824, "e4_q": 0.002035, "e4_t": -0.005014,
        "mp2": -76.263652, "mp4_sdtq": -76.276066,
    }  # fmt: skip
    for name, energy in parts.items():
        assert getattr(found, name) == pytest.approx(energy, abs=2e-6), name
    assert found.mp4_sdq == pytest.approx(found.mp4_sdtq - found.e4_t, abs=1e-12)


def test_published_total_of_water():
    # Psi4 1.3.2, frozen core, r = 0.9572 Å, 104.52 degrees.
    angle = np.radians(104.52)
    bonds = [(0.9572, 0.0), (0.9572 * np.cos(angle), 0.9572 * np.sin(angle))]
    atoms = [("O", (0.0, 0.0, 0.0)), *(("H", (0.0, y, z)) for z, y in bonds)]
    assert mp4(solve(atoms, "6-311G(d,p)"), 1).mp4_sdtq == pytest.approx(-76.2762254952, abs=1e-8)


@pytest.mark.parametrize("name", TINY)
def test_nothing_to_correlate(name):
    atoms, basis, spin, frozen, unrestricted = TINY[name]
    found = mp4(solve(atoms, basis, spin, unrestricted=unrestricted), frozen)
    assert found.mp2 == found.mp3 == found.mp4_sdtq == found.hf < 0


def test_two_electrons_have_no_triples():
    for unrestricted in (False, True):
        found = mp4(solve("H 0 0 0; H 0 0 0.74", "STO-3G", unrestricted=unrestricted))
        assert found.e2 < 0 and found.e3 < 0 and found.e4_t == 0 and found.e4_s == pytest.approx(0, abs=1e-12)


def test_ion_in_which_one_spin_has_a_single_electron():
    # Be+ with its core correlated: Li's three electrons with another nucleus.
    found = mp4(solve("Be", "6-31G", 1, charge=1))
    assert found.e2 < 0 and found.e4_t < 0
    assert mp4(solve("Be", "6-31G", 1, charge=1), 1).mp4_sdtq == found.hf


def test_without_triples():
    found = mp4(solve(WATER, "STO-3G"), triples=False)
    assert found.e4_t is None and found.mp4_sdq < found.mp3
    with pytest.raises(ValueError, match="triples"):
        _ = found.mp4_sdtq


@pytest.mark.parametrize(("atoms", "spin"), [(HYDROGEN_FLUORIDE, 0), ("O", 2)])
def test_replaced_integrals(atoms, spin):
    mean_field = solve(atoms, "6-31G(d)", spin, cart=True)
    n = mean_field.mol.nao
    mixing = np.eye(n) + 0.1 * np.random.default_rng(0).standard_normal((n, n))
    expected, found = mp4(mean_field, 1), mp4(on_functions(mean_field, mixing), 1)
    for name in MP4Result.__dataclass_fields__:
        assert getattr(found, name) == pytest.approx(getattr(expected, name), abs=1e-8), name


@pytest.mark.parametrize(("atoms", "multiplicity"), [("HF", 1), ("O", 3)])
def test_cartesian_d_with_pure_f(atoms, multiplicity):
    # Two ways to 6D, 7F: orbitals confined to them (as everywhere in this library), or replaced integrals.
    level = Level("HF/6-31G(2df,p)", "hf", "6-31G(2df,p)")
    positions = [[0, 0, 0.917 * i] for i in range(len(Atoms(atoms)))]
    molecule = ab_initio.build_molecule(Atoms(atoms, positions), level, 0, multiplicity)
    confined, _ = ab_initio.solve_mean_field(molecule, level, ACCURACIES["tight"])
    plain = (scf.RHF if multiplicity == 1 else scf.UHF)(molecule)
    replaced = on_functions(plain, ab_initio.mixed.pure_f_functions(molecule))
    assert len(replaced.get_hcore()) < molecule.nao
    assert mp4(replaced, 1).mp4_sdtq == pytest.approx(mp4(confined, 1).mp4_sdtq, abs=1e-8)


def test_refused():
    mol = gto.M(atom="O", basis="6-31G", spin=2, verbose=0)
    for other in (scf.ROHF(mol), scf.GHF(mol), mol.UKS(), scf.UHF(mol).density_fit()):
        with pytest.raises(ValueError, match="reference should"):
            mp4(other.run())
    for unfinished in (scf.UHF(mol), scf.UHF(mol).run(max_cycle=1)):
        with pytest.raises(ValueError, match="did not converge"):
            mp4(unfinished)
    mean_field = solve("O", "6-31G", 2)
    for frozen in (6, -1):
        with pytest.raises(ValueError, match=rf"^{frozen} orbitals .*\[5, 3\] are occupied"):
            mp4(mean_field, frozen)
    with pytest.raises(TypeError):
        mp4(mean_field, 1.0)


def test_orbitals_must_be_canonical_and_filled_from_below():
    mean_field = solve(WATER, "STO-3G")
    turn = np.array([[0.8, 0.6], [-0.6, 0.8]])
    canonical = mean_field.mo_coeff
    mean_field.mo_coeff = canonical.copy()
    mean_field.mo_coeff[:, 2:4] = canonical[:, 2:4] @ turn
    with pytest.raises(ValueError, match="not canonical"):
        mp4(mean_field)
    mean_field.mo_coeff, mean_field.mo_occ = canonical, np.array([2.0, 2, 2, 2, 0, 2, 0])
    with pytest.raises(ValueError, match="lowest 5 orbitals"):
        mp4(mean_field)
