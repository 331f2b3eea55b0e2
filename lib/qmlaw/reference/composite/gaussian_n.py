"""Gaussian-n theories as data: G2, G2(MP2), G3, G3(MP2), G4, G4(MP2).

References
----------
G2: Curtiss, Raghavachari, Trucks, Pople, J. Chem. Phys. 94, 7221 (1991).
G2(MP2): Curtiss, Raghavachari, Pople, J. Chem. Phys. 98, 1293 (1993).
G3: Curtiss, Raghavachari, Redfern, Rassolov, Pople, J. Chem. Phys. 109, 7764 (1998), doi:10.1063/1.477422.
G3(MP2): Curtiss, Redfern, Raghavachari, Rassolov, Pople, J. Chem. Phys. 110, 4703 (1999),
    doi:10.1063/1.478385.
G4: Curtiss, Redfern, Raghavachari, J. Chem. Phys. 126, 084108 (2007), doi:10.1063/1.2436888.
G4(MP2): Curtiss, Redfern, Raghavachari, J. Chem. Phys. 127, 124105 (2007), doi:10.1063/1.2770701.
"""

from __future__ import annotations

from qmlaw.reference.composite.corrections import HigherLevelCorrection
from qmlaw.reference.composite.terms import (
    Composite,
    Term,
    difference,
    hartree_fock_limit_minus,
    reason,
    without_additivity,
)

_START = reason("the best treatment of correlation, in a small basis", "작은 기저에서 상관을 가장 잘 다룬 값")
_DIFFUSE = reason("diffuse functions: electrons far from the nuclei", "확산함수: 핵에서 먼 전자")
_POLARISATION = reason(
    "polarisation functions: orbitals that follow the bonds, and angular correlation",
    "편극함수: 결합을 따라 휘는 오비탈과 각도 방향의 상관",
)
_LARGE = reason(
    "a large basis, beyond what the two steps say when taken one at a time",
    "두 단계를 따로 더한 것으로 잡히지 않는 큰 기저의 몫",
)
_LARGE_AND_CORE = reason(
    "a large basis and the correlation of the core, beyond the two steps taken one at a time",
    "두 단계를 따로 더한 것으로 잡히지 않는 큰 기저의 몫과 내각 전자의 상관",
)
_MP2_LARGE = reason("a large basis, at second order only", "큰 기저의 몫, 이차 섭동으로만")
_LIMIT = reason("Hartree-Fock to the limit of a complete basis", "하트리-폭을 완전한 기저의 극한까지")

_G2_GEOMETRY = {"geometry": "MP2(full)/6-31G(d)", "vibrations": "HF/6-31G*", "zpe_scale": 0.8929}
#: Where geometry and vibrations come from in G4 and G4(MP2).
G4_GEOMETRY = {"geometry": "B3LYP/6-31G(2df,p)", "vibrations": "B3LYP/6-31G(2df,p)", "zpe_scale": 0.9854}

_G2_CORRECTION = HigherLevelCorrection(pair=5.00, unpaired=0.19, atom_pair=5.00, atom_unpaired=0.19)

#: The six methods.
GAUSSIAN_N = (
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
        source="J. Chem. Phys. 94, 7221 (1991)",
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
        source="J. Chem. Phys. 98, 1293 (1993)",
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
        **G4_GEOMETRY,
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
        **G4_GEOMETRY,
        spin_orbit=True,
        source="doi:10.1063/1.2770701",
    ),
)
