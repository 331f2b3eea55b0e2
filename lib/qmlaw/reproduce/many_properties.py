"""Rows of the table `networks`: one network for all properties against one for each, on `equilibrium`.

The weight decay of every network, the shared one and the single ones alike, is chosen on a fifth of its
training molecules. Architecture and number of epochs are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from qmlaw.models.composition import CompositionModel
from qmlaw.models.multitask import MultiTaskNetwork
from qmlaw.molecules import Molecules, Split
from qmlaw.representations import CoulombMatrix
from qmlaw.reproduce.small_networks import Measured

LEVEL = "B3LYP/6-31G(2df,p)"
PROPERTIES = {
    f"{LEVEL}/atomization_energy": ("energy", "kcal/mol"),
    f"{LEVEL}/homo": ("HOMO", "eV"),
    f"{LEVEL}/lumo": ("LUMO", "eV"),
    f"{LEVEL}/dipole": ("dipole", "debye"),
    f"{LEVEL}/polarizability": ("polarizability", "bohr^3"),
}
"""Property to its short name and unit."""

OTHER_LEVELS = ("GFN2-xTB", "HF/STO-3G", "HF/6-31G*", "PBE/6-31G*")
SIZES = (100, 400)
EPOCHS = 100
WEIGHT_DECAYS = (1.0, 3.0, 10.0)
RIDGES = tuple(10.0**k for k in range(-3, 6))


def property_rows(
    molecules: Molecules, seed: int, report: Callable[[str], None] = lambda line: None
) -> Iterator[tuple[Measured, dict[str, Any]]]:
    """Mean absolute errors at equal numbers of training molecules, with the weight decays chosen.

    Yields
    ------
    tuple of Measured and dict
        By property: mean, counting atoms, a line through the sorted Coulomb matrix, one network for this
        property, one for all, and the errors of the two networks divided. Then the energy at `LEVEL` from a
        network that learns the energies at four other levels beside it.
    """
    values = np.column_stack([molecules.value(name, unit) for name, (_, unit) in PROPERTIES.items()])
    energies = [molecules.value(f"{level}/atomization_energy", "kcal/mol") for level in OTHER_LEVELS]
    order = np.random.default_rng(seed).permutation(len(molecules))
    test = order[max(SIZES) :]
    for size in SIZES:
        split = Split(order[:size], test)
        together, chosen = network_errors(molecules, values, split, seed)
        report(f"seed {seed}: {size} molecules, all properties at once: {np.round(together, 3).tolist()}")
        for k, (name, unit) in enumerate(PROPERTIES.values()):
            where = f"{name}, N = {size}"
            alone, chosen_alone = network_errors(molecules, values[:, [k]], split, seed)
            for model, error in baseline_errors(molecules, values[:, k], split).items():
                yield Measured(f"{where}: {model}", error, unit), {}
            yield Measured(f"{where}: network of its own", float(alone[0]), unit), chosen_alone
            yield Measured(f"{where}: network for all", float(together[k]), unit), chosen
            yield Measured(f"{where}: all over own", float(together[k] / alone[0]), "1"), {}
            if k == 0:
                levels, chosen_levels = network_errors(
                    molecules, np.column_stack([values[:, 0], *energies]), split, seed
                )
                yield (
                    Measured(f"{where}: network for five levels", float(levels[0]), unit),
                    chosen_levels,
                )
                ratio = float(levels[0] / alone[0])
                yield Measured(f"{where}: five levels over own", ratio, "1"), {}


def network_errors(
    molecules: Molecules, values: NDArray[np.float64], split: Split, seed: int
) -> tuple[NDArray[np.float64], dict[str, Any]]:
    """Mean absolute errors (T,) of one network on the test part, in the units of `values`, and its decay."""
    train, test = split
    fit, validate = np.split(train, [round(0.8 * len(train))])
    spread = values[fit].std(axis=0)

    def errors(decay: float, part: NDArray[np.int64], judged: NDArray[np.int64]) -> NDArray[np.float64]:
        network = MultiTaskNetwork(
            epochs=EPOCHS, weight_decay=decay, max_atoms=int(molecules.n_atoms.max()), seed=seed
        )
        predicted = network.fit(molecules[part], values[part]).predict(molecules[judged])
        return np.abs(predicted - values[judged]).mean(axis=0)

    validated = [float(np.mean(errors(decay, fit, validate) / spread)) for decay in WEIGHT_DECAYS]
    decay = WEIGHT_DECAYS[int(np.argmin(validated))]
    return errors(decay, train, test), {"weight_decay": decay}


def baseline_errors(molecules: Molecules, values: NDArray[np.float64], split: Split) -> dict[str, float]:
    """Mean absolute errors on the test part of models that are no networks."""
    train, test = split
    matrix = CoulombMatrix("sorted").fit(molecules)
    line = make_pipeline(matrix, StandardScaler(), RidgeCV(RIDGES))
    predicted = {
        "mean": np.full(len(test), values[train].mean()),
        "composition only": CompositionModel().fit(molecules[train], values[train]).predict(molecules[test]),
        "line through the sorted matrix": line.fit(molecules[train], values[train]).predict(molecules[test]),
    }
    return {name: float(np.abs(found - values[test]).mean()) for name, found in predicted.items()}
