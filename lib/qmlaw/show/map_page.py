"""The map as one page of HTML: choose a claim by mouse or keyboard, and see its neighbourhood and its card.

The page needs nothing but a browser. Without script it is the picture, and all cards below it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from qmlaw.argument import language as current_language
from qmlaw.argument import load_claims
from qmlaw.argument.claims import KINDS, Claim, all_edges, steps
from qmlaw.argument.dependency import View
from qmlaw.show.claim_card import claim_card, claim_cards
from qmlaw.show.claim_map import draw_claim_map, edge_name, step_name
from qmlaw.show.reader_map import draw_reader_map, svg
from qmlaw.show.sliders import live

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WORDS = {
    "title": {"en": "The map of the argument", "ko": "논증의 지도"},
    "how": {
        "en": "Choose a claim: click it, or go there with Tab and press Enter. Escape shows the whole map.",
        "ko": "주장을 고른다. 누르거나, Tab으로 옮겨 가서 Enter를 친다. Esc를 치면 지도 전체가 보인다.",
    },
    "question": {
        "en": "What does a claim rest on, what attacks it, and what hangs on it?",
        "ko": "주장은 무엇에 기대고, 무엇의 공격을 받으며, 무엇이 거기에 달려 있는가?",
    },
    "hint": {
        "en": "Run this cell to choose claims on the map",
        "ko": "이 셀을 실행하면 지도에서 주장을 고를 수 있습니다",
    },
}

_STYLE = """
body { font: 16px/1.5 sans-serif; margin: 0; color: #222; background: white }
main { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0 1rem 1rem }
#map { flex: 1 1 46rem; min-width: 0 } #map svg { width: 100%; height: auto }
#cards { flex: 1 1 20rem; max-height: 92vh; overflow: auto }
.script #cards > section { display: none } .script #cards > section.chosen { display: block }
h1, p.how { margin: .6rem 1rem }
svg g { pointer-events: none }
svg g[role=button] { pointer-events: all; cursor: pointer }
svg g[role=button]:focus-visible path, svg g.chosen path {
  stroke: #0072B2 !important; stroke-width: 5 !important }
svg g[role=button]:focus { outline: none }
svg .away { opacity: .13 }
"""

_SCRIPT = """
document.documentElement.classList.add("script");
const near = JSON.parse(document.getElementById("near").textContent);
const all = [...new Set(Object.values(near).flat())].map(id => document.getElementById(id)).filter(Boolean);
function choose(name) {
  const lit = name ? new Set(near[name]) : null;
  for (const part of all) part.classList.toggle("away", lit !== null && !lit.has(part.id));
  for (const one of Object.keys(near)) {
    const chosen = one === name;
    document.getElementById("claim-" + one).classList.toggle("chosen", chosen);
    document.getElementById("claim-" + one).setAttribute("aria-pressed", chosen);
    document.getElementById("card-" + one).classList.toggle("chosen", chosen);
  }
}
for (const name of Object.keys(near)) {
  const box = document.getElementById("claim-" + name);
  box.addEventListener("click", () => choose(name));
  box.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(name); }
  });
}
document.addEventListener("keydown", event => { if (event.key === "Escape") choose(null); });
choose(document.body.dataset.first || null);
"""


def map_page(
    claims: Mapping[str, Claim], language: str | None = None, view: View | None = None, first: str = ""
) -> str:
    """Write the map as a page of HTML that works by itself.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.
    view : View, optional
        A reader's view; its marks and statuses are drawn on the map.
    first : str
        Id of the claim that is chosen at first; none if empty.

    Returns
    -------
    str
        A whole HTML document.

    Raises
    ------
    ValueError
        If ``first`` is not a claim.
    """
    if first and first not in claims:
        raise ValueError(f"{first!r} is not a claim; known are {', '.join(claims)}")
    chosen = current_language(language)
    drawn = draw_reader_map(view, chosen) if view else draw_claim_map(chosen, verdicts=True)
    cards = "".join(
        f'<section id="card-{name}">{card}</section>' for name, card in claim_cards(chosen, True).items()
    )
    title, near = WORDS["title"][chosen], json.dumps(neighbourhoods(claims))
    return (
        f'<!DOCTYPE html><html lang="{chosen}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<style>{_STYLE}</style></head><body data-first="{first}">'
        f'<h1>{escape(title)}</h1><p class="how">{escape(WORDS["how"][chosen])}</p>'
        f'<main><div id="map">{_pressable(drawn, claims, chosen)}</div>'
        f'<div id="cards" aria-live="polite">{cards}</div></main>'
        f'<script type="application/json" id="near">{near}</script><script>{_SCRIPT}</script></body></html>'
    )


def neighbourhoods(claims: Mapping[str, Claim]) -> dict[str, list[str]]:
    """List, for every claim, what of the drawing belongs to its neighbourhood.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    dict
        By claim, the ids of boxes, texts, lines and dots: its own, of every claim that it is linked with, and
        of the other premises of a step that it takes part in.
    """
    near = {name: _box(name) for name in claims}
    steps_of = {step.group: step for step in steps(claims) if step.group}
    for edge in all_edges(claims):
        line = [f"{edge_name(edge)}{part}" for part in ("", "-way", "-sign")]
        step = steps_of.get(edge.group)
        together = (*step.premises, *step.undercut_by, step.target) if step else (edge.source, edge.target)
        for name in together:
            near[name] += [*line, *_box(edge.source), *_box(edge.target)]
            near[name] += [step_name(edge.group), f"{step_name(edge.group)}-sign"] if step else []
    return {name: list(dict.fromkeys(parts)) for name, parts in near.items()}


def explore_map(first: str = "I2", language: str | None = None) -> None:
    """Show the map in a notebook, alive while a kernel runs; without one, the card of the first claim.

    Parameters
    ----------
    first : str
        Id of the claim that is chosen at first.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Raises
    ------
    ValueError
        If ``first`` is not a claim.
    """
    import ipywidgets

    chosen = current_language(language)
    page = escape(map_page(load_claims(), chosen, first=first), quote=True)
    size = "width:100%;height:46rem;border:0"
    frame = f'<iframe title="{WORDS["title"][chosen]}" srcdoc="{page}" style="{size}"></iframe>'
    widget = ipywidgets.HTML(frame, layout={"width": "100%"})
    live(widget, WORDS["question"][chosen], claim_card(first, chosen), WORDS["hint"][chosen])


def _box(name: str) -> list[str]:
    return [f"{part}-{name}" for part in ("claim", "name", "label", "test", "outcome")]


def _pressable(drawn: Figure, claims: Mapping[str, Claim], language: str) -> str:
    """The drawing as SVG in which every box is a button with a name."""
    picture = svg(drawn).decode()
    picture = picture[picture.index("<svg ") :].replace('role="img" ', 'role="group" ', 1)
    for name, claim in claims.items():
        said = escape(f"{name}, {KINDS[claim.kind][language]}: {claim.label[language]}", quote=True)
        plain = f'<g id="claim-{name}">'
        picture = picture.replace(
            plain, f'<g id="claim-{name}" role="button" tabindex="0" aria-label="{said}">', 1
        )
    return picture
