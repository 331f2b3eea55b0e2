"""The language of what a reader sees: English or Korean, chosen once per notebook."""

import os

LANGUAGES = ("en", "ko")
_chosen: str | None = None


def _validated(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}; allowed are {', '.join(LANGUAGES)}")
    return language


def set_language(language: str) -> None:
    """Choose the language of everything shown from here on.

    Parameters
    ----------
    language : {"en", "ko"}
        English or Korean.

    Raises
    ------
    ValueError
        If the language is another one.
    """
    global _chosen
    _chosen = _validated(language)


def language() -> str:
    """Tell the language in use.

    Returns
    -------
    str
        What `set_language` chose; else the environment variable ``QMLAW_LANG``; else ``"en"``.

    Raises
    ------
    ValueError
        If ``QMLAW_LANG`` names an unknown language.
    """
    return _chosen or _validated(os.environ.get("QMLAW_LANG", "en"))


def text(*, en: str, ko: str) -> str:
    """Pick the twin that belongs to the language in use.

    Parameters
    ----------
    en, ko : str
        The same words in English and in Korean.

    Returns
    -------
    str
        One of the two.

    Raises
    ------
    ValueError
        If either twin is empty: a label must exist in both languages.

    Examples
    --------
    >>> text(en="bond length", ko="결합 길이")
    'bond length'
    """
    for name, twin in (("en", en), ("ko", ko)):
        if not twin.strip():
            raise ValueError(f"text(en={en!r}, ko={ko!r}): the {name} twin is empty")
    return en if language() == "en" else ko
