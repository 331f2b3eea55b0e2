"""The dependency view: what stands, falls or stays open for a reader's choice, and what it hangs on.

The map and a reader's choice (:mod:`qmlaw.argument.reader`) become a logic program over three truth values
(true, false, open), one line per claim *c* and per step *s*::

    stands(c)  if  ground(c)  and  stands(p) for every p that c presupposes
                              and  not hits(r) for every r that rebuts c
    ground(c)  is  true if c is accepted, false if rejected, open if suspended;
                   without a mark: holds(s) for at least one step s to c (open if there is no step)
    holds(s)   if  stands(p) for every premise p of s  and  not hits(u) for every u that undercuts s
    hits(o)    if  stands(o)  and  o is not answered

A claim *stands* when it comes out true, *falls* when false, and is *undecided* when open. "Falls" says that
the argument no longer carries the claim for this reader. It does not say that the claim is false.

* A **support** edge without a group is a step of its own; edges with the same group are one step, and all its
  premises are needed.
* A **rebut** strikes the claim: it falls even if the reader accepts it, unless the attacker is answered. Who
  accepts both has commitments in conflict (:func:`qmlaw.argument.changes.conflicts`).
* An **undercut** strikes one step. The claim may stand by another step, or because the reader accepts it.
* What a claim **presupposes** it needs besides its ground: if that falls, so does the claim, accepted or not.
  It lends no support.
* Claims that **rest on each other** in a circle (a presupposition points against the support, so the map may
  have one without a circle of arrows) stay undecided, unless the reader holds one of them.
* A claim with ``examined: false`` is treated like any other. Its own support is not on the map yet, so it is
  mostly a premise for now; what rests on it is provisional (:attr:`View.provisional`).
* **Evidence** enters by the reader only. :func:`qmlaw.argument.reasons.reasons_against` lists what speaks
  against a claim; marks change when somebody calls :func:`qmlaw.argument.reasons.following`.

The program is solved as an abstract argumentation framework (:mod:`qmlaw.argument.framework`) under
grounded semantics (Dung 1995). Without circles of dependence this is Kleene's strong three-valued logic,
evaluated from the premises up, and also the well-founded model of the program. Arguments and attackers::

    claim c         attackers: "ungrounded c" (accepted, or no mark), "denied c" (rejected), "doubt c" (else);
                    "missing p" for each presupposed p; the hit of each rebuttal
    ungrounded c    attackers: "held c" (accepted), or the steps to c (no mark)
    step s          attackers: "missing p" for each premise p; the hit of each undercut
    missing p       attacker:  claim p
    hit of o        claim o itself, or, if o is answered, "hit o" with attackers "missing o" and "answer o"
    held, denied, answer: without attackers; these are the reader's commitments
    doubt c         attacks itself, so it is undecided for good

To *hold back* a commitment is to make it undecided: a claim accepted or rejected becomes suspended, an answer
becomes an open question. The labelling can only lose by that, so minimal support sets and minimal cuts are
dual and exact.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from qmlaw.argument.claims import Claim, Step, all_edges, steps
from qmlaw.argument.framework import IN, OUT, UNDECIDED, Attackers, carriers, cuts, grounded
from qmlaw.argument.reader import Choice, check_choice

STATUS = {IN: "stands", OUT: "falls", UNDECIDED: "undecided"}
STATUS_WORDS = {
    "stands": {"en": "stands", "ko": "성립"},
    "falls": {"en": "falls", "ko": "무너짐"},
    "undecided": {"en": "undecided", "ko": "미정"},
}
ACTS = {"held": "accept", "denied": "reject", "answer": "answer"}
COMMITMENT_WORDS = {
    "accept": {"en": "{} accepted", "ko": "{} 받아들임"},
    "reject": {"en": "{} rejected", "ko": "{} 거부함"},
    "answer": {"en": "{} answered", "ko": "{}에 답함"},
}


@dataclass(frozen=True, order=True)
class Commitment:
    """Something the reader holds: ``act`` is accept or reject (a claim) or answer (an objection)."""

    act: str
    claim: str

    def __str__(self) -> str:
        return COMMITMENT_WORDS[self.act]["en"].format(self.claim)


@dataclass(frozen=True)
class View:
    """A map seen with a reader's choice; made by :func:`dependency_view`."""

    claims: Mapping[str, Claim]
    choice: Choice
    attackers: Attackers

    @cached_property
    def labels(self) -> dict[Hashable, str]:
        """Grounded labels of all arguments of the framework."""
        return grounded(self.attackers)

    @cached_property
    def status(self) -> dict[str, str]:
        """``"stands"``, ``"falls"`` or ``"undecided"`` by claim."""
        return {name: STATUS[self.labels["claim", name]] for name in self.claims}

    @cached_property
    def commitments(self) -> list[Commitment]:
        """What the reader holds, in the order of the map."""
        return [Commitment(ACTS[kind], name) for kind, name, *_ in self.attackers if kind in ACTS]

    @cached_property
    def provisional(self) -> frozenset[str]:
        """Claims that are not examined yet or rest on one that is not."""
        found = {name for name, claim in self.claims.items() if not claim.examined}
        pending = list(found)
        while pending:
            for edge in self.claims[pending.pop()].edges:
                if edge.type == "support" and edge.target not in found:
                    found.add(edge.target)
                    pending.append(edge.target)
        return frozenset(found)

    def holds(self, step: Step) -> str:
        """Return the status of a step.

        Parameters
        ----------
        step : Step
            From :func:`qmlaw.argument.claims.steps` of the same claims.

        Returns
        -------
        {"stands", "falls", "undecided"}
        """
        return STATUS[self.labels["step", step.target, step.group]]

    def support_sets(self, claim: str, acts: Collection[str] = tuple(ACTS.values())) -> list[frozenset]:
        """Return the smallest sets of commitments that alone give a claim its status.

        Parameters
        ----------
        claim : str
            Id of a claim.
        acts : collection of {"accept", "reject", "answer"}
            Which commitments may be held back; the others stay.

        Returns
        -------
        list of frozenset of Commitment
            Smallest first. For a claim that stands they are its support sets, for one that falls the sets
            that bring it down; for one that is undecided there are none.

        Raises
        ------
        ValueError
            If there is no such claim or act.
        """
        return self._sets(carriers, claim, acts)

    def cuts(self, claim: str, acts: Collection[str] = tuple(ACTS.values())) -> list[frozenset]:
        """Return the smallest sets of commitments without which a claim loses its status.

        Parameters
        ----------
        claim : str
            Id of a claim.
        acts : collection of {"accept", "reject", "answer"}
            Which commitments may be held back; the others stay.

        Returns
        -------
        list of frozenset of Commitment
            Smallest first. If all commitments of one set are held back, the claim is undecided.

        Raises
        ------
        ValueError
            If there is no such claim or act.
        """
        return self._sets(cuts, claim, acts)

    def open_points(self, claim: str) -> list[str]:
        """Return the suspended claims that keep a claim undecided.

        Parameters
        ----------
        claim : str
            Id of a claim.

        Returns
        -------
        list of str
            Ids in the order of the map; empty unless the claim is undecided. (It may also be undecided
            because claims rest on each other in a circle.)
        """
        seen, pending = set(), [("claim", claim)]
        while pending:
            argument = pending.pop()
            if argument not in seen and self.labels[argument] == UNDECIDED:
                seen.add(argument)
                pending += self.attackers[argument]
        return [name for name in self.claims if ("doubt", name) in seen]

    def _sets(self, find, claim: str, acts: Collection[str]) -> list[frozenset]:  # noqa: ANN001
        if claim not in self.claims:
            raise ValueError(f"{claim!r} is not a claim; known are {', '.join(self.claims)}")
        if set(acts) - set(ACTS.values()):
            raise ValueError(f"acts are {sorted(acts)}; allowed are {', '.join(ACTS.values())}")
        open_to_choice = [name for name in self.attackers if ACTS.get(name[0]) in acts]
        families = find(self.attackers, open_to_choice, ("claim", claim))
        return [frozenset(Commitment(ACTS[kind], name) for kind, name in one) for one in families]


def dependency_view(claims: Mapping[str, Claim], choice: Choice) -> View:
    """See the map with a reader's choice.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    choice : Choice
        The reader's choice.

    Returns
    -------
    View
        Its statuses and sets are computed when they are asked for.

    Raises
    ------
    ValueError
        If the choice names what is not on the map.
    """
    check_choice(claims, choice)
    return View(claims, choice, _translate(claims, choice))


def _translate(claims: Mapping[str, Claim], choice: Choice) -> Attackers:
    """Return the framework that the head of this module describes, as attackers by argument."""
    inferences = steps(claims)
    framework: dict[Hashable, list[Hashable]] = {}
    for name in claims:
        framework["claim", name] = []
        framework["missing", name] = [("claim", name)]
    for name in sorted(choice.answered, key=list(claims).index):
        framework["answer", name] = []
        framework["hit", name] = [("missing", name), ("answer", name)]
    to = {name: [] for name in claims}
    for step in inferences:
        argument = ("step", step.target, step.group)
        to[step.target].append(argument)
        hits = [_hit(name, choice) for name in step.undercut_by]
        framework[argument] = [("missing", premise) for premise in step.premises] + hits
    for name in claims:
        framework["claim", name].append(_ground(framework, name, choice.marks.get(name), to[name]))
    for edge in all_edges(claims):
        if edge.type == "presuppose":
            framework["claim", edge.source].append(("missing", edge.target))
        elif edge.type == "rebut":
            framework["claim", edge.target].append(_hit(edge.source, choice))
    return framework


def _ground(
    framework: dict[Hashable, list[Hashable]], name: str, mark: str | None, to: list[Hashable]
) -> Hashable:
    """Add the arguments for the ground of a claim; return the one that attacks the claim."""
    if mark == "reject":
        framework["denied", name] = []
        return "denied", name
    if mark == "suspend" or (mark is None and not to):
        framework["doubt", name] = [("doubt", name)]
        return "doubt", name
    if mark == "accept":
        framework["held", name] = []
    framework["ungrounded", name] = [("held", name)] if mark == "accept" else to
    return "ungrounded", name


def _hit(name: str, choice: Choice) -> Hashable:
    return ("hit" if name in choice.answered else "claim", name)
