"""Abstract argumentation: who attacks whom, what stands, and by whose leave.

An *argument* is any hashable name; an *attack* is a pair. The grounded labelling is the most cautious one
that respects the attacks: an argument is *in* when all its attackers are out, *out* when one of them is in,
and *undecided* otherwise. There is exactly one, with or without circles. Nothing here knows of claims.

Some arguments may be named *commitments*: they are in because somebody holds them, and they can be held back,
which makes them undecided (never out). Undecided is less information, and the grounded labelling grows with
information: an argument that is in (or out) without a commitment stays so with it. So two families are well
defined and dual to each other, and both are computed exactly, from the attackers up:

* the minimal *carriers* of an argument: the smallest sets of commitments that alone give it its label;
* the minimal *cuts*: the smallest sets of commitments without which it loses its label and is undecided.

References
----------
P. M. Dung, On the acceptability of arguments and its fundamental role in nonmonotonic reasoning, logic
programming and n-person games, Artificial Intelligence 77 (1995) 321-357, doi:10.1016/0004-3702(94)00041-X.
M. Caminada, On the issue of reinstatement in argumentation, JELIA 2006, LNCS 4160, 111-123 (labellings).
J. de Kleer, An assumption-based TMS, Artificial Intelligence 28 (1986) 127-162 (minimal environments).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

import networkx as nx

Attackers = Mapping[Hashable, Collection[Hashable]]
Family = list[frozenset]
Joint = Callable[[list[list[int]]], list[int]]

IN, OUT, UNDECIDED = "in", "out", "undecided"


def attackers_of(arguments: Iterable[Hashable], attacks: Iterable[tuple[Hashable, Hashable]]) -> Attackers:
    """Write a framework as the attackers of each argument.

    Parameters
    ----------
    arguments : iterable
        Names of the arguments.
    attacks : iterable of pair
        ``(attacker, attacked)``.

    Returns
    -------
    mapping
        Attackers by argument, each once.

    Raises
    ------
    ValueError
        If an attack names something that is not an argument.
    """
    result: dict[Hashable, dict[Hashable, None]] = {argument: {} for argument in arguments}
    for attacker, attacked in attacks:
        for name in (attacker, attacked):
            if name not in result:
                raise ValueError(f"the attack {attacker!r} on {attacked!r} names {name!r}, not an argument")
        result[attacked][attacker] = None
    return {argument: tuple(found) for argument, found in result.items()}


def grounded(attackers: Attackers) -> dict[Hashable, str]:
    """Label every argument.

    Parameters
    ----------
    attackers : mapping
        Attackers by argument; every argument is a key.

    Returns
    -------
    dict
        ``"in"``, ``"out"`` or ``"undecided"`` by argument. Takes time in proportion to the number of attacks.
    """
    targets: dict[Hashable, list[Hashable]] = {argument: [] for argument in attackers}
    for argument, found in attackers.items():
        for attacker in found:
            targets[attacker].append(argument)
    waiting = {argument: len(found) for argument, found in attackers.items()}
    labels: dict[Hashable, str] = {}
    unattacked = [argument for argument, count in waiting.items() if count == 0]
    while unattacked:
        argument = unattacked.pop()
        labels[argument] = IN
        for beaten in targets[argument]:
            if beaten in labels:
                continue
            labels[beaten] = OUT
            for freed in targets[beaten]:
                waiting[freed] -= 1
                if waiting[freed] == 0 and freed not in labels:
                    unattacked.append(freed)
    return {argument: labels.get(argument, UNDECIDED) for argument in attackers}


def carriers(attackers: Attackers, commitments: Collection[Hashable], goal: Hashable) -> Family:
    """Find the smallest sets of commitments that alone give an argument its label.

    Parameters
    ----------
    attackers : mapping
        Attackers by argument.
    commitments : collection
        Arguments that can be held back. What is in without attackers and is no commitment is always held.
    goal : hashable
        The argument.

    Returns
    -------
    list of frozenset
        Smallest first. Empty for an argument that is undecided, ``[frozenset()]`` for one that needs none.

    Raises
    ------
    ValueError
        If a commitment is attacked.
    """
    return _families(attackers, commitments, goal, all_of=_product, any_of=_union)


def cuts(attackers: Attackers, commitments: Collection[Hashable], goal: Hashable) -> Family:
    """Find the smallest sets of commitments without which an argument becomes undecided.

    Parameters
    ----------
    attackers : mapping
        Attackers by argument.
    commitments : collection
        Arguments that can be held back.
    goal : hashable
        The argument.

    Returns
    -------
    list of frozenset
        Smallest first. Empty where nothing can take the label away, ``[frozenset()]`` for an argument that is
        undecided already.

    Raises
    ------
    ValueError
        As :func:`carriers`.
    """
    return _families(attackers, commitments, goal, all_of=_union, any_of=_product)


def _families(
    attackers: Attackers, commitments: Collection[Hashable], goal: Hashable, all_of: Joint, any_of: Joint
) -> Family:
    """Propagate families of sets (as bit masks) through the arguments that are in or out, attackers first.

    In needs *all* attackers out, out needs *any* attacker in. For carriers "all" is the product of families
    and "any" their union; for cuts it is the other way round. An argument of which nothing is known has the
    family ``any_of([])``. Where arguments attack each other in a circle, rounds are repeated until nothing
    changes; families only grow, so this ends.
    """
    held = list(commitments)
    for name in held:
        if attackers[name]:
            raise ValueError(f"commitment {name!r} is attacked by {attackers[name]!r}; it must be free")
    bit = {name: 1 << i for i, name in enumerate(held)}
    relevant, circular = _attackers_first(attackers, grounded(attackers), goal)
    found = {argument: any_of([]) for argument in relevant}
    changed = True
    while changed:
        before = dict(found)
        for argument, (label, counting) in relevant.items():
            parts = [found[attacker] for attacker in counting]
            found[argument] = (
                [bit[argument]] if argument in bit else (all_of if label == IN else any_of)(parts)
            )
        changed = circular and found != before
    sets = [frozenset(name for name in held if bit[name] & mask) for mask in found.get(goal, any_of([]))]
    place = {name: i for i, name in enumerate(held)}
    return sorted(sets, key=lambda one: (len(one), sorted(place[name] for name in one)))


def _attackers_first(
    attackers: Attackers, labels: Mapping[Hashable, str], goal: Hashable
) -> tuple[dict[Hashable, tuple[str, list[Hashable]]], bool]:
    """Return what the label of the goal hangs on, with the attackers that count, and if there is a circle."""
    decided = nx.DiGraph()
    stack = [goal] if labels[goal] != UNDECIDED else []
    decided.add_nodes_from(stack)
    while stack:
        argument = stack.pop()
        for attacker in attackers[argument]:
            # All attackers of what is in are out; of the attackers of what is out those that are in count.
            if labels[attacker] == (OUT if labels[argument] == IN else IN):
                if attacker not in decided:
                    stack.append(attacker)
                decided.add_edge(attacker, argument)
    circular = not nx.is_directed_acyclic_graph(decided)
    order = list(decided) if circular else list(nx.topological_sort(decided))
    return {one: (labels[one], list(decided.predecessors(one))) for one in order}, circular


def _union(families: list[list[int]]) -> list[int]:
    return _minimal({mask for family in families for mask in family})


def _product(families: list[list[int]]) -> list[int]:
    result = [0]
    for family in sorted(families, key=len):
        result = _minimal({one | other for one in result for other in family})
    return result


def _minimal(masks: Collection[int]) -> list[int]:
    kept: list[int] = []
    for mask in sorted(masks, key=lambda m: m.bit_count()):
        if not any(small & mask == small for small in kept):
            kept.append(mask)
    return sorted(kept)
