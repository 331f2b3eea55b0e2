"""One picture for every data set in which the eye finds what does not belong: ``qmlaw data picture NAME``.

A set that needs a drawing of its own adds a function to `PICTURES`; it takes the set and returns a figure.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qmlaw import datasets
from qmlaw.datasets.points import levels_of
from qmlaw.models.composition import CompositionModel
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference.levels import LEVELS
from qmlaw.show.figures import COLOURS, png, use_house_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

#: The level of theory that the others are held against in the right panel of `by_composition`.
REFERENCE = "B3LYP/6-31G(2df,p)"

#: Labels at each end of each row.
_LABELLED = 2

_SMALL = 6.5


def draw(name: str) -> Path:
    """Draw a set and write ``data/<name>/picture.png``.

    Parameters
    ----------
    name : str
        A set of this project that has a picture.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        If there is no drawing for the set, or the set is not there.
    """
    if name not in PICTURES:
        raise ValueError(f"no picture of {name!r}; there are pictures of {', '.join(PICTURES)}")
    use_house_style()
    picture = png(PICTURES[name](datasets.load(name)))
    path = data_folder() / name / "picture.png"
    path.write_bytes(picture)
    return path


def by_composition(molecules: Molecules) -> "Figure":
    """What counting atoms leaves over of atomization energies, per level of theory; extremes are named.

    Parameters
    ----------
    molecules : Molecules
        One geometry per molecule; properties LEVEL/atomization_energy.

    Returns
    -------
    Figure
        Left the residuals of each level, right those of its difference to `REFERENCE`, where a single bad
        calculation has nothing to hide behind.
    """
    from matplotlib import pyplot

    levels = sorted(levels_of(molecules), key=_rung)
    energies = {level: molecules.value(f"{level}/atomization_energy", "kcal/mol") for level in levels}
    fig, (left, right) = pyplot.subplots(1, 2, figsize=(9.5, 1.2 + 0.36 * len(levels)), sharey=True)
    for row, level in enumerate(levels):
        _residual_row(left, row, molecules, energies[level])
        if level != REFERENCE:
            _residual_row(right, row, molecules, energies[level] - energies[REFERENCE])
    left.set_yticks(range(len(levels)), levels)
    left.set_ylim(len(levels) - 0.4, -0.6)
    left.set_title("atomization energy")
    right.set_title(f"difference to {REFERENCE}")
    for axes in (left, right):
        axes.set_xlabel("residual of a fit by composition / kcal/mol")
        axes.margins(x=0.42)
    return fig


def _rung(level: str) -> int:
    """Place of a level on the ladder; derived ones, which the table of levels does not have, come last."""
    return list(LEVELS).index(level) if level in LEVELS else len(LEVELS)


def _residual_row(axes: "Axes", row: int, molecules: Molecules, energies: "NDArray[np.float64]") -> None:
    model = CompositionModel().fit(molecules, energies)
    residuals = energies - model.predict(molecules)
    heights = row + np.random.default_rng(0).uniform(-0.2, 0.2, len(residuals))
    axes.plot(residuals, heights, ".", color=COLOURS["blue"], markersize=2.5)
    order = np.argsort(residuals)
    lowest, highest = order[:_LABELLED], order[::-1][:_LABELLED]
    for extreme, outwards, words in ((lowest, "right", lowest), (highest, "left", highest[::-1])):
        axes.plot(residuals[extreme], heights[extreme], ".", color=COLOURS["vermilion"], markersize=4)
        axes.annotate(
            ", ".join(molecules.names[i] for i in words),
            (residuals[extreme[0]], row),
            (-4 if outwards == "right" else 4, 0),
            textcoords="offset points",
            fontsize=_SMALL,
            ha=outwards,
            va="center",
        )


#: Drawings by name of the set.
PICTURES: dict[str, Callable[[Molecules], "Figure"]] = {
    "equilibrium": by_composition,
    "equilibrium_6": by_composition,
    "ladder": by_composition,
}
