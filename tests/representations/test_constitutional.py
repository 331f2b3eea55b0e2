"""Counts of bonds and rings in molecules whose structural formulas everyone knows."""

import numpy as np
import pytest
from ase.build import molecule

from qmlaw import contracts
from qmlaw.molecules import Molecules
from qmlaw.representations.constitutional import ConstitutionalDescriptors, count_bonds

FORMULAS = {  # bonds to hydrogen, single, double, triple, rings
    "H2": (1, 0, 0, 0, 0),
    "CH4": (4, 0, 0, 0, 0),
    "C2H6": (6, 1, 0, 0, 0),
    "C2H4": (4, 0, 1, 0, 0),
    "C2H2": (2, 0, 0, 1, 0),
    "N2": (0, 0, 0, 1, 0),
    "CO2": (0, 0, 2, 0, 0),
    "H2CO": (2, 0, 1, 0, 0),
    "HCN": (1, 0, 0, 1, 0),
    "CH3COOH": (4, 2, 1, 0, 0),
    "C6H6": (6, 0, 6, 0, 1),  # delocalised bonds count as double
    "bicyclobutane": (6, 5, 0, 0, 2),
    "cyclobutane": (8, 4, 0, 0, 1),
    "C5H8": (8, 6, 0, 0, 2),
    "SiCl4": (0, 4, 0, 0, 0),
    "NaCl": (0, 1, 0, 0, 0),
    "Na2": (0, 1, 0, 0, 0),
    "CS2": (0, 0, 2, 0, 0),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas(name):
    assert count_bonds(Molecules.from_ase([molecule(name)])[0]) == FORMULAS[name]


def test_columns():
    mols = Molecules.from_ase([molecule("H2O"), molecule("CH3OH")])
    found = ConstitutionalDescriptors().fit(mols)
    assert list(found.get_feature_names_out()) == [
        "H", "C", "O", "bonds to hydrogen", "single bonds", "double bonds", "triple bonds", "rings",
    ]  # fmt: skip
    assert found.transform(mols).tolist() == [[2, 0, 1, 2, 0, 0, 0, 0], [4, 1, 1, 4, 1, 0, 0, 0]]
    assert found.transform(mols[[]]).shape == (0, 8)


def test_one_atom_and_two_pieces():
    atom = Molecules([[2]], [[[0.0, 0, 0]]])
    assert count_bonds(atom[0]) == (0, 0, 0, 0, 0)
    pair = Molecules([[1, 1, 1, 1]], [[[0.0, 0, 0], [0.74, 0, 0], [9.0, 0, 0], [9.74, 0, 0]]])
    assert count_bonds(pair[0]) == (2, 0, 0, 0, 0)


def test_symmetries():
    mols = contracts.probes()
    descriptors = ConstitutionalDescriptors().fit(mols)
    for contract in (contracts.translation, contracts.rotation, contracts.permutation, contracts.alone):
        assert contract(descriptors, mols).holds
    assert not np.ptp(descriptors.transform(mols[[0, 0]]), axis=0).any()


def test_bad_input():
    mols = Molecules.from_ase([molecule("H2O"), molecule("CH3OH")])
    with pytest.raises(ValueError, match="X has C; fitted were H, O"):
        ConstitutionalDescriptors().fit(mols[[0]]).transform(mols)
    with pytest.raises(ValueError, match="X has no molecules"):
        ConstitutionalDescriptors().fit(mols[[]])
