"""Drawings that come back in several notebooks: errors with their spread, learning curves, parity plots.

Each takes numbers and words and returns a Matplotlib figure; `qmlaw.show.figure` or `explore` shows it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text
from qmlaw.show.table import Table, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Arm(NamedTuple):
    """One variant of an experiment: its name, its errors (one per seed), its colour (a key of `COLOURS`)."""

    name: str
    errors: ArrayLike
    colour: str = "blue"


def error_label(unit: str = "kcal/mol") -> str:
    """Name of the mean absolute error with its unit, in the language in use."""
    return text(en=f"mean absolute error / {unit}", ko=f"평균절대오차 / {unit}")


def spread_table(
    arms: Sequence[Arm], title: str = "", caption: str = "", unit: str = "kcal/mol", decimals: int = 1
) -> Table:
    """Mean, lowest and highest error over the seeds of each arm, as a table.

    Parameters
    ----------
    arms : sequence of Arm
        One row each.
    title : str
        Title of the first column.
    caption : str
        One sentence above the table.
    unit : str
        Unit of the errors.
    decimals : int
        Digits after the point.

    Returns
    -------
    Table
    """
    rows = [[arm.name, np.mean(arm.errors), np.min(arm.errors), np.max(arm.errors)] for arm in arms]
    columns = [title, error_label(unit), text(en="lowest", ko="최소"), text(en="highest", ko="최대")]
    return table(rows, columns, decimals, caption)


def arms_figure(arms: Sequence[Arm], reference: Arm, unit: str = "kcal/mol") -> "Figure":
    """Draw a dot for the mean error of each arm, a line for its range over the seeds, and a dotted reference.

    Parameters
    ----------
    arms : sequence of Arm
        From top to bottom.
    reference : Arm
        A baseline, drawn as a vertical line at its mean.
    unit : str
        Unit of the errors.

    Returns
    -------
    matplotlib Figure
        Logarithmic horizontal axis.
    """
    from matplotlib import pyplot
    from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

    fig, ax = pyplot.subplots(figsize=(7.5, 0.9 + 0.28 * len(arms)))
    for place, arm in enumerate(arms):
        errors = np.asarray(arm.errors)
        ax.plot([errors.min(), errors.max()], [place, place], color=COLOURS[arm.colour])
        ax.plot(errors.mean(), place, "o", color=COLOURS[arm.colour])
    ax.axvline(np.mean(reference.errors), color=COLOURS["grey"], linestyle=":", label=reference.name)
    ax.set(xscale="log", xlabel=error_label(unit), yticks=range(len(arms)))
    ax.set_yticklabels([arm.name for arm in arms])
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter(ScalarFormatter())
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.invert_yaxis()
    ax.legend(loc="upper right")
    return fig


def learning_curves_figure(
    sizes: ArrayLike, curves: Mapping[str, ArrayLike], reference: Arm, unit: str = "kcal/mol"
) -> "Figure":
    """Draw errors against the number of training molecules on logarithmic axes, with bands over the seeds.

    Parameters
    ----------
    sizes : array_like (K,)
        Training molecules.
    curves : mapping of str to array_like (S, K)
        Errors per seed and size.
    reference : Arm
        A baseline with errors (S, K), drawn dotted.
    unit : str
        Unit of the errors.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot
    from matplotlib.ticker import NullFormatter, ScalarFormatter

    fig, ax = pyplot.subplots()
    for (name, errors), marker in zip(curves.items(), "osD^v<>p"[: len(curves)], strict=True):
        errors = np.asarray(errors)
        ax.plot(sizes, errors.mean(axis=0), marker=marker, label=name)
        ax.fill_between(sizes, errors.min(axis=0), errors.max(axis=0), alpha=0.2)
    baseline = np.asarray(reference.errors).mean(axis=0)
    ax.plot(sizes, baseline, ":", color=COLOURS["black"], label=reference.name)
    ax.set(xscale="log", yscale="log", ylabel=error_label(unit))
    ax.set(xlabel=text(en="training molecules N", ko="학습 분자 수 N"), xticks=sizes)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(ScalarFormatter())
        axis.set_minor_formatter(NullFormatter())
    low = min(baseline.min(), *(np.min(errors) for errors in curves.values()))
    high = max(baseline.max(), *(np.max(errors) for errors in curves.values()))
    ax.set_yticks([t for t in (0.5, 1, 2, 5, 10, 20, 50, 100, 200) if low / 2 < t < high * 2])
    ax.legend(loc="lower left")
    return fig


def parity_figure(true: ArrayLike, predicted: ArrayLike, quantity: str, unit: str = "kcal/mol") -> "Figure":
    """Draw predictions against true values, with the diagonal and the mean absolute error as the title.

    Parameters
    ----------
    true, predicted : array_like (N,)
        Values in `unit`.
    quantity : str
        Its name, ``text(en=…, ko=…)``.
    unit : str
        Its unit.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    true, predicted = np.asarray(true), np.asarray(predicted)
    fig, ax = pyplot.subplots(figsize=(5.2, 4.6))
    ends = [true.min(), true.max()]
    ax.plot(ends, ends, color=COLOURS["grey"], linewidth=1)
    ax.plot(true, predicted, ".", color=COLOURS["blue"])
    error = np.abs(predicted - true).mean()
    ax.set(xlabel=f"{quantity} / {unit}", title=f"{error_label(unit)}: {error:.1f}")
    ax.set_ylabel(text(en=f"predicted / {unit}", ko=f"예측값 / {unit}"))
    return fig


def scales_figure(energies: Mapping[str, float], title: str = "", xlabel: str = "kcal/mol") -> "Figure":
    """Bars on a logarithmic axis, each with its value.

    Parameters
    ----------
    energies : mapping of str to float
        Positive energies by name, kcal/mol, from top to bottom.
    title : str
        Shown above.
    xlabel : str
        What the bars are, with its unit.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.0, 0.9 + 0.42 * len(energies)))
    places = np.arange(len(energies))
    ax.barh(places, list(energies.values()), height=0.6, color=COLOURS["sky"])
    for place, value in zip(places, energies.values(), strict=True):
        ax.annotate(
            f"{value:,.0f}",
            (value, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
    ax.set(
        xscale="log",
        yticks=places,
        yticklabels=[name.strip() for name in energies],
        xlabel=xlabel,
        title=title,
        xlim=(0.5, 8 * max(energies.values())),
    )
    ax.invert_yaxis()
    return fig


class Neighbours(NamedTuple):
    """The molecules nearest to one molecule by some measure of distance."""

    measure: str
    names: Sequence[str]
    distances: ArrayLike


def matrix_figure(
    atomic_numbers: ArrayLike,
    positions: ArrayLike,
    matrix: ArrayLike,
    eigenvalues: ArrayLike,
    neighbours: Sequence[Neighbours],
) -> "Figure":
    """Draw a molecule, its Coulomb matrix, the eigenvalues, and its nearest neighbours, side by side.

    Parameters
    ----------
    atomic_numbers : array_like (n,)
        Elements.
    positions : array_like (n, 3)
        Å.
    matrix : array_like (n, n)
        Hartree.
    eigenvalues : array_like (n,)
        Hartree.
    neighbours : sequence of Neighbours
        One group of bars each.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    from qmlaw.show.molecule import draw_molecule

    fig, axes = pyplot.subplots(1, 4, figsize=(12, 3.2), width_ratios=[1, 1.1, 1, 1.4])
    draw_molecule(atomic_numbers, positions, ax=axes[0])
    axes[1].imshow(np.log10(matrix), vmin=-1, vmax=1.9)
    axes[1].set(
        title=text(en="sorted matrix (log scale)", ko="정렬한 행렬 (로그 눈금)"), xticks=[], yticks=[]
    )
    axes[1].grid(False)
    axes[2].bar(range(len(eigenvalues)), eigenvalues, color=COLOURS["blue"])
    axes[2].set(title=text(en="eigenvalues / hartree", ko="고유값 / hartree"), yscale="symlog", xticks=[])
    place = 0
    for group, colour in zip(neighbours, COLOURS.values(), strict=False):
        for name, distance in zip(group.names, group.distances, strict=True):
            label = group.measure if name == group.names[0] else None
            axes[3].barh(place, distance, color=colour, alpha=0.5, label=label)
            axes[3].text(0, place, f" {name}", va="center", fontsize=10)
            place += 1
        place += 0.6
    axes[3].set(
        title=text(en="distance to the nearest / hartree", ko="가까운 분자까지의 거리 / hartree"), yticks=[]
    )
    axes[3].invert_yaxis()
    axes[3].legend(loc="lower right", fontsize=9)
    return fig
