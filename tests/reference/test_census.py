"""What the programs say about their own numbers, held against what the papers say."""

import pytest

from qmlaw.reference.census import basis_numbers, functional_parameters, gfn2_parameters


def test_b3lyp_has_the_three_numbers_of_becke():
    # Becke, J. Chem. Phys. 98, 5648 (1993), doi:10.1063/1.464913: a0 = 0.20, ax = 0.72, ac = 0.81.
    assert sorted(functional_parameters("b3lypg").values()) == [0.20, 0.72, 0.81]


def test_pbe_has_the_constants_of_its_paper():
    # Perdew, Burke, Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996): kappa 0.804, mu 0.21951, beta 0.066725.
    found = functional_parameters("pbe")
    assert found["gga_x_pbe:kappa"] == 0.804
    assert found["gga_x_pbe:mu"] == pytest.approx(0.21951, abs=1e-5)
    assert found["gga_c_pbe:beta"] == pytest.approx(0.066725, abs=1e-6)


def test_wb97x_has_three_expansions_to_fourth_order_and_a_range():
    # Chai, Head-Gordon, J. Chem. Phys. 128, 084106 (2008): omega = 0.3.
    found = functional_parameters("wb97x")
    assert found["hyb_gga_xc_wb97x:omega"] == 0.3
    assert len([name for name in found if any(part in name for part in (":cx", ":css", ":cos"))]) == 15


def test_unknown_functional_is_an_error():
    with pytest.raises(KeyError):
        functional_parameters("b4lyp")


def test_gfn2_keeps_more_numbers_for_elements_with_more_shells():
    found = gfn2_parameters(("H", "C", "S"))
    assert set(found) == {"H", "C", "S", "shared"}
    assert 0 < found["H"] < found["C"] < found["S"]
    with pytest.raises(ValueError, match="no element Xx"):
        gfn2_parameters(("H", "Xx"))


def test_basis_numbers_by_hand():
    # STO-3G: three exponents and three coefficients for a shell; PySCF keeps 2s and 2p of carbon apart.
    assert basis_numbers("STO-3G", ("H", "C")) == {"H": 6, "C": 18}
    # 6-31G: three primitives contracted and one alone; 6-31G(d) adds nothing to hydrogen.
    assert basis_numbers("6-31G(d)", ("H",)) == {"H": 7}
