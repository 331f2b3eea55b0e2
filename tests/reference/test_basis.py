"""The basis sets are Gaussian's: exponents, number and form of the functions."""

import numpy as np
import pytest
from ase import Atoms

from qmlaw.reference import basis, find_level
from qmlaw.reference.ab_initio import build_molecule
from qmlaw.reference.ab_initio.mixed import pure_f_functions


def exponents(name, element, angular_momentum):
    return [shell[1][0] for shell in basis.shells(name, element) if shell[0] == angular_momentum]


@pytest.mark.parametrize(("element", "f"), [("C", 0.8), ("N", 1.0), ("O", 1.4), ("F", 1.85)])
def test_631g2dfp_has_the_split_d_of_631gd(element, f):
    # A library update could bring back the exponents of 6-311G(2df,p): 1.252 and 0.313 on carbon.
    assert exponents("6-31G(2df,p)", element, 2) == [1.6, 0.4]
    assert exponents("6-31G(2df,p)", element, 3) == [f]
    assert exponents("6-31G(d)", element, 2) == [0.8]


def test_hydrogen_has_one_p_in_631g2dfp_and_none_in_631gd():
    assert exponents("6-31G(2df,p)", "H", 1) == [1.1]
    assert exponents("6-31G(d)", "H", 1) == []


@pytest.mark.parametrize(("element", "d"), [("Si", 0.45), ("P", 0.55), ("S", 0.65), ("Cl", 0.75)])
def test_second_row_follows_the_rule_of_twice_and_half(element, d):
    assert exponents("6-31G(d)", element, 2) == [d]
    assert exponents("6-31G(2df,p)", element, 2) == [2 * d, d / 2]


def test_sp_part_is_that_of_hehre_ditchfield_pople():
    # Table of the 1972 paper: carbon, innermost and valence exponents.
    carbon = basis.shells("6-31G(d)", "C")
    assert carbon[0][1][0] == pytest.approx(3047.5249)
    assert exponents("6-31G(d)", "C", 1) == pytest.approx([7.8682724, 0.1687144])


@pytest.mark.parametrize(
    ("level", "n_functions"),
    [
        ("HF/STO-3G", 5 + 2),  # O + 2 H
        ("HF/6-31G*", 9 + 6 + 2 * 2),  # 6D
        ("B3LYP/6-31G(2df,p)", 9 + 12 + 10 + 2 * 5),  # before f is made pure
        ("MP2/cc-pVDZ", 14 + 2 * 5),
        ("MP2/cc-pVTZ", 30 + 2 * 14),
    ],
)
def test_number_of_functions_on_water(level, n_functions):
    water = Atoms("OHH", [[0, 0, 0], [0, 0, 0.96], [0.93, 0, -0.24]])
    assert build_molecule(water, find_level(level), 0, 1).nao == n_functions


def test_f_becomes_pure_and_nothing_else():
    molecule = build_molecule(Atoms("O"), find_level("B3LYP/6-31G(2df,p)"), 0, 3)
    functions = pure_f_functions(molecule)
    assert functions.shape == (9 + 12 + 10, 9 + 12 + 7)
    np.testing.assert_array_equal(functions[:21, :21], np.eye(21))
    assert np.linalg.matrix_rank(functions) == 28
    assert not functions[:21, 21:].any() and not functions[21:, :21].any()


@pytest.mark.filterwarnings("ignore:Basis may be available")
def test_unknown_set_and_element_are_named():
    with pytest.raises(ValueError, match=r"unknown basis set '6-32G'.*6-31G\(d\).*mod-aug-cc-pV5Z"):
        basis.shells("6-32G", "C")
    with pytest.raises(
        ValueError, match=r"6-31G\(d\) has no functions for element 'Fe'; it has H He Li .* Ar \(no exponents"
    ):
        basis.shells("6-31G(d)", "Fe")
    with pytest.raises(
        ValueError, match="mod-aug-cc-pV5Z has .* 'Be'; it has H He B .*no aug-cc-pV5Z for Li, Be"
    ):
        basis.shells("mod-aug-cc-pV5Z", "Be")
    with pytest.raises(ValueError, match="cc-pVTZ has no functions for element 'U'"):
        basis.shells("cc-pVTZ", "U")
