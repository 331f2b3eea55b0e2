"""How far two insides agree: number by number, part by part, and up to a rotation.

Three questions of growing patience, for a network and for a wave function alike. Every measure of
disagreement is 0 for the same and 1 for nothing in common:

    numbers   |a - b|^2 / (|a|^2 + |b|^2)                     quantities with a unit; 2 if opposed     (1)
    parts     1 - mean over pairs (i, j) of s_ij              the best one-to-one pairing of parts     (2)
    rotation  1 - HSIC(K, L) / sqrt(HSIC(K, K) HSIC(L, L))    what no rotation of the parts can mend   (3)

In (2) s_ij is a squared correlation (hidden units) or a squared overlap (orbitals). (3) is one less centred
kernel alignment, CKA; K and L are Gram matrices of the same n samples, HSIC is the unbiased estimator (4):

    HSIC(K, L) = [tr KL + (1'K1)(1'L1) / ((n-1)(n-2)) - 2 (1'KL1) / (n-2)] / (n (n-3)),  diagonals set to 0

Without it CKA is large for any two sets of many random features. It can be a little below 0 by chance.

References
----------
S. Kornblith, M. Norouzi, H. Lee, G. Hinton, Similarity of neural network representations revisited, ICML
    (2019), arXiv:1905.00414: CKA.
L. Song, A. Smola, A. Gretton, J. Bedo, K. Borgwardt, J. Mach. Learn. Res. 13, 1393 (2012): (4).
A. Murphy, J. Zylberberg, A. Fyshe, Correcting biased centered kernel alignment measures (2024),
    arXiv:2405.01012: why the debiased form.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment

FEWEST = 4
"""Samples that the unbiased estimator needs."""


def disagreement(a: ArrayLike, b: ArrayLike) -> float:
    """(1): difference of two sets of the same numbers, in parts of their own size.

    Parameters
    ----------
    a, b : array_like
        The same quantities by two models, centred if only differences count; one shape, one unit.

    Raises
    ------
    ValueError
        If the shapes differ, or all numbers are zero.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"shapes are {a.shape} and {b.shape}; allowed are two of one shape")
    size = np.sum(a**2) + np.sum(b**2)
    if size == 0:
        raise ValueError("all numbers are zero; there is nothing to compare")
    return float(np.sum((a - b) ** 2) / size)


def matched(similarity: ArrayLike) -> float:
    """Mean similarity of the best one-to-one pairing of parts; one less (2).

    Parameters
    ----------
    similarity : array_like (p, q)
        Of each part of the one with each part of the other. Parts without a partner are left out.
    """
    similarity = np.asarray(similarity, dtype=float)
    return float(similarity[linear_sum_assignment(-similarity)].mean())


def unit_agreement(a: ArrayLike, b: ArrayLike, groups: ArrayLike) -> float:
    """Squared correlation of hidden units, paired as well as can be within each group, mean over groups.

    Parameters
    ----------
    a, b : array_like (n, p), (n, q)
        What the units of two networks say of the same n atoms. A unit that never changes counts as zero.
    groups : array_like (n,)
        Elements: a unit may stand for something else in each.
    """
    a, b, groups = np.asarray(a, dtype=float), np.asarray(b, dtype=float), np.asarray(groups)
    found = []
    for group in np.unique(groups):
        of = groups == group
        if of.sum() < FEWEST:
            raise ValueError(f"group {group} has {of.sum()} atoms; allowed are {FEWEST} or more")
        found.append(matched((_standardised(a[of]).T @ _standardised(b[of]) / of.sum()) ** 2))
    return float(np.mean(found))


def cka(one: ArrayLike, other: ArrayLike) -> float:
    """Debiased centred kernel alignment of two Gram matrices; one less (3).

    Parameters
    ----------
    one, other : array_like (n, n)
        Symmetric, of the same samples in the same order: X X' of features X, or a kernel.

    Raises
    ------
    ValueError
        If the matrices are not square and of one size, there are fewer than four samples, or one of them
        holds nothing but noise, so that its own HSIC is not positive.
    """
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.shape != other.shape or one.ndim != 2 or one.shape[0] != one.shape[1] or len(one) < FEWEST:
        raise ValueError(
            f"shapes are {one.shape} and {other.shape}; allowed are two (n, n), n at least {FEWEST}"
        )
    own = _hsic(one, one), _hsic(other, other)
    if min(own) <= 0:
        raise ValueError(f"HSIC of a matrix with itself is {min(own):g}; it holds no structure to compare")
    return float(_hsic(one, other) / np.sqrt(own[0] * own[1]))


def gram(features: ArrayLike) -> NDArray[np.float64]:
    """X X' (n, n) of features (n, p)."""
    features = np.asarray(features, dtype=float)
    return features @ features.T


def complement(known: ArrayLike) -> NDArray[np.float64]:
    """Projector (n, n) onto what a linear fit to known columns (n, k) and a constant leaves over.

    With P, what is left of features X is P X, and of a Gram matrix K it is P K P.
    """
    columns = np.column_stack([np.ones(len(np.asarray(known))), np.asarray(known, dtype=float)])
    basis, values, _ = np.linalg.svd(columns, full_matrices=False)
    basis = basis[:, values > 1e-10 * values[0]]
    return np.eye(len(basis)) - basis @ basis.T


def common_part(rows: Sequence[ArrayLike]) -> float:
    """Part of the variance that all models share: mean covariance of two of them over mean variance.

    Parameters
    ----------
    rows : sequence of array_like (n,)
        The same centred numbers by two models or more. 1: all alike. 0: nothing in common.
    """
    products = np.array([np.asarray(row, dtype=float) for row in rows])
    if len(products) < 2:
        raise ValueError(f"there is {len(products)} model; allowed are two or more")
    products = products @ products.T
    own = np.trace(products) / len(products)
    return float((products.sum() - np.trace(products)) / (len(products) * (len(products) - 1)) / own)


def _hsic(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    n = len(one)
    one, other = one - np.diag(np.diag(one)), other - np.diag(np.diag(other))
    trace = np.sum(one * other)
    sums = one.sum() * other.sum() / ((n - 1) * (n - 2))
    rows = one.sum(axis=0) @ other.sum(axis=0) * 2 / (n - 2)
    return float((trace + sums - rows) / (n * (n - 3)))


def _standardised(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = columns - columns.mean(axis=0)
    width = centred.std(axis=0)
    alive = width > 1e-9 * max(1.0, float(np.abs(columns).max()))
    return np.where(alive, centred / np.where(alive, width, 1.0), 0.0)
