"""Energies of one geometry at several levels of theory, each basis solved once where levels share it."""

import numpy as np
from ase import Atoms

from qmlaw.reference.levels import Level, find_level
from qmlaw.reference.single_point import single_point

#: Correlated methods and the cheaper ones that they pass on their way.
_PASSED = {"hf": (), "mp2": ("HF",), "mp2(full)": ("HF",), "ccsd(t)": ("HF", "MP2")}


def energies(
    atoms: Atoms,
    levels: tuple[str, ...],
    accuracy: str,
    *,
    forces: tuple[str, ...] = (),
    stability: tuple[str, ...] = (),
) -> dict[str, dict]:
    """Energies at several levels of theory.

    A level that a more expensive one passes on its way with exactly the same integrals (HF/cc-pVTZ on the way
    to MP2/cc-pVTZ) is not calculated again; its time is the time until it was passed.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.
    levels : tuple of str
        Levels of theory.
    accuracy : {"production", "tight"}
        As for `single_point`.
    forces : tuple of str
        Levels at which forces are wanted, too.
    stability : tuple of str
        Levels at which the stability of the solution is tested.

    Returns
    -------
    dict of str to dict
        For every level ``energy`` (hartree), ``seconds`` and ``cpu_seconds``; where they exist, ``forces``
        (hartree/Å), ``stable``, ``note``, and at CCSD(T) ``hf_energy``, ``mp2_energy`` and
        ``ccsd_energy`` (hartree). Only what JSON can hold.
    """
    wanted = [find_level(level) for level in levels]
    results: dict[str, dict] = {}
    for level in wanted:
        if level.name not in forces and any(_passes(other, level) for other in wanted):
            continue
        result = single_point(
            atoms,
            level,
            accuracy=accuracy,
            forces=level.name in forces,
            stability=level.name in stability,
        )
        results[level.name] = entry(result._asdict())
        for other in wanted:
            if other.name not in forces and (step := _passes(level, other)):
                results[other.name] = result.steps[step]._asdict()
    return {level.name: results[level.name] for level in wanted}


def entry(result: dict) -> dict:
    """What is stored of a result: numbers and lists instead of arrays, nothing that is empty.

    Parameters
    ----------
    result : dict
        Fields of a `qmlaw.reference.Result`.

    Returns
    -------
    dict
        For JSON.
    """
    steps = result.pop("steps") or {}
    stored = {key: _plain(value) for key, value in result.items() if value is not None}
    if len(steps) > 1:
        stored |= {f"{step.lower()}_energy": float(passed.energy) for step, passed in steps.items()}
    return stored


def _passes(level: Level, other: Level) -> str:
    """Name of the step of `level` that is `other`; empty if there is none."""
    step = other.method.upper()
    same = (level.basis, level.auxiliary) == (other.basis, other.auxiliary)
    if other.method == "mp2":
        same &= level.correlation_auxiliary == other.correlation_auxiliary
    return step if same and step in _PASSED.get(level.method, ()) else ""


def _plain(value: object) -> object:
    """Numpy arrays and numbers as what JSON knows."""
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value
