"""One conventional step from fitted orbitals: the conventional energy, without an error of fitting."""

import pytest
from ase import Atoms

from qmlaw.reference import ab_initio
from qmlaw.reference.composite import fitted_start
from qmlaw.reference.composite.energies import Batch, batch_energies
from qmlaw.reference.composite.fitted_start import energy_in_one_step, fitted_solution
from qmlaw.reference.levels import ACCURACIES, Level

CASES = {
    "water": (Atoms("OHH", [(0, 0, 0.12), (0, 0.76, -0.47), (0, -0.76, -0.47)]), "mod-aug-cc-pVTZ", 1),
    "imidogen": (Atoms("NH", [(0, 0, 0), (0, 0, 1.04)]), "mod-aug-cc-pVTZ", 3),
    "hydrogen chloride": (Atoms("HCl", [(0, 0, 0), (0, 0, 1.28)]), "G3LargeXP", 1),
    "mixed 6D, 7F": (Atoms("NH", [(0, 0, 0), (0, 0, 1.04)]), "6-31G(2df,p)", 3),
}


@pytest.fixture
def no_memory(monkeypatch):
    """As if no integrals fitted into memory; they still do."""
    monkeypatch.setattr(fitted_start, "_SHARE", 0.0)


def molecule(case):
    atoms, basis, multiplicity = CASES[case]
    level = Level(f"HF/{basis}", "hf", basis)
    return ab_initio.build_molecule(atoms, level, 0, multiplicity), level


@pytest.mark.parametrize("case", ["water", "imidogen"])
def test_energy_is_the_conventional_one(case, no_memory):
    built, level = molecule(case)
    fitted = fitted_solution(built, level)
    converged, _ = ab_initio.solve_mean_field(built, level, ACCURACIES["tight"])
    assert abs(fitted.e_tot - converged.e_tot) > 1e-6  # the error of fitting, of which nothing is left
    assert energy_in_one_step(fitted) == pytest.approx(converged.e_tot, abs=2e-9)


def test_what_is_left_over_decides(no_memory, monkeypatch):
    """With coarse orbitals the step is refused, and the batch falls back to the conventional iteration."""
    monkeypatch.setattr(fitted_start, "LARGEST_REST", 1e-13)
    built, level = molecule("water")
    assert energy_in_one_step(fitted_solution(built, level)) is None
    atoms, basis, multiplicity = CASES["water"]
    found = batch_energies(atoms, Batch(basis, ("HF",)), charge=0, multiplicity=multiplicity)
    converged, _ = ab_initio.solve_mean_field(built, level, ACCURACIES["tight"])
    assert found[level.name]["energy"] == pytest.approx(converged.e_tot, abs=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_correlation_does_not_depend_on_the_start(case, monkeypatch):
    atoms, basis, multiplicity = CASES[case]
    batch, state = Batch(basis, ("MP2",)), {"charge": 0, "multiplicity": multiplicity}
    usual = batch_energies(atoms, batch, **state)
    monkeypatch.setattr(fitted_start, "_SHARE", 0.0)
    fitted = batch_energies(atoms, batch, **state)
    for label in usual:
        assert fitted[label]["energy"] == pytest.approx(usual[label]["energy"], abs=1e-7), label


def test_small_molecules_go_without():
    assert fitted_solution(*molecule("water")) is None
