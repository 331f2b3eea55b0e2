"""The kinds of recipes, by the name that stands in a recipe under ``kind``."""

from qmlaw.reference.kinds.base import Collected, Kind, Task
from qmlaw.reference.kinds.molecules import MoleculesKind
from qmlaw.reference.kinds.points import PointsKind

#: Kinds by name; a recipe that names none is one of molecules.
KINDS: dict[str, type[Kind]] = {"molecules": MoleculesKind, "points": PointsKind}

__all__ = ["KINDS", "Collected", "Kind", "MoleculesKind", "PointsKind", "Task"]
