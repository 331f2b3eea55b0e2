"""In which language results are shown."""

from __future__ import annotations

import os
from collections.abc import Mapping

LANGUAGES = ("en", "ko")
_chosen: list[str] = []


def language(named: str | None = None) -> str:
    """Return the language in which results are shown.

    The first of these that is given counts: the parameter, :func:`set_language`, the environment variable
    ``QMLAW_LANG``, English.

    Parameters
    ----------
    named : {"en", "ko"}, optional
        Language asked for by the caller.

    Returns
    -------
    str
        ``"en"`` or ``"ko"``.

    Raises
    ------
    ValueError
        If the language is another one.
    """
    found = named or (_chosen[-1] if _chosen else None) or os.environ.get("QMLAW_LANG") or "en"
    return _known(found)


def set_language(name: str) -> None:
    """Choose the language for the rest of the session; an edition does this in its first cell.

    Parameters
    ----------
    name : {"en", "ko"}
        The language.

    Raises
    ------
    ValueError
        If it is another one.
    """
    _chosen[:] = [_known(name)]


def say(texts: Mapping[str, str], named: str | None = None) -> str:
    """Pick the text of the current language.

    Parameters
    ----------
    texts : mapping
        ``{"en": ..., "ko": ...}``.
    named : {"en", "ko"}, optional
        Language; default :func:`language`.

    Returns
    -------
    str
        The text.
    """
    return texts[language(named)]


def _known(name: str) -> str:
    if name not in LANGUAGES:
        raise ValueError(f"language {name!r} is not known; allowed are {', '.join(LANGUAGES)}")
    return name
