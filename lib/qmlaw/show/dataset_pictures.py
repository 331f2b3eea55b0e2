"""One picture for every data set in which the eye finds what does not belong: ``qmlaw data picture NAME``.

A set that needs a drawing of its own adds a function to `PICTURES`; it takes the set and returns a figure.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qmlaw import datasets
from qmlaw.datasets.checks import findings
from qmlaw.datasets.points import by_molecule, distortions, levels_of
from qmlaw.models.composition import CompositionModel
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference.levels import LEVELS
from qmlaw.show.bond_pictures import bonds_figure, elbows_figure
from qmlaw.show.cell_pictures import by_volume
from qmlaw.show.composite_pictures import deviations_figure
from qmlaw.show.dimer_pictures import by_distance
from qmlaw.show.figures import COLOURS, png, use_house_style
from qmlaw.show.world_pictures import by_world

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

#: The level of theory that the others are held against in the right panel of `by_composition`.
REFERENCE = "B3LYP/6-31G(2df,p)"

#: Labels at each end of each row.
_LABELLED = 2

_SMALL = 6

#: Enough for eight colours and their soft edges; it keeps a crowded picture below 100 kB.
_FEW_COLOURS = 64

#: Findings that get a name in each panel.
_FINDINGS_NAMED = 6


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
    picture = png(PICTURES[name](datasets.load(name)), _FEW_COLOURS)
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
    fig, (left, right) = pyplot.subplots(1, 2, figsize=(9, 1.2 + 0.33 * len(levels)), sharey=True)
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
        axes.margins(x=0.6)
    return fig


def _rung(level: str) -> int:
    """Place of a level on the ladder; derived ones, which the table of levels does not have, come last."""
    return list(LEVELS).index(level) if level in LEVELS else len(LEVELS)


def _residual_row(axes: "Axes", row: int, molecules: Molecules, energies: "NDArray[np.float64]") -> None:
    model = CompositionModel().fit(molecules, energies)
    residuals = energies - model.predict(molecules)
    heights = row + np.random.default_rng(0).uniform(-0.2, 0.2, len(residuals))
    axes.plot(residuals, heights, ".", color=COLOURS["blue"], markersize=2)
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


def by_distortion(molecules: Molecules) -> "Figure":
    """Energies of a set of points over how far each geometry is from its minimum; findings are named.

    Parameters
    ----------
    molecules : Molecules
        A set of points, see `qmlaw.datasets.points`.

    Returns
    -------
    Figure
        Left the energy above the minimum at the highest level of theory, shaken geometries coloured by the
        number of heavy atoms; right the largest force over that energy or, in a set without forces, the
        differences of the other levels' energies to it.
    """
    from matplotlib import pyplot
    from matplotlib.ticker import NullFormatter

    levels = sorted(levels_of(molecules), key=_rung)
    distortion = np.full(len(molecules), np.nan)
    above = {level: np.full(len(molecules), np.nan) for level in levels}
    for points in by_molecule(molecules):
        if points.minimum is None:
            continue
        distortion[points.indices] = distortions(points)
        for level, values in above.items():
            energies = molecules.value(f"{level}/energy", "kcal/mol")[points.indices]
            values[points.indices] = energies - energies[points.minimum]
    energy = above[levels[-1]]
    fig, (left, right) = pyplot.subplots(1, 2, figsize=(9.5, 4.4))
    for name, which, style in _kinds_of_points(molecules):
        left.plot(distortion[which], energy[which], label=name, **style)
    left.set(xlabel="mean change of distances / Å", title=levels[-1], xscale="log", yscale="log")
    left.set_ylabel("energy above the minimum / kcal/mol")
    if f"{levels[-1]}/forces" in molecules.properties:
        other = _largest_forces(molecules, levels[-1])
        for _, which, style in _kinds_of_points(molecules):
            right.plot(energy[which], other[which], **style)
        right.set(ylabel="largest force / kcal/mol/Å", title="forces", xscale="log", yscale="log")
    else:
        other = above[levels[-2]] - energy
        for level, colour in zip(levels[-2::-1], COLOURS.values(), strict=False):
            right.plot(energy, above[level] - energy, ".", color=colour, markersize=2, label=level)
        right.set(ylabel="difference / kcal/mol", title=f"other levels minus {levels[-1]}", xscale="log")
        right.legend(fontsize=8, markerscale=4)
    right.set_xlabel("energy above the minimum / kcal/mol")
    left.legend(fontsize=8, markerscale=2)
    for axis in (left.xaxis, left.yaxis, right.xaxis, right.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_formatter("{x:g}")
            axis.set_minor_formatter(NullFormatter())
    _name_findings(left, molecules, distortion, energy)
    _name_findings(right, molecules, energy, other)
    return fig


def _kinds_of_points(molecules: Molecules) -> Iterator[tuple[str, "NDArray[np.bool_]", dict]]:
    """Name, which points, and how they are drawn."""
    origins = molecules.value("origin")
    sizes = list(np.unique(molecules.n_heavy))
    for size, colour in zip(sizes, ("sky", "blue", "green", "purple", "orange"), strict=False):
        which = (origins == "normal modes") & (molecules.n_heavy == size)
        yield f"{size} heavy", which, {"marker": ".", "ls": "", "ms": 1.6, "color": COLOURS[colour]}
    for origin, marker in (("stretch", "x"), ("torsion", "+")):
        if (which := origins == origin).any():
            style = {"marker": marker, "ls": "", "ms": 3, "mew": 0.7, "color": COLOURS["black"]}
            yield origin, which, style


def _largest_forces(molecules: Molecules, level: str) -> "NDArray[np.float64]":
    """Largest force on an atom of each geometry, kcal/mol/Å."""
    forces = np.linalg.norm(molecules.value(f"{level}/forces", "kcal/mol/angstrom"), axis=1)
    return np.maximum.reduceat(forces, molecules.offsets[:-1])


def _name_findings(
    axes: "Axes", molecules: Molecules, x: "NDArray[np.float64]", y: "NDArray[np.float64]"
) -> None:
    """Rings around what stands out, the highest of them with names; duplicates stand out nowhere."""
    odd = {finding.name for finding in findings(molecules) if finding.kind != "duplicate"}
    places = [k for k, name in enumerate(molecules.names) if name in odd and x[k] > 0 and np.isfinite(y[k])]
    axes.plot(x[places], y[places], "o", mfc="none", mec=COLOURS["vermilion"], ms=5, mew=0.8)
    labelled: dict[str, int] = {}  # one of each scan or molecule
    for k in sorted(places, key=lambda k: -y[k]):
        labelled.setdefault(molecules.names[k].rpartition("-")[0], k)
    for k in list(labelled.values())[:_FINDINGS_NAMED]:
        axes.annotate(
            molecules.names[k],
            (x[k], y[k]),
            (-5, 0),
            textcoords="offset points",
            fontsize=_SMALL,
            ha="right",
            va="center",
        )


#: Drawings by name of the set.
PICTURES: dict[str, Callable[[Molecules], "Figure"]] = {
    "equilibrium": by_composition,
    "equilibrium_6": by_composition,
    "g2_97": by_composition,
    "ladder": by_composition,
    "conformers": by_distortion,
    "ladder_conformers": by_distortion,
    "silicon": by_volume,
    "water_dimer": by_distance,
    "bonds": bonds_figure,
    "h2_pd100": elbows_figure,
    "thermochemistry": deviations_figure,
    "focal_point": deviations_figure,
    "false_worlds": by_world,
    "false_worlds_own": by_world,
}
