"""Levels of theory by name, and what "production" and "tight" mean: tables of data, no calculation."""

from dataclasses import dataclass
from typing import NamedTuple

from qmlaw.reference.basis import SETS, BasisSet


@dataclass(frozen=True)
class Level:
    """A level of theory.

    Parameters
    ----------
    name : str
        Canonical name, ``method/basis``.
    method : {"hf", "dft", "mp2", "mp2(full)", "ccsd(t)", "xtb"}
        How the energy is made. MP2 and CCSD(T) freeze the chemical core (1s for Li-Ne, 1s2s2p for Na-Ar),
        MP2(full) correlates all electrons. (A method, not a field of its own: the fields are part of what a
        recipe's digest is made of, and a new one would change every digest.)
    basis : str or None
        Name of the orbital basis, a key of `qmlaw.reference.basis.SETS`.
    functional : str or None
        Exchange-correlation functional as libxc or PySCF names it; for ``xtb`` the parametrisation.
    auxiliary : str or None
        Auxiliary basis that fits Coulomb and exchange integrals at production accuracy; None: never.
    correlation_auxiliary : str or None
        Auxiliary basis of density-fitted MP2 at production accuracy.
    source : str
        Where the method comes from.
    """

    name: str
    method: str
    basis: str | None = None
    functional: str | None = None
    auxiliary: str | None = None
    correlation_auxiliary: str | None = None
    source: str = ""

    @property
    def basis_set(self) -> BasisSet:
        """The orbital basis."""
        return SETS[self.basis]

    @property
    def correlated(self) -> bool:
        """Whether a wave function beyond Hartree-Fock is made."""
        return self.method in ("mp2", "mp2(full)", "ccsd(t)")


class Accuracy(NamedTuple):
    """Numerical settings.

    Attributes
    ----------
    density_fitting : bool
        Fit integrals where the level names an auxiliary basis, for all its species or for none.
    grid_level : int
        PySCF's integration grid for DFT.
    energy_tolerance : float
        Convergence of the SCF energy, hartree.
    response_grid_level : int
        Grid of the exchange-correlation response in polarizabilities.
    xtb_accuracy : float
        tblite's accuracy; smaller is tighter.
    """

    density_fitting: bool
    grid_level: int
    energy_tolerance: float
    response_grid_level: int
    xtb_accuracy: float


#: Settings by name; the cost and the error of each choice were measured, see the tests.
ACCURACIES = {
    "production": Accuracy(True, 2, 1e-7, 0, 1.0),
    "tight": Accuracy(False, 4, 1e-10, 4, 0.01),
}

_JK = "def2-universal-jkfit"
_HF = "Roothaan, Rev. Mod. Phys. 23, 69 (1951), doi:10.1103/RevModPhys.23.69"
_PBE = "Perdew, Burke, Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996), doi:10.1103/PhysRevLett.77.3865"
_B3LYP = (
    "Stephens et al., J. Phys. Chem. 98, 11623 (1994), doi:10.1021/j100096a001; with VWN III as in Gaussian"
)
_WB97X = "Chai, Head-Gordon, J. Chem. Phys. 128, 084106 (2008), doi:10.1063/1.2834918"
_MP2 = "Møller, Plesset, Phys. Rev. 46, 618 (1934), doi:10.1103/PhysRev.46.618; frozen core"
_MP2_FULL = "Møller, Plesset, Phys. Rev. 46, 618 (1934), doi:10.1103/PhysRev.46.618; all electrons"
_CCSDT = (
    "Raghavachari et al., Chem. Phys. Lett. 157, 479 (1989), doi:10.1016/S0009-2614(89)87395-6; frozen core"
)
_GFN2 = "Bannwarth, Ehlert, Grimme, J. Chem. Theory Comput. 15, 1652 (2019), doi:10.1021/acs.jctc.8b01176"

#: Every known level, cheapest first within a family.
LEVELS = {
    level.name: level
    for level in (
        Level("GFN2-xTB", "xtb", functional="GFN2-xTB", source=_GFN2),
        Level("HF/STO-3G", "hf", "STO-3G", source=_HF),
        Level("HF/6-31G*", "hf", "6-31G(d)", auxiliary=_JK, source=_HF),
        Level("PBE/6-31G*", "dft", "6-31G(d)", functional="pbe", auxiliary=_JK, source=_PBE),
        Level("B3LYP/6-31G(2df,p)", "dft", "6-31G(2df,p)", functional="b3lypg", auxiliary=_JK, source=_B3LYP),
        Level(
            "B3LYP/6-311+G(3df,2p)",
            "dft",
            "6-311+G(3df,2p)",
            functional="b3lypg",
            auxiliary=_JK,
            source=_B3LYP,
        ),
        Level("ωB97X/6-31G(d)", "dft", "6-31G(d)", functional="wb97x", auxiliary=_JK, source=_WB97X),
        Level("HF/cc-pVDZ", "hf", "cc-pVDZ", None, "cc-pvdz-jkfit", source=_HF),
        Level("HF/cc-pVTZ", "hf", "cc-pVTZ", None, "cc-pvtz-jkfit", source=_HF),
        Level("HF/cc-pVQZ", "hf", "cc-pVQZ", None, "cc-pvqz-jkfit", source=_HF),
        Level("MP2/6-31G*", "mp2", "6-31G(d)", source=_MP2),
        Level("MP2(full)/6-31G(d)", "mp2(full)", "6-31G(d)", source=_MP2_FULL),
        Level("MP2/6-31G**", "mp2", "6-31G(d,p)", source=_MP2),
        Level("MP2/cc-pVDZ", "mp2", "cc-pVDZ", None, "cc-pvdz-jkfit", "cc-pvdz-ri", source=_MP2),
        Level("MP2/cc-pVTZ", "mp2", "cc-pVTZ", None, "cc-pvtz-jkfit", "cc-pvtz-ri", source=_MP2),
        Level("MP2/cc-pVQZ", "mp2", "cc-pVQZ", None, "cc-pvqz-jkfit", "cc-pvqz-ri", source=_MP2),
        Level("CCSD(T)/6-31G(d)", "ccsd(t)", "6-31G(d)", source=_CCSDT),
        Level("CCSD(T)/cc-pVDZ", "ccsd(t)", "cc-pVDZ", source=_CCSDT),
    )
}


def _spelling(name: str) -> str:
    """Reduce spellings of one level to one string: case, spaces, ω or w, * or (d), ** or (d,p)."""
    spelling = "".join(name.split()).casefold().replace("ω", "w")
    return spelling.replace("**", "(d,p)").replace("*", "(d)")


def find_level(name: str | Level) -> Level:
    """Look a level of theory up by name.

    Parameters
    ----------
    name : str or Level
        Name such as ``"B3LYP/6-31G(2df,p)"``. Case and spaces do not matter; ``*`` is the same as ``(d)``,
        ``**`` as ``(d,p)``, and ``wB97X`` the same as ``ωB97X``. A `Level` is returned as it is.

    Returns
    -------
    Level
        Entry of `LEVELS`.

    Raises
    ------
    ValueError
        If there is no such level; the message lists the known ones.
    """
    if isinstance(name, Level):
        return name
    for level in LEVELS.values():
        if _spelling(level.name) == _spelling(name):
            return level
    raise ValueError(f"unknown level of theory {name!r}; known are {', '.join(LEVELS)}")
