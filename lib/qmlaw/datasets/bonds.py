"""Bonds that break, ready to be read and drawn.

>>> from qmlaw.datasets.bonds import load_bonds
>>> curve = load_bonds()["N2"]
>>> curve.length, curve["RHF"], curve["FCI"]  # Å and hartree, shape (n_lengths,)
"""

import json
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qmlaw.datasets.local import checked_path
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder

NAME = "bonds"

#: Methods in the order of a legend.
_ORDER = ("RHF", "UHF", "MP2", "UMP2", "CCSD", "CCSD(T)", "UCCSD", "UCCSD(T)", "FCI")

#: At which level the parts are that an energy on RHF is held against.
_OPEN_SHELL = {"RHF": "ROHF", "MP2": "UMP2", "CCSD": "UCCSD", "CCSD(T)": "UCCSD(T)"}


class Part(NamedTuple):
    """What a bond leaves behind, or a single atom.

    Attributes
    ----------
    formula : str
        What it is.
    atoms : list of int
        Its atoms in the molecule; empty for an atom that is listed only for atomization energies.
    multiplicity : int
        2S + 1.
    energies : dict of str to float
        hartree, by method: ROHF, UHF, UMP2, UCCSD, UCCSD(T), FCI.
    """

    formula: str
    atoms: list[int]
    multiplicity: int
    energies: dict[str, float]


class Curve:
    """Energies along one bond; ``curve["FCI"]`` in hartree, NaN where a method gave nothing.

    Parameters
    ----------
    molecules : Molecules
        One entry per length, as in the set `bonds` or from `qmlaw.reference.dissociation.bond_curve`.
    about : dict, optional
        Entry of ``parts.json``: parts, equilibrium length, Coulson-Fischer point, frozen core.

    Raises
    ------
    ValueError
        If the molecules are of more than one curve.
    """

    def __init__(self, molecules: Molecules, about: dict | None = None) -> None:
        names = set(molecules.value("curve").astype(str))
        if len(names) != 1:
            raise ValueError(f"expected one curve, got {len(names)}: {', '.join(sorted(names))}")
        self.name: str = names.pop()
        order = np.argsort(molecules.value("length"))
        self.molecules = molecules[order]
        about = about or {}
        #: Basis set; None for a curve that was not loaded.
        self.basis: str | None = about.get("basis")
        #: Equilibrium length, Å; None for a curve that was not loaded.
        self.equilibrium: float | None = about.get("equilibrium")
        #: Length beyond which UHF lies below RHF, Å; None if there is none.
        self.coulson_fischer: float | None = about.get("coulson_fischer")
        #: Orbitals frozen in all correlated methods.
        self.frozen: int | None = about.get("frozen")
        self.parts = [Part(**part) for part in about.get("parts", ())]

    def __repr__(self) -> str:
        """Name, number of lengths and methods."""
        return f"<Curve {self.name}: {len(self.molecules)} lengths, {', '.join(self.methods)}>"

    @property
    def length(self) -> NDArray[np.float64]:
        """Bond lengths, Å, rising."""
        return self.molecules.value("length")

    @property
    def methods(self) -> list[str]:
        """Methods with at least one energy."""
        return [method for method in _ORDER if self.molecules.value(f"{method}/known").any()]

    def __getitem__(self, method: str) -> NDArray[np.float64]:
        """Total energies of a method, hartree; NaN where it gave nothing (see `reasons`)."""
        if method not in self.methods:
            raise KeyError(f"{self.name} has no {method!r}; it has {', '.join(self.methods)}")
        known = self.molecules.value(f"{method}/known") == 1
        return np.where(known, self.molecules.value(f"{method}/energy"), np.nan)

    def relative(self, method: str, unit: str = "kcal/mol") -> NDArray[np.float64]:
        """Energies minus those of the separate parts at the same level.

        RHF, MP2, CCSD and CCSD(T) have no separate open-shell parts of their own: RHF is held against ROHF
        parts, the others against parts on UHF.

        Parameters
        ----------
        method : str
            Method.
        unit : str
            Unit of the result.
        """
        from qmlaw.units import convert

        return convert(self[method] - self.separate(method), "hartree", unit)

    def separate(self, method: str) -> float:
        """Sum of the energies of the separate parts, hartree: what the end of the curve should be.

        Raises
        ------
        KeyError
            If the parts have no energy at this level.
        """
        if not self.parts:
            raise KeyError(f"the parts of {self.name} were not calculated; only stored curves have them")
        level = _OPEN_SHELL.get(method, method)
        return sum(part.energies[level] for part in self.parts if part.atoms)

    def occupations(self, method: str) -> NDArray[np.float64]:
        """Natural occupations of UHF, CCSD or FCI, shape (n_lengths, n_orbitals), largest first."""
        known = self.molecules.value(f"{method}/has_occupations") == 1
        values = self.molecules.value(f"{method}/occupations")
        return np.where(known[:, None], values, np.nan)

    @property
    def spin_squared(self) -> NDArray[np.float64]:
        """Expectation value of S^2 of UHF; 0 for a pure singlet."""
        return self.molecules.value("UHF/spin_squared")

    def flag(self, name: str) -> NDArray[np.bool_]:
        """``"RHF/stable"``, ``"RHF/lowest_restricted"`` or ``"UHF/stable"`` at each length."""
        return self.molecules.value(name) == 1

    @property
    def reasons(self) -> list[str]:
        """Why something is missing at each length; empty where nothing is."""
        return [str(reason) for reason in self.molecules.value("reasons")]


def load_bonds() -> dict[str, Curve]:
    """The set `bonds`.

    Returns
    -------
    dict of str to Curve
        Curves by name: ``"H2"``, ``"N2"``, …

    Raises
    ------
    FileNotFoundError
        If the set has not been made.
    ValueError
        If its file is damaged.
    """
    folder = data_folder() / NAME
    molecules = Molecules.from_hdf5(checked_path(NAME, folder / f"{NAME}.h5"))
    about = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
    of_curve = molecules.value("curve").astype(str)
    return {name: Curve(molecules[of_curve == name], about[name]) for name in about}
