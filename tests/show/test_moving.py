"""Molecules that move without a kernel."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from qmlaw.show import Movement, moving, moving_svg
from qmlaw.show.moving import svg_html

FRAMES = np.array([[[0, 0, 0.0], [0, 0, x]] for x in (0.9, 1.0, 1.1)])
SVG = "{http://www.w3.org/2000/svg}"


def test_every_atom_and_bond_moves_and_comes_back():
    root = ET.fromstring(moving_svg([Movement("O-H", [8, 1], FRAMES)], seconds=1.5))
    balls, sticks = root.findall(f"{SVG}circle"), root.findall(f"{SVG}line")
    assert len(balls) == 2 and len(sticks) == 1
    for move in root.iter(f"{SVG}animate"):
        values = [float(v) for v in move.get("values").split(";")]
        assert len(values) == 4 and values[0] == values[-1] and move.get("dur") == "1.5s"
    spread = [np.ptp([float(v) for v in m.get("values").split(";")]) for m in balls[1].iter(f"{SVG}animate")]
    assert max(spread) > 5


def test_two_molecules_stand_side_by_side_and_labels_are_escaped():
    text = moving_svg([Movement("a < b", [8, 1], FRAMES), Movement("second", [8, 1], FRAMES)])
    assert "a &lt; b" in text
    places = [float(one.get("x")) for one in ET.fromstring(text).findall(f"{SVG}text")]
    assert places[0] < places[1]


def test_it_is_a_picture_without_script_and_with_words(capsys):
    shown = svg_html(moving_svg([Movement("O-H", [8, 1], FRAMES)]), "a bond that swings")
    assert shown.startswith("<figure") and 'alt="a bond that swings"' in shown and "<script" not in shown
    with pytest.raises(ValueError, match="alt is ''"):
        moving([Movement("O-H", [8, 1], FRAMES)], alt="")


def test_bad_movements_are_refused():
    with pytest.raises(ValueError, match="movements is empty"):
        moving_svg([])
    with pytest.raises(ValueError, match="seconds is 0"):
        moving_svg([Movement("", [8, 1], FRAMES)], seconds=0)
    with pytest.raises(ValueError, match=r"expected \(T, n, 3\)"):
        moving_svg([Movement("", [8, 1, 1], FRAMES)])
