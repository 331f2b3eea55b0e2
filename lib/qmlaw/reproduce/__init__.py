"""Published tables of figures, measured again: `qmlaw reproduce NAME`.

One short module per table. Each has a function ``run(seeds, report) -> Table``; `REGISTRY` says where it is
and what it costs. A module is imported only when its table is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qmlaw.reproduce.table import Row, Table

__all__ = ["REGISTRY", "Entry", "Row", "Table", "run"]


class Entry(NamedTuple):
    """Where a table is made, what it shows, and what it takes."""

    module: str
    description: str
    cost: str
    needs: str


REGISTRY: dict[str, Entry] = {
    "qm7-kernels": Entry(
        module="qmlaw.reproduce.qm7_kernels",
        description="Coulomb matrices, bag of bonds, kernel ridge regression (Rupp 2012 to Hansen 2015)",
        cost="2 to 5 minutes per seed on 4 cores, 3 GB of memory",
        needs="public data set qm7-pbe0 (1.3 MB)",
    ),
    "delta": Entry(
        module="qmlaw.reproduce.delta",
        description="learning the error: QM7, the ladder, conformers; both forms; larger molecules",
        cost="6 minutes per seed on one free core, 1 GB of memory",
        needs="public data set qm7-pbe0 (1.3 MB); sets ladder and ladder_conformers",
    ),
    "composite": Entry(
        module="qmlaw.reproduce.composite",
        description="G2, G3, G4 and their MP2 forms against published energies and experiment",
        cost="1 minute",
        needs="tables g2_97_g3_tables.json and g305_g4mp2.json in QMLAW_DATA, for enthalpies",
    ),
    "dtnn": Entry(
        module="qmlaw.reproduce.dtnn",
        description="DTNN trained from nothing in a minute; symmetries and size consistency (Schütt 2017)",
        cost="2 to 5 minutes per seed on one core",
        needs="data set equilibrium",
    ),
    "dtnn-large": Entry(
        module="qmlaw.reproduce.dtnn_large",
        description="DTNN on QM7 and on up to 15,000 molecules of QM9; can be interrupted and goes on",
        cost="1.5 hours per seed on one core, 3 GB of memory",
        needs="public data sets qm7-pbe0 and qm9-20k",
    ),
    "ani": Entry(
        module="qmlaw.reproduce.ani",
        description="one network per element on environment vectors, as in ANI (Smith 2017): QM7 and QM9",
        cost="7 minutes per seed on one core, 3 GB of memory",
        needs="public data sets qm7-pbe0 and qm9-20k",
    ),
    "ani-conformers": Entry(
        module="qmlaw.reproduce.ani_conformers",
        description="the same on energies and forces: new geometries, new molecules, what the spread knows",
        cost="8 minutes per seed on one core",
        needs="data set conformers (in this repository)",
    ),
    "silicon": Entry(
        module="qmlaw.reproduce.silicon",
        description="silicon by symmetry functions (Behler and Parrinello 2007): errors, cold curve, melt",
        cost="17 minutes per seed on one core",
        needs="data set silicon; public data set si-mlearn (0.4 MB)",
    ),
    "water-dimer": Entry(
        module="qmlaw.reproduce.water_dimer",
        description="two rigid water molecules by a network of distances (No 1997)",
        cost="2 minutes per seed on one core",
        needs="data set water_dimer",
    ),
    "h2-pd100": Entry(
        module="qmlaw.reproduce.h2_pd100",
        description="H2 above a surface: where energies must be known (Lorenz 2006)",
        cost="2 minutes per seed on one core",
        needs="data set h2_pd100",
    ),
    "nve": Entry(
        module="qmlaw.reproduce.nve",
        description="10 ps of silicon and of ethanol at constant energy: drift",
        cost="5 minutes per seed on one core",
        needs="data set conformers; networks of data/silicon_network",
    ),
    "networks": Entry(
        module="qmlaw.reproduce.networks",
        description="networks that correct energies, and one for many properties (Hu 2003 to Sun 2014)",
        cost="5 minutes per seed on one core",
        needs="data sets ladder, g2_97 and equilibrium (in this repository)",
    ),
}


def run(name: str, seeds: Sequence[int], report: Callable[[str], None] = lambda line: None) -> Table:
    """Measure one table again.

    Parameters
    ----------
    name : str
        A key of `REGISTRY`.
    seeds : sequence of int
        One model each, on a split or from a start of its own (the notes of the table say which). The table
        gives the mean and the range.
    report : callable, optional
        Called with a line of text now and then.

    Raises
    ------
    ValueError
        If the name is unknown or there is no seed.
    """
    if name not in REGISTRY:
        raise ValueError(f"unknown table {name!r}; allowed are {', '.join(REGISTRY)}")
    if not len(seeds):
        raise ValueError("seeds is empty; at least one is needed")
    return importlib.import_module(REGISTRY[name].module).run(seeds, report)
