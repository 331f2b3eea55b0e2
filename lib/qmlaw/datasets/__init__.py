"""Data sets by name: those of this project in `data/`, and public ones fetched once, checksummed and cached.

>>> from qmlaw import datasets
>>> molecules = datasets.load("qm7-pbe0")
>>> energies = molecules.value("atomization_energy", unit="kcal/mol")
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from qmlaw.datasets.cards import DATASETS, DatasetCard, SourceFile
from qmlaw.datasets.crystals import read_si_mlearn
from qmlaw.datasets.files import cache_folder, local_path, locate, user_folder
from qmlaw.datasets.local import checked_path, local_sets
from qmlaw.datasets.qm7 import convert_qm7_pbe0, read_qm7_mat, read_qm7_pbe0
from qmlaw.datasets.qm9 import read_qm9_20k, read_qm9_archive, read_qm9_uncharacterized
from qmlaw.datasets.splits import folds_to_splits, kennard_stone, stratified_folds
from qmlaw.datasets.verify import verifiable, verify
from qmlaw.molecules import Molecules, Split
from qmlaw.paths import data_folder

__all__ = [
    "DATASETS", "DatasetCard", "SourceFile", "cache_folder", "convert_qm7_pbe0",
    "describe", "kennard_stone", "known", "load", "local_path", "local_sets", "locate", "published_splits",
    "read_qm7_mat", "read_qm7_pbe0", "read_qm9_20k", "read_qm9_archive", "read_qm9_uncharacterized",
    "read_si_mlearn", "stratified_folds", "user_folder", "verifiable", "verify",
]  # fmt: skip


def _read_qm9_characterized(archive: Path, uncharacterized: Path) -> Molecules:
    return read_qm9_archive(archive, exclude=read_qm9_uncharacterized(uncharacterized))


_READERS: dict[str, Callable[..., Molecules]] = {
    "qm7": read_qm7_mat,
    "qm7-pbe0": read_qm7_pbe0,
    "qm9": read_qm9_archive,
    "qm9-20k": read_qm9_20k,
    "qm9-characterized": _read_qm9_characterized,
    "si-mlearn": read_si_mlearn,
}


def known() -> list[str]:
    """Names that `load` takes: sets of this project that are here or have a card, then public ones."""
    own = sorted({*local_sets(), *(card.name for card in DATASETS.values() if not card.public)})
    return own + sorted(card.name for card in DATASETS.values() if card.public)


def load(name: str) -> Molecules:
    """Load a data set.

    Parameters
    ----------
    name
        One of `known()`. A set of this project is read from `data/<name>/<name>.h5`. A public set is looked
        for in the folder that `QMLAW_DATA` names, or else in the cache, and is downloaded once if it is not
        there.

    Returns
    -------
    Molecules
        Positions in Å. Every property has its unit; energies are in the published one. `describe(name)`
        tells what they are.

    Raises
    ------
    ValueError
        If there is no such set (lists those there are), or a file has another checksum or content than it
        should.
    FileNotFoundError
        If a file is not here and cannot be had: says where it was looked for and how to get it.
    """
    card = DATASETS.get(name)
    if card is not None and card.public:
        return _READERS[name](*(locate(file) for file in card.files))
    own = local_sets()
    if name in own:
        return Molecules.from_hdf5(checked_path(name, own[name]))
    if card is not None:
        raise FileNotFoundError(
            f"no file {data_folder() / name / name}.h5. "
            f"Make it: `qmlaw reference run data/{name}/recipe.toml`, then `qmlaw reference merge`"
        )
    raise ValueError(f"unknown data set {name!r}; known are: {', '.join(known())}")


def describe(name: str) -> DatasetCard:
    """The card of a data set. Of a set of this project, the size and properties are read from its file.

    Parameters
    ----------
    name
        One of `known()`.

    Raises
    ------
    ValueError
        If there is no such set, or the file of a set of this project is damaged.
    """
    card, own = DATASETS.get(name), local_sets()
    if card is None and name not in own:
        raise ValueError(f"unknown data set {name!r}; known are: {', '.join(known())}")
    if card is None:
        card = DatasetCard(
            name=name, title="(no card; see its README.md)", n_molecules=None, level="?",
            geometries="see its README.md",
            properties={}, licence="?", citation="see its README.md", doi=None,
            origin=f"data/{name}", split="none stated",
        )  # fmt: skip
    if name in own:
        molecules = Molecules.from_hdf5(checked_path(name, own[name]))
        units = {key: prop.unit for key, prop in molecules.properties.items()}
        card = replace(card, n_molecules=len(molecules), properties=units)
    return card


def published_splits(name: str) -> list[Split]:
    """The splits published with a data set, as index arrays into `load(name)`.

    Parameters
    ----------
    name
        "qm7": the five folds of its array P. "si-mlearn": 214 cells to train on and 25 to test on.

    Returns
    -------
    list of Split
        Fold k is the test side of split k; of "si-mlearn" there is one split.

    Raises
    ------
    ValueError
        If the set was published without splits. `stratified_folds` makes folds in the same manner.
    """
    molecules = load(name)
    if name == "si-mlearn":
        test = molecules.value("test").astype(bool)
        return [Split(np.flatnonzero(~test), np.flatnonzero(test))]
    if "fold" not in molecules.properties:
        raise ValueError(
            f"{name!r} has no published splits (only 'qm7' and 'si-mlearn' have); see stratified_folds"
        )
    return folds_to_splits(molecules.value("fold"))
