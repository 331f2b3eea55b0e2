"""Cartesian d functions together with pure f functions (6D, 7F) in PySCF.

PySCF takes Cartesian *or* pure functions for a whole molecule; Gaussian's 6-31G(2df,p) needs both. The
molecule is built Cartesian, and the orbitals are confined to the span of a matrix C: the identity for s, p
and d shells, the Cartesian-to-pure matrix for f shells.

The confinement is one method. PySCF solves every SCF step in the columns of X, the matrix that
orthogonalises the overlap, and measures the DIIS error in the same columns. Taking X = C (C^T S C)^(-1/2)
therefore keeps the orbitals *and* the convergence test inside the subspace. (Replacing the eigenvalue
solver alone does not: DIIS then sees a gradient that points out of the subspace and settles 0.1-0.25
kcal/mol too high.) The object is otherwise an ordinary Cartesian mean field with fewer orbitals than
functions, so gradients, response and correlation methods follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.linalg
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyscf.gto import Mole
    from pyscf.scf.hf import SCF


def pure_f_functions(mol: Mole) -> NDArray[np.float64]:
    """Columns that span s, p, Cartesian d and pure f (g, ...) functions.

    Parameters
    ----------
    mol : pyscf.gto.Mole
        A built molecule with ``mol.cart == True``.

    Returns
    -------
    ndarray, shape (n_cartesian, n_mixed)
        Block-diagonal matrix; dimensionless.
    """
    from pyscf import gto

    blocks = []
    for shell in range(mol.nbas):
        angular_momentum = mol.bas_angular(shell)
        if angular_momentum <= 2:
            block = np.eye((angular_momentum + 1) * (angular_momentum + 2) // 2)
        else:
            block = gto.cart2sph(angular_momentum, normalized="sp")
        blocks += [block] * mol.bas_nctr(shell)
    return scipy.linalg.block_diag(*blocks)


class _PureF:
    """Mixin for PySCF's mean-field classes: orbitals stay in the span of s, p, 6D, 7F functions."""

    __name_mixin__ = "PureF"

    def check_linear_dependency(self, s: NDArray[np.float64], verbose: object = None) -> NDArray[np.float64]:
        """X = C (C^T S C)^(-1/2) up to a rotation; PySCF asks for it once per SCF."""
        functions = pure_f_functions(self.mol)
        eigenvalues, vectors = scipy.linalg.eigh(functions.T @ s @ functions)
        return functions @ (vectors / np.sqrt(eigenvalues))

    def _eigh(
        self,
        h: NDArray[np.float64],
        s: NDArray[np.float64],
        overwrite: bool = False,
        x: NDArray[np.float64] | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if x is None:
            x = self.check_linear_dependency(s)
        return super()._eigh(h, s, overwrite, x)


def with_pure_f(mean_field: SCF) -> SCF:
    """Confine the orbitals of a Cartesian mean-field object to 6D and 7F functions.

    Parameters
    ----------
    mean_field : pyscf.scf.hf.SCF
        Any RHF, UHF, RKS or UKS object (also density-fitted) on a Cartesian molecule.

    Returns
    -------
    pyscf.scf.hf.SCF
        The same kind of object, whose orbitals number n_mixed < n_cartesian.
    """
    from pyscf import lib

    return lib.set_class(mean_field, (_PureF, mean_field.__class__))
