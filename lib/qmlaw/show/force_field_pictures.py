"""Pictures of notebook 07: what an atom sees, what shaking does, a curve with the spread of a committee."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text
from qmlaw.show.molecule import draw_molecule

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Scan(NamedTuple):
    """One bond pulled apart.

    Attributes
    ----------
    title : str
        What is pulled.
    x, true, predicted, spread : array_like (n,)
        Length, reference energy, mean and standard deviation of a committee.
    seen : array_like of bool (n,)
        Which of the reference energies the committee was trained on.
    """

    title: str
    x: ArrayLike
    true: ArrayLike
    predicted: ArrayLike
    spread: ArrayLike
    seen: ArrayLike


def environment_figure(
    atomic_numbers: ArrayLike,
    positions: NDArray[np.float64],
    centre: int,
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    n_radial: int,
    cutoff: float,
    title: str = "",
) -> "Figure":
    """Draw a molecule in its plane and the numbers by which one of its atoms sees it, before and after.

    Parameters
    ----------
    atomic_numbers : array_like (n,)
        Elements.
    positions : array (n, 3)
        Å, after the change; the plane of the page is that of x and y.
    centre : int
        The atom that looks.
    before, after : array (F,)
        Its vector.
    n_radial : int
        How many of the numbers come first and are about distances.
    cutoff : float
        How far it looks, Å; drawn as a circle.
    title : str
        Shown above the numbers.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot
    from matplotlib.patches import Circle

    fig, (left, right) = pyplot.subplots(1, 2, figsize=(10.0, 3.8), width_ratios=(1, 2))
    draw_molecule(atomic_numbers, positions, left, view=np.eye(3), labels=True)
    middle = (positions - positions.mean(axis=0))[centre]
    left.add_patch(Circle(middle[:2], cutoff, fill=False, linestyle=":", edgecolor=COLOURS["grey"]))
    reach = np.linalg.norm(positions - positions[centre], axis=1).max() + 0.9
    left.set(xlim=(middle[0] - reach, middle[0] + reach), ylim=(middle[1] - reach, middle[1] + reach))
    places = np.arange(len(after))
    changed = np.abs(after - before) > 1e-3
    right.vlines(
        places, 0, after, color=np.where(changed, COLOURS["vermilion"], COLOURS["blue"]), linewidth=1.5
    )
    right.plot(
        places,
        before,
        ".",
        color=COLOURS["black"],
        markersize=3,
        label=text(en="at the start", ko="처음 자리에서"),
    )
    right.axvline(n_radial - 0.5, color=COLOURS["grey"], linestyle=":")
    top = 1.12 * max(after.max(), before.max(), 0.1)
    right.set(
        ylim=(0, top),
        xlim=(-1, len(after)),
        xlabel=text(en="entry of the vector", ko="벡터의 요소"),
        title=title,
    )
    right.text(
        n_radial / 2,
        0.97 * top,
        text(en="distances", ko="거리"),
        ha="center",
        va="top",
        color=COLOURS["grey"],
    )
    right.text(
        (n_radial + len(after)) / 2,
        0.97 * top,
        text(en="angles", ko="각도"),
        ha="center",
        va="top",
        color=COLOURS["grey"],
    )
    right.legend(loc="center right", fontsize=9)
    return fig


def sampling_figure(
    atomic_numbers: ArrayLike,
    samples: Sequence[NDArray[np.float64]],
    energies: ArrayLike,
    bound: float,
    title: str = "",
) -> "Figure":
    """Draw many shaken copies of a molecule on top of each other, and how their energies are distributed.

    Parameters
    ----------
    atomic_numbers : array_like (n,)
        Elements.
    samples : sequence of array (n, 3)
        Positions in Å.
    energies : array_like (m,)
        Energies above the minimum, kcal/mol.
    bound : float
        Largest harmonic energy that the recipe allows, kcal/mol.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from ase.data import covalent_radii
    from matplotlib import pyplot

    from qmlaw.show.molecule import axes_of_view, element_colour

    fig, (left, right) = pyplot.subplots(1, 2, figsize=(9.0, 3.6), width_ratios=(1, 1.4))
    middle = np.mean(samples, axis=(0, 1))
    axes = axes_of_view(samples[0])
    numbers = np.asarray(atomic_numbers, dtype=int)
    for z in np.unique(numbers)[::-1]:
        cloud = ((np.asarray(samples)[:, numbers == z] - middle) @ axes.T).reshape(-1, 3)
        left.scatter(
            cloud[:, 0], cloud[:, 1], s=220 * covalent_radii[z], color=element_colour(z), edgecolor="#333333",
            linewidth=0.3, alpha=0.25,
        )  # fmt: skip
    left.set_aspect("equal")
    left.set_axis_off()
    left.set_title(title)
    right.hist(energies, bins=np.linspace(0, 1.3 * bound, 27), color=COLOURS["sky"], edgecolor="white")
    right.axvline(
        bound, color=COLOURS["vermilion"], linestyle="--", label=text(en="3/2 N k T", ko="3/2 N k T")
    )
    right.set(
        xlabel=text(en="energy above the minimum / kcal/mol", ko="극소점보다 높은 에너지 / kcal/mol"),
        ylabel=text(en="geometries", ko="구조의 수"),
    )
    right.legend()
    return fig


def scans_figure(scans: Sequence[Scan], xlabel: str, ylabel: str) -> "Figure":
    """Draw bonds pulled apart: reference points, learned ones filled, and a committee with its spread.

    Parameters
    ----------
    scans : sequence of Scan
        One panel each.
    xlabel, ylabel : str
        Names of the axes with units.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, axes = pyplot.subplots(1, len(scans), figsize=(4.6 * len(scans), 3.8), squeeze=False)
    for ax, scan in zip(axes[0], scans, strict=True):
        x, true, predicted, spread = (np.asarray(v, dtype=float) for v in scan[1:5])
        seen = np.asarray(scan.seen, dtype=bool)
        ax.fill_between(
            x, predicted - 2 * spread, predicted + 2 * spread, color=COLOURS["sky"], alpha=0.4, linewidth=0,
            label=text(en="two standard deviations", ko="두 표준편차"),
        )  # fmt: skip
        ax.plot(x, predicted, color=COLOURS["blue"], label=text(en="committee", ko="위원회"))
        ax.plot(
            x[seen],
            true[seen],
            "o",
            color=COLOURS["black"],
            label=text(en="reference, learned", ko="기준값, 배움"),
        )
        ax.plot(
            x[~seen], true[~seen], "o", markerfacecolor="white", color=COLOURS["black"],
            label=text(en="reference, not learned", ko="기준값, 배우지 않음"),
        )  # fmt: skip
        ax.set(title=scan.title, xlabel=xlabel, ylabel=ylabel)
        ax.set_ylim(min(true.min(), 0) - 15, 1.35 * true.max())
    axes[0, -1].legend(fontsize=8.5)
    return fig


def tails_figure(
    places: ArrayLike, true: ArrayLike, learned: ArrayLike,
    lines: Sequence[tuple[str, str, ArrayLike, ArrayLike]], near: tuple[float, float], title: str = "",
) -> "Figure":  # fmt: skip
    """Draw the size of an energy over the distance, both logarithmic, so that a power is a straight line.

    Parameters
    ----------
    places, true : array_like (n,)
        Distances in Å and reference energies in kcal/mol.
    learned : array_like of bool (n,)
        Which of them were learned.
    lines : sequence of (label, colour, distances, energies)
        What models say; an empty label shares the one before.
    near : (float, float)
        The stretch that was learned, Å; shaded.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(7.4, 4.4))
    places, true, learned = np.asarray(places), np.abs(true), np.asarray(learned, dtype=bool)
    ax.axvspan(*near, color="#EFEFEF", zorder=0)
    for label, colour, x, y in lines:
        ax.plot(x, np.abs(y), color=COLOURS[colour], label=label or None, linewidth=1.4)
    ax.plot(
        places[learned],
        true[learned],
        "o",
        color=COLOURS["black"],
        markersize=4,
        label=text(en="learned", ko="배운 것"),
    )
    ax.plot(
        places[~learned], true[~learned], "o", color=COLOURS["black"], markerfacecolor="white", markersize=5,
        label=text(en="asked", ko="묻는 것"),
    )  # fmt: skip
    ticks = [0.3, 0.5, 1, 2, 3, 5, 10]
    ax.set(
        xscale="log", yscale="log", title=title, ylim=(true.min() / 30, true.max() * 30), xlim=(0.28, 10.8),
        xlabel=text(en="distance / Å", ko="거리 / Å"),
        ylabel=text(en="|energy| / kcal/mol", ko="|에너지| / kcal/mol"),
    )  # fmt: skip
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    ax.legend(fontsize=9, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig
