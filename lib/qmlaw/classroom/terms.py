"""The glossary as readers meet it: a page, links at the end of each notebook, one rendering of each term."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from qmlaw.argument import Term, load_claims, load_glossary, load_themes
from qmlaw.classroom.prose import passages, prose_of
from qmlaw.classroom.sources import sources

TERMS_TAG = "terms"
PAGE = "glossary.md"
MAP = "00_how_to_read_the_map.ipynb"
_MOST = 12
_WORDS = {
    "en": {
        "title": "Glossary",
        "lead": "The terms of this series in English and Korean, and the essay's spelling where it differs.",
        "made": "Made from data/argument/glossary.yaml by `make notebooks`; edit that file, not this one.",
        "essay": "In the essay: {}.",
        "notebooks": "Notebooks: {}.",
        "terms": "Terms of this page",
        "all": "all terms",
        "claims": "Claims of this page",
        "map": "on the map",
    },
    "ko": {
        "title": "용어집",
        "lead": "이 연작에 나오는 용어를 우리말과 영어로 적었다. 글의 표기가 다르면 밝혀 두었다.",
        "made": "`make notebooks`가 data/argument/glossary.yaml에서 만든다. 고치려면 그 파일을 고친다.",
        "essay": "글의 표기: {}.",
        "notebooks": "노트북: {}.",
        "terms": "이 페이지의 용어",
        "all": "모든 용어",
        "claims": "이 페이지의 주장",
        "map": "지도에서 보기",
    },
}


def page_path(folder: Path, language: str) -> Path:
    """Tell where the glossary page of a language lies.

    Parameters
    ----------
    folder : Path
        The folder ``notebooks``.
    language : {"en", "ko"}
        Its language.

    Returns
    -------
    Path
        ``notebooks/en/glossary.md``.
    """
    return folder / language / PAGE


def glossary_page(folder: Path, language: str) -> str:
    """Write the glossary out as a page.

    Parameters
    ----------
    folder : Path
        The folder ``notebooks``; its sources tell in which notebooks a term occurs.
    language : {"en", "ko"}
        Language of the page.

    Returns
    -------
    str
        Markdown: a heading per theme, an anchor per term.
    """
    words, terms = _WORDS[language], load_glossary().values()
    texts = {path.stem: prose_of(path, language) for path in sources(folder)}
    lines = [f"<!-- {words['made']} -->", "", f"# {words['title']}", "", words["lead"], ""]
    for theme, heading in load_themes().items():
        lines += [f"## {heading[language]}", ""]
        for term in sorted(
            (t for t in terms if t.theme == theme), key=lambda t: getattr(t, language).casefold()
        ):
            where = [stem for stem, text in texts.items() if term.places(text, language)]
            lines += [_entry(term, language, where), ""]
    return "\n".join(lines)


def _entry(term: Term, language: str, where: list[str]) -> str:
    words, other = _WORDS[language], "ko" if language == "en" else "en"
    parts = [
        f'<a id="{term.anchor}"></a>**{getattr(term, language)}** · {getattr(term, other)}<br>',
        term.definition[language],
    ]
    if term.essay_spelling:
        parts.append(words["essay"].format(term.essay_spelling))
    if where:
        links = ", ".join(f"[{stem[:2]}]({stem}.ipynb)" for stem in where)
        parts.append(words["notebooks"].format(links))
    return "\n".join(parts)


def terms_of(text: str, language: str) -> list[Term]:
    """Choose the terms that readers of a page are most likely to look up.

    Parameters
    ----------
    text : str
        The prose of the page.
    language : {"en", "ko"}
        Its language.

    Returns
    -------
    list of Term
        The terms used most, without those that everybody knows, at most twelve, in the order in which they
        first occur.
    """
    places = {
        term.ko: (term, found)
        for term in load_glossary().values()
        if not term.common and (found := term.places(text, language))
    }
    most = sorted(places.values(), key=lambda one: -len(one[1]))[:_MOST]
    return [term for term, found in sorted(most, key=lambda one: one[1][0])]


def terms_cell(text: str, language: str, page: str = PAGE, number: str = "") -> NotebookNode | None:
    """Make the last cell of an edition: its claims, linked to the map, and its terms, to the glossary.

    Parameters
    ----------
    text : str
        The prose of the page.
    language : {"en", "ko"}
        Its language.
    page : str
        Where the glossary lies, seen from the edition; the map of notebook 00 lies beside it.
    number : str
        Number of the notebook, ``"06"``.

    Returns
    -------
    NotebookNode or None
        A prose cell; None if no term occurs and no claim belongs to the notebook.
    """
    words, lines = _WORDS[language], []
    if claims := [claim for claim in load_claims().values() if claim.notebook == number]:
        named = " · ".join(f"**{claim.id}** {claim.label[language]}" for claim in claims)
        lines.append(f"**{words['claims']}.** {named} · [{words['map']}]({page.removesuffix(PAGE)}{MAP})")
    if terms := terms_of(text, language):
        links = " · ".join(f"[{term.name(language)}]({page}#{term.anchor})" for term in terms)
        lines.append(f"**{words['terms']}.** {links} · [{words['all']}]({page})")
    if not lines:
        return None
    return new_markdown_cell("\n\n".join(["---", *lines]), metadata={"tags": [TERMS_TAG]})


def wrong_renderings(files: Iterable[Path], terms: Iterable[Term] | None = None) -> Iterator[str]:
    """Find renderings that the glossary rules out.

    Parameters
    ----------
    files : iterable of Path
        Files that `qmlaw.classroom.prose.passages` can read.
    terms : iterable of Term, optional
        The terms; those of the glossary if left out.

    Yields
    ------
    str
        File, line, what stands there and what to write.
    """
    terms = list(terms or load_glossary().values())
    for path in files:
        for passage in passages(path):
            text, language = passage.text, passage.language
            found = [(*hit, term) for term in terms for hit in term.wrong(text, language)]
            for position, words, term in sorted(found, key=lambda hit: hit[0]):
                place = f"{path.name}:{passage.line_of(position)}"
                words = " ".join(words.split())
                yield f"{place}: “{words}”; the glossary has “{term.name(language)}”"
