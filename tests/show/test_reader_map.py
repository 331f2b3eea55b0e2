"""The map with a reader's view on it, as a picture, as text and as SVG."""

import xml.etree.ElementTree as ET

import pytest

from qmlaw import argument
from qmlaw.argument.dependency import STATUS_WORDS
from qmlaw.show.reader_map import STATUS_COLOUR, STATUS_SIGN, draw_reader_map, reader_text, svg


@pytest.fixture(scope="module")
def view():
    claims = argument.load_claims()
    return argument.dependency_view(claims, argument.critic(claims).answering("O9").marked(None, "D14"))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_frames_and_signs_say_the_status_of_every_claim(view, language):
    from matplotlib.colors import to_hex

    figure = draw_reader_map(view, language)
    named = {patch.get_gid(): patch for patch in figure.axes[0].patches if patch.get_gid()}
    frames = {name: patch for name, patch in named.items() if name.startswith("claim-")}
    assert set(frames) == {f"claim-{name}" for name in view.claims}
    for name, status in view.status.items():
        assert to_hex(frames[f"claim-{name}"].get_edgecolor()) == STATUS_COLOUR[status].lower()
    texts = [text.get_text() for text in figure.axes[0].texts]
    for status, sign in STATUS_SIGN.items():  # one sign per claim and one in the key
        assert texts.count(sign) == list(view.status.values()).count(status) + 1
        assert STATUS_WORDS[status][language] in texts


def test_words_of_marks_stay_clear_of_the_names_in_the_boxes(view):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    for language, word in (("en", "suspended"), ("ko", "받아들임")):
        figure = draw_reader_map(view, language)
        renderer = FigureCanvasAgg(figure).get_renderer()
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in figure.axes[0].texts]
        marks = [box for text, box in boxes if text == word]
        names = [box for text, box in boxes if text in view.claims]
        assert marks and not [1 for mark in marks for name in names if mark.overlaps(name)]


def test_text_says_mark_and_status_of_every_claim(view):
    lines = reader_text(view, "en").splitlines()
    assert len(lines) == 1 + len(view.claims)
    assert "D24 (descriptive claim): Repeated to convergence. rejected; falls" in lines
    assert any(line.startswith("O9 ") and line.endswith("answered; stands") for line in lines)
    assert any(line.startswith("D14 ") and "left to the argument" in line for line in lines)
    assert "무너짐" in reader_text(view, "ko")


def test_svg_is_well_formed_described_and_the_same_in_every_run(view):
    first, second = (svg(draw_reader_map(view, "en")) for _ in range(2))
    assert first == second
    root = ET.fromstring(first)
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg" and root.get("role") == "img"
    assert root.find(f"{space}title").text == "The claims as this reader sees them"
    assert root.find(f"{space}desc").text.count("\n") == len(view.claims) - 1
    assert {f"claim-{name}" for name in view.claims} <= {node.get("id") for node in root.iter()}
    assert root.findall(f".//{space}text") == []
