"""Errors of relative energies: what is left when each molecule's own zero of energy is taken off."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray


class RelativeErrors(NamedTuple):
    """Root mean square errors over the geometries of one molecule, or of all, in the unit given.

    Attributes
    ----------
    n : int
        Geometries.
    from_mean : float
        Of energies relative to the molecule's mean: the zero that makes the error smallest.
    from_lowest : float
        Of energies relative to the geometry that is lowest in the expected energies.
    spread : float
        Of the mean alone, the baseline: standard deviation of the expected energies.
    """

    n: int
    from_mean: float
    from_lowest: float
    spread: float


def relative_errors(molecule: ArrayLike, expected: ArrayLike, found: ArrayLike) -> dict[str, RelativeErrors]:
    """Errors of relative energies by molecule; the last entry, ``all``, is over all geometries.

    Parameters
    ----------
    molecule : array_like (N,)
        Which molecule each geometry belongs to. Those with a single geometry are left out.
    expected, found : array_like (N,)
        Energies in one unit.

    Raises
    ------
    ValueError
        If the lengths differ, an energy is not finite, or no molecule has two geometries.
    """
    names = np.asarray(molecule)
    right, ours = np.asarray(expected, dtype=float), np.asarray(found, dtype=float)
    if not names.shape == right.shape == ours.shape == (len(names),):
        raise ValueError(
            f"molecule, expected and found have the shapes {names.shape}, {right.shape}, {ours.shape}; "
            "allowed is one length"
        )
    for kind, energies in (("expected", right), ("found", ours)):
        if not np.isfinite(energies).all():
            i = int(np.argmin(np.isfinite(energies)))
            raise ValueError(
                f"the energy {kind} of geometry {i}, of molecule {names[i]}, is {energies[i]}; "
                "allowed are finite numbers"
            )
    parts: dict[str, tuple[NDArray, NDArray, NDArray]] = {}
    for name in dict.fromkeys(names.tolist()):
        mine = names == name
        if mine.sum() < 2:
            continue
        wrong, own = ours[mine] - right[mine], right[mine]
        parts[str(name)] = wrong - wrong.mean(), wrong - wrong[own.argmin()], own - own.mean()
    if not parts:
        raise ValueError("no molecule has two geometries or more; relative energies need them")
    errors = {name: _errors(*part) for name, part in parts.items()}
    everything = [np.concatenate(kind) for kind in zip(*parts.values(), strict=True)]
    return {**errors, "all": _errors(*everything)}


def _errors(from_mean: NDArray, from_lowest: NDArray, own: NDArray) -> RelativeErrors:
    rms = [float(np.sqrt(np.mean(values**2))) for values in (from_mean, from_lowest, own)]
    return RelativeErrors(len(own), *rms)
