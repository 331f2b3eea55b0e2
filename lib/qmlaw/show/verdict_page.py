"""A reader's verdict on one sheet of paper: conclusions, what carries them, and the reader's own words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qmlaw.argument import language as current_language
from qmlaw.argument.answers import Answers
from qmlaw.argument.claims import Claim
from qmlaw.argument.dependency import dependency_view
from qmlaw.argument.reasons import Reason, reasons_against
from qmlaw.show.claim_map import WORDS as MAP_WORDS
from qmlaw.show.fonts import use_korean_font
from qmlaw.show.verdict_text import verdict_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT, MARGIN = 8.27, 11.69, 0.8  # A4, inches
TITLE_SIZE, HEADING_SIZE, TEXT_SIZE, LEADING = 16, 10.5, 9, 1.42
WORDS = {
    "title": {"en": "My verdict on the argument", "ko": "논증에 대한 나의 판단"},
    "cut": {
        "en": "… cut to one page; the answers themselves are in the file.",
        "ko": "… 한 쪽에 맞추어 줄임. 답 전체는 파일에 있다.",
    },
}


def verdict_page(
    claims: Mapping[str, Claim],
    answers: Answers,
    conclusion: str = "C3",
    reasons: Iterable[Reason] | None = None,
    language: str | None = None,
) -> Figure:
    """Write a reader's verdict on one page.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    answers : Answers
        The reader's choice, name and note.
    conclusion : str
        Id of the claim whose ground is laid open.
    reasons : iterable of Reason, optional
        What is recorded against claims; default what is stored.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    matplotlib.figure.Figure
        An A4 page. What does not fit is left out, and the page says so. ``get_label()`` holds all the text.

    Raises
    ------
    ValueError
        If the answers do not fit the claims, or ``conclusion`` is not a claim.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    chosen = current_language(language)
    view = dependency_view(claims, answers.choice)
    recorded = reasons_against(claims) if reasons is None else reasons
    blocks = verdict_text(view, answers, conclusion, recorded, chosen)
    title = WORDS["title"][chosen] + (f": {answers.reader}" if answers.reader else "")
    with mpl.rc_context():
        if chosen == "ko" or not (title + answers.note).isascii():
            use_korean_font()
        sheet = _Sheet(Figure(figsize=(WIDTH, HEIGHT), layout="none"), WORDS["cut"][chosen])
        sheet.write(title, TITLE_SIZE)
        sheet.write(MAP_WORDS["caption"][chosen], TEXT_SIZE, color="#5a5a5a")
        for block in blocks:
            sheet.space(0.5)
            sheet.write(block.heading, HEADING_SIZE, color="#0072B2")
            for line in block.lines:
                sheet.write(line, TEXT_SIZE)
        sheet.figure.set_label("\n".join([title, *(f"{b.heading}\n" + "\n".join(b.lines) for b in blocks)]))
    return sheet.figure


def pdf(fig: Figure) -> bytes:
    """Render a figure as PDF, the same bytes in every run.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; the first line of ``get_label()`` becomes the title of the document.

    Returns
    -------
    bytes
    """
    raw = io.BytesIO()
    title = fig.get_label().partition("\n")[0]
    metadata = {"Title": title, "CreationDate": None, "Creator": None, "Producer": None}
    fig.savefig(raw, format="pdf", metadata=metadata)
    return raw.getvalue()


class _Sheet:
    """A page that is filled with lines from the top; lines that no longer fit are dropped, and it says so."""

    def __init__(self, figure: Figure, cut_note: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        self.figure, self.cut_note = figure, cut_note
        self.renderer = FigureCanvasAgg(figure).get_renderer()
        self.top, self.full = HEIGHT - MARGIN, False

    def space(self, lines: float) -> None:
        self.top -= lines * TEXT_SIZE * LEADING / 72

    def write(self, text: str, size: float, **style: str) -> None:
        for line in self._wrapped(text, size):
            height = size * LEADING / 72
            if self.full:
                return
            if self.top - height < MARGIN + TEXT_SIZE * LEADING / 72:
                line, size, style, self.full = self.cut_note, TEXT_SIZE, {"color": "#5a5a5a"}, True
            place = MARGIN / WIDTH, self.top / HEIGHT
            self.figure.text(*place, line, size=size, va="top", parse_math=False, **style)
            self.top -= height

    def _wrapped(self, text: str, size: float) -> list[str]:
        """Break a text at spaces, or inside a word that alone is too long, to the width of the page."""
        from matplotlib.font_manager import FontProperties

        font, room = FontProperties(size=size), (WIDTH - 2 * MARGIN) * self.figure.dpi

        def fits(line: str) -> bool:
            return self.renderer.get_text_width_height_descent(line, font, ismath=False)[0] <= room

        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if fits(longer):
                lines[-1] = longer
                continue
            if lines[-1]:
                lines.append("")
            for letter in word:
                if not fits(lines[-1] + letter):
                    lines.append("")
                lines[-1] += letter
        return lines
