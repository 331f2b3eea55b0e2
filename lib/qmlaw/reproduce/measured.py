"""One error per row and seed, with its baselines: what the rows of a table are collected from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from qmlaw.reproduce.table import Row


class Measured(NamedTuple):
    """The error of one row for one seed, errors of others on the same split, and what else to keep."""

    row: str
    error: float
    beside: dict[str, float]
    details: dict[str, Any]


def collect(
    by_seed: Mapping[int, Iterable[Measured]], unit: str, goals: Mapping[str, float]
) -> tuple[tuple[Row, ...], dict[str, Any]]:
    """Rows and details of a table, in the order in which the rows first came.

    Parameters
    ----------
    by_seed : mapping of int to iterable of Measured
        What each seed gave.
    unit : str
        Unit of the errors.
    goals : mapping of str to float
        By row; rows that are not named have no goal.

    Raises
    ------
    ValueError
        If a goal names a row that was not measured.
    """
    found: dict[str, list[tuple[int, Measured]]] = {}
    for seed, measured in by_seed.items():
        for one in measured:
            found.setdefault(one.row, []).append((seed, one))
    if missing := sorted(set(goals) - set(found)):
        raise ValueError(f"goals name the rows {missing}; measured are {sorted(found)}")
    rows, details = [], {}
    for name, ones in found.items():
        beside = {key: float(np.mean([one.beside[key] for _, one in ones])) for key in ones[0][1].beside}
        errors = [one.error for _, one in ones]
        rows.append(Row.from_seeds(name, errors, unit, None, goals.get(name), beside=beside))
        details[name] = [{"seed": seed, "error": round(one.error, 4), **one.details} for seed, one in ones]
    return tuple(rows), details
