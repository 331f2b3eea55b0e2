"""Bonds, bond orders and lone pairs as a chemist counts them: from distances and the number of electrons.

Sigma bonds are pairs of atoms closer than 1.3 times the sum of their covalent radii. The electron pairs that
are then left over, beyond the lone pairs of atoms with their normal valence (N one, O two, …), are pi bonds.
They go where valences are free, to the shorter bonds first; an atom takes one bond more than its normal
valence (as in CO or CH3NO2) only where a pair would find no place otherwise. Without such atoms this is a
matching of free valences (networkx), with them a small integer program (SciPy, thirty times slower); both
are solved exactly. The result is one Lewis structure; of several (benzene) one, not their mean.
"""

from __future__ import annotations

from typing import NamedTuple

import networkx
import numpy as np
from ase.data import chemical_symbols, covalent_radii
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from qmlaw.molecules import Molecule

BOND_FACTOR = 1.3
"""Atoms closer than this times the sum of their covalent radii (B. Cordero et al., Dalton Trans. 2832 (2008),
doi:10.1039/b801115j, as in ASE) count as bonded."""

VALENCE_ELECTRONS = {
    **{1: 1, 2: 2},
    **{z: z - 2 for z in range(3, 11)},
    **{z: z - 10 for z in range(11, 19)},
    **{35: 7, 53: 7},
}
PI_GAIN, BREAK_LOSS = 10.0, 3.0
"""What a pi bond gains, less its length (about 1), and what one bond too many at an atom loses."""


class Lewis(NamedTuple):
    """One Lewis structure.

    bonds (B, 2): atoms i < j. orders (B,): 1, 2 or 3. lone_pairs, rings: numbers. electron_pairs: all pairs,
    those of the cores included; valence_pairs: without them.
    """

    bonds: NDArray[np.int64]
    orders: NDArray[np.int64]
    lone_pairs: int
    rings: int
    electron_pairs: int
    valence_pairs: int


def lewis_structure(molecule: Molecule) -> Lewis:
    """Bonds, orders, lone pairs and rings of a neutral closed-shell molecule.

    Parameters
    ----------
    molecule : Molecule
        Positions in Å.

    Raises
    ------
    ValueError
        Naming the molecule: an odd number of electrons, more bonds than pairs of valence electrons, or an
        element whose valence is not tabulated here (H to Ar, Br, I are).
    """
    numbers = molecule.atomic_numbers
    valence = _valence_electrons(molecule)
    if valence.sum() % 2:
        raise ValueError(f"{molecule.name!r} has {numbers.sum()} electrons; allowed is an even number")
    bonds, lengths = sigma_bonds(molecule)
    valence_pairs = int(valence.sum()) // 2
    if len(bonds) > valence_pairs:
        raise ValueError(
            f"{molecule.name!r} has {len(bonds)} pairs of atoms at bonding distance, but only "
            f"{valence_pairs} pairs of valence electrons: no Lewis structure"
        )
    normal = np.minimum(valence, 8 - valence)
    normal[numbers <= 2] = 2 - numbers[numbers <= 2]
    left_over = valence_pairs - len(bonds) - int(((valence - normal) // 2).sum())
    orders = 1 + _pi_bonds(bonds, lengths, normal, max(left_over, 0))
    return Lewis(
        bonds,
        orders,
        lone_pairs=valence_pairs - int(orders.sum()),
        rings=independent_rings(bonds, len(numbers)),
        electron_pairs=int(numbers.sum()) // 2,
        valence_pairs=valence_pairs,
    )


def sigma_bonds(molecule: Molecule) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Bonded pairs (B, 2) with i < j, and their lengths in units of the sum of the covalent radii, (B,)."""
    i, j = np.triu_indices(len(molecule.atomic_numbers), 1)
    radii = covalent_radii[molecule.atomic_numbers]
    lengths = np.linalg.norm(molecule.positions[i] - molecule.positions[j], axis=1) / (radii[i] + radii[j])
    close = lengths < BOND_FACTOR
    return np.column_stack([i, j])[close], lengths[close]


def _valence_electrons(molecule: Molecule) -> NDArray[np.int64]:
    unknown = [z for z in np.unique(molecule.atomic_numbers) if z not in VALENCE_ELECTRONS]
    if unknown:
        symbols = ", ".join(chemical_symbols[z] for z in unknown)
        raise ValueError(f"{molecule.name!r} contains {symbols}; allowed are H to Ar, Br and I")
    return np.array([VALENCE_ELECTRONS[z] for z in molecule.atomic_numbers])


def _pi_bonds(
    bonds: NDArray[np.int64], lengths: NDArray[np.float64], normal: NDArray[np.int64], n_pairs: int
) -> NDArray[np.int64]:
    """How many of the pairs left over go to each bond, (B,)."""
    if not len(bonds) or not n_pairs:
        return np.zeros(len(bonds), dtype=np.int64)
    neighbours = np.bincount(bonds.ravel(), minlength=len(normal))
    free = np.maximum(normal - neighbours, 0)
    matched = _matching(bonds, lengths, free)
    if matched.sum() == n_pairs:
        return matched
    return _integer_program(bonds, lengths, free, normal > 1, n_pairs)


def _matching(
    bonds: NDArray[np.int64], lengths: NDArray[np.float64], free: NDArray[np.int64]
) -> NDArray[np.int64]:
    """As many pi bonds as free valences allow (two at most of one atom), the shorter bonds first, (B,)."""
    graph = networkx.Graph()
    for bond, ((i, j), length) in enumerate(zip(bonds.tolist(), lengths.tolist(), strict=True)):
        for a in range(min(free[i], 2)):
            for b in range(min(free[j], 2)):
                graph.add_edge((i, a), (j, b), weight=PI_GAIN - length, bond=bond)
    pairs = networkx.max_weight_matching(graph, maxcardinality=True)
    return np.bincount([graph.edges[pair]["bond"] for pair in pairs], minlength=len(bonds))


def _integer_program(
    bonds: NDArray[np.int64], lengths: NDArray[np.float64], free: NDArray[np.int64],
    may_break: NDArray[np.bool_], n_pairs: int,
) -> NDArray[np.int64]:  # fmt: skip
    """The same for a given number of pairs, with one bond too many where an atom may break its valence."""
    n_bonds, n_atoms = len(bonds), len(free)
    incidence = np.zeros((n_atoms, n_bonds))
    incidence[bonds.T, np.arange(n_bonds)] = 1
    loss = np.concatenate([lengths - PI_GAIN, np.full(n_atoms, BREAK_LOSS)])
    within_valence = LinearConstraint(np.hstack([incidence, -np.eye(n_atoms)]), -np.inf, free)
    not_more = LinearConstraint(np.concatenate([np.ones(n_bonds), np.zeros(n_atoms)])[None], 0, n_pairs)
    bounds = Bounds(0, np.concatenate([np.full(n_bonds, 2.0), may_break.astype(float)]))
    whole = np.ones(n_bonds + n_atoms)
    found = milp(loss, constraints=[within_valence, not_more], bounds=bounds, integrality=whole)
    return np.rint(found.x[:n_bonds]).astype(np.int64)


def independent_rings(bonds: NDArray[np.int64], n_atoms: int) -> int:
    """Independent rings: bonds beyond those that hold the atoms together."""
    graph = csr_array((np.ones(len(bonds)), (bonds[:, 0], bonds[:, 1])), shape=(n_atoms, n_atoms))
    parts = connected_components(graph, directed=False, return_labels=False)
    return len(bonds) - n_atoms + int(parts)
