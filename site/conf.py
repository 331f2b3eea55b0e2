"""Sphinx configuration of the reading edition: the stored notebooks as pages, nothing fetched, no kernel.

Formulae become MathML when the site is built (docutils does it), so that no page needs a script for them.
`site/build.py` calls this once per language.
"""

import os
import re
from xml.sax.saxutils import escape

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

logger = logging.getLogger(__name__)

language = os.environ["QMLAW_SITE_LANGUAGE"]
project = {"en": "What kind of law does a machine learn?", "ko": "기계는 어떤 법칙을 배우는가?"}[language]
author = ""
project_copyright = "The qmlaw developers; text CC BY 4.0"

extensions = ["myst_nb"]
nb_execution_mode = "off"
nb_ipywidgets_js = {}
nb_code_prompt_show = {"en": "Show the code", "ko": "코드 보기"}[language]
nb_code_prompt_hide = {"en": "Hide the code", "ko": "코드 접기"}[language]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
# A notebook links to files of the repository that are no pages of the site.
suppress_warnings = ["myst.xref_missing", "mystnb.unknown_mime_type"]

html_theme = "sphinx_book_theme"
html_title = project
html_math_renderer = "mathml"
html_static_path = [f"_generated/{language}/_static"]
html_css_files = ["qmlaw.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "home_page_in_toc": True,
    "extra_footer": '<a href="../en/index.html">English</a> · <a href="../ko/index.html">한국어</a>',
}


def _mathml(tex: str, display: bool) -> str:
    # TeX reads \\frac12 as one half; docutils would read the 12 as one number.
    tex = re.sub(r"\\([tdc]?frac)\s*(\d)\s*(\d)", r"\\\1{\2}{\3}", tex)
    try:
        return tex2mathml(tex, as_block=display)
    except MathError as error:
        logger.warning("a formula is shown as TeX (%s): %s", error, tex)
        return f"<code>{escape(tex)}</code>"


def _visit_inline(writer, node):
    writer.body.append(_mathml(node.astext(), display=False))
    raise _skip()


def _visit_block(writer, node):
    writer.body.append(f'<div class="math">{_mathml(node.astext(), display=True)}</div>')
    raise _skip()


def _skip():
    from docutils.nodes import SkipNode

    return SkipNode()


def setup(app):
    """Register the renderer of formulae."""
    app.add_html_math_renderer("mathml", (_visit_inline, None), (_visit_block, None))
