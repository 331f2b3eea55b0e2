"""A reader's verdict in words and on one page."""

import re

import pytest

from qmlaw import argument
from qmlaw.argument.answers import Answers
from qmlaw.argument.reader import Choice
from qmlaw.argument.reasons import Reason
from qmlaw.show.verdict_page import WORDS, pdf, verdict_page
from qmlaw.show.verdict_text import verdict_text


@pytest.fixture(scope="module")
def claims():
    return argument.load_claims()


def blocks(claims, choice, language="en", note="", reasons=()):
    view = argument.dependency_view(claims, choice)
    found = verdict_text(view, Answers(choice, note=note), "C3", reasons, language)
    return {block.heading: "\n".join(block.lines) for block in found}


def test_the_authors_verdict_names_what_carries_the_last_conclusion(claims):
    found = blocks(claims, argument.author(claims), reasons=[Reason("D24", "experiment", "T11")])
    assert "C3 May weaken realism: stands" in found["Conclusions"]
    ground = found["What carries C3"]
    assert "• D36: No reviewer asked\n" in ground and "• reply to O9: " in ground
    assert re.search(
        r"• one of \([^)]*\bP8\b[^)]*\) and one of \(P9, P11, reply to O10, reply to O11\)", ground
    )
    assert "no longer answer O9 → undecided" in found["Single changes that move C3"]
    assert found["Recorded against what I accept"] == "D24: verdict of T11 against it"
    assert "Commitments that clash" not in found and "In my own words" not in found


def test_the_critics_verdict_names_what_brings_it_down_and_what_clashes(claims):
    found = blocks(claims, argument.critic(claims), reasons=[Reason("D24", "experiment", "T11")])
    assert "• O9: Success needs structure" in found["What brings C3 down"]
    assert "D24 is rejected, but a step to it holds: D22" in found["Commitments that clash"]
    assert "Recorded against what I accept" not in found  # the critic rejects D24 already


def test_the_blank_sheet_says_that_nothing_is_settled(claims):
    found = blocks(claims, argument.blank(claims), "ko", note="첫 줄\n둘째 줄")
    first, points = found["C3: 무엇에 달려 있는가"].splitlines()
    assert first == "나의 표시만으로는 정해지지 않는다."
    assert {"P8", "O9", "D36"} <= set(points.split(": ")[1].split(", "))
    assert found["나의 말로"] == "첫 줄\n둘째 줄"


def test_an_unknown_conclusion_is_refused(claims):
    with pytest.raises(ValueError, match="'C9' is not a claim"):
        verdict_page(claims, Answers(Choice()), "C9")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_is_one_page_with_every_line_inside_the_margins(claims, language):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    page = verdict_page(claims, Answers(argument.author(claims), "김 Kim", "$5 ⊢ 왜?"), language=language)
    renderer = FigureCanvasAgg(page).get_renderer()
    width, height = page.bbox.size
    for line in page.texts:
        box = line.get_window_extent(renderer)
        assert box.x0 >= 0.05 * width and box.x1 <= 0.95 * width, line.get_text()
        assert box.y0 >= 0.03 * height
    shown = " ".join(line.get_text() for line in page.texts)
    assert set(page.get_label().split()) <= set(shown.split()) and "$5 ⊢ 왜?" in shown
    document = pdf(page)
    assert document.startswith(b"%PDF") and b"/Count 1" in document
    assert document == pdf(
        verdict_page(claims, Answers(argument.author(claims), "김 Kim", "$5 ⊢ 왜?"), language=language)
    )


def test_a_long_note_is_cut_and_the_page_says_so(claims):
    note = "\n".join(f"Reason {i}: " + "because " * 20 for i in range(60))
    page = verdict_page(claims, Answers(argument.author(claims), note=note), language="en")
    assert page.texts[-1].get_text() == WORDS["cut"]["en"]
    assert "Reason 59" in page.get_label()


def test_a_word_longer_than_the_line_is_broken(claims):
    page = verdict_page(claims, Answers(argument.blank(claims), note="x" * 400), language="en")
    pieces = [line.get_text() for line in page.texts if set(line.get_text()) == {"x"}]
    assert len(pieces) > 1 and sum(map(len, pieces)) == 400
