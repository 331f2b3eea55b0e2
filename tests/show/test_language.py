"""The language: chosen, else from the environment, else English; twins must both exist."""

import pytest

from qmlaw.show import language as chosen_language
from qmlaw.show import set_language, text


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch):
    import sys

    monkeypatch.setattr(sys.modules["qmlaw.argument.languages"], "_chosen", None)
    monkeypatch.delenv("QMLAW_LANG", raising=False)


def test_english_unless_told_otherwise():
    assert chosen_language() == "en"
    assert text(en="error", ko="오차") == "error"


def test_the_environment_chooses_and_the_notebook_overrules(monkeypatch):
    monkeypatch.setenv("QMLAW_LANG", "ko")
    assert text(en="error", ko="오차") == "오차"
    set_language("en")
    assert text(en="error", ko="오차") == "error"


def test_unknown_languages_are_refused(monkeypatch):
    with pytest.raises(ValueError, match="language is 'kr'; allowed are en, ko"):
        set_language("kr")
    monkeypatch.setenv("QMLAW_LANG", "jp")
    with pytest.raises(ValueError, match="'jp'"):
        chosen_language()


@pytest.mark.parametrize(("en", "ko", "missing"), [("", "오차", "en"), ("error", " ", "ko")])
def test_an_empty_twin_is_refused(en, ko, missing):
    with pytest.raises(ValueError, match=f"the {missing} twin is empty"):
        text(en=en, ko=ko)


def test_importing_draws_nothing_and_loads_no_matplotlib():
    import subprocess
    import sys

    code = "import qmlaw.show, sys; sys.exit('matplotlib' in sys.modules or 'ipywidgets' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
