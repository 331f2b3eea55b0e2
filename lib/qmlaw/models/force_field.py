"""A classical force field for two rigid water molecules, fitted: charges, Lennard-Jones, exponentials.

The form is that of the potentials in use since the 1970s. Between the molecules, kcal/mol and Å:

    E = k sum_ab q_a q_b / R_ab  -  C6 / R_OO^6  +  C12 / R_OO^12  +  sum_ab B_ab exp(-β_ab (R_ab - R_0))

with equal charges on the hydrogens and the opposite of both on the oxygen, or on a point M on the bisector,
as in TIP4P. The molecules are rigid: a term for bonds or angles would be the same number in every pair, so no
energy of such pairs can determine it.

References
----------
W. L. Jorgensen et al., J. Chem. Phys. 79, 926 (1983), doi:10.1063/1.445869 (both places of the charge).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import least_squares
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.kernel_ridge import check_targets
from qmlaw.molecules import Molecules
from qmlaw.units import BOHR_TO_ANGSTROM, HARTREE_TO_KCAL_MOL

#: The terms that a force field may have, in the order of the formula.
TERMS = ("charges", "dispersion", "core", "exponential")

#: e^2/(4 π ε_0) in kcal/mol Å.
COULOMB = HARTREE_TO_KCAL_MOL * BOHR_TO_ANGSTROM

#: R_0 of the exponentials by kind of pair, Å: about where the pairs of the data touch.
TOUCHING = {"OO": 2.6, "OH": 1.8, "HH": 2.2}

#: Both powers are taken at this distance, so that all constants are of one size.
_LJ_DISTANCE = 3.2

#: Where a fit may start and where it must stay: e, Å, 1/Å; heights and powers at their distance in kcal/mol.
_STARTS = {
    "charge": (0.1, 0.9), "site": (0.0, 0.3), "C6": (0.0, 5.0), "C12": (0.0, 5.0), "B": (-5.0, 10.0),
    "beta": (1.5, 6.0),
}  # fmt: skip
_BOUNDS = {
    "charge": (0.0, 2.0), "site": (-0.3, 0.55), "C6": (-50.0, 50.0), "C12": (-50.0, 50.0),
    "B": (-100.0, 100.0), "beta": (0.5, 12.0),
}  # fmt: skip


class WaterForceField(RegressorMixin, BaseEstimator):
    """Interaction energies of rigid water pairs by a classical force field with fitted constants.

    Parameters
    ----------
    terms : sequence of str
        Which terms, of `TERMS`.
    charge_site : {"O", "M"}
        Where the negative charge sits: on the oxygen, or on the bisector, how far is fitted, too.
    fixed : mapping of str to float, optional
        Constants that are not fitted, such as ``{"charge": 0.4}``. Names are those of `parameter_names`.
    n_starts : int
        Fits from random starts; the best one is kept.
    seed : int
        Of the starts.

    Attributes
    ----------
    parameters_ : dict of str to float
        The best fit. ``charge`` of a hydrogen in e, ``site`` in Å, ``C6`` and ``C12`` as energies in kcal/mol
        at 3.2 Å, ``B_OO`` … in kcal/mol at the distances `TOUCHING`, ``beta_OO`` … in 1/Å.
    fits_ : list of dict
        All fits, best first, each with its ``rmse`` in kcal/mol.

    Examples
    --------
    >>> field = WaterForceField(n_starts=8).fit(pairs, energies)
    >>> field.parameters_["charge"], field.term_energies(pairs)["dispersion"]
    """

    def __init__(
        self, terms: Sequence[str] = TERMS, *, charge_site: str = "O",
        fixed: Mapping[str, float] | None = None, n_starts: int = 8, seed: int = 0,
    ) -> None:  # fmt: skip
        self.terms = terms
        self.charge_site = charge_site
        self.fixed = fixed
        self.n_starts = n_starts
        self.seed = seed

    # ---- fitting --------------------------------------------------------------------------------------

    @property
    def parameter_names(self) -> list[str]:
        """Names of all constants, fixed ones included."""
        names = {
            "charges": ["charge"] + ["site"] * (self.charge_site == "M"),
            "dispersion": ["C6"],
            "core": ["C12"],
            "exponential": [f"{kind}_{pair}" for kind in ("B", "beta") for pair in TOUCHING],
        }
        return [name for term in TERMS if term in self.terms for name in names[term]]

    def fit(self, X: Molecules, y: ArrayLike) -> WaterForceField:
        """Fit the constants to interaction energies by least squares.

        Parameters
        ----------
        X : Molecules
            Pairs of rigid water molecules: O, H, H, O, H, H.
        y : array_like (N,)
            Interaction energies in kcal/mol.

        Raises
        ------
        ValueError
            If a pair is not two waters, y does not fit, or a parameter is out of range.
        """
        self._check()
        y = check_targets(y, len(X))
        distances = self._geometry(X)
        free = [name for name in self.parameter_names if name not in (self.fixed or {})]
        if len(y) < len(free):
            raise ValueError(f"X has {len(y)} pairs for {len(free)} constants; allowed is at least as many")
        low, high = (np.array([_BOUNDS[name.split("_")[0]][side] for name in free]) for side in (0, 1))
        starts = np.array([_STARTS[name.split("_")[0]] for name in free])
        random = np.random.default_rng(self.seed)

        def residuals(values: NDArray[np.float64]) -> NDArray[np.float64]:
            parameters = {**dict(zip(free, values, strict=True)), **(self.fixed or {})}
            return sum(self._terms(parameters, distances).values()) - y

        self.fits_ = []
        for _ in range(self.n_starts if free else 1):
            values = random.uniform(*starts.T) if free else np.zeros(0)
            if free:
                values = least_squares(residuals, values, bounds=(low, high), x_scale="jac", max_nfev=200).x
            parameters = {**dict(zip(free, values.tolist(), strict=True)), **(self.fixed or {})}
            self.fits_.append({**parameters, "rmse": float(np.sqrt(np.mean(residuals(values) ** 2)))})
        self.fits_.sort(key=lambda fit: fit["rmse"])
        self.parameters_ = {name: self.fits_[0][name] for name in self.parameter_names}
        return self

    # ---- reading --------------------------------------------------------------------------------------

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Interaction energies (N,) in kcal/mol."""
        return np.sum(list(self.term_energies(X).values()), axis=0)

    def term_energies(
        self, X: Molecules, parameters: Mapping[str, float] | None = None
    ) -> dict[str, NDArray[np.float64]]:
        """Energy of each term (N,) in kcal/mol, for the best fit or for other constants, as of `fits_`."""
        check_is_fitted(self)
        return self._terms(parameters or self.parameters_, self._geometry(X))

    def dipole(self, parameters: Mapping[str, float] | None = None) -> float:
        """Dipole moment that the charges give to one rigid molecule, in e Å."""
        check_is_fitted(self)
        parameters = parameters or self.parameters_
        return 2 * parameters["charge"] * (self.height_ - parameters.get("site", 0.0))

    def fisher_eigenvalues(self, X: Molecules) -> NDArray[np.float64]:
        """Eigenvalues of the Fisher matrix in relative changes of the constants, largest first.

        Each says how fast the mean squared error grows, in (kcal/mol)^2, along one combination of them. Where
        it is small, nearly any value of that combination would have done.
        """
        check_is_fitted(self)
        free = [name for name in self.parameter_names if name not in (self.fixed or {})]
        distances, columns = self._geometry(X), []
        for name in free:
            step = 1e-4 * max(abs(self.parameters_[name]), 1e-3)
            up, down = (
                sum(
                    self._terms(
                        {**self.parameters_, name: self.parameters_[name] + sign * step}, distances
                    ).values()
                )
                for sign in (1, -1)
            )
            columns.append((up - down) / (2 * step) * self.parameters_[name])
        slopes = np.array(columns)
        return np.linalg.eigvalsh(slopes @ slopes.T / slopes.shape[1])[::-1]

    # ---- the formula ----------------------------------------------------------------------------------

    def _terms(
        self, p: Mapping[str, float], distances: Mapping[str, NDArray[np.float64]]
    ) -> dict[str, NDArray[np.float64]]:
        found = {}
        if "charges" in self.terms:
            found["charges"] = self._coulomb(p, distances)
        ratio = (_LJ_DISTANCE / distances["OO"][:, 0]) ** 6
        if "dispersion" in self.terms:
            found["dispersion"] = -p["C6"] * ratio
        if "core" in self.terms:
            found["core"] = p["C12"] * ratio**2
        if "exponential" in self.terms:
            found["exponential"] = sum(
                p[f"B_{pair}"] * np.exp(-p[f"beta_{pair}"] * (distances[pair] - touching)).sum(axis=1)
                for pair, touching in TOUCHING.items()
            )
        return found

    def _coulomb(
        self, p: Mapping[str, float], distances: Mapping[str, NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Energy of the charges: the negative one at O, or moved along the bisector by `site`."""
        positive = (1 / distances["HH"]).sum(axis=1)
        if self.charge_site == "O":
            crossed, negative = (1 / distances["OH"]).sum(axis=1), 1 / distances["OO"][:, 0]
        else:
            sites = distances["oxygens"] + p["site"] * distances["bisectors"]
            hydrogens = distances["hydrogens"]
            crossed = sum(
                1 / np.linalg.norm(hydrogens[:, 1 - k] - sites[:, k, None], axis=-1).T for k in (0, 1)
            ).sum(axis=0)
            negative = 1 / np.linalg.norm(sites[:, 0] - sites[:, 1], axis=-1)
        return COULOMB * p["charge"] ** 2 * (positive - 2 * crossed + 4 * negative)

    def _geometry(self, X: Molecules) -> dict[str, NDArray[np.float64]]:
        """Distances by kind of pair in Å, and the places and bisectors of the molecules."""
        if (X.n_atoms != 6).any() or (X.atomic_numbers.reshape(-1, 6) != [8, 1, 1, 8, 1, 1]).any():
            raise ValueError("X has molecules that are not O, H, H, O, H, H; allowed are pairs of water")
        positions = X.positions.reshape(-1, 2, 3, 3)
        oxygens, hydrogens = positions[:, :, 0], positions[:, :, 1:]
        middles = hydrogens.mean(axis=2) - oxygens
        heights = np.linalg.norm(middles, axis=-1, keepdims=True)
        if np.ptp(heights) > 1e-3:
            raise ValueError("X has molecules of different shape; allowed are rigid ones, all alike")
        self.height_ = float(heights.mean())

        def between(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.linalg.norm(a[:, :, None] - b[:, None], axis=-1).reshape(len(a), -1)

        crossed = [between(oxygens[:, [k]], hydrogens[:, 1 - k]) for k in (0, 1)]
        return {
            "OO": between(oxygens[:, [0]], oxygens[:, [1]]),
            "OH": np.concatenate(crossed, axis=1),
            "HH": between(hydrogens[:, 0], hydrogens[:, 1]),
            "oxygens": oxygens,
            "hydrogens": hydrogens,
            "bisectors": middles / heights,
        }

    def _check(self) -> None:
        unknown = [term for term in self.terms if term not in TERMS]
        if unknown or not len(self.terms):
            raise ValueError(f"terms is {tuple(self.terms)}; allowed are {', '.join(TERMS)}")
        if self.charge_site not in ("O", "M"):
            raise ValueError(f"charge_site is {self.charge_site!r}; allowed are 'O' and 'M'")
        strange = sorted(set(self.fixed or {}) - set(self.parameter_names))
        if strange:
            raise ValueError(f"fixed has {strange}; allowed are {self.parameter_names}")
        if self.n_starts < 1:
            raise ValueError(f"n_starts is {self.n_starts!r}; allowed is 1 or more")


def share_of_pairs(X: Molecules, y: ArrayLike, n_functions: int = 12) -> float:
    """Part of the variance of energies that the best functions of the O-O, O-H and H-H distances explain.

    The functions are free: sums of Gaussians that cover the distances at hand. What is left over cannot be a
    sum over pairs of atoms, whatever the pairs do.

    Parameters
    ----------
    X : Molecules
        Pairs of rigid water molecules: O, H, H, O, H, H.
    y : array_like (N,)
        Energies in any unit, of nature or of a model.
    n_functions : int
        Gaussians for each kind of pair.

    Returns
    -------
    float
        1 for a sum over pairs of atoms.
    """
    y = check_targets(y, len(X))
    distances, columns = WaterForceField()._geometry(X), [np.ones(len(y))]
    for kind in TOUCHING:
        inverse = 1 / distances[kind]  # more functions where the atoms are close
        centres, width = np.linspace(inverse.min(), inverse.max(), n_functions, retstep=True)
        columns += [np.exp(-(((inverse - c) / width) ** 2) / 2).sum(axis=1) for c in centres]
    terms = np.stack(columns, axis=1)
    left = y - terms @ np.linalg.lstsq(terms, y, rcond=1e-10)[0]
    return float(1 - np.var(left) / np.var(y))
