"""Energies of one molecule, and of many, in the real world and in false ones, ready to be learned.

>>> from qmlaw.datasets.worlds import load_worlds
>>> worlds = load_worlds()
>>> worlds.same.energies["weak"]  # kcal/mol above the lowest, at worlds.same.molecules
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qmlaw.datasets.local import checked_path
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.units import HARTREE_TO_KCAL_MOL

#: Sets: geometries in common, and geometries of each false world's own.
COMMON, OWN = "false_worlds", "false_worlds_own"

#: What was checked of each Hartree-Fock solution.
CHECKS = ("stable", "followed", "several")


class Labelled(NamedTuple):
    """Molecules with energies in worlds.

    Attributes
    ----------
    molecules : Molecules
        N geometries or molecules.
    energies : dict of str to ndarray (N,)
        Hartree-Fock energies by world, kcal/mol: above the lowest where all are geometries of one molecule,
        total energies where molecules differ (a shift would spoil what adds up from atoms).
    mp2 : dict of str to ndarray (N,)
        The same with second-order correlation.
    checks : dict of str to dict of str to ndarray (N,)
        By world and check (`CHECKS`): stable against open shells, followed down from a saddle, several
        solutions found.
    """

    molecules: Molecules
    energies: dict[str, NDArray[np.float64]]
    mp2: dict[str, NDArray[np.float64]]
    checks: dict[str, dict[str, NDArray[np.bool_]]]


class FalseWorlds(NamedTuple):
    """All that `load_worlds` gives.

    Attributes
    ----------
    same : Labelled
        Formaldehyde at geometries around its real minimum, in all worlds.
    own : dict of str to Labelled
        Formaldehyde around its own minimum, by world, in that world. The real one is that of `same`.
    sizes : Labelled
        Molecules of one to five heavy atoms at real minima, in all worlds.
    minima : dict of str to Molecules
        The minimum of formaldehyde in each world.
    """

    same: Labelled
    own: dict[str, Labelled]
    sizes: Labelled
    minima: dict[str, Molecules]


def load_worlds() -> FalseWorlds:
    """Read both sets.

    Raises
    ------
    FileNotFoundError
        If a set is not there.
    ValueError
        If a file is not the one in its list of checksums.
    """
    common, own = (_read(name) for name in (COMMON, OWN))
    worlds = [name.removeprefix("hf/") for name in common.properties if name.startswith("hf/")]
    of_molecule = common.value("molecule")
    shaken = np.char.find(of_molecule, "-in-") >= 0
    same = _labelled(common[np.flatnonzero(shaken)], worlds)
    sizes = _labelled(common[np.flatnonzero(~shaken)], worlds, above_lowest=False)
    place = np.array([str(name).rpartition("-in-")[2] for name in own.value("molecule")])
    by_world = {"real": Labelled(same.molecules, *({"real": part["real"]} for part in same[1:]))}
    for world in dict.fromkeys(place.tolist()):
        found = _labelled(own[np.flatnonzero(place == world)], ["own"])
        by_world[world] = Labelled(found.molecules, *({world: part["own"]} for part in found[1:]))
    minima = {}
    for world, labelled in by_world.items():
        minima[world] = labelled.molecules[np.flatnonzero(labelled.molecules.value("origin") == "minimum")]
    return FalseWorlds(same, by_world, sizes, minima)


def _read(name: str) -> Molecules:
    path = data_folder() / name / f"{name}.h5"
    if not path.is_file():
        raise FileNotFoundError(f"no file {path}. Make it: `qmlaw reference run data/{name}`, then merge")
    return Molecules.from_hdf5(checked_path(name, path))


def _labelled(molecules: Molecules, worlds: list[str], above_lowest: bool = True) -> Labelled:
    def energies(what: str, world: str) -> NDArray[np.float64]:
        found = molecules.value(f"{what}/{world}", "hartree") * HARTREE_TO_KCAL_MOL
        return found - found.min() if above_lowest else found

    return Labelled(
        molecules,
        {world: energies("hf", world) for world in worlds},
        {world: energies("mp2", world) for world in worlds},
        {w: {check: molecules.value(f"{check}/{w}") > 0.5 for check in CHECKS} for w in worlds},
    )
