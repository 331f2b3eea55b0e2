"""A reader opens a notebook in JupyterLab, runs it and moves a slider; nothing leaves the machine."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import TimeoutError

from qmlaw.classroom.build import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "notebooks" / "source" / "README.md"
SAMPLE = README.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
RUN_SECONDS = 900
CONTROLS = ".qmlaw-explore"


def built_sample(folder: Path, language: str, text: str = SAMPLE) -> Path:
    source = folder / "source" / "90_sample.py"
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")
    return build(source, language).path


def open_notebook(tab, lab, notebook: Path) -> None:
    """Open a copy of a notebook and wait until its kernel is ready."""
    shutil.copy(notebook, lab.root)
    page = tab.page
    page.goto(f"{lab.address}/lab/tree/{notebook.name}?reset&token=test")
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")


def run_all(page) -> None:
    """Run all cells. The command is given again if the page was not ready to hear it the first time."""
    sign = f'() => document.querySelector("{CONTROLS}") || [...document.querySelectorAll(".jp-InputPrompt")]'
    sign += '.some(prompt => prompt.textContent.includes("*"))'
    for attempt in (1, 2):
        page.click(".jp-NotebookPanel .jp-MarkdownCell >> nth=0")
        page.click("text=Run >> nth=0")
        page.click('li[data-command="runmenu:run-all"]')
        try:
            page.wait_for_function(sign, timeout=15_000)
            break
        except TimeoutError:
            if attempt == 2:
                raise
    done = '() => ![...document.querySelectorAll(".jp-InputPrompt")].some(p => p.textContent.includes("*"))'
    page.wait_for_function(done, timeout=RUN_SECONDS * 1000)


def pixels(locator) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(locator.screenshot())).convert("L"), dtype=float)


def move(page, box, key: str) -> None:
    """Press an arrow key on the first slider of an interactive figure; without slider, pick from its list."""
    slider = box.locator('[role="slider"]')
    if slider.count():
        slider.first.focus()
        page.keyboard.press(key)
        page.keyboard.press(key)
    else:
        choices = box.locator("select").first
        choices.select_option(index=choices.locator("option").count() - 1)


def settle(page, image) -> None:
    """Wait until a picture has not been drawn anew for a while: each key press asks for one drawing."""
    last = None
    while (now := image.get_attribute("src")) != last:
        last = now
        page.wait_for_timeout(2_000)


def picture_follows(page, box) -> bool:
    """Move the first slider (or list) of a figure and tell whether its picture changes, pixel by pixel."""
    box.scroll_into_view_if_needed()
    image = box.locator("img")
    image.wait_for()
    reach = "e => e.getBoundingClientRect().right - e.closest('.jp-Cell').getBoundingClientRect().right"
    assert image.evaluate(reach) <= 0, "the picture is wider than the page"
    before, source = pixels(image), image.get_attribute("src")
    assert (before < 200).mean() > 0.002, "the picture is blank"
    changed = "([box, old]) => box.querySelector('img') && box.querySelector('img').src !== old"
    # A key can be lost while the page is still busy, so there is a second and a third try.
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        move(page, box, key)
        try:
            page.wait_for_function(changed, arg=[box.element_handle(), source], timeout=8_000)
            break
        except TimeoutError:
            continue
    else:
        return False
    settle(page, image)
    after = pixels(image)
    return before.shape != after.shape or bool((np.abs(before - after) > 30).any())


def assert_quiet(tab, lab) -> None:
    assert tab.foreign == [], "the page asked other machines"
    assert lab.trap.calls == [], "the server or a kernel asked other machines"
    assert tab.errors == [], "errors in the page"


def read_and_run(tab, lab, notebook: Path) -> None:
    page = tab.page
    open_notebook(tab, lab, notebook)
    # Before anything runs: the stored figures are there, and they speak to those who cannot see them.
    stored = page.locator(".qmlaw-figure img, figure img")
    stored.first.scroll_into_view_if_needed()
    assert stored.first.get_attribute("alt").strip()
    assert (pixels(stored.first) < 200).mean() > 0.002, "the stored picture is blank"
    assert page.locator(CONTROLS).count() == 0
    run_all(page)
    for fault in ("error", "stderr"):
        shown = page.locator(f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{fault}"]')
        assert shown.all_text_contents() == []
    boxes = page.locator(CONTROLS).all()
    assert boxes
    for box in boxes:
        assert picture_follows(page, box)
    assert_quiet(tab, lab)


def test_the_sample_in_korean(tab, lab, tmp_path):
    wide = SAMPLE.replace("plt.subplots()", "plt.subplots(figsize=(16, 4))")
    assert wide != SAMPLE
    read_and_run(tab, lab, built_sample(tmp_path, "ko", wide))
    assert tab.page.locator("text=아직 답하지 않았습니다").count()


@pytest.mark.parametrize(
    "notebook", sorted((ROOT / "notebooks" / "en").glob("04_*.ipynb")), ids=lambda p: p.stem
)
def test_the_coulomb_matrix_notebook(tab, lab, notebook):
    read_and_run(tab, lab, notebook)


def test_a_slider_that_is_not_wired_is_noticed(tab, lab, tmp_path):
    """Negative control: the same page, the drawing ignores its slider."""
    deaf = SAMPLE.replace("charge / d for d", "8 / d for d")
    assert deaf != SAMPLE
    open_notebook(tab, lab, built_sample(tmp_path, "en", deaf))
    run_all(tab.page)
    assert not picture_follows(tab.page, tab.page.locator(CONTROLS).first)


def test_a_request_to_another_machine_is_noticed(tab, lab):
    """Negative control: a page with a foreign picture, and a program beside the server that goes out."""
    tab.page.goto(f"{lab.address}/lab?token=test")
    tab.page.evaluate("() => fetch('https://example.org/picture.png').catch(() => 0)")
    tab.page.evaluate(
        "() => new Promise(r => { const s = new WebSocket('wss://example.org/s'); s.onerror = r })"
    )
    assert [url.split("/")[-1] for url in tab.foreign] == ["picture.png", "s"]
    code = "import urllib.request; urllib.request.urlopen('http://example.org/news', timeout=5)"
    subprocess.run([sys.executable, "-c", code], env=lab.trap.environment(), capture_output=True)
    assert lab.trap.calls == ["GET http://example.org/news HTTP/1.1"]
    lab.trap.calls.clear()
