"""Drawings of notebook 11: false worlds beside the real one, learning curves in them, and base rates."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from qmlaw.argument.base_rates import posterior, prior_needed
from qmlaw.molecules import Molecules
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import text
from qmlaw.units import HARTREE_TO_KCAL_MOL

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Learning(NamedTuple):
    """Errors (S seeds, K sizes) of one set of labels, parts of their spread; name, colour, line style."""

    name: str
    errors: ArrayLike
    colour: str = "blue"
    style: str = "-"


#: Colours of the worlds, here and in the notebook.
WORLD_COLOURS = {
    "real": "black",
    "weak": "vermilion",
    "weaker": "orange",
    "soft": "green",
    "short": "blue",
    "heavy": "purple",
}


def by_world(molecules: Molecules) -> "Figure":
    """Energies of each false world over those of the real one; what is wrong lies off the cloud.

    Parameters
    ----------
    molecules : Molecules
        A set of worlds: properties ``hf/WORLD``, ``molecule``, ``temperature``. Where each geometry has a
        world of its own (``hf/own``), one panel each over the number of the geometry.

    Returns
    -------
    Figure
    """
    if "hf/own" in molecules.properties:
        place = np.array([str(name).rpartition("-in-")[2] for name in molecules.value("molecule")])
        own = molecules.value("hf/own", "hartree")
        clouds = {w: (np.arange((place == w).sum()), own[place == w]) for w in dict.fromkeys(place.tolist())}
        xlabel = text(en="number of the geometry", ko="구조 번호")
    else:
        shaken = np.char.find(molecules.value("molecule"), "-in-") >= 0
        real = molecules.value("hf/real", "hartree")[shaken]
        worlds = [n.removeprefix("hf/") for n in molecules.properties if n.startswith("hf/")]
        clouds = {
            world: (_relative(real), molecules.value(f"hf/{world}", "hartree")[shaken])
            for world in worlds
            if world != "real"
        }
        xlabel = text(en="real energy / kcal/mol", ko="실제 에너지 / kcal/mol")
    return clouds_figure({w: (x, _relative(y)) for w, (x, y) in clouds.items()}, xlabel)


def clouds_figure(
    clouds: Mapping[str, tuple[ArrayLike, ArrayLike]], xlabel: str, names: Mapping[str, str] | None = None
) -> "Figure":
    """One panel of dots for each world.

    Parameters
    ----------
    clouds : mapping
        World to horizontal positions and energies (kcal/mol).
    xlabel : str
        Of every panel.
    names : mapping, optional
        World to what stands above its panel.
    """
    from matplotlib import pyplot

    fig, axes = pyplot.subplots(1, len(clouds), figsize=(2.3 * len(clouds), 2.7), squeeze=False)
    for ax, (world, (x, y)) in zip(axes[0], clouds.items(), strict=True):
        ax.plot(x, y, ".", color=COLOURS[WORLD_COLOURS.get(world, "grey")], markersize=3)
        ax.set_title((names or {}).get(world, world), fontsize=9.5)
    axes[0, 0].set_ylabel(text(en="energy / kcal/mol", ko="에너지 / kcal/mol"))
    fig.supxlabel(xlabel, fontsize=10)
    return fig


def learning_figure(
    sizes: Sequence[int], curves: Sequence[Learning], title: str = "", bar: float | None = None
) -> "Figure":
    """Learning curves on logarithmic axes, a band over the seeds.

    Parameters
    ----------
    sizes : sequence of int
        Training points.
    curves : sequence of Learning
        In the order of the legend.
    title : str
        Shown above.
    bar : float, optional
        An error at which to draw a line.

    Returns
    -------
    Figure
    """
    from matplotlib import pyplot
    from matplotlib.ticker import NullFormatter, ScalarFormatter

    fig, ax = pyplot.subplots(figsize=(8.0, 4.4))
    for curve in curves:
        errors = np.atleast_2d(curve.errors)
        colour = COLOURS[curve.colour]
        middle = np.exp(np.log(errors).mean(axis=0))
        ax.plot(sizes, middle, "o" + curve.style, color=colour, markersize=4, label=curve.name)
        ax.fill_between(sizes, errors.min(axis=0), errors.max(axis=0), color=colour, alpha=0.15, linewidth=0)
    if bar is not None:
        ax.axhline(bar, color=COLOURS["grey"], linestyle=":", linewidth=1)
    ax.set(
        xscale="log",
        yscale="log",
        xlabel=text(en="training points", ko="학습 점의 수"),
        ylabel=text(en="error / spread of the labels", ko="오차 / 라벨의 퍼짐"),
        title=title,
    )
    ax.set_xticks(list(sizes))
    ax.xaxis.set_major_formatter(ScalarFormatter())
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.legend(fontsize=8.5, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


def posterior_figure(
    prior: float, if_true: float, if_false: float, measured: tuple[float, float] | None = None
) -> "Figure":
    """What success makes of a prior: the reader's likelihoods, and measured ones beside them.

    Parameters
    ----------
    prior, if_true, if_false : float
        The reader's numbers.
    measured : (float, float), optional
        Likelihoods if true and if false that were measured.

    Returns
    -------
    Figure
    """
    from matplotlib import pyplot

    priors = np.linspace(0, 1, 201)
    found = posterior(prior, if_true, if_false)
    fig, ax = pyplot.subplots(figsize=(7.0, 4.4))
    nothing = text(en="success teaches nothing", ko="성공이 아무것도 말해 주지 않을 때")
    ax.plot(priors, priors, ":", color=COLOURS["grey"], label=nothing)
    mine = text(en="your numbers", ko="당신의 수")
    ax.plot(priors, [posterior(p, if_true, if_false) for p in priors], color=COLOURS["blue"], label=mine)
    if measured is not None:
        curve = [posterior(p, *measured) for p in priors]
        label = text(en="measured (T15)", ko="잰 값 (T15)")
        ax.plot(priors, curve, "--", color=COLOURS["vermilion"], label=label)
        ax.plot(prior, posterior(prior, *measured), "s", color=COLOURS["vermilion"], markersize=7)
    ax.plot(prior, found, "o", color=COLOURS["blue"], markersize=8)
    needed = prior_needed(if_true, if_false)
    ax.axvspan(0, needed, color=COLOURS["sky"], alpha=0.15, linewidth=0)
    ax.axhline(0.5, color=COLOURS["grey"], linewidth=0.8)
    ax.set(
        xlim=(0, 1),
        ylim=(0, 1.02),
        xlabel=text(
            en="share of true theories before (base rate)", ko="성공을 보기 전 참인 이론의 비율(기저율)"
        ),
        ylabel=text(en="share of true ones among the successful", ko="성공한 이론 가운데 참의 비율"),
        title=text(
            en=f"posterior {found:.2f}; more likely true than not from a base rate of {needed:.2f}",
            ko=f"사후확률 {found:.2f}, 기저율 {needed:.2f}부터 참일 가능성이 더 크다",
        ),
    )
    ax.legend(loc="lower right", fontsize=9)
    return fig


def induction_figure(past: int, false: int, alike: float) -> "Figure":
    """What past theories say of a present one, if a past one counts as `alike` of a present one.

    Parameters
    ----------
    past, false : int
        Successful theories of the past, and how many of them turned out false.
    alike : float
        Worth of a past theory as a sample of present ones, 0 to 1.

    Returns
    -------
    Figure
    """
    from matplotlib import pyplot
    from scipy.stats import beta

    shares = np.linspace(0, 1, 301)
    known = beta(1 + alike * false, 1 + alike * (past - false))
    low, high = known.ppf([0.05, 0.95])
    fig, ax = pyplot.subplots(figsize=(7.0, 3.6))
    ax.plot(shares, known.pdf(shares), color=COLOURS["blue"])
    inside = (shares >= low) & (shares <= high)
    ax.fill_between(shares[inside], known.pdf(shares[inside]), color=COLOURS["blue"], alpha=0.15, linewidth=0)
    ax.axvline(known.mean(), color=COLOURS["vermilion"], linestyle="--")
    ax.set(
        xlim=(0, 1),
        xlabel=text(
            en="chance that a successful theory of today is false", ko="오늘의 성공한 이론이 거짓일 확률"
        ),
        ylabel=text(en="how probable that chance is", ko="그 확률의 확률밀도"),
        title=text(
            en=f"expected {known.mean():.2f}; nine in ten between {low:.2f} and {high:.2f}",
            ko=f"기댓값 {known.mean():.2f}, 열에 아홉은 {low:.2f}와 {high:.2f} 사이",
        ),
    )
    ax.set_ylim(bottom=0)
    return fig


def _relative(energies: ArrayLike) -> np.ndarray:
    """Energies (hartree) above the lowest, kcal/mol."""
    return (np.asarray(energies) - np.min(energies)) * HARTREE_TO_KCAL_MOL


def structure_figure(
    binding: tuple[ArrayLike, ArrayLike], isomers: tuple[ArrayLike, ArrayLike], names: tuple[str, str]
) -> "Figure":
    """Two theories of the same molecules: what they say each is worth, and what they say of two isomers.

    Parameters
    ----------
    binding, isomers : (array_like, array_like)
        Energies by the two theories, kcal/mol; differences of isomers by the two.
    names : (str, str)
        Of the theories.

    Returns
    -------
    Figure
    """
    from matplotlib import pyplot

    titles = (
        text(en="energy of a molecule", ko="분자의 에너지"),
        text(en="difference of two isomers", ko="두 이성질체의 차이"),
    )
    fig, axes = pyplot.subplots(1, 2, figsize=(8.6, 4.0))
    for ax, (x, y), title in zip(axes, (binding, isomers), titles, strict=True):
        ax.plot(x, y, ".", color=COLOURS["blue"], markersize=4, alpha=0.6)
        ends = [min(np.min(x), np.min(y)), max(np.max(x), np.max(y))]
        ax.plot(ends, ends, ":", color=COLOURS["grey"])
        ax.set(title=title, xlabel=f"{names[0]} / kcal/mol", ylabel=f"{names[1]} / kcal/mol")
    axes[1].axhline(0, color=COLOURS["grey"], linewidth=0.6)
    axes[1].axvline(0, color=COLOURS["grey"], linewidth=0.6)
    return fig


def transfer_figure(found: Mapping[str, ArrayLike], title: str = "") -> "Figure":
    """Error on larger molecules, one row for each set of labels, a dot for each seed.

    Parameters
    ----------
    found : mapping
        Name to errors (S,), parts of the error of counting atoms.
    title : str
        Shown above.

    Returns
    -------
    Figure
    """
    from matplotlib import pyplot

    fig, ax = pyplot.subplots(figsize=(7.6, 0.42 * len(found) + 1.2))
    for row, errors in enumerate(found.values()):
        ax.plot(
            errors, [row] * len(np.atleast_1d(errors)), "o", color=COLOURS["blue"], markersize=5, alpha=0.7
        )
        ax.plot(np.mean(errors), row, "|", color=COLOURS["vermilion"], markersize=16, markeredgewidth=2)
    ax.axvline(1.0, color=COLOURS["grey"], linestyle=":")
    ax.set_yticks(range(len(found)), list(found))
    ax.invert_yaxis()
    ax.set(
        xlim=(0, None),
        xlabel=text(en="error / error of counting atoms", ko="오차 / 원자 세기의 오차"),
        title=title,
    )
    return fig
