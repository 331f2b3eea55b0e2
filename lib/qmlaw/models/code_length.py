"""How many bits it takes to write down data with the help of a law: strength against simplicity in one unit.

A two-part code in the manner of minimum description length (Rissanen 1978, doi:10.1016/0005-1098(78)90005-5;
Grünwald 2007): first the law, then what it leaves over. What a symbol and a number cost is a convention, and
the ranking may hang on it. That is the point of having both as arguments.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Candidate(NamedTuple):
    """A law, or what would like to be one.

    Attributes
    ----------
    name : str
        Shown to readers.
    n_symbols : int
        Symbols of its formula.
    n_numbers : int
        Numbers in it that were fitted to the data, or copied from them.
    residuals : ndarray, shape (n,)
        What it leaves over, in the unit of the data.
    readable : bool
        Whether each number in it has a meaning that can be said.
    """

    name: str
    n_symbols: int
    n_numbers: int
    residuals: np.ndarray
    readable: bool


class Length(NamedTuple):
    """A length in bits: for the formula, for its numbers, for what is left over."""

    symbols: float
    numbers: float
    rest: float

    @property
    def total(self) -> float:
        """All three together."""
        return self.symbols + self.numbers + self.rest


def bits_left_over(residuals: ArrayLike, precision: float) -> float:
    """Bits for residuals that are written to a precision, with a normal distribution of their own width.

    Parameters
    ----------
    residuals : array_like, shape (n,)
        In the unit of the data.
    precision : float
        Width of the last digit that counts, in the same unit.

    Returns
    -------
    float
        n log2(sigma sqrt(2 pi e) / precision); the rounding itself is added to the variance, so that data
        without error cost almost nothing.

    Raises
    ------
    ValueError
        If there is no residual or the precision is not positive.
    """
    residuals = np.asarray(residuals, dtype=float)
    if not len(residuals) or precision <= 0:
        raise ValueError(
            f"got {len(residuals)} residuals and a precision of {precision}; need one, and above 0"
        )
    sigma = np.sqrt(np.mean(residuals**2) + precision**2 / 12)
    return float(len(residuals) * np.log2(sigma * np.sqrt(2 * np.pi * np.e) / precision))


def code_length(
    candidate: Candidate, precision: float, bits_per_symbol: float = 4.0, bits_per_number: float | None = None
) -> Length:
    """Bits to write down the data with a candidate.

    Parameters
    ----------
    candidate : Candidate
        The law.
    precision : float
        Last digit of the data that counts.
    bits_per_symbol : float
        Price of a symbol; 4 are enough for an alphabet of sixteen.
    bits_per_number : float, optional
        Price of a number. Default: half the logarithm of the number of data, as in the criterion of Schwarz
        (BIC; doi:10.1214/aos/1176344136).

    Returns
    -------
    Length

    Raises
    ------
    ValueError
        If a price is negative, or see :func:`bits_left_over`.
    """
    if bits_per_number is None:
        bits_per_number = 0.5 * np.log2(len(candidate.residuals))
    if bits_per_symbol < 0 or bits_per_number < 0:
        raise ValueError(
            f"prices are {bits_per_symbol} and {bits_per_number} bits; they must not be negative"
        )
    return Length(
        candidate.n_symbols * bits_per_symbol,
        float(candidate.n_numbers * bits_per_number),
        bits_left_over(candidate.residuals, precision),
    )


def lookup_table(data: ArrayLike, precision: float) -> Length:
    """Bits to write down the data as they are, without any law.

    Parameters
    ----------
    data : array_like, shape (n,)
        The data.
    precision : float
        Last digit that counts.

    Returns
    -------
    Length
        All of it is "left over": each value costs what the range and the precision ask for.

    Raises
    ------
    ValueError
        If there are no data or the precision is not positive.
    """
    data = np.asarray(data, dtype=float)
    if not len(data) or precision <= 0:
        raise ValueError(f"got {len(data)} values and a precision of {precision}; need one, and above 0")
    return Length(0.0, 0.0, float(len(data) * np.log2(np.ptp(data) / precision + 1)))


def margin(
    candidates: list[Candidate], precision: float, bits_per_number: float | None, bits_per_symbol: float = 4.0
) -> float:
    """Bits that the best unreadable candidate saves over the best readable one; negative if it does not.

    Raises
    ------
    ValueError
        If there is not at least one of each kind.
    """
    best = {}
    for kind in (True, False):
        lengths = [
            code_length(one, precision, bits_per_symbol, bits_per_number).total
            for one in candidates
            if one.readable is kind
        ]
        if not lengths:
            raise ValueError(f"no candidate has readable={kind}; both kinds are needed")
        best[kind] = min(lengths)
    return best[True] - best[False]
