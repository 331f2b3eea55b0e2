"""Focal points as data: Hartree-Fock and MP2 at the basis-set limit, what CCSD(T) adds, the core.

Nothing here was fitted to measured energies of molecules, so there is no higher-level correction. What is
still empirical: the factor on the harmonic frequencies, which is that of G4, and the spin-orbit energies of
atoms. What is left out: relativity of light electrons, excitations beyond (T).

``FPA-DZ`` and ``FPA-TZ`` differ in the basis of the small-basis step alone, ``FPA-TZ+CV`` adds a core-valence
term in the manner of W1 theory: all electrons correlated minus frozen core, at CCSD(T) in a basis that has
tight functions for the core.

References
----------
Focal point: East, Allen, J. Chem. Phys. 99, 4638 (1993), doi:10.1063/1.466062.
Core-valence term: Martin, de Oliveira, J. Chem. Phys. 111, 1843 (1999), doi:10.1063/1.479454: W1, W2.
Limits: see `qmlaw.reference.extrapolation`.
"""

from __future__ import annotations

from qmlaw.reference.composite.gaussian_n import G4_GEOMETRY
from qmlaw.reference.composite.terms import (
    Composite,
    Term,
    correlation_limit,
    difference,
    hartree_fock_limit_minus,
    reason,
)

_TRIPLE, _QUADRUPLE = "cc-pV(T+d)Z", "cc-pV(Q+d)Z"

_HARTREE_FOCK = Term(
    f"HF/{_QUADRUPLE}",
    reason("each electron in the mean field of the others", "다른 전자들의 평균장 속에 놓인 전자"),
    {f"HF/{_QUADRUPLE}": 1.0},
)
_LIMIT = Term(
    "ΔHF(CBS)",
    reason("Hartree-Fock to the limit of a complete basis", "하트리-폭을 완전한 기저의 극한까지"),
    hartree_fock_limit_minus(_TRIPLE, _QUADRUPLE, _QUADRUPLE),
)
_SECOND_ORDER = Term(
    "MP2(CBS)",
    reason("correlation at second order, to the limit", "전자쌍의 상관, 이차 섭동으로 극한까지"),
    correlation_limit("MP2", _TRIPLE, _QUADRUPLE, (3, 4)),
)
_CORE = Term(
    "ΔCV",
    reason("correlation of the core electrons", "내각 전자의 상관"),
    difference("CCSD(T)(full)/cc-pCVTZ", "CCSD(T)/cc-pCVTZ"),
)


def _higher_orders(basis: str) -> Term:
    return Term(
        "δCCSD(T)",
        reason("correlation beyond second order, in a small basis", "이차를 넘는 상관, 작은 기저에서"),
        difference(f"CCSD(T)/{basis}", f"MP2/{basis}"),
    )


def _focal_point(name: str, *last: Term) -> Composite:
    terms = (_HARTREE_FOCK, _LIMIT, _SECOND_ORDER, *last)
    return Composite(name, terms, None, **G4_GEOMETRY, spin_orbit=True, source="doi:10.1063/1.466062")


#: Focal points, cheapest first.
FOCAL_POINTS = (
    _focal_point("FPA-DZ", _higher_orders("cc-pVDZ")),
    _focal_point("FPA-TZ", _higher_orders(_TRIPLE)),
    _focal_point("FPA-TZ+CV", _higher_orders(_TRIPLE), _CORE),
)
