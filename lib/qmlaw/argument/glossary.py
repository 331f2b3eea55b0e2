"""The terms of the essay and of this companion, Korean and English, and where a text uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qmlaw.argument import schema
from qmlaw.argument.claims import Texts
from qmlaw.paths import data_folder

_HANGUL = "가-힣"
_NO_WORDS: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One term.

    Parameters
    ----------
    ko, en : str
        The term in both languages.
    definition : mapping
        One line, by language.
    theme : str
        Name of its group.
    in_essay : bool
        False for terms that only the companion needs.
    essay_spelling : str or None
        What stands in the essay, where that differs.
    forms : mapping
        Words by which the term is found, by language; where left out, those of the term itself.
    rivals : mapping
        Renderings that must not be used, by language.
    common : bool
        Known to every reader; not worth a link at the end of a page.
    """

    ko: str
    en: str
    definition: Texts
    theme: str
    in_essay: bool = True
    essay_spelling: str | None = None
    forms: Mapping[str, Sequence[str]] | None = None
    rivals: Mapping[str, Sequence[str]] | None = None
    common: bool = False

    @property
    def anchor(self) -> str:
        """Name of the place where the glossary page explains it, the same in both languages."""
        words = self.name("en").replace("Δ", "delta").casefold()
        return re.sub(r"[^a-z0-9]+", "-", words).strip("-")

    def name(self, language: str) -> str:
        """Give the term in a language, without what its entry adds in brackets."""
        return re.sub(r"\s*\([^)]*\)\s*", " ", getattr(self, language)).strip()

    def places(self, text: str, language: str) -> list[int]:
        """Tell where a text uses the term.

        Parameters
        ----------
        text : str
            A text.
        language : {"en", "ko"}
            Its language.

        Returns
        -------
        list of int
            Positions of the first letters.
        """
        words = self.name(language).split("/") if self.forms is None else self.forms.get(language, _NO_WORDS)
        return [match.start() for match in _found(tuple(words), language, text, compounds=False)]

    def wrong(self, text: str, language: str) -> list[tuple[int, str]]:
        """Tell where a text uses a rival rendering.

        Parameters
        ----------
        text : str
            A text.
        language : {"en", "ko"}
            Its language.

        Returns
        -------
        list of tuple
            Position, and the words that stand there.
        """
        words = (self.rivals or {}).get(language, _NO_WORDS)
        return [
            (match.start(), match.group()) for match in _found(tuple(words), language, text, compounds=True)
        ]


def _found(words: tuple[str, ...], language: str, text: str, compounds: bool) -> Iterator[re.Match[str]]:
    return _pattern(words, language, compounds).finditer(text) if words else iter(())


@cache
def _pattern(words: tuple[str, ...], language: str, compounds: bool) -> re.Pattern[str]:
    """Find English words with their plurals, Korean words with any particle; a line may break in between.

    With `compounds` also where a Korean word is the later part of a longer one.
    """
    escaped = [re.escape(word).replace(r"\ ", r"\s+") for word in words]
    if language == "ko":
        return re.compile(("" if compounds else f"(?<![{_HANGUL}])") + f"(?:{'|'.join(escaped)})")
    plural = [f"{word[:-1]}(?:y|ies)" if word.endswith("y") else f"{word}(?:s|es)?" for word in escaped]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(plural)})(?!\w)", re.IGNORECASE)


def load_glossary(path: Path | None = None) -> dict[str, Term]:
    """Read the glossary.

    Parameters
    ----------
    path : Path, optional
        A YAML file; default ``data/argument/glossary.yaml``.

    Returns
    -------
    dict
        Terms by their Korean form, in the order of the file.

    Raises
    ------
    ArgumentDataError
        If the file breaks the schema, lists a Korean or an English term twice, or names an unknown theme.
    """
    path = path or _default()
    document = schema.read_yaml(path, schema.GLOSSARY)
    entries = document["terms"]
    for key in ("ko", "en"):
        schema.check_unique([entry[key] for entry in entries], f"term ({key})", path.name)
    terms, theme = {}, None
    for entry in entries:
        theme = entry.get("theme", theme)
        if theme not in document["themes"]:
            raise schema.ArgumentDataError(
                f"{path.name}: {entry['ko']}: theme is {theme!r}; allowed are {', '.join(document['themes'])}"
            )
        terms[entry["ko"]] = Term(**{**entry, "theme": theme})
    return terms


def load_themes(path: Path | None = None) -> dict[str, Texts]:
    """Read the headings under which the terms stand.

    Parameters
    ----------
    path : Path, optional
        A YAML file; default ``data/argument/glossary.yaml``.

    Returns
    -------
    dict
        Heading, by language, of each theme.
    """
    return schema.read_yaml(path or _default(), schema.GLOSSARY)["themes"]


def _default() -> Path:
    return data_folder() / "argument" / "glossary.yaml"
