"""A tiny recipe of points: water and hydrogen cyanide at levels that take no time."""

from pathlib import Path

import numpy as np
from ase.build import molecule

from qmlaw.molecules import Molecules

RECIPE = """
kind = "points"
geometries = "geometries.h5"
points_per_task = 3
elements = ["H", "C", "N", "O"]
levels = ["GFN2-xTB", "HF/STO-3G"]
forces = ["HF/STO-3G"]
stability = ["HF/STO-3G"]
accuracy = "production"

[[sampling]]
method = "normal modes"
molecules = "minima.h5"
identifiers = ["water", "hcn"]
points = 4
temperature = 500
seed = 1

[[sampling]]
method = "stretch"
molecules = "minima.h5"
bonds = [["water", 0, 1]]
ratios = [0.9, 2.5]
unstable_from = 1.3

[[sampling]]
method = "torsion"
molecules = "minima.h5"
bonds = [["water", 0, 2]]
angles = [90]
"""


def write_minima(folder: Path) -> None:
    """Water, hydrogen cyanide and cyclopropane with identifiers, as another set would have them."""
    atoms = [molecule("H2O"), molecule("HCN"), molecule("C3H6_D3h")]
    Molecules(
        [a.numbers for a in atoms],
        [np.round(a.positions, 4) for a in atoms],
        properties={"identifier": (["water", "hcn", "ring"], "1")},
        names=["O", "C#N", "C1CC1"],
    ).to_hdf5(folder / "minima.h5")
