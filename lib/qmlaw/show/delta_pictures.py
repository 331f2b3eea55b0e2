"""Drawings of notebook 03: learning curves with the worst molecules, corrections in words and by cause."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw.molecules import Molecule
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text
from qmlaw.show.molecule import draw_molecule
from qmlaw.show.plots import error_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def learning_figure(
    sizes: Sequence[int],
    curves: NDArray[np.float64],
    counting: ArrayLike,
    at: int,
    worst: Sequence[tuple[Molecule, float]],
) -> "Figure":
    """A learning curve, and beside it the molecules with the largest errors.

    Parameters
    ----------
    sizes : sequence of int, length K
        Training molecules.
    curves : ndarray, shape (S, K)
        Mean absolute errors per seed and size, kcal/mol.
    counting : array_like, shape (K,)
        The baseline of counting atoms.
    at : int
        Size that is pointed out.
    worst : sequence of (Molecule, float)
        Molecules and their errors, kcal/mol.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot
    from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

    fig, axes = pyplot.subplots(1, 1 + len(worst), figsize=(10.5, 3.8), width_ratios=[2.6] + [1] * len(worst))
    ax = axes[0]
    ax.fill_between(
        sizes, curves.min(axis=0), curves.max(axis=0), color=COLOURS["blue"], alpha=0.2, linewidth=0
    )
    ax.plot(sizes, curves.mean(axis=0), "o-", color=COLOURS["blue"], label=text(en="this form", ko="이 형태"))
    ax.plot(sizes, counting, ":", color=COLOURS["grey"], label=text(en="counting atoms", ko="원자 세기"))
    ax.axvline(at, color=COLOURS["grey"], linewidth=0.8)
    ax.axhline(1.0, color=COLOURS["green"], linestyle="--", linewidth=1)
    here = curves.mean(axis=0)[list(sizes).index(at)]
    ax.set(
        xscale="log",
        yscale="log",
        xlabel=text(en="training molecules", ko="학습 분자 수"),
        ylabel=error_label(),
        title=text(en=f"{at} molecules: {here:.2f} kcal/mol", ko=f"분자 {at}개: {here:.2f} kcal/mol"),
        xticks=sizes,
    )
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(ScalarFormatter())
        axis.set_minor_formatter(NullFormatter())
    ax.legend(fontsize=9)
    for place, (molecule, error) in zip(axes[1:], worst, strict=True):
        draw_molecule(molecule.atomic_numbers, molecule.positions, place)
        place.set_title(f"{molecule.name}\n{error:+.1f}", fontsize=9.5, loc="center")
    return fig


def words_figure(terms: Sequence[str], coefficients: NDArray[np.float64], numbers: Sequence[int]) -> "Figure":
    """What a correction says per bond of each kind.

    Parameters
    ----------
    terms : sequence of str, length T
        Kinds of bonds.
    coefficients : ndarray, shape (S, T)
        kcal/mol per bond, one row per training set.
    numbers : sequence of int, length T
        How many bonds of each kind there are.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.5, 3.9))
    places = np.arange(len(terms))
    ax.bar(places, coefficients.mean(axis=0), width=0.62, color=COLOURS["sky"])
    ax.vlines(
        places, coefficients.min(axis=0), coefficients.max(axis=0), color=COLOURS["black"], linewidth=1.2
    )
    ax.axhline(0, color=COLOURS["black"], linewidth=0.8)
    ax.set_xticks(places, [f"{term}\n({n})" for term, n in zip(terms, numbers, strict=True)], fontsize=8.5)
    ax.set(
        xlabel=text(en="kind of bond (how many there are)", ko="결합의 종류 (개수)"),
        ylabel=text(en="added per bond / kcal/mol", ko="결합마다 더하는 값 / kcal/mol"),
    )
    ax.grid(axis="x", visible=False)
    return fig


def causes_figure(
    causes: Sequence[str], computed: ArrayLike, learned: ArrayLike, at_once: float, title: str = ""
) -> "Figure":
    """Steps of a chain of levels, computed and learned, each beginning where the one before ended.

    Parameters
    ----------
    causes : sequence of str, length K
        What each step stands for.
    computed, learned : array_like, shape (K,)
        kcal/mol.
    at_once : float
        Their sum, learned as one, kcal/mol.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.5, 4.0))
    rows = (
        (np.asarray(computed), -0.2, "sky", text(en="computed", ko="계산한 값")),
        (np.asarray(learned), 0.2, "orange", text(en="learned by cause", ko="원인마다 배운 값")),
    )
    for steps, shift, colour, label in rows:
        starts = np.concatenate([[0.0], np.cumsum(steps)[:-1]])
        _bars(ax, np.arange(len(causes)) + shift, starts, steps, colour, label)
        _bars(ax, np.array([len(causes) + shift * 1.35]), np.zeros(1), np.array([steps.sum()]), colour)
    label = text(en="learned at once", ko="한꺼번에 배운 값")
    _bars(ax, np.array([len(causes) + 0.62]), np.zeros(1), np.array([at_once]), "vermilion", label)
    ax.axvline(0, color=COLOURS["black"], linewidth=0.8)
    ax.set_yticks(range(len(causes) + 1), [*causes, text(en="sum", ko="합")])
    ax.set(xlabel=text(en="added to the start / kcal/mol", ko="출발점에 더한 값 / kcal/mol"), title=title)
    ax.margins(x=0.16)
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.legend(fontsize=9, ncols=3, loc="upper center", bbox_to_anchor=(0.45, -0.17))
    return fig


def error_bars_figure(
    names: Sequence[str], before: ArrayLike, after: ArrayLike, half_width: ArrayLike, title: str = ""
) -> "Figure":
    """Deviations from experiment before and after a correction that states its own error.

    Parameters
    ----------
    names : sequence of str, length N
        Molecules.
    before, after : array_like, shape (N,)
        Calculated less measured, kcal/mol.
    half_width : array_like, shape (N,)
        Stated error of the corrected values, kcal/mol.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
        Bars that do not reach zero, where the experiment is, are drawn in another colour.
    """
    from matplotlib import pyplot

    before, after, half_width = (np.asarray(values) for values in (before, after, half_width))
    fig, ax = pyplot.subplots(figsize=(9.0, 4.2))
    places = np.arange(len(names))
    ax.plot(
        places, before, "_", color=COLOURS["grey"], markersize=9, label=text(en="calculated", ko="계산한 값")
    )
    reached = np.abs(after) <= half_width
    groups = (
        (reached, "blue", text(en="corrected, experiment within its bar", ko="보정한 값, 실험이 막대 안")),
        (~reached, "vermilion", text(en="corrected, experiment outside", ko="보정한 값, 실험이 막대 밖")),
    )
    for chosen, colour, label in groups:
        style = {"fmt": "o", "color": COLOURS[colour], "markersize": 4, "linewidth": 1.2, "label": label}
        if chosen.any():
            ax.errorbar(places[chosen], after[chosen], yerr=half_width[chosen], **style)
    ax.axhline(0, color=COLOURS["black"], linewidth=0.8)
    ax.set_xticks(places, names, rotation=90, fontsize=7.5)
    ax.set(ylabel=text(en="less measured / kcal/mol", ko="측정값을 뺀 것 / kcal/mol"), title=title)
    ax.grid(axis="x", visible=False)
    ax.margins(x=0.02)
    ax.legend(fontsize=9, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.32))
    return fig


def _bars(ax: "Axes", rows: NDArray, starts: NDArray, steps: NDArray, colour: str, label: str = "") -> None:
    """Horizontal bars with their values at the outer end."""
    ax.barh(rows, steps, left=starts, height=0.36, color=COLOURS[colour], label=label or None)
    for row, start, step in zip(rows, starts, steps, strict=True):
        sign = 1 if step >= 0 else -1
        ax.annotate(
            f"{step:+.1f}".replace("-", "−"), (start + step, row), xytext=(4 * sign, 0),
            textcoords="offset points", va="center", ha="left" if sign > 0 else "right", fontsize=8.5,
        )  # fmt: skip
