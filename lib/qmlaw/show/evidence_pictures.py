"""All verdicts on one page: a table, a count by kind of claim, and how far thresholds are from flipping."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qmlaw import argument
from qmlaw.argument.claims import KINDS
from qmlaw.argument.dependency import STATUS_WORDS, View
from qmlaw.argument.evidence import Run
from qmlaw.argument.registry import Test
from qmlaw.argument.thresholds import Margin, margins
from qmlaw.show.figures import COLOURS
from qmlaw.show.language import language, text
from qmlaw.show.reader_map import STATUS_COLOUR, STATUS_SIGN
from qmlaw.show.table import Table, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OUTCOME_STYLE = {
    "for": (COLOURS["blue"], ""),
    "mixed": (COLOURS["sky"], "///"),
    "against": (COLOURS["vermilion"], "xx"),
    "void": ("#D9D9D9", ".."),
}
_WIDEST = 10.0  # margins beyond this factor are drawn at the edge


def strongest_run(test: str) -> Run | None:
    """Return the stored run of an experiment that counts: at full scale where there is one.

    Parameters
    ----------
    test : str
        For example ``"T6"``.

    Returns
    -------
    Run or None
        None if nothing was recorded.
    """
    runs = argument.load_evidence(test)
    return runs.get("full") or runs.get("quick")


def verdicts_table(tests: Mapping[str, Test] | None = None) -> Table:
    """Every experiment and every claim it judges, with both scales.

    Parameters
    ----------
    tests : mapping, optional
        Experiments by id; default all registered ones.

    Returns
    -------
    Table
        In the order of the numbers.
    """
    claims, rows = argument.load_claims(), []
    for test in _in_order(tests or argument.load_tests()):
        runs = argument.load_evidence(test.id)
        for claim in test.claims:
            words = [
                argument.outcome_word(runs[scale].verdicts[claim], language()) if scale in runs else None
                for scale in ("quick", "full")
            ]
            rows.append([test.id, test.title[language()], claim, claims[claim].label[language()], *words])
    columns = [
        "",
        text(en="experiment", ko="실험"),
        "",
        text(en="claim", ko="주장"),
        text(en="quick", ko="quick"),
        text(en="full", ko="full"),
    ]
    return table(rows, columns, caption=text(en="All verdicts.", ko="모든 판정."))


def count_figure() -> Figure:
    """Draw how many verdicts of each outcome the claims of each kind have got.

    Returns
    -------
    matplotlib.figure.Figure
        Show it with :func:`count_text` as its text alternative.
    """
    from matplotlib.figure import Figure

    counts = _counts()
    figure = Figure(figsize=(7.0, 0.9 + 0.5 * len(counts)), layout="constrained")
    axes = figure.add_subplot()
    for row, found in enumerate(counts.values()):
        start = 0
        for outcome, (colour, hatch) in OUTCOME_STYLE.items():
            if found[outcome]:
                axes.barh(
                    row, found[outcome], left=start, height=0.6, color=colour, hatch=hatch, edgecolor="white"
                )
                axes.text(start + found[outcome] / 2, row, str(found[outcome]), ha="center", va="center",
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
            start += found[outcome]
    axes.set_yticks(range(len(counts)), [f"{kind}  {KINDS[kind][language()]}" for kind in counts])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(text(en="number of verdicts", ko="판정의 수"))
    handles = [
        axes.barh(0, 0, color=colour, hatch=hatch, edgecolor="white")
        for colour, hatch in OUTCOME_STYLE.values()
    ]
    words = [argument.outcome_word(outcome, language()) for outcome in OUTCOME_STYLE]
    figure.legend(handles, words, loc="outside upper center", ncols=4)
    return figure


def count_text() -> str:
    """Say the counts in words.

    Returns
    -------
    str
    """
    return "; ".join(
        f"{kind} {KINDS[kind][language()]}: "
        + ", ".join(f"{argument.outcome_word(o, language())} {n}" for o, n in found.items() if n)
        for kind, found in _counts().items()
    )


def nearest_margins() -> list[tuple[Margin, str]]:
    """Find, for every verdict, the threshold that lies nearest to flipping it; void does not count.

    Returns
    -------
    list of (Margin, str)
        The margin and the verdict as it is; only where the threshold and its margin have the same sign.
        Nearest first.
    """
    found: dict[tuple[str, str], tuple[Margin, str]] = {}
    for test in argument.load_tests().values():
        run = strongest_run(test.id)
        for margin in margins(test, run) if run else ():
            key, now = (test.id, margin.threshold.claim), run.verdicts[margin.threshold.claim]
            if margin.outcome == "void" or now == "void" or margin.ratio is None:
                continue
            if key not in found or _distance(margin) < _distance(found[key][0]):
                found[key] = margin, now
    return sorted(found.values(), key=lambda one: _distance(one[0]))


def margins_figure() -> Figure:
    """Draw by which factor the nearest threshold of each verdict would have to move to flip it.

    Returns
    -------
    matplotlib.figure.Figure
        Show it with :func:`margins_text` as its text alternative.
    """
    from matplotlib.figure import Figure

    shown = nearest_margins()
    figure = Figure(figsize=(7.5, 1.2 + 0.3 * len(shown)), layout="constrained")
    axes = figure.add_subplot()
    for row, (margin, _now) in enumerate(shown):
        factor = min(max(margin.ratio, 1 / _WIDEST), _WIDEST)
        colour, _ = OUTCOME_STYLE[margin.outcome]
        axes.plot([1, factor], [row, row], color="#C9C9C9", lw=2, zorder=1)
        marker = "o" if factor == margin.ratio else (">" if factor > 1 else "<")
        axes.plot(factor, row, marker, color=colour, markeredgecolor="black", markersize=7)
    axes.axvline(1.0, color="black", lw=0.8)
    axes.set_xscale("log")
    ticks = (0.1, 0.2, 0.5, 1, 2, 5, 10)
    axes.set_xticks(ticks, [f"{t:g}" for t in ticks])
    axes.minorticks_off()
    axes.set_xlim(1 / _WIDEST / 1.2, _WIDEST * 1.2)
    axes.set_yticks(range(len(shown)), [_margin_label(margin, now) for margin, now in shown], fontsize=9)
    axes.invert_yaxis()
    axes.set_xlabel(text(en="threshold, as a multiple of the registered one", ko="문턱값, 등록한 값의 몇 배"))
    return figure


def margins_text() -> str:
    """Say the margins in words.

    Returns
    -------
    str
    """
    return "; ".join(
        f"{_margin_label(margin, now)}: {margin.threshold.metric} {margin.ratio:.3g}"
        for margin, now in nearest_margins()
    )


def statuses_figure(columns: Mapping[str, View], names: Sequence[str], title: str = "") -> Figure:
    """Draw the status of some claims for several readers side by side.

    Parameters
    ----------
    columns : mapping of str to View
        What heads each column, and the map seen with that reader's choice.
    names : sequence of str
        Ids of the claims, from top to bottom.
    title : str
        Text above.

    Returns
    -------
    matplotlib.figure.Figure
        Show it with :func:`statuses_text` as its text alternative.
    """
    from matplotlib.figure import Figure

    claims = next(iter(columns.values())).claims
    size = (max(7.5, 2.6 + 1.2 * len(columns)), 1.5 + 0.32 * len(names))
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.add_subplot()
    for column, view in enumerate(columns.values()):
        for row, name in enumerate(names):
            status = view.status[name]
            axes.plot(column, row, "o", color=STATUS_COLOUR[status], markersize=14)
            axes.text(column, row, STATUS_SIGN[status], color="white", weight="bold", family="DejaVu Sans",
                      ha="center", va="center_baseline")  # fmt: skip
            axes.text(column + 0.16, row, STATUS_WORDS[status][language()], va="center", fontsize=9.5)
    axes.set_yticks(range(len(names)), [f"{name}  {claims[name].label[language()]}" for name in names])
    axes.set_xticks(range(len(columns)), list(columns))
    axes.xaxis.tick_top()
    axes.set(xlim=(-0.4, len(columns) - 0.2), ylim=(len(names) - 0.5, -0.5))
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    if title:
        figure.suptitle(title, fontsize=11, x=0.02, ha="left")
    return figure


def statuses_text(columns: Mapping[str, View], names: Sequence[str]) -> str:
    """Say the statuses in words.

    Parameters
    ----------
    columns, names
        As in :func:`statuses_figure`.

    Returns
    -------
    str
    """
    return ". ".join(
        f"{head}: " + ", ".join(f"{name} {STATUS_WORDS[view.status[name]][language()]}" for name in names)
        for head, view in columns.items()
    )


def _in_order(tests: Mapping[str, Test]) -> list[Test]:
    return sorted(tests.values(), key=lambda test: int(test.id[1:]))


def _counts() -> dict[str, Counter]:
    counts: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    for test in argument.load_tests().values():
        run = strongest_run(test.id)
        for claim in test.claims if run else ():
            counts[claim[0]][run.verdicts[claim]] += 1
    return {kind: found for kind, found in counts.items() if found}


def _distance(margin: Margin) -> float:
    return abs(math.log(margin.ratio))


def _margin_label(margin: Margin, now: str) -> str:
    words = [argument.outcome_word(outcome, language()) for outcome in (now, margin.outcome)]
    return f"{margin.threshold.test} {margin.threshold.claim}: {words[0]} → {words[1]}"
