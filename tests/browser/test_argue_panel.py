"""A reader without Python opens notebook 12 in JupyterLab and takes away premises with the keyboard alone."""

from pathlib import Path

import nbformat
import pytest
from test_lab import open_notebook, run_all

pytestmark = pytest.mark.browser

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "en" / "12_executable_argument.ipynb"


def press(page, title: str) -> None:
    """Walk with the tabulator to the button with a title, and press it."""
    for _ in range(250):
        if page.evaluate("document.activeElement.title") == title:
            page.keyboard.press("Space")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator does not reach {title!r}")


def test_premises_are_taken_away_in_notebook_12_and_the_conclusions_follow(tab, lab):
    open_notebook(tab, lab, NOTEBOOK)
    page = tab.page
    cells = len(nbformat.read(NOTEBOOK, as_version=4).cells)
    run_all(page)
    panel = page.locator(".qmlaw-argue")
    answer = panel.locator('.qmlaw-statuses[role="status"]')
    answer.get_by_text("C2 Somewhat off the web: stands").wait_for(timeout=300_000)
    panel.get_by_role("button", name="the essay's author").focus()
    press(page, "P10: rejected")
    answer.get_by_text("C2 Somewhat off the web: undecided").wait_for()
    answer.get_by_text("C3 May weaken realism: stands").wait_for()  # by the other way, through attitudes
    press(page, "P11: rejected")
    answer.get_by_text("C3 May weaken realism: undecided").wait_for()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells  # no key went to the notebook
    assert tab.foreign == [] and tab.errors == []
