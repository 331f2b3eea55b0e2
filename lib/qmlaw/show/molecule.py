"""A small ball-and-stick picture of a molecule, drawn with Matplotlib: no network, a few kilobytes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Atoms closer than this multiple of the sum of their covalent radii are joined by a stick.
_BOND_FACTOR = 1.25
BALL = 0.45
_ELEMENT_COLOURS = {
    1: "#EEEEEE",
    6: "#555555",
    7: "#3B6FD4",
    8: "#D64A3A",
    9: "#6FBF4B",
    16: "#E0B83A",
    17: "#3FA45B",
}
_OTHER_COLOUR = "#B48CC8"


def element_colour(atomic_number: int) -> str:
    """Colour of an element in drawings."""
    return _ELEMENT_COLOURS.get(int(atomic_number), _OTHER_COLOUR)


def draw_molecule(
    atomic_numbers: Sequence[int],
    positions: np.ndarray,
    ax: "Axes | None" = None,
    view: str | np.ndarray = "widest",
    labels: bool | Sequence[str] = False,
) -> "Axes":
    """Draw one molecule as balls and sticks.

    Parameters
    ----------
    atomic_numbers : sequence of int, shape (n,)
        Elements.
    positions : array, shape (n, 3), Å
        Coordinates.
    ax : matplotlib Axes, optional
        Where to draw; a new square figure if left out.
    view : {"widest"} or array, shape (3, 3)
        ``"widest"`` turns the molecule so that most of it faces the reader. For a moving molecule give a
        fixed matrix: its rows are the directions to the right, up and towards the reader.
    labels : bool or sequence of str
        Write the element symbol on each ball, or these words.

    Returns
    -------
    matplotlib Axes
        Equal scale in both directions, in Å, without frame.

    Raises
    ------
    ValueError
        If the shapes disagree, the molecule is empty, or `view` is neither of the two.
    """
    from ase.data import chemical_symbols, covalent_radii
    from matplotlib import pyplot
    from matplotlib.patches import Circle

    numbers = np.asarray(atomic_numbers, dtype=int)
    points = np.asarray(positions, dtype=float)
    if numbers.ndim != 1 or not len(numbers) or points.shape != (len(numbers), 3):
        raise ValueError(
            f"atomic_numbers has shape {numbers.shape} and positions {points.shape}; "
            "expected (n,) and (n, 3), n > 0"
        )
    turned = (points - points.mean(axis=0)) @ axes_of_view(points, view).T
    radii = covalent_radii[numbers]
    if ax is None:
        _, ax = pyplot.subplots(figsize=(3, 3))

    # Each stick lies between the depths of its ends; drawing from far to near hides what is behind.
    for i, j in bonds(numbers, points):
        depth = (turned[i, 2] + turned[j, 2]) / 2
        ends = turned[[i, j]]
        ax.plot(
            ends[:, 0], ends[:, 1], color="#8A8A8A", linewidth=5, solid_capstyle="round", zorder=10 + depth
        )
    words = [chemical_symbols[z] for z in numbers] if labels is True else labels or [""] * len(numbers)
    for number, word, (x, y, depth), radius in zip(numbers, words, turned, radii, strict=True):
        ball = BALL * radius
        colour = element_colour(number)
        ax.add_patch(
            Circle((x, y), ball, facecolor=colour, edgecolor="#333333", linewidth=0.8, zorder=10 + depth)
        )
        shine = (x - 0.3 * ball, y + 0.3 * ball)
        ax.add_patch(Circle(shine, 0.3 * ball, facecolor="white", alpha=0.45, linewidth=0, zorder=10 + depth))
        if word:
            ink = "white" if number in (6, 7, 8) else "black"
            ax.text(x, y, word, ha="center", va="center", fontsize=9, color=ink, zorder=10.01 + depth)

    reach = np.abs(turned[:, :2]).max() + radii.max()
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.set_axis_off()
    return ax


def bonds(atomic_numbers: Sequence[int], positions: np.ndarray) -> list[tuple[int, int]]:
    """Find the pairs of atoms close enough for a stick in a drawing (a convention, not chemistry).

    Parameters
    ----------
    atomic_numbers : sequence of int, shape (n,)
        Elements.
    positions : array, shape (n, 3), Å
        Coordinates.

    Returns
    -------
    list of (int, int)
        Pairs closer than 1.25 times the sum of their covalent radii (Cordero et al. 2008, as in ASE).
    """
    from ase.data import covalent_radii

    points = np.asarray(positions, dtype=float)
    radii = covalent_radii[np.asarray(atomic_numbers, dtype=int)]
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    close = np.triu(distances < _BOND_FACTOR * (radii[:, None] + radii[None]), k=1)
    return [(int(i), int(j)) for i, j in np.argwhere(close)]


def axes_of_view(points: np.ndarray, view: str | np.ndarray = "widest") -> np.ndarray:
    """Directions to the right, up and towards the reader, as rows (3, 3); see `draw_molecule`."""
    if isinstance(view, str):
        if view != "widest":
            raise ValueError(f"view is {view!r}; allowed are 'widest' or a 3 x 3 matrix")
        axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=True)[2]
        # The sign of a principal axis is arbitrary; fix it, so that the picture is the same everywhere.
        largest = np.abs(axes).argmax(axis=1)
        return axes * np.sign(axes[np.arange(3), largest])[:, None]
    matrix = np.asarray(view, dtype=float)
    if matrix.shape != (3, 3) or not np.allclose(matrix @ matrix.T, np.eye(3), atol=1e-6):
        raise ValueError(f"view has shape {matrix.shape}; it must be a 3 x 3 matrix with orthonormal rows")
    return matrix
