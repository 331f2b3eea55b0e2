"""Calculators and their slopes: networks keep the promise, and the measurement can tell who does not."""

import ase
import ase.build
import numpy as np
import pytest
from ase.calculators.calculator import Calculator, all_changes
from ase.calculators.emt import EMT

from qmlaw.contracts.calculators import forces_are_slopes, stress_is_a_slope
from qmlaw.models.atomic import AtomicNetworkRegressor, Committee, silicon
from qmlaw.models.atomic.shipped import FORMS, shipped
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.molecules import Molecules
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions


def rattled(seed):
    atoms = ase.build.bulk("Si", cubic=True)
    atoms.rattle(0.15, seed=seed)
    return atoms


@pytest.fixture(scope="module")
def committee():
    functions = FastSymmetryFunctions.all_of((14,), 4.5, radial_etas=(0.1, 0.5), angular_etas=(0.05,))
    model = AtomicNetworkRegressor(
        functions, hidden=(4,), activation="tanh", precision="float64", unit="eV", n_epochs=20,
        validation_fraction=0.0, learning_rate=0.1, averaging=0.5,
    )  # fmt: skip
    return Committee(model, n_models=2).fit(
        Molecules.from_ase([rattled(k) for k in range(4)]), [-30.0, -29.0, -33.0, -31.5]
    )


def test_networks_keep_it(committee):
    for model in (committee, committee.models_[0]):
        calculator, cells = NetworkCalculator(model), [rattled(7), rattled(8)]
        assert forces_are_slopes(calculator, cells[:1]).holds
        assert stress_is_a_slope(calculator, cells).holds
        cells[0].calc = calculator
        assert np.abs(cells[0].get_forces()).max() > 1e-2  # there is something to get wrong


def in_double_precision(committee):
    for model in committee.models_:
        model.set_params(precision="float64")
    return NetworkCalculator(committee)


class WithAKink(Calculator):
    """One coordinate, its forces are right; like a network of CELU units it has a jump of curvature."""

    implemented_properties = ["energy", "forces"]
    curvature = 10.0  # eV/Å^2, on one side only

    def calculate(self, atoms=None, properties=("energy",), system_changes=all_changes):
        super().calculate(atoms, properties, system_changes)
        x = max(self.atoms.positions[0, 0], 0.0)
        forces = np.array([[-self.curvature * x, 0, 0]])
        self.results = {"energy": self.curvature * x**2 / 2, "forces": forces}


def test_right_forces_pass_beside_a_jump_of_curvature():
    assert forces_are_slopes(WithAKink(), [ase.Atoms("H")]).holds
    assert not forces_are_slopes(WithAKink(), [ase.Atoms("H")], step=1e-4).holds


@pytest.mark.parametrize("form", FORMS)
def test_the_committees_of_molecules_keep_it(form):
    calculator = in_double_precision(shipped(form))
    structures = [ase.build.molecule(name) for name in ("HCN", "H2O", "CH3OH")]
    for atoms in structures:
        atoms.rattle(0.05, seed=1)
    assert forces_are_slopes(calculator, structures).holds


def test_the_committee_of_silicon_keeps_it():
    cell = ase.build.bulk("Si", a=5.4)
    cell.rattle(0.1, seed=1)
    calculator = in_double_precision(silicon.shipped())
    assert forces_are_slopes(calculator, [cell]).holds
    assert stress_is_a_slope(calculator, [cell]).holds


class Pushed(EMT):
    """Its forces and stress have a part that no energy has."""

    def calculate(self, *arguments, **named):
        super().calculate(*arguments, **named)
        self.results["forces"] = self.results["forces"] + [0.01, 0, 0]
        self.results["stress"] = self.results["stress"] + 1e-3


def test_who_does_not_keep_it_is_found():
    copper = ase.build.bulk("Cu", cubic=True)
    copper.rattle(0.1, seed=1)
    assert forces_are_slopes(EMT(), [copper]).holds
    found = forces_are_slopes(Pushed(), [copper])
    assert not found.holds and found.deviation == pytest.approx(0.01, rel=0.01)
    assert not stress_is_a_slope(Pushed(), [copper]).holds


def test_what_cannot_be_measured():
    with pytest.raises(ValueError, match="structures is empty"):
        forces_are_slopes(EMT(), [])
    with pytest.raises(ValueError, match=r"structure 0 is periodic along \[False, False, False\]"):
        stress_is_a_slope(EMT(), [ase.build.molecule("N2")])
