"""ASE's calculator: units, forces, a relaxation downhill, and what it refuses."""

import ase.build
import numpy as np
import pytest
from ase.calculators.fd import calculate_numerical_forces
from ase.optimize import BFGS
from dtnn_help import pair_energies, small_molecules, wild_model
from sklearn.exceptions import NotFittedError

from qmlaw import units
from qmlaw.models import CompositionModel
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.dtnn import DTNNRegressor

MOLECULES = small_molecules()


@pytest.fixture
def methanol():
    atoms = MOLECULES[[1]].to_ase()[0]
    atoms.calc = NetworkCalculator(wild_model(MOLECULES, n_basis=6, n_factors=7))
    return atoms


def test_energies_and_forces_are_those_of_the_model_in_ev(methanol):
    model = methanol.calc.model
    ev = 1 / (units.HARTREE_TO_KCAL_MOL / units.HARTREE_TO_EV)
    assert methanol.get_potential_energy() == pytest.approx(model.predict(MOLECULES[[1]])[0] * ev)
    np.testing.assert_allclose(methanol.get_forces(), model.predict_forces(MOLECULES[[1]]) * ev)
    assert "forces" not in NetworkCalculator(model).results
    numerical = calculate_numerical_forces(methanol, eps=1e-5)
    np.testing.assert_allclose(methanol.get_forces(), numerical, rtol=1e-4, atol=1e-4)


def test_a_relaxation_goes_downhill(methanol):
    before = methanol.get_potential_energy()
    BFGS(methanol, logfile=None, maxstep=0.02).run(fmax=0.05, steps=5)
    assert methanol.get_potential_energy() < before


def test_what_it_refuses(methanol):
    calculator = methanol.calc
    on_one_spot = methanol.copy()
    on_one_spot.positions[1] = on_one_spot.positions[0]
    silane, crystal = ase.build.molecule("SiH4"), ase.build.bulk("C")
    for atoms, message in (
        (on_one_spot, "are on one spot"),
        (silane, "contains Si"),
        (crystal, "has a cell"),
    ):
        atoms.calc = calculator
        with pytest.raises(ValueError, match=message):
            atoms.get_potential_energy()
    with pytest.raises(NotFittedError):
        NetworkCalculator(DTNNRegressor())
    with pytest.raises(ValueError, match="has no predict_forces"):
        NetworkCalculator(CompositionModel().fit(MOLECULES, pair_energies(MOLECULES)))
