"""A reader's verdict as HTML: what stands and falls, and what one conclusion hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from qmlaw.argument import language as current_language
from qmlaw.argument import load_claims
from qmlaw.argument.answers import Answers
from qmlaw.argument.dependency import STATUS_WORDS, View, dependency_view
from qmlaw.argument.reader import Choice
from qmlaw.argument.reasons import Reason, reasons_against
from qmlaw.show.claim_map import WORDS as MAP_WORDS
from qmlaw.show.reader_map import STATUS_COLOUR, STATUS_SIGN
from qmlaw.show.verdict_text import verdict_text

_STYLE = "line-height: 1.45"  # inside a widget JupyterLab spaces lines as wide as buttons are high


def answer_html(choice: Choice, conclusion: str = "C3", language: str | None = None) -> str:
    """Write what follows from a choice as HTML.

    Parameters
    ----------
    choice : Choice
        A reader's choice.
    conclusion : str
        Id of the claim whose ground is laid open.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str
        A ``div`` without script.

    Raises
    ------
    ValueError
        If the choice does not fit the map, or ``conclusion`` is not a claim.
    """
    claims, chosen = load_claims(), current_language(language)
    view = dependency_view(claims, choice)
    both = status_html(view, chosen) + ground_html(view, conclusion, reasons_against(claims), chosen)
    return f'<div class="qmlaw-verdict" lang="{chosen}">{both}</div>'


def status_html(view: View, language: str | None = None) -> str:
    """Write the status of every conclusion and interpretation, one line each.

    Parameters
    ----------
    view : View
        The map seen with a reader's choice.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str
        A ``div`` without script; a live region, so that a screen reader says it when it changes.
    """
    chosen = current_language(language)
    claims = view.claims.values()
    names = [claim.id for kind in "CI" for claim in claims if claim.kind == kind]
    lines = "<br>".join(_status(view, name, chosen) for name in names)
    return f'<div class="qmlaw-statuses" lang="{chosen}" role="status" style="{_STYLE}">{lines}</div>'


def ground_html(view: View, conclusion: str, reasons: Iterable[Reason], language: str | None = None) -> str:
    """Write what one claim hangs on, what would move it and what clashes.

    Parameters
    ----------
    view : View
        The map seen with a reader's choice.
    conclusion : str
        Id of the claim whose ground is laid open.
    reasons : iterable of Reason
        What is recorded against claims.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str
        A ``div`` without script.

    Raises
    ------
    ValueError
        If ``conclusion`` is not a claim.
    """
    chosen, parts = current_language(language), []
    for block in verdict_text(view, Answers(view.choice), conclusion, reasons, chosen)[1:]:
        lines = "".join(f"<br>{escape(line)}" for line in block.lines)
        parts.append(f"<p><strong>{escape(block.heading)}</strong>{lines}</p>")
    parts.append(f"<p><small>{MAP_WORDS['caption'][chosen]}</small></p>")
    return f'<div class="qmlaw-ground" lang="{chosen}" style="{_STYLE}">{"".join(parts)}</div>'


def _status(view: View, name: str, language: str) -> str:
    status = view.status[name]
    sign = f'<span style="color:{STATUS_COLOUR[status]}">{STATUS_SIGN[status]}</span>'
    label = escape(view.claims[name].label[language])
    return f"{sign} <strong>{name}</strong> {label}: {STATUS_WORDS[status][language]}"
