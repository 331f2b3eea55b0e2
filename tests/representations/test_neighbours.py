"""Pairs within a cut-off: against ASE, in tiny and skewed cells, in batches; and the errors."""

import ase.build
import numpy as np
import pytest
from ase.neighborlist import primitive_neighbor_list

from qmlaw import contracts
from qmlaw.molecules import Molecules
from qmlaw.representations import neighbours as neighbours_module
from qmlaw.representations.neighbours import neighbours


def as_set(centre, neighbour, shift):
    return {
        (int(i), int(j), *np.round(s).astype(int).tolist())
        for i, j, s in zip(centre, neighbour, shift, strict=True)
    }


def rattled(atoms, seed=0):
    atoms.rattle(0.1, seed=seed)
    return atoms


SKEWED = ase.Atoms(
    "NaCl", [[0.3, 0.1, 0.2], [7.5, -3.0, 9.0]], cell=[[3, 0, 0], [2, 4, 0], [-1, 1.5, 5]], pbc=True
)
CELLS = {
    "primitive silicon": rattled(ase.build.bulk("Si")),
    "cubic silicon": rattled(ase.build.bulk("Si", cubic=True)),
    "skewed, atoms outside the cell": SKEWED,
    "left-handed": ase.Atoms("He", cell=[[0, 3, 0], [3, 0, 0], [0, 0, 3.5]], pbc=True),
}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("cutoff", [2.6, 6.1])
def test_same_pairs_as_ase(name, cutoff):
    atoms = CELLS[name]
    found = neighbours(Molecules.from_ase([atoms]), cutoff)
    theirs = as_set(*primitive_neighbor_list("ijS", atoms.pbc, atoms.cell.array, atoms.positions, cutoff))
    assert as_set(found.centre, found.neighbour, found.lattice_shift) == theirs
    assert len(found.centre) == len(theirs)


def test_molecules_without_cells():
    mols = contracts.probes()
    found = neighbours(mols, 2.0)
    assert found.lattice_shift is None
    assert (np.diff(found.centre) >= 0).all()
    distances = np.linalg.norm(mols.positions[:, None] - mols.positions, axis=-1)
    same = mols.molecule_index[:, None] == mols.molecule_index
    expected = same & (distances < 2.0) & ~np.eye(len(distances), dtype=bool)
    dense = np.zeros_like(expected)
    dense[found.centre, found.neighbour] = True
    np.testing.assert_array_equal(dense, expected)
    np.testing.assert_array_equal(np.diff(found.first), expected.sum(axis=1))


def test_a_batch_is_its_parts_one_after_the_other():
    parts = [
        Molecules.from_ase([atoms])
        for atoms in (CELLS["primitive silicon"], ase.build.molecule("H2O"), SKEWED)
    ]
    together = neighbours(Molecules.concatenate(parts), 5.0)
    expected, start = set(), 0
    for part in parts:
        one = neighbours(part, 5.0)
        shift = np.zeros((len(one.centre), 3)) if one.lattice_shift is None else one.lattice_shift
        expected |= as_set(one.centre + start, one.neighbour + start, shift)
        start += len(part.positions)
    assert as_set(together.centre, together.neighbour, together.lattice_shift) == expected


def test_large_molecules_go_another_way_to_the_same_pairs(monkeypatch):
    mols = contracts.probes()
    small = neighbours(mols, 3.0)
    monkeypatch.setattr(neighbours_module, "SMALL", 0)
    large = neighbours(mols, 3.0)
    assert large.lattice_shift is None
    none = np.zeros((len(small.centre), 3))
    assert as_set(*small[:2], none) == as_set(*large[:2], none)
    np.testing.assert_array_equal(small.first, large.first)
    assert (np.diff(large.centre) >= 0).all()


def test_an_atom_alone_has_no_pairs():
    found = neighbours(Molecules([[1], [1, 1]], [[[0, 0, 0]], [[0, 0, 0], [9.0, 0, 0]]]), 5.0)
    assert len(found.centre) == 0 and found.first.tolist() == [0, 0, 0, 0]
    assert len(neighbours(contracts.probes()[:0], 5.0).centre) == 0


def test_errors():
    water = contracts.probes()[:1]
    for cutoff in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(ValueError, match="cutoff is .*; allowed is a positive number of Å"):
            neighbours(water, cutoff)
    flat = Molecules([[14]], [[[0, 0, 0]]], cells=[[[1, 0, 0], [0, 1, 0], [1, 1, 0]]], names=["flat"])
    with pytest.raises(ValueError, match=r"the cell of molecule 0 \(flat\) has the volume 0 Å\^3"):
        neighbours(flat, 3.0)
    cell = 4.0 * np.eye(3)
    stacked = Molecules([[14, 8]], [[[0, 0, 0], [4.0, 0, 0.004]]], cells=[cell], names=["stacked"])
    with pytest.raises(
        ValueError, match=r"molecule 0 \(stacked\), atom . .* periodic image of atom .*0.0040 Å apart"
    ):
        neighbours(stacked, 3.0)
