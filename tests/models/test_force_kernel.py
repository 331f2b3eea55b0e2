"""Forces with an energy behind them and without: both learn, one has an energy, neither turns a molecule."""

import numpy as np
import pytest
from one_molecule_help import NUMBERS, forces, geometries

from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.force_kernel import ForceKernelRegressor
from qmlaw.molecules import Molecules

TRAIN, TEST = geometries(20, 0), geometries(10, 1)
FIELDS = {on: ForceKernelRegressor(conservative=on).fit(TRAIN, forces(TRAIN)) for on in (True, False)}


def work_around(field: ForceKernelRegressor) -> float:
    corners = TEST.positions.reshape(-1, 3, 3)[[0, 1, 2, 0]]
    total = 0.0
    for a, b in zip(corners[:-1], corners[1:], strict=True):
        places = a + (np.arange(200)[:, None, None] + 0.5) / 200 * (b - a)
        found = field.predict_forces(Molecules([NUMBERS] * 200, list(places))).reshape(-1, 3, 3)
        total += (found * (b - a)).sum() / 200
    return total


@pytest.mark.parametrize("conservative", [True, False])
def test_it_learns_and_passes_through_its_training_forces(conservative):
    field = FIELDS[conservative]
    np.testing.assert_allclose(field.predict_forces(TRAIN), forces(TRAIN), atol=2.0)
    error = np.abs(field.predict_forces(TEST) - forces(TEST)).mean()
    assert error < 0.2 * np.abs(forces(TEST)).mean()


@pytest.mark.parametrize("conservative", [True, False])
def test_neither_moves_or_turns_the_molecule(conservative):
    found = FIELDS[conservative].predict_forces(TEST).reshape(-1, 3, 3)
    places = TEST.positions.reshape(-1, 3, 3)
    np.testing.assert_allclose(found.sum(axis=1), 0, atol=1e-8)
    np.testing.assert_allclose(np.cross(places, found).sum(axis=1), 0, atol=1e-8)


def test_only_one_has_an_energy():
    assert abs(work_around(FIELDS[True])) < 1e-3
    assert abs(work_around(FIELDS[False])) > 1e-2
    with pytest.raises(ValueError, match="not the slope of any energy"):
        FIELDS[False].predict(TEST)


def test_forces_are_minus_the_slope_of_the_energy():
    step, x = 1e-4, TEST.positions[:3]
    moved = [x + sign * step * unit for unit in np.eye(9).reshape(-1, 3, 3) for sign in (1, -1)]
    values = FIELDS[True].predict(Molecules([NUMBERS] * len(moved), moved)).reshape(-1, 2)
    expected = (values[:, 1] - values[:, 0]) / (2 * step)
    np.testing.assert_allclose(FIELDS[True].predict_forces(TEST[:1]).ravel(), expected, rtol=1e-4, atol=1e-3)


def test_the_calculator_says_that_there_is_no_energy():
    atoms = TEST[:1].to_ase()[0]
    atoms.calc = NetworkCalculator(FIELDS[False])
    assert np.isfinite(atoms.get_forces()).all()
    assert np.isnan(atoms.get_potential_energy())
    atoms.calc = NetworkCalculator(FIELDS[True])
    assert np.isfinite(atoms.get_potential_energy())


def test_what_it_refuses():
    with pytest.raises(ValueError, match="2 geometries; at least 3"):
        ForceKernelRegressor().fit(TRAIN[:2], forces(TRAIN[:2]))
    with pytest.raises(ValueError, match=r"forces have shape \(30, 3\)"):
        ForceKernelRegressor().fit(TRAIN, forces(TEST))
    with pytest.raises(ValueError, match="finite"):
        ForceKernelRegressor().fit(TRAIN, np.full((60, 3), np.nan))
