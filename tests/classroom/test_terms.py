"""Terms at the end of a page and on the glossary page: the links lead somewhere."""

import re

import nbformat
import pytest

from qmlaw.argument import load_claims, load_glossary
from qmlaw.classroom.build import edition_path
from qmlaw.classroom.editions import edition
from qmlaw.classroom.execution import notebooks_folder
from qmlaw.classroom.prose import passages, prose_of
from qmlaw.classroom.sources import sources
from qmlaw.classroom.terms import MAP, TERMS_TAG, glossary_page, terms_cell, terms_of

FOLDER = notebooks_folder()
SOURCES = list(sources(FOLDER))


def last_cell(path):
    cell = nbformat.read(path, as_version=4).cells[-1]
    assert cell.metadata.tags == [TERMS_TAG]
    return cell.source


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_edition_ends_with_links_that_the_page_answers(source, language):
    page = (FOLDER / language / "glossary.md").read_text(encoding="utf-8")
    anchors = re.findall(r"\(glossary\.md#([^)]+)\)", last_cell(edition_path(source, language)))
    assert 5 <= len(anchors) <= 12
    for anchor in anchors:
        assert page.count(f'<a id="{anchor}"></a>') == 1
        entry = page.split(f'<a id="{anchor}"></a>')[1].split("\n\n")[0]
        assert f"({source.stem}.ipynb)" in entry


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_edition_names_its_claims_and_leads_to_the_map(source, language):
    ours = [claim.id for claim in load_claims().values() if claim.notebook == source.stem[:2]]
    end = last_cell(edition_path(source, language))
    assert re.findall(r"\*\*([DIPCOS]\d+)\*\*", end) == ours
    assert bool(ours) == (f"({MAP})" in end)
    assert (FOLDER / language / MAP).is_file()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_has_every_term_in_both_languages_with_its_definition(language):
    page = glossary_page(FOLDER, language)
    for term in load_glossary().values():
        assert f"**{getattr(term, language)}** · " in page
        assert term.definition[language] in page
    linked = set(re.findall(r"\((\d\d_\w+)\.ipynb\)", page))
    assert linked == {path.stem for path in SOURCES}


def test_the_terms_used_most_are_listed_as_they_first_occur():
    text = "A network learns. Norms, norms; one Coulomb matrix and its norm, and the Coulomb matrix."
    assert [term.en for term in terms_of(text, "en")] == ["norm", "Coulomb matrix"]  # a network is no news
    many = ". ".join(term.name("en") for term in load_glossary().values() if not term.common)
    assert len(terms_of(many, "en")) == 12
    assert terms_cell("Nothing to explain.", "en") is None


def test_a_teachers_edition_links_to_the_same_page():
    last = edition(SOURCES[0], "ko", solutions=True).cells[-1].source
    assert "(../../ko/glossary.md#" in last


def test_passages_have_language_and_line(sample):
    found = passages(sample)
    lines = sample.read_text(encoding="utf-8").splitlines()
    for passage in found:
        for offset, line in enumerate(passage.text.splitlines()):
            assert line in lines[passage.line - 1 + offset]
    assert {passage.language for passage in found} == {"en", "ko"}
    assert "두 핵은 서로 밀어낸다" in prose_of(sample, "ko")
    assert "hartree" not in prose_of(sample, "ko")


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"'.csv'; allowed are .py, .yaml, .md"):
        passages(tmp_path / "papers.csv")
