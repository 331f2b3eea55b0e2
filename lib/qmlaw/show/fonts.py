"""One Korean font for figures, shipped with the package, used only when asked for.

The font is Pretendard Regular (Kil Hyung-jin, SIL Open Font License 1.1; text beside the file): all 11,172
syllables, Greek, the minus sign and Å in 1.6 MB. The Nanum fonts lack the last two, and Matplotlib then loses
them in a label with ``$mathematics$``, where no second font is tried.
"""

from importlib import resources

FONT_FILE = "Pretendard-Regular.otf"


def use_korean_font() -> str:
    """Make Korean text readable in the Matplotlib figures drawn from here on.

    The Korean font goes first, DejaVu Sans second. In the other order labels that mix Korean with
    ``$mathematics$`` lose glyphs.

    Returns
    -------
    str
        The family name of the font, for ``fontfamily=`` in a single label.
    """
    import matplotlib
    from matplotlib import font_manager

    file = resources.files("qmlaw.show") / "fonts_data" / FONT_FILE
    with resources.as_file(file) as path:
        family = font_manager.FontProperties(fname=path).get_name()
        if family not in font_manager.get_font_names():
            font_manager.fontManager.addfont(path)
    matplotlib.rcParams.update(
        {
            "font.family": [family, "DejaVu Sans"],
            "mathtext.fontset": "dejavusans",
        }
    )
    return family
