"""Several networks that differ in their seed: their mean, and how far they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.utils.validation import check_is_fitted

from qmlaw.models.atomic.regressor import AtomicNetworkRegressor, Evaluation
from qmlaw.models.device import one_thread
from qmlaw.molecules import Molecules


class Committee(RegressorMixin, BaseEstimator):
    """Mean and standard deviation over networks with other start values and other validation parts.

    Where there were no data, nothing makes the networks agree. So their spread says where to distrust them.
    It knows nothing of errors that all of them share.

    Parameters
    ----------
    model : AtomicNetworkRegressor, optional
        What each member is. Its checkpoint, if it has one, gets the number of the member as an ending.
    n_models : int
        Members, two or more.
    seed : int
        Of the first member; the next ones count up.
    n_jobs : int, optional
        Processes to train in, one member and one thread each; -1 for one on every core. Without it they are
        trained here, one after the other. `report` of the model is then called in those processes.

    Attributes
    ----------
    models_ : list of AtomicNetworkRegressor

    References
    ----------
    H. S. Seung, M. Opper, H. Sompolinsky, Query by committee, COLT 1992, doi:10.1145/130385.130417.
    """

    def __init__(
        self, model: AtomicNetworkRegressor | None = None, *, n_models: int = 5, seed: int = 0,
        n_jobs: int | None = None,
    ) -> None:  # fmt: skip
        self.model = model
        self.n_models = n_models
        self.seed = seed
        self.n_jobs = n_jobs

    def fit(self, X: Molecules, y: ArrayLike) -> Committee:
        """Train all members; see `AtomicNetworkRegressor.fit`."""
        if self.n_models < 2:
            raise ValueError(f"n_models is {self.n_models!r}; allowed is 2 or more")
        members = [self._member(k) for k in range(self.n_models)]
        if self.n_jobs is None:
            self.models_ = [member.fit(X, y) for member in members]
        else:
            self.models_ = Parallel(n_jobs=self.n_jobs)(delayed(_fit)(member, X, y) for member in members)
        return self

    def _member(self, k: int) -> AtomicNetworkRegressor:
        model = self.model or AtomicNetworkRegressor()
        member = clone(model).set_params(seed=self.seed + k)
        if model.checkpoint is not None:
            member.set_params(checkpoint=f"{model.checkpoint}-{k}")
        return member

    @property
    def unit(self) -> str:
        """Of the energies."""
        check_is_fitted(self)
        return self.models_[0].unit

    def predict(
        self, X: Molecules, return_std: bool = False
    ) -> NDArray[np.float64] | tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean energies (N,), in `unit`; with ``return_std`` also the standard deviations of the members."""
        shares = self._shares(X)
        members = np.array([np.bincount(X.molecule_index, one, minlength=len(X)) for one in shares])
        return (members.mean(axis=0), members.std(axis=0, ddof=1)) if return_std else members.mean(axis=0)

    def predict_atomic_energies(self, X: Molecules) -> NDArray[np.float64]:
        """Mean shares of the atoms (sum of n,), in `unit`."""
        return self._shares(X).mean(axis=0)

    def predict_forces(self, X: Molecules) -> NDArray[np.float64]:
        """Mean forces (sum of n, 3), in `unit` per Å: those of the mean energy."""
        return self.evaluate(X).forces

    def evaluate(self, X: Molecules) -> Evaluation:
        """Mean energies, forces and derivatives by strain; see `AtomicNetworkRegressor.evaluate`."""
        check_is_fitted(self)
        return self.models_[0].evaluate_mean(X, [model.network_ for model in self.models_])

    def evaluate_members(self, X: Molecules) -> list[Evaluation]:
        """What each member says of these molecules: where they disagree, distrust their mean."""
        check_is_fitted(self)
        return [model.evaluate(X) for model in self.models_]

    def _shares(self, X: Molecules) -> NDArray[np.float64]:
        """Shares of the atoms by each member; the atoms are described once for all."""
        check_is_fitted(self)
        return self.models_[0].atomic_energies_by(X, [model.network_ for model in self.models_])

    def save(self, path: str | Path, **card: Any) -> None:
        """Write each member, to PATH-0 and so on; see `AtomicNetworkRegressor.save`."""
        check_is_fitted(self)
        for k, model in enumerate(self.models_):
            model.save(f"{path}-{k}", n_members=len(self.models_), **card)

    @classmethod
    def load(cls, path: str | Path) -> Committee:
        """A trained committee that `save` wrote.

        Raises
        ------
        FileNotFoundError, ValueError
            If a file is missing, damaged, or of another model.
        """
        first = AtomicNetworkRegressor.load(f"{path}-0")
        if first.card_.get("n_members", 0) < 2:
            raise ValueError(f"{path}-0.json describes one network; allowed is a member of a committee")
        others = [AtomicNetworkRegressor.load(f"{path}-{k}") for k in range(1, first.card_["n_members"])]
        if any(other.representation_ != first.representation_ for other in others):
            raise ValueError(f"{path}-0 and others describe atoms in different ways; allowed is one way")
        committee = cls(clone(first), n_models=len(others) + 1, seed=first.seed)
        committee.models_ = [first, *others]
        return committee


def _fit(member: AtomicNetworkRegressor, X: Molecules, y: ArrayLike) -> AtomicNetworkRegressor:
    with one_thread():
        return member.fit(X, y)


def mean_of(members: Sequence[Evaluation]) -> Evaluation:
    """The mean of what several models say of the same molecules."""
    return Evaluation(*(np.mean(kind, axis=0) for kind in zip(*members, strict=True)))
