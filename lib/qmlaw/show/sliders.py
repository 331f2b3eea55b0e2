"""One interactive figure per question: sliders over a drawing, and the same drawing stored below.

The stored output of a notebook keeps the question, a line of text and the static figure. The sliders come
to life when the cell runs. So a page without a kernel is complete, and no widget state is stored.
"""

import html
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qmlaw.show.figures import check_alt, picture_html, png
from qmlaw.show.language import text
from qmlaw.show.moving import svg_html

if TYPE_CHECKING:
    from ipywidgets import DOMWidget
    from matplotlib.figure import Figure

logger = logging.getLogger(__name__)

# JupyterLab shrinks a wide picture to the page when it is an output, but not inside a widget.
_FIT = "<style>.qmlaw-explore img { max-width: 100%; height: auto; }</style>"


@dataclass(frozen=True)
class Slider:
    """A number that the reader slides.

    Parameters
    ----------
    low, high, start, step : float
        Range, value at first, and step; integers give an integer slider.
    label : str
        Name and unit, ``text(en=…, ko=…)``.

    Raises
    ------
    ValueError
        If the start lies outside the range or the step is not positive.
    """

    low: float
    high: float
    start: float
    step: float
    label: str

    def __post_init__(self) -> None:
        if not self.low <= self.start <= self.high:
            raise ValueError(f"start is {self.start}; allowed is {self.low} to {self.high}")
        if self.step <= 0:
            raise ValueError(f"step is {self.step}; it must be above 0")

    def _widget(self) -> "DOMWidget":
        import ipywidgets

        whole = all(isinstance(x, int) for x in (self.low, self.high, self.start, self.step))
        kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        return kind(
            value=self.start,
            min=self.low,
            max=self.high,
            step=self.step,
            description=self.label,
            continuous_update=False,
            style={"description_width": "14em"},
            layout={"width": "38em"},
        )


@dataclass(frozen=True)
class Choice:
    """One of several named things that the reader picks.

    Parameters
    ----------
    options : mapping of str to object
        What is shown, and the value handed to the drawing.
    start : object
        The value at first.
    label : str
        Name, ``text(en=…, ko=…)``.

    Raises
    ------
    ValueError
        If the start is none of the values.
    """

    options: Mapping[str, Any]
    start: Any
    label: str

    def __post_init__(self) -> None:
        if not any(self.start is value or self.start == value for value in self.options.values()):
            raise ValueError(f"start is {self.start!r}; allowed are {list(self.options.values())}")

    def _widget(self) -> "DOMWidget":
        import ipywidgets

        return ipywidgets.Dropdown(
            options=list(self.options.items()),
            value=self.start,
            description=self.label,
            style={"description_width": "14em"},
            layout={"width": "38em"},
        )


def explore(
    draw: "Callable[..., Figure | str]",
    question: str,
    alt: str | Callable[..., str],
    **controls: Slider | Choice,
) -> None:
    """Show a question, a figure that answers to sliders, and the same figure as a stored picture.

    Parameters
    ----------
    draw : callable
        Takes one keyword argument per control and returns a Matplotlib figure, or an SVG document that may
        move (`qmlaw.show.moving`). Make it fast (< 0.5 s).
    question : str
        The question that the figure answers; shown above it.
    alt : str or callable
        Alternative text; a callable gets the same keyword arguments as `draw`.
    **controls : Slider or Choice
        One per keyword argument of `draw`.

    Raises
    ------
    ValueError
        If there is no control, or the question or the alternative text is empty.
    """
    from IPython.display import display

    if not controls:
        raise ValueError("explore() got no control; give at least one Slider or Choice")
    if not question.strip():
        raise ValueError(f"question is {question!r}; write above the figure what it answers")

    def picture(values: dict[str, Any], caption: str = "") -> str:
        words = alt(**values) if callable(alt) else alt
        check_alt(words)
        drawn = draw(**values)
        if isinstance(drawn, str):
            return svg_html(drawn, words, caption)
        return picture_html(png(drawn), words, caption)

    start = {name: control.start for name, control in controls.items()}
    words = alt(**start) if callable(alt) else alt
    still = picture(start, text(en="The figure at its start values.", ko="처음 값에서의 그림."))
    labels = ", ".join(control.label for control in controls.values())
    hint = text(en="Run this cell to move the sliders", ko="이 셀을 실행하면 슬라이더를 움직일 수 있습니다")

    display(
        {"text/html": f"<p><strong>{html.escape(question)}</strong></p>", "text/plain": question}, raw=True
    )
    display({**_live(picture, start, controls), "text/plain": f"[{hint}: {labels}]"}, raw=True)
    display({"text/html": still, "text/plain": f"{text(en='Figure', ko='그림')}: {words}"}, raw=True)


def live(widget: "DOMWidget", question: str, still: str, hint: str) -> None:
    """Show a question, a widget that works while a kernel runs, and what it shows at first as stored HTML.

    Parameters
    ----------
    widget : ipywidgets widget
        Any widget; its view is not stored.
    question : str
        The question that it answers; shown above it.
    still : str
        HTML of what the widget shows at first, for the page without a kernel.
    hint : str
        What a reader without a kernel is told in place of the widget.

    Raises
    ------
    ValueError
        If the question is empty.
    """
    from IPython.display import display

    if not question.strip():
        raise ValueError(f"question is {question!r}; write above the widget what it answers")
    display(
        {"text/html": f"<p><strong>{html.escape(question)}</strong></p>", "text/plain": question}, raw=True
    )
    display({**widget._repr_mimebundle_(), "text/plain": f"[{hint}]"}, raw=True)
    display({"text/html": still, "text/plain": still}, raw=True)


def _live(
    picture: Callable[[dict[str, Any]], str], start: dict[str, Any], controls: Mapping[str, Slider | Choice]
) -> dict[str, Any]:
    """Build the widgets, join them to the picture, and return their view as a display bundle."""
    import ipywidgets

    image = ipywidgets.HTML(_FIT + picture(start))
    widgets = {name: control._widget() for name, control in controls.items()}

    def redraw(_change: object) -> None:
        values = {name: widget.value for name, widget in widgets.items()}
        try:
            image.value = _FIT + picture(values)
        except Exception as error:
            # An error inside a widget callback would vanish into a log; the reader must see it.
            logger.exception("the drawing failed at %s", values)
            image.value = f"<pre>{html.escape(f'{type(error).__name__}: {error}')}</pre>"

    for widget in widgets.values():
        widget.observe(redraw, names="value")
    box = ipywidgets.VBox([*widgets.values(), image], layout={"margin": "0 0 0.5em 0"})
    box.add_class("qmlaw-explore")
    return dict(box._repr_mimebundle_())
