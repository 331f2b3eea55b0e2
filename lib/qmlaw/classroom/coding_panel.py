"""The coding sheet of experiment T21 on the page: two rows of buttons per paper, saved at every choice."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from qmlaw.classroom.coding_sheet import ALLOWED, Coding, load_coding, load_papers, papers_file, save_coding
from qmlaw.show.language import text
from qmlaw.show.sliders import live

if TYPE_CHECKING:
    from ipywidgets import VBox


def coding_sheet(coder: str = "mine") -> None:
    """Show the sheet: one line per paper; without a kernel, the list of papers.

    Parameters
    ----------
    coder : str
        Name of the coder, and of the file under ``data/attitudes/codings``.

    Raises
    ------
    ValueError
        If the name is not letters, digits, ``-`` and ``_``, or the file that is there is damaged.
    """
    papers = load_papers().papers
    items = "".join(f"<li>{escape(_line(paper))}</li>" for paper in papers)
    live(
        coding_panel(coder),
        text(
            en="What does each abstract want: to predict or to explain?",
            ko="초록마다 무엇을 하려 하는가, 예측인가 설명인가?",
        ),
        f"<ol>{items}</ol>",
        text(en="Run this cell to code the papers", ko="이 셀을 실행하면 논문을 코딩할 수 있습니다"),
    )


def coding_panel(coder: str) -> VBox:
    """Return the sheet as a widget; a paper is saved once both its codes are chosen.

    Parameters
    ----------
    coder : str
        Name of the coder.

    Returns
    -------
    ipywidgets.VBox

    Raises
    ------
    ValueError
        As :func:`coding_sheet`.
    """
    import ipywidgets

    if not coder.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"coder is {coder!r}; allowed are letters, digits, - and _")
    path = papers_file().parent / "codings" / f"{coder}.csv"
    papers = load_papers()
    kept = dict(load_coding(path, papers).values) if path.exists() else {}
    note = ipywidgets.HTML()
    rows: dict[int, dict[str, Any]] = {}

    def save(_change: object) -> None:
        chosen = {n: {column: row[column].value for column in ALLOWED} for n, row in rows.items()}
        done = {n: values for n, values in chosen.items() if None not in values.values()}
        try:
            save_coding(Coding(coder, done), path)
        except OSError as error:
            note.value = f'<p role="status">{escape(str(error))}</p>'
            return
        words = text(
            en=f"{len(done)} of {len(rows)} papers saved in {path.name}.",
            ko=f"논문 {len(rows)}편 가운데 {len(done)}편을 {path.name}에 저장했습니다.",
        )
        note.value = f'<p role="status">{words}</p>'

    lines = []
    for paper in papers.papers:
        rows[paper.number] = {
            column: ipywidgets.ToggleButtons(
                options=[(_word(value), value) for value in allowed],
                value=kept.get(paper.number, {}).get(column),
                tooltips=[f"{paper.number}: {_word(value)}" for value in allowed],
                style={"button_width": "auto"},
            )
            for column, allowed in ALLOWED.items()
        }
        title = ipywidgets.HTML(f"{paper.number}. {escape(_line(paper))}", layout={"flex": "1 1 28em"})
        lines.append(ipywidgets.HBox([title, *rows[paper.number].values()], layout={"flex_flow": "row wrap"}))
    for row in rows.values():
        for buttons in row.values():
            buttons.observe(save, names="value")
    box = ipywidgets.VBox([*lines, note])
    box.add_class("qmlaw-coding")
    return box


def _line(paper: Any) -> str:
    return f"{paper.first_author}, {paper.year}: {paper.title}"


def _word(value: str) -> str:
    words = {
        "predict": text(en="predict", ko="예측"),
        "explain": text(en="explain", ko="설명"),
        "both": text(en="both", ko="둘 다"),
        "neither": text(en="neither", ko="둘 다 아님"),
        "yes": text(en="speaks of the inside", ko="속을 말함"),
        "no": text(en="does not", ko="말하지 않음"),
    }
    return words[value]
