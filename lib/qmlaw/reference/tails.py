"""Two partners from touching to far apart, and the dipole moment that the far tail should have.

Two pairs whose tails physics knows beforehand: two helium atoms, held by dispersion (-C6/R^6), and a lithium
ion before the oxygen of water, held by the field of the ion at the dipole (-q μ/R^2). All energies with
counterpoise correction and without density fitting, since far out they are small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import ArrayLike, NDArray

from qmlaw.reference.dimers import water
from qmlaw.reference.single_point import default_multiplicity
from qmlaw.units import BOHR_TO_ANGSTROM, HARTREE_TO_KCAL_MOL

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import RHF

#: Converged so far that a tail of 1e-8 hartree has three digits.
_TOLERANCE = 1e-12


class Pair(NamedTuple):
    """Two partners on a line.

    Attributes
    ----------
    first, second : ase.Atoms
        The partners, Å; the second one moves along z, and R is counted from the first atom of each.
    charge : int
        Charge of the first partner.
    basis : str
        Orbital basis, as PySCF names it.
    correlated : bool
        MP2 with all electrons, or Hartree-Fock.
    """

    first: Atoms
    second: Atoms
    charge: int
    basis: str
    correlated: bool


def helium_pair() -> Pair:
    """Two helium atoms, MP2/aug-cc-pVTZ: dispersion."""
    return Pair(Atoms("He"), Atoms("He"), 0, "aug-cc-pvtz", correlated=True)


def ion_and_water() -> Pair:
    """Li+ before the oxygen of a rigid water molecule on its axis, HF/aug-cc-pVDZ: charge and dipole."""
    return Pair(Atoms("Li"), Atoms("OH2", positions=water()), 1, "aug-cc-pvdz", correlated=False)


def interaction_curve(pair: Pair, distances: ArrayLike) -> NDArray[np.float64]:
    """Interaction energy of two partners over their distance, with counterpoise correction.

    Parameters
    ----------
    pair : Pair
        The partners.
    distances : array_like (n,)
        Å, above 0.

    Returns
    -------
    ndarray (n,)
        kcal/mol, negative for attraction.

    Raises
    ------
    ValueError
        If a distance is not positive.
    """
    distances = np.asarray(distances, dtype=float)
    if not (distances > 0).all():
        raise ValueError(f"distances go down to {distances.min()}; allowed are positive ones, in Å")
    n_first, energies = len(pair.first), []
    same = pair.first == pair.second
    for distance in distances:
        atoms = pair.first.copy()
        atoms.extend(pair.second)
        atoms.positions[n_first:] += np.array([0.0, 0.0, distance]) - pair.second.positions[0]
        first, second = list(range(n_first)), list(range(n_first, len(atoms)))
        parts = [_energy(pair, atoms, pair.charge, second)]
        parts.append(parts[0] if same else _energy(pair, atoms, 0, first))
        energies.append(_energy(pair, atoms, pair.charge, []) - sum(parts))
    return np.array(energies) * HARTREE_TO_KCAL_MOL


def dipole_moment(
    atoms: Atoms, basis: str = "6-31g**", correlated: bool = True, field: float = 1e-3
) -> float:
    """Length of the dipole moment of a closed-shell molecule, from its energy in weak fields.

    Parameters
    ----------
    atoms : ase.Atoms
        Neutral molecule, positions in Å.
    basis : str
        Orbital basis, as PySCF names it; 6-31G** with Cartesian d functions.
    correlated : bool
        MP2 with frozen core, or Hartree-Fock.
    field : float
        Strength of the field, hartree/(e bohr).

    Returns
    -------
    float
        e Å.
    """
    slopes = []
    for axis in np.eye(3):
        up, down = (_energy_in_field(atoms, basis, correlated, sign * field * axis) for sign in (1, -1))
        slopes.append((up - down) / (2 * field))
    return float(np.linalg.norm(slopes)) * BOHR_TO_ANGSTROM


def _molecule(atoms: Atoms, basis: str, charge: int, ghosts: list[int]) -> Mole:
    from pyscf import gto

    labels = [f"ghost-{s}" if i in ghosts else s for i, s in enumerate(atoms.get_chemical_symbols())]
    return gto.M(
        atom=list(zip(labels, atoms.positions.tolist(), strict=True)),
        basis=basis, charge=charge, cart=basis.startswith("6-31"), verbose=0,
    )  # fmt: skip


def _solved(mean_field: RHF, correlated: bool, frozen: int) -> float:
    from pyscf import mp

    mean_field.conv_tol = _TOLERANCE
    energy = mean_field.kernel()
    if not mean_field.converged:
        raise RuntimeError(f"Hartree-Fock did not converge for {mean_field.mol.atom}")
    return (
        float(energy + mp.MP2(mean_field, frozen=frozen or None).kernel()[0]) if correlated else float(energy)
    )


def _energy(pair: Pair, atoms: Atoms, charge: int, ghosts: list[int]) -> float:
    """Total energy in hartree; ghosts lend their basis functions only."""
    from pyscf import scf

    real = atoms[[i for i in range(len(atoms)) if i not in ghosts]]
    if default_multiplicity(real, charge) != 1:
        raise ValueError(f"{real.get_chemical_formula()} with charge {charge} is no closed shell")
    return _solved(scf.RHF(_molecule(atoms, pair.basis, charge, ghosts)), pair.correlated, frozen=0)


def _energy_in_field(atoms: Atoms, basis: str, correlated: bool, field: NDArray[np.float64]) -> float:
    """Total energy in hartree of a molecule in a homogeneous field, nuclei included."""
    from pyscf import scf

    molecule = _molecule(atoms, basis, 0, [])
    mean_field = scf.RHF(molecule)
    hamiltonian = mean_field.get_hcore() + np.einsum("x,xij->ij", field, molecule.intor("int1e_r"))
    mean_field.get_hcore = lambda *_: hamiltonian
    nuclei = -(field @ (molecule.atom_charges() @ molecule.atom_coords()))
    n_core = sum(z > 2 for z in atoms.numbers)
    return _solved(mean_field, correlated, n_core) + float(nuclei)
