"""A made-up set of points without a fault: hydrogen peroxide with springs between all atoms."""

import numpy as np
from numpy.typing import NDArray

from qmlaw.molecules import Molecules
from qmlaw.units import HARTREE_TO_KCAL_MOL

NUMBERS = np.array([8, 8, 1, 1])
MINIMUM = np.array([[0.0, 0.0, 0.0], [1.45, 0.0, 0.0], [-0.2, 0.94, 0.0], [1.65, -0.4, 0.85]])
PAIRS = np.triu_indices(4, k=1)
LENGTHS = np.linalg.norm(MINIMUM[PAIRS[0]] - MINIMUM[PAIRS[1]], axis=1)
STIFFNESS = np.array([1.5, 2.0, 0.3, 0.3, 2.0, 0.05])  # hartree/Å^2, in the order of PAIRS
RATIOS = [0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 1.7]
ANGLES = [15, 30, 45, 60, 75, 90, 105, 120]


def springs(positions: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Energy (hartree) and forces (hartree/Å)."""
    arms = positions[PAIRS[0]] - positions[PAIRS[1]]
    lengths = np.linalg.norm(arms, axis=1)
    pulls = (STIFFNESS * (lengths - LENGTHS) / lengths)[:, None] * arms
    forces = np.zeros_like(positions)
    np.add.at(forces, PAIRS[0], -pulls)
    np.add.at(forces, PAIRS[1], pulls)
    return float(0.5 * np.sum(STIFFNESS * (lengths - LENGTHS) ** 2)), forces


def turned(angle: float) -> NDArray[np.float64]:
    """The hydrogen atom 3 turned about the bond between the oxygen atoms, which is the x axis; degrees."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    positions = MINIMUM.copy()
    positions[3, 1:] = np.array([[c, -s], [s, c]]) @ positions[3, 1:]
    return positions


def points_set() -> Molecules:
    """A minimum, 40 shaken geometries, a stretch of O-O and a torsion; levels A (with forces), B and C."""
    random = np.random.default_rng(3)
    moves = random.normal(scale=0.045, size=(40, 4, 3))
    stretched = [
        MINIMUM + (ratio - 1) * 1.45 * np.array([[0, 0, 0], [1, 0, 0], [0, 0, 0], [1, 0, 0]])
        for ratio in RATIOS
    ]
    positions = [MINIMUM, *(MINIMUM + moves), *stretched, *(turned(angle) for angle in ANGLES)]
    origins = ["minimum"] + ["normal modes"] * 40 + ["stretch"] * len(RATIOS) + ["torsion"] * len(ANGLES)
    names = ["x/minimum", *(f"x/modes-{k:03d}" for k in range(40))]
    names += [f"x/stretch-0-1-{ratio:.3f}" for ratio in RATIOS] + [
        f"x/torsion-0-1-{angle:03d}" for angle in ANGLES
    ]
    results = [springs(p) for p in positions]
    energies = np.array([energy for energy, _ in results])
    noise = random.normal(scale=2e-4, size=(2, len(energies)))
    return Molecules(
        [NUMBERS] * len(names),
        positions,
        properties={
            "molecule": (["x"] * len(names), "1"),
            "origin": (origins, "1"),
            "stretch": ([1.0] * 41 + RATIOS + [1.0] * len(ANGLES), "1"),
            "torsion": ([0.0] * (41 + len(RATIOS)) + [float(a) for a in ANGLES], "degree"),
            "A/energy": (energies - 150, "hartree"),
            "A/forces": (np.concatenate([forces for _, forces in results]), "hartree/angstrom", "atom"),
            "B/energy": (1.1 * energies + noise[0] - 151, "hartree"),
            "C/energy": (0.95 * energies + noise[1] - 152, "hartree"),
        },
        names=names,
    )


def with_energy(molecules: Molecules, level: str, name: str, change: float) -> Molecules:
    """One energy changed by so many kcal/mol."""
    energies = molecules.value(f"{level}/energy", "hartree").copy()
    energies[molecules.names.index(name)] += change / HARTREE_TO_KCAL_MOL
    return molecules.with_property(f"{level}/energy", energies, "hartree")


def with_positions(molecules: Molecules, name: str, positions: NDArray[np.float64]) -> Molecules:
    """One geometry replaced, numbers left as they are."""
    replaced = [p.positions for p in molecules]
    replaced[molecules.names.index(name)] = positions
    numbers = [p.atomic_numbers for p in molecules]
    return Molecules(numbers, replaced, properties=molecules.properties, names=molecules.names)
