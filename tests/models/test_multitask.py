"""The multi-property network: what it learns, what it does not depend on, what it refuses."""

import numpy as np
import pytest
import torch
from sklearn.base import clone

from qmlaw import contracts
from qmlaw.models.binarised import Binarisation
from qmlaw.models.multitask import MultiTaskNetwork, build_network
from qmlaw.models.trainer import NotFiniteError, Trainer
from qmlaw.molecules import Molecules

SMALL = {"hidden": (20, 10), "epochs": 40, "learning_rate": 3e-3, "weight_decay": 0.0, "n_realisations": 4}


@pytest.fixture(scope="module")
def mols():
    return Molecules.concatenate([contracts.probes(seed) for seed in range(6)])


@pytest.fixture(scope="module")
def targets(mols):
    """A count and a shape, on scales that have nothing in common."""
    charge = np.array([m.atomic_numbers.sum() for m in mols], dtype=float)
    size = np.array([np.ptp(m.positions @ m.positions.T) for m in mols])
    return np.column_stack([1000 * charge - 5e4, 1e-3 * size])


@pytest.fixture(scope="module")
def fitted(mols, targets):
    return MultiTaskNetwork(**SMALL, seed=3).fit(mols, targets)


def test_steps_by_hand():
    samples = np.array([[0.2, 2.5, 0.0], [0.4, 0.3, 0.0]])
    expansion = Binarisation(samples, step=1.0)
    assert expansion.columns.tolist() == [0, 1, 1, 1, 2]
    assert expansion.thresholds.tolist() == [0, 0, 1, 2, 0]
    found = expansion(torch.tensor(samples, dtype=torch.float32)) * expansion.scale + expansion.centre
    expected = np.tanh([[0.2, 2.5, 1.5, 0.5, 0.0], [0.4, 0.3, -0.7, -1.7, 0.0]])
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert len(Binarisation(samples, step=0.5).thresholds) == 1 + 6 + 1
    with pytest.raises(ValueError, match="step is 0"):
        Binarisation(samples, step=0)


def test_expansion_is_centred_and_scaled():
    samples = np.random.default_rng(0).uniform(0, 5, (50, 4))
    expanded = Binarisation(samples)(torch.tensor(samples, dtype=torch.float32))
    assert expanded.mean(dim=0).abs().max() < 1e-5
    assert float(expanded.std()) == pytest.approx(1.0, abs=0.01)


def test_starts_from_the_mean():
    samples = np.random.default_rng(0).uniform(0, 5, (8, 3))
    network = build_network(Binarisation(samples), (7, 5, 2), torch.Generator().manual_seed(0))
    assert network(torch.tensor(samples, dtype=torch.float32)).abs().max() == 0
    assert float(network[1].weight.detach().std()) == pytest.approx(network[0].n_steps ** -0.5, rel=0.3)


def test_learns_both_columns(fitted, mols, targets):
    predicted = fitted.predict(mols)
    assert predicted.shape == targets.shape
    for column in range(2):
        spread = np.abs(targets[:, column] - targets[:, column].mean()).mean()
        assert np.abs(predicted[:, column] - targets[:, column]).mean() < 0.4 * spread


def test_one_column_or_a_vector(mols, targets):
    matrix = MultiTaskNetwork(**SMALL, seed=1).fit(mols, targets[:, :1]).predict(mols)
    vector = MultiTaskNetwork(**SMALL, seed=1).fit(mols, targets[:, 0]).predict(mols)
    assert matrix.shape == (len(mols), 1) and vector.shape == (len(mols),)
    np.testing.assert_allclose(matrix[:, 0], vector)


def test_only_the_seed_decides(fitted, mols, targets):
    torch.manual_seed(99)  # the state of torch's own generator has no say, and is left alone
    state = torch.get_rng_state()
    again = clone(fitted).fit(mols, targets)
    assert torch.equal(torch.get_rng_state(), state)
    np.testing.assert_array_equal(again.predict(mols), fitted.predict(mols))
    other = clone(fitted).set_params(seed=4).fit(mols, targets)
    assert np.abs(other.predict(mols) - fitted.predict(mols)).max() > 1e-3


def test_the_order_of_atoms_matters_less_the_more_orders_are_averaged(fitted, mols):
    rng = np.random.default_rng(5)
    orders = [rng.permutation(n) for n in mols.n_atoms]
    shuffled = Molecules(
        [m.atomic_numbers[o] for m, o in zip(mols, orders, strict=True)],
        [m.positions[o] for m, o in zip(mols, orders, strict=True)],
    )

    def deviation(n):
        model = clone(fitted).set_params(n_realisations=n)
        model.__dict__ |= {k: v for k, v in fitted.__dict__.items() if k.endswith("_")}
        return np.abs(model.predict(mols) - model.predict(shuffled)).mean(axis=0) / fitted.scale_

    assert (deviation(200) < 0.5 * deviation(1)).all()
    assert (deviation(200) < 0.1).all()


def test_new_orders_in_every_epoch(mols, targets, monkeypatch):
    """Each epoch sees every molecule once, its atoms in another order; asked again, it is the same epoch."""
    seen = []

    def spy(trainer, network, batches, loss):
        seen.extend(batches(epoch) for epoch in (0, 1, 0))
        return []

    monkeypatch.setattr(Trainer, "fit", spy)
    model = MultiTaskNetwork(**SMALL, batch_size=7).fit(mols, targets)
    assert [len(y) for _, y in seen[0]] == [7, 7, 7, 7, 2] and len(mols) == 30
    first, second, again = ([torch.cat(parts) for parts in zip(*epoch, strict=True)] for epoch in seen)
    assert torch.equal(first[0], again[0]) and torch.equal(first[1], again[1])
    standardised = torch.tensor((targets - model.mean_) / model.scale_, dtype=torch.float32)
    by_charge = [torch.argsort(y[:, 0] + 1e-3 * y[:, 1]) for y in (first[1], second[1], standardised)]
    for features, y, order in ((*first, by_charge[0]), (*second, by_charge[1])):
        assert torch.equal(y[order], standardised[by_charge[2]])
        assert not torch.equal(y, standardised) and features.shape == (30, features.shape[1])
    one, other = first[0][by_charge[0]], second[0][by_charge[1]]  # the same molecules in the same rows
    assert not torch.equal(one, other)
    torch.testing.assert_close(one.sort(dim=1).values, other.sort(dim=1).values)


def test_company_has_no_say_in_a_network_that_is_trained(fitted, mols):
    """Orders are drawn by place; averaged over many, a molecule alone is what it is among others."""
    model = clone(fitted).set_params(n_realisations=200)
    model.__dict__ |= {k: v for k, v in fitted.__dict__.items() if k.endswith("_")}
    together, alone = model.predict(mols)[-1], model.predict(mols[[len(mols) - 1]])[0]
    assert (np.abs(together - alone) / fitted.scale_ < 0.1).all()


def test_larger_molecules_need_room(fitted, mols, targets):
    small = mols[np.flatnonzero(mols.n_atoms < mols.n_atoms.max())]
    y = np.arange(len(small), dtype=float)
    with pytest.raises(ValueError, match="atoms, but this Coulomb matrix holds"):
        MultiTaskNetwork(**SMALL).fit(small, y).predict(mols)
    roomy = MultiTaskNetwork(**SMALL, max_atoms=int(mols.n_atoms.max())).fit(small, y)
    assert np.isfinite(roomy.predict(mols)).all()
    assert fitted.predict(mols[[]]).shape == (0, 2)


def spoilt(y, value, at=(2, 1)):
    y = y.copy()
    y[at] = value
    return y


BAD = {
    "nan": (lambda X, y: (X, spoilt(y, np.nan)), "the first of molecule 2 in column 1"),
    "infinite": (lambda X, y: (X, spoilt(y, np.inf)), "1 values that are not finite"),
    "constant": (lambda X, y: (X, spoilt(y, 7.0, np.s_[:, 1])), "column 1 of y is 7.0 for all molecules"),
    "one molecule": (lambda X, y: (X[[0]], y[:1]), "X has 1 molecule; a network needs two"),
    "no molecules": (lambda X, y: (X[[]], y[:0]), "X has no molecules"),
    "lengths": (lambda X, y: (X, y[:-1]), "y has shape .* molecules: allowed are"),
    "no columns": (lambda X, y: (X, y[:, :0]), "y has shape"),
    "not molecules": (lambda X, y: (np.zeros((len(y), 3)), y), "X is a ndarray"),
}


@pytest.mark.parametrize(("spoil", "message"), BAD.values(), ids=BAD)
def test_bad_data(mols, targets, spoil, message):
    with pytest.raises(ValueError, match=message):
        MultiTaskNetwork(**SMALL).fit(*spoil(mols, targets))


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("device", "abacus"), ("device", "cuda:99"), ("epochs", 0), ("batch_size", 0), ("hidden", ()),
        ("n_realisations", 0), ("learning_rate", -1.0), ("weight_decay", float("nan")), ("noise", -1.0),
        ("step", 0.0), ("max_atoms", 1),
    ],
)  # fmt: skip
def test_bad_parameters(mols, targets, parameter, value):
    with pytest.raises(ValueError, match=f"{parameter}"):
        MultiTaskNetwork(**(SMALL | {parameter: value})).fit(mols, targets)


def test_a_training_that_runs_away_stops_and_keeps_good_weights(mols, targets):
    model = MultiTaskNetwork(**(SMALL | {"learning_rate": 1e30}))
    with pytest.raises(NotFiniteError, match=r"in epoch \d+, batch \d of 2, .* lower learning_rate"):
        model.fit(mols, targets)
    assert all(torch.isfinite(weights).all() for weights in model.network_.parameters())


def test_training_is_on_record(fitted):
    assert [one.epoch for one in fitted.history_] == list(range(1, 41))
    assert fitted.history_[-1].loss < 0.2 * fitted.history_[0].loss
    assert fitted.history_[-1].learning_rate < 1e-3 * fitted.history_[0].learning_rate
