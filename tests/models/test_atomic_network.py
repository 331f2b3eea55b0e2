"""One network per element: sums, symmetries, derivatives, training on forces, files, and what it refuses."""

import json
import warnings

import ase
import ase.build
import numpy as np
import pytest
import torch
from ase.calculators.calculator import PropertyNotImplementedError
from ase.calculators.fd import calculate_numerical_stress
from atomic_help import few_numbers, rattled, wild_atoms, with_forces
from dtnn_help import small_molecules
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

from qmlaw import units
from qmlaw.models import CompositionModel, promises
from qmlaw.models.atomic import AtomicNetwork, AtomicNetworkRegressor, Committee
from qmlaw.models.atomic.surroundings import TrainingData, surroundings
from qmlaw.models.calculator import NetworkCalculator
from qmlaw.models.device import one_thread
from qmlaw.models.trainer import NotFiniteError
from qmlaw.molecules import Molecules
from qmlaw.representations.aev import AEV
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.representations.environments import forces
from qmlaw.representations.symmetry_functions import SymmetryFunctions
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions

WATER, METHANOL = (small_molecules()[[i]] for i in (0, 1))
ORDER = np.random.default_rng(3).permutation(80)
MOLECULES, ENERGIES = with_forces(
    Molecules.concatenate([rattled(WATER, 30, 0.05, 1), rattled(METHANOL, 50, 0.05, 2)])[ORDER]
)
HCO = few_numbers(elements=(1, 6, 8))
SMALL = {"representation": HCO, "hidden": (12, 8), "batch_size": 10, "averaging": 0.9, "learning_rate": 5e-3}


@pytest.fixture(scope="module")
def trained():
    return AtomicNetworkRegressor(**SMALL, n_epochs=40, seed=1).fit(MOLECULES[::2], ENERGIES[::2])


# ---- the equations ------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ["celu", "gaussian", "tanh"])
def test_the_network_is_that_of_the_equations(activation):
    network = AtomicNetwork([6, 1], 3, hidden=[[4, 2], [3]], activation=activation).double()
    rng = np.random.default_rng(0)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.tensor(rng.normal(size=parameter.shape)))
    vectors, element = rng.normal(size=(7, 3)), [1, 0, 1, 1, 0, 0, 1]
    network.scale.fill_(2.0)
    network.offset[6], network.offset[1] = -5.0, 3.0
    network.set_ranges(torch.tensor(vectors), torch.tensor(element))

    def slow(g, e):
        own = vectors[np.array(element) == e]
        x = (g - own.mean(axis=0)) / own.std(axis=0)
        *hidden, last = (layer for layer in network.networks[e] if isinstance(layer, torch.nn.Linear))
        for layer in hidden:
            x = layer.weight.detach().numpy() @ x + layer.bias.detach().numpy()
            celu = np.where(x > 0, x, 0.1 * (np.exp(np.minimum(x, 0) / 0.1) - 1))
            x = {"celu": celu, "gaussian": np.exp(-(x**2)), "tanh": np.tanh(x)}[activation]
        y = last.weight.detach().numpy()[0] @ x + last.bias.item()
        return 2.0 * y + (-5.0, 3.0)[e]

    expected = [slow(g, e) for g, e in zip(vectors, element, strict=True)]
    found = network.atomic_energies(torch.tensor(vectors), torch.tensor(element)).detach().numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    molecule = torch.tensor([0, 0, 0, 1, 2, 2, 2])
    energies = network(torch.tensor(vectors), torch.tensor(element), molecule, 3).detach().numpy()
    np.testing.assert_allclose(energies, [sum(expected[:3]), expected[3], sum(expected[4:])], rtol=1e-12)


def test_rare_neighbours_do_not_speak_too_loudly():
    network = AtomicNetwork([1], 2, hidden=[[2]])
    network.set_ranges(torch.tensor([[0.0, 0.0], [2.0, 1e-4]]), torch.tensor([0, 0]))
    np.testing.assert_allclose(network.networks[0][0].width.numpy(), [1.0, 0.1])


def test_promise_and_measurement_agree():
    with pytest.warns(UserWarning, match=r"has atoms 0\.\d\d Å apart; the network was trained on"):
        rows = promises.table({"AtomicNetwork": wild_atoms()})
    assert len(rows) == 8
    for row in rows:
        assert row.kept, row


def test_atomic_energies_add_up(trained):
    shares = trained.predict_atomic_energies(MOLECULES)
    np.testing.assert_allclose(np.add.reduceat(shares, MOLECULES.offsets[:-1]), trained.predict(MOLECULES))


@pytest.mark.parametrize(
    "representation",
    [
        few_numbers(AEV, (14,)),
        few_numbers(FastAEV, (14,)),
        SymmetryFunctions.silicon(),
        FastSymmetryFunctions.silicon(),
    ],
)
def test_forces_and_strain_are_derivatives(representation, tmp_path):
    crystal = ase.build.bulk("Si", cubic=True)
    crystal.rattle(0.1, seed=3)
    cells = [crystal, ase.build.bulk("Si")]
    silicon = Molecules.from_ase(cells)
    model = AtomicNetworkRegressor(representation, hidden=(4,), n_epochs=3, precision="float64")
    model.set_params(validation_fraction=0.0, learning_rate=0.1).fit(silicon, [-3.0, -4.0])
    model.save(tmp_path / "silicon")
    model = AtomicNetworkRegressor.load(tmp_path / "silicon")
    assert model.representation_ == representation
    found, step = model.evaluate(silicon), 1e-5
    np.testing.assert_allclose(found.energies, model.predict(silicon))

    def energy(atoms):
        return model.predict(Molecules.from_ase([atoms]))[0]

    for axis in range(3):
        ends = [crystal.copy(), crystal.copy()]
        ends[0].positions[2, axis] -= step
        ends[1].positions[2, axis] += step
        slope = (energy(ends[1]) - energy(ends[0])) / (2 * step)
        assert found.forces[2, axis] == pytest.approx(-slope, rel=1e-5, abs=1e-7)
        for i, atoms in enumerate(cells):
            ends = [atoms.copy(), atoms.copy()]
            for sign, one in zip((-1, 1), ends, strict=True):
                strain = np.eye(3)
                strain[0, axis] += sign * step
                one.set_cell(one.cell.array @ strain, scale_atoms=True)
            slope = (energy(ends[1]) - energy(ends[0])) / (2 * step)
            assert found.strain_derivatives[i, 0, axis] == pytest.approx(slope, rel=1e-4, abs=1e-6)
    assert np.abs(found.forces).max() > 1e-3


def test_an_atom_without_neighbours_has_an_energy_and_no_force():
    model = wild_atoms()
    far = Molecules(
        [[8], [8, 1], [8, 8]], [np.zeros((1, 3)), [[0, 0, 0], [0, 0, 9.0]], [[0, 0, 0], [0, 0, 9]]]
    )
    found = model.evaluate(far)
    assert found.energies[2] == pytest.approx(2 * found.energies[0])
    assert not found.forces.any() and np.isfinite(found.energies).all()
    alone = Molecules([[1]] * 4, [np.zeros((1, 3))] * 4)
    model = AtomicNetworkRegressor(n_epochs=1).fit(alone, [-1.0] * 4)
    np.testing.assert_allclose(model.predict(alone), -1.0)
    assert model.shortest_ == np.inf


# ---- learning -----------------------------------------------------------------------------------------


def test_it_learns_more_than_composition(trained):
    baseline = CompositionModel().fit(MOLECULES[::2], ENERGIES[::2]).predict(MOLECULES[1::2])
    error = np.abs(trained.predict(MOLECULES[1::2]) - ENERGIES[1::2]).mean()
    assert error < 0.5 * np.abs(baseline - ENERGIES[1::2]).mean()
    assert trained.history_[-1].best < trained.history_[0].best


def test_training_on_forces_lowers_their_error():
    errors = {}
    for name in (None, "forces"):
        model = AtomicNetworkRegressor(**SMALL, forces=name, n_epochs=80, seed=1)
        model.fit(MOLECULES[:30], ENERGIES[:30])
        wrong = model.predict_forces(MOLECULES[30:]) - MOLECULES[30:].value("forces")
        errors[name] = np.abs(wrong).mean()
    assert errors["forces"] < 0.5 * errors[None]


@pytest.mark.parametrize("kind", [AEV, FastAEV])
def test_slope_of_the_loss_on_forces(kind):
    """By differences of weights: what training on forces follows is right."""
    model = AtomicNetworkRegressor(few_numbers(kind, (1, 6, 8)), hidden=(4, 3), precision="float64")
    model.set_params(forces="forces", loss="squared", n_epochs=1).fit(MOLECULES[:6], ENERGIES[:6])
    given = MOLECULES[:6].value("forces")
    data = TrainingData(MOLECULES[:6], ENERGIES[:6], given, model.representation_, torch.float64)
    network = model.network_
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(0.4 * torch.randn(parameter.shape, generator=generator))

    def loss():
        energies, along = model._residuals(network, data.batch(np.array([4, 1, 3])))
        return energies.square().mean() + along.square().mean()

    network.zero_grad()
    loss().backward()
    for weights in (network.networks[0][0].weight, network.networks[1][2].weight):
        with torch.no_grad():
            place, step, ends = (1, 2), 1e-5, []
            for sign in (-1, 1):
                weights[place] += sign * step
                ends.append(loss().item())
                weights[place] -= sign * step
        assert weights.grad[place].item() == pytest.approx((ends[1] - ends[0]) / (2 * step), rel=1e-5)


def test_kept_slopes_are_those_calculated_again():
    few = {"elements": (1, 6, 8), "cutoff": 4.0, "radial_etas": (0.5, 3.0), "angular_etas": (0.1,)}
    given, chosen = MOLECULES[:6].value("forces"), np.array([4, 1, 3])
    residuals = {}
    for kind in (SymmetryFunctions, FastSymmetryFunctions):
        functions = kind.all_of(**few)
        model = AtomicNetworkRegressor(
            functions, hidden=(4, 3), precision="float64", forces="forces", n_epochs=2
        )
        model.fit(MOLECULES[:6], ENERGIES[:6])
        data = TrainingData(MOLECULES[:6], ENERGIES[:6], given, functions, torch.float64)
        assert (data.batch(chosen).jacobian is not None) == functions.keeps_jacobian
        residuals[kind] = [r.detach().numpy() for r in model._residuals(model.network_, data.batch(chosen))]
    for one, other in zip(*residuals.values(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-7, atol=1e-8)
    assert np.abs(residuals[SymmetryFunctions][1]).max() > 1e-3


def test_kept_slopes_in_cells_and_beside_atoms_alone():
    crystal = ase.build.bulk("Si", cubic=True)
    crystal.rattle(0.1, seed=3)
    lonely = ase.Atoms("Si", cell=[30] * 3, pbc=True)
    cells = Molecules.from_ase([lonely, crystal, ase.build.bulk("Si"), lonely])
    zero = np.zeros_like(cells.positions)
    functions = FastSymmetryFunctions.silicon()
    data = TrainingData(cells, np.zeros(4), zero, functions, torch.float64)
    chosen = np.array([2, 3, 1])
    batch = data.batch(chosen)
    (part,) = surroundings(cells[chosen], functions, torch.float64)
    kept, again = batch.surroundings.environments, part.environments
    for name in ("centre", "first", "molecule", "element"):
        torch.testing.assert_close(getattr(kept, name), getattr(again, name))
    # the neighbours of an atom may stand in another order: compare what they add up to
    generator = torch.Generator().manual_seed(0)
    weights = torch.randn(len(kept.element), functions.n_features, generator=generator).double()
    slope = torch.einsum("pf,pfx->px", weights[kept.centre], batch.jacobian)
    expected = forces(functions.pull_back(part.displacements, again, weights), again)
    torch.testing.assert_close(forces(slope, kept), expected)


def test_scikit_learn_can_use_it():
    model = AtomicNetworkRegressor(**SMALL, forces="forces", n_epochs=1)
    scores = cross_val_score(model, MOLECULES[:20], ENERGIES[:20], cv=2, scoring="neg_mean_absolute_error")
    assert np.isfinite(scores).all() and (scores < 0).all()
    assert clone(model).get_params() == model.get_params()


def test_self_energies_are_taken_off_and_added_again():
    free = {"H": -300.0, "C": -20000.0, "O": -50000.0}
    total = ENERGIES + MOLECULES.composition([1, 6, 8]).counts @ np.array(list(free.values()))
    plain = AtomicNetworkRegressor(**SMALL, n_epochs=2).fit(MOLECULES, ENERGIES)
    model = AtomicNetworkRegressor(**SMALL, n_epochs=2, atom_energies=free).fit(MOLECULES, total)
    np.testing.assert_allclose(
        model.predict(MOLECULES) - total, plain.predict(MOLECULES) - ENERGIES, atol=0.01
    )
    with pytest.raises(ValueError, match="atom_energies lacks O; it has H, C"):
        model.set_params(atom_energies={"H": -1.0, "C": -2.0}).fit(MOLECULES, total)


@pytest.mark.parametrize("forces", [None, "forces"])
def test_interrupted_training_resumes_bit_for_bit(tmp_path, forces):
    class Stop(Exception):
        pass

    def stop(progress):
        if progress.epoch == 10:
            raise Stop

    parameters, file = {**SMALL, "forces": forces, "n_epochs": 11, "seed": 5}, tmp_path / "state.pt"
    X, y = MOLECULES[:30], ENERGIES[:30]
    whole = AtomicNetworkRegressor(**parameters).fit(X, y)
    with pytest.raises(Stop):
        AtomicNetworkRegressor(**parameters, checkpoint=file, report=stop).fit(X, y)
    resumed = AtomicNetworkRegressor(**parameters, checkpoint=file).fit(X, y)
    np.testing.assert_array_equal(resumed.predict(X), whole.predict(X))
    with pytest.raises(ValueError, match="belongs to another training"):
        AtomicNetworkRegressor(**parameters, checkpoint=file).fit(X, y + 1.0)


def test_a_training_that_runs_away_stops_and_keeps_good_weights():
    model = AtomicNetworkRegressor(**SMALL, n_epochs=3)

    def spoil(progress):
        with torch.no_grad():
            model.network_.networks[0][-1].bias.fill_(np.inf)

    with pytest.raises(NotFiniteError, match=r"in epoch 2, batch 1 of \d+"):
        model.set_params(report=spoil).fit(MOLECULES, ENERGIES)
    assert np.isfinite(model.predict(MOLECULES)).all()


# ---- committee, calculator, files ---------------------------------------------------------------------


def test_committee(tmp_path):
    model = AtomicNetworkRegressor(**SMALL, n_epochs=30, checkpoint=tmp_path / "state")
    committee = Committee(model, n_models=3, seed=4).fit(MOLECULES, ENERGIES)
    assert [one.seed for one in committee.models_] == [4, 5, 6]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["state-0", "state-1", "state-2"]
    mean, spread = committee.predict(MOLECULES, return_std=True)
    members = np.array([one.predict(MOLECULES) for one in committee.models_])
    np.testing.assert_allclose(mean, members.mean(axis=0))
    forces = np.mean([one.predict_forces(MOLECULES) for one in committee.models_], axis=0)
    np.testing.assert_allclose(committee.predict_forces(MOLECULES), forces, atol=1e-4)
    np.testing.assert_allclose(spread, members.std(axis=0, ddof=1))
    np.testing.assert_array_equal(committee.predict(MOLECULES), mean)
    shares = committee.predict_atomic_energies(MOLECULES)
    np.testing.assert_allclose(np.add.reduceat(shares, MOLECULES.offsets[:-1]), mean)
    stretched = Molecules([WATER.atomic_numbers], [1.35 * WATER.positions])
    assert committee.predict(stretched, return_std=True)[1][0] > 2 * np.median(spread)
    committee.save(tmp_path / "many")
    again = Committee.load(tmp_path / "many")
    np.testing.assert_array_equal(again.predict(MOLECULES), mean)
    np.testing.assert_array_equal(again.predict_forces(WATER), committee.predict_forces(WATER))
    assert again.unit == "kcal/mol" and again.seed == 4
    stranger = AtomicNetworkRegressor(few_numbers(), n_epochs=1).fit(MOLECULES[:4], ENERGIES[:4])
    stranger.save(tmp_path / "many-1", n_members=3)
    with pytest.raises(ValueError, match="describe atoms in different ways"):
        Committee.load(tmp_path / "many")
    (tmp_path / "many-2.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"many-2\.json"):
        Committee.load(tmp_path / "many")
    committee.models_[0].save(tmp_path / "single-0")
    with pytest.raises(ValueError, match=r"single-0\.json describes one network"):
        Committee.load(tmp_path / "single")
    with pytest.raises(ValueError, match="n_models is 1; allowed is 2 or more"):
        Committee(model, n_models=1).fit(MOLECULES, ENERGIES)
    with pytest.raises(NotFittedError):
        Committee().predict(MOLECULES)


def test_members_of_a_committee_are_the_same_wherever_they_are_trained():
    model = AtomicNetworkRegressor(**SMALL, n_epochs=3)
    with one_thread():
        here = Committee(model, n_models=2).fit(MOLECULES, ENERGIES)
    there = Committee(model, n_models=2, n_jobs=2).fit(MOLECULES, ENERGIES)
    assert [one.seed for one in there.models_] == [0, 1]
    np.testing.assert_array_equal(there.predict(MOLECULES), here.predict(MOLECULES))


def test_ase_can_use_it(trained):
    (atoms,) = METHANOL.to_ase()
    atoms.calc = NetworkCalculator(trained)
    ev = 1 / (units.HARTREE_TO_KCAL_MOL / units.HARTREE_TO_EV)
    assert atoms.get_potential_energy() == pytest.approx(trained.predict(METHANOL)[0] * ev)
    np.testing.assert_allclose(atoms.get_forces(), trained.predict_forces(METHANOL) * ev)
    assert atoms.get_potential_energy() == pytest.approx(trained.predict(METHANOL)[0] * ev)
    with pytest.raises(PropertyNotImplementedError):
        atoms.get_stress()


def test_stress_of_a_crystal():
    crystal = ase.build.bulk("Si", cubic=True)
    crystal.rattle(0.1, seed=3)
    silicon = Molecules.from_ase([crystal, ase.build.bulk("Si")])
    model = AtomicNetworkRegressor(few_numbers(elements=(14,)), hidden=(4,), precision="float64", unit="eV")
    model.set_params(n_epochs=3, validation_fraction=0.0, learning_rate=0.1)
    crystal.calc = NetworkCalculator(Committee(model, n_models=2).fit(silicon, [-3.0, -4.0]))
    numerical = calculate_numerical_stress(crystal, eps=1e-5)
    np.testing.assert_allclose(crystal.get_stress(), numerical, rtol=1e-4, atol=1e-8)
    assert np.abs(numerical).max() > 1e-5


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_saved_and_loaded(tmp_path, precision):
    model = AtomicNetworkRegressor(
        n_epochs=2, hidden={"H": (4,), "C": (6, 5), "O": (5,)}, precision=precision
    )
    model.fit(MOLECULES, ENERGIES).save(tmp_path / "net", data="made up")
    loaded = AtomicNetworkRegressor.load(tmp_path / "net")
    np.testing.assert_array_equal(loaded.predict(MOLECULES), model.predict(MOLECULES))
    assert loaded.representation_ == FastAEV.ani1x((1, 6, 8), "torchani")
    assert loaded.card_["data"] == "made up" and loaded.card_["elements"] == ["H", "C", "O"]
    card = json.loads((tmp_path / "net.json").read_text())
    for change, message in (
        ({"model": "Forest"}, "describes a Forest; allowed is AtomicNetworkRegressor"),
        ({"parameters": {**card["parameters"], "hidden": [3]}}, "does not hold the weights"),
        ({"parameters": {"depth": 3}}, "does not hold the weights"),
        ({"representation": {"kind": "SOAP"}}, "representation is a SOAP; allowed are AEV, FastAEV, Sym"),
    ):
        (tmp_path / "net.json").write_text(json.dumps({**card, **change}))
        with pytest.raises(ValueError, match=message):
            AtomicNetworkRegressor.load(tmp_path / "net")


def test_a_representation_of_ones_own_cannot_be_written(trained, tmp_path):
    class Own(FastAEV):
        pass

    model = clone(trained).set_params(representation=few_numbers(Own, (1, 6, 8)), n_epochs=1)
    model.fit(MOLECULES[:4], ENERGIES[:4])
    with pytest.raises(ValueError, match="a Own cannot be written; allowed are AEV, FastAEV, Sym"):
        model.save(tmp_path / "net")
    assert not list(tmp_path.iterdir())


# ---- strangers and bad input --------------------------------------------------------------------------


def test_molecules_it_cannot_know(trained):
    silane = Molecules.from_ase([ase.build.molecule("CH4"), ase.build.molecule("SiH4")])
    with pytest.raises(ValueError, match=r"molecule 1 \('1'\) contains Si, .* it had H, C, O"):
        trained.predict(silane)
    wider = AtomicNetworkRegressor(**{**SMALL, "representation": few_numbers()}, n_epochs=1)
    with pytest.raises(ValueError, match="contains N, S, which the training set did not"):
        wider.fit(MOLECULES, ENERGIES).predict(small_molecules())
    with pytest.raises(ValueError, match="element N is not known here"):
        AtomicNetworkRegressor(**SMALL).fit(small_molecules(), np.zeros(len(small_molecules())))
    close = Molecules([[8, 1], [1, 8]], [[[0.0, 0, 0], [0.96, 0, 0]], [[0, 0, 0], [0.3, 0, 0]]])
    with pytest.warns(UserWarning, match=r"molecule 1 \('1'\) has atoms 0.30 Å apart; .* on 0\.\d\d Å"):
        assert np.isfinite(trained.predict(close)).all()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trained.predict(close[:1])


def test_predicting_in_parts_changes_nothing(trained, monkeypatch):
    whole = trained.evaluate(MOLECULES)
    monkeypatch.setattr("qmlaw.models.atomic.surroundings.surroundings.__defaults__", (25,))
    in_parts = trained.evaluate(MOLECULES)
    for one, other in zip(whole, in_parts, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-3)
    assert trained.predict(MOLECULES[:0]).shape == (0,)
    assert trained.predict_forces(MOLECULES[:0]).shape == (0, 3)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"hidden": (4, 0)}, r"hidden is \(4, 0\); allowed are layers of 1 or more units"),
        ({"hidden": {"H": (4,)}}, "hidden lacks C, O; it has H"),
        ({"activation": "relu"}, "activation is 'relu'; allowed are celu and gaussian and tanh"),
        ({"convention": "per bond"}, "convention is 'per bond'"),
        ({"loss": "cubic"}, "loss is 'cubic'"),
        ({"precision": "float16"}, "precision is 'float16'"),
        ({"unit": "angstrom"}, "unit is 'angstrom'; allowed are units of energy"),
        ({"validation_fraction": 1.0}, "validation_fraction is 1.0"),
        ({"n_epochs": 0}, "n_epochs is 0"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"learning_rate": 0.0}, "learning_rate is 0.0"),
        ({"force_weight": -1.0}, "force_weight is -1.0; allowed is a positive number of Å"),
        ({"smallest_width": 2.0}, "smallest_width is 2.0; allowed is 0 to 1"),
        ({"forces": "slopes"}, "no property 'slopes'; there are: forces"),
        ({"representation": "AEV"}, "representation is 'AEV'"),
    ],
)
def test_bad_parameters(parameters, message):
    with pytest.raises(ValueError, match=message):
        AtomicNetworkRegressor(**{**SMALL, **parameters}).fit(MOLECULES[:5], ENERGIES[:5])


def test_bad_targets_and_forces():
    with pytest.raises(ValueError, match=r"y has shape \(4,\)"):
        AtomicNetworkRegressor().fit(MOLECULES[:5], [1.0] * 4)
    with pytest.raises(ValueError, match=r"y\[1\] is nan"):
        AtomicNetworkRegressor().fit(MOLECULES[:2], [1.0, np.nan])
    with pytest.raises(ValueError, match="X has 1 molecule; a network needs two"):
        AtomicNetworkRegressor().fit(MOLECULES[:1], [1.0])
    holes = np.zeros_like(METHANOL.positions)
    holes[3, 1] = np.nan
    bad = METHANOL.with_property("forces", holes, "kcal/mol/angstrom", "atom")
    with pytest.raises(ValueError, match=r"atom 3 .*: force \[0.0, nan, 0.0\] is not finite"):
        AtomicNetworkRegressor(forces="forces").fit(bad, [1.0])
    flat = METHANOL.with_property("forces", np.zeros(len(holes)), "kcal/mol/angstrom", "atom")
    with pytest.raises(ValueError, match="forces are three numbers per atom"):
        AtomicNetworkRegressor(forces="forces").fit(flat, [1.0])
