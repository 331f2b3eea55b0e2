"""What every reproduced table looks like, on screen and as JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

PACKAGES = ("qmlaw", "numpy", "scipy", "scikit-learn", "numba", "torch", "ase", "pyscf")


@dataclass(frozen=True)
class Row:
    """One figure: as published, as measured here, and whether the goal was met.

    `here` is the mean over the seeds, `low` and `high` the range. The goal is met when `here` is not above
    it. `published` and `goal` are None where there is none. `beside` has the errors of others on the same
    splits, by name: baselines, and models to compare with.
    """

    name: str
    published: float | None
    here: float
    low: float
    high: float
    unit: str
    goal: float | None = None
    beside: dict[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the goal was met; None without a goal."""
        return None if self.goal is None else bool(self.here <= self.goal)

    @classmethod
    def from_seeds(
        cls,
        name: str,
        values: Sequence[float],
        unit: str,
        published: float | None,
        goal: float | None = None,
        *,
        beside: dict[str, float] | None = None,
    ) -> Row:
        """Mean and range of one value per seed.

        Raises
        ------
        ValueError
            If there is no value, or one is not finite.
        """
        array = np.asarray(values, dtype=float)
        if array.size == 0 or not np.isfinite(array).all():
            raise ValueError(
                f"row {name!r} has the values {array.tolist()}; allowed are one or more finite numbers"
            )
        return cls(
            name,
            published,
            float(array.mean()),
            float(array.min()),
            float(array.max()),
            unit,
            goal,
            beside or {},
        )


@dataclass(frozen=True)
class Table:
    """The rows of one reproduced table, with what one must know to read them.

    `details` holds what the rows leave out (values per seed, parameters chosen), by row.
    """

    name: str
    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    seeds: tuple[int, ...]
    seconds: float
    details: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, with the versions of what it was computed with."""
        return {
            "name": self.name,
            "title": self.title,
            "rows": [{**asdict(row), "met": row.met} for row in self.rows],
            "notes": list(self.notes),
            "seeds": list(self.seeds),
            "seconds": round(self.seconds, 1),
            "details": self.details,
            "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        }

    def to_json(self, path: str | Path) -> None:
        """Write `to_dict` as JSON."""
        text = json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)
        Path(path).write_text(text + "\n", encoding="utf-8")
