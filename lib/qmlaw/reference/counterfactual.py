"""Worlds whose physics is false: closed-shell Hartree-Fock and MP2 with other integrals.

Of the Schrödinger equation of a molecule (atomic units, nuclei A with charges Z_A)

    H = T/m - Σ Z_A g(r_iA) + λ Σ f(r_ij) + Σ Z_A Z_B g(R_AB)

the real world has m = λ = 1 and f(r) = g(r) = 1/r. A false world changes a constant (λ, the repulsion between
electrons, or m, the mass of the electron) or a law: f(r) = erf(ωr)/r makes electrons soft, g(r) = f(r) =
erfc(ωr)/r makes every Coulomb force short, as if light had a mass. Everything else stays as it is: nuclei,
electrons, Pauli's principle, the variation principle, the basis set.

Changed constants are not far from home. With r = s/λ a world of weaker repulsion is, but for the factor λ^2
and the repulsion of the nuclei, the real one with nuclei of charge Z/λ. With r = s/m one of heavier electrons
is the real one, shrunk and scaled. (In a complete basis; a fixed one does not shrink.)

In such a world the closed shell may be unstable, or have several solutions. Every solution is therefore
reached from several starts, followed down to a minimum among closed shells, and tested against open ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.reference.ab_initio import Clock, ConvergenceError, build_molecule, lowest_restricted
from qmlaw.reference.levels import Level

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import RHF

#: Start densities of every solution.
GUESSES = ("minao", "1e")

#: Solutions further apart than this (hartree) are different ones.
SAME_ENERGY = 1e-6

_TOLERANCE = 1e-10


@dataclass(frozen=True)
class World:
    """What is false in a world; the defaults are true.

    Parameters
    ----------
    repulsion : float
        λ, factor of the repulsion between electrons.
    electron_mass : float
        m, in masses of the real electron.
    softness : float or None
        ω in bohr^-1 of the repulsion erf(ωr)/r between electrons.
    screening : float or None
        ω in bohr^-1 of erfc(ωr)/r in place of every 1/r: among electrons, nuclei, and between both.
    """

    repulsion: float = 1.0
    electron_mass: float = 1.0
    softness: float | None = None
    screening: float | None = None


#: Worlds by name. How false they are was fixed beforehand: constants by ten to twenty percent, laws mildly.
WORLDS = {
    "real": World(),
    "weak": World(repulsion=0.9),
    "weaker": World(repulsion=0.8),
    "soft": World(softness=2.0),
    "short": World(screening=0.1),
    "heavy": World(electron_mass=1.2),
}


class Solution(NamedTuple):
    """The lowest closed-shell solution that was found.

    Attributes
    ----------
    energy : float
        Hartree-Fock total energy, hartree.
    mp2_energy : float
        With the second-order correlation energy of all electrons, hartree.
    stable : bool
        Whether it is a minimum also among unrestricted solutions.
    followed : bool
        Whether the lowest start had to be followed down from a saddle among closed shells.
    several : bool
        Whether the starts led to different solutions.
    cpu_seconds : float
        Processor time, s.
    """

    energy: float
    mp2_energy: float
    stable: bool
    followed: bool
    several: bool
    cpu_seconds: float


def find_world(name: str) -> World:
    """World by name.

    Raises
    ------
    ValueError
        If there is none of this name.
    """
    if name not in WORLDS:
        raise ValueError(f"unknown world {name!r}; known are {', '.join(WORLDS)}")
    return WORLDS[name]


def solve(atoms: Atoms, world: World, basis: str = "STO-3G") -> Solution:
    """Energy of a closed-shell molecule in a world.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å, an even number of electrons.
    world : World
        Its physics.
    basis : str
        Orbital basis, as in `qmlaw.reference.basis`.

    Returns
    -------
    Solution

    Raises
    ------
    ConvergenceError
        If no start converges, or no stable closed shell is found.
    ValueError
        For an odd number of electrons.
    """
    from pyscf import mp

    if sum(atoms.numbers) % 2:
        raise ValueError(f"{atoms.get_chemical_formula()} has an odd number of electrons: no closed shell")
    clock = Clock()
    level = Level(f"HF/{basis} in another world", "hf", basis)
    changed = mean_field(build_molecule(atoms, level, 0, 1), world)
    starts = [found for guess in GUESSES if (found := _converged(changed, guess)) is not None]
    if not starts:
        raise ConvergenceError(f"{atoms.get_chemical_formula()}: no start converged in {world}")
    energies = [start.e_tot for start in starts]
    lowest = starts[int(np.argmin(energies))]
    found, stable, note = lowest_restricted(lowest, level, "")
    correlated = mp.MP2(found)
    correlated.verbose = 0
    correlation = correlated.kernel(with_t2=False)[0]
    return Solution(
        energy=float(found.e_tot),
        mp2_energy=float(found.e_tot + correlation),
        stable=stable,
        followed=bool(note),
        several=bool(np.ptp(energies) > SAME_ENERGY),
        cpu_seconds=clock.read()[1],
    )


def mean_field(molecule: Mole, world: World) -> RHF:
    """Restricted Hartree-Fock with the integrals of a world, not yet solved.

    Parameters
    ----------
    molecule : pyscf.gto.Mole
        Molecule.
    world : World
        Its physics.
    """
    from pyscf import scf

    field = scf.RHF(molecule)
    field.conv_tol = _TOLERANCE
    field._eri = _electron_repulsion(molecule, world)  # PySCF takes integrals that are there for its own
    core = molecule.intor("int1e_kin") / world.electron_mass + _attraction(molecule, world.screening)
    field.get_hcore = lambda *_: core
    nuclear = nuclear_repulsion(molecule.atom_charges(), molecule.atom_coords(), world.screening)
    field.energy_nuc = lambda *_: nuclear
    return field


def nuclear_repulsion(
    charges: NDArray[np.float64], positions: NDArray[np.float64], screening: float | None = None
) -> float:
    """Repulsion of the nuclei, hartree.

    Parameters
    ----------
    charges : ndarray, shape (n_atoms,)
        Elementary charges.
    positions : ndarray, shape (n_atoms, 3)
        Bohr.
    screening : float or None
        ω in bohr^-1 of erfc(ωr)/r; None for 1/r.
    """
    from scipy.spatial.distance import pdist
    from scipy.special import erfc

    first, second = np.triu_indices(len(charges), 1)
    distances = pdist(positions)
    strength = 1.0 if screening is None else erfc(screening * distances)
    return float(np.sum(charges[first] * charges[second] * strength / distances))


def _electron_repulsion(molecule: Mole, world: World) -> NDArray[np.float64]:
    """Two-electron integrals. PySCF: a positive ω means erf(ωr)/r, a negative one erfc(ωr)/r."""
    if world.softness is not None and world.screening is not None:
        raise ValueError(f"a world is either soft or screened, not both: {world}")
    omega = world.softness if world.screening is None else -world.screening
    if omega is None:
        return world.repulsion * molecule.intor("int2e", aosym="s8")
    with molecule.with_range_coulomb(omega):
        return world.repulsion * molecule.intor("int2e", aosym="s8")


def _attraction(molecule: Mole, screening: float | None) -> NDArray[np.float64]:
    """Attraction of electrons by nuclei. Screened: nuclei as needle-sharp Gaussian charges."""
    from pyscf import gto
    from pyscf.df.incore import aux_e2

    if screening is None:
        return molecule.intor("int1e_nuc")
    nuclei = gto.fakemol_for_charges(molecule.atom_coords())
    with molecule.with_range_coulomb(-screening):
        each = aux_e2(molecule, nuclei, "int3c2e")
    return -each @ molecule.atom_charges()


def _converged(changed: RHF, guess: str) -> RHF | None:
    """Solution from one start; None if neither DIIS nor the second-order solver converges."""
    field = changed.copy()
    field.init_guess = guess
    field.kernel()
    if field.converged:
        return field
    second_order = field.newton()
    second_order.kernel(field.mo_coeff, field.mo_occ)
    return second_order.undo_newton() if second_order.converged else None
