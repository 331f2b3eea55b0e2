"""What a representation or a model promises: functions that measure it, one table of who promises what.

Each function takes anything that turns a `Molecules` into an array with one row per molecule (a fitted
transformer, a fitted model, a plain function) and returns a `Measurement`. `PROMISES` is the declaration;
`table` measures it. A promise that is not made is worth a row, too: there the deviation is the witness.

A "yes" that was measured means that the probes found nothing against it. A "no" that was measured is final.

References
----------
L. Himanen et al., Comput. Phys. Commun. 247, 106949 (2020), doi:10.1016/j.cpc.2019.106949 (symmetry tests as
    shared functions over descriptors).
J. E. Moussa, Phys. Rev. Lett. 109, 059801 (2012), doi:10.1103/PhysRevLett.109.059801 (equal spectra;
    homometric molecules).
"""

from qmlaw.contracts.calculators import forces_are_slopes, stress_is_a_slope
from qmlaw.contracts.measurements import (
    Measurement,
    alone,
    continuity,
    continuity_far_out,
    distinctness,
    distinctness_far_apart,
    evaluator,
    permutation,
    permutation_in_distribution,
    rotation,
    size_consistency,
    smooth_bending,
    translation,
)
from qmlaw.contracts.one_system import exchange_of_waters, hydrogen_above, square_surface, water_pairs
from qmlaw.contracts.probes import lookalikes, probes, silicon_cells
from qmlaw.contracts.promises import CONTRACTS, PROMISES, REPRESENTATIONS, Promise, Row, measure, table

__all__ = [
    "CONTRACTS",
    "PROMISES",
    "REPRESENTATIONS",
    "Measurement",
    "Promise",
    "Row",
    "alone",
    "continuity",
    "continuity_far_out",
    "distinctness",
    "distinctness_far_apart",
    "evaluator",
    "exchange_of_waters",
    "forces_are_slopes",
    "hydrogen_above",
    "lookalikes",
    "measure",
    "permutation",
    "permutation_in_distribution",
    "probes",
    "rotation",
    "silicon_cells",
    "size_consistency",
    "smooth_bending",
    "square_surface",
    "stress_is_a_slope",
    "table",
    "translation",
    "water_pairs",
]
