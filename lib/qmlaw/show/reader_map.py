"""The map of the claims with a reader's view on it: what was marked, what stands, what falls, what is open.

The drawing is that of :mod:`qmlaw.show.claim_map`. A frame and a sign say the status, in colours that stay
apart for colour-blind readers; the sign alone is enough. The word beside it is the reader's own mark.
"""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from qmlaw.argument import language as current_language
from qmlaw.argument.claims import KINDS
from qmlaw.argument.dependency import STATUS_WORDS, View
from qmlaw.argument.reader import MARK_WORDS
from qmlaw.show.claim_layout import HEIGHT, WIDTH, Point, load_layout
from qmlaw.show.claim_map import WORDS as MAP_WORDS
from qmlaw.show.claim_map import draw_claim_map
from qmlaw.show.fonts import use_korean_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STATUS_COLOUR = {"stands": "#0072B2", "falls": "#C04000", "undecided": "#5a5a5a"}
STATUS_SIGN = {"stands": "✓", "falls": "✗", "undecided": "?"}
WORDS = {
    "title": {"en": "The claims as this reader sees them", "ko": "이 독자가 본 주장들"},
    "answered": {"en": "answered", "ko": "답함"},
}


def draw_reader_map(view: View, language: str | None = None) -> Figure:
    """Draw the map of the claims with a reader's marks and the statuses that follow.

    Parameters
    ----------
    view : View
        The map of the essay seen with a reader's choice.
    language : {"en", "ko"}, optional
        Language of the labels; default :func:`qmlaw.argument.language`.

    Returns
    -------
    matplotlib.figure.Figure
        Its ``get_label()`` holds the text alternative.
    """
    import matplotlib as mpl

    chosen = current_language(language)
    figure = draw_claim_map(chosen)
    figure.set_label(reader_text(view, chosen))
    axes, places = figure.axes[0], load_layout(view.claims).places
    frames = {patch.get_gid(): patch for patch in axes.patches}
    with mpl.rc_context():
        if chosen == "ko":
            use_korean_font()
        for name, place in places.items():
            status = view.status[name]
            frames[f"claim-{name}"].set(edgecolor=STATUS_COLOUR[status], linewidth=2.4)
            if status == "falls":
                frames[f"claim-{name}"].set_facecolor("white")
            x, y = place[0] + WIDTH / 2 - 0.13, place[1] + HEIGHT / 2 - 0.13
            _draw_sign(axes, (x, y), status)
            if name in view.choice.marks or name in view.choice.answered:
                axes.text(x - 0.14, y, _mark_word(view, name, chosen), size=7.5, ha="right", va="center")
        _draw_key(axes, chosen)
    return figure


def reader_text(view: View, language: str | None = None) -> str:
    """Write a reader's view as text, for readers who do not see the figure.

    Parameters
    ----------
    view : View
        The map seen with a reader's choice.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str
        One line per claim: id, kind, label, mark, status.
    """
    chosen = current_language(language)
    lines = [WORDS["title"][chosen]]
    for name, claim in view.claims.items():
        word, status = _mark_word(view, name, chosen), STATUS_WORDS[view.status[name]][chosen]
        lines.append(f"{name} ({KINDS[claim.kind][chosen]}): {claim.label[chosen]}. {word}; {status}")
    return "\n".join(lines)


def svg(fig: Figure) -> bytes:
    """Render a figure as SVG with its text alternative inside, the same bytes in every run.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; ``get_label()`` is taken as its text alternative, the first line as its title.

    Returns
    -------
    bytes
        A picture that needs no font: letters are drawn as shapes.
    """
    import matplotlib as mpl

    raw = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "qmlaw"}):
        fig.savefig(raw, format="svg", facecolor="white", metadata={"Date": None, "Creator": None})
    head, tag, rest = raw.getvalue().decode("utf-8").partition("<svg ")
    attributes, _, body = rest.partition(">")
    title, _, details = fig.get_label().partition("\n")
    words = f"<title>{escape(title)}</title><desc>{escape(details)}</desc>"
    return f'{head}{tag}role="img" {attributes}>{words}{body}'.encode()


def _mark_word(view: View, name: str, language: str) -> str:
    if name in view.choice.answered:
        return WORDS["answered"][language]
    return MARK_WORDS[view.choice.marks.get(name)][language]


def _draw_sign(axes: Axes, place: Point, status: str) -> None:
    colour = STATUS_COLOUR[status]
    axes.plot(*place, marker="o", markersize=11, color=colour, markeredgecolor="white", zorder=5)
    style = {"size": 8.5, "weight": "bold", "family": "DejaVu Sans", "color": "white"}
    axes.text(*place, STATUS_SIGN[status], ha="center", va="center_baseline", zorder=6, **style)


def _draw_key(axes: Axes, language: str) -> None:
    """Say at the lower right what the signs mean, on the line of the caption."""
    caption = next(text for text in axes.texts if text.get_text() == MAP_WORDS["caption"][language])
    x, y = axes.get_xlim()[1] - 4.4, caption.get_position()[1]
    for i, (status, words) in enumerate(STATUS_WORDS.items()):
        _draw_sign(axes, (x + 1.5 * i, y), status)
        axes.text(x + 1.5 * i + 0.18, y, words[language], size=10.5, va="center")
