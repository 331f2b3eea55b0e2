"""The stored curves of bonds that break: what must hold of them whatever the numbers are."""

import numpy as np
import pytest

from qmlaw.datasets.bonds import Curve, load_bonds

BONDS = load_bonds()
ELECTRONS = {"H2": 2, "LiH": 4, "HF": 10, "H2O": 10, "H2O, both bonds": 10, "N2": 14, "F2": 18, "C2H6": 18}
BROKEN_BONDS = {"H2O, both bonds": 2, "N2": 3}


def known(curve: Curve, method: str) -> np.ndarray:
    return np.isfinite(curve[method])


@pytest.fixture(params=BONDS)
def curve(request) -> Curve:
    return BONDS[request.param]


def test_all_molecules_with_full_ci_are_there() -> None:
    assert {"H2", "LiH", "HF", "H2O", "H2O, both bonds", "N2"} <= set(BONDS)


def test_uhf_is_rhf_until_the_coulson_fischer_point_and_below_it_after(curve: Curve) -> None:
    both = known(curve, "RHF") & known(curve, "UHF")
    assert (curve["UHF"][both] <= curve["RHF"][both] + 1e-7).all()
    inside = both & (curve.length < 0.995 * curve.coulson_fischer)
    if curve.name not in ("N2", "N2, 6-31G"):  # another solution may lie below before RHF becomes unstable
        np.testing.assert_allclose(curve["UHF"][inside], curve["RHF"][inside], atol=1e-6)
    beyond = both & (curve.length > 1.03 * curve.coulson_fischer)
    assert (curve["UHF"][beyond] < curve["RHF"][beyond] - 1e-5).all()
    assert (curve.spin_squared[beyond] > 0.01).all()
    assert curve.flag("UHF/stable").all()
    assert not curve.flag("RHF/stable")[beyond].any()


def test_full_ci_lies_below_whatever_is_variational(curve: Curve) -> None:
    if "FCI" not in curve.methods:
        pytest.skip(f"no full CI of {curve.name}")
    exact = known(curve, "FCI")
    for method in ("RHF", "UHF"):
        both = exact & known(curve, method)
        assert (curve["FCI"][both] < curve[method][both] + 1e-9).all()


@pytest.mark.parametrize("method", ["UHF", "CCSD", "FCI"])
def test_natural_occupations_sum_to_the_electrons(curve: Curve, method: str) -> None:
    if method not in curve.methods:
        pytest.skip(f"no {method} of {curve.name}")
    occupations = curve.occupations(method)
    occupations = occupations[np.isfinite(occupations[:, 0])]
    electrons = ELECTRONS[curve.name.removesuffix(", 6-31G")]
    np.testing.assert_allclose(occupations.sum(axis=1), electrons, atol=1e-5)
    if method != "CCSD":  # the density of coupled cluster has no such bounds
        assert (np.diff(occupations, axis=1) < 1e-6).all()
        assert occupations.min() > -1e-6 and occupations.max() < 2 + 1e-6


@pytest.mark.parametrize("method", ["UHF", "FCI"])
def test_occupations_go_from_two_and_none_to_one_and_one(curve: Curve, method: str) -> None:
    if method not in curve.methods:
        pytest.skip(f"no {method} of {curve.name}")
    pairs = ELECTRONS[curve.name.removesuffix(", 6-31G")] // 2
    broken = BROKEN_BONDS.get(curve.name.removesuffix(", 6-31G"), 1)
    occupations = curve.occupations(method)
    there = np.flatnonzero(np.isfinite(occupations[:, 0]))
    frontier = occupations[:, pairs - broken : pairs + broken]
    near = there[np.argmin(np.abs(curve.length[there] - 0.9 * curve.equilibrium))]
    assert frontier[near, :broken].min() > 1.9 and frontier[near, broken:].max() < 0.1
    last = there[-1]
    if curve.length[last] > 4 * curve.equilibrium:
        np.testing.assert_allclose(frontier[last], 1, atol=0.02)


def test_size_consistent_methods_end_at_the_sum_of_the_parts(curve: Curve) -> None:
    assert curve.length[-1] == pytest.approx(10 * curve.equilibrium, abs=1e-3)
    for method in ("UHF", "UMP2", "UCCSD", "UCCSD(T)", "FCI"):
        if method in curve.methods and known(curve, method)[-1]:
            assert curve.relative(method)[-1] == pytest.approx(0, abs=0.1), method  # kcal/mol
    if known(curve, "RHF")[-1]:
        assert curve.relative("RHF")[-1] > 50


def test_what_is_missing_has_a_reason(curve: Curve) -> None:
    for method in curve.methods:
        if method == "FCI" and curve.name == "N2, 6-31G":
            continue  # done at some lengths only
        for there, reason in zip(known(curve, method), curve.reasons, strict=True):
            assert there or reason


def test_two_electrons_leave_nothing_to_triples() -> None:
    curve = BONDS["H2"]
    for method in ("CCSD", "CCSD(T)", "UCCSD", "UCCSD(T)"):
        np.testing.assert_allclose(curve[method], curve["FCI"], atol=2e-6)


def test_the_accidents_are_there() -> None:
    curve = BONDS["HF"]
    far = curve.length > 2.5 * curve.equilibrium
    error = {method: (curve[method] - curve["FCI"]) * 627.5 for method in curve.methods}
    assert np.abs(error["CCSD(T)"][np.argmin(np.abs(curve.length - curve.equilibrium))]) < 1
    assert error["RHF"][far].min() > 100
    assert error["MP2"][-1] < -200  # falls without end
    assert error["CCSD(T)"][far].min() < -10  # below the exact energy
    assert np.abs(error["UCCSD(T)"][far]).max() < 4
