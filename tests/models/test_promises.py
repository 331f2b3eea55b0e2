"""What networks promise is what is measured, the promise that is not made included."""

import warnings

import pytest
from dtnn_help import small_molecules, wild_model

from qmlaw import contracts
from qmlaw.models import promises

NAMES = {"DTNN": None, "DTNN with envelope": 5.0}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1])
def test_promise_and_measurement_agree(name, seed):
    model = wild_model(small_molecules(), seed, envelope=NAMES[name], n_basis=8, n_factors=10)
    # "Continuity far out" brings nuclei closer than any that were trained on, and the network says so.
    with pytest.warns(UserWarning, match=r"has atoms 0\.\d\d Å apart; the network was trained on 0\.89 Å"):
        rows = promises.table({name: model}, seed=seed)
    assert [row.contract for row in rows] == [p.contract for p in promises.PROMISES if p.who == name]
    for row in rows:
        assert row.kept, row
        if not row.promised:
            assert row.deviation > 1.0


@pytest.mark.parametrize("name", NAMES)
def test_no_other_contract_leaves_what_was_trained_on(name):
    model = wild_model(small_molecules(), envelope=NAMES[name], n_basis=8, n_factors=10)
    near = [p for p in promises.PROMISES if p.who == name and p.contract != "continuity far out"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rows = contracts.table([name], promises=near, subjects={name: model})
    assert len(rows) == len(near) >= 6


def test_others_have_promised_nothing():
    with pytest.raises(ValueError, match="models contains 'SchNet'; allowed are AtomicNetwork, DTNN, DTNN w"):
        promises.table({"SchNet": None})
