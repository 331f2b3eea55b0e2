"""What a single change of mind would move, which commitments clash, and families of cuts in short form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qmlaw.argument.claims import all_edges, steps
from qmlaw.argument.dependency import Commitment, View, dependency_view
from qmlaw.argument.reader import MARKS, Choice, asked, attacking

CONFLICT_WORDS = {
    "rebutted": {
        "en": "{claim} is accepted, but so is {by}, which rebuts it and is not answered",
        "ko": "{claim}: 받아들였지만, 이를 논박하는 {by}도 성립하고 그에 답하지 않았다",
    },
    "presupposition": {
        "en": "{claim} is accepted, but it presupposes {by}, which falls",
        "ko": "{claim}: 받아들였지만, 여기에 전제된 것이 무너진다({by})",
    },
    "entailed": {
        "en": "{claim} is rejected, but a step to it holds: {by}",
        "ko": "{claim}: 거부했지만, 여기에 이르는 추론이 성립한다({by})",
    },
}


@dataclass(frozen=True)
class Change:
    """One change of a choice: a new mark on a claim, an objection answered or opened again.

    ``moved`` holds the status before and after of every claim that it moves.
    """

    act: str
    claim: str
    moved: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Conflict:
    """Commitments of the reader that do not go together; ``kind`` is a key of ``CONFLICT_WORDS``."""

    kind: str
    claim: str
    by: tuple[str, ...]


def single_changes(view: View) -> list[Change]:
    """Try every single change of the reader's choice.

    Tried are the other marks on each claim that a reader is asked about or has marked, and for each attacker
    to answer it or to open the answer again.

    Parameters
    ----------
    view : View
        The map seen with the choice.

    Returns
    -------
    list of Change
        In the order of the map; also the changes that move nothing.
    """
    known, found = set(asked(view.claims)) | set(view.choice.marks), []
    for name in view.claims:
        for mark in MARKS:
            if name in known and mark != view.choice.marks.get(name):
                found.append(_change(view, mark, name, view.choice.marked(mark, name)))
    for name in attacking(view.claims):
        if name in view.choice.answered:
            found.append(_change(view, "reopen", name, view.choice.not_answering(name)))
        else:
            found.append(_change(view, "answer", name, view.choice.answering(name)))
    return found


def flips(changes: Iterable[Change], claim: str) -> list[Change]:
    """Return the changes that move one claim.

    Parameters
    ----------
    changes : iterable of Change
        From :func:`single_changes`.
    claim : str
        Id of a claim.

    Returns
    -------
    list of Change
    """
    return [change for change in changes if claim in change.moved]


def conflicts(view: View) -> list[Conflict]:
    """Find commitments of the reader that do not go together.

    Parameters
    ----------
    view : View
        The map seen with the choice.

    Returns
    -------
    list of Conflict
        A claim accepted although what rebuts it stands unanswered, or what it presupposes falls; a claim
        rejected although a step to it holds.
    """
    marks, status, found = view.choice.marks, view.status, []
    for edge in all_edges(view.claims):
        hits = status[edge.source] == "stands" and edge.source not in view.choice.answered
        if edge.type == "rebut" and marks.get(edge.target) == "accept" and hits:
            found.append(Conflict("rebutted", edge.target, (edge.source,)))
        if (
            edge.type == "presuppose"
            and marks.get(edge.source) == "accept"
            and status[edge.target] == "falls"
        ):
            found.append(Conflict("presupposition", edge.source, (edge.target,)))
    for step in steps(view.claims):
        if marks.get(step.target) == "reject" and view.holds(step) == "stands":
            found.append(Conflict("entailed", step.target, step.premises))
    return found


def one_of_each(family: Sequence[frozenset[Commitment]]) -> list[tuple[tuple[Commitment, ...], ...]]:
    """Write a family of minimal cuts in short form.

    Commitments that can replace each other in every cut are put together. ``[((a, b), (c,))]`` says: one of a
    and b, and c. The short form stands for exactly the cuts of the family.

    Parameters
    ----------
    family : sequence of frozenset of Commitment
        Minimal cuts, from :meth:`View.cuts`.

    Returns
    -------
    list of tuple of tuple of Commitment
        Each entry stands for all cuts that take one commitment from each of its groups.

    Examples
    --------
    >>> a, b, c = (Commitment("accept", name) for name in ("P1", "P2", "P3"))
    >>> [[[m.claim for m in group] for group in line] for line in one_of_each([{a, c}, {b, c}])]
    [[['P1', 'P2'], ['P3']]]
    """
    members = list(dict.fromkeys(one for cut in family for one in sorted(cut)))
    groups: dict[frozenset, list[Commitment]] = {}
    for one in members:
        links = frozenset(frozenset(cut) - {one} for cut in family if one in cut)
        groups.setdefault(links, []).append(one)
    order = {one: (i, tuple(group)) for i, group in enumerate(groups.values()) for one in group}
    lines = dict.fromkeys(tuple(sorted(order[one] for one in cut)) for cut in family)
    return [tuple(group for _, group in line) for line in lines]


def _change(view: View, act: str, name: str, choice: Choice) -> Change:
    before, after = view.status, dependency_view(view.claims, choice).status
    return Change(act, name, {one: (before[one], after[one]) for one in after if before[one] != after[one]})
