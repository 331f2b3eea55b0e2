"""What networks promise is what is measured, the promise that is not made included."""

import pytest
from dtnn_help import small_molecules, wild_model

from qmlaw.models import promises

NAMES = {"DTNN": None, "DTNN with envelope": 5.0}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1])
def test_promise_and_measurement_agree(name, seed):
    model = wild_model(small_molecules(), seed, envelope=NAMES[name], n_basis=8, n_factors=10)
    rows = promises.table({name: model}, seed=seed)
    assert [row.contract for row in rows] == [p.contract for p in promises.PROMISES if p.who == name]
    for row in rows:
        assert row.kept, row
        if not row.promised:
            assert row.deviation > 1.0


def test_others_have_promised_nothing():
    with pytest.raises(ValueError, match="models contains 'SchNet'; allowed are DTNN, DTNN with envelope"):
        promises.table({"SchNet": None})
