"""The controls: every choice changes the answer at once, presets set all rows, answers are kept."""

import json

import pytest

from qmlaw import argument
from qmlaw.argument.answers import load_answers
from qmlaw.show import reader_panel
from qmlaw.show.reader_panel import LEFT, _Panel, argue
from qmlaw.show.verdict_html import answer_html


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("QMLAW_ANSWERS", str(tmp_path / "answers.json"))
    return tmp_path / "answers.json"


@pytest.fixture
def panel():
    return _Panel("author", "C2", "en")


def line(panel, name):
    return next(part for part in panel.statuses.value.split("<br>") if f"<strong>{name}</strong>" in part)


def test_the_panel_begins_with_its_preset(panel):
    assert panel.choice() == argument.author(argument.load_claims())
    still = answer_html(panel.choice(), "C2", "en")
    assert panel.statuses.value in still and panel.ground.value in still
    assert panel.buttons["C2"].value == LEFT and panel.buttons["P8"].value == "accept"


def test_taking_away_a_premise_changes_the_answer_at_once(panel):
    assert "stands" in line(panel, "C2")
    panel.buttons["P6"].value = "reject"
    assert "falls" in line(panel, "C2") and "stands" in line(panel, "C1") and "not P6" in panel.ground.value
    panel.buttons["P6"].value = "suspend"
    assert "undecided" in line(panel, "C2")
    panel.buttons["P6"].value = LEFT  # P7 supports it
    assert "stands" in line(panel, "C2")


def test_ticks_answer_objections_one_by_one_or_all_at_once(panel):
    panel.preset.value = "critic"
    assert "falls" in line(panel, "C3") and not any(tick.value for tick in panel.ticks.values())
    panel.steelman.value = True
    assert "undecided" in line(panel, "C3")
    assert panel.choice().answered == frozenset()  # the marks stay as they were
    panel.steelman.value = False
    panel.ticks["O9"].value = True
    assert panel.choice().answered == {"O9"}


def test_experiments_count_only_when_ticked(panel):
    panel.goal.value = "I3"
    assert "stands" in line(panel, "I3") and "verdict of T11 against it" in panel.ground.value
    panel.evidence.value = True
    assert "falls" in line(panel, "I3") and panel.buttons["D24"].value == "accept"


def test_a_preset_writes_the_answer_once(panel, monkeypatch):
    calls, write = [], reader_panel.ground_html
    monkeypatch.setattr(reader_panel, "ground_html", lambda *a: calls.append(1) or write(*a))
    panel.preset.value = "blank"
    assert len(calls) == 1 and panel.choice() == argument.blank(argument.load_claims())


def test_answers_are_saved_and_come_back(panel, kept):
    panel.buttons["P8"].value = "reject"
    panel.save.click()
    assert panel.note.value == '<p role="status">Saved in answers.json.</p>'
    assert load_answers(kept, argument.load_claims()).choice == panel.choice()
    assert panel.buttons["P8"].value == "reject"  # saving sets nothing back
    panel.preset.value = "blank"
    panel.preset.value = "saved"
    assert panel.buttons["P8"].value == "reject" and panel.buttons["P6"].value == "accept"


def test_a_name_and_a_note_in_the_file_survive(kept):
    claims = argument.load_claims()
    document = {"qmlaw_answers": 1, "reader": "Kim", "note": "why", "marks": {"P8": "reject"}, "answered": []}
    kept.write_text(json.dumps(document), encoding="utf-8")
    panel = _Panel("blank", "C3", "ko")
    panel.preset.value = "saved"
    panel.save.click()
    again = load_answers(kept, claims)
    assert (again.reader, again.note, again.choice.marks["P8"]) == ("Kim", "why", "reject")


def test_a_damaged_file_is_named_and_the_marks_stay(kept):
    kept.write_text("{", encoding="utf-8")
    panel = _Panel("author", "C3", "en")
    panel.preset.value = "saved"
    assert "could not be read: answers.json: not valid JSON" in panel.note.value
    assert panel.choice() == argument.author(argument.load_claims())


def test_saving_where_there_is_no_folder_is_said(panel, monkeypatch, tmp_path):
    monkeypatch.setenv("QMLAW_ANSWERS", str(tmp_path / "none" / "answers.json"))
    panel.save.click()
    assert panel.note.value.startswith('<p role="status">Not saved: ')


def test_every_claim_has_a_labelled_row_of_buttons_within_two_steps(panel):
    seen = set()
    for _, kind in panel.kind.options:
        panel.kind.value = kind
        for row in panel.rows.children:
            title, buttons = row.children[:2]
            name = title.value.split(">")[1].split()[0]
            assert all(tip.startswith(f"{name}: ") for tip in buttons.tooltips)
            assert buttons is panel.buttons[name]
            seen.add(name)
    assert seen == set(argument.load_claims())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_without_a_kernel_has_question_hint_and_answer(shown, language):
    argue("critic", "C3", language)
    question, widget, still = shown
    assert "?" in question["text/plain"] and widget["text/plain"].startswith("[")
    assert still["text/html"] == answer_html(argument.critic(argument.load_claims()), "C3", language)
    assert "<script" not in still["text/html"] and f'lang="{language}"' in still["text/html"]


def test_unknown_presets_and_claims_are_refused():
    with pytest.raises(ValueError, match="preset is 'pope'; allowed are author, critic, blank"):
        argue("pope")
    with pytest.raises(ValueError, match="conclusion is 'P8'; allowed are C1"):
        argue("author", "P8")
