"""`AtomicNetworkRegressor`: one network per element, as a scikit-learn estimator whose X is a `Molecules`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted
from torch import Tensor

from qmlaw.models.atomic.files import load_model, save_model
from qmlaw.models.atomic.network import AtomicNetwork
from qmlaw.models.atomic.parameters import (
    check_parameters,
    checked_forces,
    checked_strain_derivatives,
    new_network,
    set_precision,
    shaping_parameters,
)
from qmlaw.models.atomic.surroundings import (
    Batch,
    Surroundings,
    TrainingData,
    surroundings,
    warn_of_close_atoms,
)
from qmlaw.models.dtnn.limits import check_elements
from qmlaw.models.dtnn.parameters import LOSSES
from qmlaw.models.dtnn.standardisation import Convention, standardise
from qmlaw.models.kernel_ridge import check_targets
from qmlaw.models.trainer import Progress, Trainer, size_sorted_batches
from qmlaw.models.weights import data_hash
from qmlaw.molecules import Molecules
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.representations.environments import LocalRepresentation, forces, strain_derivative


class Evaluation(NamedTuple):
    """Energies (N,), forces (sum of n, 3), and derivatives by strain (N, 3, 3): by volume, the stress."""

    energies: NDArray[np.float64]
    forces: NDArray[np.float64]
    strain_derivatives: NDArray[np.float64]


class AtomicNetworkRegressor(RegressorMixin, BaseEstimator):
    """Energies and forces of molecules and crystals by one network per element.

    Only what is around the atoms counts, up to the cut-off of the representation. So a molecule may be much
    larger than those it was trained on; atoms far closer bring a warning, new elements an error.

    Parameters
    ----------
    representation : LocalRepresentation, optional
        Describes the atoms. Without it, vectors of ANI-1x for the elements of the training set, in the
        convention that is smooth for atoms on a line.
    hidden : sequence of int, or mapping of str to such
        Units of the hidden layers, for all elements or by symbol; with none, a linear model.
    activation : {"celu", "gaussian", "tanh"}
        See `AtomicNetwork`.
    smallest_width : float
        All numbers of an atom are divided by their spread, but by no less than this part of the largest: rare
        neighbours must not speak too loudly. 0 where functions of few, frequent neighbours differ in size.
    convention : {"per element", "mean per atom"}
        What each atom starts from: an energy per element, from a fit to the compositions, or one for all.
    atom_energies : mapping of str to float, optional
        Self energies by symbol, subtracted first; not needed for atomization energies.
    forces : str, optional
        Property of X with forces to train on. Without it, training is on energies alone, and much faster.
    force_weight : float
        Residuals of forces count times this, in Å, beside those of energies.
    stress, stress_weight : str, float
        Property of X with the stress of cells, to train on beside forces. Its residuals, derivatives of the
        energy by strain, count so many times.
    unit : str
        Of the targets.
    n_epochs, batch_size, learning_rate, averaging, weight_decay, patience, checkpoint
        See `Trainer`.
    loss : {"absolute", "squared"}
        Of the residuals.
    validation_fraction : float
        Part of the training molecules that only chooses the best epoch; 0 for none. The error there is the
        mean absolute one of the energies plus, with forces, `force_weight` times that of the forces.
    validate_every : int
        Epochs from one look at it to the next.
    precision : {"float32", "float64"}
        May be changed on a trained model.
    seed : int
        Of start values, validation part and batches.
    report : callable, optional
        Called with a `Progress` after every epoch.

    Attributes
    ----------
    network_ : AtomicNetwork
    representation_ : LocalRepresentation
    history_ : list of Progress
    elements_ : ndarray
        Atomic numbers in the training set.
    shortest_ : float
        Its shortest distance of two atoms, Å.
    data_hash_ : str
        SHA-256 of the training molecules and targets.

    Examples
    --------
    >>> model = AtomicNetworkRegressor(n_epochs=100).fit(train, energies)
    >>> model.predict(test), model.predict_forces(test)
    """

    def __init__(
        self, representation: LocalRepresentation | None = None, *,
        hidden: Sequence[int] | Mapping[str, Sequence[int]] = (64, 32),
        activation: Literal["celu", "gaussian", "tanh"] = "celu", convention: Convention = "per element",
        atom_energies: Mapping[str, float] | None = None, forces: str | None = None,
        force_weight: float = 1.0, stress: str | None = None, stress_weight: float = 0.1,
        unit: str = "kcal/mol", n_epochs: int = 100, batch_size: int = 64,
        learning_rate: float = 4e-3, averaging: float = 0.99, weight_decay: float = 0.0,
        loss: Literal["absolute", "squared"] = "absolute", validation_fraction: float = 0.1,
        validate_every: int = 1, patience: int | None = None, checkpoint: str | Path | None = None,
        smallest_width: float = 0.1, precision: Literal["float32", "float64"] = "float32", seed: int = 0,
        report: Callable[[Progress], None] | None = None,
    ) -> None:  # fmt: skip
        self.representation = representation
        self.hidden = hidden
        self.activation = activation
        self.convention = convention
        self.atom_energies = atom_energies
        self.forces = forces
        self.force_weight = force_weight
        self.stress = stress
        self.stress_weight = stress_weight
        self.unit = unit
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.averaging = averaging
        self.weight_decay = weight_decay
        self.loss = loss
        self.validation_fraction = validation_fraction
        self.validate_every = validate_every
        self.patience = patience
        self.checkpoint = checkpoint
        self.smallest_width = smallest_width
        self.precision = precision
        self.seed = seed
        self.report = report

    # ---- training -------------------------------------------------------------------------------------

    def fit(self, X: Molecules, y: ArrayLike) -> AtomicNetworkRegressor:
        """Train.

        Parameters
        ----------
        X : Molecules
            At least two, with or without cells; with forces as a property if these are to be learned.
        y : array_like (N,)
            Energies, in `unit`.

        Raises
        ------
        ValueError
            If y or the forces do not fit X or are not finite, or a parameter is out of range.
        NotFiniteError
            If the training runs away; `network_` then has the last good weights.
        """
        check_parameters(self)
        y, target_forces = check_targets(y, len(X)), checked_forces(self, X)
        target_strain = checked_strain_derivatives(self, X)
        if len(X) < 2:
            raise ValueError(f"X has {len(X)} molecule; a network needs two or more to learn from")
        given = (y, target_forces, target_strain, X.cells)
        known = [array.ravel() for array in given if array is not None]
        self.data_hash_ = data_hash(X, np.concatenate(known))
        n_validation = round(self.validation_fraction * len(X))
        order = np.random.default_rng(self.seed).permutation(len(X))
        train, validation = np.sort(order[n_validation:]), np.sort(order[:n_validation])
        self.elements_ = np.unique(X.atomic_numbers)
        self.representation_ = self.representation or FastAEV.ani1x(
            tuple(self.elements_.tolist()), convention="torchani"
        )
        self.network_, self.history_ = new_network(self), []
        precision = getattr(torch, self.precision)
        data = TrainingData(X, y, target_forces, self.representation_, precision, target_strain)
        self.shortest_ = data.shortest
        standardise(self.network_, X[train], y[train], self.convention, self.atom_energies)
        seen = torch.as_tensor(np.isin(X.molecule_index, train))
        self.network_.set_ranges(data.vectors[seen], data.element[seen], self.smallest_width)
        trainer = Trainer(
            self.n_epochs, self.learning_rate, averaging=self.averaging, weight_decay=self.weight_decay,
            patience=self.patience, validate_every=self.validate_every, checkpoint=self.checkpoint,
            fused=True, seed=self.seed, report=self.report,
        )  # fmt: skip

        def batches(epoch: int) -> list[NDArray[np.int64]]:
            chosen = size_sorted_batches(X.n_atoms[train], self.batch_size, (self.seed, epoch), pool=1)
            return [train[part] for part in chosen]

        def loss(network: AtomicNetwork, chosen: NDArray[np.int64]) -> Tensor:
            error = LOSSES[self.loss]
            found = self._residuals(network, data.batch(chosen))
            return sum(error(r / network.scale, torch.zeros_like(r)) for r in found)

        def validate(network: AtomicNetwork) -> float:
            parts = np.array_split(validation, -(-n_validation // 100))
            found = [self._residuals(network, data.batch(part)) for part in parts]
            kinds = zip(*found, strict=True)
            return sum(float(torch.cat(kind).detach().abs().mean()) for kind in kinds)

        # What a checkpoint must agree with: the data, and the parameters that shape the training.
        signature = f"{shaping_parameters(self)} on data {self.data_hash_[:16]}"
        self.history_ = trainer.fit(
            self.network_, batches, loss, validate if n_validation else None, signature
        )
        return self

    def _residuals(self, network: AtomicNetwork, batch: Batch) -> list[Tensor]:
        """Errors of the energies (M,), and, times their weights, of forces (A, 3) and strain (M, 3, 3)."""
        with torch.set_grad_enabled(torch.is_grad_enabled() or batch.forces is not None):
            vectors = batch.vectors.requires_grad_(batch.forces is not None)
            energies = network(vectors, batch.element, batch.molecule, len(batch.energies))
            if batch.forces is None:
                return [energies - batch.energies]
            part = batch.surroundings
            (slope,) = torch.autograd.grad(energies.sum(), vectors, create_graph=True)
            if batch.jacobian is None:
                slope = self.representation_.pull_back(part.displacements, part.environments, slope)
            else:
                slope = torch.einsum("pf,pfx->px", slope[part.environments.centre], batch.jacobian)
            wrong = forces(slope, part.environments) - batch.forces
            residuals = [energies - batch.energies, self.force_weight * wrong]
            if batch.strain_derivatives is not None:
                found = strain_derivative(slope, part.displacements, part.environments)
                residuals.append(self.stress_weight * (found - batch.strain_derivatives))
            return residuals

    # ---- predicting -----------------------------------------------------------------------------------

    def predict(self, X: Molecules) -> NDArray[np.float64]:
        """Energies (N,), in `unit`.

        Raises
        ------
        ValueError
            If a molecule has an element that the training set did not have.

        Warns
        -----
        UserWarning
            For atoms that are far closer than those it was trained on.
        """
        shares = self.predict_atomic_energies(X)
        return np.bincount(X.molecule_index, weights=shares, minlength=len(X)).astype(float)

    def predict_atomic_energies(self, X: Molecules) -> NDArray[np.float64]:
        """The share of each atom (sum of n,), in `unit`: not observable, and a matter of convention."""
        check_is_fitted(self)
        return self.atomic_energies_by(X, [self.network_])[0]

    def atomic_energies_by(self, X: Molecules, networks: Sequence[AtomicNetwork]) -> NDArray[np.float64]:
        """Shares of the atoms by several networks that see what this model sees, (networks, sum of n)."""
        energies = np.zeros((len(networks), len(X.atomic_numbers)))
        with torch.no_grad():
            for part in self._parts(X, networks):
                vectors = self.representation_(part.displacements, part.environments)
                for network, found in zip(networks, energies, strict=True):
                    found[part.atoms] = network.atomic_energies(vectors, part.environments.element).numpy()
        return energies

    def predict_forces(self, X: Molecules) -> NDArray[np.float64]:
        """-dE/dR (sum of n, 3), in `unit` per Å."""
        return self.evaluate(X).forces

    def evaluate(self, X: Molecules) -> Evaluation:
        """Energies, forces and derivatives by strain from one calculation, in `unit` and Å."""
        check_is_fitted(self)
        return self.evaluate_mean(X, [self.network_])

    def evaluate_mean(self, X: Molecules, networks: Sequence[AtomicNetwork]) -> Evaluation:
        """As `evaluate`, for the mean energy of several networks that see what this model sees."""
        found = Evaluation(np.zeros(len(X)), np.zeros_like(X.positions), np.zeros((len(X), 3, 3)))
        for part in self._parts(X, networks):
            near, environments = part.displacements.requires_grad_(), part.environments
            atoms = self.representation_(near, environments), environments.element, environments.molecule
            energies = sum(network(*atoms, part.n_molecules) for network in networks) / len(networks)
            found.energies[part.molecules] = energies.detach().numpy()
            if not len(near):
                continue
            (slope,) = torch.autograd.grad(energies.sum(), near)
            found.forces[part.atoms] = forces(slope, environments).numpy()
            strain = strain_derivative(slope, near.detach(), environments)
            found.strain_derivatives[part.molecules] = strain.numpy()
        return found

    def _parts(self, X: Molecules, networks: Sequence[AtomicNetwork]) -> Iterator[Surroundings]:
        """Surroundings of all atoms, checked, part by part."""
        check_elements(X, self.elements_)
        for network in networks:
            set_precision(network, self.precision)
        for part in surroundings(X, self.representation_, getattr(torch, self.precision)):
            warn_of_close_atoms(X, part, self.shortest_)
            yield part

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
    def load(cls, path: str | Path) -> AtomicNetworkRegressor:
        """A trained model that `save` wrote; `card_` is what its card says.

        Raises
        ------
        FileNotFoundError, ValueError
            If a file is missing, damaged, or of another model.
        """
        return load_model(cls, path)
