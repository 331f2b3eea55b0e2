"""Which geometries a set of points consists of: the tables ``[[sampling]]`` of a recipe.

Every table names a ``method`` and what it needs::

    [[sampling]]
    method = "normal modes"              # one minimum first, then sampled geometries
    molecules = "../equilibrium/equilibrium.h5"
    heavy_atoms = 3                      # molecules of this size; or: identifiers = ["3-0001", ...]
    points = 300
    temperature = 1000                   # K
    seed = 1

    [[sampling]]
    method = "stretch"                   # rigid, one bond
    molecules = "../equilibrium/equilibrium.h5"
    bonds = [["2-0005", 0, 1]]           # identifier and two atoms
    ratios = [0.8, 1.0, 1.2]             # length over the length at the minimum
    unstable_from = 1.3                  # from this ratio on, solutions are tested for stability

    [[sampling]]
    method = "torsion"                   # rigid, about one bond
    molecules = "../equilibrium/equilibrium.h5"
    bonds = [["2-0005", 0, 1]]
    angles = [0, 15, 30]                 # degrees
    unstable = true                      # solutions are tested for stability

    [[sampling]]
    method = "rigid dimers"              # two water molecules; see `qmlaw.reference.dimers`
    points = 1000
    distances = [2.4, 8.0]               # shortest and longest between the oxygens, Å
    temperature = 300                    # K, by TIP4P energies; leave out for all energies alike
    seed = 1

    [[sampling]]
    method = "dimer scan"
    pairs = [["hydrogen-bond", [55, 0], [90, 105, 0]]]   # name, direction, orientation
    distances = [2.8, 3.0, 3.2]

    [[sampling]]
    method = "minima"                    # the minima of another set as they are
    molecules = "../equilibrium/equilibrium.h5"
    heavy_atoms = 3                      # or identifiers

    [[sampling]]
    method = "modes in worlds"           # as "normal modes", at a minimum of a world; see `counterfactual`
    molecules = "../equilibrium/equilibrium.h5"
    identifiers = ["2-0004"]
    worlds = ["real", "weak"]
    basis = "STO-3G"
    points = 300
    temperature = 2000                   # K
    seed = 1
"""

import tomllib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ase import Atoms

from qmlaw.molecules import Molecules, Property
from qmlaw.reference import dimers
from qmlaw.reference.blas import fast_and_single_threaded
from qmlaw.reference.counterfactual import find_world
from qmlaw.reference.crystal_sampling import plan_cells
from qmlaw.reference.sampling import normal_modes, sample_normal_modes, stretch, turn
from qmlaw.reference.world_sampling import find_valley

#: Stored positions are rounded to 1e-6 Å: what is calculated is exactly what is stored.
_DECIMALS = 6


class Point(NamedTuple):
    """One geometry and where it comes from.

    Attributes
    ----------
    identifier, smiles : str
        Molecule.
    label : str
        What tells it apart from others of the molecule.
    atoms : ase.Atoms
        Positions in Å.
    origin : str
        ``"minimum"``, ``"normal modes"``, ``"stretch"``, ``"torsion"``, ``"rigid dimers"`` or
        ``"dimer scan"``.
    temperature : float
        K; 0 where there is none.
    stretch : float
        Length of the stretched bond over its length at the minimum; 1 where none is.
    torsion : float
        Degrees turned; 0 where nothing is.
    suspect : bool
        Whether a bond is broken so far that a closed-shell solution may be unstable and is tested.
    """

    identifier: str
    smiles: str
    label: str
    atoms: Atoms
    origin: str
    temperature: float = 0.0
    stretch: float = 1.0
    torsion: float = 0.0
    suspect: bool = False


def plan_geometries(recipe: str | Path) -> Molecules:
    """Make the geometries that a recipe's tables ``[[sampling]]`` ask for.

    Parameters
    ----------
    recipe : str or Path
        Folder with a ``recipe.toml``, or that file.

    Returns
    -------
    Molecules
        Names ``identifier/label``. Properties ``molecule`` (identifier), ``smiles``, ``origin``,
        ``temperature`` (K), ``stretch`` (1), ``torsion`` (degree) and ``suspect`` (1: tested for stability).
        For a recipe of cells see `qmlaw.reference.crystal_sampling.plan_cells`.

    Raises
    ------
    ValueError
        For an unknown method, a missing or unknown entry, a molecule or a bond that is not there, or a
        geometry that is asked for twice.
    """
    path = Path(recipe)
    path = path / "recipe.toml" if path.is_dir() else path
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = entries.get("sampling", [])
    if not tables:
        raise ValueError(f"{path} has no table [[sampling]]")
    if entries.get("kind") == "cells":
        return plan_cells(tables, str(path))
    points = []
    for number, table in enumerate(tables, start=1):
        where = f"{path}, sampling {number}"
        method = table.pop("method", None)
        if method not in _METHODS:
            raise ValueError(f"{where}: unknown method {method!r}; allowed are {', '.join(_METHODS)}")
        try:
            minima = _minima(path.parent / table.pop("molecules")) if method not in _WITHOUT_MINIMA else {}
            with fast_and_single_threaded():  # Numba leaves OpenMP, which GFN2-xTB shares, with all cores
                points += _METHODS[method](minima, table)
        except KeyError as error:
            raise ValueError(f"{where}: entry or molecule {error} is missing") from error
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        if table:
            raise ValueError(f"{where}: unknown entries {', '.join(table)}")
    return _as_molecules(points)


def _minima(path: Path) -> dict[str, tuple[str, Atoms]]:
    """SMILES and geometry by identifier."""
    molecules = Molecules.from_hdf5(path)
    return {
        str(identifier): (name, Atoms(molecule.atomic_numbers, molecule.positions))
        for identifier, name, molecule in zip(
            molecules.value("identifier"), molecules.names, molecules, strict=True
        )
    }


def _normal_modes(minima: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    identifiers = table.pop("identifiers", None) or _of_size(minima, table.pop("heavy_atoms"))
    n_points, temperature, seed = (table.pop(name) for name in ("points", "temperature", "seed"))
    for identifier in identifiers:
        smiles, atoms = minima[identifier]
        yield Point(identifier, smiles, "minimum", atoms, "minimum")
        random = np.random.default_rng([seed, zlib.crc32(identifier.encode())])  # its own stream each
        drawn = sample_normal_modes(atoms, normal_modes(atoms), temperature, n_points, random)
        for i, moved in enumerate(drawn):
            yield Point(identifier, smiles, f"modes-{i:03d}", moved, "normal modes", temperature=temperature)


def _minima_alone(minima: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    for identifier in table.pop("identifiers", None) or _of_size(minima, table.pop("heavy_atoms")):
        smiles, atoms = minima[identifier]
        yield Point(identifier, smiles, "minimum", atoms, "minimum")


def _modes_in_worlds(minima: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    basis, n_points, temperature, seed = (table.pop(n) for n in ("basis", "points", "temperature", "seed"))
    worlds = table.pop("worlds")
    for identifier in table.pop("identifiers"):
        smiles, atoms = minima[identifier]
        for world in worlds:
            valley = find_valley(atoms, find_world(world), basis)
            name = f"{identifier}-in-{world}"
            yield Point(name, smiles, "minimum", valley.atoms, "minimum")
            random = np.random.default_rng([seed, zlib.crc32(name.encode())])
            drawn = sample_normal_modes(*valley, temperature, n_points, random)
            for i, moved in enumerate(drawn):
                yield Point(name, smiles, f"modes-{i:03d}", moved, "normal modes", temperature=temperature)


def _of_size(minima: dict[str, tuple[str, Atoms]], heavy_atoms: int) -> list[str]:
    found = [identifier for identifier, (_, atoms) in minima.items() if sum(atoms.numbers > 1) == heavy_atoms]
    if not found:
        raise ValueError(f"no molecule of {heavy_atoms} heavy atoms")
    return found


def _stretches(minima: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    ratios, suspect_from = table.pop("ratios"), table.pop("unstable_from", np.inf)
    for identifier, first, second in table.pop("bonds"):
        smiles, atoms = minima[identifier]
        for ratio in ratios:
            label = f"stretch-{first}-{second}-{ratio:.3f}"
            moved = stretch(atoms, first, second, ratio)
            suspect = ratio >= suspect_from
            yield Point(identifier, smiles, label, moved, "stretch", stretch=ratio, suspect=suspect)


def _torsions(minima: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    angles, suspect = table.pop("angles"), table.pop("unstable", False)
    for identifier, first, second in table.pop("bonds"):
        smiles, atoms = minima[identifier]
        for angle in angles:
            label = f"torsion-{first}-{second}-{angle:03.0f}"
            moved = turn(atoms, first, second, angle)
            yield Point(identifier, smiles, label, moved, "torsion", torsion=angle, suspect=suspect)


def _rigid_dimers(_: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    n_pairs, distances, seed = (table.pop(name) for name in ("points", "distances", "seed"))
    temperature = table.pop("temperature", None)
    label = "random" if temperature is None else f"{temperature}K"
    drawn = dimers.draw_pairs(n_pairs, distances, seed, temperature)
    for i, atoms in enumerate(drawn):
        yield _dimer(f"{label}-{i:04d}", atoms, "rigid dimers", temperature or 0.0)


def _dimer_scan(_: dict[str, tuple[str, Atoms]], table: dict) -> Iterator[Point]:
    distances = table.pop("distances")
    for name, direction, orientation in table.pop("pairs"):
        for distance in distances:
            atoms = dimers.pair(distance, direction, orientation)
            yield _dimer(f"{name}-{distance:05.2f}", atoms, "dimer scan")


def _dimer(label: str, atoms: Atoms, origin: str, temperature: float = 0.0) -> Point:
    return Point("water-dimer", "O.O", label, atoms, origin, temperature)


_METHODS: dict[str, Callable[[dict[str, tuple[str, Atoms]], dict], Iterator[Point]]] = {
    "normal modes": _normal_modes,
    "stretch": _stretches,
    "torsion": _torsions,
    "rigid dimers": _rigid_dimers,
    "dimer scan": _dimer_scan,
    "minima": _minima_alone,
    "modes in worlds": _modes_in_worlds,
}

#: Methods that start from no known minimum.
_WITHOUT_MINIMA = ("rigid dimers", "dimer scan")


def _as_molecules(points: list[Point]) -> Molecules:
    columns = {
        "molecule": ("identifier", "1"),
        "smiles": ("smiles", "1"),
        "origin": ("origin", "1"),
        "temperature": ("temperature", "K"),
        "stretch": ("stretch", "1"),
        "torsion": ("torsion", "degree"),
        "suspect": ("suspect", "1"),
    }
    names = [f"{point.identifier}/{point.label}" for point in points]
    if len(set(names)) < len(names):
        (name, _), *_ = Counter(names).most_common(1)
        raise ValueError(f"{name} is asked for twice")
    return Molecules(
        [point.atoms.numbers for point in points],
        [np.round(point.atoms.positions, _DECIMALS) for point in points],
        properties={
            name: Property([getattr(point, field) for point in points], unit)
            for name, (field, unit) in columns.items()
        },
        names=names,
    )
