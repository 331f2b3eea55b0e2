"""Drawings of notebook 02: shapes, extrapolation by hand, and a correction that is fitted again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def shape_figure(
    top: ArrayLike, start: ArrayLike, top_name: str, start_name: str, title: str = ""
) -> "Figure":
    """One dot per molecule: what is left of its energy after counting atoms, at two levels, and the diagonal.

    Parameters
    ----------
    top, start : array_like, shape (N,)
        kcal/mol.
    top_name, start_name : str
        Names of the levels.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(5.6, 4.8))
    ax.plot(top, start, "o", color=COLOURS["blue"], markersize=4, alpha=0.6)
    ends = [min(np.min(top), np.min(start)), max(np.max(top), np.max(start))]
    ax.plot(ends, ends, color=COLOURS["grey"], linestyle=":", linewidth=1.2)
    ax.set(xlabel=f"{top_name} / kcal/mol", ylabel=f"{start_name} / kcal/mol", title=title, aspect="equal")
    return fig


def extrapolation_figure(energies: Sequence[float], exponent: float) -> "Figure":
    """Energies with X = 2, 3, 4 against X to the power -p, and the line through the last two.

    Parameters
    ----------
    energies : sequence of 3 float
        kcal/mol.
    exponent : float
        p.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    x = np.array([2.0, 3.0, 4.0]) ** -exponent
    slope = (energies[1] - energies[2]) / (x[1] - x[2])
    limit = energies[2] - slope * x[2]
    off = energies[0] - (limit + slope * x[0])
    fig, ax = pyplot.subplots(figsize=(7.0, 3.9))
    ax.plot([0, x[0]], [limit, limit + slope * x[0]], "--", color=COLOURS["blue"], linewidth=1)
    ax.plot(x, energies, "o", color=COLOURS["blue"])
    ax.plot(0, limit, "s", color=COLOURS["vermilion"])
    ax.set(
        xticks=[0, *x],
        xticklabels=["∞", "2", "3", "4"],
        xlabel=text(
            en=f"X of cc-pVXZ, spaced as X to the power −{exponent:g}",
            ko=f"cc-pVXZ의 X (X의 −{exponent:g}제곱 간격)",
        ),
        ylabel=text(en="MP2 correlation / kcal/mol", ko="MP2 상관에너지 / kcal/mol"),
        title=text(
            en=f"limit {limit:.1f} kcal/mol; cc-pVDZ lies {off:+.1f} from the line",
            ko=f"극한 {limit:.1f} kcal/mol; cc-pVDZ는 직선에서 {off:+.1f}만큼 벗어남",
        ),
    )  # fmt: skip
    return fig


def refit_figure(names: Sequence[str], before: ArrayLike, after: ArrayLike, train: ArrayLike) -> "Figure":
    """Deviations from experiment before and after a correction was fitted to some of the molecules.

    Parameters
    ----------
    names : sequence of str, length N
        Molecules.
    before, after : array_like, shape (N,)
        Calculated less measured, kcal/mol.
    train : array_like of int
        Molecules that it was fitted to; drawn filled.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    before, after = np.asarray(before), np.asarray(after)
    fitted = np.isin(np.arange(len(names)), train)
    fig, ax = pyplot.subplots(figsize=(9.0, 4.2))
    places = np.arange(len(names))
    ax.vlines(places, before, after, color=COLOURS["grey"], linewidth=0.6)
    ax.plot(
        places, before, "_", color=COLOURS["vermilion"], markersize=9, label=text(en="before", ko="보정 전")
    )
    ax.plot(
        places[fitted],
        after[fitted],
        "o",
        color=COLOURS["blue"],
        markersize=5,
        label=text(en="after, fitted", ko="보정 후, 맞춘 분자"),
    )
    ax.plot(
        places[~fitted],
        after[~fitted],
        "o",
        markerfacecolor="white",
        markeredgecolor=COLOURS["blue"],
        markersize=5.5,
        label=text(en="after, held out", ko="보정 후, 떼어 둔 분자"),
    )
    _name_places(ax, names)
    at_first, held = np.abs(before[~fitted]).mean(), np.abs(after[~fitted]).mean()
    ax.set(
        ylabel=_deviation_label(),
        title=text(
            en=f"mean absolute deviation, held out: {at_first:.1f} before, {held:.2f} after",
            ko=f"떼어 둔 분자의 평균 절대 편차: 보정 전 {at_first:.1f}, 보정 후 {held:.2f}",
        ),
    )
    ax.legend(fontsize=9, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.28))
    return fig


def gauge_figure(
    parameters: Sequence[str],
    first: ArrayLike,
    moved: ArrayLike,
    names: Sequence[str],
    before: ArrayLike,
    after: ArrayLike,
    title: str = "",
) -> "Figure":
    """Fitted numbers that move, above; deviations that do not, below.

    Parameters
    ----------
    parameters : sequence of str, length P
        Names of the numbers.
    first, moved : array_like, shape (P,)
        Published and moved, millihartree.
    names : sequence of str, length N
        Molecules.
    before, after : array_like, shape (N,)
        Deviations from experiment with either, kcal/mol.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, (upper, lower) = pyplot.subplots(2, 1, figsize=(9.0, 5.4), height_ratios=[1, 1.4])
    places = np.arange(len(parameters))
    paper, here = text(en="as published", ko="발표된 값"), text(en="moved", ko="옮긴 값")
    upper.bar(places - 0.18, first, width=0.34, color=COLOURS["grey"], label=paper)
    upper.bar(places + 0.18, moved, width=0.34, color=COLOURS["vermilion"], label=here)
    upper.set(xticks=places, xticklabels=parameters, ylabel="millihartree", title=title)
    upper.set_ylim(0, 14)
    upper.legend(fontsize=9, ncols=2, loc="upper right")
    places = np.arange(len(names))
    lower.plot(places, before, "s", color=COLOURS["grey"], markersize=7, alpha=0.5, label=paper)
    lower.plot(places, after, "o", color=COLOURS["vermilion"], markersize=3.5, label=here)
    lower.axhline(0, color=COLOURS["black"], linewidth=0.8)
    _name_places(lower, names)
    lower.set_ylabel(_deviation_label())
    return fig


def _deviation_label() -> str:
    return text(en="calculated − measured / kcal/mol", ko="계산 − 측정 / kcal/mol")


def _name_places(ax: "Axes", names: Sequence[str]) -> None:
    """Write the names of molecules under their places, upright."""
    ax.axhline(0, color=COLOURS["black"], linewidth=0.8)
    ax.set_xticks(np.arange(len(names)), names, rotation=90, fontsize=7.5)
    ax.grid(axis="x", visible=False)
    ax.margins(x=0.01)
