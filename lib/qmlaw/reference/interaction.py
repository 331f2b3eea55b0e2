"""Interaction energies of two molecules, with and without the counterpoise correction."""

from ase import Atoms

from qmlaw.reference.levels import find_level
from qmlaw.reference.single_point import Result, single_point


def interaction(atoms: Atoms, n_first: int, level: str, accuracy: str) -> dict[str, float]:
    """Interaction energy of two closed-shell molecules A and B at the geometries that they have in the pair.

    Without counterpoise it is E(AB) - E(A) - E(B), each in its own basis. With it (Boys, Bernardi 1970) A and
    B are given the basis of the whole pair, so that a finite basis does not gain from borrowed functions.

    Parameters
    ----------
    atoms : ase.Atoms
        Both molecules, A first, positions in Å.
    n_first : int
        Number of atoms of A.
    level : str
        Level of theory.
    accuracy : {"production", "tight"}
        As for `single_point`.

    Returns
    -------
    dict of str to float
        ``energy`` (of the pair), ``interaction_energy`` and, unless the level has no basis,
        ``interaction_energy_cp`` (hartree, negative for attraction); at correlated levels the same at the
        cheaper levels on the way (``hf_energy``, ``hf_interaction_energy``, ...); ``seconds`` and
        ``cpu_seconds`` of everything together.

    Raises
    ------
    ValueError
        If `n_first` leaves one molecule without atoms, and as `single_point`.

    References
    ----------
    Boys, Bernardi, Mol. Phys. 19, 553 (1970), doi:10.1080/00268977000101561.
    """
    if not 0 < n_first < len(atoms):
        raise ValueError(f"n_first must be between 1 and {len(atoms) - 1}, not {n_first}")
    level = find_level(level)
    first, second = range(n_first), range(n_first, len(atoms))
    pair = single_point(atoms, level, accuracy=accuracy)
    alone = [single_point(atoms[list(part)], level, accuracy=accuracy) for part in (first, second)]
    in_basis_of_pair = []
    if level.basis is not None:
        in_basis_of_pair = [
            single_point(atoms, level, accuracy=accuracy, ghosts=ghosts) for ghosts in (second, first)
        ]
    values: dict[str, float] = {}
    for step in ("", *(pair.steps or {})):
        prefix = f"{step.lower()}_" if step else ""
        energy = _of(pair, step)
        values[f"{prefix}energy"] = energy
        values[f"{prefix}interaction_energy"] = energy - sum(_of(part, step) for part in alone)
        if in_basis_of_pair:
            values[f"{prefix}interaction_energy_cp"] = energy - sum(
                _of(part, step) for part in in_basis_of_pair
            )
    every = [pair, *alone, *in_basis_of_pair]
    return values | {clock: sum(getattr(result, clock) for result in every) for clock in _CLOCKS}


_CLOCKS = ("seconds", "cpu_seconds")


def _of(result: Result, step: str) -> float:
    return float(result.steps[step].energy if step else result.energy)
