"""Figures of the notebooks: one restrained style, colours for colour-blind readers, and words for blind ones.

JupyterLab drops the alternative text of a plain picture output, so a figure is shown as HTML whose
``<img>`` carries it; the plain-text twin of the output carries the same words. Nothing here runs at import.
"""

import base64
import html
import io
from typing import TYPE_CHECKING

from qmlaw.show.fonts import use_korean_font
from qmlaw.show.language import language, set_language, text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Colours that stay apart for colour-blind readers (Okabe and Ito 2008), strongest first. Grey is for
#: what stands in the background: it comes close to green, so it is not in the cycle of lines.
COLOURS = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "purple": "#CC79A7",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "black": "#222222",
    "grey": "#7F7F7F",
}
#: Colour map for signed quantities, centre at zero, and for quantities that start at zero.
SIGNED_COLOUR_MAP = "RdBu_r"
COLOUR_MAP = "viridis"

# Twice the pixels of a screen inch: sharp on a dense display, and 20 to 80 kB for a usual figure.
_DPI = 144
_SCREEN_DPI = 80


def use_house_style() -> None:
    """Set the style of the figures drawn from here on: thin axes, no box, the palette `COLOURS`."""
    import matplotlib
    from cycler import cycler

    matplotlib.rcParams.update(
        {
            "figure.figsize": (7.0, 4.2),
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "font.size": 11,
            "axes.prop_cycle": cycler(color=[c for name, c in COLOURS.items() if name != "grey"]),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.linewidth": 0.8,
            "axes.titlesize": 11,
            "axes.titlelocation": "left",
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#E4E4E4",
            "grid.linewidth": 0.6,
            "lines.linewidth": 1.8,
            "legend.frameon": False,
            "image.cmap": COLOUR_MAP,
        }
    )


def set_up(edition: str) -> None:
    """Prepare a notebook: its language, the house style and, in the Korean edition, the Korean font.

    Parameters
    ----------
    edition : {"en", "ko"}
        The language of the edition.
    """
    set_language(edition)
    use_house_style()
    if language() == "ko":
        use_korean_font()


def png(fig: "Figure", colours: int = 256) -> bytes:
    """Render a figure as a small PNG and close it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; it is closed, so that the notebook does not show it a second time.
    colours : int
        Fewer make a smaller file.

    Returns
    -------
    bytes
        A PNG with at most so many colours, without date or software name.
    """
    from matplotlib import pyplot
    from PIL import Image

    raw, small = io.BytesIO(), io.BytesIO()
    fig.savefig(raw, format="png", dpi=_DPI, facecolor="white", metadata={"Software": None})
    pyplot.close(fig)
    picture = Image.open(raw).convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    picture.save(small, format="png", optimize=True)
    return small.getvalue()


def picture_html(picture: bytes, alt: str, caption: str = "") -> str:
    """Put a PNG into an HTML figure.

    Parameters
    ----------
    picture : bytes
        The PNG, at twice the resolution of the screen.
    alt : str
        What a reader who cannot see the figure needs to know.
    caption : str, optional
        Text below the figure.

    Returns
    -------
    str
        A ``<figure>`` with the picture inside (no file, no address).
    """
    width = round(int.from_bytes(picture[16:20], "big") * _SCREEN_DPI / _DPI)
    data = base64.b64encode(picture).decode("ascii")
    below = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    image = f'<img src="data:image/png;base64,{data}" width="{width}" alt="{html.escape(alt)}">'
    return f'<figure class="qmlaw-figure" style="margin: 0">{image}{below}</figure>'


def figure(fig: "Figure", alt: str, caption: str = "") -> None:
    """Show a figure in a notebook, with words for those who cannot see it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; it is closed.
    alt : str
        Alternative text: what the figure shows and what is to be seen in it, ``text(en=…, ko=…)``.
    caption : str, optional
        Text below the figure.

    Raises
    ------
    ValueError
        If the alternative text is empty.
    """
    from IPython.display import display

    check_alt(alt)
    label = text(en="Figure", ko="그림")
    bundle = {"text/html": picture_html(png(fig), alt, caption), "text/plain": f"{label}: {alt}"}
    display(bundle, raw=True)


def check_alt(alt: str) -> None:
    """Refuse an empty alternative text.

    Parameters
    ----------
    alt : str
        The text.

    Raises
    ------
    ValueError
        If it is empty or blank.
    """
    if not alt.strip():
        raise ValueError(f"alt is {alt!r}; say in words what the figure shows")
