"""Public sets of crystals: silicon of the mlearn benchmark."""

from pathlib import Path

import numpy as np

from qmlaw.datasets.npz import load_npz
from qmlaw.molecules import Molecules

SILICON = 14


def read_si_mlearn(path: Path) -> Molecules:
    """Read the compact copy of mlearn's silicon (si_mlearn.npz).

    Parameters
    ----------
    path
        An npz file with the arrays n, R (Å), cell (N, 3, 3) in Å with lattice vectors as rows, E (eV),
        F (eV/Å), group and is_test.

    Returns
    -------
    Molecules
        Cells of silicon with the properties energy (eV), forces (eV/Å, per atom), group, and test, which is 1
        for the published test cells. Names are the group and a number.

    Raises
    ------
    ValueError
        If the file is cut off, lacks an array, or lengths disagree.
    """
    arrays = load_npz(path, ("n", "R", "cell", "E", "F", "group", "is_test"))
    n_atoms = arrays["n"].astype(int)
    if not len(arrays["R"]) == len(arrays["F"]) == n_atoms.sum():
        raise ValueError(
            f"{path}: n adds up to {n_atoms.sum()} atoms, "
            f"but R has {len(arrays['R'])} and F {len(arrays['F'])}"
        )
    positions = np.split(arrays["R"].astype(float), np.cumsum(n_atoms)[:-1])
    try:
        cells = Molecules(
            [[SILICON] * n for n in n_atoms],
            positions,
            cells=arrays["cell"],
            properties={
                "energy": (arrays["E"], "eV"),
                "group": (arrays["group"], "1"),
                "test": (arrays["is_test"].astype(int), "1"),
            },
            names=[f"{group} {k}" for k, group in enumerate(arrays["group"])],
        )
        forces = arrays["F"].astype(float)
        return cells.with_property("forces", forces, unit="eV/angstrom", per="atom")
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
