"""The claims of the essay, our objections to them, and how they hang together.

A *step* is an inference: one or more premises that together support a claim. Premises that are all needed
carry the same group name; a premise without a group is a step of its own. An objection may *rebut* a claim or
*undercut* a step; the two are kept apart because an undercut leaves the claim open to other steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from qmlaw.argument import schema
from qmlaw.argument.languages import language as current_language
from qmlaw.argument.schema import ArgumentDataError
from qmlaw.paths import data_folder

FACT_WORDS = {
    "correct": {"en": "correct", "ko": "옳음"},
    "simplified": {"en": "simplified", "ko": "단순화됨"},
    "debatable": {"en": "debatable", "ko": "논란의 여지 있음"},
    "wrong": {"en": "wrong", "ko": "틀림"},
    "unverifiable": {"en": "could not be verified", "ko": "확인하지 못함"},
}
KINDS = {
    "D": {"en": "descriptive claim", "ko": "서술 주장"},
    "I": {"en": "interpretation", "ko": "해석"},
    "P": {"en": "premise", "ko": "전제"},
    "C": {"en": "conclusion", "ko": "결론"},
    "O": {"en": "objection (ours)", "ko": "반론(우리 것)"},
    "S": {"en": "reinforcement (ours)", "ko": "보강(우리 것)"},
}

Texts = Mapping[str, str]


def fact_word(verdict: str, language: str | None = None) -> str:
    """Say the verdict of a fact check in words.

    Parameters
    ----------
    verdict : {"correct", "simplified", "debatable", "wrong", "unverifiable"}
        The verdict.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such verdict.
    """
    if verdict not in FACT_WORDS:
        raise ValueError(f"verdict is {verdict!r}; allowed are {', '.join(FACT_WORDS)}")
    return FACT_WORDS[verdict][current_language(language)]


@dataclass(frozen=True)
class Edge:
    """An arrow from one claim to another.

    ``group`` names the step: for *support*, the premises that carry the same name are needed together; for
    *undercut*, it is the step that is attacked.
    """

    source: str
    target: str
    type: str
    group: str | None = None


@dataclass(frozen=True)
class Source:
    """Where a fact check looked; ``checked`` says how closely (text, abstract, computed, no)."""

    ref: str
    checked: str
    doi: str | None = None


@dataclass(frozen=True)
class FactCheck:
    """What became of a factual claim, as a whole and (``details``) in single statements."""

    verdict: str
    reason: Texts
    sources: tuple[Source, ...]
    details: tuple[tuple[str, Texts], ...] = ()


@dataclass(frozen=True)
class Claim:
    """One node of the argument. ``section`` is None for nodes that are ours or only tacit in the essay."""

    id: str
    kind: str
    section: str | None
    label: Texts
    text: Texts
    notebook: str
    edges: tuple[Edge, ...] = ()
    tacit: bool = False
    examined: bool = True
    factcheck: FactCheck | None = None
    reply: Texts | None = None
    untested: Texts | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """An inference: ``premises`` together support ``target``; ``undercut_by`` are objections to the step."""

    target: str
    premises: tuple[str, ...]
    group: str | None = None
    undercut_by: tuple[str, ...] = ()


def load_claims(path: Path | None = None) -> dict[str, Claim]:
    """Read the claims and check that they fit together.

    Parameters
    ----------
    path : Path, optional
        A YAML file; default ``data/argument/claims.yaml``.

    Returns
    -------
    dict
        Claims by id, in the order of the file.

    Raises
    ------
    ArgumentDataError
        If the file breaks the schema or :func:`check_claims` finds a fault.
    """
    path = path or data_folder() / "argument" / "claims.yaml"
    entries = schema.read_yaml(path, schema.CLAIMS)["claims"]
    schema.check_unique([entry["id"] for entry in entries], "claim id", path.name)
    claims = {entry["id"]: _claim(entry) for entry in entries}
    faults = check_claims(claims)
    if faults:
        raise ArgumentDataError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return claims


def all_edges(claims: Mapping[str, Claim]) -> list[Edge]:
    """Return every edge of the map, in the order of the claims.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    list of Edge
    """
    return [edge for claim in claims.values() for edge in claim.edges]


def steps(claims: Mapping[str, Claim]) -> list[Step]:
    """Return the inferences of the map.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    list of Step
        One step per group, one per support edge without a group.
    """
    premises: dict[tuple[str, str], list[str]] = {}
    undercuts: dict[tuple[str, str], list[str]] = {}
    for edge in all_edges(claims):
        name = edge.group or f"{edge.source}-{edge.target}"
        if edge.type == "support":
            premises.setdefault((edge.target, name), []).append(edge.source)
        elif edge.type == "undercut":
            undercuts.setdefault((edge.target, name), []).append(edge.source)
    return [
        Step(target, tuple(sources), name, tuple(undercuts.get((target, name), ())))
        for (target, name), sources in premises.items()
    ]


def graph(claims: Mapping[str, Claim]) -> nx.MultiDiGraph:
    """Return the map as a networkx graph.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are ids (attribute ``claim``), edges carry ``type`` and ``group``.
    """
    result = nx.MultiDiGraph()
    result.add_nodes_from((claim.id, {"claim": claim}) for claim in claims.values())
    result.add_edges_from(
        (edge.source, edge.target, {"type": edge.type, "group": edge.group}) for edge in all_edges(claims)
    )
    return result


def check_claims(claims: Mapping[str, Claim]) -> list[str]:
    """Look for faults in the structure of the map.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    list of str
        One sentence per fault; empty when all is well. Looked for: ids that do not fit their kind, edges that
        lead nowhere, cycles, malformed groups, examined D and I claims without experiment, source or reason.
    """
    faults = [
        f"{edge.source}: edge to {edge.target!r}, which is not a claim; known are {', '.join(claims)}"
        for edge in all_edges(claims)
        if edge.target not in claims
    ]
    faults += [
        f"{c.id}: kind is {c.kind}, but the id says {c.id[0]}" for c in claims.values() if c.id[0] != c.kind
    ]
    faults += [_without_ground(claim) for claim in claims.values() if not _has_ground(claim)]
    faults += _group_faults(all_edges(claims))
    network = graph(claims)
    if not nx.is_directed_acyclic_graph(network):
        cycle = " -> ".join(edge[0] for edge in nx.find_cycle(network))
        faults.append(f"the map has a cycle: {cycle} -> (start); an argument must not rest on itself")
    return faults


def _has_ground(claim: Claim) -> bool:
    sourced = claim.factcheck is not None and len(claim.factcheck.sources) > 0
    return claim.kind not in "DI" or bool(claim.evidence) or sourced or claim.untested is not None


def _without_ground(claim: Claim) -> str:
    return (
        f"{claim.id}: a {KINDS[claim.kind]['en']} needs an experiment ('evidence'), a fact check with "
        "sources, or a reason why there is none ('untested')"
    )


def _group_faults(edges: Iterable[Edge]) -> list[str]:
    members: dict[str, list[Edge]] = {}
    undercuts: list[Edge] = []
    faults = []
    for edge in edges:
        if edge.type == "undercut":
            undercuts.append(edge)
        elif edge.group and edge.type == "support":
            members.setdefault(edge.group, []).append(edge)
        elif edge.group:
            faults.append(f"{edge.source}: a group on a {edge.type} edge; only support and undercut have one")
    attacked = {edge.group for edge in undercuts}
    for edge in undercuts:
        if edge.group not in members or edge.target != members[edge.group][0].target:
            faults.append(
                f"{edge.source}: undercut of step {edge.group!r} to {edge.target}, which does not exist; "
                f"known are {', '.join(sorted(members))}"
            )
    for group, parts in members.items():
        targets = sorted({edge.target for edge in parts})
        sources = [edge.source for edge in parts]
        if len(targets) > 1:
            faults.append(
                f"group {group!r} supports several claims ({', '.join(targets)}); it must support one"
            )
        if len(set(sources)) < len(sources):
            faults.append(f"group {group!r} names a premise twice: {', '.join(sorted(sources))}")
        if len(sources) == 1 and group not in attacked:
            faults.append(
                f"group {group!r} has the single premise {sources[0]}; linked premises are two or more"
            )
    return faults


def _claim(entry: dict) -> Claim:
    factcheck = entry.get("factcheck")
    edges = entry["edges"]
    return Claim(
        **{
            **entry,
            "edges": tuple(Edge(entry["id"], edge["to"], edge["type"], edge.get("group")) for edge in edges),
            "factcheck": _factcheck(factcheck) if factcheck else None,
            "evidence": tuple(entry.get("evidence", ())),
        }
    )


def _factcheck(entry: dict) -> FactCheck:
    return FactCheck(
        entry["verdict"],
        entry["reason"],
        tuple(Source(**source) for source in entry["sources"]),
        tuple((detail["verdict"], detail["text"]) for detail in entry.get("details", ())),
    )
