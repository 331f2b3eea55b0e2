"""What descriptions of atomic environments promise is what is measured; the new measurements can tell."""

import numpy as np
import pytest

from qmlaw import contracts
from qmlaw.contracts import environments
from qmlaw.representations import CoulombMatrix


@pytest.mark.parametrize("promise", environments.PROMISES, ids=lambda p: f"{p.who}-{p.contract}")
def test_promise_and_measurement_agree(promise):
    found = contracts.measure(environments.SUBJECTS[promise.who], promise.contract)
    assert found.holds == promise.promised, found


def test_table():
    rows = environments.table(["SymmetryFunctions"])
    assert [row.contract for row in rows] == [p.contract for p in environments.PROMISES[:9]]
    assert all(row.kept for row in rows)
    with pytest.raises(ValueError, match="who contains 'SOAP'; allowed are SymmetryFunctions, AEV"):
        environments.table(["SOAP"])


def test_all_declare_all():
    declared = {
        who: [p.contract for p in environments.PROMISES if p.who == who] for who in environments.SUBJECTS
    }
    first = next(iter(declared.values()))
    assert len(first) == len(set(first)) == 9
    assert all(contracts_of == first for contracts_of in declared.values())


def test_far_apart_and_bending_are_told_by_what_sees_all_distances():
    assert contracts.measure(CoulombMatrix("raw"), "distinctness far apart").holds
    assert contracts.measure(CoulombMatrix("raw"), "smooth bending").holds
    assert not contracts.smooth_bending(lambda mols: np.array([[abs(m.positions[0, 1])] for m in mols])).holds
    assert contracts.smooth_bending(lambda mols: np.array([[m.positions[0, 1] ** 2] for m in mols])).holds
