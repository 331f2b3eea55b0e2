"""Laws of a bond: each finds itself, and formulas are counted."""

import numpy as np
import pytest

from qmlaw.models.curve_laws import READABLE, fit_law, kernel, network, readable

R = np.linspace(0.5, 6, 40)
TRUE = {
    "Lennard-Jones": [80.0, 1.1],
    "Morse": [100.0, 0.9, 1.8],
    "Rydberg": [100.0, 0.9, 2.7],
    "extended Rydberg": [100.0, 0.9, 4.0, 4.5, 3.0],
}


@pytest.mark.parametrize("name", list(READABLE))
def test_each_law_finds_itself(name):
    y = READABLE[name].energy(R, *TRUE[name])
    numbers, rest = fit_law(name, R, y)
    assert np.sqrt(np.mean(rest**2)) < 1e-3 * np.ptp(y)
    assert numbers[:2] == pytest.approx(TRUE[name][:2], rel=1e-3)


@pytest.mark.parametrize("name", list(READABLE))
def test_the_well_is_where_the_numbers_say(name):
    depth, best, *more = TRUE[name]
    law = READABLE[name].energy
    assert law(np.array(best), depth, best, *more) == pytest.approx(-depth)
    assert abs(law(np.array([best + 1e-4]), depth, best, *more) + depth)[0] < 1e-3 * depth


def test_symbols_and_numbers():
    y = READABLE["Morse"].energy(R, *TRUE["Morse"])
    found = {one.name: one for one in readable(R, y)}
    assert (found["Morse"].n_symbols, found["Morse"].n_numbers) == (14, 3)
    assert found["extended Rydberg"].n_numbers == 5
    net, table = network(R, y, 4, seed=0), kernel(R, y)
    assert (net.n_numbers, table.n_numbers) == (13, 42)
    assert not net.readable
    assert np.abs(net.residuals).max() < 0.05 * np.ptp(y)
    assert np.abs(table.residuals).max() < 0.01 * np.ptp(y)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="no law 'Coulomb'"):
        fit_law("Coulomb", R, -R)
    with pytest.raises(ValueError, match="needs a well"):
        fit_law("Morse", R, R)
