"""What descriptions of atomic environments promise, and whether it is kept.

Measured on their sums over the atoms of each element, one row per molecule. A table of its own beside that of
`qmlaw.contracts`, because these need torch, which takes seconds to import.
"""

from __future__ import annotations

from collections.abc import Sequence

from qmlaw import contracts
from qmlaw.contracts.measurements import Representation
from qmlaw.contracts.promises import Promise, Row
from qmlaw.representations.aev import AEV
from qmlaw.representations.symmetry_functions import SymmetryFunctions

_HCNOS = (1, 6, 7, 8, 16)

SUBJECTS: dict[str, Representation] = {
    "SymmetryFunctions": SymmetryFunctions.all_of(
        _HCNOS, 6.0, radial_etas=(0.05, 0.5, 4.0), angular_etas=(0.01, 0.1), zetas=(1.0, 4.0)
    ).sums,
    "AEV": AEV.ani1x(_HCNOS).sums,
    "AEV as in TorchANI": AEV.ani1x(_HCNOS, "torchani").sums,
}

_VECTORS = "only vectors to neighbours enter"
_ANGLES = "only distances and angles enter"
_SUM = "sums over neighbours and over atoms know no order"
_SMOOTH = "neighbours leave through the cut-off function, which ends at zero with slope zero"
_LOCAL = "beyond the cut-off nothing is seen"
_OWN = "each molecule by itself"
_TRIED = "these pairs differ, others might not: distances and angles are summed up"


def _promises_of(who: str, bending: bool, why: str) -> tuple[Promise, ...]:
    return (
        Promise(who, "translation", True, _VECTORS),
        Promise(who, "rotation", True, _ANGLES),
        Promise(who, "permutation", True, _SUM),
        Promise(who, "continuity", True, _SMOOTH),
        Promise(who, "smooth bending", bending, why),
        Promise(who, "distinctness", True, _TRIED),
        Promise(who, "distinctness far apart", False, _LOCAL),
        Promise(who, "alone", True, _OWN),
        Promise(who, "size consistency", True, _LOCAL),
    )


PROMISES: tuple[Promise, ...] = (
    *_promises_of("SymmetryFunctions", True, "the cosine of the angle enters, not the angle"),
    *_promises_of("AEV", False, "the angle has a kink where three atoms are on a line"),
    *_promises_of("AEV as in TorchANI", True, "the angle of 0.95 times the cosine has no kink"),
)
"""Who promises what."""


def table(who: Sequence[str] | None = None, *, seed: int = 0) -> list[Row]:
    """Measure the declared promises; parameters and rows as in `qmlaw.contracts.table`."""
    return contracts.table(who, seed=seed, promises=PROMISES, subjects=SUBJECTS)
