"""`single_point`: forces are derivatives, atoms are in their ground state, mistakes are named."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.molecules import Molecules
from qmlaw.reference import ConvergenceError, find_level, single_point
from qmlaw.reference.ab_initio import build_molecule, core_orbitals, mean_field
from qmlaw.reference.levels import ACCURACIES
from qmlaw.reference.single_point import default_multiplicity
from qmlaw.units import HARTREE_TO_KCAL_MOL


def bent_water():
    """Water away from its minimum, so that forces are large."""
    return Atoms("OHH", [[0.02, -0.01, 0.05], [0.01, 0.75, -0.45], [-0.03, -0.79, -0.52]])


@pytest.mark.parametrize(
    ("atoms", "level", "accuracy", "tolerance"),
    [
        (bent_water(), "HF/STO-3G", "tight", 1e-6),
        (bent_water(), "HF/6-31G*", "tight", 1e-6),
        (bent_water(), "HF/6-31G*", "production", 1e-5),
        (bent_water(), "B3LYP/6-31G(2df,p)", "tight", 1e-5),
        (bent_water(), "ωB97X/6-31G(d)", "production", 3e-4),
        (molecule("OH"), "B3LYP/6-31G(2df,p)", "production", 3e-4),
        (bent_water(), "MP2/cc-pVDZ", "tight", 1e-6),
        (molecule("OH"), "MP2/cc-pVDZ", "tight", 1e-6),
        (bent_water(), "GFN2-xTB", "tight", 1e-6),
    ],
)
def test_forces_are_minus_the_derivative(atoms, level, accuracy, tolerance):
    direction = np.random.default_rng(0).normal(size=(len(atoms), 3))
    direction /= np.linalg.norm(direction)
    step = 2e-3
    energies = []
    for sign in (1, -1):
        displaced = atoms.copy()
        displaced.positions += sign * step * direction
        energies.append(single_point(displaced, level, accuracy=accuracy).energy)
    forces = single_point(atoms, level, accuracy=accuracy, forces=True).forces
    assert (forces * direction).sum() == pytest.approx(
        -(energies[0] - energies[1]) / (2 * step), abs=tolerance
    )


@pytest.mark.parametrize(("element", "multiplicity"), [("H", 2), ("C", 3), ("N", 4), ("O", 3), ("F", 2)])
def test_atoms_are_in_their_ground_state(element, multiplicity):
    atom = Atoms(element)
    assert default_multiplicity(atom) == multiplicity
    ground = single_point(atom, "MP2/cc-pVDZ").energy
    if element in "CO":  # the singlet lies higher
        assert single_point(atom, "MP2/cc-pVDZ", multiplicity=multiplicity - 2).energy > ground + 0.03


@pytest.mark.parametrize("level", ["HF/STO-3G", "PBE/6-31G*", "B3LYP/6-31G(2df,p)"])
def test_oxygen_atom_has_a_stable_solution(level):
    # In a minimal basis PySCF's stability analysis fails; on a DFT grid it never ends.
    single_point(Atoms("O"), level)


def test_unstable_solution_is_left():
    # Carbon with its two open-shell electrons forced into s and p: an excited state, downhill from there.
    level, accuracy = find_level("HF/6-31G*"), ACCURACIES["tight"]
    carbon = build_molecule(Atoms("C"), level, 0, 3)
    excited = mean_field._mean_field(carbon, level, accuracy)
    ground, _ = mean_field.solve_mean_field(carbon, level, accuracy)
    excited.kernel()
    occupations = excited.mo_occ.copy()
    occupations[1, 1] = 0  # empty the beta 2s
    occupations[1, 4] = 1
    from pyscf.scf import addons

    excited = addons.mom_occ(excited, excited.mo_coeff, occupations)
    excited.kernel(dm0=excited.make_rdm1(excited.mo_coeff, occupations))
    assert excited.e_tot > ground.e_tot + 0.05
    plain = mean_field._mean_field(carbon, level, accuracy)
    plain.mo_coeff, plain.mo_occ, plain.mo_energy = excited.mo_coeff, excited.mo_occ, excited.mo_energy
    plain.e_tot, plain.converged = excited.e_tot, True
    found, _ = mean_field._follow_to_stable(plain, "", level)
    assert found.e_tot == pytest.approx(ground.e_tot, abs=1e-6)


def test_hydrogen_atom_has_no_correlation():
    for level in ("MP2/cc-pVDZ", "CCSD(T)/cc-pVDZ"):
        assert single_point(Atoms("H"), level).energy == pytest.approx(-0.499278, abs=1e-6)


def test_ccsd_of_two_electrons_is_exact():
    from pyscf import fci

    hydrogen = molecule("H2")
    field = build_molecule(hydrogen, find_level("CCSD(T)/cc-pVDZ"), 0, 1).RHF(conv_tol=1e-12).run()
    exact, _ = fci.FCI(field).kernel()
    assert single_point(hydrogen, "CCSD(T)/cc-pVDZ", accuracy="tight").energy == pytest.approx(
        exact, abs=1e-7
    )


def test_core_of_lithium_is_frozen_and_that_of_a_ghost_is_none():
    """PySCF's own table freezes nothing in Li and Be, where Gaussian freezes 1s."""
    from pyscf import gto, mp

    hydride = Atoms("LiH", [(0, 0, 0), (0, 0, 1.6)])
    built = gto.M(atom="Li 0 0 0; H 0 0 1.6", basis="6-31g*", cart=True, verbose=0)
    reference = mp.MP2(built.RHF(conv_tol=1e-11).run(), frozen=1).run()
    assert single_point(hydride, "MP2/6-31G*", accuracy="tight").energy == pytest.approx(
        reference.e_tot, abs=1e-8
    )
    numbers = {0: 0, 2: 0, 3: 1, 4: 1, 10: 1, 11: 5, 12: 5, 18: 5, 19: 5}
    assert {z: core_orbitals(z) for z in numbers} == numbers


def test_core_is_frozen():
    from pyscf import mp

    water = molecule("H2O")
    built = build_molecule(water, find_level("MP2/cc-pVDZ"), 0, 1)
    reference = mp.MP2(built.RHF(conv_tol=1e-11).run(), frozen=1).run()
    assert single_point(water, "MP2/cc-pVDZ", accuracy="tight").energy == pytest.approx(
        reference.e_tot, abs=1e-7
    )


@pytest.mark.parametrize("level", ["MP2/cc-pVDZ", "MP2/cc-pVTZ"])
def test_density_fitted_mp2_is_close(level):
    water = molecule("H2O")
    difference = single_point(water, level).energy - single_point(water, level, accuracy="tight").energy
    assert abs(difference) * HARTREE_TO_KCAL_MOL < 0.1


def test_triplet_oxygen_must_be_asked_for():
    oxygen = Atoms("OO", [[0, 0, 0], [0, 0, 1.208]])
    singlet, triplet = (single_point(oxygen, "PBE/6-31G*", multiplicity=m).energy for m in (None, 3))
    assert triplet < singlet - 0.02


def test_charges():
    # Vertical ionisation energy of water: 12.6 eV measured, B3LYP within half an eV.
    water = molecule("H2O")
    neutral = single_point(water, "B3LYP/6-31G(2df,p)").energy
    cation = single_point(water, "B3LYP/6-31G(2df,p)", charge=1).energy
    assert (cation - neutral) * 27.2114 == pytest.approx(12.6, abs=0.5)


def test_energy_does_not_depend_on_place_and_order():
    water = bent_water()
    moved = water[[2, 0, 1]]
    moved.rotate(37, (1, 2, 3))
    moved.translate((3, -2, 1))
    for level, tolerance in (("GFN2-xTB", 1e-8), ("HF/6-31G*", 1e-7), ("B3LYP/6-31G(2df,p)", 3e-5)):
        first, second = (single_point(a, level).energy for a in (water, moved))
        assert first == pytest.approx(second, abs=tolerance), level


def test_second_order_fallback(monkeypatch):
    # With DIIS cut after three cycles the second-order solver must give the same energy, within the subspace.
    water = bent_water()
    expected = single_point(water, "B3LYP/6-31G(2df,p)")
    build = mean_field._mean_field

    def impatient(*arguments):
        field = build(*arguments)
        field.max_cycle = 3
        return field

    monkeypatch.setattr(mean_field, "_mean_field", impatient)
    monkeypatch.setattr(mean_field, "_coarse_start", lambda *arguments: None)
    result = single_point(water, "B3LYP/6-31G(2df,p)")
    assert result.note == "second-order SCF"
    assert result.energy == pytest.approx(expected.energy, abs=2e-7)


def test_no_convergence_is_named(monkeypatch):
    build = mean_field._mean_field

    def hopeless(*arguments):
        field = build(*arguments)
        field.max_cycle = 1
        return field

    monkeypatch.setattr(mean_field, "_mean_field", hopeless)
    with pytest.raises(ConvergenceError, match=r"HF/6-31G\* of H2O: neither DIIS"):
        single_point(bent_water(), "HF/6-31G*")


def test_molecule_of_a_collection_will_do():
    water = bent_water()
    collected = Molecules.from_ase([water])[0]
    assert single_point(collected, "GFN2-xTB").energy == single_point(water, "GFN2-xTB").energy


@pytest.mark.parametrize(
    ("atoms", "arguments", "message"),
    [
        (Atoms("HH", [[0, 0, 0], [0, 0, 0.01]]), {}, "atoms 0 and 1 of H2 are 0.010 Å apart"),
        (
            Atoms("H"),
            {"multiplicity": 1},
            "charge 0 and multiplicity 1 do not fit H: 1 electrons, 0 unpaired",
        ),
        (Atoms("H"), {"charge": 1}, "charge 1 .* do not fit H: 0 electrons"),
        (Atoms("He"), {"multiplicity": 5}, "2 electrons, 4 unpaired"),
        (Atoms("He"), {"accuracy": "sloppy"}, "unknown accuracy 'sloppy'; allowed are production, tight"),
        (Atoms("He", [[0, 0, np.nan]]), {}, "positions of He are not all finite"),
        (Atoms("X"), {}, "atom 0 is of no element"),
        (Atoms(), {}, "no atoms"),
        (Atoms("He", cell=[3, 3, 3], pbc=True), {}, "He is periodic"),
        (Atoms("Fe"), {}, r"6-31G\(d\) has no functions for element 'Fe'"),
    ],
)
def test_mistakes_are_named(atoms, arguments, message):
    with pytest.raises(ValueError, match=message):
        single_point(atoms, "HF/6-31G*", **arguments)


@pytest.mark.parametrize(
    ("level", "wanted", "message"),
    [
        ("CCSD(T)/cc-pVDZ", "forces", r"forces are not available at CCSD\(T\)/cc-pVDZ"),
        ("MP2/cc-pVDZ", "forces", "forces at MP2/cc-pVDZ need accuracy 'tight'"),
        ("MP2/cc-pVDZ", "properties", "properties are not available at MP2/cc-pVDZ"),
    ],
)
def test_what_a_level_cannot_give(level, wanted, message):
    with pytest.raises(ValueError, match=message):
        single_point(molecule("H2O"), level, **{wanted: True})
