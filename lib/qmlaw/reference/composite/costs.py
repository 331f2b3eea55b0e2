"""What the steps of a composite method will cost, roughly: enough for a bar of progress.

Processor seconds of one core, by powers of the number N of basis functions, o of correlated pairs and v of
empty orbitals. The factors are those of ethanol on one machine (see `benchmarks`); elsewhere only ratios
count, because whoever shows the time left scales them by what has finished.

=====================================  ==========================
Hartree-Fock                           1.2e-6 N^3
MP2                                    2.6e-10 o N^4
MP4, CCSD(T), QCISD(T)                 1e-10 o^3 v^4
geometry (five gradients)              7e-5 N^3
second derivatives, n atoms            2e-5 n N^3
=====================================  ==========================
"""

from __future__ import annotations

import numpy as np
from ase import Atoms

from qmlaw.reference.ab_initio import core_orbitals
from qmlaw.reference.basis import shells
from qmlaw.reference.composite.energies import Batch, batches
from qmlaw.reference.composite.methods import find_composite
from qmlaw.reference.composite.terms import Composite
from qmlaw.reference.levels import find_level

#: Names of the two steps that are no energies.
GEOMETRY, VIBRATIONS = "geometry", "vibrations"


def step_of(species: str, basis: str) -> str:
    """Name of the step that calculates all energies of a species with one basis."""
    return f"{species}: {basis}"


def estimated_costs(atoms: Atoms, method: str | Composite, charge: int = 0) -> dict[str, float]:
    """Steps of `composite_thermochemistry` in their order, and what each costs.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule.
    method : str or Composite
        Composite method.
    charge : int
        Elementary charges; of an ion no separate atoms are calculated.

    Returns
    -------
    dict of str to float
        Processor seconds by step: ``"geometry"``, ``"vibrations"``, ``"molecule: BASIS"``,
        ``"atom SYMBOL: BASIS"``.
    """
    method = find_composite(method)
    costs = {}
    if len(atoms) > 1:
        n_geometry, n_vibrations = (
            _n_functions(atoms, find_level(name).basis) for name in (method.geometry, method.vibrations)
        )
        costs[GEOMETRY] = 7e-5 * n_geometry**3
        costs[VIBRATIONS] = 2e-5 * len(atoms) * n_vibrations**3
    species = {"molecule": atoms}
    if charge == 0:
        species |= {f"atom {symbol}": Atoms(symbol) for symbol in sorted(set(atoms.get_chemical_symbols()))}
    for name, members in species.items():
        for batch in batches(method.labels):
            costs[step_of(name, batch.basis)] = _batch_cost(members, batch)
    return costs


def _batch_cost(atoms: Atoms, batch: Batch) -> float:
    n = _n_functions(atoms, batch.basis)
    core = sum(core_orbitals(int(z)) for z in atoms.numbers)
    total = 1.2e-6 * n**3
    for method in batch.methods:
        pairs = max(int(np.ceil(atoms.numbers.sum() / 2)) - (0 if method.endswith("(full)") else core), 0)
        if method.startswith("MP2"):
            total += 2.6e-10 * pairs * n**4
        elif method != "HF":
            total += 1e-10 * pairs**3 * max(n - core - pairs, 0) ** 4
    return total


def _n_functions(atoms: Atoms, basis: str) -> int:
    """Number of basis functions, counted as pure ones."""
    symbols = atoms.get_chemical_symbols()
    of_element = {
        symbol: sum((2 * shell[0] + 1) * (len(shell[-1]) - 1) for shell in shells(basis, symbol))
        for symbol in set(symbols)
    }
    return sum(of_element[symbol] for symbol in symbols)
