"""Composite methods: G2, G2(MP2), G3, G3(MP2), G4, G4(MP2), focal points, term by term."""

from qmlaw.reference.composite.atomization import atomization
from qmlaw.reference.composite.composite import composite_energy, put_together
from qmlaw.reference.composite.corrections import HigherLevelCorrection, Species, species_of
from qmlaw.reference.composite.costs import estimated_costs
from qmlaw.reference.composite.formation import (
    Nuclei,
    Thermochemistry,
    check_species,
    composite_thermochemistry,
    nuclei,
)
from qmlaw.reference.composite.methods import COMPOSITES, find_composite
from qmlaw.reference.composite.result import CompositeEnergy, Part
from qmlaw.reference.composite.store import EnergyStore
from qmlaw.reference.composite.terms import Composite, Term

__all__ = [
    "COMPOSITES",
    "Composite",
    "CompositeEnergy",
    "EnergyStore",
    "HigherLevelCorrection",
    "Nuclei",
    "Part",
    "Species",
    "Term",
    "Thermochemistry",
    "atomization",
    "check_species",
    "composite_energy",
    "composite_thermochemistry",
    "estimated_costs",
    "find_composite",
    "nuclei",
    "put_together",
    "species_of",
]
