"""Trained networks that come with this project: `data/dtnn`, small and checked by hash.

Every network but one learned the atomization energies of `equilibrium` with the same settings. They differ
in form, in the molecules they saw, and in their seed, which is also that of the split. The one that saw most
learned from QM9.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from qmlaw import datasets
from qmlaw.models.composition import CompositionModel
from qmlaw.models.dtnn.regressor import DTNNRegressor
from qmlaw.molecules import Molecules, Split
from qmlaw.paths import data_folder

DATASET = "equilibrium"
ENERGY = "B3LYP/6-31G(2df,p)/atomization_energy"

#: Settings of all; chosen on a validation part (see `qmlaw.reproduce.dtnn`).
SETTINGS: dict[str, Any] = {
    "n_epochs": 100,
    "batch_size": 10,
    "averaging": 0.99,
    "validation_fraction": 0.0,
}

ENVELOPE = 5.0
"""Å."""

LARGEST_SMALL = 4
"""Heavy atoms of the largest molecules that the form "small" saw."""


class Form(NamedTuple):
    """Parameters beside `SETTINGS`, and how many seeds there are."""

    parameters: dict[str, Any]
    n_seeds: int


#: "mean per atom" is the published form; "small" is that form, trained on molecules of up to four heavy
#: atoms; "settling" mixes as a self-consistent field does, and learned with three to eleven passes.
FORMS = {
    "mean per atom": Form({"convention": "mean per atom"}, 5),
    "per element": Form({"convention": "per element"}, 5),
    "envelope": Form({"convention": "mean per atom", "envelope": ENVELOPE}, 3),
    "small": Form({"convention": "mean per atom"}, 3),
    "settling": Form({"convention": "mean per atom", "n_passes": 6, "mixing": 0.5, "vary_passes": True}, 3),
}


class Trained(NamedTuple):
    """A network, and the molecules of its split.

    Attributes
    ----------
    model : DTNNRegressor
        Energies in kcal/mol, negative for bound molecules.
    train, test : ndarray of int
        Indices into `equilibrium`.
    """

    model: DTNNRegressor
    train: np.ndarray
    test: np.ndarray


def shipped(form: str, seed: int) -> Trained:
    """Read one of the networks.

    Parameters
    ----------
    form : str
        Key of `FORMS`.
    seed : int
        From 0.

    Returns
    -------
    Trained
        The network and its split.

    Raises
    ------
    ValueError
        For an unknown form or seed, or a damaged file.
    FileNotFoundError
        If the networks have not been trained.
    """
    check(form, seed)
    return Trained(DTNNRegressor.load(path_of(form, seed)), *split_of(datasets.load(DATASET), form, seed))


def trained_on_qm9() -> DTNNRegressor:
    """The network that saw most: 15,000 random molecules of QM9, with an envelope of 4 Å.

    Energies are atomization energies at 0 K, U0, in kcal/mol. It is the first seed of `qmlaw reproduce
    dtnn-large`; data, split and errors are in its card, ``model.card_``.

    Raises
    ------
    ValueError
        For a damaged file.
    """
    return DTNNRegressor.load(data_folder() / "dtnn" / "qm9-15000-0")


def train(form: str, seed: int) -> float:
    """Train one network and write it, with its card, to `data/dtnn`.

    Parameters
    ----------
    form : str
        Key of `FORMS`.
    seed : int
        From 0.

    Returns
    -------
    float
        Mean absolute error on its test molecules, kcal/mol.
    """
    check(form, seed)
    molecules = datasets.load(DATASET)
    energies = molecules.value(ENERGY, "kcal/mol")
    split = split_of(molecules, form, seed)
    train_part, test_part = molecules[split.train], molecules[split.test]
    model = DTNNRegressor(**SETTINGS, **FORMS[form].parameters, seed=seed)
    model.fit(train_part, energies[split.train])
    counting = CompositionModel().fit(train_part, energies[split.train])
    errors = {
        name: float(np.abs(who.predict(test_part) - energies[split.test]).mean())
        for name, who in (("mae", model), ("mae_counting_atoms", counting))
    }
    path = path_of(form, seed)
    path.parent.mkdir(exist_ok=True)
    sizes = {"n_train": len(split.train), "n_test": len(split.test)}
    model.save(path, data_set=DATASET, property=ENERGY, form=form, split_seed=seed, **sizes, **errors)
    return errors["mae"]


def split_of(molecules: Molecules, form: str, seed: int) -> Split:
    """Random four fifths to train on; for "small", all small molecules, tested on the larger ones."""
    if form == "small":
        is_small = molecules.n_heavy <= LARGEST_SMALL
        return Split(np.flatnonzero(is_small), np.flatnonzero(~is_small))
    return molecules.split_random(4 * len(molecules) // 5, seed=seed)


def path_of(form: str, seed: int) -> Path:
    """Where a network is, without the ending."""
    return data_folder() / "dtnn" / f"{form.replace(' ', '_')}-{seed}"


def check(form: str, seed: int) -> None:
    """Refuse a form or seed that there is not."""
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; allowed are {', '.join(FORMS)}")
    if not 0 <= seed < FORMS[form].n_seeds:
        raise ValueError(f"seed is {seed}; of {form!r} there are 0 to {FORMS[form].n_seeds - 1}")
