"""The map as a page in a real browser: by mouse, by keyboard, and inside JupyterLab."""

import nbformat
import pytest
from test_lab import open_notebook, run_all

from qmlaw import argument
from qmlaw.show.map_page import map_page

pytestmark = pytest.mark.browser

LIT = "id => !document.getElementById(id).classList.contains('away')"


def test_a_claim_is_chosen_by_mouse_and_by_keyboard(chromium, tmp_path):
    from playwright.sync_api import sync_playwright

    path = tmp_path / "map.html"
    path.write_text(map_page(argument.load_claims(), "en"), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1700, "height": 1000})
        page.goto(path.as_uri())
        assert page.locator("#cards > section:visible").count() == 0
        page.click("#claim-I4")
        assert page.locator("#cards > section:visible").get_attribute("id") == "card-I4"
        assert page.evaluate(LIT, "claim-D26") and not page.evaluate(LIT, "claim-D4")
        page.focus("#claim-D36")
        page.keyboard.press("Enter")
        assert page.locator("#cards > section:visible").get_attribute("id") == "card-D36"
        assert page.get_attribute("#claim-D36", "aria-pressed") == "true"
        page.keyboard.press("Escape")
        assert page.evaluate(LIT, "claim-D4")
        browser.close()


def test_the_map_lives_in_jupyterlab(tab, lab, tmp_path):
    cells = [
        nbformat.v4.new_markdown_cell("# Map"),
        nbformat.v4.new_code_cell("from qmlaw.show.map_page import explore_map\nexplore_map('I2', 'ko')"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = tmp_path / "map.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    open_notebook(tab, lab, path)
    run_all(tab.page)
    frame = tab.page.frame_locator("iframe[srcdoc]")
    frame.locator("#card-I2").wait_for()
    frame.locator("#claim-C2").click()
    frame.locator("#card-C2").wait_for()
    assert tab.foreign == [] and tab.errors == []
