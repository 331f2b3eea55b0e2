"""The map and the cards of the claims."""

import shutil
import sys

import pytest
import yaml
from matplotlib.backends.backend_agg import FigureCanvasAgg

from qmlaw import argument
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.paths import data_folder
from qmlaw.show.claim_card import claim_card
from qmlaw.show.claim_layout import HEIGHT, WIDTH, load_layout
from qmlaw.show.claim_map import _border, draw_claim_map, text_alternative


@pytest.fixture(scope="module")
def english_map():
    figure = draw_claim_map("en")
    figure.canvas.draw()
    return figure


def crosses(start, end, box):
    """Say whether the segment passes through the inside of a box (sampled finely)."""
    for i in range(201):
        x, y = (start[k] + i / 200 * (end[k] - start[k]) for k in (0, 1))
        if abs(x - box[0]) < WIDTH / 2 - 0.02 and abs(y - box[1]) < HEIGHT / 2 - 0.02:
            return True
    return False


def test_no_line_runs_through_the_box_of_another_claim():
    claims = argument.load_claims()
    layout = load_layout(claims)
    faults = []
    for edge in argument.all_edges(claims):
        end = layout.junctions[edge.group] if edge.group else layout.places[edge.target]
        way = layout.routes.get(f"{edge.source}-{edge.target}", [])
        points = [layout.places[edge.source], *way, end]
        others = {n: p for n, p in layout.places.items() if n not in (edge.source, edge.target)}
        for a, b in zip(points, points[1:], strict=False):
            faults += [
                (edge.source, edge.target, name) for name, place in others.items() if crosses(a, b, place)
            ]
    assert faults == []


def test_conclusions_lie_above_interpretations_and_these_above_descriptions():
    claims = argument.load_claims()
    height = {name: place[1] for name, place in load_layout(claims).places.items()}
    for edge in argument.all_edges(claims):
        kinds = edge.source[0] + edge.target[0]
        if edge.type == "support" and kinds in ("DI", "IC", "CC"):
            assert (
                height[edge.source] < height[edge.target]
                or kinds == "IC"
                and edge.source == "I10"
                or kinds == "DI"
                and height[edge.source] == height[edge.target]
            ), edge


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_claim_is_on_the_map_and_every_text_fits_its_box(language):
    figure = draw_claim_map(language)
    renderer = FigureCanvasAgg(figure).get_renderer()
    axes = figure.axes[0]
    texts = {text.get_text().replace("\n", " "): text for text in axes.texts}
    to_inches = axes.transData.inverted()
    for claim in argument.load_claims().values():
        assert claim.id in texts
        extent = texts[claim.label[language]].get_window_extent(renderer).transformed(to_inches)
        assert extent.width < WIDTH - 0.06 and extent.height < HEIGHT - 0.1, claim.id


def test_text_alternative_names_every_claim_and_link(english_map):
    text = english_map.get_label()
    assert text == text_alternative("en")
    assert "O7 (objection (ours)): Two senses of law. undercuts the step → C2" in text
    assert all(f"{name} (" in text for name in argument.load_claims())


def test_edge_types_differ_without_colour(english_map):
    from matplotlib.patches import FancyArrowPatch

    styles = {
        (str(patch.get_linestyle()), type(patch.get_arrowstyle()).__name__)
        for patch in english_map.axes[0].patches
        if isinstance(patch, FancyArrowPatch)
    }
    assert len({line for line, _ in styles}) >= 4


def test_verdicts_are_shown_only_on_request(tmp_path, monkeypatch):
    shutil.copytree(data_folder() / "argument", tmp_path / "data" / "argument")
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    plain = [text.get_text() for text in draw_claim_map("en").axes[0].texts]
    marked = [text.get_text() for text in draw_claim_map("en", verdicts=True).axes[0].texts]
    assert not any("T6" in text for text in plain)
    assert marked.count("T6 not run") == 3


def test_drawing_leaves_the_style_of_other_figures_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    draw_claim_map("ko")
    assert dict(matplotlib.rcParams) == before


def test_unknown_highlight_is_refused():
    with pytest.raises(ValueError, match="not a claim: X1; known are D1"):
        draw_claim_map("en", highlight=["X1"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d["places"].pop("I2"), "no place for claim I2"),
        (lambda d: d["places"].update(D99=[20, 20]), "D99, which is not a claim"),
        (lambda d: d["places"].update(I2=d["places"]["I4"]), "I2 and I4 overlap"),
        (lambda d: d["junctions"].pop("C2-web"), "no junction for group C2-web"),
    ],
)
def test_a_map_that_does_not_fit_the_claims_is_refused(tmp_path, change, words):
    document = yaml.safe_load((data_folder() / "argument" / "map.yaml").read_text(encoding="utf-8"))
    change(document)
    path = tmp_path / "map.yaml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(ArgumentDataError, match=f"map.yaml: .*{words}"):
        load_layout(argument.load_claims(), path)


@pytest.mark.parametrize(("toward", "expected"), [((10, 0), (WIDTH / 2, 0)), ((0, -10), (0, -HEIGHT / 2))])
def test_lines_start_at_the_border_of_a_box(toward, expected):
    assert _border((0, 0), toward) == pytest.approx(expected)


def test_card_shows_text_facts_support_attack_and_experiment():
    card = claim_card("I2", "en")
    assert all(word in card for word in ("argument", "D40", "together", "S5", "O14", "I6", "T6"))
    facts = claim_card("D16", "ko")
    assert all(
        word in facts for word in ("사실 확인", "단순화됨", "틀림", "doi.org/10.1103/PhysRevLett.109.059801")
    )
    assert "undercuts this step" in claim_card("C2", "en")
    assert "<script" not in card


def test_a_card_of_no_claim_is_refused():
    with pytest.raises(ValueError, match="'X1' is not a claim"):
        claim_card("X1")


@pytest.mark.filterwarnings("error")
def test_map_can_be_shown_in_the_house_style_of_both_editions(monkeypatch, capsys):
    import matplotlib

    from qmlaw import show

    monkeypatch.setattr(sys.modules["qmlaw.argument.languages"], "_chosen", None)
    with matplotlib.rc_context():
        for edition in ("en", "ko"):
            show.set_up(edition)
            show.figure(draw_claim_map(highlight=["I2"]), alt=text_alternative())
