"""Pictures of composite methods: what each term adds to an energy, and which of them are fitted."""

from typing import TYPE_CHECKING, NamedTuple

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
