"""Static polarizability by the coupled-perturbed equations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyscf.scf.hf import RHF

#: Residual at which the equations count as solved; the polarizability is then good to 1e-4 bohr^3.
_TOLERANCE = 1e-4


def isotropic_polarizability(mean_field: RHF, grid_level: int | None = None) -> float:
    """Isotropic static polarizability of a closed shell, by coupled-perturbed HF or Kohn-Sham equations.

    The first-order orbitals U solve (e_a - e_i) U_ai + v[U]_ai = -h_ai for the perturbation h = r, and
    alpha_xy = -4 sum_ai h^x_ai U^y_ai. Only the orbitals of the mean field enter, so a field confined to
    6D, 7F functions stays confined.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.RHF
        Converged restricted object (HF or Kohn-Sham, density-fitted or not).
    grid_level : int, optional
        Grid for the response of the exchange-correlation potential; default: the grid of the mean field.
        Level 0 instead of 2 costs 0.05 % and saves most of the time.

    Returns
    -------
    float
        A third of the trace of the polarizability tensor, bohr^3.

    References
    ----------
    Gerratt, Mills, J. Chem. Phys. 49, 1719 (1968), doi:10.1063/1.1670299.
    """
    from pyscf.scf import cphf

    if grid_level is not None and hasattr(mean_field, "grids"):
        mean_field = mean_field.copy()
        mean_field.grids = mean_field.grids.copy().reset()
        mean_field.grids.level = grid_level
        mean_field.grids.build()
    occupied = mean_field.mo_coeff[:, mean_field.mo_occ > 0]
    empty = mean_field.mo_coeff[:, mean_field.mo_occ == 0]
    position = mean_field.mol.intor("int1e_r")
    perturbation = np.einsum("xpq,pa,qi->xai", position, empty, occupied, optimize=True)
    response = mean_field.gen_response(hermi=1)

    def induced(amplitudes: NDArray[np.float64]) -> NDArray[np.float64]:
        amplitudes = amplitudes.reshape(-1, empty.shape[1], occupied.shape[1])
        potential = _respond(response, occupied, np.einsum("xai,pa->xpi", amplitudes, empty))
        return np.einsum("xpq,pa,qi->xai", potential, empty, occupied, optimize=True)

    orbitals = mean_field.mo_energy, mean_field.mo_occ
    amplitudes, _ = cphf.solve(induced, *orbitals, perturbation, tol=_TOLERANCE)
    return float(-4.0 / 3.0 * np.einsum("xai,xai->", perturbation, amplitudes))


def _respond(
    response: Callable, occupied: NDArray[np.float64], changed: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Potential induced by the density 2 (X O^T + O X^T), O the occupied and X the changed orbitals.

    Written as (X + O)(X + O)^T - (X - O)(X - O)^T, it consists of densities with few orbitals each. PySCF
    fits exchange from such orbitals (the tag) several times faster than from a general density matrix.
    """
    from pyscf import lib

    orbitals = np.concatenate([changed + occupied, changed - occupied])
    densities = np.einsum("xpi,xqi->xpq", orbitals, orbitals, optimize=True)
    occupations = np.ones((len(orbitals), occupied.shape[1]))
    potential = response(lib.tag_array(densities, mo_coeff=orbitals, mo_occ=occupations))
    return potential[: len(changed)] - potential[len(changed) :]
