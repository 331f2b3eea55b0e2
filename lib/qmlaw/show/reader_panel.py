"""The argument taken apart by hand: a row of buttons per claim, and what stands, updated at every choice.

All controls are buttons and boxes to tick: Tab reaches them and the space bar works them. (Menus would not
do: JupyterLab keeps the arrow keys for itself.) The statuses are a live region: a screen reader says them
when they change. A page without a kernel keeps the answer for the view at the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from qmlaw import argument
from qmlaw.argument import language as current_language
from qmlaw.argument.answers import Answers, answers_file, load_answers, save_answers
from qmlaw.argument.claims import KINDS
from qmlaw.argument.dependency import dependency_view
from qmlaw.argument.reader import MARK_WORDS, MARKS, Choice, attacking
from qmlaw.argument.reasons import following, reasons_against
from qmlaw.show.sliders import live
from qmlaw.show.verdict_html import answer_html, ground_html, status_html

if TYPE_CHECKING:
    from ipywidgets import DOMWidget, VBox

#: The value of a row for a claim that is left to the argument (to the widget, None is "nothing chosen").
LEFT = "left"
PRESETS = {
    "author": {"en": "the essay's author", "ko": "글쓴이"},
    "critic": {"en": "a critic", "ko": "비판자"},
    "blank": {"en": "nothing decided yet", "ko": "아직 정하지 않음"},
}
WORDS = {
    "begin": {"en": "Begin with", "ko": "시작하는 관점"},
    "saved": {"en": "my saved answers", "ko": "저장해 둔 나의 답"},
    "steelman": {"en": "best reply to every objection", "ko": "모든 반론에 가장 좋은 답을 인정"},
    "evidence": {"en": "reject what an experiment speaks against", "ko": "실험이 반대하는 주장을 거부"},
    "goal": {"en": "Look at", "ko": "살펴볼 주장"},
    "kind": {"en": "Decide on", "ko": "정할 주장"},
    "keys": {
        "en": "With the keyboard: Tab goes on, the space bar chooses.",
        "ko": "키보드: Tab으로 옮기고 스페이스로 고른다.",
    },
    "left": {"en": "as it follows", "ko": "논증에 맡김"},
    "answered": {"en": "answered", "ko": "답함"},
    "save": {"en": "Save my answers", "ko": "나의 답 저장"},
    "kept": {"en": "Saved in {}.", "ko": "{}에 저장했습니다."},
    "not_kept": {"en": "Not saved", "ko": "저장하지 않았습니다"},
    "unread": {"en": "The saved answers could not be read", "ko": "저장해 둔 답을 읽지 못했습니다"},
    "question": {
        "en": "Which conclusions stand if you take away a premise?",
        "ko": "전제 하나를 빼면 어떤 결론이 남는가?",
    },
    "hint": {
        "en": "Run this cell to accept, reject or suspend claims yourself",
        "ko": "이 셀을 실행하면 주장을 직접 받아들이거나 거부하거나 보류할 수 있습니다",
    },
}


def argue(preset: str = "author", conclusion: str = "C3", language: str | None = None) -> None:
    """Show the argument with buttons per claim; below it, stored, the answer for the view at the start.

    Parameters
    ----------
    preset : {"author", "critic", "blank"}
        Whose view it begins with.
    conclusion : str
        Id of the interpretation or conclusion whose ground is laid open first.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Raises
    ------
    ValueError
        If there is no such preset or conclusion.
    """
    chosen = current_language(language)
    panel = reader_panel(preset, conclusion, chosen)
    still = answer_html(_preset(preset), conclusion, chosen)
    live(panel, WORDS["question"][chosen], still, WORDS["hint"][chosen])


def reader_panel(preset: str = "author", conclusion: str = "C3", language: str | None = None) -> VBox:
    """Return the controls and the answer as one widget.

    Parameters
    ----------
    preset : {"author", "critic", "blank"}
        Whose view it begins with.
    conclusion : str
        Id of the interpretation or conclusion whose ground is laid open first.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    ipywidgets.VBox

    Raises
    ------
    ValueError
        If there is no such preset or conclusion.
    """
    return _Panel(preset, conclusion, current_language(language)).box


def _preset(name: str) -> Choice:
    if name not in PRESETS:
        raise ValueError(f"preset is {name!r}; allowed are {', '.join(PRESETS)}")
    return getattr(argument, name)(argument.load_claims())


class _Panel:
    """The controls, joined to the answer. The choice is what the buttons and boxes say at the moment."""

    def __init__(self, preset: str, conclusion: str, language: str) -> None:
        import ipywidgets

        self.language, self.claims = language, argument.load_claims()
        self.reasons = reasons_against(self.claims)
        self.measured = [reason for reason in self.reasons if reason.kind == "experiment"]
        self.kept, self.quiet = Answers(), False
        start, goals = _preset(preset), self._named("CI")
        if conclusion not in [name for _, name in goals]:
            raise ValueError(f"conclusion is {conclusion!r}; allowed are {', '.join(n for _, n in goals)}")
        self.statuses = ipywidgets.HTML(layout={"flex": "1 0 17em", "margin": "0 0 0 1em"})
        self.ground, self.note = ipywidgets.HTML(), ipywidgets.HTML()
        self.ticks = {name: self._tick(WORDS["answered"][language]) for name in attacking(self.claims)}
        self.buttons = {name: self._marks(name) for name in self.claims}
        self.lines = {name: self._line(name) for name in self.claims}
        self.preset = self._one_of(self._presets(), preset)
        self.goal = self._one_of(goals, conclusion)
        self.kind = self._one_of([(words[language], kind) for kind, words in KINDS.items()], "P")
        self.steelman = self._tick(WORDS["steelman"][language])
        self.evidence = self._tick(WORDS["evidence"][language])
        self.save = ipywidgets.Button(description=WORDS["save"][language])
        self.rows = ipywidgets.VBox(layout={"height": "30em", "overflow": "auto", "flex": "1 1 36em"})
        self.box = ipywidgets.VBox(
            [
                ipywidgets.HTML(f"<small>{WORDS['keys'][language]}</small>"),
                self._titled(WORDS["begin"][language], self.preset),
                self._titled("", self.steelman, self.evidence),
                self._titled(WORDS["kind"][language], self.kind),
                ipywidgets.HBox([self.rows, self.statuses], layout={"flex_flow": "row wrap"}),
                ipywidgets.HBox([self.save, self.note]),
                self._titled(WORDS["goal"][language], self.goal),
                self.ground,
            ]
        )
        self.box.add_class("qmlaw-argue")
        self._set(start)
        self._list_rows()
        self._answer()
        self._listen()

    def _listen(self) -> None:
        everything = (self.steelman, self.evidence, self.goal, *self.buttons.values(), *self.ticks.values())
        for control in everything:
            control.observe(self._answer, names="value")
        self.preset.observe(self._begin, names="value")
        self.kind.observe(self._list_rows, names="value")
        self.save.on_click(self._save)

    def choice(self) -> Choice:
        """What the buttons and boxes say, before the two boxes for all claims at once."""
        marks = {name: row.value for name, row in self.buttons.items() if row.value != LEFT}
        return Choice(marks, frozenset(name for name, tick in self.ticks.items() if tick.value))

    def _presets(self) -> list[tuple[str, str]]:
        names = [(words[self.language], name) for name, words in PRESETS.items()]
        return names + ([(WORDS["saved"][self.language], "saved")] if answers_file().is_file() else [])

    def _named(self, kinds: str) -> list[tuple[str, str]]:
        return [(c.id, c.id) for kind in kinds for c in self.claims.values() if c.kind == kind]

    def _one_of(self, options: list[tuple[str, Any]], value: Any, tooltips: Sequence[str] = ()) -> DOMWidget:
        import ipywidgets

        fit = {"button_width": "auto"}
        return ipywidgets.ToggleButtons(options=options, value=value, tooltips=list(tooltips), style=fit)

    def _titled(self, title: str, *controls: DOMWidget, hint: str = "") -> DOMWidget:
        import ipywidgets

        words = f'<div title="{escape(hint)}" style="line-height: 1.3">{escape(title)}</div>'
        head = ipywidgets.HTML(words, layout={"flex": "0 0 13em"})
        return ipywidgets.HBox([head, *controls], layout={"flex": "0 0 auto", "flex_flow": "row wrap"})

    def _marks(self, name: str) -> DOMWidget:
        """Return the buttons for one claim; each says in its tooltip which claim it is about."""
        supported = any(step.target == name for step in argument.steps(self.claims))
        options = [(MARK_WORDS[mark][self.language], mark) for mark in MARKS]
        options += [(WORDS["left"][self.language], LEFT)] if supported else []
        return self._one_of(options, options[-1][1], [f"{name}: {words}" for words, _ in options])

    def _line(self, name: str) -> DOMWidget:
        claim = self.claims[name]
        against = "".join(f" (✗ {reason.source})" for reason in self.measured if reason.claim == name)
        ticks = [self.ticks[name]] if name in self.ticks else []
        title = f"{name} {claim.label[self.language]}{against}"
        return self._titled(title, self.buttons[name], *ticks, hint=claim.text[self.language])

    def _tick(self, title: str) -> DOMWidget:
        import ipywidgets

        return ipywidgets.Checkbox(description=title, indent=False, layout={"width": "auto"})

    def _list_rows(self, _change: object = None) -> None:
        shown = [name for name, claim in self.claims.items() if claim.kind == self.kind.value]
        self.rows.children = [self.lines[name] for name in shown]

    def _set(self, choice: Choice) -> None:
        for name, row in self.buttons.items():
            row.value = choice.marks.get(name, row.options[-1][1])
        for name, tick in self.ticks.items():
            tick.value = name in choice.answered

    def _begin(self, change: dict[str, Any]) -> None:
        if self.quiet:
            return
        self.note.value = ""
        if change["new"] != "saved":
            choice = _preset(change["new"])
        else:
            try:
                self.kept = load_answers(answers_file(), self.claims)
            except (ValueError, OSError) as error:
                self._say(f"{WORDS['unread'][self.language]}: {error}")
                return
            choice = self.kept.choice
        self.quiet = True  # the answer is written once, after the last row is set
        self._set(choice)
        self.quiet = False
        self._answer()

    def _answer(self, _change: object = None) -> None:
        if self.quiet:
            return
        choice = following(self.choice(), self.measured) if self.evidence.value else self.choice()
        choice = argument.steelman(self.claims, choice) if self.steelman.value else choice
        view = dependency_view(self.claims, choice)
        self.statuses.value = status_html(view, self.language)
        self.ground.value = ground_html(view, self.goal.value, self.reasons, self.language)

    def _save(self, _button: object) -> None:
        try:
            kept = Answers(self.choice(), self.kept.reader, self.kept.note)
            path = save_answers(kept, answers_file(), self.claims)
        except (ValueError, OSError) as error:
            self._say(f"{WORDS['not_kept'][self.language]}: {error}")
            return
        self._say(WORDS["kept"][self.language].format(path.name))
        self.quiet, at = True, self.preset.value
        self.preset.options = self._presets()
        self.preset.value, self.quiet = at, False

    def _say(self, text: str) -> None:
        self.note.value = f'<p role="status">{escape(text)}</p>'
