"""Equations (3) and (4) of `aev`, compiled: values, and both products with their derivative J = dG/dD.

    values          G
    pull_back       J^T g       from dE/dG to dE/dD: forces
    push_forward    J v         from a motion dD to dG: the adjoint, for training on forces

Each kernel is a loop over atoms i from `begin` to `end`, so that several threads can share the atoms: an atom
writes only to its own row of G and to its own pairs. What depends on one distance alone (`Pairs`) is worked
out before, for all pairs at once. Inside the loops over triples there are only multiplications, short sums,
one root and one exponential. All arithmetic is in double precision, whatever the arrays are.
"""

# ruff: noqa: ANN001, ANN201, ANN202 (numba infers the types)

from __future__ import annotations

import math
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray


class Shape(NamedTuple):
    """The parameters of an AEV as the kernels want them.

    What the loops over triples run through comes in tuples: so the compiler knows how many there are. A
    spacing of zero asks for Gaussians one by one; `whole_power` is ζ - 1, or -1 where that is no whole number
    from 0 to 63.
    """

    pair_of_elements: NDArray[np.int64]
    radial_eta: float
    radial_shifts: NDArray[np.float64]
    radial_spacing: float
    angular_cutoff: float
    angular_eta: float
    angular_shifts: tuple[float, ...]
    angular_spacing: float
    cos_sections: tuple[float, ...]
    sin_sections: tuple[float, ...]
    zeta: float
    whole_power: int
    cosine_factor: float


class Tables(NamedTuple):
    """Arrays made once from a `Shape`: shifts and sections again, and exp(-η δ^2 k^2) for `_gaussians`."""

    radial_bell: NDArray[np.float64]
    angular_shifts: NDArray[np.float64]
    angular_bell: NDArray[np.float64]
    cos_sections: NDArray[np.float64]
    sin_sections: NDArray[np.float64]


class Pairs(NamedTuple):
    """Ordered pairs i, j, and all that follows from one distance; each (P,), but `unit` (P, 3).

    `f` and `slope` are f_C and its derivative, zero beyond the cut-off, with `radial_factor` in the radial
    ones. With x = R - R_0 from the first shift, `ratio` is exp(η δ x), `first` exp(-η x^2) (`_gaussians`).
    """

    element: NDArray[np.int64]
    unit: NDArray[np.float64]
    distance: NDArray[np.float64]
    radial_f: NDArray[np.float64]
    radial_slope: NDArray[np.float64]
    radial_ratio: NDArray[np.float64]
    radial_first: NDArray[np.float64]
    angular_f: NDArray[np.float64]
    angular_slope: NDArray[np.float64]
    angular_ratio: NDArray[np.float64]


X, Y, Z, R, F, SLOPE, RATIO = range(7)
"""Rows of what is known of a neighbour within the angular cut-off: unit vector, then as in `Pairs`."""

# "reassoc" and "contract" let the compiler add in any order and fuse. NaN and infinity keep their meaning.
_OPTIONS = {"cache": True, "nogil": True, "fastmath": {"reassoc", "contract"}, "error_model": "numpy"}
_compiled = numba.njit(**_OPTIONS)
_inlined = numba.njit(forceinline=True, **_OPTIONS)


@_compiled
def values(begin, end, first, pairs, shape, out):
    """G of these atoms into `out` (A, F)."""
    tables = _tables(shape)
    row = np.empty(out.shape[1])
    for i in range(begin, end):
        row[:] = 0
        _radial_values(first[i], first[i + 1], pairs, shape, tables, row)
        _angular_values(first[i], first[i + 1], pairs, shape, tables, row)
        for k in range(len(row)):
            out[i, k] = row[k]


@_compiled
def pull_back(begin, end, first, pairs, shape, gradient, out):
    """J^T g of the pairs of these atoms into `out` (P, 3), from the gradient g (A, F)."""
    tables = _tables(shape)
    row = np.empty(gradient.shape[1])
    for i in range(begin, end):
        for k in range(len(row)):
            row[k] = gradient[i, k]
        out[first[i] : first[i + 1]] = 0
        _radial_pull_back(first[i], first[i + 1], pairs, shape, tables, row, out)
        _angular_pull_back(first[i], first[i + 1], pairs, shape, tables, row, out)


@_compiled
def push_forward(begin, end, first, pairs, shape, motion, out):
    """J v of these atoms into `out` (A, F), from the motion v (P, 3) of the neighbours."""
    tables = _tables(shape)
    row = np.empty(out.shape[1])
    for i in range(begin, end):
        row[:] = 0
        _radial_push_forward(first[i], first[i + 1], pairs, shape, tables, motion, row)
        _angular_push_forward(first[i], first[i + 1], pairs, shape, tables, motion, row)
        for k in range(len(row)):
            out[i, k] = row[k]


# ---- one pair: equation (3) ---------------------------------------------------------------------------


@_inlined
def _radial_values(low, high, pairs, shape, tables, row):
    n = len(shape.radial_shifts)
    gaussian = np.empty(n)
    for p in range(low, high):
        if pairs.radial_f[p] > 0:
            _radial_gaussians(p, pairs, shape, tables, gaussian)
            start = pairs.element[p] * n
            for k in range(n):
                row[start + k] += pairs.radial_f[p] * gaussian[k]


@_inlined
def _radial_pull_back(low, high, pairs, shape, tables, gradient, out):
    n = len(shape.radial_shifts)
    gaussian = np.empty(n)
    for p in range(low, high):
        if pairs.radial_f[p] > 0:
            _radial_gaussians(p, pairs, shape, tables, gaussian)
            start = pairs.element[p] * n
            total = 0.0
            for k in range(n):
                total += gradient[start + k] * gaussian[k] * _radial_slope(p, k, pairs, shape, tables)
            for x in range(3):
                out[p, x] += total * pairs.unit[p, x]


@_inlined
def _radial_push_forward(low, high, pairs, shape, tables, motion, row):
    n = len(shape.radial_shifts)
    gaussian = np.empty(n)
    for p in range(low, high):
        if pairs.radial_f[p] > 0:
            _radial_gaussians(p, pairs, shape, tables, gaussian)
            start = pairs.element[p] * n
            change = 0.0
            for x in range(3):
                change += pairs.unit[p, x] * motion[p, x]
            for k in range(n):
                row[start + k] += gaussian[k] * _radial_slope(p, k, pairs, shape, tables) * change


@_inlined
def _radial_gaussians(p, pairs, shape, tables, out):
    r, first, ratio = pairs.distance[p], pairs.radial_first[p], pairs.radial_ratio[p]
    if shape.radial_spacing == 0:
        _gaussians_one_by_one(r, shape.radial_eta, shape.radial_shifts, out)
    else:
        _gaussians(len(shape.radial_shifts), first, ratio * ratio, tables.radial_bell, out)


@_inlined
def _radial_slope(p, k, pairs, shape, tables):
    """Derivative of a radial term by the distance, over the Gaussian in it."""
    away = pairs.distance[p] - shape.radial_shifts[k]
    return pairs.radial_slope[p] - 2 * shape.radial_eta * away * pairs.radial_f[p]


# ---- two pairs with one centre: equation (4) ----------------------------------------------------------
# a, b: the two neighbours; m: mean of their distances; c: cosine of the angle between them.


@_inlined
def _angular_values(low, high, pairs, shape, tables, row):
    near, known = _within(low, high, pairs, shape)
    n_shifts, n_sections = len(shape.angular_shifts), len(shape.cos_sections)
    gaussian, angle, slope = np.empty(n_shifts), np.empty(n_sections), np.empty(n_sections)
    trig = np.empty((3, len(near)))
    for a in range(len(near)):
        _trigonometry(known, a, shape.cosine_factor, trig)
        for b in range(a + 1, len(near)):
            _angular_gaussians(known, a, b, shape, tables, gaussian)
            _angles(trig, b, shape, tables, angle, slope)
            f = 2 * known[F, a] * known[F, b]
            start = _start(pairs.element[near[a]], pairs.element[near[b]], shape)
            for k in range(n_shifts):
                height = f * gaussian[k]
                for q in range(n_sections):
                    row[start + k * n_sections + q] += height * angle[q]


@_inlined
def _angular_pull_back(low, high, pairs, shape, tables, gradient, out):
    near, known = _within(low, high, pairs, shape)
    n_shifts, n_sections = len(shape.angular_shifts), len(shape.cos_sections)
    gaussian, angle, slope = np.empty(n_shifts), np.empty(n_sections), np.empty(n_sections)
    trig = np.empty((3, len(near)))
    d_gaussian = np.empty(n_shifts)
    for a in range(len(near)):
        _trigonometry(known, a, shape.cosine_factor, trig)
        for b in range(a + 1, len(near)):
            m = (known[R, a] + known[R, b]) / 2
            _angular_gaussians(known, a, b, shape, tables, gaussian)
            c = _angles(trig, b, shape, tables, angle, slope)
            # The energy of this triple, without cut-off functions, and its derivatives by m and c: sums over
            # all numbers of this pair of elements, weighted with g.
            energy, by_m, by_c = 0.0, 0.0, 0.0
            start = _start(pairs.element[near[a]], pairs.element[near[b]], shape)
            for k in range(n_shifts):
                d_gaussian[k] = -2 * shape.angular_eta * (m - tables.angular_shifts[k]) * gaussian[k]
            for q in range(len(angle)):
                g_gaussian, g_d_gaussian = 0.0, 0.0
                for k in range(n_shifts):
                    g = gradient[start + k * n_sections + q]
                    g_gaussian += g * gaussian[k]
                    g_d_gaussian += g * d_gaussian[k]
                energy += g_gaussian * angle[q]
                by_m += g_d_gaussian * angle[q]
                by_c += g_gaussian * slope[q]
            by_a = 2 * (by_m / 2 * known[F, a] + energy * known[SLOPE, a]) * known[F, b]
            by_b = 2 * (by_m / 2 * known[F, b] + energy * known[SLOPE, b]) * known[F, a]
            by_c *= 2 * known[F, a] * known[F, b]
            for x in range(3):
                # dc/dD_a = (u_b - c u_a) / r_a with the unit vectors u
                out[near[a], x] += by_a * known[x, a] + by_c * (known[x, b] - c * known[x, a]) / known[R, a]
                out[near[b], x] += by_b * known[x, b] + by_c * (known[x, a] - c * known[x, b]) / known[R, b]


@_inlined
def _angular_push_forward(low, high, pairs, shape, tables, motion, row):
    near, known = _within(low, high, pairs, shape)
    n_shifts, n_sections = len(shape.angular_shifts), len(shape.cos_sections)
    gaussian, angle, slope = np.empty(n_shifts), np.empty(n_sections), np.empty(n_sections)
    trig = np.empty((3, len(near)))
    for a in range(len(near)):
        _trigonometry(known, a, shape.cosine_factor, trig)
        for b in range(a + 1, len(near)):
            m = (known[R, a] + known[R, b]) / 2
            _angular_gaussians(known, a, b, shape, tables, gaussian)
            c = _angles(trig, b, shape, tables, angle, slope)
            da, db, dc = 0.0, 0.0, 0.0  # how the two distances and the cosine change
            for x in range(3):
                da += known[x, a] * motion[near[a], x]
                db += known[x, b] * motion[near[b], x]
                dc += (known[x, b] - c * known[x, a]) / known[R, a] * motion[near[a], x]
                dc += (known[x, a] - c * known[x, b]) / known[R, b] * motion[near[b], x]
            f = 2 * known[F, a] * known[F, b]
            df = 2 * (known[SLOPE, a] * da * known[F, b] + known[F, a] * known[SLOPE, b] * db)
            start = _start(pairs.element[near[a]], pairs.element[near[b]], shape)
            for k in range(n_shifts):
                by_distance = df - shape.angular_eta * (m - tables.angular_shifts[k]) * (da + db) * f
                for q in range(n_sections):
                    change = by_distance * angle[q] + f * dc * slope[q]
                    row[start + k * n_sections + q] += gaussian[k] * change


@_inlined
def _within(low, high, pairs, shape):
    """The pairs within the angular cut-off (n,), and what is known of each (7, n)."""
    near = np.empty(high - low, np.int64)
    known = np.empty((7, high - low))
    n = 0
    for p in range(low, high):
        if pairs.distance[p] < shape.angular_cutoff:
            near[n] = p
            known[X, n], known[Y, n], known[Z, n] = pairs.unit[p, 0], pairs.unit[p, 1], pairs.unit[p, 2]
            known[R, n], known[F, n] = pairs.distance[p], pairs.angular_f[p]
            known[SLOPE, n], known[RATIO, n] = pairs.angular_slope[p], pairs.angular_ratio[p]
            n += 1
    return near[:n], known


@_inlined
def _start(element_a, element_b, shape):
    """Where the numbers of this pair of elements begin."""
    n_radial = len(shape.pair_of_elements) * len(shape.radial_shifts)
    block = len(shape.angular_shifts) * len(shape.cos_sections)
    return n_radial + shape.pair_of_elements[element_a, element_b] * block


@_inlined
def _angular_gaussians(known, a, b, shape, tables, out):
    m = (known[R, a] + known[R, b]) / 2
    if shape.angular_spacing == 0:
        _gaussians_one_by_one(m, shape.angular_eta, tables.angular_shifts, out)
    else:
        x = m - tables.angular_shifts[0]
        first, ratio = math.exp(-shape.angular_eta * x * x), known[RATIO, a] * known[RATIO, b]
        _gaussians(len(shape.angular_shifts), first, ratio, tables.angular_bell, out)


@_inlined
def _gaussians_one_by_one(r, eta, shifts, out):
    """exp[-η (r - R_k)^2] for any shifts."""
    for k in range(len(shifts)):
        out[k] = math.exp(-eta * (r - shifts[k]) ** 2)


@_inlined
def _gaussians(n, first, ratio, bell, out):
    """exp[-η (r - R_k)^2] for n evenly spaced shifts.

    With R_k = R_0 + k δ and x = r - R_0,

        exp[-η (x - k δ)^2] = exp(-η x^2) exp(2 η δ x)^k exp(-η δ^2 k^2),

    two multiplications for each k: `first`, `ratio` and `bell` are the three factors.
    """
    for k in range(n):
        out[k] = first * bell[k]
        first *= ratio


@_inlined
def _tables(shape):
    angular_shifts = np.array(shape.angular_shifts)
    radial_steps, angular_steps = np.arange(len(shape.radial_shifts)), np.arange(len(angular_shifts))
    return Tables(
        np.exp(-shape.radial_eta * (shape.radial_spacing * radial_steps) ** 2),
        angular_shifts,
        np.exp(-shape.angular_eta * (shape.angular_spacing * angular_steps) ** 2),
        np.array(shape.cos_sections),
        np.array(shape.sin_sections),
    )


@_inlined
def _trigonometry(known, a, factor, trig):
    """Cosine of the angle, sine and its slope, into `trig` (3, n), for a and all b behind it.

    The cosine is the true one. The sine belongs to `cosine_factor` times it; its slope is by the true cosine:
    see `aev`. All b at once, because roots and divisions are slow one by one.
    """
    for b in range(a + 1, trig.shape[1]):
        cosine = known[X, a] * known[X, b] + known[Y, a] * known[Y, b] + known[Z, a] * known[Z, b]
        # sin^2 from the vector product: near a line, 1 - cos^2 would lose digits
        x = known[Y, a] * known[Z, b] - known[Z, a] * known[Y, b]
        y = known[Z, a] * known[X, b] - known[X, a] * known[Z, b]
        z = known[X, a] * known[Y, b] - known[Y, a] * known[X, b]
        sine = math.sqrt(1 - factor * factor + factor * factor * (x * x + y * y + z * z))
        trig[0, b] = cosine
        trig[1, b] = sine
        trig[2, b] = -factor * factor * cosine / sine if sine > 0 else 0.0


@_inlined
def _angles(trig, b, shape, tables, angle, slope):
    """{[1 + cos(θ - θ_s)] / 2}^ζ for all θ_s, and the derivatives by the cosine of the angle; the cosine.

    cos(θ - θ_s) = cos θ cos θ_s + sin θ sin θ_s.
    """
    factor = shape.cosine_factor
    cosine, s, ds = trig[0, b], trig[1, b], trig[2, b]
    c = factor * cosine
    for q in range(len(angle)):  # not of the tuple: unrolled, the loop would not be vectorised
        base = max((1 + c * tables.cos_sections[q] + s * tables.sin_sections[q]) / 2, 0.0)
        power = _power(base, shape.zeta, shape.whole_power)
        angle[q] = power * base
        slope[q] = power * shape.zeta * (factor * tables.cos_sections[q] + ds * tables.sin_sections[q]) / 2
    return cosine


@_inlined
def _power(x, zeta, n):
    """x^(ζ-1). A whole exponent n from 0 to 63 goes by squaring, without branches."""
    if n < 0:
        return math.exp((zeta - 1) * math.log(x))  # three times as fast as a power; log(0) gives 0 here
    result = x if n & 1 else 1.0
    for bit in range(1, 6):
        x *= x
        result *= x if n >> bit & 1 else 1.0
    return result
