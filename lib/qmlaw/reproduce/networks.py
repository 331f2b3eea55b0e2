"""Error-correcting networks and a network for many properties, from Hu 2003 to Sun 2014.

Three settings: energies in small bases to the energy in a large one (Balabin and Lomakina 2009, on `ladder`),
B3LYP enthalpies to experiment (Hu 2003, Sun 2014, on `g2_97`), several properties at once (Montavon 2013, on
`equilibrium`). The molecules are not those of the papers.

References
----------
L. H. Hu et al., J. Chem. Phys. 119, 11501 (2003), doi:10.1063/1.1630951.
R. M. Balabin, E. I. Lomakina, J. Chem. Phys. 131, 074104 (2009), doi:10.1063/1.3206326: 0.6 +- 0.2 kcal/mol.
G. Montavon et al., New J. Phys. 15, 095003 (2013), doi:10.1088/1367-2630/15/9/095003.
J. Sun et al., J. Phys. Chem. A 118, 9120 (2014): 14.95 to 1.31 kcal/mol on 90 test molecules.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qmlaw import datasets
from qmlaw.reproduce.many_properties import EPOCHS, PROPERTIES, SIZES, property_rows
from qmlaw.reproduce.small_networks import (
    G2_LEVELS,
    N_SPLITS,
    OUTSIDE,
    STATED_COVERAGE,
    Measured,
    g2_rows,
    ladder_rows,
)
from qmlaw.reproduce.table import Row, Table

BALABIN = 0.6
"""Published mean absolute deviation, kcal/mol; from B3LYP and other functionals, not from Hartree-Fock."""

NOTES = (
    f"ladder and g2_97, random: each seed is the mean over {N_SPLITS} random splits, 80 % to train on. "
    "Kennard-Stone: one split, the test molecules lie among the training molecules.",
    "Composition: a line through numbers of atoms. Counts: atoms, bonds, rings. Bootstrap: the mean of 50.",
    "Balabin and Lomakina predicted density functional energies in a large basis; the ladder has only "
    "Hartree-Fock and MP2 in several bases. CCSD(T)/CBS from functionals is another task than theirs.",
    "Sun et al. had 539 molecules of H, C, N, O, F, S, Cl; here are 148 of 13 elements, some in one molecule "
    "only, a fifth of them radicals. Experiments are uncertain by up to 1 kcal/mol themselves.",
    "Goals of enthalpies: networks over uncorrected at most a third; no more outside the error bars than "
    "stated. Goal of properties: the network for all no worse than one of its own (all over own at most 1).",
    f"Properties: {EPOCHS} epochs, weight decay of each network chosen on a fifth of the training molecules.",
)

PUBLISHED = {f"{target}: network": BALABIN for target in ("HF/cc-pVQZ", "MP2/cc-pVQZ")}
GOALS = {"HF/cc-pVQZ: network": BALABIN, "MP2/cc-pVQZ: network": BALABIN}
GOALS |= {
    f"{level}, {kind}: {name}": goal
    for level in G2_LEVELS
    for kind in ("random", "Kennard-Stone")
    for name, goal in (
        ("networks over uncorrected", 1 / 3),
        ("networks over uncorrected, with further levels", 1 / 3),
        (OUTSIDE, 100 * (1 - STATED_COVERAGE)),
        (f"{OUTSIDE}, with further levels", 100 * (1 - STATED_COVERAGE)),
    )
}
GOALS |= {f"{name}, N = {size}: all over own": 1.0 for name, _ in PROPERTIES.values() for size in SIZES}


def run(seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Measure all rows.

    Parameters
    ----------
    seeds : sequence of int
        Of splits, resamples and weights.
    report : callable, optional
        Called with a line of text now and then.
    """
    start = time.perf_counter()
    measured: dict[str, list[float]] = {}
    unit_of: dict[str, str] = {}
    details: dict[str, Any] = {}
    for seed in seeds:
        for (row, value, unit), chosen in measure(seed, report):
            measured.setdefault(row, []).append(value)
            unit_of[row] = unit
            details.setdefault(row, []).append({"seed": seed, "value": round(value, 4), **chosen})
    rows = tuple(
        Row.from_seeds(name, values, unit_of[name], PUBLISHED.get(name), GOALS.get(name))
        for name, values in measured.items()
    )
    title = "Networks that correct energies, and one for many properties: mean absolute errors"
    return Table("networks", title, rows, NOTES, tuple(seeds), time.perf_counter() - start, details)


def measure(seed: int, report: Callable[[str], None]) -> Iterator[tuple[Measured, dict[str, Any]]]:
    """All numbers of one seed, with what was chosen for them."""
    for name, rows in (("ladder", ladder_rows), ("g2_97", g2_rows)):
        begun = time.perf_counter()
        for found in rows(datasets.load(name), seed):
            yield found, {}
        report(f"seed {seed}: {name}, {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    yield from property_rows(datasets.load("equilibrium"), seed, report)
    report(f"seed {seed}: equilibrium, {time.perf_counter() - begun:.0f} s")
