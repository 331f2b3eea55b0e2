"""Six objects, three kinds of transparency: the reader fills the grid and sees what follows and what clashes.

No cell has a right answer. Two things are computed. Where the grid differs from two readings that are written
down here with their reasons. And where it treats two objects differently that this notebook found alike in
what bears on that kind of transparency; the reader may have a reason, and is asked for it.

References
----------
K. A. Creel, Transparency in complex computational systems, Philos. Sci. 87, 568 (2020), doi:10.1086/709729.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from qmlaw.show.language import text
from qmlaw.show.sliders import live

if TYPE_CHECKING:
    from ipywidgets import VBox

OBJECTS = ("orbital", "amplitude", "functional", "weight", "vector", "environment")
KINDS = ("functional", "structural", "run")
Grid = dict[tuple[str, str], bool]
"""From (object, kind) to transparent or not; a cell that is not filled is missing."""


class Clash(NamedTuple):
    """Two objects that are alike in what bears on a kind of transparency, and were marked differently."""

    kind: str
    transparent: str
    opaque: str


#: What this notebook or an earlier one found, for each object, by kind of transparency: objects with the same
#: word are alike. "principle": an equation says what the object is for, and which changes leave everything as
#: it was. "fit": only a fit to data does. "design": its makers do. "turns": other numbers do the same work.
#: "fixed": given the inputs, no other numbers do. "solved": from equations. "seeded": from data and a seed,
#: which are kept. "written": a formula is evaluated.
FACTS: dict[str, dict[str, str]] = {
    "orbital": {"functional": "principle", "structural": "turns", "run": "solved"},
    "amplitude": {"functional": "principle", "structural": "turns", "run": "solved"},
    "functional": {"functional": "fit", "structural": "turns", "run": "written"},
    "weight": {"functional": "fit", "structural": "fixed", "run": "solved"},
    "vector": {"functional": "fit", "structural": "turns", "run": "seeded"},
    "environment": {"functional": "design", "structural": "fixed", "run": "written"},
}

#: The essay's reading as we understand it: ab initio work can be read and what models are made of cannot; a
#: functional has parameters, but it stands with ab initio work. And that of a critic: what turns cannot be
#: read, wherever it stands, and a fit says nothing. Neither finds fault with the run.
READINGS: dict[str, Grid] = {
    "author": {
        (thing, kind): kind == "run"
        or thing in ("orbital", "amplitude")
        or (thing == "functional" and kind == "functional")
        for thing in OBJECTS
        for kind in KINDS
    },
    "critic": {
        (thing, kind): kind == "run" or FACTS[thing][kind] in ("principle", "design", "fixed")
        for thing in OBJECTS
        for kind in KINDS
    },
}


def clashes(grid: Mapping[tuple[str, str], bool]) -> list[Clash]:
    """Pairs of objects with the same fact and different marks."""
    found = []
    for kind in KINDS:
        for one, other in combinations(OBJECTS, 2):
            marks = grid.get((one, kind)), grid.get((other, kind))
            if None in marks or marks[0] == marks[1] or FACTS[one][kind] != FACTS[other][kind]:
                continue
            found.append(Clash(kind, *((one, other) if marks[0] else (other, one))))
    return found


def outside(grid: Mapping[tuple[str, str], bool], kind: str) -> list[str]:
    """Objects marked opaque in one kind: what a premise that asks for this kind would put out of the web."""
    return [thing for thing in OBJECTS if grid.get((thing, kind)) is False]


def transparency_grid(start: str = "author") -> None:
    """Show the grid to fill, and below it, stored, what follows from the reading at the start.

    Parameters
    ----------
    start : {"author", "critic"}
        Whose marks it begins with.

    Raises
    ------
    ValueError
        If there is no such reading.
    """
    live(
        grid_panel(start),
        text(en="What can be seen through, and in which sense?", ko="무엇이 어떤 뜻에서 투명한가?"),
        answer_html(READINGS[start], table=True),
        text(en="Run this cell to fill the grid yourself", ko="이 셀을 실행하면 표를 직접 채울 수 있습니다"),
    )


def grid_panel(start: str = "author") -> VBox:
    """Return the grid and the answer as one widget: a box to tick means transparent."""
    import ipywidgets

    if start not in READINGS:
        raise ValueError(f"start is {start!r}; allowed are {', '.join(READINGS)}")
    names, kinds = object_names(), kind_names()
    ticks = {
        cell: ipywidgets.Checkbox(
            value=value, indent=False, description=kinds[cell[1]], layout={"width": "11em"}
        )
        for cell, value in READINGS[start].items()
    }
    answer = ipywidgets.HTML()

    def update(_change: Any) -> None:
        answer.value = answer_html({cell: tick.value for cell, tick in ticks.items()})

    for tick in ticks.values():
        tick.observe(update, names="value")
    rows = [
        ipywidgets.HBox(
            [ipywidgets.HTML(names[thing], layout={"width": "22em"}), *(ticks[thing, kind] for kind in KINDS)]
        )
        for thing in OBJECTS
    ]
    update(None)
    box = ipywidgets.VBox([*rows, answer])
    box.add_class("qmlaw-transparency")
    return box


def answer_html(grid: Mapping[tuple[str, str], bool], table: bool = False) -> str:
    """What a grid says: itself if wanted, differences from two readings, clashes, and what is put out."""
    names, kinds = object_names(), kind_names()
    parts = [_table_html(grid)] if table else []
    for name, title in (
        ("author", text(en="the author's reading", ko="글쓴이의 읽기")),
        ("critic", text(en="a critic's reading", ko="비판자의 읽기")),
    ):
        cells = [cell for cell, value in READINGS[name].items() if cell in grid and grid[cell] != value]
        words = ", ".join(f"{names[thing]} ({kinds[kind]})" for thing, kind in cells)
        none = text(en="nowhere", ko="없음")
        parts.append(
            f"<p>{text(en=f'Differs from {title} in', ko=f'{title}와 다른 칸')}: {escape(words) or none}</p>"
        )
    found = clashes(grid)
    lines = "".join(f"<li>{escape(_clash_words(clash))}</li>" for clash in found)
    alike = text(en="Alike on this page, marked differently", ko="이 페이지에서는 같은데 다르게 표시한 것")
    parts.append(f"<p>{alike}: {len(found)}</p><ul>{lines}</ul>")
    asked = {
        "structural": text(
            en="P10 as it stands (parts must be readable) puts out",
            ko="P10 그대로라면(부품이 읽혀야 한다) 밖에 놓이는 것",
        ),
        "functional": text(
            en="P10 revised (the principle must be readable) puts out",
            ko="고친 P10이라면(원리가 읽혀야 한다) 밖에 놓이는 것",
        ),
    }
    for kind, title in asked.items():
        words = ", ".join(names[thing] for thing in outside(grid, kind)) or text(en="nothing", ko="없음")
        parts.append(f"<p><strong>{escape(title)}</strong>: {escape(words)}</p>")
    return "".join(parts)


def object_names() -> dict[str, str]:
    """What the objects are called in the language of the page."""
    return {
        "orbital": text(en="orbital", ko="오비탈"),
        "amplitude": text(en="coupled-cluster amplitude", ko="짝진물치이론의 진폭"),
        "functional": text(en="parameter of a functional", ko="범함수의 파라미터"),
        "weight": text(en="weight of a kernel model", ko="커널 모델의 가중치"),
        "vector": text(en="atom vector of a DTNN", ko="DTNN의 원자 벡터"),
        "environment": text(en="atomic environment vector", ko="원자환경벡터"),
    }


def kind_names() -> dict[str, str]:
    """What the kinds of transparency are called in the language of the page."""
    return {
        "functional": text(en="functional", ko="기능"),
        "structural": text(en="structural", ko="구조"),
        "run": text(en="run", ko="실행"),
    }


def _clash_words(clash: Clash) -> str:
    names, kind = object_names(), kind_names()[clash.kind]
    why = {
        "principle": text(
            en="for both a principle says what they are for", ko="둘 다 무엇을 위한 것인지 원리가 말해 준다"
        ),
        "fit": text(
            en="for both only a fit says what they are for", ko="둘 다 무엇을 위한 것인지 맞춤만이 말해 준다"
        ),
        "turns": text(en="for both other numbers do the same work", ko="둘 다 다른 수가 같은 일을 한다"),
        "fixed": text(en="both are fixed by their inputs", ko="둘 다 입력이 정해 준다"),
        "solved": text(en="both are the solution of equations", ko="둘 다 방정식의 해다"),
        "written": text(en="both are a formula that is evaluated", ko="둘 다 식에 넣어 얻는다"),
    }[FACTS[clash.opaque][clash.kind]]
    one, other = names[clash.transparent], names[clash.opaque]
    return text(
        en=f"{kind}: {one} yes, {other} no, though {why}. What is the difference?",
        ko=f"{kind}: {one} 투명, {other} 불투명. 그런데 {why}. 무엇이 다른가?",
    )


def _table_html(grid: Mapping[tuple[str, str], bool]) -> str:
    names, kinds = object_names(), kind_names()
    yes, no = text(en="transparent", ko="투명"), text(en="opaque", ko="불투명")
    head = "".join(f"<th scope='col'>{escape(kinds[kind])}</th>" for kind in KINDS)
    body = ""
    for thing in OBJECTS:
        cells = "".join(f"<td>{yes if grid.get((thing, kind)) else no}</td>" for kind in KINDS)
        body += f"<tr><th scope='row'>{escape(names[thing])}</th>{cells}</tr>"
    return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"
