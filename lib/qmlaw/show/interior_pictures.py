"""Drawings of notebook 09: who agrees with whom on the inside, orbitals before and after a turn, two arms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import ArrayLike, NDArray

from qmlaw.molecules import Molecule
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text
from qmlaw.show.molecule import bonds

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Heights of the contour lines of an orbital, bohr^-3/2.
LINES = (0.04, 0.08, 0.16, 0.32)


class OrbitalRow(NamedTuple):
    """Pictures of one set of orbitals: its name, values (n, Y, X) on a square, a word under each."""

    name: str
    values: NDArray[np.float64]
    words: Sequence[str]


class Measured(NamedTuple):
    """One line of `arms_figure`: what disagrees, by how much, its range, and which arm it belongs to."""

    name: str
    value: float
    low: float
    high: float
    arm: str


def agreement_map(names: Sequence[str], values: ArrayLike, title: str = "", top: float = 1.0) -> "Figure":
    """Draw how far each two models disagree, as squares with the number in them.

    Parameters
    ----------
    names : sequence of str
        Models, n of them.
    values : array_like (n, n)
        Disagreement, 0 for the same; not a number where two cannot be compared.
    title : str
        Shown above.
    top : float
        Value of the darkest colour.

    Raises
    ------
    ValueError
        If the values do not fit the names.
    """
    from matplotlib import pyplot

    values = np.asarray(values, dtype=float)
    n = len(names)
    if values.shape != (n, n):
        raise ValueError(f"values have shape {values.shape}; for {n} names allowed is ({n}, {n})")
    size = 2.6 + 0.46 * n
    fig, ax = pyplot.subplots(figsize=(size + 0.8, size))
    image = ax.imshow(np.where(np.eye(n) > 0, np.nan, values), cmap="cividis_r", vmin=0, vmax=top)
    for i in range(n):
        for j in range(n):
            if i != j and np.isfinite(values[i, j]):
                dark = values[i, j] > 0.55 * top
                colour = "white" if dark else "black"
                ax.text(j, i, f"{values[i, j]:.2f}", ha="center", va="center", fontsize=8, color=colour)
    ax.set_xticks(range(n), names, rotation=55, ha="right", fontsize=9)
    ax.set_yticks(range(n), names, fontsize=9)
    ax.set_title(title)
    ax.grid(False)
    fig.colorbar(image, ax=ax, shrink=0.7, label=text(en="disagreement", ko="어긋남"))
    return fig


def orbitals_figure(
    molecule: Molecule, rows: Sequence[OrbitalRow], reach: float, title: str = ""
) -> "Figure":
    """Draw sets of orbitals of one state under each other: solid lines positive, broken ones negative.

    Parameters
    ----------
    molecule : Molecule
        With the plane of the picture as z = 0.
    rows : sequence of OrbitalRow
        Two or more sets with the same number of orbitals: no set is the set.
    reach : float
        Half the side of the square, Å.
    title : str
        Shown above.

    Raises
    ------
    ValueError
        If there is only one set, or they differ in number.
    """
    from matplotlib import pyplot

    counts = {len(row.values) for row in rows}
    if len(rows) < 2 or len(counts) > 1:
        raise ValueError(
            f"there are {len(rows)} sets of {sorted(counts)} orbitals; allowed are two or more of one size"
        )
    n = counts.pop()
    fig, axes = pyplot.subplots(
        len(rows),
        n,
        figsize=(1.75 * n + 0.4, 2.15 * len(rows) + 0.5),
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    for line, row in zip(axes, rows, strict=True):
        for ax, values, word in zip(line, row.values, row.words, strict=True):
            _draw_orbital(ax, molecule, values, reach)
            ax.set_title(word, fontsize=9, loc="center")
        line[0].set_ylabel(f"{row.name}\ny / Å", fontsize=9)
    for ax in axes[-1]:
        ax.set_xlabel("x / Å", fontsize=9)
    fig.suptitle(title, fontsize=11)
    return fig


def pairs_figure(energies: Sequence[ArrayLike], names: Sequence[str], title: str = "") -> "Figure":
    """Draw parts of a correlation energy that pairs of orbitals have (o, o), kcal/mol, sets side by side."""
    from matplotlib import pyplot

    tables = [np.asarray(table, dtype=float) for table in energies]
    if len(tables) < 2:
        raise ValueError(f"there is {len(tables)} table; the parts of one set are not shown alone")
    fig, axes = pyplot.subplots(1, len(tables), figsize=(3.9 * len(tables) + 0.6, 3.9))
    deepest = min(table.min() for table in tables)
    for ax, table, name in zip(axes, tables, names, strict=True):
        image = ax.imshow(table, cmap="cividis", vmin=deepest, vmax=0)
        for (i, j), value in np.ndenumerate(table):
            colour = "white" if value < 0.6 * deepest else "black"
            ax.text(j, i, f"{value:.1f}", ha="center", va="center", fontsize=9, color=colour)
        labels = [str(i + 1) for i in range(len(table))]
        ax.set_xticks(range(len(table)), labels)
        ax.set_yticks(range(len(table)), labels)
        ax.set(title=name, xlabel=text(en="orbital", ko="오비탈"))
        ax.grid(False)
    axes[0].set_ylabel(text(en="orbital", ko="오비탈"))
    fig.colorbar(
        image, ax=axes, shrink=0.8, label=text(en="pair energy / kcal/mol", ko="쌍 에너지 / kcal/mol")
    )
    fig.suptitle(title, fontsize=11)
    return fig


def arms_figure(lines: Sequence[Measured], arms: dict[str, str]) -> "Figure":
    """Draw what disagrees in two arms by one measure: a dot at the value, a line over its range.

    Parameters
    ----------
    lines : sequence of Measured
        From top to bottom.
    arms : dict of str to str
        Name of each arm, and its colour in `COLOURS`.
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.6, 0.42 * len(lines) + 1.3))
    marks = dict(zip(arms, ("o", "s", "^"), strict=False))
    seen = set()
    for y, line in enumerate(lines):
        colour = COLOURS[arms[line.arm]]
        ax.plot([line.low, line.high], [y, y], color=colour, linewidth=1.6)
        label = line.arm if line.arm not in seen else None
        ax.plot(line.value, y, marks[line.arm], color=colour, markersize=7, label=label)
        seen.add(line.arm)
    ax.set_yticks(range(len(lines)), [line.name for line in lines])
    ax.invert_yaxis()
    for x in (0, 1):
        ax.axvline(x, color=COLOURS["grey"], linewidth=0.8)
    ax.set_xlabel(
        text(en="disagreement: 0 the same, 1 unrelated, 2 opposed", ko="어긋남: 0 같음, 1 무관, 2 반대")
    )
    ax.set_xlim(left=-0.05)
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(arms), frameon=False)
    return fig


def _draw_orbital(ax: "Axes", molecule: Molecule, values: NDArray[np.float64], reach: float) -> None:
    line = np.linspace(-reach, reach, len(values))
    for sign, colour, style in ((1, "blue", "solid"), (-1, "vermilion", "dashed")):
        if (sign * values).max() > LINES[0]:
            ax.contour(
                line, line, sign * values, LINES, colors=COLOURS[colour], linestyles=style, linewidths=0.9
            )
    for i, j in bonds(molecule.atomic_numbers, molecule.positions):
        ends = molecule.positions[[i, j]]
        ax.plot(ends[:, 0], ends[:, 1], color="#BBBBBB", linewidth=1, zorder=0)
    for z, place in zip(molecule.atomic_numbers, molecule.positions, strict=True):
        ax.text(*place[:2], chemical_symbols[z], ha="center", va="center", fontsize=8)
    ax.set_aspect("equal")
    ax.grid(False)
    ax.tick_params(labelsize=7)
