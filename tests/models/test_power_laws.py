"""The search finds the law that made the data, and not a law that did not."""

from fractions import Fraction

import numpy as np
import pytest

from qmlaw.models.power_laws import fitted_exponent, search_power_laws, simple_fractions

RNG = np.random.default_rng(0)
A, B = RNG.uniform(0.5, 5, 20), RNG.uniform(0.1, 1, 20)


def test_fractions():
    found = simple_fractions(1, (1, 2))
    assert found == [Fraction(-1), Fraction(-1, 2), Fraction(0), Fraction(1, 2), Fraction(1)]


@pytest.mark.parametrize(("p", "q"), [(Fraction(3, 2), Fraction(0)), (Fraction(-2), Fraction(1, 3))])
def test_it_finds_the_law(p, q):
    y = 2.5 * A ** float(p) * B ** float(q) * np.exp(RNG.normal(0, 1e-3, 20))
    best, second = search_power_laws({"a": A, "b": B}, y, simple_fractions(3))[:2]
    assert dict(best.exponents) == {name: power for name, power in (("a", p), ("b", q)) if power}
    assert best.constant == pytest.approx(2.5, rel=2e-3)
    assert second.error > 5 * best.error
    np.testing.assert_allclose(best({"a": A, "b": B}), y, rtol=5e-3)


def test_it_writes_the_law():
    best = search_power_laws({"a": A}, 3 * A**1.5, simple_fractions(2))[0]
    assert str(best) == "a^3/2"
    assert str(search_power_laws({"a": A}, 0 * A + 3, simple_fractions(2))[0]) == "1"


def test_exponent_and_its_error():
    y = A**-2.0 * np.exp(RNG.normal(0, 0.01, 20))
    power, error = fitted_exponent(A, y)
    assert abs(power + 2) < 4 * error
    assert 0.001 < error < 0.02


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="a has the value"):
        search_power_laws({"a": -A}, A, simple_fractions())
    with pytest.raises(ValueError, match="no exponent to try"):
        search_power_laws({"a": A}, A, [])
    with pytest.raises(ValueError, match="got 2 points"):
        fitted_exponent([1, 2], [1, 2])
