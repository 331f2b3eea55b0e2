"""Which cells a set of crystals consists of: the tables ``[[sampling]]`` of a recipe of cells.

Every table names a ``method``, what its cells are called (``label``), the ideal cell it starts from and the
grid of k points::

    [[sampling]]
    method = "scan"                      # ideal cells; every volume with every ratio
    label = "beta-tin"
    phase = "beta-tin"                   # see `qmlaw.reference.crystals`
    volumes = [13.0, 14.0, 15.0]         # Å^3 per site
    ratios = [0.5, 0.55, 0.6]            # c/a; leave out for the usual one
    supercell = [1, 1, 1]                # may be left out
    vacancies = 0                        # may be left out
    grid = [6, 6, 6]
    offset = [1, 1, 1]                   # 1: shifted by half a step

    [[sampling]]
    method = "strain"                    # ideal cells under one strain, for example along x
    strain = [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
    amounts = [-0.02, 0.0, 0.02]         # the strain tensor is `strain` times this

    [[sampling]]
    method = "rattle"                    # every atom displaced at random, as warm as `temperature`
    temperature = 600                    # K
    largest_strain = 0.03                # components of a random strain are drawn up to this; may be left out
    points = 20                          # volumes in turn
    seed = 1

    [[sampling]]
    method = "dynamics"                  # classical trajectory with Tersoff's potential
    temperature = 1000                   # entries as for "rattle", and:
    equilibration = 500                  # fs before the first cell
    interval = 200                       # fs between two cells

    [[sampling]]
    method = "pair"                      # as "rattle", but each twice: all atoms moved a step to either side
    step = 0.01                          # Å, length of the displacement of all atoms together

"scan" and "strain" keep the symmetry that there is. Tersoff's potential (Phys. Rev. B 38, 9902 (1988),
doi:10.1103/PhysRevB.38.9902) only decides *where* energies are calculated, never what they are.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from ase import Atoms, units
from ase.calculators.tersoff import Tersoff, TersoffParameters
from ase.constraints import FixCom
from ase.md.langevin import Langevin
from ase.md.velocitydistribution import thermalize_momenta

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.crystals import ideal_cell, strained

#: Debye temperature from the X-ray diffraction of silicon, K: B. W. Batterman, D. R. Chipman, Phys. Rev. 127,
#: 690 (1962), doi:10.1103/PhysRev.127.690. Used for all phases.
DEBYE_TEMPERATURE = 543.0

#: Tersoff 1988, Table I, "Si(C)": the parameters that also give good elastic constants.
_TERSOFF = TersoffParameters(
    m=3, gamma=1, lambda3=1.7322, c=1.0039e5, d=16.217, h=-0.59825, n=0.78734, beta=1.0999e-6,
    lambda2=1.7322, B=471.18, R=2.85, D=0.15, lambda1=2.4799, A=1830.8,
)  # fmt: skip
_STEP = 3.0  # fs
_FRICTION = 0.02  # 1/fs

#: Stored positions and cells are rounded to 1e-8 Å: what is calculated is exactly what is stored.
_DECIMALS = 8


class Cell(NamedTuple):
    """One cell, the part of its name after the label, and the temperature in K that it stands for."""

    suffix: str
    atoms: Atoms
    temperature: float = 0.0


def plan_cells(tables: list[dict], where: str) -> Molecules:
    """Make the cells that tables ``[[sampling]]`` ask for.

    Parameters
    ----------
    tables : list of dict
        The tables; see the module.
    where : str
        What errors call the recipe.

    Returns
    -------
    Molecules
        Names ``label-number``. Properties ``phase`` (what it was before atoms moved), ``origin`` (method),
        ``label``, ``temperature`` (K), ``grid`` and ``offset`` (N, 3).

    Raises
    ------
    ValueError
        For an unknown method, a missing or unknown entry, or a value that is not allowed.
    """
    found, columns = [], {name: [] for name in ("phase", "origin", "label", "temperature", "grid", "offset")}
    for number, given in enumerate(tables, start=1):
        table, here = dict(given), f"{where}, sampling {number}"
        try:
            method = table.pop("method")
            if method not in _METHODS:
                raise ValueError(f"unknown method {method!r}; allowed are {', '.join(_METHODS)}")
            same = {name: table.pop(name) for name in ("label", "grid", "offset")}
            same |= {"origin": method, "phase": table["phase"]}
            for cell in _METHODS[method](table):
                found.append(_rounded(cell.atoms, f"{same['label']}-{cell.suffix}"))
                for name, value in (same | {"temperature": cell.temperature}).items():
                    columns[name].append(value)
        except KeyError as error:
            raise ValueError(f"{here}: entry {error} is missing") from error
        except ValueError as error:
            raise ValueError(f"{here}: {error}") from error
        if table:
            raise ValueError(f"{here}: unknown entries {', '.join(table)}")
    properties = {name: (values, "K" if name == "temperature" else "1") for name, values in columns.items()}
    return Molecules.from_ase(found, {name: Property(*given) for name, given in properties.items()})


def _rounded(atoms: Atoms, name: str) -> Atoms:
    cell, positions = np.round(atoms.cell.array, _DECIMALS), np.round(atoms.positions, _DECIMALS)
    return Atoms(atoms.numbers, positions, cell=cell, pbc=True, info={"name": name})


def _ideal_cells(table: dict) -> list[Atoms]:
    """The cells that a table starts from: every volume with every ratio."""
    phase, volumes = table.pop("phase"), table.pop("volumes")
    ratios, supercell = table.pop("ratios", [None]), tuple(table.pop("supercell", (1, 1, 1)))
    vacancies = table.pop("vacancies", 0)
    return [ideal_cell(phase, volume, ratio, supercell, vacancies) for volume in volumes for ratio in ratios]


def _scan(table: dict) -> Iterator[Cell]:
    for i, atoms in enumerate(_ideal_cells(table)):
        yield Cell(f"{i:03d}", atoms)


def _strain(table: dict) -> Iterator[Cell]:
    strain, amounts = np.array(table.pop("strain"), dtype=float), table.pop("amounts")
    if strain.shape != (3, 3) or not np.array_equal(strain, strain.T):
        raise ValueError(f"strain must be a symmetric 3 x 3 tensor, not {strain.tolist()}")
    start = _ideal_cells(table)
    for i, (atoms, amount) in enumerate((atoms, amount) for atoms in start for amount in amounts):
        yield Cell(f"{i:03d}", strained(atoms, amount * strain))


def _starts(table: dict, random: np.random.Generator) -> Iterator[Atoms]:
    """Ideal cells in turn, each under its own random strain, without end."""
    largest, ideal = table.pop("largest_strain", 0.0), _ideal_cells(table)
    while True:
        for atoms in ideal:
            strain = random.uniform(-largest, largest, (3, 3))
            yield strained(atoms, np.triu(strain) + np.triu(strain, 1).T)


def _rattle(table: dict) -> Iterator[Cell]:
    points, temperature, random = _thermal(table)
    for i, atoms in enumerate(islice(_starts(table, random), points)):
        yield Cell(f"{i:03d}", _rattled(atoms, temperature, random), temperature)


def _pairs(table: dict) -> Iterator[Cell]:
    points, temperature, random = _thermal(table)
    step = table.pop("step")
    for i, start in enumerate(islice(_starts(table, random), points)):
        atoms = _rattled(start, temperature, random)
        direction = random.normal(size=atoms.positions.shape)
        direction *= step / np.linalg.norm(direction)
        for name, sign in (("minus", -1), ("plus", 1)):
            moved = atoms.copy()
            moved.positions += sign * direction
            yield Cell(f"{i:03d}-{name}", moved, temperature)


def _thermal(table: dict) -> tuple[int, float, np.random.Generator]:
    points, temperature = table.pop("points"), table.pop("temperature")
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0 K, not {temperature}")
    return points, temperature, np.random.default_rng(table.pop("seed"))


def displacement_amplitude(temperature: float) -> float:
    """Standard deviation of one coordinate of an atom of silicon, Å.

    Debye's model in the classical limit, ``<u^2> = 3 hbar^2 T / (m k theta^2)``: at 300 K 0.073 Å.

    Parameters
    ----------
    temperature : float
        K.
    """
    mass = Atoms("Si").get_masses()[0] * units._amu
    mean_square = 3 * units._hbar**2 * temperature / (mass * units._k * DEBYE_TEMPERATURE**2)
    return float(np.sqrt(mean_square) * 1e10)


def _rattled(atoms: Atoms, temperature: float, random: np.random.Generator) -> Atoms:
    moved = atoms.copy()
    moved.positions += random.normal(scale=displacement_amplitude(temperature), size=moved.positions.shape)
    return moved


def _dynamics(table: dict) -> Iterator[Cell]:
    points, temperature, random = _thermal(table)
    equilibration, interval = table.pop("equilibration"), table.pop("interval")
    ideal = len(table["volumes"]) * len(table.get("ratios", [None]))
    runs = min(points, ideal)
    number = 0
    for run, start in enumerate(islice(_starts(table, random), runs)):
        for atoms in _trajectory(start, temperature, equilibration, interval, random):
            yield Cell(f"{number:03d}", atoms, temperature)
            number += 1
            if number >= (run + 1) * points // runs:
                break


def _trajectory(
    start: Atoms, temperature: float, equilibration: float, interval: float, random: np.random.Generator
) -> Iterator[Atoms]:
    """Cells of a Langevin trajectory, `interval` fs apart, without end."""
    atoms = _rattled(start, temperature, random)
    atoms.calc = Tersoff({("Si", "Si", "Si"): _TERSOFF})
    atoms.set_constraint(FixCom())
    thermalize_momenta(atoms, temperature, rng=random)
    motion = Langevin(
        atoms,
        _STEP * units.fs,
        temperature_K=temperature,
        friction=_FRICTION / units.fs,
        rng=random,
        fixcm=False,
    )
    motion.run(round(equilibration / _STEP))
    while True:
        yield Atoms(atoms.numbers, atoms.positions, cell=atoms.cell, pbc=True)
        motion.run(round(interval / _STEP))


_METHODS: dict[str, Callable[[dict], Iterator[Cell]]] = {
    "scan": _scan,
    "strain": _strain,
    "rattle": _rattle,
    "dynamics": _dynamics,
    "pair": _pairs,
}
