"""Growth finds every Lewis structure once; the filter keeps what chemists know and drops what falls apart."""

import pytest
from rdkit import Chem

from qmlaw.paths import data_folder
from qmlaw.reference.chemical_space import (
    UNSTABLE,
    VALENCE,
    grow,
    molecule_list,
    reason_to_drop,
    sensible_molecules,
)


@pytest.fixture(scope="module")
def grown():
    return grow("CNO", 4)


def test_number_of_structures(grown):
    # Independent pilot enumeration of the same space (other code, same counting).
    assert [len(size) for size in grown] == [3, 15, 74, 479]


def test_two_carbons_by_hand():
    assert grow("C", 2) == [{"C"}, {"CC", "C=C", "C#C"}]
    chains = {"CCC", "C=CC", "C#CC", "C=C=C"}
    rings = {"C1CC1", "C1=CC1", "C1#CC1", "C1=CC=1", "C1=C=C=1"}
    assert grow("C", 3)[2] == chains | rings


def test_alkanes_are_counted_as_cayley_did(grown):
    acyclic_saturated = Chem.MolFromSmarts("[!$([CX4;!R])]")
    alkanes = [
        sum(not Chem.MolFromSmiles(s).HasSubstructMatch(acyclic_saturated) for s in size)
        for size in grow("C", 6)
    ]
    assert alkanes == [1, 1, 1, 2, 3, 5]


def test_grown_molecules_are_closed_shell_and_neutral(grown):
    for smiles in set().union(*grown):
        molecule = Chem.AddHs(Chem.MolFromSmiles(smiles))
        for atom in molecule.GetAtoms():
            assert atom.GetFormalCharge() == 0 and atom.GetNumRadicalElectrons() == 0
            assert atom.GetTotalValence() == {"H": 1, **VALENCE}[atom.GetSymbol()]
        assert Chem.MolToSmiles(Chem.MolFromSmiles(smiles)) == smiles


@pytest.mark.parametrize(
    "smiles",
    # methane, hydrogen cyanide, formaldehyde, carbon dioxide, acetic acid, acetone, urea, oxirane, allene,
    # glycine, pyrrole, furan, imidazole, tetrazole, isoxazole, acetaldoxime, acetonitrile, 1,3-dioxolane,
    # methyl isocyanate
    "C C#N C=O O=C=O CC(=O)O CC(C)=O NC(N)=O C1CO1 C=C=C NCC(=O)O c1cc[nH]c1 c1ccoc1 c1c[nH]cn1 c1nnn[nH]1 "
    "c1cnoc1 CC=NO CC#N C1COCO1 CN=C=O".split(),
)
def test_well_known_molecules_stay(smiles):
    assert reason_to_drop(smiles) is None


@pytest.mark.parametrize(
    "smiles",
    # tetrahedrane, cyclobutadiene, cyclopropene, HOOH, singlet O2, nitroso, ketene, vinyl alcohol,
    # methanediol, carbonic acid, methanimine, cyclopropyne, bicyclobutane, pentazole, diimide
    "C12C3C1C23 C1=CC=C1 C1=CC1 OO O=O C#CN=O C=C=O C=CO OCO O=C(O)O C=N C1#CC1 C1C2CC12 "
    "n1nn[nH]n1 N=N".split(),
)
def test_senseless_molecules_go_with_a_reason(smiles):
    assert reason_to_drop(smiles) in UNSTABLE.values()


def test_every_pattern_is_valid_and_is_needed(grown):
    # A pattern that matches nothing would be dead weight. Those of more than five atoms are not tried.
    larger = grow("CNO", 5)[4]
    molecules = [Chem.MolFromSmiles(s) for s in set().union(*grown, larger)]
    for smarts in UNSTABLE:
        pattern = Chem.MolFromSmarts(smarts)
        assert pattern is not None, smarts
        if pattern.GetNumAtoms() <= 5:
            assert any(molecule.HasSubstructMatch(pattern) for molecule in molecules), smarts


def test_frozen_list_of_the_equilibrium_set_is_what_the_code_makes():
    frozen = (data_folder() / "equilibrium" / "molecules.smi").read_text().splitlines()
    assert frozen == [f"{smiles} {name}" for smiles, name in molecule_list("CNO", range(1, 6), seed=1)]


def test_list_is_random_within_a_size_and_reproducible():
    first, again, other = (molecule_list("CO", [3, 4], seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other and sorted(first) == sorted(other)
    assert [name[0] for _, name in first] == sorted(name[0] for _, name in first)
    assert [smiles for smiles, _ in sorted(first, key=lambda entry: entry[1])][
        : len(sensible_molecules("CO", 3)[2])
    ] == (sensible_molecules("CO", 3)[2])


@pytest.mark.parametrize(("elements", "n", "message"), [("CX", 2, r"\['X'\].*C, N, O, F"), ("C", 0, "not 0")])
def test_mistakes_are_named(elements, n, message):
    with pytest.raises(ValueError, match=message):
        grow(elements, n)
