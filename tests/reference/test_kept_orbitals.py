"""Basis functions kept on a grid: the same bits as PySCF alone, and never those of another molecule."""

import numpy as np
import pytest
from pyscf import dft, gto
from pyscf.dft.numint import NumInt

from qmlaw.reference.ab_initio.grids import KeptOrbitals
from qmlaw.reference.blas import fast_and_single_threaded

_WATER = "O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587"


@pytest.fixture(autouse=True)
def one_thread():
    """Several would add in any order, and no two runs were the same."""
    with fast_and_single_threaded():
        yield


class Counting(KeptOrbitals):
    """Counts how often basis functions are evaluated."""

    evaluated = 0

    def eval_ao(self, *arguments, **options):
        """As ever."""
        self.evaluated += 1
        return super().eval_ao(*arguments, **options)


def _field(integrals, atom=_WATER, spin=0, functional="wb97x"):
    molecule = gto.M(atom=atom, basis="6-31g*", charge=spin, spin=spin, verbose=0)
    field = (dft.UKS if spin else dft.RKS)(molecule, xc=functional)
    field.grids.level = 1
    field._numint = integrals
    return field


@pytest.mark.parametrize("functional", ["lda", "pbe", "wb97x", "tpss"])
@pytest.mark.parametrize("spin", [0, 1])
def test_the_same_bits(functional, spin):
    ours, plain = (
        _field(integrals, spin=spin, functional=functional) for integrals in (Counting(), NumInt())
    )
    assert ours.kernel() == plain.kernel()
    assert np.array_equal(ours.nuc_grad_method().kernel(), plain.nuc_grad_method().kernel())


def test_one_evaluation_for_a_whole_field():
    field = _field(Counting())
    field.kernel()
    assert field.cycles > 3 and field._numint.evaluated == 1


def test_another_grid_and_another_geometry_are_evaluated_anew():
    integrals = Counting()
    for atom in (_WATER, _WATER.replace("0.587", "0.7")):
        for level in (0, 1):
            field, plain = _field(integrals, atom), _field(NumInt(), atom)
            field.grids.level = plain.grids.level = level
            assert field.kernel() == plain.kernel()
    assert integrals.evaluated == 4


def test_a_molecule_that_was_moved_is_evaluated_anew():
    field, plain = _field(Counting()), _field(NumInt(), _WATER.replace("0.587", "0.7"))
    field.kernel()
    field.reset(plain.mol)
    assert field.kernel() == pytest.approx(plain.kernel(), abs=1e-9)  # it starts from the old density


def test_what_takes_several_blocks_is_not_kept():
    field, plain = _field(Counting()), _field(NumInt())
    field.max_memory = plain.max_memory = 1
    assert field.kernel() == plain.kernel()
    assert field._numint._kept is None and field._numint.evaluated > 2 * field.cycles
