"""What composite methods are made of: terms, which are sums of total energies with weights.

A term is a linear combination of total energies, such as "MP4/6-31+G(d) minus MP4/6-31G(d): what diffuse
functions change". The label of an energy is ``METHOD/BASIS``; ``(full)`` correlates all electrons, all others
freeze the core (1s for Li to Ne, 1s2s2p for Na to Ar). ``MP4`` is MP4(SDTQ).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qmlaw.reference.composite.corrections import HigherLevelCorrection
from qmlaw.reference.extrapolation import HARTREE_FOCK_DECAY


class Term(NamedTuple):
    """One part of the electronic energy of a composite method.

    Attributes
    ----------
    name : str
        Short name, as in the method's paper where it has one.
    reason : dict of str to str
        What the term stands for, by language (``"en"``, ``"ko"``).
    weights : dict of str to float
        Total energies by label ``METHOD/BASIS`` and the factor each is multiplied with; dimensionless.
    """

    name: str
    reason: dict[str, str]
    weights: dict[str, float]

    def energy(self, energies: dict[str, float]) -> float:
        """Value of the term from total energies by label, in the unit of those."""
        return sum(weight * energies[label] for label, weight in self.weights.items())


@dataclass(frozen=True)
class Composite:
    """A composite method.

    Parameters
    ----------
    name : str
        Name as chemists write it.
    terms : tuple of Term
        Electronic terms, in the order of the paper. Their sum is the ab initio energy.
    correction : HigherLevelCorrection or None
        The fitted part; None for methods without one.
    geometry : str
        Level of theory of the geometry.
    vibrations : str
        Level of theory of the frequencies, which are calculated at its own minimum.
    zpe_scale : float
        Factor on harmonic frequencies.
    spin_orbit : bool
        Whether atoms get their spin-orbit energy.
    source : str
        Paper.
    """

    name: str
    terms: tuple[Term, ...]
    correction: HigherLevelCorrection | None
    geometry: str
    vibrations: str
    zpe_scale: float
    spin_orbit: bool
    source: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Energies that the terms need, each once, in order of first use."""
        return tuple(dict.fromkeys(label for term in self.terms for label in term.weights))


def difference(plus: str, minus: str) -> dict[str, float]:
    """Weights of one energy minus another.

    Parameters
    ----------
    plus, minus : str
        Labels.

    Returns
    -------
    dict of str to float
        ``{plus: 1, minus: -1}``.
    """
    return {plus: 1.0, minus: -1.0}


def without_additivity(method: str, large: str, one: str, other: str, small: str) -> dict[str, float]:
    """Weights of what a large basis gives beyond two smaller steps taken one at a time.

    E(large) - E(one) - E(other) + E(small), with one method.

    Parameters
    ----------
    method : str
        Method of the three smaller sets, and of the large one unless that is a full label.
    large, one, other, small : str
        Basis sets; `large` may be a label ``METHOD/BASIS``.

    Returns
    -------
    dict of str to float
        Weights.
    """
    label = large if "/" in large else f"{method}/{large}"
    return {label: 1.0, f"{method}/{one}": -1.0, f"{method}/{other}": -1.0, f"{method}/{small}": 1.0}


def hartree_fock_limit_minus(smaller: str, larger: str, basis: str) -> dict[str, float]:
    """Weights of the Hartree-Fock limit minus Hartree-Fock in one basis.

    E_limit = [E(n + 1) - E(n) exp(-1.63)] / [1 - exp(-1.63)].

    Parameters
    ----------
    smaller, larger : str
        Basis sets of cardinal number n and n + 1.
    basis : str
        Basis whose energy is taken off; it may be one of the two.

    Returns
    -------
    dict of str to float
        Weights.
    """
    remaining = float(np.exp(-HARTREE_FOCK_DECAY))
    norm = 1 - remaining
    weights = {f"HF/{larger}": 1 / norm, f"HF/{smaller}": -remaining / norm}
    weights[f"HF/{basis}"] = weights.get(f"HF/{basis}", 0.0) - 1.0
    return weights


def correlation_limit(method: str, smaller: str, larger: str, cardinals: tuple[int, int]) -> dict[str, float]:
    """Weights of the correlation energy of a method at the limit of a complete basis.

    E_limit = [Y^3 E(Y) - X^3 E(X)] / (Y^3 - X^3), where E is the energy beyond Hartree-Fock.

    Parameters
    ----------
    method : str
        Method with correlation.
    smaller, larger : str
        Basis sets of cardinal numbers X and Y.
    cardinals : (int, int)
        X and Y.

    Returns
    -------
    dict of str to float
        Weights.
    """
    x, y = (cardinal**3 for cardinal in cardinals)
    large, small = y / (y - x), -x / (y - x)
    return {
        f"{method}/{larger}": large,
        f"HF/{larger}": -large,
        f"{method}/{smaller}": small,
        f"HF/{smaller}": -small,
    }


def reason(en: str, ko: str) -> dict[str, str]:
    """What a term stands for, in both languages."""
    return {"en": en, "ko": ko}
