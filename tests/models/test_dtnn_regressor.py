"""The estimator: it learns, fits scikit-learn, keeps to its conventions, refuses what it cannot know."""

import json
import warnings

import ase.build
import numpy as np
import pytest
import torch
from ase.data import g2
from dtnn_help import pair_energies, slow_atomic_energies, small_molecules, wild_model
from sklearn.base import clone
from sklearn.model_selection import cross_val_score

from qmlaw.models import CompositionModel
from qmlaw.models.dtnn import DTNNRegressor
from qmlaw.models.dtnn.batches import parts_of_similar_size
from qmlaw.models.trainer import NotFiniteError
from qmlaw.models.weights import data_hash
from qmlaw.molecules import Molecules

SMALL = {"n_basis": 8, "n_factors": 12, "n_passes": 2, "batch_size": 8, "averaging": 0.9}


def organic() -> Molecules:
    """The molecules of H, C, N and O among ASE's G2 set, three distortions of each."""
    names = [n for n, entry in g2.data.items() if set(ase.Atoms(entry["symbols"]).symbols) <= set("HCNO")]
    structures = [ase.build.molecule(name) for name in names if len(ase.build.molecule(name)) > 1] * 3
    for seed, atoms in enumerate(structures):
        atoms.rattle(0.05, seed=seed)
    return Molecules.from_ase(structures)


MOLECULES = organic()
ENERGIES = pair_energies(MOLECULES)


@pytest.fixture(scope="module")
def trained():
    model = DTNNRegressor(**SMALL, n_epochs=30, learning_rate=5e-3, convention="per element", seed=1)
    return model.fit(MOLECULES[::2], ENERGIES[::2])


def test_it_learns_more_than_composition(trained):
    baseline = CompositionModel().fit(MOLECULES[::2], ENERGIES[::2]).predict(MOLECULES[1::2])
    error = np.abs(trained.predict(MOLECULES[1::2]) - ENERGIES[1::2]).mean()
    assert error < 0.6 * np.abs(baseline - ENERGIES[1::2]).mean()
    assert trained.history_[-1].best < trained.history_[0].best


def test_scikit_learn_can_use_it():
    model = DTNNRegressor(**SMALL, n_epochs=2)
    scores = cross_val_score(model, MOLECULES[:40], ENERGIES[:40], cv=2, scoring="neg_mean_absolute_error")
    assert np.isfinite(scores).all() and (scores < 0).all()
    assert clone(model).get_params() == model.get_params()


def test_seeds_decide():
    models = [DTNNRegressor(**SMALL, n_epochs=2, seed=seed).fit(MOLECULES, ENERGIES) for seed in (3, 3, 4)]
    same, again, other = (model.predict(MOLECULES) for model in models)
    np.testing.assert_array_equal(same, again)
    assert np.abs(same - other).max() > 1e-3


def test_atomic_energies_add_up(trained):
    shares = trained.predict_atomic_energies(MOLECULES)
    np.testing.assert_allclose(np.add.reduceat(shares, MOLECULES.offsets[:-1]), trained.predict(MOLECULES))
    i = int(np.argmax(MOLECULES.n_atoms))
    model, molecule = wild_model(MOLECULES), MOLECULES[i]
    slow = slow_atomic_energies(model.network_, molecule.atomic_numbers, molecule.positions)
    atoms = slice(MOLECULES.offsets[i], MOLECULES.offsets[i + 1])
    np.testing.assert_allclose(model.predict_atomic_energies(MOLECULES)[atoms], slow, atol=1e-9)


def test_predicting_in_parts_changes_nothing(trained, monkeypatch):
    whole, forces = trained.predict(MOLECULES), trained.predict_forces(MOLECULES)
    monkeypatch.setattr("qmlaw.models.dtnn.regressor.PAIRS_AT_ONCE", 150)
    np.testing.assert_allclose(trained.predict(MOLECULES), whole, rtol=1e-6)
    np.testing.assert_allclose(trained.predict_forces(MOLECULES), forces, atol=1e-3)
    assert trained.predict(MOLECULES[:0]).shape == (0,)


def test_parts_are_of_similar_size_and_lose_nobody():
    n_atoms = np.array([3, 12, 5, 12, 4, 40, 3])
    parts = parts_of_similar_size(n_atoms, 300)
    assert [part.tolist() for part in parts] == [[5], [1, 3], [0, 2, 4, 6]]  # 1,600, 288 and 100 pairs
    assert parts_of_similar_size(n_atoms[:0], 300) == []


@pytest.mark.parametrize("convention", ["mean per atom", "per element"])
def test_conventions_before_training(convention):
    """With no pass and no readout trained, an atom's energy is the offset of the convention."""
    model = DTNNRegressor(**SMALL, n_epochs=1, learning_rate=1e-12, convention=convention)
    model.set_params(validation_fraction=0.0).fit(MOLECULES, ENERGIES)
    shares = model.predict_atomic_energies(MOLECULES)
    if convention == "mean per atom":
        np.testing.assert_allclose(shares, (ENERGIES / MOLECULES.n_atoms).mean(), atol=1e-6)
    else:
        composition = CompositionModel().fit(MOLECULES, ENERGIES)
        np.testing.assert_allclose(model.predict(MOLECULES), composition.predict(MOLECULES), atol=1e-6)
    left = ENERGIES - model.predict(MOLECULES)
    assert model.network_.scale.item() == pytest.approx((left / MOLECULES.n_atoms).std(), rel=1e-5)


def test_atom_energies_are_taken_off_and_added_again():
    free = {"H": -300.0, "C": -20000.0, "N": -30000.0, "O": -50000.0}
    total = ENERGIES + MOLECULES.composition([1, 6, 7, 8]).counts @ np.array(list(free.values()))
    plain = DTNNRegressor(**SMALL, n_epochs=2).fit(MOLECULES, ENERGIES)
    model = DTNNRegressor(**SMALL, n_epochs=2, atom_energies=free).fit(MOLECULES, total)
    np.testing.assert_allclose(
        model.predict(MOLECULES) - total, plain.predict(MOLECULES) - ENERGIES, atol=0.01
    )
    with pytest.raises(ValueError, match="atom_energies lacks N, O; it has H, C"):
        model.set_params(atom_energies={"H": -1.0, "C": -2.0}).fit(MOLECULES, total)


def test_interrupted_training_resumes_bit_for_bit(tmp_path):
    class Stop(Exception):
        pass

    def stop(progress):
        if progress.epoch == 10:
            raise Stop

    parameters = {**SMALL, "n_epochs": 12, "seed": 5}
    whole = DTNNRegressor(**parameters).fit(MOLECULES[:60], ENERGIES[:60])
    with pytest.raises(Stop):
        file = tmp_path / "state.pt"
        DTNNRegressor(**parameters, checkpoint=file, report=stop).fit(MOLECULES[:60], ENERGIES[:60])
    resumed = DTNNRegressor(**parameters, checkpoint=file).fit(MOLECULES[:60], ENERGIES[:60])
    np.testing.assert_array_equal(resumed.predict(MOLECULES), whole.predict(MOLECULES))
    with pytest.raises(ValueError, match="belongs to another training"):
        DTNNRegressor(**parameters, checkpoint=file).fit(MOLECULES[:60], ENERGIES[:60] + 1.0)


def test_saved_and_loaded(trained, tmp_path):
    trained.save(tmp_path / "net", data="G2 molecules with made-up energies", errors={"test": 1.0})
    loaded = DTNNRegressor.load(tmp_path / "net")
    np.testing.assert_array_equal(loaded.predict(MOLECULES), trained.predict(MOLECULES))
    double = wild_model(MOLECULES)
    double.save(tmp_path / "double")
    again = DTNNRegressor.load(tmp_path / "double")
    np.testing.assert_array_equal(again.predict(MOLECULES), double.predict(MOLECULES))
    assert loaded.card_["training_data_sha256"] == data_hash(MOLECULES[::2], ENERGIES[::2])
    assert loaded.card_["data"] == "G2 molecules with made-up energies"
    assert loaded.card_["elements"] == ["H", "C", "N", "O"] and loaded.card_["n_weights"] > 500
    card = json.loads((tmp_path / "net.json").read_text())
    for change, message in (
        ({"model": "Forest"}, "describes a Forest; allowed is DTNNRegressor"),
        ({"parameters": {**card["parameters"], "n_basis": 10}}, "does not hold the weights"),
        ({"parameters": {"depth": 3}}, "does not hold the weights"),
    ):
        (tmp_path / "net.json").write_text(json.dumps({**card, **change}))
        with pytest.raises(ValueError, match=message):
            DTNNRegressor.load(tmp_path / "net")


def test_molecules_it_cannot_know(trained):
    silane = Molecules.from_ase([ase.build.molecule("CH4"), ase.build.molecule("SiH4")])
    with pytest.raises(ValueError, match=r"molecule 1 \('1'\) contains Si, .* it had H, C, N, O"):
        trained.predict(silane)
    crystal = Molecules([[6]], [[[0.0, 0, 0]]], cells=[np.eye(3) * 3])
    with pytest.raises(ValueError, match=r"molecule 0 \('0'\) has a cell"):
        trained.predict(crystal)
    chain = Molecules([[6] * 40], [np.arange(40)[:, None] * np.array([1.5, 0, 0])])
    with pytest.warns(UserWarning, match=r"has 40 atoms; the largest .* trained on has 1\d"):
        assert np.isfinite(trained.predict(chain)).all()


def test_atoms_that_nearly_overlap(trained):
    distances = [np.linalg.norm(m.positions[:, None] - m.positions, axis=-1) for m in MOLECULES[::2]]
    shortest = min(d[np.triu_indices(len(d), 1)].min() for d in distances)
    assert trained.shortest_ == pytest.approx(shortest)
    pair = Molecules(
        [[1, 1], [8], [1, 8]], [[[0.0, 0, 0], [0.74, 0, 0]], [[0.0, 0, 0]], [[0, 0, 0], [0.3, 0, 0]]]
    )
    with pytest.warns(
        UserWarning, match=r"molecule 2 \('2'\) has atoms 0.30 Å apart; .* trained on 0\.\d\d Å"
    ):
        energies = trained.predict(pair)
    assert np.isfinite(energies).all()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trained.predict(pair[:2])
    with pytest.raises(ValueError, match="on one spot"):
        Molecules([[1, 8]], [[[0.0, 0, 0], [0.001, 0, 0]]])


@pytest.mark.parametrize(
    ("y", "message"),
    [
        ([1.0] * 4, r"y has shape \(4,\)"),
        ([1.0, np.nan, 1.0, 1.0, 1.0], r"y\[1\] is nan"),
        ([1.0, 1.0, np.inf, 1.0, 1.0], r"y\[2\] is inf"),
    ],
)
def test_bad_targets(y, message):
    with pytest.raises(ValueError, match=message):
        DTNNRegressor(n_epochs=1).fit(small_molecules(), y)


def test_one_molecule_is_too_few_and_equal_targets_are_no_trouble():
    with pytest.raises(ValueError, match="X has 1 molecule; a network needs two"):
        DTNNRegressor(n_epochs=1).fit(small_molecules()[:1], [1.0])
    flat = DTNNRegressor(**SMALL, n_epochs=2, convention="per element").fit(MOLECULES[:20], np.zeros(20))
    assert np.abs(flat.predict(MOLECULES[:20])).max() < 1.0


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"n_basis": 1}, "n_basis is 1"),
        ({"n_factors": 0}, "n_factors is 0"),
        ({"n_passes": -1}, "n_passes is -1"),
        ({"envelope": 0.0}, "envelope is 0.0"),
        ({"mixing": 0.0}, "mixing is 0.0"),
        ({"mixing": 1.5}, "mixing is 1.5"),
        ({"n_passes": 0, "vary_passes": True}, "n_passes is 0; to vary it"),
        ({"convention": "per bond"}, "convention is 'per bond'; allowed are mean per atom and per element"),
        ({"loss": "cubic"}, "loss is 'cubic'"),
        ({"precision": "float16"}, "precision is 'float16'"),
        ({"device": "abacus"}, "device is 'abacus'; here are cpu"),
        ({"unit": "angstrom"}, "unit is 'angstrom'; allowed are units of energy"),
        ({"unit": "furlong"}, "unknown unit 'furlong'"),
        ({"validation_fraction": 1.0}, "validation_fraction is 1.0"),
        ({"n_epochs": 0}, "n_epochs is 0"),
        ({"learning_rate": 0.0}, "learning_rate is 0.0"),
    ],
)
def test_bad_parameters(parameters, message):
    with pytest.raises(ValueError, match=message):
        DTNNRegressor(**parameters).fit(small_molecules(), np.arange(5.0))


def test_a_training_that_runs_away_stops_and_keeps_good_weights():
    model = DTNNRegressor(**SMALL, n_epochs=3)

    def spoil(progress):
        with torch.no_grad():
            model.network_.output.bias.fill_(np.inf)

    with pytest.raises(NotFiniteError, match=r"in epoch 2, batch 1 of \d+"):
        model.set_params(report=spoil).fit(MOLECULES, ENERGIES)
    assert np.isfinite(model.predict(MOLECULES)).all()


def test_passes_vary_from_batch_to_batch_and_not_from_run_to_run():
    model = DTNNRegressor(n_passes=6, vary_passes=True, seed=3)
    drawn = model._passes(200, epoch=1)
    assert set(drawn) == set(range(3, 12))
    assert drawn == model._passes(200, epoch=1) != model._passes(200, epoch=2)
    assert DTNNRegressor(n_passes=6)._passes(3, epoch=0) == [6, 6, 6]
