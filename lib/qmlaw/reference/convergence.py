"""How far the grid of k points and the cut-off of a set of cells are converged: its ``convergence.csv``.

The table ``[convergence]`` of the recipe says what is compared::

    [convergence]
    cutoffs = [16, 20, 24, 28, 36]       # Ry, the last one is the reference
    cutoffs_of = ["diamond-011"]         # cells, all with the grid
    cutoffs_grid = [2, 2, 2]
    grids_cutoff = 12                    # Ry, for all grids

    [convergence.grids]                  # n x n x n, shifted as in the set; the last is the reference
    "diamond-011" = [2, 3, 4, 6, 8]

The grids are compared at a low cut-off because errors of the two hardly mix and a low one is cheap. Run
``python -m qmlaw.reference.convergence data/silicon`` to make the file again.
"""

import csv
import dataclasses
import logging
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from ase import Atoms

from qmlaw import units
from qmlaw.molecules import Molecules
from qmlaw.reference.plane_waves import PlaneWaves, plane_wave_energy

logger = logging.getLogger(__name__)

COLUMNS = (
    "cell",
    "cutoff_Ry",
    "grid",
    "k_points",
    "energy_meV_per_atom",
    "largest_force_error_eV_per_A",
    "largest_stress_error_GPa",
    "cpu_seconds",
)

_EV_PER_CUBIC_ANGSTROM_IN_GPA = 160.21766


def convergence_rows(folder: Path) -> Iterator[list]:
    """Calculate what the table ``[convergence]`` of a recipe asks for.

    Parameters
    ----------
    folder : Path
        Folder of a set of cells.

    Yields
    ------
    list
        Values of `COLUMNS`. Energies are relative to the reference, the last of its series.
    """
    entries = tomllib.loads((folder / "recipe.toml").read_text(encoding="utf-8"))
    settings, wanted = PlaneWaves(**entries["plane_waves"]), entries["convergence"]
    cells = Molecules.from_hdf5(folder / entries["geometries"])
    for name, sizes in wanted["grids"].items():
        series = [(wanted["grids_cutoff"], [size] * 3) for size in sizes]
        yield from _series(cells, name, series, settings)
    for name in wanted["cutoffs_of"]:
        series = [(cutoff, wanted["cutoffs_grid"]) for cutoff in wanted["cutoffs"]]
        yield from _series(cells, name, series, settings)


def _series(
    cells: Molecules, name: str, series: list[tuple[float, list[int]]], settings: PlaneWaves
) -> Iterator[list]:
    i = cells.names.index(name)
    atoms = Atoms(cells[i].atomic_numbers, cells[i].positions, cell=cells[i].cell, pbc=True)
    offset = cells.value("offset")[i].tolist()
    results = []
    for cutoff, grid in series:
        chosen = dataclasses.replace(settings, cutoff=cutoff)
        results.append(plane_wave_energy(atoms, chosen, tuple(grid), tuple(offset)))
        logger.info("%s %s Ry %s: %s", name, cutoff, grid, results[-1]["energy"])
    reference = results[-1]
    for (cutoff, grid), result in zip(series, results, strict=True):
        force, stress = (
            np.abs(np.subtract(result[key], reference[key])).max() * units.HARTREE_TO_EV
            for key in ("forces", "stress")
        )
        energy = (result["energy"] - reference["energy"]) / len(atoms) * units.HARTREE_TO_EV * 1000
        yield [
            name,
            cutoff,
            "x".join(map(str, grid)),
            result["k_points"],
            round(energy, 2),
            round(force, 4),
            round(stress * _EV_PER_CUBIC_ANGSTROM_IN_GPA, 3),
            result["cpu_seconds"],
        ]


def write_convergence(folder: str | Path) -> Path:
    """Write ``convergence.csv`` of a set of cells.

    Parameters
    ----------
    folder : str or Path
        Folder of the set.

    Returns
    -------
    Path
        The file.
    """
    path = Path(folder) / "convergence.csv"
    rows = list(convergence_rows(Path(folder)))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    write_convergence(sys.argv[1])
