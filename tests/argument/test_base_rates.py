"""Base rates: textbook cases, limits, and what is refused."""

import numpy as np
import pytest

from qmlaw.argument.base_rates import posterior, prior_needed, rate


def test_a_test_for_a_rare_disease():
    # 1 in 1,000 ill, no ill person missed, 5 % of the healthy positive (Casscells 1978): about 2 %
    assert posterior(0.001, 1.0, 0.05) == pytest.approx(1 / 50.95)


def test_a_ratio_of_one_teaches_nothing_and_certainty_stays():
    for prior in np.linspace(0, 1, 5):
        assert posterior(prior, 0.7, 0.7) == pytest.approx(prior)
    assert posterior(0.0, 1.0, 0.01) == 0
    assert posterior(0.3, 1.0, 0.0) == 1


def test_prior_needed_is_the_inverse():
    for belief in (0.2, 0.5, 0.9):
        assert posterior(prior_needed(0.9, 0.2, belief), 0.9, 0.2) == pytest.approx(belief)


def test_rule_of_succession():
    assert rate(0, 0) == 0.5
    assert rate(9, 10) == pytest.approx(10 / 12)


@pytest.mark.parametrize("bad", [(1.2, 1, 1), (0.5, -0.1, 1), (0.5, 0.5, float("nan"))])
def test_what_is_no_probability_is_refused(bad):
    with pytest.raises(ValueError, match="allowed are 0 to 1"):
        posterior(*bad)


def test_impossible_success_and_counts_are_refused():
    with pytest.raises(ValueError, match="no theory succeeds"):
        posterior(0.5, 0, 0)
    with pytest.raises(ValueError, match="no theory succeeds"):
        prior_needed(0, 0)
    with pytest.raises(ValueError, match="3 successes in 2 trials"):
        rate(3, 2)
