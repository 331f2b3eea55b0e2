"""The network of Behler and Parrinello for silicon: symmetry functions, settings, and trained networks.

Three networks come with this project, in `data/silicon_network`. They learned energies, forces and stress of
`data/silicon`. As in 2007 the functions reach 6 Å and two hidden layers are hyperbolic tangents. The
parameters of the 48 functions of the paper are in a supplement that we do not have; these 29 are our own.

References
----------
J. Behler, M. Parrinello, Phys. Rev. Lett. 98, 146401 (2007), doi:10.1103/PhysRevLett.98.146401.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qmlaw import datasets
from qmlaw.models.atomic.committee import Committee
from qmlaw.models.atomic.regressor import AtomicNetworkRegressor
from qmlaw.models.device import one_thread
from qmlaw.models.trainer import Progress
from qmlaw.molecules import Molecules, Split
from qmlaw.paths import data_folder
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions

DATASET = "silicon"
ENERGY, FORCES, STRESS = "LDA/energy", "LDA/forces", "LDA/stress"
N_SHIPPED = 3
TEST_PART = 0.1

FUNCTIONS = FastSymmetryFunctions.all_of(
    (14,), 6.0, radial_etas=(0.01, 0.05, 0.15, 0.35, 0.8), angular_etas=(0.004, 0.05, 0.12),
    zetas=(1.0, 2.0, 4.0, 16.0),
)  # fmt: skip

#: Functions and layers were chosen on 66 random cells, a tenth of which is in any test part; epochs and
#: weight of the forces on 63 cells that seeds 0 to 2 do not test on. Root mean square errors there, one start
#: each:
#:
#:     epochs  weight  meV/atom  eV/Å
#:     250     1       17.0      0.185
#:     1000    1       13.5      0.181
#:     1000    5       11.4      0.127
#:     1500    10       9.8      0.125
SETTINGS: dict[str, Any] = {
    "hidden": (30, 30), "activation": "tanh", "smallest_width": 0.0, "learning_rate": 1e-2,
    "n_epochs": 1500, "batch_size": 8, "unit": "eV", "forces": FORCES, "force_weight": 10.0,
    "stress": STRESS, "stress_weight": 0.5, "validation_fraction": 0.0,
}  # fmt: skip


def shipped() -> Committee:
    """The three trained networks: energies in eV (those of `data/silicon`), forces and stress.

    Data, split and errors are in the cards: ``committee.models_[0].card_``.

    Raises
    ------
    FileNotFoundError, ValueError
        If a file is missing or damaged.
    """
    return Committee.load(path_of_shipped())


def path_of_shipped() -> Path:
    """Where they are, without number and ending."""
    return data_folder() / "silicon_network" / "silicon"


def split_of(cells: Molecules, seed: int) -> Split:
    """Nine tenths to train on; pairs of cells that hardly differ are all among them."""
    is_pair = cells.value("origin") == "pair"
    free = np.random.default_rng(seed).permutation(np.flatnonzero(~is_pair))
    test = np.sort(free[: round(TEST_PART * len(cells))])
    return Split(np.setdiff1d(np.arange(len(cells)), test), test)


def train(
    seed: int, cells: Molecules | None = None, report: Callable[[Progress], None] | None = None,
    checkpoint: Path | None = None, **changes: Any,
) -> AtomicNetworkRegressor:  # fmt: skip
    """Train one network on the training part of the split of this seed.

    Parameters
    ----------
    seed : int
        Of the split, the start and the batches.
    cells : Molecules, optional
        The set, if it is loaded already.
    report, checkpoint
        See `AtomicNetworkRegressor`.
    **changes
        Other `SETTINGS`.
    """
    cells = datasets.load(DATASET) if cells is None else cells
    learned = cells[split_of(cells, seed).train]
    settings = {"representation": FUNCTIONS} | SETTINGS | changes
    model = AtomicNetworkRegressor(**settings, seed=seed, report=report, checkpoint=checkpoint)
    with one_thread():
        return model.fit(learned, learned.value(ENERGY, "eV"))


def ship(models: list[AtomicNetworkRegressor], errors: list[dict[str, float]]) -> None:
    """Write networks, one for each seed from 0, and their test errors to `data/silicon_network`."""
    committee = Committee(models[0], n_models=len(models))
    committee.models_ = models
    path = path_of_shipped()
    path.parent.mkdir(exist_ok=True)
    for k, (model, error) in enumerate(zip(models, errors, strict=True)):
        model.save(
            f"{path}-{k}", n_members=len(models), data_set=DATASET, property=ENERGY, split_seed=k,
            split="random tenth of the cells to test on, pairs not among them", errors=error,
        )  # fmt: skip


def errors_of(
    found_energies: NDArray[np.float64], found_forces: NDArray[np.float64], cells: Molecules,
    energy: str = ENERGY, forces: str = FORCES,
) -> dict[str, float]:  # fmt: skip
    """Errors of energies in meV per atom, and of the components of forces in eV/Å."""
    wrong = 1000 * (found_energies - cells.value(energy, "eV")) / cells.n_atoms
    along = found_forces - cells.value(forces, "eV/angstrom")
    return {
        "energy, root mean square": float(np.sqrt((wrong**2).mean())),
        "energy, mean absolute": float(np.abs(wrong).mean()),
        "forces, root mean square": float(np.sqrt((along**2).mean())),
        "forces, mean absolute": float(np.abs(along).mean()),
    }
