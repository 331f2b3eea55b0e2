"""The Argdown document says what the map says: it is read back by a small reader of the syntax."""

import json
import re

import pytest

from qmlaw import argument
from qmlaw.argument.argdown import to_argdown
from qmlaw.argument.claims import Claim, Edge


@pytest.fixture(scope="module")
def claims():
    return argument.load_claims()


def read_back(document):
    """Statements (text, tags, data) and edges of a document, by the public description of the syntax."""
    front, *blocks = document.strip().split("\n\n")
    assert re.fullmatch(r"===+[^=]*===+", front)
    statements, edges, name = {}, set(), None
    for block in blocks:
        first, *rest = block.split("\n")
        if first.startswith("# "):
            assert rest == []
        elif found := re.fullmatch(r"\[(\w+)\]: (.*?) ((?:#\S+ ?)+) (\{.*\})", first):
            target, text, tags, data = found.groups()
            statements[target] = (re.sub(r"\\(.)", r"\1", text), tags.split(), json.loads(data))
            unescaped = re.sub(r"\\.", "", text)
            assert not re.search(r"[\[\]<>{}#@*_/]", unescaped)
            edges |= {(re.fullmatch(r"    <- \[(\w+)\]", line)[1], target, "rebut", None) for line in rest}
            edges |= {
                (target, one, "presuppose", None) for one in statements[target][2].get("presupposes", [])
            }
        elif found := re.fullmatch(r"<([\w-]+)>", first):
            name = found[1]
        else:
            premises = re.findall(r"^\((\d+)\) \[(\w+)\]$", block, re.M)
            assert [int(i) for i, _ in premises] == list(range(1, len(premises) + 1))
            assert block.split("-----\n")[1].endswith(f"({len(premises)}) [{premises[-1][1]}]")
            target = premises.pop()[1]
            edges |= {(one, target, "support", name) for _, one in premises}
            edges |= {
                (one, target, "undercut", name) for one in re.findall(r"^    <_ \[(\w+)\]$", block, re.M)
            }
    return statements, edges


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_claim_and_every_edge_is_in_the_document(claims, language):
    statements, edges = read_back(to_argdown(claims, language))
    assert set(statements) == set(claims)
    for name, (text, tags, data) in statements.items():
        assert text == " ".join(claims[name].text[language].split())
        assert tags == [f"#{claims[name].kind}"] and data["label"] == claims[name].label[language]
    expected = set()
    for edge in argument.all_edges(claims):
        group = edge.group or (f"{edge.source}-{edge.target}" if edge.type == "support" else None)
        expected.add((edge.source, edge.target, edge.type, group))
    assert edges == expected


def test_a_readers_view_adds_marks_and_statuses(claims):
    view = argument.dependency_view(claims, argument.critic(claims))
    statements, _ = read_back(to_argdown(claims, "en", view))
    for name, (_, tags, data) in statements.items():
        assert tags[1] == f"#{view.status[name]}"
        assert data["mark"] == view.choice.marks.get(name, "none") and data["answered"] is False


def test_signs_of_the_syntax_are_escaped():
    texts = {"en": "a [b] <c> {d} #e @f *g* _h_ //i\nj \\ k", "ko": "글"}
    claims = {"D1": Claim("D1", "D", "I", texts, texts, "01", (Edge("D1", "D1", "rebut"),))}
    statements, edges = read_back(to_argdown(claims, "en"))
    assert statements["D1"][0] == "a [b] <c> {d} #e @f *g* _h_ //i j \\ k"
    assert edges == {("D1", "D1", "rebut", None)}
