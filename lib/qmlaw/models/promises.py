"""What trained networks promise, and whether it is kept.

The table of representations is in `qmlaw.contracts`; this one needs trained models, so they are given to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qmlaw import contracts
from qmlaw.contracts import Promise, Row

_DISTANCES = "only distances enter"
_SUM = "sums over atoms and over messages know no order"
_SMOOTH = "a composition of smooth functions of distances"
_FAR = "the bias b_f2 lets atoms hear each other at any distance"
_OWN = "each molecule by itself; padding sends no messages"
_FADES = "neighbours fade out smoothly at the cut-off"
_PAIRS = "atoms with other distances get other messages; these pairs differ, others might not"

PROMISES: tuple[Promise, ...] = (
    Promise("DTNN", "translation", True, _DISTANCES),
    Promise("DTNN", "rotation", True, _DISTANCES),
    Promise("DTNN", "permutation", True, _SUM),
    Promise("DTNN", "continuity", True, _SMOOTH),
    Promise("DTNN", "continuity far out", True, _SMOOTH),
    Promise("DTNN", "distinctness", True, _PAIRS),
    Promise("DTNN", "alone", True, _OWN),
    Promise("DTNN", "size consistency", False, _FAR),
    Promise("DTNN with envelope", "translation", True, _DISTANCES),
    Promise("DTNN with envelope", "rotation", True, _DISTANCES),
    Promise("DTNN with envelope", "permutation", True, _SUM),
    Promise("DTNN with envelope", "continuity", True, _SMOOTH),
    Promise("DTNN with envelope", "continuity far out", True, _SMOOTH),
    Promise("DTNN with envelope", "alone", True, _OWN),
    Promise("DTNN with envelope", "size consistency", True, "no message passes the envelope"),
    Promise("AtomicNetwork", "translation", True, "only vectors between atoms enter"),
    Promise("AtomicNetwork", "rotation", True, "of the vectors only lengths and angles enter"),
    Promise("AtomicNetwork", "permutation", True, "sums over neighbours and over atoms know no order"),
    Promise("AtomicNetwork", "continuity", True, _FADES),
    Promise("AtomicNetwork", "continuity far out", True, _FADES),
    Promise("AtomicNetwork", "distinctness", True, "other angles; these pairs differ, others might not"),
    Promise("AtomicNetwork", "alone", True, "each atom by itself"),
    Promise("AtomicNetwork", "size consistency", True, "nothing is seen beyond the cut-off"),
)
"""Who promises what."""


def table(models: Mapping[str, Any], *, seed: int = 0) -> list[Row]:
    """Measure what trained models promise.

    Parameters
    ----------
    models : mapping
        Trained models for some of the names in `PROMISES`, in double precision, that know H, C, N, O and S,
        with energies in kcal/mol.
    seed : int
        Of shifts, rotations, permutations and paths.

    Returns
    -------
    list of Row
        In the order of `PROMISES`.

    Raises
    ------
    ValueError
        For a name that has made no promises.
    """
    names = {promise.who for promise in PROMISES}
    for name in models:
        if name not in names:
            raise ValueError(f"models contains {name!r}; allowed are {', '.join(sorted(names))}")
    return contracts.table(list(models), seed=seed, promises=PROMISES, subjects=models)
