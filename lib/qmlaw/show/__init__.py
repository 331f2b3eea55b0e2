"""What a reader sees: language, tables, figures, sliders, molecules. Matplotlib loads at a first drawing."""

from qmlaw.show.claims_table import claims_table
from qmlaw.show.figures import COLOURS, figure, set_up, use_house_style
from qmlaw.show.fonts import use_korean_font
from qmlaw.show.language import language, set_language, text
from qmlaw.show.molecule import draw_molecule
from qmlaw.show.moving import Movement, moving, moving_svg
from qmlaw.show.reader_panel import argue
from qmlaw.show.sliders import Choice, Slider, explore, live
from qmlaw.show.table import table

__all__ = [
    "COLOURS",
    "Choice",
    "Movement",
    "Slider",
    "argue",
    "claims_table",
    "draw_molecule",
    "explore",
    "figure",
    "language",
    "live",
    "moving",
    "moving_svg",
    "set_language",
    "set_up",
    "table",
    "text",
    "use_house_style",
    "use_korean_font",
]
