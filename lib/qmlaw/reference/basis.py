"""Gaussian's 6-31G family of basis sets, as Gaussian has it.

Two traps are avoided here. First, what PySCF and the Basis Set Exchange call ``6-31G(2df,p)`` carries the d
exponents of 6-311G(2df,p) on C, N, O and F; Gaussian's set has twice and half the single d exponent of
6-31G(d). Second, Gaussian uses Cartesian d functions (6D) with this family, and in 6-31G(2df,p) Cartesian d
together with *pure* f functions (6D, 7F). Each choice alone shifts a total energy by up to 3 kcal/mol.

The s and p shells are those of 6-31G in PySCF's library; every polarisation exponent stands below.

References
----------
Hehre, Ditchfield, Pople, J. Chem. Phys. 56, 2257 (1972), doi:10.1063/1.1677527: 6-31G, first row.
Hariharan, Pople, Theor. Chim. Acta 28, 213 (1973), doi:10.1007/BF00533485: d and p polarisation, first row.
Francl et al., J. Chem. Phys. 77, 3654 (1982), doi:10.1063/1.444267: 6-31G and d polarisation, second row.
Frisch, Pople, Binkley, J. Chem. Phys. 80, 3265 (1984), doi:10.1063/1.447079: splitting d in two (twice and
half the exponent) and the f exponents.
"""

from dataclasses import dataclass

#: Exponents of the single d shell of 6-31G(d), bohr^-2. First row Hariharan 1973, second row Francl 1982.
D_EXPONENTS = {"C": 0.8, "N": 0.8, "O": 0.8, "F": 0.8, "Si": 0.45, "P": 0.55, "S": 0.65, "Cl": 0.75}

#: Exponents of the single f shell, bohr^-2. Frisch 1984.
F_EXPONENTS = {"C": 0.8, "N": 1.0, "O": 1.4, "F": 1.85, "Si": 0.32, "P": 0.45, "S": 0.55, "Cl": 0.7}

#: Exponent of the single p shell on hydrogen, bohr^-2. Hariharan 1973.
HYDROGEN_P_EXPONENT = 1.1


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
    """

    name: str
    cartesian_d: bool = False
    elements: tuple[str, ...] | None = None


SETS = {
    basis.name: basis
    for basis in (
        BasisSet("STO-3G"),
        BasisSet("6-31G"),
        BasisSet("6-31G(d)", cartesian_d=True, elements=("H", *D_EXPONENTS)),
        BasisSet("6-31G(d,p)", cartesian_d=True, elements=("H", *D_EXPONENTS)),
        BasisSet("6-31G(2df,p)", cartesian_d=True, elements=("H", *D_EXPONENTS)),
        BasisSet("cc-pVDZ"),
        BasisSet("cc-pVTZ"),
        BasisSet("cc-pVQZ"),
    )
}


def polarisation(name: str, element: str) -> list:
    """Polarisation shells that a set of the 6-31G family adds to 6-31G on one element.

    Parameters
    ----------
    name : {"6-31G(d)", "6-31G(d,p)", "6-31G(2df,p)"}
        Basis set.
    element : str
        Chemical symbol.

    Returns
    -------
    list
        Uncontracted shells in PySCF's form ``[l, [exponent, 1.0]]``, exponents in bohr^-2.
    """
    if name == "6-31G(d)":
        return [[2, [D_EXPONENTS[element], 1.0]]] if element in D_EXPONENTS else []
    if element == "H":
        return [[1, [HYDROGEN_P_EXPONENT, 1.0]]]
    if name == "6-31G(d,p)":
        return polarisation("6-31G(d)", element)
    d = D_EXPONENTS[element]
    return [[2, [2.0 * d, 1.0]], [2, [0.5 * d, 1.0]], [3, [F_EXPONENTS[element], 1.0]]]


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
    allowed = SETS[name].elements
    if allowed is not None:
        if element not in allowed:
            raise ValueError(
                f"basis set {name} has no functions for element {element!r}; it has {' '.join(allowed)}"
            )
        return gto.basis.load("6-31G", element) + polarisation(name, element)
    try:
        return gto.basis.load(name, element)
    except (BasisNotFoundError, KeyError) as error:
        raise ValueError(f"basis set {name} has no functions for element {element!r}") from error
