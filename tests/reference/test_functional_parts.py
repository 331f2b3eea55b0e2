"""Exchange and correlation of functionals on one density: the parts add up to what the functional gives."""

import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference import single_point
from qmlaw.reference.functional_parts import FUNCTIONALS, LEVEL, functional_parts


def test_on_its_own_density_b3lyp_is_b3lyp():
    parts = functional_parts(molecule("H2O"))
    assert parts["B3LYP"].total == pytest.approx(single_point(molecule("H2O"), LEVEL).energy, abs=1e-7)
    assert set(parts) == set(FUNCTIONALS)


def test_parts_of_pure_functionals_combine_as_their_names_say():
    parts = functional_parts(molecule("H2"))
    assert parts["PBE"].correlation == pytest.approx(parts["PBE0"].correlation)
    other = parts["PBE"].total - parts["PBE"].exchange - parts["PBE"].correlation
    for one in parts.values():  # all else is the same: one density
        assert one.total - one.exchange - one.correlation == pytest.approx(other, abs=1e-9)
        assert one.exchange < one.correlation < 0


@pytest.mark.parametrize("symbol", ["H", "C", "N", "O"])
def test_one_start_is_enough_for_these_atoms(symbol):
    found = functional_parts(Atoms(symbol))["B3LYP"].total
    assert found == pytest.approx(single_point(Atoms(symbol), LEVEL).energy, abs=1e-6)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="there are 9 electrons"):
        functional_parts(Atoms("OH", [(0, 0, 0), (0, 0, 0.97)]))
    with pytest.raises(ValueError, match="the atom has number 26; allowed are 1 to 18"):
        functional_parts(Atoms("Fe"))
