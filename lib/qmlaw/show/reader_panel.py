"""The argument taken apart by hand: a menu per claim, and what stands, updated at every choice.

Every control is a plain menu, box to tick or button, so that all of it can be reached and worked with the
keyboard. The answer is marked as a live region: a screen reader says it when it changes. A page without a
kernel keeps the answer for the view at the start.
"""

from __future__ import annotations

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
from qmlaw.show.verdict_html import answer_html, view_html

if TYPE_CHECKING:
    from ipywidgets import DOMWidget, VBox

#: The value of a menu for a claim that is left to the argument (a menu takes None for "nothing chosen").
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
    """Show the argument with a menu per claim; below it, stored, the answer for the view at the start.

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
    """The controls, joined to the answer. The choice is what the menus and boxes say at the moment."""

    def __init__(self, preset: str, conclusion: str, language: str) -> None:
        import ipywidgets

        self.language, self.claims = language, argument.load_claims()
        self.reasons = reasons_against(self.claims)
        self.measured = [reason for reason in self.reasons if reason.kind == "experiment"]
        self.kept, self.quiet = Answers(), False
        start, goals = _preset(preset), self._named("CI")
        if conclusion not in [name for _, name in goals]:
            raise ValueError(f"conclusion is {conclusion!r}; allowed are {', '.join(n for _, n in goals)}")
        self.answer = ipywidgets.HTML()
        self.note = ipywidgets.HTML()
        self.menus = {name: self._menu(name) for name in self.claims}
        self.ticks = {name: self._tick(WORDS["answered"][language]) for name in attacking(self.claims)}
        self.preset = self._choose(WORDS["begin"], self._presets(), preset)
        self.goal = self._choose(WORDS["goal"], goals, conclusion)
        kinds = [(words[language], kind) for kind, words in KINDS.items()]
        self.kind = self._choose(WORDS["kind"], kinds, "P")
        self.steelman = self._tick(WORDS["steelman"][language])
        self.evidence = self._tick(WORDS["evidence"][language])
        save = ipywidgets.Button(description=WORDS["save"][language])
        self.rows = ipywidgets.VBox(layout={"max_height": "26em", "overflow": "auto"})
        self._set(start)
        self._list_rows()
        for control in (*self.menus.values(), *self.ticks.values(), self.steelman, self.evidence, self.goal):
            control.observe(self._answer, names="value")
        self.preset.observe(self._begin, names="value")
        self.kind.observe(self._list_rows, names="value")
        save.on_click(self._save)
        controls = [
            self.preset,
            self.steelman,
            self.evidence,
            self.goal,
            self.kind,
            self.rows,
            save,
            self.note,
        ]
        self.box = ipywidgets.VBox([*controls, self.answer])
        self.box.add_class("qmlaw-argue")
        self._answer()

    def choice(self) -> Choice:
        """What the menus and boxes say, before the two boxes for all claims at once."""
        marks = {name: menu.value for name, menu in self.menus.items() if menu.value != LEFT}
        return Choice(marks, frozenset(name for name, tick in self.ticks.items() if tick.value))

    def _presets(self) -> list[tuple[str, str]]:
        names = [(words[self.language], name) for name, words in PRESETS.items()]
        return names + ([(WORDS["saved"][self.language], "saved")] if answers_file().is_file() else [])

    def _named(self, kinds: str) -> list[tuple[str, str]]:
        return [(f"{c.id}  {c.label[self.language]}", c.id) for c in self.claims.values() if c.kind in kinds]

    def _choose(self, words: dict[str, str], options: list[tuple[str, Any]], value: Any) -> DOMWidget:
        import ipywidgets

        width = {"description_width": "22em"}
        name = words[self.language]
        return ipywidgets.Dropdown(
            options=options, value=value, description=name, style=width, layout={"width": "40em"}
        )

    def _menu(self, name: str) -> DOMWidget:
        supported = any(step.target == name for step in argument.steps(self.claims))
        options = [(MARK_WORDS[mark][self.language], mark) for mark in MARKS]
        options += [(MARK_WORDS[None][self.language], LEFT)] if supported else []
        against = [reason.source for reason in self.measured if reason.claim == name]
        title = f"{name} {self.claims[name].label[self.language]}" + "".join(f" ({t} ✗)" for t in against)
        menu = self._choose({self.language: title}, options, options[-1][1])
        menu.tooltip = self.claims[name].text[self.language]
        return menu

    def _tick(self, title: str) -> DOMWidget:
        import ipywidgets

        return ipywidgets.Checkbox(description=title, indent=False, layout={"width": "auto"})

    def _list_rows(self, _change: object = None) -> None:
        import ipywidgets

        names = [name for name, claim in self.claims.items() if claim.kind == self.kind.value]
        joined = [[self.menus[n], self.ticks[n]] if n in self.ticks else [self.menus[n]] for n in names]
        self.rows.children = [ipywidgets.HBox(row) for row in joined]

    def _set(self, choice: Choice) -> None:
        for name, menu in self.menus.items():
            menu.value = choice.marks.get(name, menu.options[-1][1])
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
        self.quiet = True  # the answer is written once, after the last menu is set
        self._set(choice)
        self.quiet = False
        self._answer()

    def _answer(self, _change: object = None) -> None:
        if self.quiet:
            return
        choice = following(self.choice(), self.measured) if self.evidence.value else self.choice()
        choice = argument.steelman(self.claims, choice) if self.steelman.value else choice
        view = dependency_view(self.claims, choice)
        self.answer.value = view_html(view, self.goal.value, self.reasons, self.language)

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
