"""The map of the claims as one static figure, readable without colour.

Claims of the essay are in layers (D below, I, then C on top), premises, objections and reinforcements beside
what they bear on. A support is a solid line with a filled head; premises that are needed together meet in a
dot. A rebuttal is dashed and ends in a bar; an undercut is dash-dotted and ends in a cross on the step it
attacks; what a claim presupposes hangs on a dotted line with an open head. The places are data:
``data/argument/map.yaml``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qmlaw.argument import language as current_language
from qmlaw.argument import load_claims, load_evidence
from qmlaw.argument.claims import KINDS, Claim, Edge, all_edges, steps
from qmlaw.show.claim_layout import HEIGHT, WIDTH, Layout, Point, load_layout
from qmlaw.show.fonts import use_korean_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FILL = {"D": "#cfe6f7", "I": "#c4e8dc", "P": "#fbf4bd", "C": "#fbdda6", "O": "#f0d3e3", "S": "#d5d9ee"}
INK, FAINT, ATTACK = "#1a1a1a", "#6b6b6b", "#b03a00"
LINE = {
    "support": {"color": INK, "linestyle": "-", "linewidth": 1.3},
    "rebut": {"color": ATTACK, "linestyle": (0, (5, 2.5)), "linewidth": 1.5},
    "undercut": {"color": ATTACK, "linestyle": (0, (6, 2, 1.2, 2)), "linewidth": 1.5},
    "presuppose": {"color": FAINT, "linestyle": (0, (1, 1.8)), "linewidth": 1.5},
}
HEAD = {
    "support": "-|>,head_length=0.38,head_width=0.2",
    "rebut": "|-|,widthA=0,widthB=0.5",
    "undercut": "-",
    "presuppose": "->,head_length=0.38,head_width=0.2",
}
EDGE_WORDS = {
    "support": {"en": "supports", "ko": "뒷받침"},
    "rebut": {"en": "rebuts the claim", "ko": "주장을 논박"},
    "undercut": {"en": "undercuts the step", "ko": "추론을 훼손"},
    "presuppose": {"en": "presupposes", "ko": "전제함"},
}
WORDS = {
    "title": {"en": "The claims of the essay", "ko": "글의 주장을 그린 지도"},
    "linked": {"en": "dot: premises needed together", "ko": "점: 함께 있어야 하는 전제"},
    "tacit": {"en": "dashed frame: tacit premise", "ko": "파선 테두리: 암묵적 전제"},
    "later": {"en": "grey, dotted frame: later notebook", "ko": "회색 점선 테두리: 뒤의 노트북"},
    "caption": {
        "en": "The map shows the structure of the argument. It does not compute truth.",
        "ko": "지도는 논증의 구조를 보여 줄 뿐, 참을 계산하지 않는다.",
    },
    "not_run": {"en": "not run", "ko": "미실행"},
}
MARKS = {"for": "^", "against": "v", "mixed": "D", "void": "o"}
OUTCOMES = {
    "for": {"en": "evidence for", "ko": "증거: 지지"},
    "against": {"en": "evidence against", "ko": "증거: 반대"},
    "mixed": {"en": "evidence mixed", "ko": "증거: 엇갈림"},
    "void": {"en": "run void", "ko": "실행 무효"},
}


def draw_claim_map(
    language: str | None = None, verdicts: bool = False, highlight: Iterable[str] = ()
) -> Figure:
    """Draw the map of the claims.

    Parameters
    ----------
    language : {"en", "ko"}, optional
        Language of the labels; default :func:`qmlaw.argument.language`.
    verdicts : bool, default False
        Mark claims that have an experiment with its computed verdict (full scale where there is one). Off by
        default, so that the map does not tell a reader what to predict.
    highlight : iterable of str
        Ids of claims to frame heavily.

    Returns
    -------
    matplotlib.figure.Figure
        Its ``get_label()`` holds the text alternative.

    Raises
    ------
    ValueError
        If ``highlight`` names something that is not a claim.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    chosen = current_language(language)
    claims, marked = load_claims(), set(highlight)
    if marked - set(claims):
        raise ValueError(
            f"not a claim: {', '.join(sorted(marked - set(claims)))}; known are {', '.join(claims)}"
        )
    layout = load_layout(claims)
    with mpl.rc_context():
        if chosen == "ko":
            use_korean_font()
        xs, ys = zip(*layout.places.values(), strict=True)
        left, right = min(xs) - WIDTH / 2 - 0.15, max(xs) + WIDTH / 2 + 0.15
        way_points = [point[1] for way in layout.routes.values() for point in way]
        top = max(max(ys) + HEIGHT / 2, *way_points) + 0.2
        bottom = min(ys) - HEIGHT / 2 - (1.75 if verdicts else 1.45)
        size = (right - left, top - bottom)
        figure = Figure(figsize=size, layout="none", label=text_alternative(chosen))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(left, right), ylim=(bottom, top))
        axes.set_axis_off()
        for edge in all_edges(claims):
            _draw_edge(axes, edge, layout)
        for step in steps(claims):
            if step.group in layout.junctions:
                _draw_junction(axes, layout.junctions[step.group], layout.places[step.target], step.group)
        for claim in claims.values():
            _draw_box(axes, claim, layout.places[claim.id], chosen, claim.id in marked)
            if verdicts:
                _draw_verdicts(axes, claim, layout.places[claim.id], chosen)
        notes = ["linked", "tacit"] + ["later"] * any(not claim.examined for claim in claims.values())
        _draw_legend(axes, (left + 0.15, min(ys) - HEIGHT / 2 - 0.3), chosen, notes, verdicts)
    return figure


def text_alternative(language: str | None = None) -> str:
    """Write the map as text, for readers who do not see the figure.

    Parameters
    ----------
    language : {"en", "ko"}, optional
        Language; default :func:`qmlaw.argument.language`.

    Returns
    -------
    str
        One line per claim: id, kind, label, and what it supports, attacks or presupposes.
    """
    chosen = current_language(language)
    lines = [WORDS["title"][chosen]]
    for claim in load_claims().values():
        links = "; ".join(f"{EDGE_WORDS[e.type][chosen]} → {e.target}" for e in claim.edges)
        line = f"{claim.id} ({KINDS[claim.kind][chosen]}): {claim.label[chosen]}"
        lines.append(f"{line}. {links}" if links else line)
    return "\n".join(lines)


def edge_name(edge: Edge) -> str:
    """Return the name that the line of an edge has in the drawing (its id in an SVG).

    Parameters
    ----------
    edge : Edge
        A link of the map.

    Returns
    -------
    str
        Also the start of the names of its parts: ``-way`` (all but the last piece), ``-sign`` (the cross).
    """
    return "-".join(["edge", edge.source, edge.type, edge.target, *([edge.group] if edge.group else [])])


def step_name(group: str) -> str:
    """Return the name of the arrow from where linked premises meet; with ``-sign`` that of the dot.

    Parameters
    ----------
    group : str
        Name of the step.

    Returns
    -------
    str
    """
    return f"step-{group}"


def _draw_edge(axes: Axes, edge: Edge, layout: Layout) -> None:
    start, end = layout.places[edge.source], layout.places[edge.target]
    way = layout.routes.get(f"{edge.source}-{edge.target}", [])
    joins = edge.group is not None
    if joins:
        end = layout.junctions[edge.group]
    first = _border(start, way[0] if way else end)
    last = end if joins else _border(end, way[-1] if way else start, gap=0.03)
    points = [first, *way, last]
    name = edge_name(edge)
    if edge.type == "undercut":
        points[-1] = _toward(last, points[-2], 0.13)
        cross = {"marker": "X", "markersize": 11, "color": ATTACK, "markeredgecolor": "white"}
        axes.plot(*points[-1], **cross, zorder=5, gid=f"{name}-sign")
    _draw_line(axes, points, edge.type, head="-" if joins else HEAD[edge.type], name=name)


def _draw_junction(axes: Axes, junction: Point, target: Point, group: str) -> None:
    axes.plot(*junction, marker="o", markersize=6, color=INK, zorder=4, gid=f"{step_name(group)}-sign")
    points = [junction, _border(target, junction, gap=0.03)]
    _draw_line(axes, points, "support", head=HEAD["support"], name=step_name(group))


def _draw_line(axes: Axes, points: list[Point], kind: str, head: str, name: str | None = None) -> None:
    from matplotlib.patches import FancyArrowPatch

    if len(points) > 2:
        way = {"solid_joinstyle": "round", "zorder": 1, "gid": name and f"{name}-way"}
        axes.plot(*zip(*points[:-1], strict=True), **LINE[kind], **way)
    style = {"arrowstyle": head, "mutation_scale": 14, "shrinkA": 0, "shrinkB": 0, "zorder": 1, **LINE[kind]}
    axes.add_patch(FancyArrowPatch(points[-2], points[-1], joinstyle="miter", gid=name, **style))


def _draw_box(axes: Axes, claim: Claim, place: Point, language: str, heavy: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = place
    frame = ":" if not claim.examined else "--" if claim.tacit else "-"
    width = 3.2 if heavy else 2.2 if claim.kind == "C" else 1.2
    box = FancyBboxPatch(
        (x - WIDTH / 2, y - HEIGHT / 2),
        WIDTH,
        HEIGHT,
        boxstyle="round,pad=0,rounding_size=0.09",
        facecolor=FILL[claim.kind] if claim.examined else "#f3f3f3",
        edgecolor=INK if claim.examined else FAINT,
        linestyle=frame,
        linewidth=width,
        zorder=2,
        gid=f"claim-{claim.id}",
    )
    axes.add_patch(box)
    ink = INK if claim.examined else "#4d4d4d"
    axes.text(
        x - WIDTH / 2 + 0.07,
        y + HEIGHT / 2 - 0.05,
        claim.id,
        color=ink,
        fontsize=10.5,
        va="top",
        weight="bold",
        family="DejaVu Sans",
        zorder=3,
        gid=f"name-{claim.id}",
    )
    label = "\n".join(_balanced(claim.label[language], 10 if language == "ko" else 17))
    centred = {"ha": "center", "va": "center", "linespacing": 1.1}
    axes.text(x, y - 0.1, label, color=ink, fontsize=10.5, zorder=3, gid=f"label-{claim.id}", **centred)


def _draw_verdicts(axes: Axes, claim: Claim, place: Point, language: str) -> None:
    x, y = place[0] + WIDTH / 2 - 0.12, place[1] + HEIGHT / 2 - 0.14
    for test_id in claim.evidence:
        runs = load_evidence(test_id)
        run = runs.get("full") or runs.get("quick")
        outcome = run.verdicts.get(claim.id) if run else None
        name = test_id if outcome else f"{test_id} {WORDS['not_run'][language]}"
        if outcome:
            style = {"markersize": 8, "color": INK, "markerfacecolor": "white"}
            axes.plot(x, y, marker=MARKS[outcome], **style, zorder=4, gid=f"outcome-{claim.id}")
        place = {"ha": "right", "va": "center", "zorder": 4, "gid": f"test-{claim.id}"}
        axes.text(x - (0.12 if outcome else -0.06), y, name, fontsize=9, **place)


def _draw_legend(axes: Axes, corner: Point, language: str, notes: Iterable[str], verdicts: bool) -> None:
    from matplotlib.patches import Rectangle

    x, y = corner
    left = x
    for kind, words in KINDS.items():
        axes.add_patch(Rectangle((left, y - 0.1), 0.28, 0.2, facecolor=FILL[kind], edgecolor=INK, lw=0.8))
        axes.text(left + 0.36, y, f"{kind}  {words[language]}", fontsize=10.5, va="center")
        left += 0.8 + len(words[language]) * (0.14 if language == "ko" else 0.078)
    for i, (kind, words) in enumerate(EDGE_WORDS.items()):
        left, low = x + 2.6 * i, y - 0.36
        _draw_line(axes, [(left, low), (left + 0.55, low)], kind, head=HEAD[kind])
        if kind == "undercut":
            axes.plot(left + 0.55, low, marker="X", markersize=10, color=ATTACK, markeredgecolor="white")
        axes.text(left + 0.72, low, words[language], fontsize=10.5, va="center")
    noted = "   ·   ".join(WORDS[key][language] for key in notes)
    axes.text(x, y - 0.7, noted, fontsize=10.5, va="center")
    axes.text(x, y - 0.98, WORDS["caption"][language], fontsize=10.5, va="center", color=FAINT)
    if verdicts:
        for i, (outcome, mark) in enumerate(MARKS.items()):
            left = x + 0.1 + 2.2 * i
            axes.plot(left, y - 1.28, marker=mark, markersize=8, color=INK, markerfacecolor="white")
            axes.text(left + 0.16, y - 1.28, OUTCOMES[outcome][language], fontsize=10.5, va="center")


def _balanced(text: str, width: int) -> list[str]:
    """Wrap to lines of about equal length, no more of them than ``width`` asks for."""
    lines = textwrap.wrap(text, width, break_long_words=False)
    while True:
        narrower = textwrap.wrap(text, width - 1, break_long_words=False)
        if len(narrower) > len(lines) or max(map(len, narrower)) >= width:
            return lines
        lines, width = narrower, width - 1


def _border(center: Point, toward: Point, gap: float = 0.0) -> Point:
    """Return where the line from ``center`` to ``toward`` leaves the box around ``center``."""
    dx, dy = toward[0] - center[0], toward[1] - center[1]
    reach = min(
        (WIDTH / 2 + gap) / abs(dx) if dx else float("inf"),
        (HEIGHT / 2 + gap) / abs(dy) if dy else float("inf"),
    )
    return center[0] + reach * dx, center[1] + reach * dy


def _toward(point: Point, other: Point, distance: float) -> Point:
    dx, dy = other[0] - point[0], other[1] - point[1]
    length = (dx * dx + dy * dy) ** 0.5
    return point[0] + distance * dx / length, point[1] + distance * dy / length
