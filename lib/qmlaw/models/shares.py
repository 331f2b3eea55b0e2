"""Comparing the shares that atoms have in the energies of molecules: within an element, by surroundings.

A share is known up to a constant per element at best, so every comparison is made within elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import spearmanr

ORGANIC = (1, 6, 7, 8)
"""H, C, N, O."""


def correlation_within_elements(
    a: ArrayLike, b: ArrayLike, atomic_numbers: ArrayLike, elements: Sequence[int] = ORGANIC
) -> float:
    """Pearson's correlation of two sets of shares within each element, mean over the elements.

    Parameters
    ----------
    a, b : array_like (n,)
        Shares of the same atoms, in any units.
    atomic_numbers : array_like (n,)
        Their elements.
    elements : sequence of int
        Those that count; each needs three atoms or more, not all alike.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return float(np.mean([np.corrcoef(a[of], b[of])[0, 1] for of in _each_element(atomic_numbers, elements)]))


def without_element_means(
    shares: ArrayLike, atomic_numbers: ArrayLike, elements: Sequence[int] = ORGANIC
) -> NDArray[np.float64]:
    """Shares (n,) less the mean of their element."""
    left = np.array(shares, dtype=float)
    for of in _each_element(atomic_numbers, elements):
        left[of] -= left[of].mean()
    return left


def explained_by(
    words: ArrayLike, shares: ArrayLike, atomic_numbers: ArrayLike, elements: Sequence[int] = ORGANIC
) -> float:
    """Part of the variance within an element that the mean of each word explains, mean over the elements.

    Parameters
    ----------
    words : array_like of str (n,)
        Surroundings of the atoms, for example.
    shares, atomic_numbers : array_like (n,)
        Energies in any unit, and elements.
    """
    words, shares = np.asarray(words), np.asarray(shares, dtype=float)
    parts = []
    for of in _each_element(atomic_numbers, elements):
        _, kind = np.unique(words[of], return_inverse=True)
        means = np.bincount(kind, weights=shares[of]) / np.bincount(kind)
        parts.append(1 - np.var(shares[of] - means[kind]) / np.var(shares[of]))
    return float(np.mean(parts))


def means_by_word(words: ArrayLike, shares: ArrayLike, at_least: int = 1) -> dict[str, float]:
    """Mean share of each word that this many atoms have."""
    words, shares = np.asarray(words), np.asarray(shares, dtype=float)
    kinds, kind, count = np.unique(words, return_inverse=True, return_counts=True)
    means = np.bincount(kind, weights=shares) / count
    return {str(kinds[k]): float(means[k]) for k in np.flatnonzero(count >= at_least)}


def order_agreement(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Spearman's rank correlation over the words that both have.

    Raises
    ------
    ValueError
        If they share fewer than three words.
    """
    common = sorted(a.keys() & b.keys())
    if len(common) < 3:
        raise ValueError(f"there are {len(common)} words in common: {common}; allowed are three or more")
    return float(spearmanr([a[word] for word in common], [b[word] for word in common]).statistic)


def _each_element(atomic_numbers: ArrayLike, elements: Sequence[int]) -> Iterator[NDArray[np.bool_]]:
    numbers = np.asarray(atomic_numbers)
    for element in elements:
        of = numbers == element
        if of.sum() < 3:
            raise ValueError(
                f"element {element} has {of.sum()} atoms; allowed are three or more, or leave it out"
            )
        yield of
