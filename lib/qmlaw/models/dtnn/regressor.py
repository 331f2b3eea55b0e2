"""`DTNNRegressor`: the network as a scikit-learn estimator whose X is a `Molecules`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted
from torch import Tensor, nn

from qmlaw.models.dtnn.batches import Batch, atoms_of, cut, padded_batch, parts_of_similar_size
from qmlaw.models.dtnn.files import load_model, save_model
from qmlaw.models.dtnn.limits import check_known, check_no_cells, shortest_distances, warn_of_strangers
from qmlaw.models.dtnn.parameters import (
    LOSSES,
    check_parameters,
    new_network,
    set_precision,
    shaping_parameters,
)
from qmlaw.models.dtnn.standardisation import Convention, standardise
from qmlaw.models.kernel_ridge import check_targets
from qmlaw.models.trainer import Progress, Trainer, size_sorted_batches
from qmlaw.models.weights import data_hash
from qmlaw.molecules import Molecules

PAIRS_AT_ONCE = 40_000
"""Pairs of (padded) atoms that are predicted together: some 30 MB."""


class DTNNRegressor(RegressorMixin, BaseEstimator):
    """Energies of molecules by a deep tensor neural network.

    Parameters
    ----------
    n_basis, n_factors, n_passes : int
        B, F and T of the paper.
    envelope : float, optional
        Distance in Å beyond which atoms do not interact, which makes the energy size consistent; see `DTNN`.
    mixing : float, optional
        Part of the new vectors that is mixed into the old ones in a pass, as in a self-consistent field; see
        `DTNN`. Without it, the published form.
    vary_passes : bool
        Train with another number of passes in every batch, at random from half to nearly twice `n_passes`,
        so that the answer may not depend on it.
    convention : {"mean per atom", "per element"}
        What each atom starts from: one mean energy for all atoms, as published, or one per element, from a
        fit to the compositions. Totals fit equally well; the atoms' shares differ.
    atom_energies : mapping of str to float, optional
        Energies of free atoms by symbol, subtracted first; not needed for atomization energies.
    unit : str
        Of the targets, for the calculator and the card.
    n_epochs, batch_size, learning_rate, averaging, patience, checkpoint
        See `Trainer`. ``averaging`` counts steps of training.
    loss : {"absolute", "squared"}
        The paper's is squared. Absolute errors are what the tables show, and they mind outliers less.
    validation_fraction : float
        Part of the training molecules that only chooses the best epoch; 0 for none.
    validate_every : int
        Epochs from one look at it to the next.
    precision : {"float32", "float64"}
        May be changed on a trained model.
    device : str
        "cpu", "cuda", …
    compiled : bool
        Use `torch.compile`, which needs a C++ compiler.
    seed : int
        Of start values, validation part and batches.
    report : callable, optional
        Called with a `Progress` after every epoch.

    Attributes
    ----------
    network_ : DTNN
    history_ : list of Progress
    elements_ : ndarray
        Atomic numbers in the training set.
    largest_ : int
        Atoms in its largest molecule.
    shortest_ : float
        Its shortest distance of two atoms, Å.
    data_hash_ : str
        SHA-256 of the training molecules and targets.

    Examples
    --------
    >>> model = DTNNRegressor(n_epochs=100).fit(train, energies)
    >>> model.predict(test), model.predict_forces(test)
    """

    def __init__(
        self, *, n_basis: int = 30, n_factors: int = 60, n_passes: int = 3, envelope: float | None = None,
        mixing: float | None = None, vary_passes: bool = False,
        convention: Convention = "mean per atom", atom_energies: Mapping[str, float] | None = None,
        unit: str = "kcal/mol", n_epochs: int = 100, batch_size: int = 25, learning_rate: float = 2e-3,
        averaging: float = 0.999, loss: Literal["absolute", "squared"] = "absolute",
        validation_fraction: float = 0.1, validate_every: int = 1, patience: int | None = None,
        checkpoint: str | Path | None = None, precision: Literal["float32", "float64"] = "float32",
        device: str = "cpu", compiled: bool = False, seed: int = 0,
        report: Callable[[Progress], None] | None = None,
    ) -> None:  # fmt: skip
        self.n_basis = n_basis
        self.n_factors = n_factors
        self.n_passes = n_passes
        self.envelope = envelope
        self.mixing = mixing
        self.vary_passes = vary_passes
        self.convention = convention
        self.atom_energies = atom_energies
        self.unit = unit
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.averaging = averaging
        self.loss = loss
        self.validation_fraction = validation_fraction
        self.validate_every = validate_every
        self.patience = patience
        self.checkpoint = checkpoint
        self.precision = precision
        self.device = device
        self.compiled = compiled
        self.seed = seed
        self.report = report

    # ---- training -------------------------------------------------------------------------------------

    def fit(self, X: Molecules, y: ArrayLike) -> DTNNRegressor:
        """Train.

        Parameters
        ----------
        X : Molecules
            At least two, without cells.
        y : array_like (N,)
            Energies, in `unit`.

        Raises
        ------
        ValueError
            If y does not fit X or is not finite, or a parameter is out of range.
        NotFiniteError
            If the training runs away; `network_` then has the last good weights.
        """
        check_parameters(self)
        check_no_cells(X)
        y = check_targets(y, len(X))
        if len(X) < 2:
            raise ValueError(f"X has {len(X)} molecule; a network needs two or more to learn from")
        self.data_hash_ = data_hash(X, y)
        n_validation = round(self.validation_fraction * len(X))
        order = np.random.default_rng(self.seed).permutation(len(X))
        train, validation = np.sort(order[n_validation:]), np.sort(order[:n_validation])
        self.elements_ = np.unique(X.atomic_numbers)
        self.largest_ = int(X.n_atoms.max())
        self.shortest_ = float(shortest_distances(X).min())
        self.network_, self.history_ = new_network(self), []
        standardise(self.network_, X[train], y[train], self.convention, self.atom_energies)
        data = self._batch(X, y)
        trainer = Trainer(
            self.n_epochs, self.learning_rate, averaging=self.averaging, patience=self.patience,
            validate_every=self.validate_every, checkpoint=self.checkpoint, seed=self.seed,
            report=self.report,
        )  # fmt: skip

        def batches(epoch: int) -> list[tuple[Batch, int]]:
            chosen = size_sorted_batches(X.n_atoms[train], self.batch_size, (self.seed, epoch))
            passes = self._passes(len(chosen), epoch)
            return [(cut(data, train[part], X.n_atoms), n) for part, n in zip(chosen, passes, strict=True)]

        by_size = validation[np.argsort(X.n_atoms[validation])]
        held_out = [cut(data, by_size[i : i + 100], X.n_atoms) for i in range(0, n_validation, 100)]
        error = LOSSES[self.loss]
        energies = torch.compile(self.network_, dynamic=True) if self.compiled else self.network_

        def loss(network: nn.Module, job: tuple[Batch, int]) -> Tensor:
            batch, n_passes = job
            found = energies(batch.numbers, batch.positions, n_passes)
            return error(found / network.scale, batch.targets / network.scale)

        def validate(network: nn.Module) -> float:
            found = [network(b.numbers, b.positions) - b.targets for b in held_out]
            return float(torch.cat(found).abs().mean())

        # What a checkpoint must agree with: the data, and the parameters that shape the training.
        signature = f"{shaping_parameters(self)} on data {self.data_hash_[:16]}"
        self.history_ = trainer.fit(
            self.network_, batches, loss, validate if n_validation else None, signature
        )
        return self

    def _passes(self, n_batches: int, epoch: int) -> list[int]:
        """Number of passes for each batch of an epoch."""
        if not self.vary_passes:
            return [self.n_passes] * n_batches
        rng = np.random.default_rng((self.seed, epoch, 1))  # 1: not the numbers that drew the batches
        return rng.integers((self.n_passes + 1) // 2, 2 * self.n_passes, n_batches).tolist()

    def _batch(self, X: Molecules, y: NDArray[np.float64] | None = None) -> Batch:
        return padded_batch(X, y, getattr(torch, self.precision), self.device)

    # ---- predicting -----------------------------------------------------------------------------------

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Energies (N,), in `unit`.

        Raises
        ------
        ValueError
            If a molecule has an element that the training set did not have, or a cell.

        Warns
        -----
        UserWarning
            For molecules far larger than those it was trained on, and atoms that are far closer.
        """
        batches, energies = self.batches(X), np.zeros(len(X))
        with torch.no_grad():
            for part, batch in batches:
                energies[part] = self.network_(batch.numbers, batch.positions).cpu().numpy()
        return energies

    def predict_atomic_energies(self, X: Molecules, n_passes: int | None = None) -> NDArray[np.float64]:
        """The share of each atom (sum of n,), in `unit`: not observable, and a matter of convention."""
        batches, energies = self.batches(X), np.zeros(len(X.atomic_numbers))
        with torch.no_grad():
            for part, batch in batches:
                found = self.network_.atomic_energies(batch.numbers, batch.positions, n_passes)
                energies[atoms_of(X, part)] = found[batch.numbers > 0].cpu().numpy()
        return energies

    def predict_forces(self, X: Molecules) -> NDArray[np.float64]:
        """-dE/dR (sum of n, 3), in `unit` per Å, by automatic differentiation."""
        batches, forces = self.batches(X), np.zeros_like(X.positions)
        for part, batch in batches:
            positions = batch.positions.requires_grad_()
            (slope,) = torch.autograd.grad(self.network_(batch.numbers, positions).sum(), positions)
            forces[atoms_of(X, part)] = -slope[batch.numbers > 0].cpu().numpy()
        return forces

    def batches(self, X: Molecules) -> list[tuple[NDArray[np.int64], Batch]]:
        """Molecules of similar size together, as many as fit, each time with their indices; checked."""
        check_is_fitted(self)
        check_known(X, self.elements_)
        warn_of_strangers(X, self.largest_, self.shortest_)
        set_precision(self.network_, self.precision)
        return [(part, self._batch(X[part])) for part in parts_of_similar_size(X.n_atoms, PAIRS_AT_ONCE)]

    # ---- files ----------------------------------------------------------------------------------------

    def save(self, path: str | Path, **card: Any) -> None:
        """Write PATH.safetensors and a model card PATH.json.

        Parameters
        ----------
        path : path
            Without an ending; its folder must exist.
        **card
            What the card shall say: name of the data set, split, errors and baselines. Parameters, versions,
            the hash of the training data and the time it took are added.
        """
        check_is_fitted(self)
        save_model(self, path, card)

    @classmethod
    def load(cls, path: str | Path, device: str = "cpu") -> DTNNRegressor:
        """A trained model that `save` wrote; `card_` is what its card says.

        Raises
        ------
        FileNotFoundError, ValueError
            If a file is missing, damaged, or of another model.
        """
        return load_model(cls, path, device)
