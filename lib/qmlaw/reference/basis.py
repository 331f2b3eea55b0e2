"""Basis sets by name: Gaussian's 6-31G family, the sets of Gaussian-n theories, and those of Dunning.

Two traps are avoided here. First, what PySCF and the Basis Set Exchange call ``6-31G(2df,p)`` carries the d
exponents of 6-311G(2df,p) on C, N, O and F; Gaussian's set has twice and half the single d exponent of
6-31G(d). Second, Gaussian uses Cartesian d functions (6D) with this family, and in 6-31G(2df,p) Cartesian d
together with *pure* f functions (6D, 7F). Each choice alone shifts a total energy by up to 3 kcal/mol.

The s and p shells are those of 6-31G in PySCF's library; every polarisation and diffuse exponent stands in
`qmlaw.reference.exponents`. The larger sets of Gaussian-n theories are in `qmlaw.reference.gaussian_n_sets`.

References
----------
Hehre, Ditchfield, Pople, J. Chem. Phys. 56, 2257 (1972), doi:10.1063/1.1677527: 6-31G, first row.
Dill, Pople, J. Chem. Phys. 62, 2921 (1975): 6-31G of Li, Be and B.
Hariharan, Pople, Theor. Chim. Acta 28, 213 (1973), doi:10.1007/BF00533485: d and p polarisation, first row.
Francl et al., J. Chem. Phys. 77, 3654 (1982), doi:10.1063/1.444267: 6-31G and d polarisation, second row.
Clark et al., J. Comput. Chem. 4, 294 (1983), doi:10.1002/jcc.540040303: diffuse functions.
Frisch, Pople, Binkley, J. Chem. Phys. 80, 3265 (1984): splitting d in two (twice and
half the exponent) and the f exponents.
"""

from collections.abc import Callable
from dataclasses import dataclass

from qmlaw.reference.exponents import D_EXPONENTS, F_EXPONENTS, P_EXPONENT, split, uncontracted
from qmlaw.reference.gaussian_n_sets import (
    core_valence,
    diffuse,
    g3_large,
    mod_aug,
    plus_tight_d,
    triple_zeta,
)

_TO_ARGON = ("H", "He", *D_EXPONENTS)
_WITH_5Z = tuple(element for element in _TO_ARGON if element not in ("Li", "Be", "Na", "Mg"))
_BEYOND_ARGON = "no exponents were taken from the literature beyond argon"
_NO_5Z = "PySCF's library has no aug-cc-pV5Z for Li, Be, Na and Mg, and beyond argon none was tried"
_ONLY_P_BLOCK = "the sets of Li, Be, Na and Mg were made later, and none was tried here"
_FIRST_ROW = ("H", "He", "B", "C", "N", "O", "F", "Ne")
_ONLY_1S = "it is meant for a 1s core; in the second row 1s would have to stay frozen"


@dataclass(frozen=True)
class BasisSet:
    """A basis set by name, and the form of its d and f functions.

    Parameters
    ----------
    name : str
        Name as chemists write it, e.g. ``"6-31G(2df,p)"``.
    cartesian_d : bool
        Six Cartesian d functions (6D) instead of five pure ones (5D). f functions are always pure (7F).
    elements : tuple of str or None
        Elements the set is defined for; None means: whatever PySCF's library has under this name.
    make : callable or None
        ``make(name, element)`` gives the shells; None means: PySCF's library has them under this name.
    why_not : str
        Why the other elements are missing.
    """

    name: str
    cartesian_d: bool = False
    elements: tuple[str, ...] | None = None
    make: Callable[[str, str], list] | None = None
    why_not: str = ""


def double_zeta(name: str, element: str) -> list:
    """Shells of a set of the 6-31G family.

    Parameters
    ----------
    name : {"6-31G(d)", "6-31G(d,p)", "6-31+G(d)", "6-31G(2df,p)"}
        Basis set.
    element : str
        Chemical symbol, H to Ar.

    Returns
    -------
    list
        Shells in PySCF's form, exponents in bohr^-2.
    """
    from pyscf import gto

    shells = gto.basis.load("6-31G", element)
    if element in ("H", "He"):
        return shells + uncontracted(1, [P_EXPONENT] if name.endswith("p)") else [])
    if "+" in name:
        shells += diffuse(element)
    if "2df" not in name:
        return shells + uncontracted(2, [D_EXPONENTS[element]])
    d = split(D_EXPONENTS[element], 2)
    return shells + uncontracted(2, d) + uncontracted(3, [F_EXPONENTS[element]])


SETS = {
    basis.name: basis
    for basis in (
        BasisSet("STO-3G"),
        BasisSet("6-31G"),
        *(
            BasisSet(name, cartesian_d=True, elements=_TO_ARGON, make=double_zeta, why_not=_BEYOND_ARGON)
            for name in ("6-31G(d)", "6-31G(d,p)", "6-31+G(d)", "6-31G(2df,p)")
        ),
        *(
            BasisSet(name, elements=_TO_ARGON, make=triple_zeta, why_not=_BEYOND_ARGON)
            for name in ("6-311G(d,p)", "6-311+G(d,p)", "6-311G(2df,p)", "6-311+G(3df,2p)")
        ),
        *(
            BasisSet(name, elements=_TO_ARGON, make=g3_large, why_not=_BEYOND_ARGON)
            for name in ("G3MP2Large", "G3MP2LargeXP", "G3Large", "G3LargeXP")
        ),
        BasisSet("cc-pVDZ"),
        BasisSet("cc-pVTZ"),
        BasisSet("cc-pVQZ"),
        BasisSet("cc-pV(T+d)Z", elements=_WITH_5Z, make=plus_tight_d, why_not=_ONLY_P_BLOCK),
        BasisSet("cc-pV(Q+d)Z", elements=_WITH_5Z, make=plus_tight_d, why_not=_ONLY_P_BLOCK),
        BasisSet("cc-pCVTZ", elements=_FIRST_ROW, make=core_valence, why_not=_ONLY_1S),
        BasisSet("mod-aug-cc-pVTZ", elements=_TO_ARGON, make=mod_aug, why_not=_BEYOND_ARGON),
        BasisSet("mod-aug-cc-pVQZ", elements=_TO_ARGON, make=mod_aug, why_not=_BEYOND_ARGON),
        BasisSet("mod-aug-cc-pV5Z", elements=_WITH_5Z, make=mod_aug, why_not=_NO_5Z),
    )
}


def shells(name: str, element: str) -> list:
    """All shells of a basis set on one element, in PySCF's form.

    Parameters
    ----------
    name : str
        Name of a set in `SETS`.
    element : str
        Chemical symbol.

    Returns
    -------
    list
        Shells ``[l, [exponent, coefficient, ...], ...]``, exponents in bohr^-2.

    Raises
    ------
    ValueError
        If the set is unknown or not defined for this element.
    """
    from pyscf import gto
    from pyscf.lib.exceptions import BasisNotFoundError

    if name not in SETS:
        raise ValueError(f"unknown basis set {name!r}; known are {', '.join(SETS)}")
    basis = SETS[name]
    if basis.elements is not None and element not in basis.elements:
        raise ValueError(
            f"basis set {name} has no functions for element {element!r}; it has {' '.join(basis.elements)}"
            f" ({basis.why_not})"
        )
    if basis.make is not None:
        return basis.make(name, element)
    try:
        return gto.basis.load(name, element)
    except (BasisNotFoundError, KeyError) as error:
        raise ValueError(f"basis set {name} has no functions for element {element!r}") from error
