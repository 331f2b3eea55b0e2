"""Room for larger molecules in a fitted kernel model, without changing what it says about any other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.base import BaseEstimator, clone
from sklearn.pipeline import Pipeline

from qmlaw.models.composition import OnBaseline
from qmlaw.models.delta import DeltaRegressor
from qmlaw.models.kernel_ridge import KernelRidgeRegressor
from qmlaw.models.low_levels import AppendLowLevels
from qmlaw.models.termwise import TermwiseDelta
from qmlaw.models.tuned import TunedKernelRidge
from qmlaw.molecules import Molecules
from qmlaw.representations import BagOfBonds, CoulombMatrix


def make_room(model: BaseEstimator, molecules: Molecules) -> None:
    """Let a fitted model take molecules with more atoms, or more pairs of a kind, than it was trained on.

    Coulomb matrices and bags of bonds are padded with zeros; so are the training features that the kernel
    model keeps. Distances between molecules, and so predictions, stay the same. Changes the model in place.

    Parameters
    ----------
    model : estimator
        Fitted: pipelines of representation and kernel model, alone or inside `OnBaseline`,
        `DeltaRegressor` or `TermwiseDelta`. Other parts are left alone.
    molecules : Molecules
        Those that shall find room.
    """
    for pipeline in _pipelines(model):
        representation, regressor = _representation(pipeline[0]), pipeline[-1]
        regressor = regressor.regressor_ if isinstance(regressor, TunedKernelRidge) else regressor
        known = isinstance(representation, CoulombMatrix | BagOfBonds)
        if known and isinstance(regressor, KernelRidgeRegressor):
            _widen(representation, regressor, molecules)


def _widen(representation: BaseEstimator, regressor: KernelRidgeRegressor, molecules: Molecules) -> None:
    wider = clone(representation)
    if isinstance(representation, CoulombMatrix):
        size = max(representation.max_atoms_, int(molecules.n_atoms.max(initial=0)))
        wider.set_params(max_atoms=size).fit(molecules)
        learned = "max_atoms_"
    else:
        wider.set_params(bag_sizes=representation.bag_sizes_).fit(molecules)
        learned = "bag_sizes_"
    place = {name: k for k, name in enumerate(wider.get_feature_names_out())}
    columns = [place[name] for name in representation.get_feature_names_out()]
    old = regressor.X_train_
    behind = old.shape[-1] - len(columns)  # low-level energies stand behind the other features
    columns += [len(place) + k for k in range(behind)]
    regressor.X_train_ = np.zeros((*old.shape[:-1], len(place) + behind))
    regressor.X_train_[..., columns] = old
    regressor.n_features_in_ = len(place) + behind
    setattr(representation, learned, getattr(wider, learned))


def _pipelines(model: BaseEstimator | None) -> Iterator[Pipeline]:
    if isinstance(model, Pipeline):
        yield model
    elif isinstance(model, OnBaseline):
        yield from _pipelines(model.model_)
    elif isinstance(model, DeltaRegressor):
        yield from _pipelines(model.base_)
    elif isinstance(model, TermwiseDelta):
        for _, _, base in model.steps_:
            yield from _pipelines(base)


def _representation(step: BaseEstimator) -> BaseEstimator:
    """The representation inside of what stands around it."""
    if isinstance(step, AppendLowLevels):
        return _representation(step.representation_)
    if isinstance(step, Pipeline) and len(step) == 1:
        return _representation(step[0])
    return step
