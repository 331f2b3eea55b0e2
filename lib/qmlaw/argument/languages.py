"""In which language results are shown."""

from __future__ import annotations

import os
from collections.abc import Mapping

LANGUAGES = ("en", "ko")
_chosen: str | None = None


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
    return _known(named or _chosen or os.environ.get("QMLAW_LANG") or "en")


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
    global _chosen
    _chosen = _known(name)


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
        raise ValueError(f"language is {name!r}; allowed are {', '.join(LANGUAGES)}")
    return name
