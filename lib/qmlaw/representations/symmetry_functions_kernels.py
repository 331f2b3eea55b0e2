"""Compiled loops of `symmetry_functions_fast`: the equations are those of `symmetry_functions`.

Atom i has the neighbours ``first[i]:first[i + 1]``; a and b are two of them. A G4 is a product of functions
of the three distances and of the cosine c of the angle,

    2^(1-ζ) (1 + λ c)^ζ · h(R_a) h(R_b) h(R_ab),    h(R) = exp(-η R^2) f_C(R),

so h and its slope are made once for each distance and η, and the powers once for each λ and ζ.
"""

# ruff: noqa: ANN001, ANN201, ANN202 (numba infers the types)

from __future__ import annotations

import math
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray


class Shape(NamedTuple):
    """Parameters as arrays: η and R_s of G2 (n_2, 2); different η, λ and ζ of G4, and which has which."""

    cutoff: float
    radial: NDArray[np.float64]
    etas: NDArray[np.float64]
    eta_of: NDArray[np.int64]
    powers: NDArray[np.float64]
    power_of: NDArray[np.int64]
    pair_of_elements: NDArray[np.int64]


_compiled = numba.njit(cache=True, nogil=True, error_model="numpy")
_inlined = numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)

VALUE, BY_A, BY_B, BY_AB, BY_C = range(5)
"""Columns of what `_triple` gives for each G4: itself, derivatives by three distances and the cosine."""


@_compiled
def values(first, element, vectors, shape, out):
    """G of all atoms, added to `out` (A, F)."""
    n_radial, n_angular = len(shape.radial), len(shape.eta_of)
    start_angular = len(shape.pair_of_elements) * n_radial
    terms, room = np.empty((n_angular, 5)), _room(shape)
    for i in range(len(first) - 1):
        distance, unit, h, slope = _near(first[i], first[i + 1], vectors, shape)
        for a in range(len(distance)):
            if distance[a] >= shape.cutoff:
                continue
            place = element[first[i] + a]
            for k in range(n_radial):
                out[i, place * n_radial + k] += _radial(distance[a], k, shape)[0]
            for b in range(a + 1, len(distance)):
                if _triple(a, b, distance, unit, h, slope, shape, room, terms):
                    pair = shape.pair_of_elements[place, element[first[i] + b]]
                    for k in range(n_angular):
                        out[i, start_angular + pair * n_angular + k] += terms[k, VALUE]


@_compiled
def pull_back(first, element, vectors, shape, gradient, out):
    """J^T g of all pairs, added to `out` (P, 3), from the gradient g (A, F)."""
    n_radial, n_angular = len(shape.radial), len(shape.eta_of)
    start_angular = len(shape.pair_of_elements) * n_radial
    terms, room, along = np.empty((n_angular, 5)), _room(shape), np.empty((2, 3))
    for i in range(len(first) - 1):
        distance, unit, h, slope = _near(first[i], first[i + 1], vectors, shape)
        for a in range(len(distance)):
            if distance[a] >= shape.cutoff:
                continue
            place, p = element[first[i] + a], first[i] + a
            total = 0.0
            for k in range(n_radial):
                total += gradient[i, place * n_radial + k] * _radial(distance[a], k, shape)[1]
            for x in range(3):
                out[p, x] += total * unit[a, x]
            for b in range(a + 1, len(distance)):
                if _triple(a, b, distance, unit, h, slope, shape, room, terms):
                    pair = shape.pair_of_elements[place, element[first[i] + b]]
                    by_a, by_b, by_ab, by_c = 0.0, 0.0, 0.0, 0.0
                    for k in range(n_angular):
                        g = gradient[i, start_angular + pair * n_angular + k]
                        by_a += g * terms[k, BY_A]
                        by_b += g * terms[k, BY_B]
                        by_ab += g * terms[k, BY_AB]
                        by_c += g * terms[k, BY_C]
                    _directions(a, b, distance, unit, by_a, by_b, by_ab, by_c, along)
                    for x in range(3):
                        out[p, x] += along[0, x]
                        out[first[i] + b, x] += along[1, x]


@_compiled
def jacobian(first, element, vectors, shape, out):
    """J, added to `out` (P, F, 3)."""
    n_radial, n_angular = len(shape.radial), len(shape.eta_of)
    start_angular = len(shape.pair_of_elements) * n_radial
    terms, room, along = np.empty((n_angular, 5)), _room(shape), np.empty((2, 3))
    for i in range(len(first) - 1):
        distance, unit, h, slope = _near(first[i], first[i + 1], vectors, shape)
        for a in range(len(distance)):
            if distance[a] >= shape.cutoff:
                continue
            place, p = element[first[i] + a], first[i] + a
            for k in range(n_radial):
                by_distance = _radial(distance[a], k, shape)[1]
                for x in range(3):
                    out[p, place * n_radial + k, x] += by_distance * unit[a, x]
            for b in range(a + 1, len(distance)):
                if _triple(a, b, distance, unit, h, slope, shape, room, terms):
                    start = start_angular + shape.pair_of_elements[place, element[first[i] + b]] * n_angular
                    for k in range(n_angular):
                        t = terms[k]
                        _directions(a, b, distance, unit, t[BY_A], t[BY_B], t[BY_AB], t[BY_C], along)
                        for x in range(3):
                            out[p, start + k, x] += along[0, x]
                            out[first[i] + b, start + k, x] += along[1, x]


@_inlined
def _room(shape):
    """Where `_triple` keeps what it needs: h and slope by η, power and slope by λ and ζ."""
    return np.empty((4, max(len(shape.etas), len(shape.powers))))


@_inlined
def _near(low, high, vectors, shape):
    """Distances (n,), unit vectors (n, 3), h and its slope (n, number of η) of the neighbours of one atom."""
    n = high - low
    distance, unit = np.empty(n), np.empty((n, 3))
    h, slope = np.empty((n, len(shape.etas))), np.empty((n, len(shape.etas)))
    for a in range(n):
        v = vectors[low + a]
        distance[a] = math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2])
        for x in range(3):
            unit[a, x] = v[x] / distance[a]
        _faded(distance[a], shape, h[a], slope[a])
    return distance, unit, h, slope


@_inlined
def _cutoff(r, cutoff):
    """f_C and its derivative."""
    angle = math.pi * r / cutoff
    return (math.cos(angle) + 1) / 2, -math.pi / cutoff * math.sin(angle) / 2


@_inlined
def _faded(r, shape, h, slope):
    """h(R) and its derivative for all η."""
    f, df = _cutoff(r, shape.cutoff)
    for e in range(len(shape.etas)):
        gaussian = math.exp(-shape.etas[e] * r * r)
        h[e] = f * gaussian
        slope[e] = (df - 2 * shape.etas[e] * r * f) * gaussian


@_inlined
def _radial(r, k, shape):
    """The term of one G2 and its derivative by the distance."""
    f, df = _cutoff(r, shape.cutoff)
    eta, away = shape.radial[k, 0], r - shape.radial[k, 1]
    gaussian = math.exp(-eta * away * away)
    return f * gaussian, (df - 2 * eta * away * f) * gaussian


@_inlined
def _triple(a, b, distance, unit, h, slope, shape, room, terms):
    """All G4 of two neighbours into `terms`; False where they add nothing."""
    if distance[b] >= shape.cutoff or len(shape.eta_of) == 0:
        return False
    squared, c = 0.0, 0.0
    for x in range(3):
        squared += (distance[b] * unit[b, x] - distance[a] * unit[a, x]) ** 2
        c += unit[a, x] * unit[b, x]
    if squared >= shape.cutoff * shape.cutoff:
        return False
    _faded(math.sqrt(squared), shape, room[0], room[1])
    for q in range(len(shape.powers)):
        sign, zeta = shape.powers[q]
        base = max(1 + sign * c, 0.0)  # rounding must not make it negative
        lower = 2.0 ** (1 - zeta) * (base ** (zeta - 1) if zeta != 1 else 1.0)
        room[2, q], room[3, q] = lower * base, zeta * sign * lower
    for k in range(len(shape.eta_of)):
        e, q = shape.eta_of[k], shape.power_of[k]
        angle, h_ab = room[2, q], room[0, e]
        terms[k, VALUE] = angle * h[a, e] * h[b, e] * h_ab
        terms[k, BY_A] = angle * slope[a, e] * h[b, e] * h_ab
        terms[k, BY_B] = angle * h[a, e] * slope[b, e] * h_ab
        terms[k, BY_AB] = angle * h[a, e] * h[b, e] * room[1, e]
        terms[k, BY_C] = room[3, q] * h[a, e] * h[b, e] * h_ab
    return True


@_inlined
def _directions(a, b, distance, unit, by_a, by_b, by_ab, by_c, along):
    """Derivatives by the vectors to a and b, (2, 3), from those by three distances and the cosine."""
    squared, c = 0.0, 0.0
    for x in range(3):
        squared += (distance[b] * unit[b, x] - distance[a] * unit[a, x]) ** 2
        c += unit[a, x] * unit[b, x]
    apart = math.sqrt(squared)
    for x in range(3):
        between = (distance[b] * unit[b, x] - distance[a] * unit[a, x]) / apart
        along[0, x] = by_a * unit[a, x] - by_ab * between + by_c * (unit[b, x] - c * unit[a, x]) / distance[a]
        along[1, x] = by_b * unit[b, x] + by_ab * between + by_c * (unit[a, x] - c * unit[b, x]) / distance[b]
