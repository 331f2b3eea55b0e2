"""One energy: `single_point` for any level of theory of `qmlaw.reference.levels`."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw import units
from qmlaw.molecules import Molecule
from qmlaw.reference import ab_initio
from qmlaw.reference.ab_initio import Clock, ConvergenceError, Step
from qmlaw.reference.levels import ACCURACIES, Accuracy, Level, find_level

if TYPE_CHECKING:
    from pyscf.gto import Mole

#: Ground-state multiplicities by number of electrons, 1 (H) to 18 (Ar).
#: Source: NIST Atomic Spectra Database, ground levels of the neutral atoms, doi:10.18434/T4W30F.
ATOM_MULTIPLICITY = dict(enumerate((2, 1, 2, 1, 2, 3, 4, 3, 2, 1, 2, 1, 2, 3, 4, 3, 2, 1), start=1))

#: Two nuclei closer than this (Å) are taken for a mistake in the input.
SMALLEST_DISTANCE = 0.2


class Result(NamedTuple):
    """What a single-point calculation gave.

    Attributes
    ----------
    energy : float
        Total electronic energy including nuclear repulsion, hartree.
    forces : ndarray, shape (n_atoms, 3), or None
        Minus the gradient of the energy, hartree/Å.
    homo, lumo : float or None
        Energies of the highest occupied and lowest empty orbital, hartree. For an open shell the higher
        (lower) of the two spins. None where there is no such orbital, or none was asked for.
    dipole : ndarray, shape (3,), or None
        Dipole moment, debye.
    polarizability : float or None
        Static isotropic polarizability, bohr^3; closed-shell HF and DFT only.
    steps : dict of str to Step, or None
        Cheaper methods that a correlated one passes on its way, with the same basis and integrals: ``"HF"``,
        and at CCSD(T) ``"MP2"`` and ``"CCSD"``.
    stable : bool or None
        Whether the closed-shell solution is a minimum also among unrestricted ones; None if not tested.
    seconds : float
        Wall time, s.
    cpu_seconds : float
        CPU time of this process, s.
    converged : bool
        Always True: a calculation that does not converge raises `ConvergenceError`.
    note : str
        Empty, or what was needed to converge.
    """

    energy: float
    forces: NDArray[np.float64] | None
    homo: float | None
    lumo: float | None
    dipole: NDArray[np.float64] | None
    polarizability: float | None
    steps: dict[str, Step] | None
    stable: bool | None
    seconds: float
    cpu_seconds: float
    converged: bool
    note: str


class Wanted(NamedTuple):
    """What is asked for besides the energy."""

    forces: bool
    properties: bool
    stability: bool


def single_point(
    atoms: Atoms | Molecule,
    level: str | Level,
    *,
    forces: bool = False,
    properties: bool = False,
    stability: bool = False,
    accuracy: str = "production",
    charge: int = 0,
    multiplicity: int | None = None,
    ghosts: Collection[int] = (),
) -> Result:
    """Energy of one molecule at one level of theory, with forces and properties where asked.

    Parameters
    ----------
    atoms : ase.Atoms or Molecule
        Molecule without periodic boundaries, positions in Å; also an element of `qmlaw.molecules.Molecules`.
    level : str or Level
        Level of theory, e.g. ``"B3LYP/6-31G(2df,p)"``.
    forces : bool
        Compute forces. Not available at CCSD(T); at MP2 only with ``accuracy="tight"``.
    properties : bool
        Compute HOMO, LUMO, dipole and polarizability. Not available at correlated levels; no
        polarizability at GFN2-xTB and for open shells.
    stability : bool
        Test the stability of a closed-shell HF or DFT solution. One that another *restricted* solution lies
        below is replaced by it, with a note; one that an unrestricted solution lies below is kept and marked
        (``stable=False``).
    accuracy : {"production", "tight"}
        Production: density fitting where the level names an auxiliary set, DFT grid level 2, SCF
        converged to 1e-7 hartree. Tight: no density fitting, grid level 4, 1e-10 hartree. Never mix the
        two in one atomization energy.
    charge : int
        Total charge, elementary charges.
    multiplicity : int, optional
        2S + 1. Default: for an atom its ground state, else the lowest one that fits the number of
        electrons (so O2 must be given 3).
    ghosts : collection of int
        Atoms that lend their basis functions only, with no nucleus and no electrons, as the counterpoise
        correction needs them. Energies only.

    Returns
    -------
    Result
        Energy in hartree and what else was asked.

    Raises
    ------
    ValueError
        For an unknown level or accuracy, an element without basis functions, periodic atoms, two atoms on
        one spot, a charge and multiplicity that do not fit, or something the level cannot give.
    ConvergenceError
        If no solution is found.
    """
    level = find_level(level)
    if isinstance(atoms, Molecule):
        atoms = Atoms(atoms.atomic_numbers, atoms.positions, cell=atoms.cell, pbc=atoms.cell is not None)
    if accuracy not in ACCURACIES:
        raise ValueError(f"unknown accuracy {accuracy!r}; allowed are {', '.join(ACCURACIES)}")
    _check_positions(atoms)
    wanted = Wanted(forces, properties, stability)
    _check_ghosts(atoms, level, ghosts, wanted)
    real = atoms[[i for i in range(len(atoms)) if i not in ghosts]]
    if multiplicity is None:
        multiplicity = default_multiplicity(real, charge)
    _check_multiplicity(real, charge, multiplicity)
    clock = Clock()
    if level.method == "xtb":
        values = _xtb(atoms, level, ACCURACIES[accuracy], charge, multiplicity, wanted)
    else:
        molecule = ab_initio.build_molecule(atoms, level, charge, multiplicity, ghosts)
        values = _ab_initio(molecule, level, ACCURACIES[accuracy], wanted, clock)
    values["seconds"], values["cpu_seconds"] = clock.read()
    nothing = dict.fromkeys(Result._fields)
    return Result(**(nothing | {"converged": True, "note": ""} | values))


def default_multiplicity(atoms: Atoms, charge: int = 0) -> int:
    """Multiplicity that `single_point` assumes when none is given.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule or atom.
    charge : int
        Total charge, elementary charges.

    Returns
    -------
    int
        2S + 1: the ground state for a single atom up to 18 electrons, else 1 or 2.
    """
    n_electrons = int(sum(atoms.numbers)) - charge
    if len(atoms) == 1 and n_electrons in ATOM_MULTIPLICITY:
        return ATOM_MULTIPLICITY[n_electrons]
    return 1 + n_electrons % 2


def _check_positions(atoms: Atoms) -> None:
    formula = atoms.get_chemical_formula()
    if len(atoms) == 0:
        raise ValueError("the molecule has no atoms")
    if atoms.pbc.any():
        raise ValueError(f"{formula} is periodic (pbc = {atoms.pbc.tolist()}); only molecules are possible")
    if not np.all(np.isfinite(atoms.positions)):
        raise ValueError(f"positions of {formula} are not all finite")
    if 0 in atoms.numbers:
        raise ValueError(f"{formula}: atom {list(atoms.numbers).index(0)} is of no element")
    if len(atoms) == 1:
        return
    distances = atoms.get_all_distances()
    np.fill_diagonal(distances, np.inf)
    i, j = np.unravel_index(np.argmin(distances), distances.shape)
    if distances[i, j] < SMALLEST_DISTANCE:
        raise ValueError(
            f"atoms {i} and {j} of {formula} are {distances[i, j]:.3f} Å apart; "
            f"at least {SMALLEST_DISTANCE} Å is allowed"
        )


def _check_ghosts(atoms: Atoms, level: Level, ghosts: Collection[int], wanted: Wanted) -> None:
    if not ghosts:
        return
    if other := set(ghosts) - set(range(len(atoms))):
        raise ValueError(f"ghosts {sorted(other)} are not among atoms 0 to {len(atoms) - 1}")
    if level.basis is None or any(wanted):
        raise ValueError(
            f"ghosts {list(ghosts)} are for energies at a level with a basis, not {level.name} with {wanted}"
        )


def _check_multiplicity(atoms: Atoms, charge: int, multiplicity: int) -> None:
    n_electrons = int(sum(atoms.numbers)) - charge
    unpaired = multiplicity - 1
    if n_electrons < 1 or unpaired < 0 or unpaired > n_electrons or (n_electrons - unpaired) % 2:
        raise ValueError(
            f"charge {charge} and multiplicity {multiplicity} do not fit {atoms.get_chemical_formula()}: "
            f"{n_electrons} electrons, {unpaired} unpaired"
        )


def _xtb(
    atoms: Atoms, level: Level, accuracy: Accuracy, charge: int, multiplicity: int, wanted: Wanted
) -> dict:
    from tblite.interface import Calculator

    positions = atoms.positions / units.BOHR_TO_ANGSTROM
    if wanted.stability:
        raise ValueError(f"stability is not tested at {level.name}; only at HF and DFT")
    calculator = Calculator(level.functional, atoms.numbers, positions, charge, multiplicity - 1)
    calculator.set("verbosity", 0)
    calculator.set("accuracy", accuracy.xtb_accuracy)
    try:
        result = calculator.singlepoint()
    except RuntimeError as error:
        raise ConvergenceError(f"{level.name} of {atoms.get_chemical_formula()}: {error}") from error
    values = {"energy": float(result["energy"])}
    if wanted.forces:
        values["forces"] = -result["gradient"] / units.BOHR_TO_ANGSTROM
    if wanted.properties:
        values |= _frontier(result["orbital-energies"], result["orbital-occupations"])
        values["dipole"] = result["dipole"] * units.EBOHR_TO_DEBYE
    return values


def _ab_initio(molecule: Mole, level: Level, accuracy: Accuracy, wanted: Wanted, clock: Clock) -> dict:
    correlated = level.correlated
    if wanted.properties and correlated:
        raise ValueError(f"properties are not available at {level.name}; only at HF, DFT and GFN2-xTB")
    if wanted.stability and (correlated or molecule.spin):
        raise ValueError(f"stability is tested only for closed shells at HF and DFT, not at {level.name}")
    if wanted.forces and level.method == "ccsd(t)":
        raise ValueError(f"forces are not available at {level.name}")
    mean_field, note = ab_initio.solve_mean_field(molecule, level, accuracy)
    stable = None
    if wanted.stability:
        mean_field, stable, note = ab_initio.lowest_restricted(mean_field, level, note)
    energy, gradient, steps = mean_field.e_tot, None, None
    if correlated:
        energy, gradient, steps = ab_initio.correlate(mean_field, level, accuracy, wanted.forces, clock)
    elif wanted.forces:
        gradient = ab_initio.nuclear_gradient(mean_field)
    values = {"energy": float(energy), "note": note, "steps": steps, "stable": stable}
    if wanted.forces:
        values["forces"] = -gradient / units.BOHR_TO_ANGSTROM
    if wanted.properties:
        values |= _frontier(mean_field.mo_energy, mean_field.mo_occ)
        values["dipole"] = mean_field.dip_moment(unit="Debye", verbose=0)
        if not molecule.spin:
            values["polarizability"] = ab_initio.isotropic_polarizability(
                mean_field, accuracy.response_grid_level
            )
    return values


def _frontier(energies: NDArray[np.float64], occupations: NDArray[np.float64]) -> dict:
    """HOMO and LUMO energies, hartree; None where there is no such orbital."""
    energies, occupations = np.ravel(energies), np.ravel(occupations)
    occupied, empty = energies[occupations > 0.5], energies[occupations <= 0.5]
    return {
        "homo": float(occupied.max()) if occupied.size else None,
        "lumo": float(empty.min()) if empty.size else None,
    }
