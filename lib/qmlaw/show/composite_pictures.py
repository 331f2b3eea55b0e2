"""Pictures of composite methods: what each term adds to an energy, and which of them are fitted."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qmlaw.molecules import Molecules
from qmlaw.reference.composite import CompositeEnergy
from qmlaw.reference.composite.result import KINDS
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import language, text
from qmlaw.units import HARTREE_TO_KCAL_MOL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Colour and hatching of the kinds of terms: apart in colour, in grey, and where ink is all black.
_STYLES = {
    "ab initio": ("sky", ""),
    "nuclear motion": ("green", ".."),
    "measured": ("orange", "xx"),
    "fitted": ("vermilion", "//"),
}

_BAR = 0.62

#: How the points of methods are drawn: colour, shape.
_MARKERS = {
    "G2": ("orange", "s"),
    "G2(MP2)": ("orange", "D"),
    "G3": ("green", "^"),
    "G3(MP2)": ("green", "v"),
    "G4": ("blue", "o"),
    "G4(MP2)": ("sky", "o"),
    "FPA-DZ": ("purple", "v"),
    "FPA-TZ": ("purple", "s"),
    "FPA-TZ+CV": ("vermilion", "o"),
}

#: Deviations above this (kcal/mol) get the name of the molecule a second time, at the point.
_LARGE = 3.0


class _Step(NamedTuple):
    """One bar: name, where it starts and ends (kcal/mol), kind."""

    name: str
    start: float
    end: float
    kind: str


def waterfall_figure(energy: CompositeEnergy, *, whole: bool = False, title: str = "") -> "Figure":
    """Terms of a composite energy one after the other, each bar beginning where the one before ended.

    The first term is hundreds of times larger than the others, of an atomization energy still ten times. So
    the axis begins where the first term ends; its size is written beside it.

    Parameters
    ----------
    energy : CompositeEnergy
        An energy, or an atomization energy from `qmlaw.reference.composite.atomization`.
    whole : bool
        Draw the first term, too, on an axis that begins at zero: how small the others are.
    title : str
        Shown above; default: the method and the formula.

    Returns
    -------
    matplotlib Figure
        kcal/mol; kinds of terms differ by colour and hatching, and every bar carries its value.
    """
    from matplotlib import pyplot

    steps = _steps(energy)
    fig, ax = pyplot.subplots(figsize=(8.0, 1.3 + 0.42 * (len(steps) + 1)))
    base, total = 0.0 if whole else steps[0].end, steps[-1].end
    for row, step in enumerate(steps):
        if row or whole:
            _bar(ax, row, step, base)
        _join(ax, row, step.end - base)
    ax.barh(len(steps), total - base, height=_BAR, color="white", edgecolor=COLOURS["black"], linewidth=1.2)
    if not whole:
        ax.plot(0, 0, "D", color=COLOURS[_STYLES[steps[0].kind][0]], markersize=7)
        ax.axvline(0, color=COLOURS["grey"], linewidth=0.8)
        _write(ax, 0, 0.0, f"{steps[0].end:,.2f}")
    for row, step in list(enumerate(steps))[0 if whole else 1 :]:
        _write(ax, row, max(step.start, step.end) - base, f"{step.end - step.start:{'+' if row else ''},.2f}")
    _write(ax, len(steps), max(total - base, 0.0), f"{total:,.2f}")
    reached = [0.0 if whole else base, *(step.end for step in steps)]
    low, high = min(reached) - base, max(reached) - base
    ax.set_xlim(low - 0.03 * (high - low), high + 0.13 * (high - low))
    names = [step.name for step in steps] + [text(en="sum", ko="합")]
    ax.set(
        yticks=range(len(names)),
        yticklabels=names,
        ylim=(len(names) - 0.4, -0.6),
        xlabel=_axis_label(steps[0].name, whole),
        title=title or f"{energy.method}, {energy.formula}",
    )
    ax.grid(axis="y", visible=False)
    _legend(ax, [step.kind for step in steps])
    return fig


def deviations_figure(molecules: Molecules) -> "Figure":
    """Enthalpies of formation of a set of composite methods minus the measured ones, by molecule and method.

    Parameters
    ----------
    molecules : Molecules
        The set `thermochemistry` or `focal_point`: METHOD/formation_298, METHOD/known, experiment.

    Returns
    -------
    matplotlib Figure
        kcal/mol over the molecules, small ones first; between the dashed lines is chemical accuracy. The
        legend has the mean absolute deviation of each method.
    """
    from matplotlib import pyplot

    measured = molecules.value("experiment", "kcal/mol")
    places = np.arange(len(molecules))
    fig, ax = pyplot.subplots(figsize=(max(6.0, 1.5 + 0.2 * len(molecules)), 4.4))
    for method, (colour, marker) in _MARKERS.items():
        if f"{method}/known" not in molecules.properties:
            continue
        known = molecules.value(f"{method}/known", "1").astype(bool)
        errors = (molecules.value(f"{method}/formation_298", "kcal/mol") - measured)[known]
        if len(errors) == 0:
            continue
        label = f"{method} ({np.abs(errors).mean():.2f})"
        style = {"color": COLOURS[colour], "ms": 4.5, "mec": COLOURS["black"], "mew": 0.4, "ls": ""}
        ax.plot(places[known], errors, marker, label=label, **style)
        for place, error in zip(places[known], errors, strict=True):
            if abs(error) > _LARGE:
                note = {"xytext": (4, 2), "textcoords": "offset points", "fontsize": 6}
                ax.annotate(molecules.names[place], (place, error), **note)
    for height, line in ((-1, "--"), (0, "-"), (1, "--")):
        ax.axhline(height, color=COLOURS["grey"], linewidth=0.8, linestyle=line, zorder=0)
    ax.set_xticks(places, molecules.names, rotation=90, fontsize=7)
    ax.set_xlim(-0.8, len(molecules) - 0.2)
    ax.set_ylabel(text(en="calculated − measured / kcal/mol", ko="계산값 − 측정값 / kcal/mol"))
    ax.set_title(text(en="enthalpy of formation at 298 K", ko="298 K에서의 생성엔탈피"))
    fig.legend(loc="outside lower center", ncols=3, fontsize=8)
    return fig


def _steps(energy: CompositeEnergy) -> list[_Step]:
    steps, reached = [], 0.0
    for part in energy.parts:
        end = reached + part.energy * HARTREE_TO_KCAL_MOL
        steps.append(_Step(part.name, reached, end, part.kind))
        reached = end
    return steps


def _bar(ax: "Axes", row: int, step: _Step, base: float) -> None:
    colour, hatch = _STYLES[step.kind]
    style = {"color": COLOURS[colour], "hatch": hatch, "edgecolor": COLOURS["black"], "linewidth": 0.6}
    ax.barh(row, step.end - step.start, left=step.start - base, height=_BAR, **style)


def _join(ax: "Axes", row: int, x: float) -> None:
    """A thin line from the end of a bar to the next one."""
    ax.plot([x, x], [row - _BAR / 2, row + 1 + _BAR / 2], color=COLOURS["black"], linewidth=0.7)


def _write(ax: "Axes", row: int, x: float, words: str) -> None:
    """A value at the right end of a bar."""
    place = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
    ax.annotate(words.replace("-", "−"), (x, row), fontsize=9, **place)


def _axis_label(first: str, whole: bool) -> str:
    if whole:
        return text(en="energy / kcal/mol", ko="에너지 / kcal/mol")
    return text(en=f"added to {first} / kcal/mol", ko=f"{first}에 더한 값 / kcal/mol")


def _legend(ax: "Axes", kinds: list[str]) -> None:
    from matplotlib.patches import Patch

    patches = [
        Patch(facecolor=COLOURS[colour], hatch=hatch, edgecolor=COLOURS["black"], linewidth=0.6,
              label=KINDS[kind][language()])
        for kind, (colour, hatch) in _STYLES.items()
        if kind in kinds
    ]  # fmt: skip
    place = {"loc": "upper center", "bbox_to_anchor": (0.45, -0.16)}
    ax.legend(handles=patches, fontsize=9, ncols=len(patches), **place)
