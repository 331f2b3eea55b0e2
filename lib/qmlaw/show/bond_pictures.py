"""Pictures of bonds that break and of a surface on which they do; for `qmlaw data picture` and notebooks."""

from typing import TYPE_CHECKING

import numpy as np

from qmlaw.datasets.bonds import Curve
from qmlaw.molecules import Molecules
from qmlaw.reference import h2_pd100
from qmlaw.show.figures import COLOURS
from qmlaw.units import convert

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STYLES = {
    "RHF": ("sky", "-"),
    "UHF": ("sky", "--"),
    "MP2": ("green", "-"),
    "UMP2": ("green", "--"),
    "CCSD(T)": ("vermilion", "-"),
    "UCCSD(T)": ("vermilion", "--"),
    "FCI": ("black", "-"),
}

#: Elbows of the picture: place, azimuth, title.
_ELBOWS = (
    ("bridge", 90, "bridge, atoms to hollows"),
    ("bridge", 0, "bridge, atoms to tops"),
    ("top", 0, "top"),
)


def bonds_figure(molecules: Molecules, names: tuple[str, ...] = (), columns: int = 4) -> "Figure":
    """Energy over length of every curve, in units of its depth and its equilibrium length.

    Parameters
    ----------
    molecules : Molecules
        The set `bonds`.
    names : tuple of str
        Curves to draw; empty for all.
    columns : int
        Panels in a row.

    Returns
    -------
    Figure
        One panel per curve; energies above the lowest of the best method (kcal/mol).
    """
    from matplotlib import pyplot

    of_point = molecules.value("curve").astype(str)
    names = names or tuple(dict.fromkeys(of_point))
    rows = -(-len(names) // columns)
    fig, axes = pyplot.subplots(rows, columns, figsize=(2.6 * columns, 2.3 * rows), squeeze=False)
    for ax in axes.flat[len(names) :]:
        ax.set_visible(False)
    for ax, name in zip(axes.flat, names, strict=False):
        draw_curve(ax, Curve(molecules[of_point == name]))
        ax.set_title(name, fontsize=9)
        ax.set_xlabel("length / Å", fontsize=8)
        ax.tick_params(labelsize=7)
    handles, labels = axes.flat[0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=len(labels), fontsize=8)
    fig.supylabel("energy / kcal/mol", fontsize=9)
    return fig


def draw_curve(ax: "Axes", curve: Curve) -> None:
    """Draw the methods of one curve, energies in kcal/mol above the minimum of the best of them."""
    best = next(method for method in ("FCI", "CCSD(T)", "UCCSD(T)", "UHF") if method in curve.methods)
    minimum = np.nanargmin(np.where(curve.length < 2.5, curve[best], np.nan))
    zero, near = curve[best][minimum], curve.length < 6 * curve.length[minimum]
    depth = 0.0
    for method, (colour, line) in _STYLES.items():
        if method not in curve.methods:
            continue
        known = near & np.isfinite(curve[method])
        energies = convert(curve[method][known] - zero, "hartree", "kcal/mol")
        few = method == "FCI" and known.sum() < near.sum() / 2
        ax.plot(
            curve.length[known],
            energies,
            "o" if few else line,
            ms=2.5,
            lw=1.2,
            color=COLOURS[colour],
            label=method,
        )
        if method == "UHF":
            depth = energies[-1]
    ax.set_ylim(-0.25 * depth - 20, 2.2 * depth + 40)


def elbows_figure(molecules: Molecules) -> "Figure":
    """Three elbows of the surface, and where its samples lie.

    Parameters
    ----------
    molecules : Molecules
        The set `h2_pd100`.

    Returns
    -------
    Figure
        Contours every 0.2 eV up to 2 eV over bond length and height; in the last panel energies of the
        samples over the bond length.
    """
    from matplotlib import pyplot

    fig, axes = pyplot.subplots(1, len(_ELBOWS) + 1, figsize=(11, 3.1))
    for ax, (site, phi, title) in zip(axes, _ELBOWS, strict=False):
        height, elbow = h2_pd100.barrier(*h2_pd100.SITES[site], phi=phi)
        energies = convert(elbow, "hartree", "eV")
        levels = np.arange(-1.2, 2.01, 0.2)
        ax.contour(h2_pd100.ELBOW_LENGTHS, h2_pd100.ELBOW_HEIGHTS, energies, levels, linewidths=0.7)
        ax.set_title(f"{title}\nbarrier {convert(height, 'hartree', 'eV'):.2f} eV", fontsize=9)
        ax.set(xlabel="r / Å", ylabel="Z / Å", xlim=(0.5, 2.2), ylim=(0.4, 3.5))
    part = molecules.value("part").astype(str)
    for name, colour in (("test", "sky"), ("high symmetry", "black"), ("low symmetry", "vermilion")):
        which = part == name
        axes[-1].plot(
            molecules.value("r")[which],
            molecules.value("energy", "eV")[which],
            ".",
            ms=1.5 if name == "test" else 3,
            color=COLOURS[colour],
            label=name,
        )
    axes[-1].set(xlabel="r / Å", ylabel="energy / eV", title="samples")
    axes[-1].legend(fontsize=7, markerscale=2)
    return fig
