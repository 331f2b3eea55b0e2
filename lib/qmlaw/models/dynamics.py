"""Molecular dynamics on a learned surface: a run with ASE, what is kept of it, and whether energy was.

A trajectory at constant energy is a test of the forces: if they are the slope of the energy, and the step is
short, the sum of both kinds of energy stays where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import ase
import numpy as np
from ase import units as ase_units
from ase.calculators.calculator import Calculator
from ase.geometry.analysis import get_rdf
from ase.md.langevin import Langevin
from ase.md.velocitydistribution import Stationary, ZeroRotation, thermalize_momenta
from ase.md.verlet import VelocityVerlet
from numpy.typing import NDArray
from scipy.spatial.distance import pdist, squareform

from qmlaw.models.dtnn.limits import MUCH_CLOSER


@dataclass(frozen=True)
class Dynamics:
    """How to move.

    Parameters
    ----------
    temperature : float
        Of the first velocities, and of the bath, in K.
    steps : int
    timestep : float
        fs.
    friction : float, optional
        Of a Langevin bath, 1/fs. Without it the energy is conserved (velocity Verlet).
    every : int
        Steps from one kept frame to the next.
    seed : int
        Of velocities and bath.
    """

    temperature: float
    steps: int
    timestep: float = 0.5
    friction: float | None = None
    every: int = 10
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("steps", "every"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is 1 or more")
        for name in ("temperature", "timestep"):
            if not (np.isfinite(getattr(self, name)) and getattr(self, name) > 0):
                raise ValueError(f"{name} is {getattr(self, name)!r}; allowed is a positive number")
        if self.friction is not None and not (np.isfinite(self.friction) and self.friction > 0):
            raise ValueError(f"friction is {self.friction!r}; allowed is a positive number of 1/fs, or None")


class Trajectory(NamedTuple):
    """What is kept of a run: time in ps, energies of the whole in eV, temperature in K, and frames."""

    time: NDArray[np.float64]
    potential: NDArray[np.float64]
    kinetic: NDArray[np.float64]
    temperature: NDArray[np.float64]
    frames: list[ase.Atoms]

    @property
    def drift(self) -> float:
        """Slope of the total energy in eV per atom and ps: a line fitted to all kept frames."""
        slope = np.polyfit(self.time, self.potential + self.kinetic, 1)[0]
        return float(slope / len(self.frames[0]))

    @property
    def wobble(self) -> float:
        """Standard deviation of the total energy about that line, eV per atom."""
        total = self.potential + self.kinetic
        line = np.polynomial.Polynomial.fit(self.time, total, 1)(self.time)
        return float(np.std(total - line) / len(self.frames[0]))


def run_dynamics(
    atoms: ase.Atoms, calculator: Calculator, dynamics: Dynamics,
    report: Callable[[int, float], None] = lambda step, temperature: None,
) -> Trajectory:  # fmt: skip
    """Move atoms.

    Parameters
    ----------
    atoms : ase.Atoms
        Where they start; not changed. Velocities are drawn anew, without motion or rotation of the whole.
    calculator : Calculator
        For example `NetworkCalculator`.
    dynamics : Dynamics
    report : callable, optional
        Called with the step and the temperature of every kept frame.

    Raises
    ------
    ValueError
        If the calculator refuses the atoms, or there are fewer than two.
    FloatingPointError
        If an energy is no longer finite, or the temperature runs away (fifty times what was asked, and more
        than 15,000 K): the step is too long, or the model was asked where it knows nothing. A molecule that
        comes apart in peace is not noticed.
    """
    if len(atoms) < 2:
        raise ValueError(
            f"there are {len(atoms)} atoms; allowed are two or more: one alone has no motion of its own"
        )
    moving, rng = atoms.copy(), np.random.default_rng(dynamics.seed)
    moving.calc = calculator
    thermalize_momenta(moving, dynamics.temperature, rng=rng)
    Stationary(moving)
    if not moving.pbc.any() and moving.get_moments_of_inertia().min() > 1e-6:  # not for atoms on a line
        ZeroRotation(moving)
    step = dynamics.timestep * ase_units.fs
    if dynamics.friction is None:
        mover = VelocityVerlet(moving, step)
    else:
        mover = Langevin(
            moving, step, temperature_K=dynamics.temperature,
            friction=dynamics.friction / ase_units.fs, rng=rng, fixcm=False,
        )  # fmt: skip
    kept: list[tuple[float, ...]] = []
    frames: list[ase.Atoms] = []
    hottest = 50 * max(dynamics.temperature, 300.0)

    def keep() -> None:
        potential, temperature = moving.get_potential_energy(), moving.get_temperature()
        if not np.isfinite(potential) or not temperature < hottest:
            raise FloatingPointError(
                f"step {mover.nsteps}: energy {potential:.6g} eV, temperature {temperature:.6g} K; shorten "
                f"the time step (now {dynamics.timestep:g} fs), or start where the model has seen data"
            )
        time = mover.nsteps * dynamics.timestep / 1000
        kept.append((time, potential, moving.get_kinetic_energy(), temperature))
        frames.append(moving.copy())
        report(mover.nsteps, temperature)

    mover.attach(keep, interval=dynamics.every)
    mover.run(dynamics.steps)
    return Trajectory(*np.array(kept).T, frames)


def check_start(atoms: ase.Atoms, *, shortest: float, cutoff: float | None = None) -> None:
    """Refuse a start that a model has no answer for.

    Parameters
    ----------
    atoms : ase.Atoms
    shortest : float
        Shortest distance that the model was trained on, Å.
    cutoff : float, optional
        How far it looks, Å: with it, a cell must be wider than twice as much, so that no atom sees an image
        of its own neighbour, and the motion is that of more than one cell.

    Raises
    ------
    ValueError
        If two atoms are far closer than any in the training set, or the cell is too small.
    """
    if len(atoms) > 1:
        distances = (
            atoms.get_all_distances(mic=True) if atoms.pbc.any() else squareform(pdist(atoms.positions))
        )
        np.fill_diagonal(distances, np.inf)
        i, j = np.unravel_index(np.argmin(distances), distances.shape)
        if distances[i, j] < MUCH_CLOSER * shortest:
            raise ValueError(
                f"atoms {i} and {j} are {distances[i, j]:.2f} Å apart; the model was trained on "
                f"{shortest:.2f} Å and more"
            )
    if cutoff is not None and atoms.pbc.any():
        widths = 1 / np.linalg.norm(np.linalg.inv(atoms.cell.array), axis=0)
        if widths.min() < 2 * cutoff:
            times = np.ceil(2 * cutoff / widths).astype(int)
            raise ValueError(
                f"the cell is {widths.min():.2f} Å wide; allowed is twice the cut-off, {2 * cutoff:.2f} Å "
                f"and more: repeat it {times[0]} x {times[1]} x {times[2]} times"
            )


def radial_distribution(
    frames: list[ase.Atoms], *, r_max: float, n_bins: int = 100
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances (n_bins,) in Å and g(r), the mean over the frames: 1 where atoms know nothing of each other.

    Parameters
    ----------
    frames : list of ase.Atoms
        In cells more than 2 `r_max` wide.
    r_max : float
        Å.
    n_bins : int
    """
    if not frames:
        raise ValueError("frames is empty; allowed is one or more")
    curves = []
    for frame in frames:
        curve, distance = get_rdf(frame, r_max, n_bins)
        curves.append(curve)
    return distance, np.mean(curves, axis=0)
