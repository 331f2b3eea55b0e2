"""What the parts of a trained network can be made to say, and how little of it is fixed by energies.

Only sums over all atoms are trained. How a sum is shared out among the atoms, and what a probe would feel,
are answers of the network. `gauge_transform` and `exchange` make other shares of exactly the same sums, so
that no atomic energy need be shown without its rivals.

References
----------
K. T. Schütt et al., Nat. Commun. 8, 13890 (2017), doi:10.1038/ncomms13890 (local chemical potentials,
    alchemical paths).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import torch
from ase.data import atomic_numbers as number_of_symbol
from ase.data import chemical_symbols
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree
from torch import Tensor

from qmlaw.models.dtnn.batches import atoms_of
from qmlaw.models.dtnn.regressor import DTNNRegressor
from qmlaw.molecules import Molecules

Shift = Callable[[NDArray[np.int64], NDArray[np.int64]], ArrayLike]
"""From the elements of a molecule's atoms (n,) and the sorted elements of the same (n,) to energies (n,)."""

PROBES_AT_ONCE = 2000


class PassMap(NamedTuple):
    """What each pass does to each atom (sum of n, in the order of the collection).

    energies (T + 1, sum of n): share of each atom if one read out after t passes; lengths (T + 1, sum of n):
    of its vector; updates (T, sum of n): length of what pass t adds.
    """

    energies: NDArray[np.float64]
    lengths: NDArray[np.float64]
    updates: NDArray[np.float64]


def pass_map(model: DTNNRegressor, molecules: Molecules, n_passes: int | None = None) -> PassMap:
    """Energies and vectors after each pass, also beyond the number of passes that was trained.

    Parameters
    ----------
    model : DTNNRegressor
        Trained.
    molecules : Molecules
        Of known elements.
    n_passes : int, optional
        T; without it, as trained.
    """
    n_passes = model.n_passes if n_passes is None else n_passes
    n = len(molecules.atomic_numbers)
    found = PassMap(np.zeros((n_passes + 1, n)), np.zeros((n_passes + 1, n)), np.zeros((n_passes, n)))
    with torch.no_grad():
        for part, batch in model.batches(molecules):
            there, atoms = batch.numbers > 0, atoms_of(molecules, part)
            refined = model.network_.refine(batch.numbers, batch.positions, n_passes)
            for t, vectors in enumerate(refined.vectors):
                found.energies[t, atoms] = (
                    model.network_.read_out(batch.numbers, vectors)[there].cpu().numpy()
                )
                found.lengths[t, atoms] = vectors.norm(dim=-1)[there].cpu().numpy()
            for t, updates in enumerate(refined.updates):
                found.updates[t, atoms] = updates.norm(dim=-1)[there].cpu().numpy()
    return found


def local_chemical_potential(
    model: DTNNRegressor, molecule: Molecules, probe: str, points: ArrayLike
) -> NDArray[np.float64]:
    """Energy of a probe atom A near a molecule M that does not notice it, Omega_A^M(r).

    The probe gets messages from the atoms of the molecule in every pass. They get none from it.

    Parameters
    ----------
    model : DTNNRegressor
        Trained on the elements of molecule and probe.
    molecule : Molecules
        Exactly one.
    probe : str
        Symbol of the element A.
    points : array_like (P, 3)
        Places r in Å.

    Returns
    -------
    ndarray (P,)
        Energy of the probe, in the unit of the model. It contains the constant E_A of its element.

    Raises
    ------
    ValueError
        If there is not exactly one molecule, the network does not know an element, or points are not finite.
    """
    (_, batch), points = _only(model, molecule), _checked_points(points)
    number = number_of_symbol.get(probe, -1)
    if number not in model.elements_:
        known = ", ".join(chemical_symbols[z] for z in model.elements_)
        raise ValueError(f"probe is {probe!r}; the network knows {known}")
    network, values = model.network_, np.zeros(len(points))
    with torch.no_grad():
        refined = network.refine(batch.numbers, batch.positions).vectors[:, 0]  # (T + 1, n, B)
        for start in range(0, len(points), PROBES_AT_ONCE):
            places = batch.positions.new_tensor(points[start : start + PROBES_AT_ONCE])
            filters = network.filters_at(torch.cdist(places, batch.positions[0]))  # (P, n, F)
            kind = torch.full((len(places),), int(number), device=places.device)
            vectors = [network.first_vectors(kind)]
            for of_atoms in refined[:-1]:
                vectors.append(network.next_vectors(vectors, network.messages(of_atoms, filters).sum(dim=1)))
            values[start : start + len(places)] = network.read_out(kind, vectors[-1]).cpu().numpy()
    return values


def surface_density(molecule: Molecules, points: ArrayLike) -> NDArray[np.float64]:
    """Sum over atoms of 1/|r - r_i|^2 (P,), in 1/Å^2; the paper draws its maps where this is 3.8."""
    points = _checked_points(points)
    separations = np.linalg.norm(points[:, None] - molecule.positions, axis=-1)
    return (1 / separations**2).sum(axis=1)


def surface_heights(
    molecule: Molecules, x: ArrayLike, y: ArrayLike, density: float = 3.8, top: float = 6.0
) -> NDArray[np.float64]:
    """Heights z (Å) at which one sees the surface `surface_density` = `density` from above.

    Parameters
    ----------
    molecule : Molecules
        Exactly one, with all atoms below z = `top`.
    x, y : array_like (P,)
        Places, Å.
    density : float
        In 1/Å^2; 3.8 in the paper.
    top : float
        Where to start from, Å.

    Returns
    -------
    ndarray (P,)
        NaN where one sees past the molecule.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    heights, above = np.full(x.shape, np.nan), np.zeros(x.shape)  # above: density one step higher
    step = 0.05
    for z in np.arange(top, -top, -step):
        outside = np.flatnonzero(np.isnan(heights))
        here = surface_density(molecule, np.column_stack([x, y, np.full(x.shape, z)])[outside])
        entered = outside[here >= density]
        rise = here[here >= density] - above[entered]
        # within a step the density is all but a straight line
        heights[entered] = z + step * (1 - (density - above[entered]) / rise)
        above[outside] = here
    return heights


def alchemical_path(
    model: DTNNRegressor, molecule: Molecules, into: ArrayLike, steps: ArrayLike
) -> NDArray[np.float64]:
    """Energies while atoms turn into others, or into nothing, in place.

    The vector c^(0) of an atom goes straight from one element to the other. An atom that vanishes speaks with
    a fading voice: its messages and its energy are multiplied by what is left of it.

    Parameters
    ----------
    model : DTNNRegressor
        Trained.
    molecule : Molecules
        Exactly one, the start of the path.
    into : array_like (n,)
        Atomic numbers at the end of the path; 0 for atoms that vanish.
    steps : array_like (S,)
        Places on the path, from 0 (start) to 1 (end).

    Returns
    -------
    ndarray (S,)
        Energies in the unit of the model. At 0 and 1 they are those of real molecules.
    """
    _, batch = _only(model, molecule)
    into = np.asarray(into)
    if into.shape != (len(molecule.atomic_numbers),) or not np.isin(into, [0, *model.elements_]).all():
        raise ValueError(
            f"into is {into.tolist()}; allowed is one known atomic number (or 0) for each of "
            f"{len(molecule.atomic_numbers)} atoms, of {model.elements_.tolist()}"
        )
    steps = np.asarray(steps, dtype=float)
    if steps.ndim != 1 or not ((steps >= 0) & (steps <= 1)).all():
        raise ValueError(f"steps are {steps.tolist()}; allowed are numbers from 0 to 1")
    network, end = model.network_, torch.tensor(into, device=batch.numbers.device)[None]
    with torch.no_grad():
        filters = network.filters(batch.numbers, batch.positions)
        return np.array([_mixed_energy(network, batch.numbers, end, filters, float(x)) for x in steps])


def _mixed_energy(network: torch.nn.Module, start: Tensor, end: Tensor, filters: Tensor, x: float) -> float:
    """Energy of a molecule that is a part x on its way from elements `start` to `end`."""
    stays = (end > 0).to(filters.dtype)
    voice = 1 - x * (1 - stays)  # (1, n): of an atom that vanishes, 1 - x is left
    goal = torch.where(end > 0, end, start)
    vectors = [(1 - x) * network.first_vectors(start) + x * network.first_vectors(goal)]
    for _ in range(network.n_passes):
        messages = network.messages(vectors[-1][:, None], filters) * voice[:, None, :, None]
        vectors.append(network.next_vectors(vectors, messages.sum(dim=2)))
    energies = (1 - x) * network.read_out(start, vectors[-1]) + x * network.read_out(end, vectors[-1])
    return float(energies.sum())


def gauge_transform(
    energies: ArrayLike, molecules: Molecules, shift: Mapping[str, float] | Shift
) -> NDArray[np.float64]:
    """Other atomic energies with the same sum in every molecule.

    Each atom gets a shift, and all atoms of its molecule pay for it in equal parts. The shift may be a number
    for each element, or any function of the element and of the composition of the molecule, which no
    vibration and no rotation changes.

    Parameters
    ----------
    energies : array_like (sum of n,)
        One per atom, in any unit.
    molecules : Molecules
        To whom they belong.
    shift : mapping of str to float, or callable
        Energies by symbol; or a function from the elements of a molecule's atoms (n,) and its composition
        (the same numbers, sorted) to energies (n,).

    Returns
    -------
    ndarray (sum of n,)
        E_i + s_i - (mean of s over the molecule of i).
    """
    energies = _checked_energies(energies, molecules)
    shifts = np.zeros_like(energies)
    for i, molecule in enumerate(molecules):
        numbers = molecule.atomic_numbers
        if callable(shift):
            own = np.asarray(shift(numbers, np.sort(numbers)), dtype=float)
        else:
            own = np.array([shift.get(chemical_symbols[z], 0.0) for z in numbers])
        if own.shape != numbers.shape or not np.isfinite(own).all():
            raise ValueError(
                f"shift gave {own.tolist()} for {len(numbers)} atoms; allowed is a finite number each"
            )
        shifts[molecules.offsets[i] : molecules.offsets[i + 1]] = own - own.mean()
    return energies + shifts


def exchange(
    energies: ArrayLike, molecules: Molecules, giver: str, taker: str, amount: float, within: float
) -> NDArray[np.float64]:
    """Other atomic energies with the same sum: in each close pair, one atom gives to the other.

    Parameters
    ----------
    energies : array_like (sum of n,)
        One per atom.
    molecules : Molecules
        To whom they belong.
    giver, taker : str
        Symbols of the two elements, for example "H" and "C".
    amount : float
        Energy given in each pair, in the unit of `energies`.
    within : float
        Largest distance of a pair in Å, for example 1.3 for bonds of C and H.
    """
    energies = _checked_energies(energies, molecules).copy()
    for name, symbol in (("giver", giver), ("taker", taker)):
        if symbol not in number_of_symbol:
            raise ValueError(f"{name} is {symbol!r}; allowed are symbols of elements")
    for i, molecule in enumerate(molecules):
        close = cKDTree(molecule.positions).query_pairs(within, output_type="ndarray")
        pairs = np.concatenate([close, close[:, ::-1]])
        elements = molecule.atomic_numbers[pairs]
        wanted = (elements[:, 0] == number_of_symbol[giver]) & (elements[:, 1] == number_of_symbol[taker])
        np.add.at(energies, molecules.offsets[i] + pairs[wanted, 0], -amount)
        np.add.at(energies, molecules.offsets[i] + pairs[wanted, 1], amount)
    return energies


def _only(model: DTNNRegressor, molecule: Molecules) -> tuple:
    if len(molecule) != 1:
        raise ValueError(f"there are {len(molecule)} molecules; allowed is exactly one")
    return model.batches(molecule)[0]


def _checked_points(points: ArrayLike) -> NDArray[np.float64]:
    points = np.asarray(points, dtype=float)
    if points.ndim != 2 or points.shape[1] != 3 or not np.isfinite(points).all():
        raise ValueError(f"points have shape {points.shape}; allowed are finite places (P, 3) in Å")
    return points


def _checked_energies(energies: ArrayLike, molecules: Molecules) -> NDArray[np.float64]:
    energies = np.asarray(energies, dtype=float)
    if energies.shape != molecules.atomic_numbers.shape:
        raise ValueError(
            f"energies have shape {energies.shape}; allowed is ({len(molecules.atomic_numbers)},)"
        )
    return energies
