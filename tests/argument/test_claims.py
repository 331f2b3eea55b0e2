"""The shipped claims, the structure checks, and what the schema says to bad files."""

import dataclasses
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qmlaw import argument
from qmlaw.argument.claims import Claim, Edge, check_claims
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.paths import data_folder

TITLE = "양자화학분야 기계학습 활용연구가 가지는 자연법칙 성질에 대한 함의"  # may be quoted
ESSAY = Path(__file__).resolve().parents[3] / "shared" / "essay"
CLAIMS_FILE = data_folder() / "argument" / "claims.yaml"
TEXTS = {"en": "text", "ko": "글"}


def claim(name, *edges, **fields):
    given = {
        "kind": name[0],
        "section": None,
        "label": TEXTS,
        "text": TEXTS,
        "notebook": "04",
        "untested": TEXTS,
    }
    links = tuple(Edge(name, *edge) for edge in edges)
    return Claim(**{"id": name, **given, "edges": links, **fields})


def as_map(*claims):
    return {one.id: one for one in claims}


def edited(tmp_path, change):
    document = yaml.safe_load(CLAIMS_FILE.read_text(encoding="utf-8"))
    change({entry["id"]: entry for entry in document["claims"]}, document)
    path = tmp_path / "claims.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_shipped_claims_are_sound_and_lead_from_the_coulomb_matrix_to_realism():
    claims = argument.load_claims()
    assert {"D16", "D17", "D18", "D19", "D20", "I2", "I6", "C1", "C2", "C3"} <= set(claims)
    network = argument.graph(claims)
    supports = [(s, t) for s, t, data in network.edges(data=True) if data["type"] == "support"]
    chain = [("D16", "I2"), ("I2", "I6"), ("I6", "C1"), ("C1", "C2"), ("C2", "C3")]
    assert set(chain) <= set(supports)
    assert [c.id for c in claims.values() if c.tacit] == ["P10", "P11", "P12", "P13", "P14"]


def test_every_objection_has_a_reply_and_every_descriptive_claim_of_this_part_a_fact_check():
    claims = argument.load_claims().values()
    assert [c.id for c in claims if c.kind == "O" and c.reply is None] == []
    assert [c.id for c in claims if c.kind == "D" and c.examined and c.factcheck is None] == []


def test_linked_premises_form_one_step_and_objections_undercut_the_step():
    by_group = {step.group: step for step in argument.steps(argument.load_claims())}
    web = by_group["C2-web"]
    assert web.target == "C2"
    assert set(web.premises) == {"C1", "P6", "P10"}
    assert web.undercut_by == ("O7",)
    assert set(by_group["I6-cases"].premises) == {"I1", "I2", "I4", "I5", "P12"}


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (as_map(claim("D1", ("I9", "support"))), ["D1", "I9", "not a claim"]),
        (as_map(claim("D1", ("I1", "support")), claim("I1", ("D1", "presuppose"))), ["cycle", "D1", "I1"]),
        (as_map(claim("D1", kind="I")), ["D1", "kind is I"]),
        (as_map(claim("D1", untested=None)), ["D1", "experiment", "sources", "reason"]),
        (as_map(claim("D1", ("I1", "support", "g")), claim("I1")), ["'g'", "single premise D1"]),
        (
            as_map(
                claim("D1", ("I1", "support", "g")),
                claim("D2", ("I2", "support", "g")),
                claim("I1"),
                claim("I2"),
            ),
            ["'g'", "several claims", "I1, I2"],
        ),
        (as_map(claim("O1", ("I1", "undercut", "g")), claim("I1")), ["O1", "'g'", "does not exist"]),
        (as_map(claim("O1", ("I1", "rebut", "g")), claim("I1")), ["O1", "group on a rebut edge"]),
    ],
)
def test_faults_of_structure_are_named(claims, words):
    faults = " ".join(check_claims(claims))
    assert all(word in faults for word in words), faults


def test_a_step_of_one_premise_may_have_a_name_when_it_is_undercut():
    premise = claim("D1", ("I1", "support", "g"))
    assert check_claims(as_map(premise, claim("I1"), claim("O1", ("I1", "undercut", "g")))) == []


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_a_cycle_is_reported_exactly_when_there_is_one(pairs):
    names = [f"I{i}" for i in range(8)]
    links = {name: [(names[b], "support") for a, b in pairs if names[a] == name] for name in names}
    claims = as_map(*(claim(name, *links[name]) for name in names))

    def reaches(start, goal, seen):
        nexts = {names[b] for a, b in pairs if names[a] == start} - seen
        return goal in {names[b] for a, b in pairs if names[a] == start} or any(
            reaches(one, goal, seen | {one}) for one in nexts
        )

    circular = any(reaches(name, name, set()) for name in names)
    assert any("cycle" in fault for fault in check_claims(claims)) == circular


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda by, _: by["D18"]["factcheck"].update(verdict="maybe"),
            ["D18", "factcheck.verdict", "debatable"],
        ),
        (
            lambda by, _: by["D18"]["label"].update(en="x" * 25),
            ["D18", "label.en", "25 characters", "at most 24"],
        ),
        (lambda by, _: by["D18"].pop("text"), ["D18", "missing field 'text'"]),
        (lambda by, _: by["D18"]["text"].pop("ko"), ["D18", "text", "missing field 'ko'"]),
        (lambda by, _: by["D18"].update(colour="red"), ["D18", "unknown field 'colour'", "factcheck"]),
        (lambda by, _: by["D18"].update(notebook=4), ["D18", "notebook", "4", "quotes"]),
        (
            lambda by, _: by["D18"]["edges"][0].update(type="attack"),
            ["D18", "edges.0.type", "attack", "undercut"],
        ),
        (lambda by, _: by["D18"].update(id="X18"), ["X18", "'id'", "[DIPCOS]"]),
        (lambda by, d: d["claims"].append(by["D18"]), ["claim id", "D18", "once"]),
        (lambda by, _: by["D18"]["edges"][0].update(to="D99"), ["D18", "D99", "not a claim"]),
        (lambda by, d: d["claims"].clear(), ["claims"]),
    ],
)
def test_a_bad_file_is_refused_with_file_id_and_field(tmp_path, change, words):
    with pytest.raises(ArgumentDataError) as caught:
        argument.load_claims(edited(tmp_path, change))
    for word in ["claims.yaml", *words]:
        assert word in str(caught.value)


def test_a_file_that_is_not_yaml_is_refused(tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text("claims: [", encoding="utf-8")
    with pytest.raises(ArgumentDataError, match="claims.yaml: not valid YAML"):
        argument.load_claims(path)


def test_claims_cannot_be_changed_by_accident():
    with pytest.raises(dataclasses.FrozenInstanceError):
        argument.load_claims()["I2"].kind = "C"


def own_texts():
    """Every text of the argument files and of the notebooks, with the place where it stands."""

    def walk(node, place):
        if isinstance(node, dict):
            for key, value in node.items():
                yield from walk(value, f"{place}.{key}")
        elif isinstance(node, list):
            for i, value in enumerate(node):
                yield from walk(value, f"{place}[{i}]")
        elif isinstance(node, str):
            yield place, node

    for path in sorted((data_folder() / "argument").glob("*.yaml")):
        yield from walk(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    for path in sorted((data_folder().parent / "notebooks" / "source").glob("*.py")):
        prose = re.sub(r"^# ?", "", path.read_text(encoding="utf-8"), flags=re.M)
        yield path.name, prose.replace(TITLE, "")


def shared_run(text, essay, length):
    """Return the first run of ``length`` characters (spaces ignored) that ``text`` shares with ``essay``."""
    text = re.sub(r"\s", "", text)
    return next(
        (text[i : i + length] for i in range(len(text) - length + 1) if text[i : i + length] in essay), None
    )


def test_no_sentence_of_the_essay_is_copied():
    files = sorted(ESSAY.glob("*.txt")) if ESSAY.is_dir() else []
    if not files:
        pytest.skip(f"ESSAY MISSING: nothing in {ESSAY}; whether a sentence was copied was NOT checked")
    essay = re.sub(r"\s", "", files[0].read_text(encoding="utf-8").split("참고문헌")[0])
    assert shared_run(essay[1000:1200], essay, 25) is not None  # the check can find a copy
    copied = {place: run for place, text in own_texts() if (run := shared_run(text, essay, 25))}
    assert copied == {}
