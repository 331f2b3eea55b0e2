"""A reader at the end of a notebook follows a link to the glossary, in JupyterLab."""

import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_link_opens_the_page_at_its_term(tab, lab, language):
    notebook = sorted((NOTEBOOKS / language).glob("06_*.ipynb"))[0]
    (lab.root / language).mkdir(exist_ok=True)
    for path in (notebook, NOTEBOOKS / language / "glossary.md"):
        shutil.copy(path, lab.root / language)
    page = tab.page
    page.goto(f"{lab.address}/lab/tree/{language}/{notebook.name}?reset&token=test")
    page.wait_for_selector(".jp-NotebookPanel .jp-MarkdownCell")
    page.click(".jp-NotebookPanel .jp-MarkdownCell >> nth=0")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    link = page.locator(
        '.jp-NotebookPanel a[href*="glossary.md"]', has_text={"en": "noumenon", "ko": "예지체"}[language]
    )
    link.scroll_into_view_if_needed()
    link.click()
    entry = page.locator(".jp-MarkdownViewer p", has=page.locator('[data-jupyter-id="noumenon"], #noumenon'))
    entry.wait_for()
    page.wait_for_function(
        "e => { const top = e.getBoundingClientRect().top; return top > 0 && top < innerHeight }",
        arg=entry.element_handle(),
    )
    other = {"en": "예지체", "ko": "noumenon"}[language]
    assert other in entry.text_content()
    assert tab.foreign == []
