"""Errors of relative energies: each molecule has its own zero, and the baseline is the mean."""

import numpy as np
import pytest

from qmlaw.models.relative import relative_errors


def test_a_constant_for_each_molecule_is_no_error():
    rng = np.random.default_rng(0)
    molecule = np.repeat(["a", "b", "alone"], [20, 30, 1])
    expected = rng.normal(size=51)
    found = expected + np.where(molecule == "a", 7.0, -3.0)
    errors = relative_errors(molecule, expected, found)
    assert list(errors) == ["a", "b", "all"]
    assert [one.n for one in errors.values()] == [20, 30, 50]
    for one in errors.values():
        assert one.from_mean == pytest.approx(0, abs=1e-12) and one.from_lowest == pytest.approx(0, abs=1e-12)
    assert errors["a"].spread == pytest.approx(expected[:20].std())


def test_the_figures_by_hand():
    errors = relative_errors(["a"] * 3, [0.0, 1.0, 5.0], [1.0, 1.0, 6.5])
    wrong = np.array([1.0, 0.0, 1.5])
    assert errors["a"].from_mean == pytest.approx(wrong.std())
    assert errors["a"].from_lowest == pytest.approx(np.sqrt(np.mean([0.0, 1.0, 0.25])))
    assert errors["all"] == errors["a"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((["a", "a"], [1.0], [1.0]), "allowed is one length"),
        (
            (["a", "b"], [1.0, np.nan], [1.0, 2.0]),
            "energy expected of geometry 1, of molecule b, is nan; allowed are finite numbers",
        ),
        ((["a", "b"], [1.0, 2.0], [np.inf, 2.0]), "energy found of geometry 0, of molecule a, is inf"),
        ((["a", "b"], [1.0, 2.0], [1.0, 2.0]), "no molecule has two geometries"),
    ],
)
def test_what_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        relative_errors(*given)
