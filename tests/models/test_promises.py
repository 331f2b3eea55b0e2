"""What models promise is what is measured, the promise that is not made included."""

import importlib
import inspect
import pkgutil
import warnings

import numpy as np
import pytest
from dtnn_help import small_molecules, wild_model
from sklearn.base import BaseEstimator
from sklearn.pipeline import make_pipeline

from qmlaw import contracts, models
from qmlaw.models import CompositionModel, KernelRidgeRegressor, promises
from qmlaw.models.atomic import equilibrium_networks, silicon
from qmlaw.models.atomic.shipped import FORMS as ANI_FORMS
from qmlaw.models.atomic.shipped import shipped as shipped_ani
from qmlaw.models.dtnn.shipped import FORMS as DTNN_FORMS
from qmlaw.models.dtnn.shipped import shipped as shipped_dtnn
from qmlaw.models.dtnn.shipped import trained_on_qm9
from qmlaw.models.feed_forward import FeedForwardRegressor
from qmlaw.models.force_field import WaterForceField
from qmlaw.molecules import Molecules
from qmlaw.reference.h2_pd100 import LATTICE
from qmlaw.representations.dimer_distances import EXCHANGES, water_pair_distances
from qmlaw.representations.surface_coordinates import surface_coordinates

NAMES = {"DTNN": None, "DTNN with envelope": 5.0}


def check(rows, *names):
    assert [(r.who, r.contract) for r in rows] == [
        (p.who, p.contract) for p in promises.PROMISES if p.who in names
    ]
    assert len(rows) >= 4
    for row in rows:
        assert row.kept, row


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1])
def test_promise_and_measurement_agree(name, seed):
    model = wild_model(small_molecules(), seed, envelope=NAMES[name], n_basis=8, n_factors=10)
    # "Continuity far out" brings nuclei closer than any that were trained on, and the network says so.
    with pytest.warns(UserWarning, match=r"has atoms 0\.\d\d Å apart; the network was trained on 0\.89 Å"):
        rows = promises.table({name: model}, seed=seed)
    check(rows, name)
    for row in rows:
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


# -- the networks that come with the project ----------------------------------------------------------------


def check_shipped(name, model):
    """All promises; those of continuity, which ask hundreds of times, on one path of one molecule only."""
    for one in getattr(model, "models_", [model]):
        one.set_params(precision="float64")
    mine = [p for p in promises.PROMISES if p.who == name and not p.contract.startswith("continuity")]
    molecules = promises.probes_of(name, model)
    rows = contracts.table([name], promises=mine, subjects={name: model}, molecules={name: molecules})
    assert len(rows) == len(mine) >= 4
    for row in rows:
        assert row.kept, row
    found = contracts.continuity(model, molecules[:1], paths=1)
    assert found.holds, found


@pytest.mark.filterwarnings("ignore:.*the network was trained on:UserWarning")
@pytest.mark.parametrize("form", ANI_FORMS)
def test_the_committees_of_molecules(form):
    check_shipped("AtomicNetwork", shipped_ani(form))


@pytest.mark.filterwarnings("ignore:.*the network was trained on:UserWarning")
def test_the_committee_of_silicon():
    name = "AtomicNetwork of silicon"
    check_shipped(name, silicon.shipped())


@pytest.mark.filterwarnings("ignore:.*the network was trained on:UserWarning")
@pytest.mark.parametrize("form", equilibrium_networks.FORMS)
def test_the_networks_of_equilibrium(form):
    check_shipped("AtomicNetwork", equilibrium_networks.shipped(form, 0)[0])


@pytest.mark.filterwarnings("ignore:.*the network was trained on:UserWarning")
@pytest.mark.parametrize("form", [*DTNN_FORMS, "QM9"])
def test_the_dtnns(form):
    model = trained_on_qm9() if form == "QM9" else shipped_dtnn(form, 0)[0]
    name = "DTNN" if model.envelope is None else "DTNN with envelope"
    check_shipped(name, model)


# -- models that are trained in no time ---------------------------------------------------------------------

ENERGIES = [-200.0, -480.0, -650.0, -830.0, -440.0]  # of the probes, roughly, in kcal/mol


@pytest.mark.parametrize("who", promises.SPEAKERS["KernelRidgeRegressor"])
def test_kernel_models_are_as_good_as_what_they_see(who):
    representation = contracts.REPRESENTATIONS[who.removeprefix(promises.KERNEL_ON)]
    model = make_pipeline(representation, KernelRidgeRegressor("gaussian", sigma=30.0, regularisation=1e-6))
    check(promises.table({who: model.fit(contracts.probes(), ENERGIES)}), who)


def test_composition():
    rows = promises.table({"CompositionModel": CompositionModel().fit(contracts.probes(), ENERGIES)})
    check(rows, "CompositionModel")


def trained_on(inputs, molecules, **settings):
    """A network with one pass over made-up energies: its symmetries must not come from the data."""
    X = inputs(molecules)
    y = 10 * np.random.default_rng(0).normal(size=len(X))
    network = FeedForwardRegressor((8,), n_epochs=3, validation_fraction=0.0, averaging=0.5, **settings)
    network.fit(X, y).network_.double()
    return lambda given: network.predict(inputs(given))


def pair_inputs(pairs):
    distances = water_pair_distances(pairs)
    return np.concatenate([1 / distances, np.exp(-distances)], axis=1)


def above_inputs(molecules):
    return surface_coordinates(molecules.positions.reshape(-1, 2, 3), LATTICE)


def test_the_network_of_water_pairs_and_its_twin_without_exchanges():
    name, both = "network of water pairs", np.concatenate([EXCHANGES, EXCHANGES + 9], axis=1)
    check(promises.table({name: trained_on(pair_inputs, contracts.water_pairs(), exchanges=both)}), name)
    twin = trained_on(pair_inputs, contracts.water_pairs())
    assert contracts.exchange_of_waters(twin, contracts.water_pairs()).deviation > 1e-3


def test_the_network_above_a_surface_and_one_of_plain_coordinates():
    name = "network of H2 on Pd(100)"
    assert LATTICE == pytest.approx(inspect.signature(contracts.square_surface).parameters["lattice"].default)
    check(promises.table({name: trained_on(above_inputs, contracts.hydrogen_above())}), name)
    plain = trained_on(lambda m: m.positions.reshape(-1, 6), contracts.hydrogen_above())
    assert contracts.square_surface(plain, contracts.hydrogen_above()).deviation > 1e-3


@pytest.mark.parametrize("site", ["O", "M"])
def test_the_force_field_of_water(site):
    pairs = Molecules.concatenate([contracts.water_pairs(seed) for seed in range(3)])
    field = WaterForceField(("charges", "dispersion", "core"), charge_site=site, n_starts=1)
    field.fit(pairs, np.random.default_rng(0).normal(size=len(pairs)))
    assert np.abs(field.predict(pairs)).max() > 1e-2
    check(promises.table({"WaterForceField": field}), "WaterForceField")


# -- nobody is left out -------------------------------------------------------------------------------------


def estimators():
    """Names of all public estimators of qmlaw.models that predict."""
    found = set()
    for module in pkgutil.walk_packages(models.__path__, "qmlaw.models."):
        for name, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            own = one.__module__.startswith("qmlaw.models") and not name.startswith("_")
            if own and issubclass(one, BaseEstimator) and hasattr(one, "predict"):
                found.add(name)
    return found


def test_every_model_promises_or_says_that_it_does_not():
    assert not set(promises.SPEAKERS) & set(promises.SILENT)
    assert estimators() == set(promises.SPEAKERS) | set(promises.SILENT)
    named = {name for names in promises.SPEAKERS.values() for name in names}
    assert named == {promise.who for promise in promises.PROMISES}


def test_others_have_promised_nothing():
    with pytest.raises(
        ValueError, match="models contains 'SchNet'; allowed are AtomicNetwork, AtomicNetwork of"
    ):
        promises.table({"SchNet": None})


def test_probes_are_those_that_a_model_knows():
    known = contracts.probes(elements=(1, 6, 7, 8))
    assert len(known) == 4 and set(known.atomic_numbers.tolist()) == {1, 6, 7, 8}
    assert known == contracts.probes()[:4]
    with pytest.raises(ValueError, match=r"elements is \[14\]; allowed are H, C and O"):
        contracts.probes(elements=[14])


def test_turning_a_crystal_turns_its_cell():
    def lengths(crystals):
        return np.array([[np.trace(cell @ cell.T), np.linalg.det(cell)] for cell in crystals.cells])

    def first_vector(crystals):
        return crystals.cells[:, 0]

    cells = contracts.silicon_cells()
    assert contracts.rotation(lengths, cells, tolerance=1e-6).holds
    assert not contracts.rotation(first_vector, cells).holds
    assert contracts.translation(first_vector, cells).holds
