"""Build the reading edition from the stored notebooks: `make site` writes site/_build/index.html."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parent
NOTEBOOKS = SITE.parent / "notebooks"
FONT = SITE.parent / "lib" / "qmlaw" / "show" / "fonts_data" / "Pretendard-Regular.otf"
TITLES = {"en": "What kind of law does a machine learn?", "ko": "기계는 어떤 법칙을 배우는가?"}
STYLE = """@font-face { font-family: "Pretendard"; src: url("Pretendard-Regular.otf"); }
:root {
  --pst-font-family-base: "Pretendard", sans-serif;
  --pst-font-family-heading: "Pretendard", sans-serif;
}
div.math { display: block; text-align: center; overflow: visible; margin: 1em 0; }
table.qmlaw-table { width: auto; }
table.qmlaw-table :is(th, td) { padding: 0.1em 0.8em; }
"""


def pages(language: str) -> Path:
    """Lay out the sources of one language for Sphinx."""
    folder = SITE / "_generated" / language
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "_static").mkdir(parents=True)
    shutil.copy(FONT, folder / "_static")
    (folder / "_static" / "qmlaw.css").write_text(STYLE, encoding="utf-8")
    notebooks = sorted((NOTEBOOKS / language).glob("*.ipynb"))
    if not notebooks:
        raise SystemExit(f"no notebook in {NOTEBOOKS / language}; run make notebooks")
    for notebook in notebooks:
        shutil.copy(notebook, folder)
    shutil.copy(NOTEBOOKS / language / "glossary.md", folder)
    lines = [
        f"# {TITLES[language]}",
        "",
        "```{toctree}",
        ":maxdepth: 1",
        "",
        *(n.stem for n in notebooks),
        "glossary",
        "```",
        "",
    ]
    (folder / "index.md").write_text("\n".join(lines), encoding="utf-8")
    return folder


def main() -> None:
    """Build both languages and the page that leads to them."""
    target = SITE / "_build"
    shutil.rmtree(target, ignore_errors=True)
    for language in TITLES:
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", str(SITE)]
        environment = {**os.environ, "QMLAW_SITE_LANGUAGE": language}
        subprocess.run([*command, str(pages(language)), str(target / language)], check=True, env=environment)
    links = "".join(
        f'<p><a href="{language}/index.html">{title}</a></p>' for language, title in TITLES.items()
    )
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>qmlaw</title>'
    (target / "index.html").write_text(f"{head}<body>{links}</body></html>\n", encoding="utf-8")
    sys.stdout.write(f"open {target / 'index.html'}\n")


if __name__ == "__main__":
    main()
