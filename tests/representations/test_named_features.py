"""Counts of bonds and pairs: counted by hand, against RDKit, bad input."""

from collections import Counter

import numpy as np
import pytest
from ase.build import molecule as g2_molecule
from rdkit import Chem

from qmlaw import datasets
from qmlaw.molecules import Molecules
from qmlaw.representations import NamedFeatures, lewis


def counts(*names, **parameters):
    molecules = Molecules.from_ase([g2_molecule(name) for name in names])
    features = NamedFeatures(**parameters)
    rows = features.fit_transform(molecules)
    return [
        {name: int(n) for name, n in zip(features.get_feature_names_out(), row, strict=True) if n}
        for row in rows
    ]


PAIRS = ("electron pairs", "valence pairs", "sigma bonds", "pi bonds", "lone pairs")


@pytest.mark.parametrize(
    ("name", "bonds", "pairs", "rings"),
    [
        ("CH4", {"C-H": 4}, (5, 4, 4, 0, 0), 0),
        ("H2O", {"O-H": 2}, (5, 4, 2, 0, 2), 0),
        ("N2", {"N#N": 1}, (7, 5, 1, 2, 2), 0),
        ("CO", {"C#O": 1}, (7, 5, 1, 2, 2), 0),
        ("CO2", {"C=O": 2}, (11, 8, 2, 2, 4), 0),
        ("HCN", {"C-H": 1, "C#N": 1}, (7, 5, 2, 2, 1), 0),
        ("C2H2", {"C-H": 2, "C#C": 1}, (7, 5, 3, 2, 0), 0),
        ("C6H6", {"C-H": 6, "C-C": 3, "C=C": 3}, (21, 15, 12, 3, 0), 1),
        ("CH3NO2", {"C-H": 3, "C-N": 1, "N-O": 1, "N=O": 1}, (16, 12, 6, 1, 5), 0),
        ("trans-butane", {"C-H": 10, "C-C": 3}, (17, 13, 13, 0, 0), 0),
        ("C4H4O", {"C-H": 4, "C=C": 2, "C-C": 1, "C-O": 2}, (18, 13, 9, 2, 2), 1),
        ("CH3CONH2", {"C-H": 3, "C-C": 1, "C=O": 1, "C-N": 1, "N-H": 2}, (16, 12, 8, 1, 3), 0),
        ("CH3SH", {"C-H": 3, "C-S": 1, "S-H": 1}, (13, 7, 5, 0, 2), 0),
        ("CH3Cl", {"C-H": 3, "C-Cl": 1}, (13, 7, 4, 0, 3), 0),
        ("bicyclobutane", {"C-H": 6, "C-C": 5}, (15, 11, 11, 0, 0), 2),
    ],
)
def test_counted_by_hand(name, bonds, pairs, rings):
    assert counts(name, groups=("bonds",)) == [bonds]
    expected = {key: n for key, n in zip(PAIRS, pairs, strict=True) if n}
    assert counts(name, groups=("pairs",)) == [expected]
    assert counts(name, groups=("rings",)) == [{"rings": rings} if rings else {}]


def test_matching_and_integer_program_agree(monkeypatch):
    ladder = datasets.load("ladder")[::6]
    features = NamedFeatures(("bonds", "pairs"))
    fast = features.fit_transform(ladder)
    monkeypatch.setattr(lewis, "_matching", lambda bonds, *_: np.full(len(bonds), -1))
    np.testing.assert_array_equal(features.fit_transform(ladder), fast)


def kekule_bonds(smiles):
    molecule = Chem.AddHs(Chem.MolFromSmiles(smiles))
    Chem.Kekulize(molecule, clearAromaticFlags=True)
    found = Counter()
    for bond in molecule.GetBonds():
        pair = sorted([bond.GetBeginAtom(), bond.GetEndAtom()], key=lambda atom: atom.GetAtomicNum())
        pair = pair[::-1] if pair[0].GetAtomicNum() == 1 else pair
        sign = {1.0: "-", 2.0: "=", 3.0: "#"}[bond.GetBondTypeAsDouble()]
        found[sign.join(atom.GetSymbol() for atom in pair)] += 1
    return dict(found)


def test_bonds_are_those_of_the_smiles():
    ladder = datasets.load("ladder")
    features = NamedFeatures(("bonds",))
    rows = features.fit_transform(ladder).astype(int)
    names = features.get_feature_names_out()
    other = {
        smiles: (found, kekule_bonds(smiles))
        for smiles, row in zip(ladder.names, rows, strict=True)
        if (found := {name: int(n) for name, n in zip(names, row, strict=True) if n}) != kekule_bonds(smiles)
    }
    assert not other


def test_sums_hold():
    features = NamedFeatures()
    ladder = datasets.load("ladder")[::5]
    rows = dict(zip(features.fit(ladder).names_, features.transform(ladder).T, strict=True))
    np.testing.assert_array_equal(
        rows["valence pairs"], rows["sigma bonds"] + rows["pi bonds"] + rows["lone pairs"]
    )
    np.testing.assert_array_equal(
        rows["sigma bonds"], sum(v for k, v in rows.items() if k[1:2] in "-=#" and k[1:])
    )
    np.testing.assert_array_equal(
        2 * rows["electron pairs"], rows["H"] + 6 * rows["C"] + 7 * rows["N"] + 8 * rows["O"]
    )
    np.testing.assert_array_equal(rows["H"], rows["C-H"] + rows["N-H"] + rows["O-H"])


def test_energies_have_their_names():
    ladder = datasets.load("ladder")[:6]
    levels = ("MP2/cc-pVDZ/energy", "HF/cc-pVDZ/energy")
    features = NamedFeatures((), energies={"E(MP2)-E(HF)": levels})
    rows = features.fit_transform(ladder)
    assert list(features.get_feature_names_out()) == ["E(MP2)-E(HF)"]
    expected = ladder.value(levels[0], "kcal/mol") - ladder.value(levels[1], "kcal/mol")
    np.testing.assert_array_equal(rows[:, 0], expected)
    assert (expected < -50).all()


def test_sums_and_a_fixed_set_of_columns():
    ladder = datasets.load("ladder")[::4]
    single, double = ("C-N", "C-O"), ("C=N", "C=O")
    sums = {"single C-X": single, "double C-X": double, "phosphorus": ("P-H", "C-P")}
    fixed = NamedFeatures(("bonds",), sums=sums, keep=("double C-X", "single C-X", "phosphorus"))
    rows = fixed.fit(ladder[:3]).transform(ladder)
    plain = NamedFeatures(("bonds",)).fit(ladder)
    counts = dict(zip(plain.names_, plain.transform(ladder).T, strict=True))
    np.testing.assert_array_equal(rows[:, 0], counts["C=N"] + counts["C=O"])
    np.testing.assert_array_equal(rows[:, 1], counts["C-N"] + counts["C-O"])
    assert not rows[:, 2].any()
    free = NamedFeatures(("bonds",), sums=sums).fit(ladder)
    assert {"C-N", "C=O"}.isdisjoint(free.names_) and {"single C-X", "C-H"} < set(free.names_)
    assert "phosphorus" not in free.names_


def test_order_of_atoms_does_not_matter():
    ladder = datasets.load("ladder")[:40]
    features = NamedFeatures().fit(ladder)
    np.testing.assert_array_equal(features.transform(ladder), features.transform(ladder.shuffle_atoms(3)))


def one(numbers, positions):
    return Molecules([numbers], [positions], names=["odd one"])


def test_refused():
    with pytest.raises(ValueError, match="groups has \\['spins'\\]; allowed are atoms, bonds"):
        NamedFeatures(("spins",)).fit(datasets.load("ladder")[:2])
    with pytest.raises(ValueError, match="'odd one' has 9 electrons; allowed is an even number"):
        NamedFeatures().fit(one([8, 1], [[0, 0, 0], [0, 0, 0.97]]))
    with pytest.raises(ValueError, match="'odd one' contains Fe; allowed are H to Ar"):
        NamedFeatures().fit(one([26], [[0, 0, 0]]))
    square = [[0, 0, 0], [0, 0, 0.7], [0, 0.7, 0], [0, 0.7, 0.7]]
    with pytest.raises(ValueError, match="at bonding distance, but only 2 pairs of valence electrons"):
        NamedFeatures().fit(one([1, 1, 1, 1], square))
    with pytest.raises(ValueError, match="no property"):
        NamedFeatures((), energies={"x": ("HF/energy", "MP2/energy")}).fit_transform(one([2], [[0, 0, 0]]))


def test_new_kinds_of_bonds_are_refused():
    water, nitrogen = Molecules.from_ase([g2_molecule("H2O")]), Molecules.from_ase([g2_molecule("N2")])
    with pytest.raises(ValueError, match="molecule 0 .* has 'N'.*; they had H, O, O-H"):
        NamedFeatures().fit(water).transform(nitrogen)
    assert NamedFeatures(("pairs",)).fit(water).transform(nitrogen).shape == (1, 5)
