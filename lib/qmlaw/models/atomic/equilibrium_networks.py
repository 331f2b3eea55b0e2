"""Trained atomic networks that come with this project: `data/atomic`, small and checked by hash.

They learned the atomization energies of `equilibrium` on the splits of the shipped DTNNs, so that models of
both kinds stand beside each other on the same held-out molecules. On one split, networks of one form differ
in their start values and in nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from qmlaw import datasets
from qmlaw.models.atomic.regressor import AtomicNetworkRegressor
from qmlaw.models.composition import CompositionModel
from qmlaw.models.device import one_thread
from qmlaw.models.dtnn.shipped import DATASET, ENERGY, Trained
from qmlaw.models.dtnn.shipped import split_of as split_of_dtnn
from qmlaw.molecules import Split
from qmlaw.paths import data_folder

SPLITS = range(3)
"""Seeds of the splits; the same numbers mean the same splits as those of the DTNNs."""

#: Settings of all; chosen on another split, which no network here was trained or tested on.
SETTINGS: dict[str, Any] = {"n_epochs": 150, "batch_size": 16, "validation_fraction": 0.0}


class Form(NamedTuple):
    """Parameters beside `SETTINGS`, and how many starts there are on each split."""

    parameters: dict[str, Any]
    n_starts: int


#: "mean per atom" differs from "per element" in what an atom starts from, "small" in its size: four hidden
#: units for each element.
FORMS = {
    "per element": Form({"hidden": (32, 16), "convention": "per element"}, 2),
    "mean per atom": Form({"hidden": (32, 16), "convention": "mean per atom"}, 1),
    "small": Form({"hidden": (4,), "convention": "per element"}, 2),
}


def shipped(form: str, split: int, start: int = 0) -> Trained:
    """Read one of the networks.

    Parameters
    ----------
    form : str
        Key of `FORMS`.
    split, start : int
        From 0.

    Returns
    -------
    Trained
        The network, and its molecules as indices into `equilibrium`.

    Raises
    ------
    ValueError
        For an unknown form, split or start, or a damaged file.
    FileNotFoundError
        If the networks have not been trained.
    """
    check(form, split, start)
    model = AtomicNetworkRegressor.load(path_of(form, split, start))
    return Trained(model, *split_of(split))


def train(form: str, split: int, start: int) -> Trained:
    """Train one network; any start may be asked for.

    Parameters
    ----------
    form : str
        Key of `FORMS`.
    split : int
        Seed of the split.
    start : int
        Seed of start values and batches.
    """
    check(form, split)
    if start < 0:
        raise ValueError(f"start is {start}; allowed is 0 or more")
    molecules = datasets.load(DATASET)
    energies = molecules.value(ENERGY, "kcal/mol")
    parts = split_of(split)
    model = AtomicNetworkRegressor(**SETTINGS, **FORMS[form].parameters, seed=start)
    with one_thread():
        model.fit(molecules[parts.train], energies[parts.train])
    return Trained(model, *parts)


def ship(form: str, split: int, start: int) -> float:
    """Train one network and write it, with its card, to `data/atomic`.

    Returns
    -------
    float
        Mean absolute error on its test molecules, kcal/mol.
    """
    check(form, split, start)
    molecules = datasets.load(DATASET)
    energies = molecules.value(ENERGY, "kcal/mol")
    model, seen, test = train(form, split, start)
    counting = CompositionModel().fit(molecules[seen], energies[seen])
    errors = {
        name: float(np.abs(who.predict(molecules[test]) - energies[test]).mean())
        for name, who in (("mae", model), ("mae_counting_atoms", counting))
    }
    path = path_of(form, split, start)
    path.parent.mkdir(exist_ok=True)
    sizes = {"n_train": len(seen), "n_test": len(test)}
    model.save(path, data_set=DATASET, property=ENERGY, form=form, split_seed=split, **sizes, **errors)
    return errors["mae"]


def all_shipped() -> list[tuple[str, int, int]]:
    """Form, split and start of every network in `data/atomic`."""
    return [
        (name, split, start)
        for name, form in FORMS.items()
        for split in SPLITS
        for start in range(form.n_starts)
    ]


def split_of(split: int) -> Split:
    """Random four fifths to train on, as the DTNNs have them."""
    return split_of_dtnn(datasets.load(DATASET), "per element", split)


def path_of(form: str, split: int, start: int) -> Path:
    """Where a network is, without the ending."""
    return data_folder() / "atomic" / f"{form.replace(' ', '_')}-{split}-{start}"


def check(form: str, split: int, start: int = 0) -> None:
    """Refuse a form, split or start that there is not."""
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; allowed are {', '.join(FORMS)}")
    if split not in SPLITS:
        raise ValueError(f"split is {split}; allowed are 0 to {SPLITS[-1]}")
    if not 0 <= start < FORMS[form].n_starts:
        raise ValueError(f"start is {start}; of {form!r} there are 0 to {FORMS[form].n_starts - 1}")
