"""The map as a page: everything has its place in the drawing, and neighbourhoods are those of the links."""

import re

import pytest

from qmlaw import argument
from qmlaw.argument import dependency_view
from qmlaw.show.map_page import map_page, neighbourhoods

CLAIMS = argument.load_claims()


@pytest.fixture(scope="module", params=["en", "ko"])
def page(request):
    return map_page(CLAIMS, request.param, first="C2")


def test_every_claim_is_a_button_with_a_name_and_has_a_card(page):
    for name in CLAIMS:
        assert re.search(rf'<g id="claim-{name}" role="button" tabindex="0" aria-label="{name}, ', page), name
        assert f'<section id="card-{name}">' in page


def test_the_ids_are_unique_and_every_line_and_box_of_a_neighbourhood_is_drawn(page):
    drawn = re.findall(r'\bid="([^"]+)"', page)
    ours = [
        name for name in drawn if name.split("-")[0] in ("claim", "name", "label", "edge", "step", "card")
    ]
    assert len(ours) == len(set(ours))
    optional = ("-way", "-sign")
    for parts in neighbourhoods(CLAIMS).values():
        for part in parts:
            if not part.startswith(("test-", "outcome-")) and not part.endswith(optional):
                assert part in drawn, part


def test_neighbours_are_what_a_claim_is_linked_with_and_its_fellow_premises():
    near = neighbourhoods(CLAIMS)

    def boxes(name):
        return {part.removeprefix("claim-") for part in near[name] if part.startswith("claim-")}

    for edge in argument.all_edges(CLAIMS):
        assert {edge.source, edge.target} <= boxes(edge.source) & boxes(edge.target)
    assert boxes("D36") == {"D36", "I9"}
    assert {"C1", "P6", "P10", "C2", "O7"} <= boxes("P10")
    assert boxes("D4") == {"D4"}  # linked with nothing


def test_the_page_needs_nothing_from_elsewhere(page):
    assert not re.search(r'(src|href)="(?!https://doi\.org/|\d\d_|#)', page)
    assert "@import" not in page


def test_a_readers_view_is_drawn_and_an_unknown_claim_refused():
    view = dependency_view(CLAIMS, argument.critic(CLAIMS))
    assert map_page(CLAIMS, "en", view) != map_page(CLAIMS, "en")
    with pytest.raises(ValueError, match="'X1' is not a claim"):
        map_page(CLAIMS, "en", first="X1")
