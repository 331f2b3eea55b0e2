"""The prediction sheet on the page: fields to write guesses into, and guesses beside what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from qmlaw.argument.predictions import (
    Question,
    load_predictions,
    load_questions,
    predictions_file,
    save_predictions,
)
from qmlaw.show.language import language, text
from qmlaw.show.table import Table, table


def prediction_sheet(tests: Sequence[str] | None = None) -> None:
    """Show one field per question. Each guess is saved as soon as it is entered.

    Parameters
    ----------
    tests : sequence of str, optional
        Only the questions about these experiments.
    """
    from IPython.display import display

    questions = _chosen(tests)
    hint = text(
        en="Run this cell to get fields for your guesses",
        ko="이 셀을 실행하면 짐작을 적을 칸이 나타납니다",
    )
    lines = [f"{i}. {q.question[language()]}{_in_unit(q)}" for i, q in enumerate(questions, start=1)]
    display({**_fields(questions), "text/plain": f"[{hint}]"}, raw=True)
    items = "".join(f"<li>{escape(line.split('. ', 1)[1])}</li>" for line in lines)
    display({"text/html": f"<ol>{items}</ol>", "text/plain": "\n".join(lines)}, raw=True)


def compare_predictions(measured: Mapping[str, float]) -> Table:
    """Lay the saved guesses beside what was measured.

    Parameters
    ----------
    measured : mapping of str to float
        Values by the key of the question, ``"T6.mae_sorted_bohr"``; questions without a value are left out.

    Returns
    -------
    Table
        One row per question; a dash where nothing was guessed.
    """
    guesses = load_predictions()
    rows = [
        [f"{q.question[language()]}{_in_unit(q)}", guesses.get(q.key), measured[q.key]]
        for q in load_questions()
        if q.key in measured
    ]
    columns = ["", text(en="your guess", ko="나의 짐작"), text(en="measured", ko="측정값")]
    return table(rows, columns, decimals=2)


def _chosen(tests: Sequence[str] | None) -> list[Question]:
    return [question for question in load_questions() if tests is None or question.test in tests]


def _in_unit(question: Question) -> str:
    return "" if question.unit == "1" else f" ({question.unit})"


def _fields(questions: Sequence[Question]) -> dict[str, Any]:
    """Build the fields and return their view as a display bundle."""
    import ipywidgets

    saved = load_predictions()
    note = ipywidgets.HTML()
    rows = []
    for i, question in enumerate(questions, start=1):
        start = saved.get(question.key)
        field = ipywidgets.Text(
            value="" if start is None else f"{start:g}",
            placeholder=text(en="a number", ko="수"),
            continuous_update=False,
            layout={"width": "8em"},
        )
        field.observe(lambda change, key=question.key: _save(key, change["new"], note), names="value")
        label = ipywidgets.HTML(f"{i}. {escape(question.question[language()])}{_in_unit(question)}")
        rows.append(ipywidgets.HBox([field, label]))
    box = ipywidgets.VBox([*rows, note])
    box.add_class("qmlaw-predictions")
    return dict(box._repr_mimebundle_())


def _save(key: str, entered: str, note: Any) -> None:
    """Save one guess, or say what is wrong with it."""
    try:
        save_predictions({key: float(entered)})
    except ValueError as error:
        note.value = f"<p>{text(en='Not saved', ko='저장하지 않았습니다')}: {escape(str(error))}</p>"
        return
    place = predictions_file().name
    note.value = f"<p>{text(en=f'Saved in {place}.', ko=f'{place}에 저장했습니다.')}</p>"
