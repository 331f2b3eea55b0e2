"""Curvature of the Hartree-Fock energy with respect to orbital rotations: is a solution a minimum?

The matrices are written out, not iterated: the molecules are small, and the lowest eigenvalue then is a
smooth function of the bond length whose zero is the Coulson-Fischer point.

References
----------
Seeger, Pople, J. Chem. Phys. 66, 3045 (1977), doi:10.1063/1.434318.
Coulson, Fischer, Philos. Mag. 40, 386 (1949), doi:10.1080/14786444908521726.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy.linalg
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import SCF


class RestrictedCurvature(NamedTuple):
    """Lowest curvatures of a closed-shell solution.

    Attributes
    ----------
    singlet : float
        Among restricted solutions, hartree; negative: another restricted solution lies below.
    triplet : float
        Towards different orbitals for different spins, hartree; negative: an unrestricted one lies below.
    direction : ndarray, shape (n_occupied, n_empty)
        Rotation that belongs to `triplet`.
    """

    singlet: float
    triplet: float
    direction: NDArray[np.float64]


def restricted_curvature(mean_field: SCF) -> RestrictedCurvature:
    """Lowest eigenvalues of the real orbital Hessian of RHF (one spin, without its common factor).

    Parameters
    ----------
    mean_field : pyscf.scf.hf.RHF
        Converged closed-shell solution.

    Returns
    -------
    RestrictedCurvature
        The lowest curvatures.
    """
    occupied, empty, gaps = _spaces(mean_field.mo_coeff, mean_field.mo_occ, mean_field.mo_energy)
    coulomb = _ovov(mean_field.mol, occupied, empty, occupied, empty)
    exchange = _exchange(mean_field.mol, occupied, empty, coulomb)
    size = gaps.size
    triplet = np.diag(gaps.ravel()) - exchange.reshape(size, size)
    singlet = triplet + 4 * coulomb.reshape(size, size)
    lowest, direction = scipy.linalg.eigh(triplet, subset_by_index=[0, 0])
    lowest_singlet = scipy.linalg.eigh(singlet, subset_by_index=[0, 0], eigvals_only=True)
    return RestrictedCurvature(float(lowest_singlet[0]), float(lowest[0]), direction.reshape(gaps.shape))


def unrestricted_curvature(mean_field: SCF) -> tuple[float, list[NDArray[np.float64]]]:
    """Lowest eigenvalue of the real orbital Hessian of UHF and its rotation.

    Parameters
    ----------
    mean_field : pyscf.scf.uhf.UHF
        Converged solution.

    Returns
    -------
    curvature : float
        hartree; infinite where nothing can be rotated.
    direction : list of two ndarray
        (n_occupied, n_empty) of each spin.
    """
    spins = [
        _spaces(*of_spin)
        for of_spin in zip(mean_field.mo_coeff, mean_field.mo_occ, mean_field.mo_energy, strict=True)
    ]
    shapes = [gaps.shape for _, _, gaps in spins]
    sizes = [gaps.size for _, _, gaps in spins]
    if sum(sizes) == 0:
        return np.inf, [np.zeros(shape) for shape in shapes]
    blocks = [[None, None], [None, None]]
    for s, (occupied, empty, gaps) in enumerate(spins):
        coulomb = _ovov(mean_field.mol, occupied, empty, occupied, empty)
        exchange = _exchange(mean_field.mol, occupied, empty, coulomb)
        same = 2 * coulomb - exchange
        blocks[s][s] = np.diag(gaps.ravel()) + same.reshape(sizes[s], sizes[s])
    cross = 2 * _ovov(mean_field.mol, *spins[0][:2], *spins[1][:2]).reshape(sizes)
    blocks[0][1], blocks[1][0] = cross, cross.T
    lowest, direction = scipy.linalg.eigh(np.block(blocks), subset_by_index=[0, 0])
    parts = np.split(direction[:, 0], [sizes[0]])
    return float(lowest[0]), [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def rotated(
    coefficients: NDArray[np.float64], occupations: NDArray[np.float64], rotation: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Orbitals after mixing occupied with empty ones.

    Parameters
    ----------
    coefficients : ndarray, shape (n_functions, n_orbitals)
        Orbitals.
    occupations : ndarray, shape (n_orbitals,)
        Occupied where positive.
    rotation : ndarray, shape (n_occupied, n_empty)
        Angles, radian.

    Returns
    -------
    ndarray, shape (n_functions, n_orbitals)
        Rotated orbitals in the old order.
    """
    occupied, empty = np.flatnonzero(occupations > 0), np.flatnonzero(occupations == 0)
    generator = np.zeros((len(occupations), len(occupations)))
    generator[np.ix_(empty, occupied)] = rotation.T
    generator[np.ix_(occupied, empty)] = -rotation
    return coefficients @ scipy.linalg.expm(generator)


def _spaces(coefficients: NDArray, occupations: NDArray, energies: NDArray) -> tuple:
    occupied, empty = occupations > 0, occupations == 0
    gaps = energies[empty][None, :] - energies[occupied][:, None]
    return coefficients[:, occupied], coefficients[:, empty], gaps


def _ovov(molecule: Mole, *orbitals: NDArray) -> NDArray:
    """Integrals (pq|rs) over four sets of orbitals."""
    from pyscf import ao2mo

    shape = [coefficients.shape[1] for coefficients in orbitals]
    if 0 in shape:
        return np.zeros(shape)
    return ao2mo.kernel(molecule, orbitals, compact=False).reshape(shape)


def _exchange(molecule: Mole, occupied: NDArray, empty: NDArray, coulomb: NDArray) -> NDArray:
    """(ij|ab) + (ib|ja), in the order i a j b."""
    return _ovov(molecule, occupied, occupied, empty, empty).transpose(0, 2, 1, 3) + coulomb.transpose(
        0, 3, 2, 1
    )
