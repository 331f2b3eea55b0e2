"""Search for a law among products of powers, the smallest form of symbolic regression."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray


class PowerLaw(NamedTuple):
    """A law y = c times a product of powers.

    Attributes
    ----------
    exponents : tuple of (str, Fraction)
        Quantities with an exponent other than 0.
    constant : float
        c, in the units of the data.
    error : float
        Root mean square of the differences of logarithms on the data of the search.
    """

    exponents: tuple[tuple[str, Fraction], ...]
    constant: float
    error: float

    def __call__(self, quantities: Mapping[str, ArrayLike]) -> NDArray[np.float64]:
        """Return y for values of the quantities."""
        value = np.float64(self.constant)
        for name, power in self.exponents:
            value = value * np.asarray(quantities[name], dtype=float) ** float(power)
        return value

    def __str__(self) -> str:
        """Write the law, without its constant."""
        return " ".join(name if power == 1 else f"{name}^{power}" for name, power in self.exponents) or "1"


def simple_fractions(largest: int = 4, denominators: Sequence[int] = (1, 2, 3)) -> list[Fraction]:
    """Return all fractions up to a size whose denominator is one of a few, in rising order."""
    found = {Fraction(n, d) for d in denominators for n in range(-largest * d, largest * d + 1)}
    return sorted(found)


def search_power_laws(
    quantities: Mapping[str, ArrayLike], y: ArrayLike, exponents: Sequence[Fraction], keep: int = 5
) -> list[PowerLaw]:
    """Try every product of powers and fit its constant.

    Parameters
    ----------
    quantities : mapping of str to array_like, shape (n,)
        What the law may use; all positive.
    y : array_like, shape (n,)
        What it should give; positive.
    exponents : sequence of Fraction
        Exponents to try for each quantity; 0 leaves it out.
    keep : int
        How many to return.

    Returns
    -------
    list of PowerLaw
        The best first, by their error in the logarithm.

    Raises
    ------
    ValueError
        If a value is not positive or there is nothing to try.
    """
    logs = {name: np.asarray(values, dtype=float) for name, values in quantities.items()}
    y = np.asarray(y, dtype=float)
    for name, values in {**logs, "y": y}.items():
        if not (values > 0).all():
            raise ValueError(f"{name} has the value {values.min()}; a law of powers needs values above 0")
    if not logs or not exponents:
        raise ValueError("there is no quantity or no exponent to try")
    names, table = list(logs), np.log(np.stack(list(logs.values()), axis=1))
    tried = []
    for powers in product(exponents, repeat=len(names)):
        rest = np.log(y) - table @ np.array([float(p) for p in powers])
        used = tuple((name, p) for name, p in zip(names, powers, strict=True) if p)
        tried.append(PowerLaw(used, float(np.exp(rest.mean())), float(rest.std())))
    return sorted(tried, key=lambda law: law.error)[:keep]


def fitted_exponent(x: ArrayLike, y: ArrayLike) -> tuple[float, float]:
    """Fit y = c x^p on logarithms by least squares.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        Positive values, three or more.

    Returns
    -------
    (float, float)
        The exponent p and its standard error.

    Raises
    ------
    ValueError
        If there are fewer than three points or a value is not positive.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(x) < 3 or not (x > 0).all() or not (y > 0).all():
        raise ValueError(f"got {len(x)} points; a fit of a power needs three or more positive ones")
    u, v = np.log(x) - np.log(x).mean(), np.log(y) - np.log(y).mean()
    power = u @ v / (u @ u)
    return float(power), float(np.sqrt(((v - power * u) ** 2).sum() / (len(x) - 2) / (u @ u)))
