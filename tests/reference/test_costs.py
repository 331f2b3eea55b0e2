"""What steps cost: every step has a cost, large ones more; the steps told are those announced."""

import pytest
from ase import Atoms
from ase.build import molecule

from qmlaw.reference.basis import SETS
from qmlaw.reference.composite import COMPOSITES, composite_thermochemistry, costs, estimated_costs


@pytest.mark.parametrize("method", COMPOSITES)
def test_larger_molecules_cost_more(method):
    small, large = (estimated_costs(molecule(name), method) for name in ("CH4", "C2H6"))
    assert set(small) == set(large)
    for step in small:
        assert 0 < small[step] <= large[step]
    assert sum(large.values()) > 3 * sum(small.values())


@pytest.mark.parametrize("basis", sorted(set(SETS) - {"6-31G(d)", "6-31G(d,p)", "6-31+G(d)", "6-31G(2df,p)"}))
def test_basis_functions_are_counted(basis):
    """Sets with six d functions are counted as if they had five."""
    from pyscf import gto

    from qmlaw.reference.basis import shells

    water = molecule("H2O")
    basis_of = {symbol: shells(basis, symbol) for symbol in "OH"}
    built = gto.M(atom=[("O", (0, 0, 0)), ("H", (0, 0, 1)), ("H", (0, 1, 0))], basis=basis_of)
    assert costs._n_functions(water, basis) == built.nao


def test_steps_are_told_as_they_were_announced(tmp_path):
    hydrogen, told = Atoms("HH", [(0, 0, 0), (0, 0, 0.75)]), []
    announced = list(estimated_costs(hydrogen, "G4(MP2)"))
    for seconds_wanted in (True, False):  # the second time everything is in the store
        told.clear()
        composite_thermochemistry(
            hydrogen, "G4(MP2)", store=tmp_path, on_step=lambda step, seconds: told.append((step, seconds))
        )
        assert sorted(step for step, _ in told) == sorted(announced)
        assert any(seconds > 0 for _, seconds in told) == seconds_wanted


def test_ions_need_no_separate_atoms():
    assert not [step for step in estimated_costs(molecule("OH"), "G4", -1) if step.startswith("atom")]
