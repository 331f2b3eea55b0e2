"""The picture of a set of molecular pairs: interaction energies over distance, and what counterpoise does."""

from typing import TYPE_CHECKING

import numpy as np

from qmlaw.molecules import Molecules
from qmlaw.show.figures import COLOURS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Energies shown, kcal/mol; the axis is linear in the well and logarithmic above 10.
_LOWEST, _LINEAR = -8, 10

#: Colours of what was drawn at each temperature, and colour and width of each cut.
_CLOUDS = ("grey", "sky", "blue")
_CUTS = (("vermilion", 1), ("orange", 1), ("green", 1), ("purple", 1), ("black", 1), ("black", 2))


def by_distance(pairs: Molecules) -> "Figure":
    """Interaction energies of pairs over the distance of their oxygens; what is wrong lies off the cloud.

    Parameters
    ----------
    pairs : Molecules
        A set of pairs: properties ``origin``, ``oxygen_distance`` and LEVEL/interaction_energy, also
        LEVEL/interaction_energy_cp.

    Returns
    -------
    Figure
        Left all pairs that were drawn, at the first level with counterpoise correction, and the cuts as
        lines with it and dashed without it. Right what the correction takes away.
    """
    from matplotlib import pyplot

    level = next(
        name.removesuffix("/interaction_energy_cp")
        for name in pairs.properties
        if name.endswith("/interaction_energy_cp") and not name.endswith("/hf_interaction_energy_cp")
    )
    distance = pairs.value("oxygen_distance", "angstrom")
    plain = pairs.value(f"{level}/interaction_energy", "kcal/mol")
    corrected = pairs.value(f"{level}/interaction_energy_cp", "kcal/mol")
    cuts = pairs.value("origin") == "dimer scan"
    fig, (left, right) = pyplot.subplots(1, 2, figsize=(9.5, 4.4))
    for temperature, colour in zip(np.unique(pairs.value("temperature", "K")), _CLOUDS, strict=False):
        which = ~cuts & (pairs.value("temperature", "K") == temperature)
        style = {"marker": ".", "ls": "", "ms": 1.6, "color": COLOURS[colour]}
        label = f"{temperature:g} K" if temperature else "random"
        left.plot(distance[which], corrected[which], label=label, **style)
        right.plot(distance[which], (corrected - plain)[which], **style)
    names = np.array([name.partition("/")[2].rpartition("-")[0] for name in pairs.names])
    for cut, (colour, width) in zip(dict.fromkeys(names[cuts]), _CUTS, strict=False):
        which = np.flatnonzero(names == cut)
        which = which[np.argsort(distance[which])]
        style = {"color": COLOURS[colour], "lw": width}
        left.plot(distance[which], corrected[which], label=cut, **style)
        left.plot(distance[which], plain[which], ls="--", **style)
        right.plot(distance[which], (corrected - plain)[which], **style)
    left.set_yscale("symlog", linthresh=_LINEAR)
    left.set(xlim=(2.3, 8.1), ylim=(_LOWEST, None), title=f"{level}, with counterpoise (dashed: without)")
    left.set(xlabel="distance of the oxygens / Å", ylabel="interaction energy / kcal/mol")
    left.set_yticks([-8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 20, 40])
    left.yaxis.set_major_formatter("{x:g}")
    left.legend(fontsize=8, markerscale=5)
    right.set(xlim=(2.3, 8.1), title="what the correction takes away")
    right.set(xlabel="distance of the oxygens / Å", ylabel="with minus without / kcal/mol")
    return fig
