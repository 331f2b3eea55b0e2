"""Minima and harmonic frequencies at any level of theory with forces: where the nuclei rest, how they move.

The geometry part of the Gaussian-n methods: G2 and G3 optimise at MP2(full)/6-31G(d) and take frequencies
from HF/6-31G(d) at *its* minimum, G4 and G4(MP2) take both from B3LYP/6-31G(2df,p). Everything is done at
accuracy ``"tight"``.

References
----------
Curtiss et al., J. Chem. Phys. 94, 7221 (1991): G2.
Curtiss, Redfern, Raghavachari, J. Chem. Phys. 126, 084108 (2007), doi:10.1063/1.2436888: G4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from ase import Atoms
from ase.calculators.calculator import Calculator, all_changes
from ase.optimize import BFGS
from numpy.typing import NDArray

from qmlaw import units
from qmlaw.reference import ab_initio
from qmlaw.reference.ab_initio import ConvergenceError
from qmlaw.reference.geometry import hessian, internal_projector
from qmlaw.reference.levels import ACCURACIES, Level, find_level
from qmlaw.reference.sampling import harmonic_modes
from qmlaw.reference.single_point import default_multiplicity, single_point

#: What is told about the progress: one short line of text at a time.
Progress = Callable[[str], None]

#: Largest force (eV/Å) of a converged minimum. Bond lengths are then good to 1e-4 Å, and what a soft mode
#: still lacks costs less than 1e-7 hartree.
LARGEST_FORCE = 0.001

#: Largest force (eV/Å) at which frequencies are calculated: 1 kcal/mol/Å, a geometry with four decimals.
LARGEST_FORCE_OF_FREQUENCIES = 0.05

_MAX_STEPS = 100

#: Smallest curvature (eV/Å^2) of the optimiser's first guess: a flat direction would make a giant step.
_SMALLEST_CURVATURE = 1.0

_ACCURACY = "tight"


class NotAMinimumError(RuntimeError):
    """A geometry at which frequencies were asked for is no minimum at that level of theory."""


class Stationary(NamedTuple):
    """An optimised geometry.

    Attributes
    ----------
    atoms : ase.Atoms
        Optimised, positions in Å; without a calculator.
    energy : float
        Energy there, hartree.
    largest_force : float
        Largest force left on an atom, eV/Å.
    gradients : int
        Gradients calculated.
    """

    atoms: Atoms
    energy: float
    largest_force: float
    gradients: int


class Vibrations(NamedTuple):
    """Harmonic frequencies of a molecule at a minimum, and its rotational constants.

    Attributes
    ----------
    wavenumbers : ndarray, shape (n_modes,)
        Harmonic wavenumbers, cm^-1, unscaled, rising; 3n - 6, of a linear molecule 3n - 5, of an atom none.
    directions : ndarray, shape (n_modes, n_atoms, 3)
        Cartesian displacements of unit length.
    rotational_constants : ndarray, shape (3,), (1,) or (0,)
        cm^-1, falling: of a nonlinear molecule, of a linear one, of an atom.
    """

    wavenumbers: NDArray[np.float64]
    directions: NDArray[np.float64]
    rotational_constants: NDArray[np.float64]


def minimum(
    atoms: Atoms,
    level: str | Level,
    *,
    charge: int = 0,
    multiplicity: int | None = None,
    largest_force: float = LARGEST_FORCE,
    progress: Progress | None = None,
) -> Stationary:
    """Optimise a geometry with ASE's BFGS.

    The optimiser starts from the second derivatives of GFN2-xTB where there are any, which halves the number
    of gradients against a unit matrix (ethene 12 instead of 21, hydrogen peroxide 6 instead of 17).

    A start that is exactly symmetric stays so, and may end at a saddle point: `frequencies` tells.

    Parameters
    ----------
    atoms : ase.Atoms
        Start, positions in Å; it is left as it is.
    level : str or Level
        Any level with forces, e.g. ``"MP2(full)/6-31G(d)"``.
    charge : int
        Total charge, elementary charges.
    multiplicity : int, optional
        2S + 1; default as in `single_point`.
    largest_force : float
        Convergence: largest force on an atom, eV/Å.
    progress : callable, optional
        Called with a line of text after every gradient.

    Returns
    -------
    Stationary
        Geometry (Å) and energy (hartree). A single atom is returned as it is, with its energy.

    Raises
    ------
    ValueError
        As `single_point`; also if `largest_force` is not positive.
    ConvergenceError
        If the optimiser needs too many steps, or a wave function does not converge.
    """
    if not largest_force > 0:
        raise ValueError(f"largest_force must be above 0 eV/Å, not {largest_force}")
    level = find_level(level)
    if multiplicity is None:
        multiplicity = default_multiplicity(atoms, charge)
    if len(atoms) == 1:
        energy = single_point(
            atoms, level, accuracy=_ACCURACY, charge=charge, multiplicity=multiplicity
        ).energy
        return Stationary(_bare(atoms), energy, 0.0, 0)
    moving = _bare(atoms)
    moving.calc = _Forces(level, charge, multiplicity, progress)
    moving.get_forces()  # kept by ASE; nonsense is refused here, by the level that was asked for
    optimiser = BFGS(moving, logfile=None)
    start = _gfn2_curvature(atoms, charge, multiplicity)
    if start is not None:
        optimiser.H0 = start
    if not optimiser.run(fmax=largest_force, steps=_MAX_STEPS):
        raise ConvergenceError(
            f"{level.name} of {atoms.get_chemical_formula()}: no minimum in {_MAX_STEPS} steps; "
            f"the largest force is still {_largest(moving):.4f} eV/Å, not {largest_force}"
        )
    energy = moving.get_potential_energy() / units.HARTREE_TO_EV
    return Stationary(_bare(moving), energy, _largest(moving), moving.calc.gradients)


def frequencies(
    atoms: Atoms,
    level: str | Level,
    *,
    charge: int = 0,
    multiplicity: int | None = None,
    largest_force: float = LARGEST_FORCE_OF_FREQUENCIES,
    progress: Progress | None = None,
) -> Vibrations:
    """Harmonic frequencies at a minimum, of the most abundant isotopes.

    Second derivatives are analytic at HF and DFT, else central differences of the forces (6n gradients).

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule at a minimum *of this level*, positions in Å. Its own masses are not used.
    level : str or Level
        Any level with forces, e.g. ``"HF/6-31G(d)"``.
    charge : int
        Total charge, elementary charges.
    multiplicity : int, optional
        2S + 1; default as in `single_point`.
    largest_force : float
        Largest force on an atom (eV/Å) with which the geometry still counts as stationary.
    progress : callable, optional
        Called with a line of text before an analytic Hessian and after every gradient.

    Returns
    -------
    Vibrations
        Unscaled wavenumbers, cm^-1.

    Raises
    ------
    ValueError
        As `single_point`.
    NotAMinimumError
        If a force is too large or a mode is imaginary; the message names it.
    ConvergenceError
        If a wave function does not converge.
    """
    level = find_level(level)
    if multiplicity is None:
        multiplicity = default_multiplicity(atoms, charge)
    molecule = _bare(atoms)
    molecule.set_masses("most_common")
    if len(atoms) == 1:
        return Vibrations(np.zeros(0), np.zeros((0, 1, 3)), np.zeros(0))
    molecule.calc = _Forces(level, charge, multiplicity, progress)
    found = _largest(molecule)
    who = f"{level.name} of {atoms.get_chemical_formula()}"
    if found > largest_force:
        raise NotAMinimumError(
            f"{who}: a force of {found:.4f} eV/Å is left; at most {largest_force} is allowed"
        )
    modes = harmonic_modes(molecule, _curvature(molecule, level, charge, multiplicity, progress))
    imaginary = [f"{-wavenumber:.1f}i" for wavenumber in modes.frequencies if not wavenumber > 0]
    if imaginary:
        raise NotAMinimumError(f"{who}: no minimum, imaginary modes {', '.join(imaginary)} cm^-1")
    return Vibrations(modes.frequencies, modes.directions, rotational_constants(molecule))


def second_derivatives(
    atoms: Atoms, level: str | Level, *, charge: int = 0, multiplicity: int | None = None
) -> NDArray[np.float64]:
    """Second derivatives of the energy: analytic at HF and DFT, else central differences of the forces.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.
    level : str or Level
        Any level with forces, e.g. ``"HF/6-31G(d)"``.
    charge : int
        Total charge, elementary charges.
    multiplicity : int, optional
        2S + 1; default as in `single_point`.

    Returns
    -------
    ndarray, shape (3 n_atoms, 3 n_atoms)
        eV/Å^2.

    Raises
    ------
    ValueError
        As `single_point`.
    ConvergenceError
        If a wave function does not converge.
    """
    level = find_level(level)
    if multiplicity is None:
        multiplicity = default_multiplicity(atoms, charge)
    molecule = _bare(atoms)
    molecule.calc = _Forces(level, charge, multiplicity, None)
    return _curvature(molecule, level, charge, multiplicity, None)


def rotational_constants(atoms: Atoms) -> NDArray[np.float64]:
    """Rotational constants h / (8 pi^2 c I) of a rigid molecule.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å; its masses are used as they are.

    Returns
    -------
    ndarray, shape (3,), (1,) or (0,)
        cm^-1, falling: of a nonlinear molecule, of a linear one, of an atom.
    """
    from scipy import constants

    n_rotations = round(3 * len(atoms) - 3 - np.trace(internal_projector(atoms.positions)))
    if n_rotations == 0:
        return np.zeros(0)
    heaviest = np.sort(atoms.get_moments_of_inertia())[-3 if n_rotations == 3 else -1 :]
    moments = heaviest * constants.atomic_mass * constants.angstrom**2
    return constants.h / (8 * np.pi**2 * constants.c * 100 * moments)


class _Forces(Calculator):
    """A level of theory for ASE: energies in eV, forces in eV/Å, tight, and counted.

    Net force and torque of an exact calculation vanish. Those of a grid do not quite, and would keep the
    molecule drifting: they are projected out.
    """

    implemented_properties = ["energy", "forces"]

    def __init__(self, level: Level, charge: int, multiplicity: int, progress: Progress | None) -> None:
        super().__init__()
        self.level, self.state = level, {"charge": charge, "multiplicity": multiplicity}
        self.progress, self.gradients = progress, 0

    def calculate(
        self,
        atoms: Atoms | None = None,
        properties: list[str] | None = None,
        system_changes: list[str] = all_changes,
    ) -> None:
        """Fill `results`; ASE calls it when the atoms have moved."""
        super().calculate(atoms, properties, system_changes)
        result = single_point(self.atoms, self.level, forces=True, accuracy=_ACCURACY, **self.state)
        internal = internal_projector(self.atoms.positions)
        forces = (internal @ result.forces.ravel()).reshape(-1, 3) * units.HARTREE_TO_EV
        self.results = {"energy": result.energy * units.HARTREE_TO_EV, "forces": forces}
        self.gradients += 1
        if self.progress:
            largest = np.linalg.norm(forces, axis=1).max()
            self.progress(f"{self.level.name}: gradient {self.gradients}, largest force {largest:.4f} eV/Å")


def _bare(atoms: Atoms) -> Atoms:
    """A copy without calculator, constraints and masses of its own."""
    return Atoms(atoms.numbers, atoms.positions, cell=atoms.cell, pbc=atoms.pbc)


def _largest(atoms: Atoms) -> float:
    """Largest force on an atom, eV/Å."""
    return float(np.linalg.norm(atoms.get_forces(), axis=1).max())


def _gfn2_curvature(atoms: Atoms, charge: int, multiplicity: int) -> NDArray[np.float64] | None:
    """Second derivatives (eV/Å^2) at GFN2-xTB, made positive; None where GFN2 finds no solution."""
    guess = _bare(atoms)
    guess.calc = _Forces(find_level("GFN2-xTB"), charge, multiplicity, None)
    try:
        curvatures, directions = np.linalg.eigh(hessian(guess))
    except ConvergenceError:
        return None
    return (directions * np.maximum(np.abs(curvatures), _SMALLEST_CURVATURE)) @ directions.T


def _curvature(
    molecule: Atoms, level: Level, charge: int, multiplicity: int, progress: Progress | None
) -> NDArray[np.float64]:
    """Second derivatives, eV/Å^2: analytic where PySCF has them, else differences of forces.

    PySCF's fail where one spin has no electron at all, as in H2+.
    """
    n_electrons = int(molecule.numbers.sum()) - charge
    if level.method not in ("hf", "dft") or multiplicity == n_electrons + 1:
        return hessian(molecule)
    if progress:
        progress(f"{level.name}: analytic second derivatives")
    built = ab_initio.build_molecule(molecule, level, charge, multiplicity)
    mean_field, _ = ab_initio.solve_mean_field(built, level, ACCURACIES[_ACCURACY])
    return ab_initio.nuclear_hessian(mean_field) * units.HARTREE_TO_EV / units.BOHR_TO_ANGSTROM**2
