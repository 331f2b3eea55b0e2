"""Words for the surroundings of atoms."""

from ase.build import molecule

from qmlaw.molecules import Molecules
from qmlaw.representations.surroundings import surroundings


def test_ethanol_and_water_as_a_chemist_reads_them() -> None:
    words = surroundings(Molecules.from_ase([molecule("CH3CH2OH"), molecule("H2O")]))
    assert sorted(words[:9]) == sorted(
        ["C(CHHH)", "C(CHHO)", "O(CH)", "H(O)", "H(C)", "H(C)", "H(C)", "H(C)", "H(C)"]
    )
    assert list(words[9:]) == ["O(HH)", "H(O)", "H(O)"]


def test_an_atom_alone_has_empty_brackets() -> None:
    assert list(surroundings(Molecules([[6]], [[[0, 0, 0]]]))) == ["C()"]


def test_words_follow_their_atoms() -> None:
    ethanol = Molecules.from_ase([molecule("CH3CH2OH")])
    shuffled = ethanol.shuffle_atoms(3)
    assert sorted(surroundings(ethanol)) == sorted(surroundings(shuffled))
    assert [word[0] for word in surroundings(shuffled)] == [
        {1: "H", 6: "C", 8: "O"}[int(z)] for z in shuffled.atomic_numbers
    ]
