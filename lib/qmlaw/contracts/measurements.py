"""One function per contract: each measures, on given molecules, how far something is from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation
from sklearn.base import clone

from qmlaw.contracts.probes import bent_hydrogen_cyanide, far_apart, lookalikes, with_positions
from qmlaw.molecules import Molecules

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
    moved = with_positions(molecules, molecules.positions + shifts[molecules.molecule_index])
    return _compare("translation", representation, molecules, moved, tolerance)


def rotation(
    representation: Representation, molecules: Molecules, *, seed: int = 0, tolerance: float = 1e-8
) -> Measurement:
    """Turning a molecule, or a cell, about the origin changes nothing. Parameters as in `translation`."""
    turns = Rotation.random(len(molecules), rng=np.random.default_rng(seed)).as_matrix()
    turned = np.einsum("aij,aj->ai", turns[molecules.molecule_index], molecules.positions)
    cells = None if molecules.cells is None else np.einsum("nij,nkj->nki", turns, molecules.cells)
    return _compare(
        "rotation", representation, molecules, with_positions(molecules, turned, cells), tolerance
    )


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


def size_consistency(
    model: Representation, molecules: Molecules, *, separation: float = 100.0, tolerance: float = 1e-3
) -> Measurement:
    """The energy of two molecules far apart is the sum of their energies.

    Parameters
    ----------
    model : callable or estimator
        Gives energies (N,).
    molecules : Molecules
        At least two; each is put beside the next one.
    separation : float
        How far the second of a pair is moved, in Å. What decays slowly needs more.
    tolerance : float
        In the unit of the model; 0.001 kcal/mol is far below what matters.
    """
    evaluate = evaluator(model)
    together = Molecules(
        [np.concatenate([a.atomic_numbers, b.atomic_numbers]) for a, b in pairwise(molecules)],
        [np.concatenate([a.positions, b.positions + (separation, 0, 0)]) for a, b in pairwise(molecules)],
    )
    energies = evaluate(molecules)
    excess = evaluate(together) - energies[:-1] - energies[1:]
    return _measurement("size consistency", np.abs(excess).max(), tolerance)


def permutation_in_distribution(
    representation: Any,
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


def distinctness_far_apart(representation: Representation) -> Measurement:
    """`distinctness` of two molecules at two distances, 20 and 30 Å: what looks no further cannot tell."""
    found = distinctness(representation, [far_apart()])
    return found._replace(contract="distinctness far apart")


def smooth_bending(
    representation: Representation, *, step: float = 1e-5, tolerance: float = 1e-2
) -> Measurement:
    """Bending a linear molecule up or down starts with slope zero: no kink.

    `deviation` is the difference of the slopes on both sides, as a second difference of the representation
    over the step, for the entry where it is largest.

    Parameters
    ----------
    representation : callable or estimator
        See the module.
    step : float
        How far the end of the molecule is bent, in Å. Of a smooth function only curvature times step remains.
    tolerance : float
        Largest allowed difference of slopes, in the unit of the representation per Å.
    """
    up, straight, down = evaluator(representation)(bent_hydrogen_cyanide((step, 0.0, -step)))
    return _measurement("smooth bending", np.abs(up - 2 * straight + down).max() / step, tolerance)


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
        return evaluate(with_positions(start, start.positions + t * direction))

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
