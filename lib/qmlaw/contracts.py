"""What a representation or a model promises: functions that measure it, one table of who promises what.

Each function takes anything that turns a `Molecules` into an array with one row per molecule (a fitted
transformer, a fitted model, a plain function) and returns a `Measurement`. `PROMISES` is the declaration;
`table` measures it. A promise that is not made is worth a row, too: there the deviation is the witness.

A "yes" that was measured means that the probes found nothing against it. A "no" that was measured is final.

References
----------
L. Himanen et al., Comput. Phys. Commun. 247, 106949 (2020), doi:10.1016/j.cpc.2019.106949 (symmetry tests as
    shared functions over descriptors).
J. E. Moussa, Phys. Rev. Lett. 109, 059801 (2012), doi:10.1103/PhysRevLett.109.059801 (equal spectra;
    homometric molecules).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import ase.build
import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation
from sklearn.base import clone

from qmlaw.molecules import Molecules
from qmlaw.representations.bag_of_bonds import BagOfBonds
from qmlaw.representations.coulomb_matrix import CoulombMatrix
from qmlaw.representations.isospectral import isospectral_acetylene

Representation = Any
"""A function of `Molecules`, or an object with `transform` or `predict`."""


class Measurement(NamedTuple):
    """The largest deviation found, what is allowed, and whether the contract holds."""

    contract: str
    deviation: float
    tolerance: float
    holds: bool


def translation(
    representation: Representation, molecules: Molecules, *, seed: int = 0, tolerance: float = 1e-8
) -> Measurement:
    """Moving a molecule as a whole (by up to some 10 Å) changes nothing.

    Parameters
    ----------
    representation : callable or estimator
        See the module.
    molecules : Molecules
        Probes.
    seed : int
        Of the random shifts.
    tolerance : float
        Largest allowed change of any entry, in the unit of the representation.
    """
    shifts = np.random.default_rng(seed).normal(scale=10.0, size=(len(molecules), 3))
    moved = _with_positions(molecules, molecules.positions + shifts[molecules.molecule_index])
    return _compare("translation", representation, molecules, moved, tolerance)


def rotation(
    representation: Representation, molecules: Molecules, *, seed: int = 0, tolerance: float = 1e-8
) -> Measurement:
    """Turning a molecule about the origin changes nothing. Parameters as in `translation`."""
    turns = Rotation.random(len(molecules), rng=np.random.default_rng(seed)).as_matrix()
    turned = np.einsum("aij,aj->ai", turns[molecules.molecule_index], molecules.positions)
    return _compare("rotation", representation, molecules, _with_positions(molecules, turned), tolerance)


def permutation(
    representation: Representation, molecules: Molecules, *, seed: int = 0, tolerance: float = 1e-8
) -> Measurement:
    """Renumbering the atoms changes nothing. Parameters as in `translation`."""
    return _compare("permutation", representation, molecules, molecules.shuffle_atoms(seed), tolerance)


def alone(representation: Representation, molecules: Molecules, *, tolerance: float = 1e-8) -> Measurement:
    """A molecule looks the same alone as in company: nothing leaks between those treated together."""
    evaluate = evaluator(representation)
    together = evaluate(molecules)
    one_by_one = np.concatenate([evaluate(molecules[[i]]) for i in range(len(molecules))])
    return _measurement("alone", np.abs(together - one_by_one).max(), tolerance)


def continuity(
    representation: Representation,
    molecules: Molecules,
    *,
    seed: int = 0,
    amplitude: float = 0.1,
    paths: int = 2,
    points: int = 65,
    tolerance: float = 1e-4,
) -> Measurement:
    """Along straight paths from a molecule to randomly distorted ones, nothing jumps.

    Each path is cut into steps. The step with the largest change is cut in two, then the half with the larger
    change, until it is shorter than 1e-10 Å. Of a continuous function nothing remains; of a jump, all of it.

    Parameters
    ----------
    representation, molecules, seed
        As in `translation`.
    amplitude : float
        Standard deviation of the distortion of each coordinate in Å. With 0.1, shapes that a molecule visits.
    paths : int
        Paths from each molecule.
    points : int
        Points on each path to begin with.
    tolerance : float
        Largest change of any entry allowed to remain.
    """
    evaluate = evaluator(representation)
    rng = np.random.default_rng(seed)
    jumps = []
    for i in np.repeat(np.arange(len(molecules)), paths):
        start = molecules[[i]]
        direction = rng.normal(scale=amplitude, size=start.positions.shape)
        jumps.append(_largest_jump(evaluate, start, direction, points))
    return _measurement("continuity", max(jumps), tolerance)


def distinctness(
    representation: Representation, pairs: Sequence[Molecules] | None = None, *, tolerance: float = 1e-6
) -> Measurement:
    """Molecules that differ (by more than mirror image) have different representations.

    Here `deviation` is the smallest difference over the pairs, and the contract holds when it is *larger*
    than the tolerance. Only the pairs tried are tested.

    Parameters
    ----------
    representation : callable or estimator
        See the module.
    pairs : sequence of Molecules, optional
        Two molecules of one size each; without it, `lookalikes`.
    tolerance : float
        Difference below which two representations count as equal.
    """
    evaluate = evaluator(representation)
    apart = [np.abs(np.subtract(*evaluate(pair))).max() for pair in (pairs or lookalikes())]
    return Measurement("distinctness", float(min(apart)), tolerance, bool(min(apart) > tolerance))


def permutation_in_distribution(
    representation: CoulombMatrix,
    molecules: Molecules,
    *,
    seed: int = 0,
    n_realisations: int = 2000,
    tolerance: float = 6.0,
) -> Measurement:
    """Renumbering the atoms does not change the distribution of randomly sorted matrices.

    Compares the means of all entries over many realisations before and after. `deviation` is the largest
    difference in units of its standard error.
    """
    many = clone(representation).set_params(n_realisations=n_realisations)
    before = many.fit_transform(molecules)
    after = many.set_params(seed=seed + 1).fit_transform(molecules.shuffle_atoms(seed))
    variance = (before.var(axis=1) + after.var(axis=1)) / n_realisations
    difference = np.abs(before.mean(axis=1) - after.mean(axis=1))
    spread = np.sqrt(variance)
    moving = spread > 1e-9 * max(1.0, np.abs(before).max())
    deviation = (difference[moving] / spread[moving]).max(initial=0.0)
    if difference[~moving].max(initial=0.0) > 1e-6:
        deviation = np.inf  # an entry that never varies, at two values
    return _measurement("permutation in distribution", deviation, tolerance)


def continuity_far_out(representation: Representation, molecules: Molecules, *, seed: int = 0) -> Measurement:
    """`continuity` with distortions of 0.3 Å per coordinate: nuclei come closer than they would in nature."""
    found = continuity(representation, molecules, seed=seed, amplitude=0.3, paths=5)
    return found._replace(contract="continuity far out")


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
    "distinctness": distinctness,
    "alone": alone,
}

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


def table(who: Sequence[str] | None = None, *, seed: int = 0) -> list[Row]:
    """Measure the declared promises on `probes` and `lookalikes`.

    Parameters
    ----------
    who : sequence of str, optional
        Keys of `REPRESENTATIONS`; without it, all.
    seed : int
        Of shifts, rotations, permutations and paths.

    Returns
    -------
    list of Row
        In the order of `PROMISES`.

    Raises
    ------
    ValueError
        For an unknown name.
    """
    for name in who or ():
        if name not in REPRESENTATIONS:
            raise ValueError(f"who contains {name!r}; allowed are {', '.join(REPRESENTATIONS)}")
    rows = []
    for promise in PROMISES:
        if who is None or promise.who in who:
            found = measure(REPRESENTATIONS[promise.who], promise.contract, seed=seed)
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


def measure(representation: Any, contract: str, *, seed: int = 0) -> Measurement:
    """Fit a copy of a transformer to the probes of a contract and measure it on them."""
    if contract not in CONTRACTS:
        raise ValueError(f"contract is {contract!r}; allowed are {', '.join(CONTRACTS)}")
    if contract == "distinctness":
        pairs = lookalikes()
        return distinctness(_fitted(representation, Molecules.concatenate(pairs)), pairs)
    molecules = probes()
    if contract == "permutation in distribution":
        return permutation_in_distribution(representation, molecules, seed=seed)
    fitted = _fitted(representation, molecules)
    if contract == "alone":
        return alone(fitted, molecules)
    return CONTRACTS[contract](fitted, molecules, seed=seed)


def probes(seed: int = 7) -> Molecules:
    """Small molecules without symmetry: five from ASE's G2 set, each coordinate moved by some 0.05 Å."""
    rng = np.random.default_rng(seed)
    molecules = Molecules.from_ase(
        [ase.build.molecule(name) for name in ("H2O", "CH3OH", "CH3CHO", "CH3CONH2", "CH3SH")]
    )
    moved = molecules.positions + rng.normal(scale=0.05, size=molecules.positions.shape)
    return _with_positions(molecules, moved)


def lookalikes() -> list[Molecules]:
    """Pairs of different molecules that some representations cannot tell apart.

    * Linear acetylene and a bent one with the same Coulomb spectrum.
    * Six hydrogen atoms on a line at 0, 1, 4, 10, 12, 17 Å and at 0, 1, 8, 11, 13, 17 Å: the same 15
      distances.
    """
    marks = [(0, 1, 4, 10, 12, 17), (0, 1, 8, 11, 13, 17)]
    lines = [np.column_stack([places, np.zeros((6, 2))]) for places in marks]
    homometric = Molecules([[1] * 6] * 2, lines, names=["H6, first line", "H6, second line"])
    return [isospectral_acetylene((180.0, 120.0)), homometric]


def evaluator(representation: Representation) -> Callable[[Molecules], NDArray[np.float64]]:
    """The function behind a transformer, a model or a function."""
    for method in ("transform", "predict"):
        if hasattr(representation, method):
            return getattr(representation, method)
    if callable(representation):
        return representation
    raise ValueError(
        f"{representation!r} has neither transform nor predict and cannot be called; allowed is any of these"
    )


def _fitted(representation: Any, molecules: Molecules) -> Any:
    """A fitted copy of a transformer; anything else as it is."""
    if not hasattr(representation, "transform"):
        return representation
    return clone(representation).fit(molecules)


def _compare(
    contract: str, representation: Representation, before: Molecules, after: Molecules, tolerance: float
) -> Measurement:
    evaluate = evaluator(representation)
    return _measurement(contract, np.abs(evaluate(after) - evaluate(before)).max(), tolerance)


def _measurement(contract: str, deviation: float, tolerance: float) -> Measurement:
    # Written so that a NaN does not count as kept.
    return Measurement(contract, float(deviation), tolerance, bool(deviation <= tolerance))


def _largest_jump(
    evaluate: Callable[[Molecules], NDArray[np.float64]],
    start: Molecules,
    direction: NDArray[np.float64],
    points: int,
) -> float:
    """What remains of the largest change on the path when the step is made ever smaller."""

    def value(t: float) -> NDArray[np.float64]:
        return evaluate(_with_positions(start, start.positions + t * direction))

    def change(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
        return float(np.abs(b - a).max())

    times = np.linspace(0.0, 1.0, points)
    values = [value(t) for t in times]
    steps = [change(a, b) for a, b in zip(values[:-1], values[1:], strict=True)]
    k = int(np.argmax(steps))
    (left, right), (low, high) = times[k : k + 2], values[k : k + 2]
    while (right - left) * np.abs(direction).max() > 1e-10:
        middle = (left + right) / 2
        between = value(middle)
        if change(low, between) >= change(between, high):
            right, high = middle, between
        else:
            left, low = middle, between
    return change(low, high)


def _with_positions(molecules: Molecules, positions: NDArray[np.float64]) -> Molecules:
    """The same molecules elsewhere (Å)."""
    ends = molecules.offsets[1:-1]
    return Molecules(
        np.split(molecules.atomic_numbers, ends), np.split(positions, ends), names=molecules.names
    )
