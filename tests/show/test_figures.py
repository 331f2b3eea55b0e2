"""Figures: Korean without lost glyphs, words for those who cannot see, small files, no side effects."""

import base64
import io
import logging
import re
import warnings

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt

from qmlaw.show import COLOURS, figure, set_up, use_house_style, use_korean_font
from qmlaw.show.figures import png


def draw_korean():
    fig, ax = plt.subplots()
    ax.plot([-1, 0, 1], [-2, 0, 2])
    ax.set(xlabel=r"거리 $R$ / Å (보어 → 옹스트롬)", ylabel=r"에너지 $\Delta E_{\mathrm{at}}$ / kcal mol⁻¹")
    ax.set_title("쿨롱 행렬 뷁 −2 ≤ ω ≤ ±2")
    return fig


class Lost(logging.Handler):
    """Collects the glyphs that Matplotlib could not find; mathematics logs them, plain text warns."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        if "glyph" in record.getMessage().lower():
            self.messages.append(record.getMessage())


def lost_glyphs(fig):
    lost = Lost()
    logger = logging.getLogger("matplotlib")
    logger.addHandler(lost)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            png(fig)
    finally:
        logger.removeHandler(lost)
    return lost.messages + [str(w.message) for w in caught if "glyph" in str(w.message).lower()]


def test_korean_mathematics_and_minus_are_all_drawn():
    use_korean_font()
    assert lost_glyphs(draw_korean()) == []


def test_the_korean_edition_is_set_up_for_korean():
    set_up("ko")
    assert lost_glyphs(draw_korean()) == []


def test_without_the_korean_font_glyphs_are_lost():
    """Negative control: the test above can fail."""
    matplotlib.rcParams["font.family"] = ["DejaVu Sans"]
    assert lost_glyphs(draw_korean())


def test_a_figure_carries_its_words(shown):
    fig, _ = plt.subplots()
    figure(fig, alt='the error falls "fast" & <straight>', caption="Learning curve.")
    (bundle,) = shown
    assert 'alt="the error falls &quot;fast&quot; &amp; &lt;straight&gt;"' in bundle["text/html"]
    assert "<figcaption>Learning curve.</figcaption>" in bundle["text/html"]
    assert bundle["text/plain"] == 'Figure: the error falls "fast" & <straight>'


def test_a_figure_without_words_is_refused():
    fig, _ = plt.subplots()
    with pytest.raises(ValueError, match="say in words what the figure shows"):
        figure(fig, alt=" ")


def test_a_shown_figure_is_closed_and_not_shown_twice(shown):
    fig, _ = plt.subplots()
    figure(fig, alt="empty axes")
    assert plt.get_fignums() == []


def test_the_same_figure_gives_the_same_small_picture():
    use_house_style()

    def draw():
        fig, ax = plt.subplots()
        ax.imshow(np.outer(np.arange(23), np.arange(23)))
        return png(fig)

    assert draw() == draw()
    assert len(draw()) < 100_000


def test_the_stored_picture_is_a_picture(shown):
    from PIL import Image

    fig, ax = plt.subplots(figsize=(5, 3))
    ax.plot([0, 1], [0, 1], color=COLOURS["blue"])
    figure(fig, alt="a line")
    data, width = re.search(r'base64,(.*?)" width="(\d+)"', shown[0]["text/html"]).groups()
    image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    assert image.size == (720, 432)
    assert int(width) == 400
    blue = np.array([0x00, 0x72, 0xB2])
    assert (np.abs(np.asarray(image, dtype=int) - blue).max(axis=2) < 12).sum() > 500


def test_drawing_changes_no_style_of_the_reader():
    before = dict(matplotlib.rcParams)
    png(plt.figure())
    assert dict(matplotlib.rcParams) == before


def seen_without_green_cones(colours):
    """CIELAB of colours under deuteranopia (Machado et al. 2009, severity 1, linear RGB)."""
    deuteranopia = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ]
    to_xyz = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.072175],
        [0.0193339, 0.119192, 0.9503041],
    ]
    rgb = np.array([matplotlib.colors.to_rgb(c) for c in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    white = np.array([0.95047, 1.0, 1.08883])
    xyz = np.clip(linear @ np.transpose(deuteranopia), 0, 1) @ np.transpose(to_xyz) / white
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def smallest_distance(colours):
    lab = seen_without_green_cones(colours)
    return (np.linalg.norm(lab[:, None] - lab[None], axis=2) + 1e9 * np.eye(len(lab))).min()


def test_lines_stay_apart_for_colour_blind_readers():
    use_house_style()
    ours = [entry["color"] for entry in matplotlib.rcParams["axes.prop_cycle"]]
    assert smallest_distance(ours) > 15
    # Negative control: Matplotlib's own colours do not pass.
    assert smallest_distance(list(matplotlib.colors.TABLEAU_COLORS)) < 10
