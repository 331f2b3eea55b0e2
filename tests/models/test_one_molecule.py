"""What is built into kernels of one molecule holds, what is switched off does not; forces are slopes."""

import numpy as np
import pytest
from one_molecule_help import NUMBERS, energies, geometries
from scipy.spatial.transform import Rotation

from qmlaw.models.one_molecule import (
    OneMoleculeRegressor,
    inverse_distance_slopes,
    inverse_distances,
    orders_of_equal_atoms,
)
from qmlaw.molecules import Molecules

TRAIN, TEST = geometries(40, 0), geometries(20, 1)
ORDERS = orders_of_equal_atoms(NUMBERS)
ALL = {"orders": ORDERS}


def fitted(**built_in) -> OneMoleculeRegressor:
    return OneMoleculeRegressor(**built_in).fit(TRAIN, energies(TRAIN))


def changed(X: Molecules, change) -> Molecules:
    return Molecules([NUMBERS] * len(X), [change(x) for x in X.positions.reshape(-1, 3, 3)])


TURN = Rotation.from_rotvec([0.3, -1.0, 0.7]).as_matrix()
CHANGES = {
    "turned": lambda x: x @ TURN.T,
    "shifted": lambda x: x + [3.0, 1.0, -2.0],
    "renumbered": lambda x: x[[0, 2, 1]],
}


@pytest.mark.parametrize(
    ("built_in", "kept"),
    [
        (ALL, {"turned", "shifted", "renumbered"}),
        ({}, {"turned", "shifted"}),
        ({"rotations": False, **ALL}, {"shifted", "renumbered"}),
        ({"rotations": False}, {"shifted"}),
        ({"kernel": "laplacian", **ALL}, {"turned", "shifted", "renumbered"}),
    ],
)
def test_what_is_built_in_holds_and_what_is_not_does_not(built_in, kept):
    model = fitted(**built_in)
    before = model.predict(TEST)
    same = {
        name
        for name, change in CHANGES.items()
        if np.allclose(model.predict(changed(TEST, change)), before, atol=1e-3)
    }
    assert same == kept


def test_it_learns_and_equal_atoms_help():
    without = np.abs(fitted().predict(TEST) - energies(TEST)).mean()
    full = np.abs(fitted(**ALL).predict(TEST) - energies(TEST)).mean()
    assert full < without < 0.2 * np.abs(energies(TEST) - energies(TRAIN).mean()).mean()


@pytest.mark.parametrize("built_in", [ALL, {"rotations": False, **ALL}, {"sigma": 2.0}])
def test_forces_are_minus_the_slope(built_in):
    model = fitted(**built_in)
    step, x = 2e-3, TEST.positions[:3]  # weights are large: energies have some 1e-5 of rounding in them
    moved = [x + sign * step * unit for unit in np.eye(9).reshape(-1, 3, 3) for sign in (1, -1)]
    values = model.predict(Molecules([NUMBERS] * len(moved), moved)).reshape(-1, 2)
    np.testing.assert_allclose(
        model.predict_forces(TEST[:1]).ravel(),
        (values[:, 1] - values[:, 0]) / (2 * step),
        rtol=1e-2,
        atol=0.05,
    )


def test_a_given_width_is_used():
    assert fitted(sigma=1.7).sigma_ == 1.7


def test_inverse_distances_and_their_slopes():
    places = TEST.positions.reshape(-1, 3, 3)[:2]
    assert inverse_distances([[[0, 0, 0], [2, 0, 0], [0, 0, 4.0]]])[0] == pytest.approx([0.5, 0.25, 20**-0.5])
    slopes = inverse_distance_slopes(places)
    for k, unit in enumerate(np.eye(9).reshape(-1, 3, 3)):
        up, down = (inverse_distances(places + sign * 1e-5 * unit) for sign in (1, -1))
        np.testing.assert_allclose(slopes[:, :, k], (up - down) / 2e-5, atol=1e-6)


def test_orders_exchange_equal_atoms_only():
    assert sorted(ORDERS.tolist()) == [[0, 1, 2], [0, 2, 1]]
    found = orders_of_equal_atoms([6, 8, 1, 1, 1, 1])
    assert len({tuple(order) for order in found.tolist()}) == 24
    assert (found[:, :2] == [0, 1]).all()
    with pytest.raises(ValueError, match="40320 orders; allowed are 5,000"):
        orders_of_equal_atoms([1] * 8)


def test_what_it_refuses():
    model = fitted()
    with pytest.raises(ValueError, match="2 geometries; at least 3"):
        OneMoleculeRegressor().fit(TRAIN[:2], energies(TRAIN)[:2])
    with pytest.raises(ValueError, match=r"has atoms \[1, 8, 1\]; allowed are \[8, 1, 1\]"):
        model.predict(Molecules([[1, 8, 1]], [TEST[0].positions]))
    with pytest.raises(ValueError, match="has 2 atoms; allowed are 3"):
        model.predict(Molecules([[8, 1]], [TEST[0].positions[:2]]))
    with pytest.raises(ValueError, match="slope jumps"):
        fitted(kernel="laplacian").predict_forces(TEST)
    with pytest.raises(ValueError, match="sigma is -1"):
        OneMoleculeRegressor(sigma=-1.0).fit(TRAIN, energies(TRAIN))
