"""Features with names a chemist would use: atoms, bonds, lone pairs, electron pairs, energy differences.

A kernel's correction is a sum over similarities with other molecules. A sum over these features is one that
can be read: so much for every C=O bond, so much for every lone pair. How far that goes is a question for an
experiment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from ase.data import chemical_symbols
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.molecules import Molecule, Molecules
from qmlaw.representations.coulomb_matrix import check_molecules
from qmlaw.representations.lewis import Lewis, lewis_structure

Group = Literal["atoms", "bonds", "pairs", "rings"]
_ORDER_SIGN = {1: "-", 2: "=", 3: "#"}


class NamedFeatures(TransformerMixin, BaseEstimator):
    """Counts and energy differences with names: a scikit-learn transformer on `Molecules`.

    Parameters
    ----------
    groups : sequence of {"atoms", "bonds", "pairs", "rings"}
        * ``"atoms"``: number of atoms of each element, ``"C"``.
        * ``"bonds"``: number of bonds by elements and order, ``"C-H"``, ``"C=O"``, ``"C#N"``.
        * ``"pairs"``: ``"electron pairs"`` (all), ``"valence pairs"``, ``"sigma bonds"``, ``"pi bonds"``,
          ``"lone pairs"``. Valence pairs are the sum of the last three.
        * ``"rings"``: ``"rings"``, independent ones.

        Counts of different groups depend on each other linearly (carbon's four valences, say): fit with
        regularisation or least squares of smallest norm, or choose a subset.
    sums : mapping of str to sequence of str, optional
        Counts to add up, by the name of the sum; the summands no longer stand alone:
        ``{"C-O or C-S": ("C-O", "C-S")}``.
    keep : sequence of str, optional
        The only counts (and sums) to keep, in this order, so that the columns do not depend on the molecules:
        what does not occur is zero, what is not named is left out. Without it, all that occur in `fit`.
    energies : mapping of str to (str, str), optional
        Differences of two properties, by the name they shall have:
        ``{"E(MP2)-E(HF)": ("MP2/cc-pVDZ/energy", "HF/cc-pVDZ/energy")}`` is the first minus the second.
    unit : str
        Unit of the differences.

    Attributes
    ----------
    names_ : list of str
        Names of the columns.

    See Also
    --------
    qmlaw.representations.lewis : how bonds and lone pairs are counted, and what is refused.
    """

    def __init__(
        self,
        groups: Sequence[Group] = ("atoms", "bonds", "pairs", "rings"),
        *,
        sums: Mapping[str, Sequence[str]] | None = None,
        keep: Sequence[str] | None = None,
        energies: Mapping[str, tuple[str, str]] | None = None,
        unit: str = "kcal/mol",
    ) -> None:
        self.groups = groups
        self.sums = sums
        self.keep = keep
        self.energies = energies
        self.unit = unit

    def fit(self, X: Molecules, y: object = None) -> NamedFeatures:
        """Learn which elements and kinds of bonds there are.

        Raises
        ------
        ValueError
            If a group is unknown, there are no molecules, or one has no Lewis structure.
        """
        self._learn(self._counted(X))
        return self

    def transform(self, X: Molecules) -> NDArray[np.float64]:
        """Features (N, F): counts, then energy differences in `unit`.

        Raises
        ------
        ValueError
            If a molecule has an element or a kind of bond that `fit` did not see, or an energy is not there.
        """
        check_is_fitted(self)
        return self._table(X, self._counted(X, allow_empty=True))

    def fit_transform(self, X: Molecules, y: object = None) -> NDArray[np.float64]:
        """`fit` and `transform`, with the molecules counted once."""
        counted = self._counted(X)
        self._learn(counted)
        return self._table(X, counted)

    def _counted(self, X: Molecules, allow_empty: bool = False) -> list[dict[str, int]]:
        unknown = set(self.groups) - set(get_args(Group))
        if unknown:
            raise ValueError(f"groups has {sorted(unknown)}; allowed are {', '.join(get_args(Group))}")
        check_molecules(X, allow_empty)
        return [self._chosen(self._counts(molecule)) for molecule in X]

    def _learn(self, counted: list[dict[str, int]]) -> None:
        names = {name for counts in counted for name in counts}
        ordered = sorted(names, key=_rank) if self.keep is None else list(self.keep)
        self.names_ = ordered + list(self.energies or {})

    def _table(self, X: Molecules, counted: list[dict[str, int]]) -> NDArray[np.float64]:
        column = {name: k for k, name in enumerate(self.names_)}
        features = np.zeros((len(X), len(self.names_)))
        for i, counts in enumerate(counted):
            for name, count in counts.items():
                if name not in column:
                    raise ValueError(
                        f"molecule {i} ({X.names[i]!r}) has {name!r}, which the molecules of fit did not; "
                        f"they had {', '.join(self.names_)}"
                    )
                features[i, column[name]] = count
        for name, (first, second) in (self.energies or {}).items():
            features[:, column[name]] = X.value(first, self.unit) - X.value(second, self.unit)
        return features

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Names of the columns: ``C``, ``C=O``, ``lone pairs``, …"""
        check_is_fitted(self)
        return np.array(self.names_, dtype=object)

    def _chosen(self, counts: dict[str, int]) -> dict[str, int]:
        """The counts after adding up and choosing."""
        for name, summands in (self.sums or {}).items():
            total = sum(counts.pop(summand, 0) for summand in summands)
            counts |= {name: total} if total else {}
        return counts if self.keep is None else {name: counts.get(name, 0) for name in self.keep}

    def _counts(self, molecule: Molecule) -> dict[str, int]:
        groups, counts = set(self.groups), {}
        if "atoms" in groups:
            numbers, n = np.unique(molecule.atomic_numbers, return_counts=True)
            counts |= {chemical_symbols[z]: int(k) for z, k in zip(numbers, n, strict=True)}
        if groups & {"bonds", "pairs", "rings"}:
            lewis = lewis_structure(molecule)
            counts |= _bonds(molecule, lewis) if "bonds" in groups else {}
            counts |= _pairs(lewis) if "pairs" in groups else {}
            counts |= {"rings": lewis.rings} if "rings" in groups else {}
        return counts


def _bonds(molecule: Molecule, lewis: Lewis) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (i, j), order in zip(lewis.bonds, lewis.orders, strict=True):
        pair = sorted((molecule.atomic_numbers[i], molecule.atomic_numbers[j]))
        heavy_first = [chemical_symbols[z] for z in (pair[::-1] if pair[0] == 1 else pair)]
        name = _ORDER_SIGN[int(order)].join(heavy_first)
        counts[name] = counts.get(name, 0) + 1
    return counts


def _pairs(lewis: Lewis) -> dict[str, int]:
    return {
        "electron pairs": lewis.electron_pairs,
        "valence pairs": lewis.valence_pairs,
        "sigma bonds": len(lewis.bonds),
        "pi bonds": int((lewis.orders - 1).sum()),
        "lone pairs": lewis.lone_pairs,
    }


def _rank(name: str) -> tuple:
    """Order of the columns: atoms by number, bonds by kind, then pairs and rings, then sums."""
    if name in chemical_symbols:
        return (0, chemical_symbols.index(name), "")
    if any(sign in name for sign in _ORDER_SIGN.values()):
        return (1, 0, name)
    others = ("electron pairs", "valence pairs", "sigma bonds", "pi bonds", "lone pairs", "rings")
    return (2, others.index(name), "") if name in others else (3, 0, name)
