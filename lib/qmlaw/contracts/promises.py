"""Who promises what, and whether it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sklearn.base import clone

from qmlaw.contracts.measurements import (
    Measurement,
    Representation,
    alone,
    continuity,
    continuity_far_out,
    distinctness,
    distinctness_far_apart,
    permutation,
    permutation_in_distribution,
    rotation,
    size_consistency,
    smooth_bending,
    translation,
)
from qmlaw.contracts.one_system import exchange_of_waters, square_surface
from qmlaw.contracts.probes import bent_hydrogen_cyanide, far_apart, lookalikes, probes
from qmlaw.molecules import Molecules
from qmlaw.representations.bag_of_bonds import BagOfBonds
from qmlaw.representations.coulomb_matrix import CoulombMatrix


class Promise(NamedTuple):
    """One cell of the table: who, which contract, promised or not, and why."""

    who: str
    contract: str
    promised: bool
    reason: str


CONTRACTS: dict[str, Callable[..., Measurement]] = {
    "translation": translation,
    "rotation": rotation,
    "permutation": permutation,
    "permutation in distribution": permutation_in_distribution,
    "continuity": continuity,
    "continuity far out": continuity_far_out,
    "smooth bending": smooth_bending,
    "distinctness": distinctness,
    "distinctness far apart": distinctness_far_apart,
    "alone": alone,
    "size consistency": size_consistency,
    "exchange of like atoms": exchange_of_waters,
    "symmetries of a square surface": square_surface,
}

NOT_RANDOM = ("alone", "size consistency", "exchange of like atoms", "symmetries of a square surface")

OWN_PROBES: dict[str, Callable[[], Molecules]] = {
    "distinctness far apart": far_apart,
    "smooth bending": lambda: bent_hydrogen_cyanide((0.0,)),
}
"""Contracts that bring their own molecules: what a transformer is fitted to before."""

REPRESENTATIONS: dict[str, Representation] = {
    "CoulombMatrix raw": CoulombMatrix("raw"),
    "CoulombMatrix sorted": CoulombMatrix("sorted"),
    "CoulombMatrix eigenvalues": CoulombMatrix("eigenvalues"),
    "CoulombMatrix random": CoulombMatrix("random", n_realisations=4),
    "BagOfBonds": BagOfBonds(),
}

_DISTANCES = "only distances enter"
_RIGID = "all distances with their elements are there: the shape follows, but for the mirror image"
PROMISES: tuple[Promise, ...] = (
    Promise("CoulombMatrix raw", "translation", True, _DISTANCES),
    Promise("CoulombMatrix raw", "rotation", True, _DISTANCES),
    Promise("CoulombMatrix raw", "permutation", False, "rows stand in the order of the file"),
    Promise("CoulombMatrix raw", "continuity", True, "no sorting"),
    Promise("CoulombMatrix raw", "continuity far out", True, "no sorting"),
    Promise("CoulombMatrix raw", "distinctness", True, _RIGID),
    Promise("CoulombMatrix raw", "alone", True, "each molecule by itself"),
    Promise("CoulombMatrix sorted", "translation", True, _DISTANCES),
    Promise("CoulombMatrix sorted", "rotation", True, _DISTANCES),
    Promise("CoulombMatrix sorted", "permutation", True, "the norm of a row does not depend on its place"),
    Promise("CoulombMatrix sorted", "continuity", False, "two rows that swap ranks swap columns, too"),
    Promise("CoulombMatrix sorted", "distinctness", True, _RIGID),
    Promise("CoulombMatrix sorted", "alone", True, "each molecule by itself"),
    Promise("CoulombMatrix eigenvalues", "translation", True, _DISTANCES),
    Promise("CoulombMatrix eigenvalues", "rotation", True, _DISTANCES),
    Promise("CoulombMatrix eigenvalues", "permutation", True, "renumbering is a change of basis"),
    Promise("CoulombMatrix eigenvalues", "continuity", True, "eigenvalues are, and here all are positive"),
    Promise("CoulombMatrix eigenvalues", "continuity far out", False, "order by magnitude: -x passes x"),
    Promise(
        "CoulombMatrix eigenvalues", "distinctness", False, "n numbers for 3n - 6 coordinates (acetylene)"
    ),
    Promise("CoulombMatrix eigenvalues", "alone", True, "each molecule by itself"),
    Promise("CoulombMatrix random", "translation", True, "same seed, same noise"),
    Promise("CoulombMatrix random", "rotation", True, "same seed, same noise"),
    Promise("CoulombMatrix random", "permutation", False, "the noise falls on other atoms"),
    Promise("CoulombMatrix random", "permutation in distribution", True, "the noise is alike for all atoms"),
    Promise("CoulombMatrix random", "continuity", False, "each realisation is a sorted matrix"),
    Promise("CoulombMatrix random", "distinctness", True, _RIGID),
    Promise("CoulombMatrix random", "alone", False, "the noise depends on the place in the collection"),
    Promise("BagOfBonds", "translation", True, _DISTANCES),
    Promise("BagOfBonds", "rotation", True, _DISTANCES),
    Promise("BagOfBonds", "permutation", True, "bags are sorted"),
    Promise("BagOfBonds", "continuity", True, "a sorted list of continuous numbers is continuous"),
    Promise("BagOfBonds", "continuity far out", True, "a sorted list of continuous numbers is continuous"),
    Promise("BagOfBonds", "distinctness", False, "distances without their places (homometric molecules)"),
    Promise("BagOfBonds", "alone", True, "each molecule by itself"),
)
"""Who promises what."""


class Row(NamedTuple):
    """One row of `table`: a promise beside its measurement."""

    who: str
    contract: str
    promised: bool
    holds: bool
    deviation: float
    tolerance: float
    reason: str

    @property
    def kept(self) -> bool:
        """Whether declaration and measurement agree, in either direction."""
        return self.promised == self.holds


def table(
    who: Sequence[str] | None = None,
    *,
    seed: int = 0,
    promises: Sequence[Promise] = PROMISES,
    subjects: Mapping[str, Representation] = REPRESENTATIONS,
    molecules: Mapping[str, Molecules] | None = None,
) -> list[Row]:
    """Measure the declared promises on `probes` and `lookalikes`.

    Parameters
    ----------
    who : sequence of str, optional
        Keys of `subjects`; without it, all.
    seed : int
        Of shifts, rotations, permutations and paths.
    promises : sequence of Promise, optional
        Other promises, of trained models for example (`qmlaw.models.promises`).
    subjects : mapping, optional
        Who made them, by name.
    molecules : mapping of str to Molecules, optional
        In place of `probes`, by name of the subject.

    Returns
    -------
    list of Row
        In the order of the promises.

    Raises
    ------
    ValueError
        For an unknown name.
    """
    for name in who or ():
        if name not in subjects:
            raise ValueError(f"who contains {name!r}; allowed are {', '.join(subjects)}")
    rows = []
    for promise in promises:
        if promise.who in (subjects if who is None else who):
            own = (molecules or {}).get(promise.who)
            found = measure(subjects[promise.who], promise.contract, seed=seed, molecules=own)
            rows.append(
                Row(
                    promise.who,
                    promise.contract,
                    promise.promised,
                    found.holds,
                    found.deviation,
                    found.tolerance,
                    promise.reason,
                )
            )
    return rows


def measure(
    representation: Any, contract: str, *, seed: int = 0, molecules: Molecules | None = None
) -> Measurement:
    """Fit a copy of a transformer to the probes of a contract, or to others, and measure it on them."""
    if contract not in CONTRACTS:
        raise ValueError(f"contract is {contract!r}; allowed are {', '.join(CONTRACTS)}")
    if contract == "distinctness":
        pairs = lookalikes()
        return distinctness(_fitted(representation, Molecules.concatenate(pairs)), pairs)
    if contract in OWN_PROBES:
        return CONTRACTS[contract](_fitted(representation, OWN_PROBES[contract]()))
    molecules = probes() if molecules is None else molecules
    if contract == "permutation in distribution":
        return permutation_in_distribution(representation, molecules, seed=seed)
    fitted = _fitted(representation, molecules)
    if contract in NOT_RANDOM:
        return CONTRACTS[contract](fitted, molecules)
    return CONTRACTS[contract](fitted, molecules, seed=seed)


def _fitted(representation: Any, molecules: Molecules) -> Any:
    """A fitted copy of a transformer; anything else as it is."""
    if not hasattr(representation, "transform"):
        return representation
    return clone(representation).fit(molecules)
