"""Drawings of notebook 01: error against cost, convergence with the basis, bonds that break, scans."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Rung(NamedTuple):
    """One level of theory: its name, its cost (s), its error (kcal/mol, may be 0), its family."""

    name: str
    seconds: float
    error: float
    family: str


#: Errors below this (kcal/mol) are drawn here: a logarithmic axis has no zero.
SMALLEST_ERROR = 0.05

#: Below this an error counts as chemical accuracy, kcal/mol.
CHEMICAL_ACCURACY = 1.0

#: Where a name may stand: points to the right of and above its dot, and which end of the name is meant.
_NAME_PLACES = tuple(
    (x, y, side) for y in (4, -11, 14, -21, 24, -31) for x, side in ((6, "left"), (-6, "right"))
)

_FAMILY_COLOURS = {"xtb": "orange", "hf": "sky", "dft": "green", "mp2": "blue", "ccsd(t)": "vermilion"}


def ladder_figure(rungs: Sequence[Rung], marked: str = "", title: str = "") -> "Figure":
    """Error against cost on logarithmic axes, one dot per level of theory.

    Parameters
    ----------
    rungs : sequence of Rung
        The levels. Those of one family are joined in the order of their cost.
    marked : str
        Name of a level to point out.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.0, 4.8))
    for family in dict.fromkeys(rung.family for rung in rungs):
        members = sorted((r for r in rungs if r.family == family), key=lambda r: r.seconds)
        colour = COLOURS[_FAMILY_COLOURS.get(family, "black")]
        x = [rung.seconds for rung in members]
        y = [max(rung.error, SMALLEST_ERROR) for rung in members]
        ax.plot(x, y, "-", color=colour, alpha=0.35, linewidth=1.2)
        ax.plot(x, y, "o", color=colour, markersize=6)
    for rung in rungs:
        if rung.name == marked:
            ring = {"markersize": 15, "markerfacecolor": "none", "markeredgecolor": COLOURS["black"]}
            ax.plot(rung.seconds, max(rung.error, SMALLEST_ERROR), "o", **ring)
    ax.axhline(CHEMICAL_ACCURACY, color=COLOURS["grey"], linestyle=":", linewidth=1)
    ax.set(
        xscale="log",
        yscale="log",
        xlabel=text(en="processor time / s", ko="프로세서 시간 / s"),
        ylabel=text(en="error / kcal/mol", ko="오차 / kcal/mol"),
        title=title,
    )
    low, high = ax.get_xlim()
    ax.set_xlim(low, high * 4)  # room for the names
    _write_names(ax, rungs, marked)
    return fig


def _write_names(ax: "Axes", rungs: Sequence[Rung], marked: str) -> None:
    """Write each name beside its dot, at the first of a few places where it covers no other; marked first."""
    from matplotlib.transforms import Bbox

    fig = ax.get_figure()
    fig.draw_without_rendering()  # the layout must stand before lengths are measured
    renderer = fig.canvas.get_renderer()
    dots = [ax.transData.transform((r.seconds, max(r.error, SMALLEST_ERROR))) for r in rungs]
    taken = [Bbox.from_bounds(x - 4, y - 4, 8, 8) for x, y in dots]
    for rung, dot in sorted(zip(rungs, dots, strict=True), key=lambda pair: pair[0].name != marked):
        chosen = rung.name == marked
        note = ax.annotate(
            rung.name,
            ax.transData.inverted().transform(dot),
            xytext=(0, 0),
            textcoords="offset points",
            fontsize=10 if chosen else 7.5,
            color=COLOURS["black" if chosen or not marked else "grey"],
        )
        covered = {}
        for place in _NAME_PLACES:
            note.set_position(place[:2])
            note.set_horizontalalignment(place[2])
            box = note.get_window_extent(renderer)
            covered[place] = sum(box.overlaps(other) for other in taken)
            if not covered[place]:
                break
        best = min(covered, key=covered.get)
        note.set_position(best[:2])
        note.set_horizontalalignment(best[2])
        taken.append(note.get_window_extent(renderer))


def convergence_figure(
    hf: ArrayLike, correlation: ArrayLike, hf_limit: float, correlation_limit: float
) -> "Figure":
    """Hartree-Fock and correlation energies with cc-pVDZ, cc-pVTZ, cc-pVQZ, and their limits.

    Parameters
    ----------
    hf, correlation : array_like, shape (3,)
        Energies with cardinal numbers 2, 3 and 4, kcal/mol.
    hf_limit, correlation_limit : float
        Extrapolated limits, kcal/mol.

    Returns
    -------
    matplotlib Figure
        Left: distance of Hartree-Fock from its limit, logarithmic. Right: correlation against X^-3, straight
        if the formula holds.
    """
    from matplotlib import pyplot

    cardinals = np.array([2, 3, 4])
    fig, (left, right) = pyplot.subplots(1, 2, figsize=(8.6, 3.7))
    left.semilogy(cardinals, np.asarray(hf) - hf_limit, "o-", color=COLOURS["sky"])
    left.set(
        xticks=cardinals,
        xlabel=text(en="cardinal number X of cc-pVXZ", ko="cc-pVXZ의 기수 X"),
        ylabel=text(en="above the limit / kcal/mol", ko="극한 위로 / kcal/mol"),
        title=text(en="Hartree-Fock: falls exponentially", ko="하트리-폭: 지수로 줄어든다"),
    )
    inverse = cardinals**-3.0
    right.plot(inverse, correlation, "o", color=COLOURS["blue"])
    line = np.array([0, inverse[0]])
    slope = (np.asarray(correlation)[1] - correlation_limit) / inverse[1]
    right.plot(line, correlation_limit + slope * line, "--", color=COLOURS["blue"], linewidth=1)
    right.plot(0, correlation_limit, "s", color=COLOURS["vermilion"])
    right.annotate(
        text(en="limit", ko="극한"), (0, correlation_limit), xytext=(8, -4), textcoords="offset points"
    )
    right.set(
        xticks=[0, *inverse],
        xticklabels=["∞", "2", "3", "4"],
        xlabel=text(en="X, spaced as X⁻³", ko="X (X⁻³ 간격)"),
        ylabel=text(en="MP2 correlation / kcal/mol", ko="MP2 상관에너지 / kcal/mol"),
        title=text(en="Correlation: falls as X⁻³", ko="상관에너지: X⁻³으로 줄어든다"),
    )
    return fig


class Curve(NamedTuple):
    """One line: name, horizontal positions, heights (NaN where there is none), colour, line style."""

    name: str
    x: ArrayLike
    y: ArrayLike
    colour: str = "blue"
    style: str = "-"


def curves_figure(
    curves: Sequence[Curve],
    xlabel: str,
    ylabel: str,
    at: float | None = None,
    limits: Mapping[str, tuple[float, float]] | None = None,
    lower: tuple[str, Sequence[Curve]] | None = None,
    title: str = "",
) -> "Figure":
    """Draw lines over one coordinate, with a mark at one place and a second panel below where asked.

    Parameters
    ----------
    curves : sequence of Curve
        Lines, in the order of the legend.
    xlabel, ylabel : str
        Names of the axes with units.
    at : float, optional
        Where to put a vertical line.
    limits : mapping, optional
        ``"x"`` and ``"y"`` to the limits of the axes.
    lower : (str, sequence of Curve), optional
        Label of the vertical axis and lines of a second panel.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    heights = [3.2, 1.3] if lower else [1]
    fig, axes = pyplot.subplots(
        len(heights),
        1,
        figsize=(8.0, 5.4 if lower else 4.2),
        sharex=True,
        height_ratios=heights,
        squeeze=False,
    )
    panels = [(axes[0, 0], ylabel, curves)]
    if lower:
        panels.append((axes[1, 0], *lower))
    for ax, label, lines in panels:
        _draw_lines(ax, lines)
        ax.set_ylabel(label)
        if at is not None:
            ax.axvline(at, color=COLOURS["grey"], linestyle=":", linewidth=1)
    axes[0, 0].set_title(title)
    axes[-1, 0].set_xlabel(xlabel)
    for axis, (low, high) in (limits or {}).items():
        axes[0, 0].set(**{f"{axis}lim": (low, high)})
    axes[0, 0].legend(fontsize=8.5, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


def _draw_lines(ax: "Axes", lines: Sequence[Curve]) -> None:
    for curve in lines:
        ax.plot(curve.x, curve.y, curve.style, color=COLOURS[curve.colour], label=curve.name)
