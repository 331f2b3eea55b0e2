"""Gradual strengths of conclusions: every semantics in one picture, so that no one reads a single number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qmlaw.argument.claims import Claim
from qmlaw.argument.gradual import WARNING, Interval
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import language, text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKERS = {
    "df-quad": ("o", COLOURS["blue"]),
    "quadratic energy": ("s", COLOURS["vermilion"]),
    "noisy-or": ("^", COLOURS["green"]),
}


def strengths_figure(
    claims: Mapping[str, Claim], found: Mapping[str, Interval], names: Sequence[str] | None = None
) -> Figure:
    """Draw the interval of each claim and the strength under every setting.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    found : mapping
        From :func:`qmlaw.argument.gradual.intervals`.
    names : sequence of str, optional
        Ids of the claims to draw, from top to bottom; default the conclusions.

    Returns
    -------
    matplotlib.figure.Figure
        Show it with :func:`strengths_text` as its text alternative.

    Raises
    ------
    ValueError
        If a name is not a claim.
    """
    from matplotlib.figure import Figure

    shown = _shown(claims, names)
    figure = Figure(figsize=(7.0, 1.6 + 0.45 * len(shown)), layout="constrained")
    axes = figure.add_subplot()
    for row, name in enumerate(shown):
        interval = found[name]
        axes.plot(
            [interval.low, interval.high], [row, row], color="#C9C9C9", lw=7, solid_capstyle="butt", zorder=1
        )
        for semantics, (marker, colour) in MARKERS.items():
            values = [
                value for setting, value in interval.by_setting.items() if setting.semantics == semantics
            ]
            style = {"marker": marker, "color": colour, "markerfacecolor": "none", "linestyle": ""}
            axes.plot(values, [row] * len(values), label=semantics if row == 0 else None, **style)
    labels = [f"{name}  {claims[name].label[language()]}" for name in shown]
    axes.set_yticks(range(len(shown)), labels)
    axes.set(xlim=(-0.03, 1.03), ylim=(len(shown) - 0.5, -0.5))
    axes.set_xlabel(text(en="strength, 0 to 1", ko="세기, 0에서 1"))
    axes.grid(axis="y", visible=False)
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    return figure


def strengths_text(
    claims: Mapping[str, Claim], found: Mapping[str, Interval], names: Sequence[str] | None = None
) -> str:
    """Say the intervals in words, with the warning that belongs to them.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    found : mapping
        From :func:`qmlaw.argument.gradual.intervals`.
    names : sequence of str, optional
        Ids of the claims; default the conclusions.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a name is not a claim.
    """
    parts = []
    for name in _shown(claims, names):
        low, high = f"{found[name].low:.2f}", f"{found[name].high:.2f}"
        span = text(en=f"{low} to {high}", ko=f"{low}에서 {high}")
        parts.append(f"{name} {claims[name].label[language()]}: {span}")
    return f"{'; '.join(parts)}. {WARNING[language()]}"


def _shown(claims: Mapping[str, Claim], names: Sequence[str] | None) -> list[str]:
    if names is None:
        return [claim.id for claim in claims.values() if claim.kind == "C"]
    unknown = [name for name in names if name not in claims]
    if unknown:
        raise ValueError(f"not a claim: {', '.join(unknown)}; known are {', '.join(claims)}")
    return list(names)
