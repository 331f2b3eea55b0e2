"""Basis-set limits, and the focal point built on them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw.reference.extrapolation import correlation_limit, focal_point, hartree_fock_limit

energy = st.floats(-10, 10)


@given(energy, energy)
def test_correlation_that_falls_as_the_third_power_gives_its_limit(limit, slope):
    three, four = (limit + slope / x**3 for x in (3, 4))
    assert correlation_limit(three, four) == pytest.approx(limit, abs=1e-9)
    two = limit + slope / 2**3
    assert correlation_limit(two, three, (2, 3)) == pytest.approx(limit, abs=1e-9)


@given(energy, energy)
def test_hartree_fock_that_falls_exponentially_gives_its_limit(limit, slope):
    three, four = (limit + slope * np.exp(-1.63 * x) for x in (3, 4))
    assert hartree_fock_limit(three, four) == pytest.approx(limit, abs=1e-9)


def test_the_usual_form_with_64_and_27():
    assert correlation_limit(-0.30, -0.32) == pytest.approx((64 * -0.32 - 27 * -0.30) / 37)


@pytest.mark.parametrize("cardinals", [(4, 3), (3, 3), (0, 2)])
def test_cardinal_numbers_must_rise(cardinals):
    with pytest.raises(ValueError, match="cardinal numbers must rise"):
        correlation_limit(-1.0, -1.1, cardinals)


def test_focal_point_is_the_sum_of_its_named_parts():
    def result(energy, **more):
        return {"energy": energy, "seconds": 2.0, "cpu_seconds": 1.0} | more

    levels = {
        "HF/cc-pVTZ": result(-76.057),
        "HF/cc-pVQZ": result(-76.065),
        "MP2/cc-pVTZ": result(-76.318),
        "MP2/cc-pVQZ": result(-76.347),
        "CCSD(T)/cc-pVDZ": result(-76.241, mp2_energy=-76.228),
    }
    found = focal_point(levels)
    assert found["energy"] == found["hf_limit"] + found["mp2_limit"] + found["higher_order"]
    assert found["higher_order"] == pytest.approx(-0.013)
    assert found["hf_limit"] < -76.065
    assert found["mp2_limit"] < -76.347 + 76.065
    # Hartree-Fock was passed on the way to MP2: it is not paid for twice.
    assert (found["seconds"], found["cpu_seconds"]) == (6.0, 3.0)
