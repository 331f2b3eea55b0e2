"""Drawings of notebook 10: periods and axes, orbits off their ellipse, code lengths, senses of a word."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.argument.dependency import STATUS_WORDS, View
from qmlaw.models.code_length import Length
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import language, text
from qmlaw.show.reader_map import STATUS_COLOUR, STATUS_SIGN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch


class Bodies(NamedTuple):
    """A group of bodies: its name, their names, axes (au), periods (years), a marker and a colour."""

    name: str
    names: Sequence[str]
    axis: ArrayLike
    period: ArrayLike
    marker: str = "o"
    colour: str = "black"


class Line(NamedTuple):
    """Predicted periods (years) at some axes (au), and at the bodies of each group."""

    name: str
    axis: ArrayLike
    period: ArrayLike
    at_bodies: Sequence[ArrayLike]
    colour: str = "blue"
    style: str = "-"


class Box(NamedTuple):
    """Where a claim stands in the drawing of the senses, and what it is called there."""

    x: float
    y: float
    label: str


def periods_figure(groups: Sequence[Bodies], lines: Sequence[Line], title: str = "") -> "Figure":
    """Draw periods over axes on logarithmic scales; below, how far each line is off at each body.

    Parameters
    ----------
    groups : sequence of Bodies
        Measured orbits.
    lines : sequence of Line
        Predictions; a line without a name does not enter the legend.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, (top, low) = pyplot.subplots(2, 1, figsize=(8.0, 6.2), sharex=True, height_ratios=[3.0, 1.5])
    for line in lines:
        colour = COLOURS[line.colour]
        top.plot(line.axis, line.period, line.style, color=colour, label=line.name or None, linewidth=1.4)
        for group, predicted in zip(groups, line.at_bodies, strict=True):
            off = 100 * (np.asarray(predicted) / np.asarray(group.period) - 1)
            low.plot(group.axis, off, group.marker, color=colour, markersize=5, fillstyle="none")
    for group in groups:
        top.plot(
            group.axis,
            group.period,
            group.marker,
            color=COLOURS[group.colour],
            markersize=5,
            label=group.name,
        )
        for name, x, y in zip(group.names, group.axis, group.period, strict=True):
            place = {"xytext": (-6, 4), "textcoords": "offset points", "ha": "right"}
            top.annotate(name, (x, y), fontsize=7.5, **place)
    top.set(xscale="log", yscale="log", ylabel=text(en="period / years", ko="주기 / 년"), title=title)
    low.set(
        xscale="log",
        xlabel=text(en="semi-major axis / au", ko="궤도 장반경 / au"),
        ylabel=text(en="predicted too long / %", ko="예측이 긴 정도 / %"),
    )
    low.set_yscale("symlog", linthresh=0.1)
    low.set_yticks([-100, -1, 0, 1, 100, 10000])
    low.yaxis.set_major_formatter("{x:g}")
    low.axhline(0, color=COLOURS["grey"], linewidth=0.8)
    top.legend(fontsize=8.5, loc="upper left")
    return fig


def off_ellipse_figure(
    times: ArrayLike, curves: Mapping[str, ArrayLike], seen: float, title: str = ""
) -> "Figure":
    """Draw how far a planet is ahead of Kepler's ellipse.

    Parameters
    ----------
    times : array_like, shape (t,)
        Years.
    curves : mapping of str to array_like, shape (t,)
        Arcminutes, by name.
    seen : float
        Half width of the band that could not be told from zero, arcminutes.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.0, 3.9))
    label = text(en=f"within {seen:g}′: Tycho could not tell", ko=f"{seen:g}′ 안: 튀코가 가릴 수 없음")
    ax.axhspan(-seen, seen, color=COLOURS["sky"], alpha=0.25, linewidth=0, label=label)
    for (name, values), colour in zip(curves.items(), ("vermilion", "black"), strict=False):
        ax.plot(times, values, color=COLOURS[colour], label=name, linewidth=1.3)
    ax.set(
        xlabel=text(en="time / years", ko="시간 / 년"),
        ylabel=text(en="ahead of the ellipse / arcmin", ko="타원보다 앞선 정도 / 분"),
        title=title,
    )
    ax.legend(fontsize=8.5, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
    return fig


def read_back_figure(
    distances: ArrayLike,
    true: ArrayLike,
    networks: Sequence[ArrayLike],
    seen: tuple[float, float],
    title: str = "",
) -> "Figure":
    """Draw the pull towards the centre by the law and by networks, and the local exponent below.

    Parameters
    ----------
    distances : array_like, shape (n,)
        au.
    true : array_like, shape (n,)
        Pull by the law, au per year^2.
    networks : sequence of array_like, shape (n,)
        The same by each network.
    seen : (float, float)
        Nearest and farthest distance of the data.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    r = np.asarray(distances, dtype=float)
    fig, (top, low) = pyplot.subplots(2, 1, figsize=(8.0, 5.6), sharex=True, height_ratios=[2.2, 1.5])
    law = text(en="the law", ko="법칙")
    net = text(en="networks", ko="신경망")
    rows = [(np.asarray(true), "black", "--", law)]
    rows += [(np.asarray(one), "vermilion", "-", net if k == 0 else None) for k, one in enumerate(networks)]
    for values, colour, style, name in rows:
        pull = np.where(values > 0, values, np.nan)
        top.plot(r, pull, style, color=COLOURS[colour], label=name, linewidth=1.3)
        low.plot(r, -np.gradient(np.log(pull), np.log(r)), style, color=COLOURS[colour], linewidth=1.3)
    for ax in (top, low):
        ax.axvspan(*seen, color=COLOURS["sky"], alpha=0.2, linewidth=0)
    top.set(
        xscale="log",
        yscale="log",
        ylabel=text(en="pull / au per year²", ko="끄는 세기 / au 년⁻²"),
        title=title,
    )
    low.set(
        xscale="log",
        ylim=(-1, 5),
        xlabel=text(en="distance / au (shaded: the data)", ko="거리 / au (칠한 곳: 데이터)"),
        ylabel=text(en="local exponent", ko="그 자리의 지수"),
    )
    low.set_xticks([0.25, 0.5, 1, 2, 4])
    low.xaxis.set_major_formatter("{x:g}")
    low.xaxis.set_minor_formatter("")
    top.legend(fontsize=8.5)
    return fig


def lengths_figure(lengths: Mapping[str, tuple[Length, bool]], title: str = "") -> "Figure":
    """Draw code lengths as bars, the shortest on top: formula, numbers, what is left over.

    Parameters
    ----------
    lengths : mapping of str to (Length, bool)
        By name; whether the candidate can be read.
    title : str
        Shown above.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    order = sorted(lengths, key=lambda name: -lengths[name][0].total)
    fig, ax = pyplot.subplots(figsize=(8.0, 0.42 * len(order) + 1.6))
    parts = [
        (text(en="formula", ko="식"), "black", [lengths[name][0].symbols for name in order]),
        (text(en="numbers", ko="수"), "orange", [lengths[name][0].numbers for name in order]),
        (text(en="what is left over", ko="남는 것"), "sky", [lengths[name][0].rest for name in order]),
    ]
    left = np.zeros(len(order))
    for name, colour, values in parts:
        ax.barh(range(len(order)), values, left=left, color=COLOURS[colour], label=name, height=0.65)
        left += values
    for row, total in enumerate(left):
        ax.annotate(
            f"{total:,.0f}",
            (total, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
    ax.set_yticks(range(len(order)), order)
    for tick, name in zip(ax.get_yticklabels(), order, strict=True):
        tick.set_color(COLOURS["blue" if lengths[name][1] else "vermilion"])
    ax.set(
        xlabel=text(en="bits (blue names can be read)", ko="비트 (파란 이름은 읽히는 것)"),
        title=title,
        xlim=(0, left.max() * 1.12),
    )
    ax.grid(False, axis="y")
    ax.legend(fontsize=8.5, loc="upper right")
    return fig


def senses_figure(
    view: View,
    boxes: Mapping[str, Box],
    supports: Sequence[tuple[str, str]],
    attacks: Sequence[tuple[str, str]],
    senses: Mapping[str, str],
) -> "Figure":
    """Draw a few claims with what stands and falls, and the sense in which a word is read in each premise.

    Parameters
    ----------
    view : View
        The map seen with a choice.
    boxes : mapping of str to Box
        Claims to draw.
    supports, attacks : sequence of (str, str)
        From a claim to another. What comes from a claim that does not stand is dotted.
    senses : mapping of str to str
        Words written beside premises.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(10.0, 5.2))
    xs, ys = ([getattr(box, axis) for box in boxes.values()] for axis in "xy")
    ax.set(xlim=(min(xs) - 0.6, max(xs) + 0.6), ylim=(min(ys) - 0.5, max(ys) + 0.5))
    ax.axis("off")
    frames = {
        name: _write_box(ax, name, box, view.status[name], senses.get(name)) for name, box in boxes.items()
    }
    fig.draw_without_rendering()  # arrows end at frames, so these must have their size
    for pairs, style, colour in (
        (supports, "-|>", "black"),
        (attacks, "-[,widthB=0.5,lengthB=0.15", "vermilion"),
    ):
        for source, target in pairs:
            live = view.status[source] == "stands"
            ends = [(boxes[name].x, boxes[name].y) for name in (target, source)]
            look = {
                "arrowstyle": style,
                "color": COLOURS[colour if live else "grey"],
                "linestyle": "-" if live else ":",
            }
            look |= {"patchA": frames[source], "patchB": frames[target], "shrinkA": 0, "shrinkB": 1}
            ax.annotate("", *ends, arrowprops=look)
    return fig


def _write_box(ax: "Axes", name: str, box: Box, status: str, sense: str | None) -> "FancyBboxPatch":
    colour = STATUS_COLOUR[status]
    lines = [f"{name} {box.label}", f"{STATUS_SIGN[status]} {STATUS_WORDS[status][language()]}"]
    lines += [f"[{sense}]"] if sense else []
    frame = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour, "linewidth": 1.6}
    frame["linestyle"] = "-" if status == "stands" else "--"
    place = {"ha": "center", "va": "center", "fontsize": 8.5, "color": colour}
    return ax.annotate("\n".join(lines), (box.x, box.y), bbox=frame, **place).get_bbox_patch()
