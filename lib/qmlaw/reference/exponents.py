"""Exponents of polarisation and diffuse functions in Pople's basis sets, H to Ar, and how they are split.

All numbers are in bohr^-2. They are Gaussian's; where the public libraries of basis sets have others, the
table says so. "Twice and half" and "four times, once and a quarter" are the rules of Frisch 1984, by which
one d (or f) function is split into two or three.

References
----------
Hariharan1973 : Hariharan, Pople, Theor. Chim. Acta 28, 213 (1973), doi:10.1007/BF00533485.
Dill1975 : Dill, Pople, J. Chem. Phys. 62, 2921 (1975).
Krishnan1980 : Krishnan, Binkley, Seeger, Pople, J. Chem. Phys. 72, 650 (1980), doi:10.1063/1.438955.
Francl1982 : Francl et al., J. Chem. Phys. 77, 3654 (1982), doi:10.1063/1.444267.
Clark1983 : Clark et al., J. Comput. Chem. 4, 294 (1983), doi:10.1002/jcc.540040303.
Frisch1984 : Frisch, Pople, Binkley, J. Chem. Phys. 80, 3265 (1984).
G3 : Curtiss et al., J. Chem. Phys. 109, 7764 (1998), doi:10.1063/1.477422.
G3(MP2) : Curtiss et al., J. Chem. Phys. 110, 4703 (1999), doi:10.1063/1.478385.
G4 : Curtiss, Redfern, Raghavachari, J. Chem. Phys. 126, 084108 (2007), doi:10.1063/1.2436888, Table X.
Dunning2001 : Dunning, Peterson, Wilson, J. Chem. Phys. 114, 9244 (2001), doi:10.1063/1.1367373.

The numbers of G3, G3(MP2), G4 and Dunning2001 were read from NWChem's library of basis sets and from
mattbernst/composite-thermochemistry-nwchem (MIT licence); the energies in the tests confirm them.
"""

from collections.abc import Iterable

#: The single d shell of 6-31G(d). Li, Be Dill1975; B to Ne Hariharan1973; Na to Ar Francl1982.
D_EXPONENTS = {
    "Li": 0.2, "Be": 0.4, "B": 0.6, "C": 0.8, "N": 0.8, "O": 0.8, "F": 0.8, "Ne": 0.8,
    "Na": 0.175, "Mg": 0.175, "Al": 0.325, "Si": 0.45, "P": 0.55, "S": 0.65, "Cl": 0.75, "Ar": 0.85,
}  # fmt: skip

#: The single d shell of 6-311G(d,p). First row Krishnan1980; in the second row that of 6-31G(d).
D_EXPONENTS_TRIPLE = D_EXPONENTS | {
    "Li": 0.2, "Be": 0.255, "B": 0.401, "C": 0.626, "N": 0.913, "O": 1.292, "F": 1.75, "Ne": 2.304,
}  # fmt: skip

#: The three d shells of 6-311+G(3df,2p) and G3MP2LargeXP, first row: G4, Table X, where B and N are rounded.
#: Some libraries have 5.16 and 0.3225 on oxygen, which are not four times and a quarter of 1.292.
THREE_D_EXPONENTS = {
    "Li": (0.8, 0.2, 0.05), "Be": (1.02, 0.255, 0.06375), "B": (1.604, 0.401, 0.1003),
    "C": (2.504, 0.626, 0.1565), "N": (3.652, 0.913, 0.2283), "O": (5.168, 1.292, 0.323),
    "F": (7.0, 1.75, 0.4375), "Ne": (9.216, 2.304, 0.576),
}  # fmt: skip

#: The d shells of G3MP2LargeXP in the second row: G4, Table X. Al to Ar have a fourth one.
D_EXPONENTS_XP = {
    "Na": (0.7, 0.175, 0.04375), "Mg": (0.7, 0.175, 0.04375), "Al": (2.16, 0.54, 0.135, 0.39),
    "Si": (3.04, 0.76, 0.19, 0.47), "P": (3.68, 0.92, 0.23, 0.61), "S": (4.08, 1.02, 0.26, 0.59),
    "Cl": (4.8, 1.2, 0.3, 0.72), "Ar": (5.6, 1.4, 0.35, 0.85),
}  # fmt: skip

#: The single f shell of 6-31G(2df,p) and 6-311G(2df,p). Frisch1984.
F_EXPONENTS = {
    "Li": 0.15, "Be": 0.26, "B": 0.5, "C": 0.8, "N": 1.0, "O": 1.4, "F": 1.85, "Ne": 2.5,
    "Na": 0.15, "Mg": 0.2, "Al": 0.25, "Si": 0.32, "P": 0.45, "S": 0.55, "Cl": 0.7, "Ar": 0.85,
}  # fmt: skip

#: The p shell of hydrogen and helium: of 6-31G(d,p) Hariharan1973, of 6-311G(d,p) Krishnan1980.
P_EXPONENT, P_EXPONENT_TRIPLE = 1.1, 0.75

#: The diffuse s shell of H and He and the diffuse s and p shells of the others.
#: Clark1983; He, Ne and Ar from the sets of G3(MP2).
DIFFUSE_EXPONENTS = {
    "H": 0.036, "He": 0.086,
    "Li": 0.0074, "Be": 0.0207, "B": 0.0315, "C": 0.0438, "N": 0.0639, "O": 0.0845, "F": 0.1076, "Ne": 0.13,
    "Na": 0.0076, "Mg": 0.0146, "Al": 0.0318, "Si": 0.0331, "P": 0.0348, "S": 0.0405, "Cl": 0.0483,
    "Ar": 0.06,
}  # fmt: skip

#: Tight shells of G3Large, which correlate the core: p and d in the first row, d and f in the second. G3.
CORE_EXPONENTS = {
    "Li": (4.0, 7.0), "Be": (7.0, 9.0), "B": (11.0, 13.0), "C": (16.0, 15.0), "N": (22.0, 15.0),
    "O": (27.0, 16.0), "F": (33.0, 18.0), "Ne": (40.0, 22.0),
    "Na": (4.0, 4.0), "Mg": (4.0, 5.0), "Al": (6.0, 6.0), "Si": (8.0, 7.0), "P": (10.0, 9.0),
    "S": (11.0, 10.0), "Cl": (13.0, 12.0), "Ar": (15.0, 14.0),
}  # fmt: skip

#: The d shells of cc-pV(n+d)Z, n = T, Q, 5, which has one more of them than cc-pVnZ. Dunning2001.
D_EXPONENTS_N_PLUS_D = {
    "T": {
        "Al": (1.57, 0.333, 0.111), "Si": (2.303, 0.476, 0.16), "P": (3.12, 0.648, 0.218),
        "S": (3.756, 0.812, 0.273), "Cl": (4.61, 1.011, 0.339), "Ar": (5.551, 1.235, 0.412),
    },
    "Q": {
        "Al": (1.97, 0.437, 0.195, 0.08), "Si": (2.645, 0.608, 0.272, 0.113),
        "P": (3.343, 0.807, 0.365, 0.154), "S": (4.159, 1.019, 0.464, 0.194),
        "Cl": (5.191, 1.276, 0.583, 0.243), "Ar": (6.315, 1.562, 0.715, 0.297),
    },
    "5": {
        "Al": (2.639, 0.588, 0.38, 0.18, 0.0728), "Si": (3.738, 0.893, 0.533, 0.258, 0.105),
        "P": (5.103, 1.254, 0.724, 0.354, 0.144), "S": (6.51, 1.59, 0.886, 0.438, 0.177),
        "Cl": (8.399, 2.03, 1.097, 0.549, 0.221), "Ar": (10.518, 2.516, 1.332, 0.673, 0.27),
    },
}  # fmt: skip


def split(exponent: float, n: int) -> tuple[float, ...]:
    """Exponents of the one, two or three functions that stand for one, by the rules of Frisch 1984."""
    return tuple(factor * exponent for factor in {1: (1.0,), 2: (2.0, 0.5), 3: (4.0, 1.0, 0.25)}[n])


def uncontracted(angular_momentum: int, exponents: Iterable[float]) -> list:
    """Single functions in PySCF's form ``[l, [exponent, 1.0]]``, one shell for each exponent (bohr^-2)."""
    return [[angular_momentum, [exponent, 1.0]] for exponent in exponents]
