"""Laws for the energy of a bond over its length, readable ones and others, ready to be weighed in bits.

Formulas are written in prefix (Polish) notation, which needs no brackets; the number of words is the number
of symbols that :mod:`qmlaw.models.code_length` charges for.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import least_squares
from sklearn.kernel_ridge import KernelRidge

from qmlaw.models.code_length import Candidate
from qmlaw.models.small_network import SmallNetwork

Array = NDArray[np.float64]

NETWORK_FORMULA = "+ b sum * v tanh + c * w log r"
KERNEL_FORMULA = "sum * v exp * g ^ - log r log ri 2"


class CurveLaw(NamedTuple):
    """A readable law: its formula, its function of length and numbers, and where a fit starts."""

    formula: str
    energy: Callable[..., Array]
    start: Callable[[float, float], list[float]]

    @property
    def n_symbols(self) -> int:
        """Words of the formula."""
        return len(self.formula.split())


def _lennard_jones(r: Array, depth: float, best: float) -> Array:
    return depth * ((best / r) ** 12 - 2 * (best / r) ** 6)


def _morse(r: Array, depth: float, best: float, steep: float) -> Array:
    return depth * ((1 - np.exp(steep * (best - r))) ** 2 - 1)


def _rydberg(r: Array, depth: float, best: float, steep: float) -> Array:
    x = steep * (best - r)
    return depth * (x - 1) * np.exp(x)


def _extended_rydberg(r: Array, depth: float, best: float, a1: float, a2: float, a3: float) -> Array:
    x = r - best
    return -depth * (1 + x * (a1 + x * (a2 + x * a3))) * np.exp(-a1 * x)


#: Readable laws. Lennard-Jones 1924; Morse 1929 (doi:10.1103/PhysRev.34.57); Rydberg 1931; its extension by
#: Murrell and Sorbie 1974.
READABLE = {
    "Lennard-Jones": CurveLaw("* D - ^ / b r 12 * 2 ^ / b r 6", _lennard_jones, lambda d, b: [d, b]),
    "Morse": CurveLaw("* D - ^ - 1 exp * a - b r 2 1", _morse, lambda d, b: [d, b, 2.0]),
    "Rydberg": CurveLaw("* D * - * a - b r 1 exp * a - b r", _rydberg, lambda d, b: [d, b, 3.0]),
    "extended Rydberg": CurveLaw(
        "* D * + 1 * - r b + a1 * - r b + a2 * - r b a3 exp * a1 - b r",
        _extended_rydberg,
        lambda d, b: [d, b, 4.0, 3.0, 2.0],
    ),
}


def fit_law(name: str, lengths: ArrayLike, energies: ArrayLike) -> tuple[Array, Array]:
    """Fit a readable law to a curve.

    Parameters
    ----------
    name : str
        A key of ``READABLE``.
    lengths : array_like, shape (n,)
        Å.
    energies : array_like, shape (n,)
        Above the separate parts, any unit.

    Returns
    -------
    numbers, residuals : ndarray
        The fitted numbers and what they leave over, shape (n,).

    Raises
    ------
    ValueError
        If there is no such law, or the curve has no well.
    """
    if name not in READABLE:
        raise ValueError(f"no law {name!r}; there are {', '.join(READABLE)}")
    law, r, y = READABLE[name], np.asarray(lengths, dtype=float), np.asarray(energies, dtype=float)
    if y.min() >= 0:
        raise ValueError(f"the lowest energy is {y.min():g}; a law for a bond needs a well, below 0")
    start = law.start(-y.min(), r[y.argmin()])
    found = least_squares(lambda free: law.energy(r, *free) - y, start, x_scale=np.abs(start), max_nfev=2000)
    return found.x, -found.fun


def readable(lengths: ArrayLike, energies: ArrayLike) -> list[Candidate]:
    """Fit all readable laws to a curve and return them as candidates."""
    found = []
    for name, law in READABLE.items():
        numbers, rest = fit_law(name, lengths, energies)
        found.append(Candidate(name, law.n_symbols, len(numbers), rest, True))
    return found


def network(lengths: ArrayLike, energies: ArrayLike, hidden: int, seed: int, starts: int = 3) -> Candidate:
    """Fit a network of one hidden layer to a curve and return it as a candidate."""
    x, y = np.log(np.asarray(lengths, dtype=float))[:, None], np.asarray(energies, dtype=float)
    fitted = SmallNetwork(hidden=hidden, ridge=1e-10, starts=starts, rounds=600, seed=seed).fit(x, y)
    name = f"network, {hidden}"
    return Candidate(name, len(NETWORK_FORMULA.split()), fitted.n_parameters, y - fitted.predict(x), False)


def kernel(lengths: ArrayLike, energies: ArrayLike, width: float = 0.2, ridge: float = 1e-8) -> Candidate:
    """Fit a kernel with a weight for each point to a curve and return it as a candidate."""
    x, y = np.log(np.asarray(lengths, dtype=float))[:, None], np.asarray(energies, dtype=float)
    fitted = KernelRidge(kernel="rbf", gamma=0.5 / width**2, alpha=ridge).fit(x, y)
    return Candidate("kernel", len(KERNEL_FORMULA.split()), len(y) + 2, y - fitted.predict(x), False)
