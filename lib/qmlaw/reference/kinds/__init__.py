"""The kinds of recipes, by the name that stands in a recipe under ``kind``."""

from qmlaw.reference.kinds.analytic import AnalyticKind
from qmlaw.reference.kinds.base import Collected, Kind, Task
from qmlaw.reference.kinds.cells import CellsKind
from qmlaw.reference.kinds.composites import CompositesKind
from qmlaw.reference.kinds.curves import CurvesKind
from qmlaw.reference.kinds.dimers import DimersKind
from qmlaw.reference.kinds.molecules import MoleculesKind
from qmlaw.reference.kinds.named import NamedKind
from qmlaw.reference.kinds.points import PointsKind
from qmlaw.reference.kinds.worlds import WorldsKind

#: Kinds by name; a recipe that names none is one of molecules.
KINDS: dict[str, type[Kind]] = {
    "molecules": MoleculesKind,
    "points": PointsKind,
    "dimers": DimersKind,
    "cells": CellsKind,
    "curves": CurvesKind,
    "composites": CompositesKind,
    "analytic": AnalyticKind,
    "named": NamedKind,
    "worlds": WorldsKind,
}

__all__ = [
    "KINDS",
    "AnalyticKind",
    "CellsKind",
    "Collected",
    "CompositesKind",
    "CurvesKind",
    "DimersKind",
    "Kind",
    "MoleculesKind",
    "NamedKind",
    "PointsKind",
    "Task",
    "WorldsKind",
]
