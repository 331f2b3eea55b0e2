"""The coding sheet as a widget: what is chosen is on disk, and comes back."""

import pytest

from qmlaw.argument import set_language
from qmlaw.classroom import coding_panel as panel
from qmlaw.classroom import coding_sheet as sheet


@pytest.fixture
def folder(tmp_path, monkeypatch):
    papers = tmp_path / "papers.csv"
    papers.write_text("paper,year,first_author,title\n1,2007,B,One\n2,2012,R,Two\n", encoding="utf-8")
    (tmp_path / "codings").mkdir()
    for module in (panel, sheet):
        monkeypatch.setattr(module, "papers_file", lambda: papers)
    return tmp_path / "codings"


def rows(box):
    return [line.children[1:] for line in box.children[:-1]]


def test_a_paper_is_saved_when_both_codes_are_chosen_and_comes_back(folder):
    set_language("en")
    box = panel.coding_panel("ana")
    (aim, interior), _ = rows(box)
    aim.value = "both"
    assert sheet.load_codings(folder)[0].values == {}
    interior.value = "yes"
    assert sheet.load_codings(folder)[0].values == {1: {"aim": "both", "interior": "yes"}}
    assert "1 of 2 papers saved in ana.csv" in box.children[-1].value
    again = rows(panel.coding_panel("ana"))
    assert [[b.value for b in row] for row in again] == [["both", "yes"], [None, None]]


def test_a_name_that_is_no_file_name_is_refused(folder):
    with pytest.raises(ValueError, match="coder is '../ana'"):
        panel.coding_panel("../ana")
    assert list(folder.iterdir()) == []
