"""One call gives sliders that redraw and a static twin; an error in the drawing reaches the reader."""

import ipywidgets
import pytest
from matplotlib import pyplot as plt

from qmlaw.show import Choice, Slider, explore
from qmlaw.show.sliders import _live


def draw(height, kind="line"):
    fig, ax = plt.subplots(figsize=(2, 2))
    ax.plot([0, 1], [0, height], "-" if kind == "line" else "o")
    ax.set_ylim(0, 10)
    return fig


HEIGHT = Slider(0, 10, 5, 1, label="height / m")
KIND = Choice({"as a line": "line", "as points": "points"}, "line", label="drawn")


def widgets_of(draw, **controls):
    from qmlaw.show.figures import picture_html, png

    made = []
    original = ipywidgets.VBox
    ipywidgets.VBox = lambda children, **kw: made.append(original(children, **kw)) or made[-1]
    try:
        start = {name: control.start for name, control in controls.items()}
        _live(lambda values: picture_html(png(draw(**values)), "a line"), start, controls)
    finally:
        ipywidgets.VBox = original
    return made[0].children


def test_question_sliders_and_static_figure_come_in_this_order(shown):
    explore(draw, "How high?", "a line", height=HEIGHT, kind=KIND)
    question, live, still = shown
    assert "<strong>How high?</strong>" in question["text/html"]
    assert live["text/plain"] == "[Run this cell to move the sliders: height / m, drawn]"
    assert "application/vnd.jupyter.widget-view+json" in live
    assert "data:image/png;base64," in still["text/html"]
    assert still["text/plain"] == "Figure: a line"


def test_the_alternative_text_can_tell_the_values(shown):
    explore(draw, "How high?", lambda height: f"a line up to {height} m", height=HEIGHT)
    assert shown[-1]["text/plain"] == "Figure: a line up to 5 m"


def test_moving_a_slider_redraws_and_moving_back_restores():
    height, kind, image = widgets_of(draw, height=HEIGHT, kind=KIND)
    first = image.value
    height.value = 9
    second = image.value
    assert second != first
    kind.value = "points"
    assert image.value not in (first, second)
    kind.value, height.value = "line", 5
    assert image.value == first


def test_the_slider_waits_until_it_is_let_go():
    height, _ = widgets_of(draw, height=HEIGHT)
    assert height.continuous_update is False
    assert isinstance(height, ipywidgets.IntSlider)
    assert (height.min, height.max, height.step, height.description) == (0, 10, 1, "height / m")


def test_an_error_in_the_drawing_is_shown_and_does_not_stick(caplog):
    def fragile(height):
        if height > 8:
            raise ValueError("too <high>")
        return draw(height)

    height, image = widgets_of(fragile, height=HEIGHT)
    first = image.value
    height.value = 9
    assert image.value == "<pre>ValueError: too &lt;high&gt;</pre>"
    assert "the drawing failed at {'height': 9}" in caplog.text
    height.value = 5
    assert image.value == first


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Slider(0, 1, 2, 0.1, "x"), "start is 2; allowed is 0 to 1"),
        (lambda: Slider(0, 1, 0.5, 0, "x"), "step is 0; it must be above 0"),
        (lambda: Choice({"a": 1}, 2, "x"), r"start is 2; allowed are \[1\]"),
        (lambda: explore(draw, "Why?", "a line"), "got no control"),
        (lambda: explore(draw, " ", "a line", height=HEIGHT), "write above the figure what it answers"),
        (lambda: explore(draw, "Why?", " ", height=HEIGHT), "say in words"),
    ],
)
def test_bad_controls_are_refused(shown, make, message):
    with pytest.raises(ValueError, match=message):
        make()
