"""Reference data: levels of theory, small molecules, geometries, and the recipes that make data sets of them.

The only floor that imports PySCF, tblite and RDKit; each is imported where it is used.
"""

from qmlaw.reference.levels import LEVELS, Level, find_level
from qmlaw.reference.single_point import ConvergenceError, Result, single_point

__all__ = ["LEVELS", "ConvergenceError", "Level", "Result", "find_level", "single_point"]
