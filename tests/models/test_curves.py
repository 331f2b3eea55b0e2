"""Laws and formulas of one distance."""

import numpy as np
import pytest

from qmlaw.models.curves import SparseFormula, WallAndTail, relative_error

R = np.linspace(2.5, 5.0, 20)
FAR = np.linspace(6.0, 10.0, 5)


def dispersion(r):
    return 9e4 * np.exp(-4.2 * r) - 13.7 / r**6 - 60 / r**8


def lennard_jones(r):
    return 7634.0 / r**12 - 24.7 / r**6


def test_a_law_of_the_right_form_is_found_and_carries_over():
    law = WallAndTail((6, 8)).fit(R[:, None], dispersion(R))
    assert law.steepness_ == pytest.approx(4.2, abs=0.01)
    assert law.coefficients_[6] == pytest.approx(-13.7, rel=0.02)
    assert relative_error(dispersion(FAR), law.predict(FAR)) < 0.01


def test_the_sparse_formula_finds_the_terms_it_was_made_of():
    model = SparseFormula(max_terms=2).fit(R, lennard_jones(R))
    assert set(model.formula_) == {"R^-6", "R^-12"} and model.leading_power_ == 6
    assert model.formula_["R^-6"] == pytest.approx(-24.7)
    assert np.allclose(model.predict(FAR), lennard_jones(FAR))


def test_an_exponential_alone_has_no_power():
    model = SparseFormula(max_terms=1).fit(R, 5 * np.exp(-2 * R))
    assert model.formula_ == {"exp(-2R)": pytest.approx(5)} and model.leading_power_ is None


def test_relative_error_is_one_for_the_answer_zero():
    assert relative_error([2.0, -1.0, 3.0], [0, 0, 0]) == 1
    assert relative_error([2.0, -1.0], [2.0, -1.0]) == 0


@pytest.mark.parametrize("model", [WallAndTail(), SparseFormula()])
def test_bad_distances_are_refused(model):
    with pytest.raises(ValueError, match="positive distances"):
        model.fit(np.array([-1.0, *R]), np.zeros(21))
    with pytest.raises(ValueError, match=r"allowed are \d+ or more"):
        model.fit(R[:3], np.zeros(3))


def test_too_many_terms_are_refused():
    with pytest.raises(ValueError, match="max_terms is 99"):
        SparseFormula(max_terms=99).fit(R, lennard_jones(R))
