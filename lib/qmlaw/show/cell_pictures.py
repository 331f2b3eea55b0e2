"""The picture of a set of periodic cells: energy and pressure of every cell over its volume."""

from typing import TYPE_CHECKING

import numpy as np

from qmlaw.datasets.points import levels_of
from qmlaw.molecules import Molecules
from qmlaw.show.figures import COLOURS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: 1 eV/Å^3 in GPa (CODATA 2018).
_GPA = 160.2176634

#: Colours of the phases; those that are left share the last.
_PHASES = {
    "diamond": "blue",
    "lonsdaleite": "sky",
    "bc8": "purple",
    "beta-tin": "vermilion",
    "simple hexagonal": "orange",
    "simple cubic": "green",
    "bcc": "black",
    "fcc": "black",
    "hcp": "black",
}


def by_volume(cells: Molecules) -> "Figure":
    """Energy per atom and pressure of cells over the volume of an atom; what is wrong lies off the curves.

    Parameters
    ----------
    cells : Molecules
        A set of cells: properties ``phase``, ``origin``, LEVEL/energy, LEVEL/stress.

    Returns
    -------
    Figure
        Left energies above the lowest one; ideal cells of a phase as circles, all others as dots. Right the
        pressure, minus a third of the trace of the stress.
    """
    from matplotlib import pyplot

    (level,) = levels_of(cells)
    volumes = np.abs(np.linalg.det(cells.cells)) / cells.n_atoms
    energies = cells.value(f"{level}/energy", "eV") / cells.n_atoms
    pressures = -np.trace(cells.value(f"{level}/stress", "eV/angstrom^3"), axis1=1, axis2=2) / 3 * _GPA
    ideal = cells.value("origin") == "scan"
    fig, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4.2))
    for phase, colour in _PHASES.items():
        of_phase = cells.value("phase") == phase
        for chosen, marker, size in ((of_phase & ~ideal, ".", 2.5), (of_phase & ideal, "o", 3.5)):
            if chosen.any():
                style = {"color": COLOURS[colour], "marker": marker, "ms": size, "ls": "", "mew": 0.7}
                style |= {"mfc": "none", "label": _label(phase)} if marker == "o" else {}
                left.plot(volumes[chosen], energies[chosen] - energies.min(), **style)
                right.plot(volumes[chosen], pressures[chosen], **style)
    left.set(
        xlabel="volume of an atom / Å$^3$", ylabel="energy of an atom above the lowest / eV", title=level
    )
    right.set(xlabel="volume of an atom / Å$^3$", ylabel="pressure / GPa")
    left.legend(fontsize=8)
    return fig


def _label(phase: str) -> str:
    """The three metals with one colour share an entry of the legend."""
    return {"bcc": "bcc, fcc, hcp", "fcc": "_", "hcp": "_"}.get(phase, phase)
