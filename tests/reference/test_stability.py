"""Broken bonds: unstable solutions are marked, lower restricted ones followed; the steps to CCSD(T)."""

import numpy as np
import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import ConvergenceError, find_level, single_point
from qmlaw.reference.ab_initio import build_molecule, lowest_restricted, mean_field
from qmlaw.reference.energies import energies
from qmlaw.reference.levels import ACCURACIES


def diatomic(symbols: str, distance: float) -> Atoms:
    return Atoms(symbols, [[0, 0, 0], [0, 0, distance]])


def unrestricted(atoms: Atoms, level: str) -> float:
    """Energy (hartree) of UHF from a start that breaks the symmetry of the spins, by plain PySCF."""
    from pyscf import scf

    field = scf.UHF(build_molecule(atoms, find_level(level), 0, 1))
    alpha, beta = field.get_init_guess()
    half = alpha.shape[0] // 2
    alpha[half:, half:], beta[:half, :half] = 0, 0
    field.kernel((alpha, beta))
    return field.e_tot


@pytest.mark.parametrize(
    ("symbols", "distance", "stable"),
    [("H2", 0.74, True), ("H2", 2.0, False), ("N2", 1.098, True), ("N2", 1.7, False)],
)
@pytest.mark.parametrize("level", ["HF/6-31G*", "ωB97X/6-31G(d)"])
def test_stretched_bonds_are_unstable(symbols, distance, stable, level):
    found = single_point(diatomic(symbols, distance), level, stability=True)
    assert found.stable is stable


def test_unstable_means_that_a_lower_solution_exists():
    atoms = diatomic("H2", 2.0)
    restricted = single_point(atoms, "HF/6-31G*", accuracy="tight", stability=True)
    assert not restricted.stable
    assert unrestricted(atoms, "HF/6-31G*") < restricted.energy - 0.05
    close = diatomic("H2", 0.74)
    assert unrestricted(close, "HF/6-31G*") == pytest.approx(
        single_point(close, "HF/6-31G*", accuracy="tight").energy, abs=1e-6
    )


def test_the_test_does_not_change_a_stable_solution():
    water = molecule("H2O")
    for level in ("HF/6-31G*", "ωB97X/6-31G(d)"):
        plain, tested = (single_point(water, level, stability=s, forces=True) for s in (False, True))
        assert plain.stable is None and tested.stable is True
        assert tested.note == ""
        assert tested.energy == pytest.approx(plain.energy, abs=1e-7)
        np.testing.assert_allclose(tested.forces, plain.forces, atol=1e-5)


@pytest.mark.parametrize("symbols", ["N2", "O2"])
def test_lower_restricted_solutions_are_followed(symbols):
    """Far apart there is one far below the solution that DIIS finds."""
    atoms = diatomic(symbols, 3.3)
    plain, tested = (single_point(atoms, "HF/6-31G*", stability=s, forces=True) for s in (False, True))
    assert tested.note == "followed a restricted instability"
    assert tested.energy < plain.energy - 0.1
    assert tested.stable is False
    step = 5e-3  # the forces belong to the solution that was followed, not to the one that was left
    lower, higher = (
        single_point(diatomic(symbols, 3.3 + d), "HF/6-31G*", stability=True).energy for d in (-step, step)
    )
    assert tested.forces[1, 2] == pytest.approx(-(higher - lower) / (2 * step), abs=2e-3)


def test_nitrogen_on_its_way_to_dissociation():
    """Where DIIS led back to the saddle point it had been turned away from."""
    assert single_point(diatomic("N2", 1.8 * 1.098), "ωB97X/6-31G(d)", stability=True).stable is False


def test_a_solution_that_cannot_be_mended_is_an_error(monkeypatch):
    monkeypatch.setattr(mean_field, "_STABILITY_ATTEMPTS", 0)
    with pytest.raises(ConvergenceError, match=r"HF/6-31G\* of H2O: no stable restricted solution"):
        single_point(molecule("H2O"), "HF/6-31G*", stability=True)


def test_an_excited_solution_is_left():
    """Both electrons of H2 in the antibonding orbital: the gradient there is exactly zero, by symmetry."""
    level, accuracy = find_level("HF/STO-3G"), ACCURACIES["tight"]
    built = build_molecule(diatomic("H2", 0.9), level, 0, 1)
    ground, _ = mean_field.solve_mean_field(built, level, accuracy)
    trapped = mean_field._mean_field(built, level, accuracy)
    trapped.mo_coeff, trapped.mo_energy, trapped.mo_occ = (
        ground.mo_coeff,
        ground.mo_energy,
        ground.mo_occ[::-1],
    )
    trapped.e_tot, trapped.converged = trapped.energy_tot(trapped.make_rdm1()), True
    assert trapped.e_tot > ground.e_tot + 0.5
    found, stable, note = lowest_restricted(trapped, level, "")
    assert found.e_tot == pytest.approx(ground.e_tot, abs=1e-8)
    assert stable and note == "followed a restricted instability"


@pytest.mark.parametrize(
    ("atoms", "level", "message"),
    [
        (molecule("H2O"), "MP2/cc-pVDZ", "stability is tested only for closed shells at HF and DFT"),
        (molecule("OH"), "HF/6-31G*", "stability is tested only for closed shells"),
        (molecule("H2O"), "GFN2-xTB", "stability is not tested at GFN2-xTB"),
    ],
)
def test_where_stability_is_not_tested(atoms, level, message):
    with pytest.raises(ValueError, match=message):
        single_point(atoms, level, stability=True)


@pytest.mark.parametrize("atoms", [molecule("H2O"), molecule("OH"), Atoms("N")], ids=str)
def test_steps_are_what_the_levels_alone_give(atoms):
    """Closed and open shells: HF and MP2 on the way to CCSD(T) are no other numbers than separate ones."""
    steps = single_point(atoms, "CCSD(T)/6-31G(d)", accuracy="tight").steps
    assert list(steps) == ["HF", "MP2", "CCSD"]
    for step, level in (("HF", "HF/6-31G*"), ("MP2", "MP2/6-31G*")):
        alone = single_point(atoms, level, accuracy="tight").energy
        assert steps[step].energy == pytest.approx(alone, abs=1e-7), step
    times = [step.cpu_seconds for step in steps.values()]
    assert times == sorted(times)


def test_ccsd_on_the_way_is_that_of_plain_pyscf():
    from pyscf import cc

    built = build_molecule(molecule("H2O"), find_level("CCSD(T)/6-31G(d)"), 0, 1)
    coupled_cluster = cc.CCSD(built.RHF(conv_tol=1e-11).run(), frozen=1).run(conv_tol=1e-9)
    found = single_point(molecule("H2O"), "CCSD(T)/6-31G(d)", accuracy="tight")
    assert found.steps["CCSD"].energy == pytest.approx(coupled_cluster.e_tot, abs=1e-6)
    assert found.energy == pytest.approx(coupled_cluster.e_tot + coupled_cluster.ccsd_t(), abs=1e-6)


def test_hf_on_the_way_to_fitted_mp2():
    steps = single_point(molecule("H2O"), "MP2/cc-pVDZ").steps
    assert list(steps) == ["HF"]
    assert steps["HF"].energy == pytest.approx(single_point(molecule("H2O"), "HF/cc-pVDZ").energy, abs=1e-7)


@pytest.mark.parametrize("atoms", [molecule("H2O"), Atoms("O"), Atoms("H")], ids=str)
def test_levels_together_are_the_levels_alone(atoms):
    """Whatever is passed on the way and not calculated again."""
    levels = ("HF/6-31G*", "HF/cc-pVDZ", "MP2/cc-pVDZ", "MP2/6-31G*", "CCSD(T)/6-31G(d)", "GFN2-xTB")
    together = energies(atoms, levels, "production")
    assert tuple(together) == levels
    for level in levels:
        alone = single_point(atoms, level).energy
        assert together[level]["energy"] == pytest.approx(alone, abs=2e-6), level
        assert together[level]["cpu_seconds"] >= 0
    top = together["CCSD(T)/6-31G(d)"]
    assert {"hf_energy", "mp2_energy", "ccsd_energy"} <= set(top)
    assert top["mp2_energy"] == pytest.approx(together["MP2/6-31G*"]["energy"], abs=1e-9)


def test_fitted_hf_is_not_taken_for_the_unfitted_one():
    """HF/6-31G* is density-fitted, CCSD(T)/6-31G(d) starts from one that is not: two numbers, both kept."""
    together = energies(molecule("H2O"), ("HF/6-31G*", "CCSD(T)/6-31G(d)"), "production")
    fitted, exact = together["HF/6-31G*"]["energy"], together["CCSD(T)/6-31G(d)"]["hf_energy"]
    assert 1e-6 < abs(fitted - exact) < 1e-4


def test_forces_are_there_where_asked_although_a_level_is_passed():
    asked = energies(molecule("H2O"), ("HF/cc-pVDZ", "MP2/cc-pVDZ"), "production", forces=("HF/cc-pVDZ",))
    assert np.shape(asked["HF/cc-pVDZ"]["forces"]) == (3, 3)
    assert "forces" not in asked["MP2/cc-pVDZ"]
