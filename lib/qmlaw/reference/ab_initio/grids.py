"""Numerical integration that looks at the orbitals once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from numpy.typing import NDArray
from pyscf.dft.gen_grid import Grids
from pyscf.dft.numint import NumInt
from pyscf.gto import Mole


class KeptOrbitals(NumInt):
    """PySCF's numerical integration, with the basis functions on the grid kept from cycle to cycle.

    They depend on geometry and grid alone, but PySCF evaluates them again in every cycle: a fifth of the time
    of a small molecule. The integrals are the same to the last bit. Kept are values and gradients (what a GGA
    needs), of the last grid, if it fits into one of PySCF's blocks; a larger one is evaluated as ever.
    """

    _kept: tuple[Mole, NDArray, int, list] | None = None

    def block_loop(
        self, mol: Mole, grids: Grids, nao: int | None = None, deriv: int = 0, *rest: Any, **options: Any
    ) -> Iterator[tuple]:
        """Yield basis functions, mask, weights and coordinates, block by block; see `NumInt.block_loop`."""
        if self._kept is not None:
            molecule, coordinates, order, blocks = self._kept
            if molecule is mol and coordinates is grids.coords and order == deriv:
                yield from blocks
                return
        self._kept, blocks = None, []
        for block in super().block_loop(mol, grids, nao, deriv, *rest, **options):
            blocks.append(block)
            yield block
        if len(blocks) == 1 and deriv <= 1:
            self._kept = mol, grids.coords, deriv, blocks
