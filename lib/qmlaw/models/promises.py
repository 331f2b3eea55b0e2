"""What trained models promise, and whether it is kept.

The table of representations is in `qmlaw.contracts`; this one needs trained models, so they are given to it.
Which estimator appears in it under which names, and which estimators promise nothing, is said in `SPEAKERS`
and `SILENT`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qmlaw import contracts
from qmlaw.contracts import Promise, Row
from qmlaw.molecules import Molecules

_DISTANCES = "only distances enter"
_SUM = "sums over atoms and over messages know no order"
_SMOOTH = "a composition of smooth functions of distances"
_FAR = "the bias b_f2 lets atoms hear each other at any distance"
_OWN = "each molecule by itself; padding sends no messages"
_FADES = "neighbours fade out smoothly at the cut-off"
_PAIRS = "atoms with other distances get other messages; these pairs differ, others might not"
_COUNTS = "only the number of atoms of each element enters"
_PAIR_ATOMS = "only distances between the two molecules enter"
_SEES = "a function of its representation, and no more"

KERNEL_ON = "KernelRidgeRegressor on "

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
    Promise("AtomicNetwork of silicon", "translation", True, "only vectors between atoms enter"),
    Promise("AtomicNetwork of silicon", "rotation", True, "of the vectors only lengths and angles enter"),
    Promise("AtomicNetwork of silicon", "permutation", True, "sums over neighbours and atoms know no order"),
    Promise("AtomicNetwork of silicon", "continuity", True, _FADES),
    Promise("AtomicNetwork of silicon", "continuity far out", True, _FADES),
    Promise("AtomicNetwork of silicon", "alone", True, "each atom by itself"),
    Promise("CompositionModel", "translation", True, _COUNTS),
    Promise("CompositionModel", "rotation", True, _COUNTS),
    Promise("CompositionModel", "permutation", True, _COUNTS),
    Promise("CompositionModel", "continuity", True, _COUNTS),
    Promise("CompositionModel", "continuity far out", True, _COUNTS),
    Promise("CompositionModel", "distinctness", False, "isomers are one to it"),
    Promise("CompositionModel", "alone", True, _COUNTS),
    Promise("CompositionModel", "size consistency", True, _COUNTS),
    Promise("network of water pairs", "translation", True, _PAIR_ATOMS),
    Promise("network of water pairs", "rotation", True, _PAIR_ATOMS),
    Promise("network of water pairs", "exchange of like atoms", True, "the mean over all eight exchanges"),
    Promise("network of water pairs", "continuity", True, _SMOOTH),
    Promise("network of water pairs", "alone", True, "each pair by itself"),
    Promise("network of H2 on Pd(100)", "symmetries of a square surface", True, "its coordinates have them"),
    Promise("network of H2 on Pd(100)", "continuity", True, "a composition of smooth functions"),
    Promise("network of H2 on Pd(100)", "rotation", False, "up and down differ above a surface"),
    Promise("network of H2 on Pd(100)", "alone", True, "each molecule by itself"),
    Promise("WaterForceField", "translation", True, _PAIR_ATOMS),
    Promise("WaterForceField", "rotation", True, _PAIR_ATOMS),
    Promise("WaterForceField", "exchange of like atoms", True, "like atoms have equal constants"),
    Promise("WaterForceField", "alone", True, "each pair by itself"),
    *(
        Promise(KERNEL_ON + one.who, one.contract, one.promised, f"{_SEES}: {one.reason}")
        for one in contracts.PROMISES
        if one.contract in ("translation", "rotation", "permutation", "continuity", "alone")
        and one.who != "CoulombMatrix random"
    ),
)
"""Who promises what."""

PROBES: dict[str, Callable[[], Molecules]] = {
    "AtomicNetwork of silicon": contracts.silicon_cells,
    "network of water pairs": contracts.water_pairs,
    "network of H2 on Pd(100)": contracts.hydrogen_above,
    "WaterForceField": contracts.water_pairs,
}
"""On what they are measured, where molecules of `contracts.probes` would be refused."""

_NETWORKS = ("AtomicNetwork", "AtomicNetwork of silicon")
SPEAKERS: dict[str, tuple[str, ...]] = {
    "DTNNRegressor": ("DTNN", "DTNN with envelope"),
    "AtomicNetworkRegressor": _NETWORKS,
    "Committee": _NETWORKS,
    "CompositionModel": ("CompositionModel",),
    "FeedForwardRegressor": ("network of water pairs", "network of H2 on Pd(100)"),
    "KernelRidgeRegressor": tuple(
        KERNEL_ON + name for name in contracts.REPRESENTATIONS if name != "CoulombMatrix random"
    ),
    "WaterForceField": ("WaterForceField",),
}
"""Estimators, and under which names they promise. What a plain one promises depends on what it is given."""

_INSIDE = "what is inside of it promises, or does not"
_NUMBERS = "takes numbers, not places of atoms"
_ONE = "one molecule whose atoms have one order; nothing is promised of others"
SILENT: dict[str, str] = {
    "AtomKernelRegressor": "what is promised is the affair of the numbers that describe its atoms",
    "BootstrapEnsemble": _INSIDE,
    "DeltaRegressor": _INSIDE,
    "ForceKernelRegressor": _ONE,
    "LinearPlusNetwork": _NUMBERS,
    "MultiTaskNetwork": "it learns from randomly sorted matrices: not even renumbering is without effect",
    "OnBaseline": _INSIDE,
    "OneMoleculeRegressor": _ONE,
    "SmallNetwork": _NUMBERS,
    "SparseFormula": "takes a distance",
    "TermwiseDelta": _INSIDE,
    "TunedKernelRidge": "as KernelRidgeRegressor on the same representation, which is measured",
    "WallAndTail": "takes a distance",
}
"""Estimators that promise nothing of their own, and why."""


def table(models: Mapping[str, Any], *, seed: int = 0) -> list[Row]:
    """Measure what trained models promise.

    Parameters
    ----------
    models : mapping
        Trained models for some of the names in `PROMISES`, in double precision. One with `elements_` is
        measured on the molecules of `contracts.probes` that it knows; "distinctness" asks for H and C.
        Networks of one system are given as functions of `Molecules`.
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
    molecules = {name: probes_of(name, model) for name, model in models.items()}
    return contracts.table(list(models), seed=seed, promises=PROMISES, subjects=models, molecules=molecules)


def probes_of(name: str, model: Any) -> Molecules:
    """On what a model is measured: the system it is made for, or the usual probes that it knows."""
    if name in PROBES:
        return PROBES[name]()
    first = model.models_[0] if hasattr(model, "models_") else model
    return contracts.probes(elements=getattr(first, "elements_", None))
