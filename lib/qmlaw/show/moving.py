"""Molecules that move, without a kernel and without scripts: an SVG picture that plays by itself.

The browser moves the balls between the frames (SMIL animation). As an ``<img>`` the picture plays in
JupyterLab, on the site and in a saved page; a printer shows the first frame.
"""

import base64
import html
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw.show.figures import check_alt
from qmlaw.show.language import text
from qmlaw.show.molecule import BALL, axes_of_view, bonds, element_colour

#: Pixels per Å, and the height left for a line of text.
_SCALE, _TEXT = 42.0, 26.0


class Movement(NamedTuple):
    """A molecule on its way.

    Attributes
    ----------
    label : str
        Written below.
    atomic_numbers : array_like (n,)
        Elements.
    frames : array_like (T, n, 3)
        Positions in Å at T equal steps of time; the last frame is followed by the first.
    """

    label: str
    atomic_numbers: ArrayLike
    frames: ArrayLike


def moving_svg(
    movements: Sequence[Movement], seconds: float = 2.0, view: str | NDArray[np.float64] = "widest"
) -> str:
    """Draw molecules side by side that move for ever.

    Parameters
    ----------
    movements : sequence of Movement
        From left to right.
    seconds : float
        Until the first frame comes again.
    view : {"widest"} or array (3, 3)
        As for `qmlaw.show.draw_molecule`, found from the first frame.

    Returns
    -------
    str
        An SVG document.

    Raises
    ------
    ValueError
        If there is nothing to draw, the frames do not fit the elements, or the time is not positive.
    """
    if not movements:
        raise ValueError("movements is empty; allowed is one or more")
    if seconds <= 0:
        raise ValueError(f"seconds is {seconds!r}; allowed is a positive number")
    panels = [_turned(movement, view) for movement in movements]
    reach = [np.abs(frames[..., :2]).max(axis=(0, 1)) + 0.8 for frames in panels]
    height = 2 * max(y for _, y in reach) * _SCALE
    parts, left = [], 0.0
    for movement, frames, (x, _) in zip(movements, panels, reach, strict=True):
        width = 2 * x * _SCALE
        places = frames * [_SCALE, -_SCALE, 1.0] + [left + width / 2, height / 2, 0.0]
        parts += _drawn(np.asarray(movement.atomic_numbers, dtype=int), frames[0], places, seconds)
        parts.append(
            f'<text x="{left + width / 2:.0f}" y="{height + 18:.0f}" text-anchor="middle" '
            f'font-family="sans-serif" font-size="14">{html.escape(movement.label)}</text>'
        )
        left += width
    size = f'width="{left:.0f}" height="{height + _TEXT:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {left:.0f} {height + _TEXT:.0f}">'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>'
    )


def svg_html(svg: str, alt: str, caption: str = "") -> str:
    """Put an SVG into an HTML figure, as a picture (no script runs in it).

    Parameters
    ----------
    svg : str
        The document.
    alt : str
        What a reader who cannot see it needs to know.
    caption : str, optional
        Text below.

    Returns
    -------
    str
        A ``<figure>`` with the picture inside.
    """
    check_alt(alt)
    data = base64.b64encode(svg.encode()).decode("ascii")
    below = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    image = f'<img src="data:image/svg+xml;base64,{data}" style="max-width: 100%" alt="{html.escape(alt)}">'
    return f'<figure class="qmlaw-figure" style="margin: 0">{image}{below}</figure>'


def moving(movements: Sequence[Movement], alt: str, caption: str = "", seconds: float = 2.0) -> None:
    """Show molecules that move, with words for those who cannot see them; see `moving_svg`."""
    from IPython.display import display

    shown = svg_html(moving_svg(movements, seconds), alt, caption)
    display(
        {"text/html": shown, "text/plain": f"{text(en='Moving picture', ko='움직이는 그림')}: {alt}"},
        raw=True,
    )


def _turned(movement: Movement, view: str | NDArray[np.float64]) -> NDArray[np.float64]:
    """Frames about their common middle, seen from the side of the reader."""
    frames = np.asarray(movement.frames, dtype=float)
    n_atoms = len(np.asarray(movement.atomic_numbers))
    if frames.ndim != 3 or frames.shape[1:] != (n_atoms, 3) or not len(frames):
        raise ValueError(f"frames has shape {frames.shape} for {n_atoms} atoms; expected (T, n, 3), T > 0")
    return (frames - frames.mean(axis=(0, 1))) @ axes_of_view(frames[0], view).T


def _drawn(
    numbers: NDArray[np.int64], first: NDArray[np.float64], places: NDArray[np.float64], seconds: float
) -> list[str]:
    """Sticks and balls from far to near; the order is that of the first frame."""
    from ase.data import covalent_radii

    shapes = []
    for i, j in bonds(numbers, first):
        moves = {"x1": places[:, i, 0], "y1": places[:, i, 1], "x2": places[:, j, 0], "y2": places[:, j, 1]}
        depth = (first[i, 2] + first[j, 2]) / 2
        shapes.append((depth, _shape("line", 'stroke="#8A8A8A" stroke-width="6"', moves, seconds)))
    for i, z in enumerate(numbers):
        style = f'r="{BALL * covalent_radii[z] * _SCALE:.1f}" fill="{element_colour(z)}" stroke="#333333"'
        moves = {"cx": places[:, i, 0], "cy": places[:, i, 1]}
        shapes.append((first[i, 2], _shape("circle", style, moves, seconds)))
    return [shape for _, shape in sorted(shapes, key=lambda one: one[0])]


def _shape(kind: str, style: str, moves: dict[str, NDArray[np.float64]], seconds: float) -> str:
    start = " ".join(f'{name}="{values[0]:.1f}"' for name, values in moves.items())
    steps = "".join(
        f'<animate attributeName="{name}" dur="{seconds:g}s" repeatCount="indefinite" '
        f'values="{";".join(f"{value:.1f}" for value in [*values, values[0]])}"/>'
        for name, values in moves.items()
    )
    return f"<{kind} {style} {start}>{steps}</{kind}>"
