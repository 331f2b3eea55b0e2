"""All methods along one bond, and at its parts: what a recipe stores and a notebook recalculates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from ase import Atoms
from scipy.optimize import brentq

from qmlaw.reference.ab_initio.errors import ConvergenceError
from qmlaw.reference.dissociation import correlation, mean_fields
from qmlaw.reference.dissociation.bonds import Bond, find_bond
from qmlaw.reference.dissociation.correlation import Correlated
from qmlaw.reference.dissociation.mean_fields import Restricted, Unrestricted
from qmlaw.reference.single_point import default_multiplicity

if TYPE_CHECKING:
    from pyscf.scf.hf import RHF

#: Methods in the order of a table. Those that start with U are on UHF, the others on RHF.
METHODS = ("RHF", "UHF", "MP2", "UMP2", "CCSD", "CCSD(T)", "UCCSD", "UCCSD(T)", "FCI")

#: Å; the Coulson-Fischer point is looked for with this accuracy.
_COULSON_FISCHER_TOLERANCE = 1e-4


def calculate_curve(
    name: str,
    basis: str,
    lengths: Sequence[float],
    *,
    methods: Iterable[str] = METHODS,
    frozen: int = 0,
    full_ci_at: Sequence[float] | None = None,
) -> list[dict]:
    """Energies, stability and natural occupations along a bond.

    Parameters
    ----------
    name : str
        A bond of `BONDS`.
    basis : str
        Basis set of `qmlaw.reference.basis.SETS`.
    lengths : sequence of float
        Å.
    methods : iterable of str
        Some of `METHODS`.
    frozen : int
        Core orbitals that stay doubly occupied in all correlated methods.
    full_ci_at : sequence of float, optional
        Lengths (Å) at which full CI is done, if it is one of the methods; default: all.

    Returns
    -------
    list of dict
        For each length, rising: ``length``, ``atomic_numbers``, ``positions`` (Å), ``energies`` (hartree, by
        method), ``occupations`` (by method), ``restricted_curvature``, ``triplet_curvature``,
        ``unrestricted_curvature`` (hartree), ``spin_squared`` (by method), ``reasons`` (of what is
        missing). Only what JSON can hold.

    Raises
    ------
    ValueError
        For an unknown bond, method or basis, or lengths that are not positive.
    """
    bond, lengths = find_bond(name), sorted(float(length) for length in lengths)
    methods = _checked_methods(methods)
    closed = _restricted_along(bond, basis, lengths)
    open_shells = _unrestricted_along(bond, basis, closed, lengths) if _unrestricted(methods) else {}
    coupled = _coupled_along(closed, frozen, bond.equilibrium) if methods & {"CCSD", "CCSD(T)"} else {}
    points = []
    for length in lengths:
        atoms = bond.atoms(length)
        point = _restricted_point(closed[length], coupled.get(length), methods, frozen)
        if open_shells:
            _add_unrestricted(point, open_shells[length], closed[length], methods, frozen)
        if "FCI" in methods and (full_ci_at is None or np.isclose(full_ci_at, length).any()):
            _add_full_ci(point, closed[length].solution, frozen)
        points.append(
            {
                "length": length,
                "atomic_numbers": atoms.numbers.tolist(),
                "positions": atoms.positions.tolist(),
            }
            | point
        )
    return points


def coulson_fischer(name: str, basis: str, shortest: float, longest: float) -> float | None:
    """Length at which the closed-shell solution stops being a minimum among unrestricted ones.

    Parameters
    ----------
    name, basis : str
        Bond and basis set.
    shortest, longest : float
        Å; the point is looked for between them.

    Returns
    -------
    float or None
        Å; None if the curvature does not change its sign.
    """
    bond = find_bond(name)
    occupations = mean_fields.equilibrium_occupations(bond.atoms(bond.equilibrium), basis)

    def curvature(length: float) -> float:
        return mean_fields.restricted(bond.atoms(length), basis, occupations).curvature.triplet

    grid = np.linspace(shortest, longest, 12)
    values = [curvature(length) for length in grid]
    for i in range(len(grid) - 1):
        if values[i] > 0 > values[i + 1]:
            return float(brentq(curvature, grid[i], grid[i + 1], xtol=_COULSON_FISCHER_TOLERANCE))
    return None


def calculate_parts(name: str, basis: str, *, frozen: int = 0, full_ci: bool = True) -> list[dict]:
    """The separate parts of a bond, and its atoms, at every level.

    Parameters
    ----------
    name, basis : str
        Bond and basis set.
    frozen : int
        Core orbitals of the molecule that are frozen: all of its heavy atoms, or none.
    full_ci : bool
        Whether full CI is affordable.

    Returns
    -------
    list of dict
        ``formula``, ``atoms`` (indices in the molecule; for the single atoms that are no part: empty),
        ``multiplicity``, ``energies`` (hartree): ``ROHF``, and the unrestricted methods of `METHODS`.
    """
    bond = find_bond(name)
    wanted = [(bond.part(i), bond.multiplicities[i], list(indices)) for i, indices in enumerate(bond.parts)]
    single = {atoms.get_chemical_formula() for atoms, _, _ in wanted if len(atoms) == 1}
    for symbol in sorted(set(bond.symbols) - single):
        atom = Atoms(symbol)
        wanted.append((atom, default_multiplicity(atom), []))
    known: dict[str, dict[str, float]] = {}
    for atoms, multiplicity, _ in wanted:
        formula = atoms.get_chemical_formula()
        if formula not in known:
            core = int(sum(atoms.numbers > 2)) if frozen else 0
            known[formula] = _part_energies(atoms, basis, multiplicity, core, full_ci)
    return [
        {
            "formula": atoms.get_chemical_formula(),
            "atoms": indices,
            "multiplicity": multiplicity,
            "energies": known[atoms.get_chemical_formula()],
        }
        for atoms, multiplicity, indices in wanted
    ]


def _part_energies(
    atoms: Atoms, basis: str, multiplicity: int, frozen: int, full_ci: bool
) -> dict[str, float]:
    molecule = mean_fields.build(atoms, basis, multiplicity)
    lowest = mean_fields.lowest_open_shell(molecule).solution
    closed = mean_fields.restricted_open_shell(molecule, lowest)
    correlated = correlation.coupled_cluster(lowest, frozen)
    energies = {"ROHF": float(closed.e_tot), "UHF": float(lowest.e_tot)}
    energies["UMP2"] = correlation.second_order(lowest, frozen)
    energies |= {f"U{method}": energy for method, energy in correlated.energies.items()}
    if full_ci:
        energies["FCI"] = correlation.full_ci(closed, frozen).energy
    return energies


def _checked_methods(methods: Iterable[str]) -> set[str]:
    methods = set(methods)
    if unknown := methods - set(METHODS):
        raise ValueError(f"unknown methods {', '.join(sorted(unknown))}; known are {', '.join(METHODS)}")
    return methods


def _unrestricted(methods: set[str]) -> set[str]:
    return {method for method in methods if method.startswith("U")}


def _from_equilibrium(lengths: list[float], equilibrium: float) -> list[list[float]]:
    """Lengths outwards from the equilibrium, and inwards."""
    outwards = [length for length in lengths if length >= equilibrium]
    inwards = [length for length in reversed(lengths) if length < equilibrium]
    return [outwards, inwards]


def _restricted_along(bond: Bond, basis: str, lengths: list[float]) -> dict[float, Restricted]:
    """RHF from the equilibrium on, each from its neighbour."""
    occupations = mean_fields.equilibrium_occupations(bond.atoms(bond.equilibrium), basis)
    found: dict[float, Restricted] = {}
    for side in _from_equilibrium(lengths, bond.equilibrium):
        previous: RHF | None = None
        for length in side:
            found[length] = mean_fields.restricted(bond.atoms(length), basis, occupations, previous)
            previous = found[length].solution
    return found


def _coupled_along(
    closed: dict[float, Restricted], frozen: int, equilibrium: float
) -> dict[float, Correlated]:
    """CCSD(T) on RHF from the equilibrium on, each from its neighbour where that converged."""
    found: dict[float, Correlated] = {}
    for side in _from_equilibrium(sorted(closed), equilibrium):
        neighbour = None
        for length in side:
            if not closed[length].converged:
                continue
            reference = closed[length].solution
            found[length] = correlation.coupled_cluster(
                reference, frozen, neighbour=neighbour, occupations=True
            )
            amplitudes = found[length].amplitudes
            neighbour = None if amplitudes is None else (reference, amplitudes)
    return found


def _unrestricted_along(
    bond: Bond, basis: str, closed: dict[float, Restricted], lengths: list[float]
) -> dict[float, Unrestricted]:
    """The lowest UHF solution found from two starts: symmetry broken here, and continued from outside."""
    found: dict[float, Unrestricted] = {}
    neighbour = None
    for length in reversed(lengths):
        molecule = mean_fields.build(bond.atoms(length), basis)
        candidates = []
        if neighbour is not None:
            candidates.append(mean_fields.continued(molecule, neighbour))
        try:
            candidates.append(mean_fields.broken_symmetry(molecule, closed[length]))
        except ConvergenceError:
            if not candidates:
                raise
        neighbour = min(candidates, key=lambda candidate: candidate.solution.e_tot)
        found[length] = neighbour
    return found


def _restricted_point(closed: Restricted, coupled: Correlated | None, methods: set[str], frozen: int) -> dict:
    energies, occupations, reasons = {}, {}, []
    if closed.converged:
        energies["RHF"] = float(closed.solution.e_tot)
    else:
        reasons.append("RHF did not converge")
    if closed.converged and "MP2" in methods:
        energies["MP2"] = correlation.second_order(closed.solution, frozen)
    if coupled is not None:
        energies |= coupled.energies
        reasons += [f"on RHF: {reason}" for reason in coupled.reasons]
        if coupled.occupations is not None:
            occupations["CCSD"] = coupled.occupations.tolist()
    return {
        "energies": energies,
        "occupations": occupations,
        "spin_squared": {},
        "restricted_curvature": closed.curvature.singlet,
        "triplet_curvature": closed.curvature.triplet,
        "reasons": reasons,
    }


def _add_unrestricted(
    point: dict, found: Unrestricted, closed: Restricted, methods: set[str], frozen: int
) -> None:
    solution, energies = found.solution, point["energies"]
    same = closed.converged and abs(solution.e_tot - closed.solution.e_tot) < mean_fields.SAME
    point["unrestricted_curvature"] = found.curvature
    energies["UHF"] = float(closed.solution.e_tot if same else solution.e_tot)
    point["spin_squared"]["UHF"] = 0.0 if same else float(solution.spin_square()[0])
    density = closed.solution.make_rdm1() if same else sum(solution.make_rdm1())
    overlap = solution.mol.intor("int1e_ovlp")
    point["occupations"]["UHF"] = mean_fields.natural_occupations(density, overlap).tolist()
    wanted = {method.removeprefix("U") for method in _unrestricted(methods)} - {"HF"}
    if same and wanted <= set(energies):  # one solution, one energy
        energies |= {f"U{method}": energies[method] for method in wanted}
        return
    if "MP2" in wanted:
        energies["UMP2"] = correlation.second_order(solution, frozen)
    if wanted - {"MP2"}:
        coupled = correlation.coupled_cluster(solution, frozen)
        energies |= {f"U{method}": energy for method, energy in coupled.energies.items()}
        point["reasons"] += [f"on UHF: {reason}" for reason in coupled.reasons]


def _add_full_ci(point: dict, closed: RHF, frozen: int) -> None:
    exact = correlation.full_ci(closed, frozen)
    if not exact.converged:
        point["reasons"].append("full CI did not converge")
        return
    point["energies"]["FCI"] = exact.energy
    point["occupations"]["FCI"] = exact.occupations.tolist()
    point["spin_squared"]["FCI"] = exact.spin_squared
