"""A reader takes away a premise in JupyterLab, with the keyboard alone, and the conclusions change."""

import json

import nbformat
import pytest
from test_lab import open_notebook, run_all

pytestmark = pytest.mark.browser

CELL = "from qmlaw.show.reader_panel import argue\nargue('author', 'C2', 'en')"


def test_buttons_are_worked_by_keyboard_and_the_answer_follows(tab, lab, tmp_path):
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# The argument"), nbformat.v4.new_code_cell(CELL)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    path = tmp_path / "argue.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    open_notebook(tab, lab, path)
    page = tab.page
    run_all(page)
    panel = page.locator(".qmlaw-argue")
    answer = panel.locator('.qmlaw-statuses[role="status"]')
    answer.get_by_text("C2 Somewhat off the web: stands").wait_for()
    panel.get_by_role("button", name="the essay's author").focus()
    for _ in range(200):  # with the tabulator from the first control to the button that rejects P6
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.title") == "P6: rejected":
            break
    page.keyboard.press("Space")
    panel.locator(".qmlaw-ground").get_by_text("not P6: Laws form a web").wait_for()
    answer.get_by_text("C2 Somewhat off the web: falls").wait_for()
    assert page.locator(".jp-Notebook .jp-Cell").count() == 2  # no key went to the notebook
    assert tab.foreign == [] and tab.errors == []
