"""One word in two senses: the same premises, marked as they come out when the word is read thin or thick.

A premise may hold in one sense of a word and not in the other. An argument that needs the word in both senses
at once equivocates; one that keeps to a sense may lose a premise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qmlaw.argument.claims import Claim, Edge
from qmlaw.argument.reader import Choice

#: For each premise the mark that it gets in each sense.
Readings = Mapping[str, Mapping[str, str]]


def read_in(choice: Choice, readings: Readings, senses: Mapping[str, str], charge: str) -> Choice:
    """Mark premises by the sense in which each is read, and raise or drop the charge of equivocation.

    Parameters
    ----------
    choice : Choice
        A reader's choice to start from.
    readings : mapping of str to mapping of str to str
        For each premise: sense to mark.
    senses : mapping of str to str
        The sense chosen for each of these premises.
    charge : str
        Id of the objection that says the word is used in two senses. It is accepted and open if more than one
        sense is in use, and rejected otherwise.

    Returns
    -------
    Choice

    Raises
    ------
    ValueError
        If a premise has no sense, a sense is not known, or a premise is not among the readings.
    """
    if set(senses) != set(readings):
        raise ValueError(f"senses are given for {sorted(senses)}; readings are there for {sorted(readings)}")
    for name, sense in senses.items():
        if sense not in readings[name]:
            raise ValueError(f"the sense of {name} is {sense!r}; there are {', '.join(readings[name])}")
        choice = choice.marked(readings[name][sense], name)
    mixed = len(set(senses.values())) > 1
    return choice.marked("accept" if mixed else "reject", charge).not_answering(charge)


def with_claim(claims: Mapping[str, Claim], new: Claim, premises: Sequence[str]) -> dict[str, Claim]:
    """Add a claim that premises carry together, to try another wording of a conclusion.

    Parameters
    ----------
    claims : mapping
        Claims by id; they are not changed.
    new : Claim
        The claim to add.
    premises : sequence of str
        Ids of the claims that support it together.

    Returns
    -------
    dict of str to Claim

    Raises
    ------
    ValueError
        If its id is taken or a premise is not a claim.
    """
    if new.id in claims:
        raise ValueError(f"there is a claim {new.id!r} already")
    if missing := [name for name in premises if name not in claims]:
        raise ValueError(f"not a claim: {', '.join(missing)}")
    found = dict(claims)
    for name in premises:
        edge = Edge(name, new.id, "support", f"{new.id}-trial")
        found[name] = replace(claims[name], edges=(*claims[name].edges, edge))
    return {**found, new.id: new}
