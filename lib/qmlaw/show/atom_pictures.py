"""Drawings of notebook 06: shares of atoms beside their rivals, and maps of what a probe atom would feel."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import ArrayLike, NDArray

from qmlaw.molecules import Molecule
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text
from qmlaw.show.molecule import axes_of_view, bonds, draw_molecule

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Sharing(NamedTuple):
    """One way of sharing out: its name, shares (n,) or one row for each seed (S, n), its colour, a marker."""

    name: str
    shares: ArrayLike
    colour: str = "blue"
    marker: str = "o"


class ProbeMap(NamedTuple):
    """What a probe feels on a plane: name, values (Y, X), surface density (Y, X) in 1/Å^2."""

    name: str
    values: NDArray[np.float64]
    density: NDArray[np.float64]


#: The paper draws its maps where the sum of 1/|r - r_i|^2 has this value, 1/Å^2.
SURFACE = 3.8


def shares_figure(
    molecule: Molecule,
    sharings: Sequence[Sharing],
    title: str = "",
    limits: tuple[float, float] | None = None,
) -> "Figure":
    """Draw the shares of the atoms of one molecule by several ways, the molecule beside them.

    Parameters
    ----------
    molecule : Molecule
        Whose atoms; they are numbered as in the data.
    sharings : sequence of Sharing
        Two or more: no atomic energy is shown alone. Several seeds become a dot at the mean and a line over
        their range.
    title : str
        Shown above.
    limits : (float, float), optional
        Of the energies, kcal/mol.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    ValueError
        If there is only one way, or shares do not fit the molecule.
    """
    from matplotlib import pyplot

    if len(sharings) < 2:
        raise ValueError(f"there is {len(sharings)} way of sharing out; shares are shown beside rivals only")
    n = len(molecule.atomic_numbers)
    fig, (left, ax) = pyplot.subplots(1, 2, figsize=(9.0, 3.9), width_ratios=(1, 2.6))
    numbers = [str(i + 1) for i in range(n)]
    draw_molecule(molecule.atomic_numbers, molecule.positions, left, labels=numbers)
    step = 0.8 / len(sharings)
    for k, sharing in enumerate(sharings):
        rows = np.atleast_2d(np.asarray(sharing.shares, dtype=float))
        if rows.shape[1] != n:
            raise ValueError(f"{sharing.name!r} has {rows.shape[1]} shares; {molecule.name!r} has {n} atoms")
        x = np.arange(n) + (k - (len(sharings) - 1) / 2) * step
        colour = COLOURS[sharing.colour]
        ax.vlines(x, rows.min(axis=0), rows.max(axis=0), color=colour, linewidth=1.5)
        ax.plot(x, rows.mean(axis=0), sharing.marker, color=colour, markersize=5, label=sharing.name)
    for edge in np.arange(0.5, n - 1):
        ax.axvline(edge, color=COLOURS["grey"], linewidth=0.4, alpha=0.5)
    ax.set(
        xlim=(-0.6, n - 0.4),
        ylabel=text(en="share / kcal/mol", ko="몫 / kcal/mol"),
        title=title,
    )
    ax.set_xticks(range(n), _labels(molecule))
    if limits:
        ax.set_ylim(*limits)
    ax.legend(fontsize="small", loc="upper center", bbox_to_anchor=(0.4, -0.12), ncols=2, frameon=False)
    return fig


def _labels(molecule: Molecule) -> list[str]:
    return [f"{chemical_symbols[z]}{i + 1}" for i, z in enumerate(molecule.atomic_numbers)]


def order_figure(orders: Mapping[str, Sequence[Mapping[str, float]]]) -> "Figure":
    """Draw mean shares of surroundings in the order of the first way, the rivals beside it.

    Parameters
    ----------
    orders : mapping
        For each of two or more ways one mapping for each seed, from surroundings to a share in kcal/mol. The
        mean of each seed over all surroundings is taken off. A dot is the mean over the seeds, a line their
        range.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    ValueError
        If there is only one way.
    """
    from matplotlib import pyplot

    if len(orders) < 2:
        raise ValueError(f"there is {len(orders)} order; it is shown beside rivals only")
    first = next(iter(orders.values()))
    words = sorted(first[0], key=lambda word: np.mean([seed[word] for seed in first]))
    fig, ax = pyplot.subplots(figsize=(7.5, 0.8 + 0.19 * len(words)))
    for (name, seeds), colour, marker in zip(
        orders.items(), ("blue", "vermilion", "green"), "os^", strict=False
    ):
        rows = np.array([[seed[word] for word in words] for seed in seeds])
        rows -= rows.mean(axis=1, keepdims=True)
        places = np.arange(len(words))
        ax.hlines(places, rows.min(axis=0), rows.max(axis=0), color=COLOURS[colour], linewidth=1.5)
        ax.plot(rows.mean(axis=0), places, marker, color=COLOURS[colour], markersize=5, label=name)
    ax.set_yticks(range(len(words)), words, fontsize=9)
    ax.set_xlabel(
        text(
            en="mean share less that of all surroundings / kcal/mol",
            ko="평균 몫, 모든 주위의 평균을 뺀 값 / kcal/mol",
        )
    )
    ax.legend(loc="lower right")
    return fig


def in_plane(molecule: Molecule) -> Molecule:
    """The same molecule with its best plane as z = 0 and its centre as the origin (a rotation, no more)."""
    centred = molecule.positions - molecule.positions.mean(axis=0)
    axes = axes_of_view(centred)
    if np.linalg.det(axes) < 0:  # a mirror image would be another molecule
        axes[2] *= -1
    return molecule._replace(positions=centred @ axes.T)


def plane_points(reach: float, height: float, per_side: int) -> NDArray[np.float64]:
    """Places (per_side^2, 3) in Å on a square grid at z = height, rows from below to above."""
    line = np.linspace(-reach, reach, per_side)
    x, y = np.meshgrid(line, line)
    return np.column_stack([x.ravel(), y.ravel(), np.full(x.size, height)])


def probe_maps_figure(
    molecule: Molecule, maps: Sequence[ProbeMap], reach: float, title: str = ""
) -> "Figure":
    """Draw maps side by side in one colour scale, each less its mean; the surface of the paper is a line.

    Parameters
    ----------
    molecule : Molecule
        As `in_plane` gives it.
    maps : sequence of ProbeMap
        Two or more, on the grid of `plane_points`. Where the density is three times that of the surface,
        inside the atoms, nothing is drawn.
    reach : float
        Half the side of the square, Å.
    title : str
        Shown above all.

    Returns
    -------
    matplotlib Figure

    Raises
    ------
    ValueError
        If there is only one map.
    """
    from matplotlib import pyplot

    if len(maps) < 2:
        raise ValueError(f"there is {len(maps)} map; a map of one convention is not shown alone")
    shown = []
    for one in maps:
        values = np.where(one.density > 3 * SURFACE, np.nan, one.values)
        shown.append(values - np.nanmean(values))
    height = np.nanpercentile(np.abs(shown), 98)
    fig, axes = pyplot.subplots(1, len(maps), figsize=(4.1 * len(maps) + 0.8, 4.1), sharey=True)
    box = (-reach, reach, -reach, reach)
    for ax, one, values in zip(axes, maps, shown, strict=True):
        image = ax.imshow(values, origin="lower", extent=box, cmap="PuOr", vmin=-height, vmax=height)
        line = np.linspace(-reach, reach, len(values))
        if one.density.min() < SURFACE < one.density.max():
            ax.contour(line, line, one.density, [SURFACE], colors="black", linewidths=0.8)
        for i, j in bonds(molecule.atomic_numbers, molecule.positions):
            ends = molecule.positions[[i, j]]
            ax.plot(ends[:, 0], ends[:, 1], color="#444444", linewidth=1)
        for z, place in zip(molecule.atomic_numbers, molecule.positions, strict=True):
            ax.text(*place[:2], chemical_symbols[z], ha="center", va="center", fontsize=9)
        ax.set(title=one.name, xlabel="x / Å")
        ax.grid(False)
    axes[0].set_ylabel("y / Å")
    label = text(en="probe less mean / kcal/mol", ko="탐침, 평균을 뺀 값 / kcal/mol")
    fig.colorbar(image, ax=axes, shrink=0.85, label=label)
    if title:
        fig.suptitle(title)
    return fig
