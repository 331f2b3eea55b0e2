"""Breaking a bond at every level: restricted and unrestricted solutions followed along it, and full CI."""

from qmlaw.reference.dissociation.bonds import BONDS, Bond, find_bond
from qmlaw.reference.dissociation.curve import METHODS, calculate_curve, calculate_parts, coulson_fischer
from qmlaw.reference.dissociation.molecules import bond_curve, curve_molecules

__all__ = [
    "BONDS",
    "METHODS",
    "Bond",
    "bond_curve",
    "calculate_curve",
    "calculate_parts",
    "coulson_fischer",
    "curve_molecules",
    "find_bond",
]
