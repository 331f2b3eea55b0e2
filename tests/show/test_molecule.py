"""The molecule picture: right sticks, the wide side to the reader, the same from everywhere."""

import numpy as np
import pytest
from ase.build import molecule
from matplotlib.patches import Circle

from qmlaw.show import draw_molecule
from qmlaw.show.molecule import bonds


def balls(ax):
    return [p for p in ax.patches if isinstance(p, Circle) and p.get_alpha() is None]


BONDS = [("H2O", 2), ("CH4", 4), ("C2H2", 3), ("C6H6", 12), ("CH3CH2OH", 8)]


@pytest.mark.parametrize(("name", "count"), BONDS)
def test_sticks_are_the_bonds_of_small_molecules(name, count):
    atoms = molecule(name)
    assert len(bonds(atoms.numbers, atoms.positions)) == count


def test_two_far_molecules_are_not_joined():
    atoms = molecule("H2O")
    far = np.vstack([atoms.positions, atoms.positions + 10])
    assert len(bonds([*atoms.numbers, *atoms.numbers], far)) == 4


def test_a_flat_molecule_shows_its_flat_side():
    atoms = molecule("C6H6")
    atoms.rotate(50, (1, 2, 3))
    centres = np.array([ball.center for ball in balls(draw_molecule(atoms.numbers, atoms.positions))])
    before, after = (np.linalg.norm(x[:, None] - x[None], axis=2) for x in (atoms.positions, centres))
    assert np.allclose(before, after, atol=1e-6)


def test_the_picture_does_not_depend_on_where_the_molecule_is():
    atoms = molecule("CH3CH2OH")
    here, there = (balls(draw_molecule(atoms.numbers, atoms.positions + shift)) for shift in (0.0, 7.5))
    assert np.allclose([b.center for b in here], [b.center for b in there])


def test_a_fixed_view_keeps_what_does_not_move_in_place():
    view = np.eye(3)
    near, far = (np.array([[-x, 0.0, 0.0], [x, 0.0, 0.0]]) for x in (0.4, 0.6))
    for positions, half in ((near, 0.4), (far, 0.6)):
        centres = np.array([b.center for b in balls(draw_molecule([1, 1], positions, view=view))])
        assert np.allclose(centres, [[-half, 0], [half, 0]])


def test_labels_and_one_atom():
    assert [t.get_text() for t in draw_molecule([8], [[0, 0, 0]], labels=True).texts] == ["O"]


@pytest.mark.parametrize(
    ("numbers", "positions", "view", "message"),
    [
        ([], np.zeros((0, 3)), "widest", "n > 0"),
        ([1, 1], np.zeros((1, 3)), "widest", r"shape \(2,\) and positions \(1, 3\)"),
        ([1], np.zeros((1, 3)), "front", "view is 'front'"),
        ([1], np.zeros((1, 3)), 2 * np.eye(3), "orthonormal"),
    ],
)
def test_bad_input_is_refused(numbers, positions, view, message):
    with pytest.raises(ValueError, match=message):
        draw_molecule(numbers, positions, view=view)
