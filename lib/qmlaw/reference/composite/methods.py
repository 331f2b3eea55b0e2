"""Composite methods as data: which energies are added, and why.

Every method is a table of `Term` over the same engine. A term is a linear combination of total energies,
such as "MP4/6-31+G(d) minus MP4/6-31G(d): what diffuse functions change". The label of an energy is
``METHOD/BASIS``; ``MP2(full)`` correlates all electrons, all others freeze the core (1s for Li to Ne,
1s2s2p for Na to Ar). ``MP4`` is MP4(SDTQ).

References
----------
G2: Curtiss, Raghavachari, Trucks, Pople, J. Chem. Phys. 94, 7221 (1991), doi:10.1063/1.460205.
G2(MP2): Curtiss, Raghavachari, Pople, J. Chem. Phys. 98, 1293 (1993), doi:10.1063/1.464297.
G3: Curtiss, Raghavachari, Redfern, Rassolov, Pople, J. Chem. Phys. 109, 7764 (1998), doi:10.1063/1.477422.
G3(MP2): Curtiss, Redfern, Raghavachari, Rassolov, Pople, J. Chem. Phys. 110, 4703 (1999),
    doi:10.1063/1.478385.
G4: Curtiss, Redfern, Raghavachari, J. Chem. Phys. 126, 084108 (2007), doi:10.1063/1.2436888.
G4(MP2): Curtiss, Redfern, Raghavachari, J. Chem. Phys. 127, 124105 (2007), doi:10.1063/1.2770701.
Focal point: East, Allen, J. Chem. Phys. 99, 4638 (1993), doi:10.1063/1.466062.
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
        Basis whose energy is taken off.

    Returns
    -------
    dict of str to float
        Weights.
    """
    remaining = float(np.exp(-HARTREE_FOCK_DECAY))
    norm = 1 - remaining
    return {f"HF/{larger}": 1 / norm, f"HF/{smaller}": -remaining / norm, f"HF/{basis}": -1.0}


def _reason(en: str, ko: str) -> dict[str, str]:
    return {"en": en, "ko": ko}


_START = _reason(
    "the best treatment of correlation, in a small basis", "작은 기저에서 상관을 가장 잘 다룬 값"
)
_DIFFUSE = _reason("diffuse functions: electrons far from the nuclei", "확산함수: 핵에서 먼 전자")
_POLARISATION = _reason(
    "polarisation functions: orbitals that follow the bonds, and angular correlation",
    "편극함수: 결합을 따라 휘는 오비탈과 각도 방향의 상관",
)
_LARGE = _reason(
    "a large basis, beyond what the two steps say when taken one at a time",
    "두 단계를 따로 더한 것으로 잡히지 않는 큰 기저의 몫",
)
_LARGE_AND_CORE = _reason(
    "a large basis and the correlation of the core, beyond the two steps taken one at a time",
    "두 단계를 따로 더한 것으로 잡히지 않는 큰 기저의 몫과 내각 전자의 상관",
)
_MP2_LARGE = _reason("a large basis, at second order only", "큰 기저의 몫, 이차 섭동으로만")
_LIMIT = _reason("Hartree-Fock to the limit of a complete basis", "하트리-폭을 완전한 기저의 극한까지")

_G2_GEOMETRY = {"geometry": "MP2(full)/6-31G(d)", "vibrations": "HF/6-31G*", "zpe_scale": 0.8929}
_G4_GEOMETRY = {"geometry": "B3LYP/6-31G(2df,p)", "vibrations": "B3LYP/6-31G(2df,p)", "zpe_scale": 0.9854}

_G2_CORRECTION = HigherLevelCorrection(pair=5.00, unpaired=0.19, atom_pair=5.00, atom_unpaired=0.19)

_ALL = (
    Composite(
        "G2",
        (
            Term("QCISD(T)/6-311G(d,p)", _START, {"QCISD(T)/6-311G(d,p)": 1.0}),
            Term("ΔE(+)", _DIFFUSE, difference("MP4/6-311+G(d,p)", "MP4/6-311G(d,p)")),
            Term("ΔE(2df)", _POLARISATION, difference("MP4/6-311G(2df,p)", "MP4/6-311G(d,p)")),
            Term(
                "Δ",
                _LARGE,
                without_additivity("MP2", "6-311+G(3df,2p)", "6-311G(2df,p)", "6-311+G(d,p)", "6-311G(d,p)"),
            ),
        ),
        _G2_CORRECTION,
        **_G2_GEOMETRY,
        spin_orbit=False,
        source="doi:10.1063/1.460205",
    ),
    Composite(
        "G2(MP2)",
        (
            Term("QCISD(T)/6-311G(d,p)", _START, {"QCISD(T)/6-311G(d,p)": 1.0}),
            Term("Δ(MP2)", _MP2_LARGE, difference("MP2/6-311+G(3df,2p)", "MP2/6-311G(d,p)")),
        ),
        _G2_CORRECTION,
        **_G2_GEOMETRY,
        spin_orbit=False,
        source="doi:10.1063/1.464297",
    ),
    Composite(
        "G3",
        (
            Term("QCISD(T)/6-31G(d)", _START, {"QCISD(T)/6-31G(d)": 1.0}),
            Term("ΔE(+)", _DIFFUSE, difference("MP4/6-31+G(d)", "MP4/6-31G(d)")),
            Term("ΔE(2df,p)", _POLARISATION, difference("MP4/6-31G(2df,p)", "MP4/6-31G(d)")),
            Term(
                "ΔE(G3Large)",
                _LARGE_AND_CORE,
                without_additivity("MP2", "MP2(full)/G3Large", "6-31G(2df,p)", "6-31+G(d)", "6-31G(d)"),
            ),
        ),
        HigherLevelCorrection(pair=6.386, unpaired=2.977, atom_pair=6.219, atom_unpaired=1.185),
        **_G2_GEOMETRY,
        spin_orbit=True,
        source="doi:10.1063/1.477422",
    ),
    Composite(
        "G3(MP2)",
        (
            Term("QCISD(T)/6-31G(d)", _START, {"QCISD(T)/6-31G(d)": 1.0}),
            Term("ΔE(MP2)", _MP2_LARGE, difference("MP2/G3MP2Large", "MP2/6-31G(d)")),
        ),
        HigherLevelCorrection(pair=9.279, unpaired=4.471, atom_pair=9.345, atom_unpaired=2.021),
        **_G2_GEOMETRY,
        spin_orbit=True,
        source="doi:10.1063/1.478385",
    ),
    Composite(
        "G4",
        (
            Term("CCSD(T)/6-31G(d)", _START, {"CCSD(T)/6-31G(d)": 1.0}),
            Term("ΔE(+)", _DIFFUSE, difference("MP4/6-31+G(d)", "MP4/6-31G(d)")),
            Term("ΔE(2df,p)", _POLARISATION, difference("MP4/6-31G(2df,p)", "MP4/6-31G(d)")),
            Term(
                "ΔE(G3LargeXP)",
                _LARGE_AND_CORE,
                without_additivity("MP2", "MP2(full)/G3LargeXP", "6-31G(2df,p)", "6-31+G(d)", "6-31G(d)"),
            ),
            Term(
                "ΔE(HF)",
                _LIMIT,
                hartree_fock_limit_minus("mod-aug-cc-pVQZ", "mod-aug-cc-pV5Z", "G3LargeXP"),
            ),
        ),
        HigherLevelCorrection(
            pair=6.947,
            open_shell_pair=7.128,
            unpaired=2.441,
            atom_pair=7.116,
            atom_unpaired=1.414,
            single_pair=2.745,
        ),
        **_G4_GEOMETRY,
        spin_orbit=True,
        source="doi:10.1063/1.2436888",
    ),
    Composite(
        "G4(MP2)",
        (
            Term("CCSD(T)/6-31G(d)", _START, {"CCSD(T)/6-31G(d)": 1.0}),
            Term("ΔE(MP2)", _MP2_LARGE, difference("MP2/G3MP2LargeXP", "MP2/6-31G(d)")),
            Term(
                "ΔE(HF)",
                _LIMIT,
                hartree_fock_limit_minus("mod-aug-cc-pVTZ", "mod-aug-cc-pVQZ", "G3MP2LargeXP"),
            ),
        ),
        HigherLevelCorrection(
            pair=9.472,
            open_shell_pair=9.769,
            unpaired=3.102,
            atom_pair=9.741,
            atom_unpaired=2.115,
            single_pair=2.379,
        ),
        **_G4_GEOMETRY,
        spin_orbit=True,
        source="doi:10.1063/1.2770701",
    ),
)

#: Every known composite method by name.
COMPOSITES = {composite.name: composite for composite in _ALL}


def find_composite(name: str | Composite) -> Composite:
    """Look a composite method up by name.

    Parameters
    ----------
    name : str or Composite
        Name such as ``"G4(MP2)"``; case and spaces do not matter. A `Composite` is returned as it is.

    Returns
    -------
    Composite
        Entry of `COMPOSITES`.

    Raises
    ------
    ValueError
        If there is no such method; the message lists the known ones.
    """
    if isinstance(name, Composite):
        return name
    wanted = "".join(name.split()).casefold()
    for composite in COMPOSITES.values():
        if composite.name.casefold() == wanted:
            return composite
    raise ValueError(f"unknown composite method {name!r}; known are {', '.join(COMPOSITES)}")
