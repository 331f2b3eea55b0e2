"""How far the grid of k points and the cut-off of a set of cells are converged: its ``convergence.csv``.

The table ``[convergence]`` of the recipe says what is compared::

    [convergence]
    cutoffs = [16, 20, 24, 28, 36]       # Ry, the last one is the reference
    cutoffs_of = ["diamond-011"]         # cells, all with the grid
    cutoffs_grid = [2, 2, 2]
    grids_cutoff = 12                    # Ry, for all grids

    [convergence.grids]                  # n x n x n, shifted as in the set; the last is the reference
    "diamond-011" = [2, 3, 4, 6, 8]

Cut-offs are compared with few k points and grids at a low cut-off: errors of the two hardly mix, and both are
cheap. ``python -m qmlaw.reference.convergence data/silicon`` makes what the file lacks.
"""

import csv
import dataclasses
import logging
import sys
import tomllib
from collections.abc import Iterable, Iterator
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


def planned_series(entries: dict) -> list[tuple[str, list[tuple[float, str]]]]:
    """Which calculations the table ``[convergence]`` of a recipe asks for.

    Parameters
    ----------
    entries : dict
        The recipe.

    Returns
    -------
    list of tuple
        Name of a cell, and cut-offs (Ry) with grids (``"4x4x4"``); the last is the reference of the others.
    """
    wanted = entries["convergence"]
    grid = "x".join(map(str, wanted["cutoffs_grid"]))
    series = [(name, [(cutoff, grid) for cutoff in wanted["cutoffs"]]) for name in wanted["cutoffs_of"]]
    for name, sizes in wanted["grids"].items():
        series.append((name, [(wanted["grids_cutoff"], f"{size}x{size}x{size}") for size in sizes]))
    return series


def _rows(
    cells: Molecules, name: str, series: list[tuple[float, str]], settings: PlaneWaves
) -> Iterator[list]:
    """Values of `COLUMNS`; energies, forces and stress against the last of the series."""
    i = cells.names.index(name)
    atoms = Atoms(cells[i].atomic_numbers, cells[i].positions, cell=cells[i].cell, pbc=True)
    offset = cells.value("offset")[i].tolist()
    results = []
    for cutoff, grid in series:
        chosen = dataclasses.replace(settings, cutoff=cutoff)
        size = tuple(int(number) for number in grid.split("x"))
        results.append(plane_wave_energy(atoms, chosen, size, tuple(offset)))
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
            grid,
            result["k_points"],
            round(energy, 2),
            round(force, 4),
            round(stress * _EV_PER_CUBIC_ANGSTROM_IN_GPA, 3),
            result["cpu_seconds"],
        ]


def write_convergence(folder: str | Path) -> Path:
    """Write ``convergence.csv`` of a set of cells; series that are in the file already are kept.

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
    entries = tomllib.loads((Path(folder) / "recipe.toml").read_text(encoding="utf-8"))
    settings = PlaneWaves(**entries["plane_waves"])
    cells = Molecules.from_hdf5(Path(folder) / entries["geometries"])
    if not path.exists():
        _append(path, [COLUMNS])
    known = {(row["cell"], float(row["cutoff_Ry"]), row["grid"]) for row in read_convergence(path)}
    for name, series in planned_series(entries):
        if not {(name, float(cutoff), grid) for cutoff, grid in series} <= known:
            _append(path, list(_rows(cells, name, series, settings)))
    return path


def read_convergence(path: str | Path) -> list[dict[str, str]]:
    """Rows of a ``convergence.csv``.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    list of dict
        Values of `COLUMNS` as text.
    """
    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _append(path: Path, rows: Iterable[Iterable]) -> None:
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    write_convergence(sys.argv[1])
