"""Large basis sets of the Gaussian-n theories: the 6-311G family, G3Large and its relatives, mod-aug-cc-pVnZ.

All of them take pure functions (5D, 7F). Three families:

- *6-311G family* (G2 theory): 6-311G with diffuse and polarisation functions. From Na to Ar 6-311G stands
  for the sets of McLean and Chandler as PySCF's library has them; no published energy was tried there.
- *G3Large family*: 6-311++G(2df,2p) for H to Ne (G3MP2Large), with three d functions instead of two in the
  ``XP`` sets, and with tight functions that correlate the core in the sets without ``MP2``. In the second
  row the s and p shells of P, S, Cl and Ar are *not* those of 6-311G; they stand in ``g3large_sp.txt``.
- *mod-aug-cc-pVnZ* (Hartree-Fock limits of G4): cc-pVnZ with the diffuse s and p of aug-cc-pVnZ alone; on
  H and He the s functions of cc-pVnZ and the polarisation functions of cc-pV(n-1)Z. From Al to Ar cc-pVnZ
  means cc-pV(n+d)Z: so the published G4(MP2) energies of Si, S and Cl are met to 1e-6 hartree, and with
  plain cc-pVnZ missed by 2.5e-5 to 5e-5. (n = 5 follows by analogy.)

NWChem's G3MP2LargeXP begins hydrogen with 32.865, a misprint of the 33.865 of 6-311G and of all its
relatives; here the s and p shells come from 6-311G.

References
----------
Krishnan et al., J. Chem. Phys. 72, 650 (1980), doi:10.1063/1.438955: 6-311G, first row.
McLean, Chandler, J. Chem. Phys. 72, 5639 (1980): the same for the second row.
Curtiss et al., J. Chem. Phys. 109, 7764 (1998), doi:10.1063/1.477422: G3Large.
Curtiss et al., J. Chem. Phys. 110, 4703 (1999), doi:10.1063/1.478385: G3MP2Large.
Curtiss, Redfern, Raghavachari, J. Chem. Phys. 126, 084108 (2007), doi:10.1063/1.2436888: G3LargeXP,
mod-aug-cc-pVQZ and 5Z; ibid. 127, 124105 (2007), doi:10.1063/1.2770701: G3MP2LargeXP, mod-aug-cc-pVTZ.
"""

from functools import cache
from importlib import resources

from qmlaw.reference.exponents import (
    CORE_EXPONENTS,
    D_EXPONENTS_N_PLUS_D,
    D_EXPONENTS_TRIPLE,
    D_EXPONENTS_XP,
    DIFFUSE_EXPONENTS,
    F_EXPONENTS,
    P_EXPONENT_TRIPLE,
    THREE_D_EXPONENTS,
    split,
    uncontracted,
)

#: Elements whose s and p shells in the G3Large family differ from those of 6-311G.
_OWN_SP = ("P", "S", "Cl", "Ar")

_LIGHT = ("H", "He")
_FIRST_ROW = tuple(THREE_D_EXPONENTS)


def triple_zeta(name: str, element: str) -> list:
    """Shells of a set of the 6-311G family.

    Parameters
    ----------
    name : {"6-311G(d,p)", "6-311+G(d,p)", "6-311G(2df,p)", "6-311+G(3df,2p)"}
        Basis set.
    element : str
        Chemical symbol, H to Ar.

    Returns
    -------
    list
        Shells in PySCF's form, exponents in bohr^-2.
    """
    from pyscf import gto

    shells = gto.basis.load("6-311G", element)
    if element in _LIGHT:
        return shells + uncontracted(1, split(P_EXPONENT_TRIPLE, 2 if "2p" in name else 1))
    if "+" in name:
        shells += diffuse(element)
    if "3df" in name:
        return shells + uncontracted(2, _three_d(element)) + uncontracted(3, [F_EXPONENTS[element]])
    if "2df" in name:
        d = split(D_EXPONENTS_TRIPLE[element], 2)
        return shells + uncontracted(2, d) + uncontracted(3, [F_EXPONENTS[element]])
    return shells + uncontracted(2, [D_EXPONENTS_TRIPLE[element]])


def g3_large(name: str, element: str) -> list:
    """Shells of a set of the G3Large family.

    Parameters
    ----------
    name : {"G3MP2Large", "G3MP2LargeXP", "G3Large", "G3LargeXP"}
        Basis set; ``XP`` has more d functions, a name without ``MP2`` the functions of the core.
    element : str
        Chemical symbol, H to Ar.

    Returns
    -------
    list
        Shells in PySCF's form, exponents in bohr^-2.
    """
    shells = _g3_sp(element) + diffuse(element)
    if element in _LIGHT:
        return shells + uncontracted(1, split(P_EXPONENT_TRIPLE, 2))
    shells += uncontracted(2, _d_of_g3(element, expanded=name.endswith("XP")))
    shells += uncontracted(3, split(F_EXPONENTS[element], 1 if element in _FIRST_ROW else 2))
    if "MP2" not in name:
        lower, higher = CORE_EXPONENTS[element]
        first = 1 if element in _FIRST_ROW else 2
        shells += uncontracted(first, [lower]) + uncontracted(first + 1, [higher])
    return shells


def mod_aug(name: str, element: str) -> list:
    """Shells of mod-aug-cc-pVnZ, made from the sets of Dunning in PySCF's library.

    Parameters
    ----------
    name : {"mod-aug-cc-pVTZ", "mod-aug-cc-pVQZ", "mod-aug-cc-pV5Z"}
        Basis set.
    element : str
        Chemical symbol.

    Returns
    -------
    list
        Shells in PySCF's form, exponents in bohr^-2.
    """
    from pyscf import gto

    cardinal = name[-2]
    plain = gto.basis.load(f"cc-pV{cardinal}Z", element)
    if element in _LIGHT:
        smaller = gto.basis.load({"T": "cc-pVDZ", "Q": "cc-pVTZ", "5": "cc-pVQZ"}[cardinal], element)
        return [s for s in plain if s[0] == 0] + [shell for shell in smaller if shell[0] > 0]
    augmented = gto.basis.load(f"aug-cc-pV{cardinal}Z", element)
    diffuse_sp = [shell for shell in augmented if shell[0] < 2 and shell not in plain]
    return _with_tight_d(plain, cardinal, element) + diffuse_sp


def plus_tight_d(name: str, element: str) -> list:
    """Shells of cc-pV(n+d)Z, n = T or Q; from H to Ne that is cc-pVnZ.

    Parameters
    ----------
    name : {"cc-pV(T+d)Z", "cc-pV(Q+d)Z"}
        Basis set.
    element : str
        Chemical symbol.

    Returns
    -------
    list
        Shells in PySCF's form, exponents in bohr^-2.
    """
    from pyscf import gto

    cardinal = name.partition("(")[2][0]
    return _with_tight_d(gto.basis.load(f"cc-pV{cardinal}Z", element), cardinal, element)


def core_valence(name: str, element: str) -> list:
    """Shells of cc-pCVTZ; hydrogen and helium, which have no core, take cc-pVTZ.

    Parameters
    ----------
    name : {"cc-pCVTZ"}
        Basis set.
    element : str
        Chemical symbol.

    Returns
    -------
    list
        Shells in PySCF's form, exponents in bohr^-2.

    References
    ----------
    Woon, Dunning, J. Chem. Phys. 103, 4572 (1995), doi:10.1063/1.470645.
    """
    from pyscf import gto

    return gto.basis.load("cc-pVTZ" if element in _LIGHT else name, element)


def diffuse(element: str) -> list:
    """The diffuse shells of Pople's ``+`` sets: s and p, on H and He s alone."""
    exponent = [DIFFUSE_EXPONENTS[element]]
    return uncontracted(0, exponent) + (uncontracted(1, exponent) if element not in _LIGHT else [])


def _with_tight_d(plain: list, cardinal: str, element: str) -> list:
    """The shells of cc-pVnZ with the d functions of cc-pV(n+d)Z where that has its own."""
    if d := D_EXPONENTS_N_PLUS_D[cardinal].get(element):
        return [shell for shell in plain if shell[0] != 2] + uncontracted(2, d)
    return plain


def _three_d(element: str) -> tuple[float, ...]:
    return THREE_D_EXPONENTS.get(element) or split(D_EXPONENTS_TRIPLE[element], 3)


def _d_of_g3(element: str, expanded: bool) -> tuple[float, ...]:
    if expanded:
        return (THREE_D_EXPONENTS | D_EXPONENTS_XP)[element]
    return split(D_EXPONENTS_TRIPLE[element], 2 if element in _FIRST_ROW else 3)


def _g3_sp(element: str) -> list:
    from pyscf import gto

    if element in _OWN_SP:
        return gto.basis.parse(_g3_text(), element)
    return gto.basis.load("6-311G", element)


@cache
def _g3_text() -> str:
    return resources.files("qmlaw.reference").joinpath("g3large_sp.txt").read_text()
