"""A network for two rigid water molecules, in the manner of No et al. 1997.

What they learned: MP2/6-31G** interaction energies of rigid pairs. Their placements, network and errors were
not found out; here are 4,000 pairs of our own (`data/water_dimer`). The network sees the nine distances
between the atoms and is the mean over the eight ways to name them.

References
----------
K. No, B. H. Chang, S. Y. Kim, M. S. Jhon, H. A. Scheraga, Chem. Phys. Lett. 271, 152 (1997).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression

from qmlaw import datasets
from qmlaw.models.device import one_thread
from qmlaw.models.feed_forward import FeedForwardRegressor
from qmlaw.molecules import Molecules, Split
from qmlaw.representations.dimer_distances import EXCHANGES, water_pair_distances
from qmlaw.reproduce.table import Row, Table

ENERGIES = {
    "with counterpoise": "MP2/6-31G**/interaction_energy_cp",
    "without counterpoise": "MP2/6-31G**/interaction_energy",
}
XTB = "GFN2-xTB/interaction_energy"
N_TRAIN = 3600
GOAL = 0.1
"""kcal/mol."""

#: Sizes and inputs were chosen on 400 of the pairs that seed 0 trains on; a tenth of them is in the test part
#: of any other seed. Epochs and rate later, on 400 pairs that seeds 0 to 2 do not test on: the root mean
#: square error there, without counterpoise, is 0.078 kcal/mol; with 150 epochs and a rate of 5e-3, 0.109.
SETTINGS: dict[str, Any] = {"hidden": (64, 64), "n_epochs": 400, "batch_size": 32, "learning_rate": 2e-3}


NOTES = (
    f"Errors in kcal/mol on pairs not trained on: {N_TRAIN:,} of 4,000 drawn pairs to train on. Each seed is "
    "another split and another start. A tenth of the training pairs only chooses the best epoch.",
    "Goal: 0.1 kcal/mol. The mean absolute error and the root mean square are judged each; the latter is "
    "made by few pairs on the steep wall.",
    "Charges alone: the best straight line in sums of 1/R over OO, OH and HH. GFN2-xTB: its own interaction "
    "energy, not trained on anything here.",
    "Sizes and inputs were chosen on 400 pairs that seed 0 trains on; other seeds test on some. Epochs and "
    "rate were chosen on 400 pairs that seeds 0 to 2 do not test on. A first run, with 150 epochs, had 0.107 "
    "kcal/mol without counterpoise; one with 400 and a rate of 5e-3 had 0.12, one seed of it 0.15.",
    "Errors of No et al. were not found, so nothing stands under published.",
)


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Train and test on both energies.

    Parameters
    ----------
    seeds : sequence of int
        One split and one network each.
    report : callable, optional
        Called with a line of text now and then.
    """
    start, rows, details = time.perf_counter(), [], {}
    pairs = drawn_pairs()
    for name, energy in ENERGIES.items():
        found = [measure(pairs, energy, seed) for seed in seeds]
        beside = {
            key: float(np.mean([one["mean absolute error"][key] for one in found]))
            for key in found[0]["mean absolute error"]
        }
        squares = {key: float(np.mean([one["root mean square"][key] for one in found])) for key in beside}
        for kind, others in (("mean absolute error", beside), ("root mean square", squares)):
            values = [one[kind]["network"] for one in found]
            others = {key: value for key, value in others.items() if key != "network"}
            rows.append(Row.from_seeds(f"{name}: {kind}", values, "kcal/mol", None, GOAL, beside=others))
        minutes = [one["minutes"] for one in found]
        rows.append(Row.from_seeds(f"{name}: time", minutes, "min", None))
        details[name] = found
        report(f"{name}: {rows[-3].here:.3f} kcal/mol")
    seconds = time.perf_counter() - start
    title = "Two rigid water molecules: a network of distances"
    return Table("water-dimer", title, tuple(rows), NOTES, tuple(seeds), seconds, details)


def drawn_pairs() -> Molecules:
    """The pairs of the set that were drawn at random; cuts are for plots."""
    pairs = datasets.load("water_dimer")
    return pairs[np.flatnonzero(pairs.value("origin") == "rigid dimers")]


def inputs(pairs: Molecules) -> NDArray[np.float64]:
    """1/R and exp(-R/Å) of the nine distances, (N, 18): one falls as charges do, one as clouds overlap."""
    distances = water_pair_distances(pairs)
    return np.concatenate([1 / distances, np.exp(-distances)], axis=1)


def new_network(seed: int, **changes: Any) -> FeedForwardRegressor:
    """An untrained network for `inputs`."""
    exchanges = np.concatenate([EXCHANGES, EXCHANGES + 9], axis=1)
    return FeedForwardRegressor(exchanges=exchanges, seed=seed, **(SETTINGS | changes))


def measure(pairs: Molecules, energy: str, seed: int) -> dict[str, Any]:
    """Errors of one network and of the baselines on the test part, by kind and name."""
    X, y = inputs(pairs), pairs.value(energy, "kcal/mol")
    split = pairs.split_random(N_TRAIN, seed)
    before = time.process_time()
    with one_thread():
        network = new_network(seed).fit(X[split.train], y[split.train])
    minutes = (time.process_time() - before) / 60
    predicted = {"network": network.predict(X[split.test]), **baselines(pairs, y, split)}
    wrong = {name: values - y[split.test] for name, values in predicted.items()}
    return {
        "seed": seed, "minutes": round(minutes, 2),
        "mean absolute error": {name: float(np.abs(one).mean()) for name, one in wrong.items()},
        "root mean square": {name: float(np.sqrt((one**2).mean())) for name, one in wrong.items()},
        "largest error": float(np.abs(wrong["network"]).max()),
    }  # fmt: skip


def baselines(pairs: Molecules, y: NDArray[np.float64], split: Split) -> dict[str, NDArray[np.float64]]:
    """Predictions on the test part: mean, charges alone, a semi-empirical method."""
    inverse = 1 / water_pair_distances(pairs)
    kinds = np.column_stack(
        [inverse[:, 0], inverse[:, [1, 2, 3, 6]].sum(axis=1), inverse[:, [4, 5, 7, 8]].sum(axis=1)]
    )
    line = LinearRegression().fit(kinds[split.train], y[split.train])
    return {
        "mean": np.full(len(split.test), y[split.train].mean()),
        "charges alone": line.predict(kinds[split.test]),
        "GFN2-xTB": pairs[split.test].value(XTB, "kcal/mol"),
    }
