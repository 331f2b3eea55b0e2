"""What a reader holds: a mark on each claim and the objections that are held to be answered.

Four stances towards a claim:

* *accept*: the reader holds it, whatever supports it;
* *reject*: the reader denies it, whatever supports it;
* *suspend*: the reader holds it back; it cannot stand, but it can still fall to an objection;
* no mark: the reader leaves it to the argument; it stands if one of its supports does. A claim that nothing
  supports and that has no mark is suspended.

An objection may be accepted as true and still miss: it is then *answered*, and its attacks do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qmlaw.argument.claims import Claim, all_edges, steps

MARKS = ("accept", "reject", "suspend")
MARK_WORDS = {
    "accept": {"en": "accepted", "ko": "받아들임"},
    "reject": {"en": "rejected", "ko": "거부함"},
    "suspend": {"en": "suspended", "ko": "보류함"},
    None: {"en": "left to the argument", "ko": "논증에 맡김"},
}
_CRITIC = {
    "correct": "accept",
    "simplified": "accept",
    "debatable": "suspend",
    "unverifiable": "suspend",
    "wrong": "reject",
}


@dataclass(frozen=True)
class Choice:
    """A reader's marks by claim, and the ids of the objections (or other attackers) held to be answered."""

    marks: Mapping[str, str] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()

    def marked(self, mark: str | None, *names: str) -> Choice:
        """Return the choice with another mark on some claims.

        Parameters
        ----------
        mark : {"accept", "reject", "suspend"} or None
            The mark; None leaves the claims to the argument.
        *names : str
            Ids of claims.

        Returns
        -------
        Choice

        Raises
        ------
        ValueError
            If there is no such mark.
        """
        if mark is not None and mark not in MARKS:
            raise ValueError(f"mark is {mark!r}; allowed are {', '.join(MARKS)} and None")
        others = {name: kept for name, kept in self.marks.items() if name not in names}
        return Choice(others if mark is None else {**others, **dict.fromkeys(names, mark)}, self.answered)

    def answering(self, *names: str) -> Choice:
        """Return the choice with the attacks of some claims held to be answered."""
        return Choice(self.marks, self.answered | set(names))

    def not_answering(self, *names: str) -> Choice:
        """Return the choice with the attacks of some claims open again."""
        return Choice(self.marks, self.answered - set(names))


def check_choice(claims: Mapping[str, Claim], choice: Choice) -> None:
    """Refuse a choice that does not fit the map.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    choice : Choice
        The reader's choice.

    Raises
    ------
    ValueError
        If it names a claim that is not on the map, a mark that there is not, or holds something answered that
        attacks nothing.
    """
    unknown = sorted((set(choice.marks) | choice.answered) - set(claims))
    if unknown:
        raise ValueError(f"not a claim: {', '.join(unknown)}; known are {', '.join(claims)}")
    for name, mark in choice.marks.items():
        if mark not in MARKS:
            raise ValueError(f"the mark on {name} is {mark!r}; allowed are {', '.join(MARKS)}")
    idle = sorted(choice.answered - set(attacking(claims)))
    if idle:
        raise ValueError(
            f"held to be answered: {', '.join(idle)}, which attacks nothing; "
            f"attackers are {', '.join(attacking(claims))}"
        )


def asked(claims: Mapping[str, Claim]) -> list[str]:
    """Return the claims on which a reader is asked for a mark.

    These are descriptive claims, premises, objections and reinforcements, and every claim that nothing
    supports. Interpretations and conclusions with support are left to the argument, unless the reader marks
    them all the same.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    list of str
        Ids in the order of the claims.
    """
    supported = {step.target for step in steps(claims)}
    return [claim.id for claim in claims.values() if claim.kind in "DPOS" or claim.id not in supported]


def attacking(claims: Mapping[str, Claim]) -> list[str]:
    """Return the claims that rebut or undercut something.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    list of str
        Ids in the order of the claims.
    """
    found = {edge.source for edge in all_edges(claims) if edge.type in ("rebut", "undercut")}
    return [name for name in claims if name in found]


def blank(claims: Mapping[str, Claim]) -> Choice:
    """Return the choice of a reader who has not decided anything yet.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    Choice
        Everything that is asked for is suspended; nothing is answered.
    """
    return Choice(dict.fromkeys(asked(claims), "suspend"))


def author(claims: Mapping[str, Claim]) -> Choice:
    """Return the essay's own view, as we reconstruct it.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    Choice
        What the essay says or tacitly needs is accepted; our objections and reinforcements are suspended;
        what attacks the essay is held to be answered (also where it is a claim of the essay itself).
    """
    marks = {name: "suspend" if claims[name].kind in "OS" else "accept" for name in asked(claims)}
    attacks = [edge for edge in all_edges(claims) if edge.type in ("rebut", "undercut")]
    return Choice(marks, frozenset(e.source for e in attacks if claims[e.target].kind not in "OS"))


def critic(claims: Mapping[str, Claim]) -> Choice:
    """Return the view of a critic who goes by the fact checks and presses every objection.

    Parameters
    ----------
    claims : mapping
        Claims by id.

    Returns
    -------
    Choice
        Accepted: objections, premises that the essay states, and what the fact check found correct or
        simplified. Rejected: what it found wrong. Suspended: the rest, tacit premises among it. No attack is
        answered.
    """
    return Choice({name: _critics_mark(claims[name]) for name in asked(claims)})


def steelman(claims: Mapping[str, Claim], choice: Choice) -> Choice:
    """Grant the essay its best reply to every objection.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    choice : Choice
        A reader's choice.

    Returns
    -------
    Choice
        The same marks; every attacker for which the map has a reply is answered.
    """
    return choice.answering(*(name for name in attacking(claims) if claims[name].reply is not None))


def _critics_mark(claim: Claim) -> str:
    if claim.factcheck is not None:
        return _CRITIC[claim.factcheck.verdict]
    stated = claim.kind == "P" and not claim.tacit
    return "accept" if stated or claim.kind == "O" else "suspend"
