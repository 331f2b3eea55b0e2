"""The language of what a reader sees: English or Korean, chosen once per notebook.

The choice itself lives in `qmlaw.argument`, a floor below, so that verdicts and figures speak one language.
"""

from qmlaw.argument.languages import LANGUAGES, language, set_language

__all__ = ["LANGUAGES", "language", "set_language", "text"]


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
