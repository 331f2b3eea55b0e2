"""The networks of silicon that come with this project: what the card says is so, and they hold together."""

import ase.build
import numpy as np
import pytest

from qmlaw import datasets
from qmlaw.contracts.calculators import forces_are_slopes, stress_is_a_slope
from qmlaw.models.atomic import silicon
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.dynamics import Dynamics, run_dynamics


@pytest.fixture(scope="module")
def committee():
    return silicon.shipped()


def test_the_cards_are_true(committee):
    cells = datasets.load("silicon")
    assert len(committee.models_) == silicon.N_SHIPPED and committee.unit == "eV"
    model = committee.models_[1]
    test = cells[silicon.split_of(cells, model.card_["split_seed"]).test]
    found = model.evaluate(test)
    errors = silicon.errors_of(found.energies, found.forces, test)
    assert errors == pytest.approx(model.card_["errors"], rel=1e-3)
    mean = cells.value(silicon.ENERGY, "eV").sum() / cells.n_atoms.sum()
    baseline = silicon.errors_of(mean * test.n_atoms, np.zeros_like(test.positions), test)
    for name, error in errors.items():
        assert error < 0.3 * baseline[name], name


def test_forces_and_stress_are_slopes(committee):
    cell = ase.build.bulk("Si", cubic=True, a=5.4)
    cell.rattle(0.1, seed=1)
    model = committee.models_[0].set_params(precision="float64")
    calculator = NetworkCalculator(model)
    assert forces_are_slopes(calculator, [cell]).holds
    assert stress_is_a_slope(calculator, [cell]).holds
    found = run_dynamics(cell, calculator, Dynamics(300, 60, 2.0, every=2))
    assert found.wobble < 1e-3
    model.set_params(precision="float32")


def test_it_disagrees_most_where_it_saw_nothing(committee):
    crystal = ase.build.bulk("Si", cubic=True, a=5.4)
    dimer = ase.Atoms("Si2", [[0, 0, 0], [0, 0, 2.3]], cell=[12] * 3, pbc=True)
    spreads = []
    for atoms in (crystal, dimer):
        spreads.append(NetworkCalculator(committee).get_property("energy_spread", atoms) / len(atoms))
    assert spreads[1] > 10 * spreads[0]
