"""A measured number with its spread over the seeds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A measured number.

    Parameters
    ----------
    name : str
        Name under which the metric is registered in ``tests.yaml``.
    value : float
        The measured value (mean over the seeds).
    unit : str
        Its unit, as registered; ``"1"`` for a pure number.
    low, high : float, optional
        Smallest and largest value over the seeds.
    seeds : int, optional
        How many seeds it was measured with; None when chance plays no part.

    Raises
    ------
    ValueError
        If a number is not finite or the bounds do not enclose the value.
    """

    name: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    seeds: int | None = None

    def __post_init__(self) -> None:
        """Check the numbers and turn NumPy scalars into floats (they go into JSON)."""
        for field in ("value", "low", "high"):
            number = getattr(self, field)
            if number is None and field != "value":
                continue
            if not math.isfinite(number):
                raise ValueError(f"metric {self.name!r}: {field} is {number}; it must be a finite number")
            object.__setattr__(self, field, float(number))
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise ValueError(
                f"metric {self.name!r}: value {self.value:g} lies outside of low {low:g} … high {high:g}"
            )

    @classmethod
    def over_seeds(cls, name: str, values: Sequence[float], unit: str) -> Metric:
        """Return mean, smallest and largest of one value per seed.

        Parameters
        ----------
        name, unit : str
            As registered.
        values : sequence of float
            One value per seed, in ``unit``.

        Returns
        -------
        Metric

        Raises
        ------
        ValueError
            If there is no value, or one is not finite.
        """
        numbers = [float(value) for value in values]
        if not numbers:
            raise ValueError(f"metric {name!r}: no values; give one per seed")
        low, high = min(numbers), max(numbers)
        mean = min(max(math.fsum(numbers) / len(numbers), low), high)
        return cls(name, mean, unit, low, high, len(numbers))
