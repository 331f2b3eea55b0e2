"""Drawings of notebook 08: learning curves, errors taken over, lines against a mass, the web of laws."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


#: Of the circle in the middle of the web.
_RADIUS = 0.52


class Learner(NamedTuple):
    """One learning curve: name, training sizes (K,), errors for each seed (S, K), colour, marker."""

    name: str
    sizes: ArrayLike
    errors: ArrayLike
    colour: str = "blue"
    marker: str = "o"


class Thread(NamedTuple):
    """One thread of the web: a quantity of another law, its field, and what was found.

    kept: True, False, or None if it was not tried. found: a few words, shown small. by_mass: whether the mass
    of a nucleus enters.
    """

    quantity: str
    field: str
    kept: bool | None
    found: str = ""
    by_mass: bool = False


def learners_figure(
    learners: Sequence[Learner], ylabel: str, baseline: float, without: str, target: float | None = None
) -> "Figure":
    """Learning curves on logarithmic axes, means over seeds with their range.

    Parameters
    ----------
    learners : sequence of Learner
        In the order of the legend.
    ylabel : str
        Name of the vertical axis with its unit.
    baseline : float
        Error without learning.
    without : str
        What that is.
    target : float, optional
        Error at which the learners are compared.

    Returns
    -------
    matplotlib Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(8.0, 4.2))
    for one in learners:
        errors = np.atleast_2d(one.errors)
        colour = COLOURS[one.colour]
        ax.plot(one.sizes, errors.mean(axis=0), f"{one.marker}-", color=colour, markersize=5, label=one.name)
        ax.fill_between(
            one.sizes, errors.min(axis=0), errors.max(axis=0), color=colour, alpha=0.15, linewidth=0
        )
    ax.axhline(baseline, color=COLOURS["grey"], linestyle=":", linewidth=1.2, label=without)
    if target is not None:
        ax.axhline(target, color=COLOURS["black"], linestyle="--", linewidth=0.9)
    ax.set(xscale="log", yscale="log", xlabel=text(en="training examples", ko="학습 예의 수"), ylabel=ylabel)
    ax.legend(fontsize=8.5, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


def inheritance_figure(labels: ArrayLike, predictions: ArrayLike, slope: float, name: str) -> "Figure":
    """What a model says beyond the best method, over what its labels say beyond it.

    Parameters
    ----------
    labels, predictions : array_like (n,)
        Less the best method, kcal/mol.
    slope : float
        Of the line through zero.
    name : str
        The method of the labels.
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(5.6, 4.6))
    low, high = min(np.min(labels), np.min(predictions)), max(np.max(labels), np.max(predictions))
    ends = np.array([low, high])
    ax.plot(
        ends, ends, "-", color=COLOURS["grey"], linewidth=1, label=text(en="takes it over", ko="물려받는다")
    )
    ax.plot(
        ends,
        0 * ends,
        ":",
        color=COLOURS["grey"],
        linewidth=1.4,
        label=text(en="keeps to nature", ko="자연을 따른다"),
    )
    ax.plot(labels, predictions, "o", color=COLOURS["blue"], markersize=3, alpha=0.5)
    ax.plot(
        ends,
        slope * ends,
        "--",
        color=COLOURS["vermilion"],
        label=text(en=f"slope {slope:.2f}", ko=f"기울기 {slope:.2f}"),
    )
    ax.set(
        xlabel=text(en=f"{name} − CCSD(T) / kcal/mol", ko=f"{name} − CCSD(T) / kcal/mol"),
        ylabel=text(en="model − CCSD(T) / kcal/mol", ko="모델 − CCSD(T) / kcal/mol"),
        title=text(en=f"labels: {name}", ko=f"라벨: {name}"),
    )
    ax.legend(fontsize=8.5)
    return fig


def spectrum_figure(
    masses: ArrayLike, lines: ArrayLike, observed: ArrayLike, mass: float, weighed: Mapping[str, float]
) -> "Figure":
    """Lines of a molecule against the mass of its hydrogen, with what is observed.

    Parameters
    ----------
    masses : array_like (K,)
        u.
    lines : array_like (K, n)
        Wavenumbers over those of ordinary hydrogen.
    observed : array_like (n,)
        The same ratios as observed for deuterium.
    mass : float
        Where the reader stands, u.
    weighed : mapping of str to float
        Masses by the balance, u, with their names.
    """
    from matplotlib import pyplot

    masses, lines = np.asarray(masses), np.asarray(lines)
    fig, ax = pyplot.subplots(figsize=(7.6, 4.2))
    looks = (("blue", "-"), ("green", "-"), ("purple", "--"))
    for k, (colour, style) in enumerate(looks[: lines.shape[1]]):
        label = text(en=f"mode {k + 1}", ko=f"모드 {k + 1}")
        ax.plot(masses, lines[:, k], style, color=COLOURS[colour], label=label)
        ax.axhline(observed[k], color=COLOURS[colour], linestyle=":", linewidth=1.3)
        ax.plot(mass, np.interp(mass, masses, lines[:, k]), "o", color=COLOURS[colour], markersize=7)
    for name, value in weighed.items():
        ax.axvline(value, color=COLOURS["grey"], linewidth=1)
        ax.annotate(name, (value, ax.get_ylim()[1]), xytext=(3, -11), textcoords="offset points", fontsize=9)
    ax.axvline(mass, color=COLOURS["vermilion"], linestyle="--", linewidth=1.2)
    ax.set(
        xlabel=text(en="mass of both hydrogens / u", ko="두 수소의 질량 / u"),
        ylabel=text(en="wavenumber, H$_2$O = 1", ko="파수, H$_2$O = 1"),
        title=text(en="dotted: observed for D$_2$O", ko="점선: 관측된 D$_2$O"),
    )
    ax.legend(fontsize=8.5)
    return fig


def web_figure(threads: Sequence[Thread], middle: str, inside: Sequence[str], title: str = "") -> "Figure":
    """What was learned in the middle, its inside within, and the quantities of other laws around it.

    Parameters
    ----------
    threads : sequence of Thread
        Clockwise from the top.
    middle : str
        What was learned.
    inside : sequence of str
        What the model is made of; no law was found to meet it.
    title : str
        Shown above.
    """
    from matplotlib import pyplot
    from matplotlib.patches import Circle

    fig, ax = pyplot.subplots(figsize=(9.0, 5.8))
    ax.set(xlim=(-2.1, 2.1), ylim=(-1.42, 1.22), aspect="equal", title=title)
    ax.axis("off")
    looks = {True: ("blue", "-", 2.2), False: ("vermilion", "--", 1.8), None: ("grey", ":", 1.2)}
    angles = np.pi / 2 - 2 * np.pi * (np.arange(len(threads)) + 0.5) / len(threads)
    for thread, angle in zip(threads, angles, strict=True):
        colour, style, width = looks[thread.kept]
        end = np.array([np.cos(angle) * 1.2, np.sin(angle)])
        start = _RADIUS * end / np.linalg.norm(end)
        ax.plot(
            *zip(start, end, strict=True), linestyle=style, color=COLOURS[colour], linewidth=width, zorder=1
        )
        marker = {"marker": "s" if thread.by_mass else "o", "markersize": 9}
        ax.plot(*end, color=COLOURS[colour], zorder=2, **marker)
        _write_thread(ax, thread, end)
    ax.add_patch(
        Circle((0, 0), _RADIUS, facecolor="#F3F3F3", edgecolor=COLOURS["black"], linewidth=1.4, zorder=3)
    )
    ax.text(
        0,
        0.30,
        middle,
        ha="center",
        va="center",
        fontsize=10,
        zorder=4,
    )
    for k, word in enumerate(inside):
        place = (0, 0.02 - 0.15 * k)
        ax.text(
            *place,
            word,
            ha="center",
            va="center",
            fontsize=8.5,
            color=COLOURS["grey"],
            style="italic",
            zorder=4,
        )
    _explain(ax, looks)
    return fig


def _write_thread(ax: "Axes", thread: Thread, end: np.ndarray) -> None:
    """Name and finding of a thread, outside its end."""
    side = "left" if end[0] > 0.15 else "right" if end[0] < -0.15 else "center"
    shift = {"left": 0.09, "right": -0.09, "center": 0.0}[side]
    lift = 0.17 * np.sign(end[1]) if side == "center" else 0.0
    words = f"{thread.quantity}\n" + ", ".join(word for word in (thread.field, thread.found) if word)
    ax.text(end[0] + shift, end[1] + lift, words, ha=side, va="center", fontsize=9.5, linespacing=1.35)


def _explain(ax: "Axes", looks: Mapping[bool | None, tuple[str, str, float]]) -> None:
    names = {
        True: text(en="kept", ko="이어져 있다"),
        False: text(en="lost", ko="끊어졌다"),
        None: text(en="not tried", ko="재지 않았다"),
    }
    for kept, (colour, style, width) in looks.items():
        ax.plot([], [], linestyle=style, color=COLOURS[colour], linewidth=width, label=names[kept])
    ax.plot([], [], "s", color=COLOURS["grey"], label=text(en="the mass m enters", ko="질량 m이 들어간다"))
    ax.legend(fontsize=8.5, loc="lower center", ncols=4, bbox_to_anchor=(0.5, -0.02))
