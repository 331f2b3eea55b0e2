"""A collection of molecules of different sizes: atomic numbers, positions, named properties with units.

`Molecules` keeps all atoms of all molecules in two flat arrays, with offsets that say where each molecule
begins. It checks what it is given once, when it is made, and then never changes. It is what a representation
takes as `X`, so that scikit-learn's pipelines and cross-validation work on molecules.
"""

from qmlaw.molecules.checks import HEAVIEST_ELEMENT
from qmlaw.molecules.collection import Molecules
from qmlaw.molecules.parts import Composition, Molecule, Padded, Property, Split

__all__ = ["HEAVIEST_ELEMENT", "Composition", "Molecule", "Molecules", "Padded", "Property", "Split"]
