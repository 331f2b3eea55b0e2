"""Promise and measurement agree, in both directions; and the measurements can tell right from wrong."""

import ase.build
import numpy as np
import pytest
from sklearn.pipeline import make_pipeline

from qmlaw import contracts
from qmlaw.models import CompositionModel, KernelRidgeRegressor
from qmlaw.molecules import Molecules
from qmlaw.representations import BagOfBonds, CoulombMatrix


@pytest.mark.parametrize("promise", contracts.PROMISES, ids=lambda p: f"{p.who}-{p.contract}")
@pytest.mark.parametrize("seed", [0, 1])
def test_promise_and_measurement_agree(promise, seed):
    found = contracts.measure(contracts.REPRESENTATIONS[promise.who], promise.contract, seed=seed)
    assert found.holds == promise.promised, found
    if promise.contract != "distinctness" and not promise.promised:
        assert found.deviation > 1e-2  # a "no" has a witness that is no rounding error


def test_every_representation_declares_every_basic_contract():
    basic = {"translation", "rotation", "permutation", "continuity", "distinctness", "alone"}
    for who in contracts.REPRESENTATIONS:
        declared = [p.contract for p in contracts.PROMISES if p.who == who]
        assert basic <= set(declared)
        assert len(declared) == len(set(declared))


def test_table():
    rows = contracts.table(["BagOfBonds"])
    assert [row.contract for row in rows] == [p.contract for p in contracts.PROMISES if p.who == "BagOfBonds"]
    assert all(row.kept for row in rows)
    assert not rows[0]._replace(holds=False).kept
    with pytest.raises(ValueError, match="who contains 'SOAP'; allowed are CoulombMatrix raw"):
        contracts.table(["SOAP"])
    with pytest.raises(ValueError, match="contract is 'parity'"):
        contracts.measure(BagOfBonds(), "parity")


def first_coordinates(mols):
    return np.array([m.positions[0] for m in mols])


def distance_of_first_two(mols):
    return np.array([[np.linalg.norm(m.positions[0] - m.positions[1])] for m in mols])


def test_violations_are_found_and_measured():
    mols = contracts.probes()
    assert not contracts.translation(first_coordinates, mols).holds
    assert not contracts.rotation(first_coordinates, mols).holds
    assert not contracts.permutation(distance_of_first_two, mols).holds
    assert contracts.translation(distance_of_first_two, mols).holds
    assert contracts.rotation(distance_of_first_two, mols).holds


def test_company_that_leaks_is_found():
    mols = contracts.probes()

    def centred(given):
        values = distance_of_first_two(given)
        return values - values.mean()

    assert contracts.alone(distance_of_first_two, mols).holds
    found = contracts.alone(centred, mols)
    assert not found.holds
    distances = distance_of_first_two(mols)  # alone, each is centred to zero
    assert found.deviation == pytest.approx(np.abs(distances - distances.mean()).max())


@pytest.mark.parametrize("height", [0.01, 1.0])
def test_a_step_is_measured_at_its_full_height(height):
    mols = contracts.probes()[:1]
    values = distance_of_first_two(mols)[0, 0]

    def step(given):
        return height * (distance_of_first_two(given) > values + 0.01)

    sizes = [contracts.continuity(step, mols, seed=seed).deviation for seed in range(6)]
    assert max(sizes) == pytest.approx(height)
    assert contracts.continuity(lambda m: 1e3 * distance_of_first_two(m), mols).holds  # steep is no jump


def test_a_nan_is_no_promise_kept():
    assert not contracts.translation(lambda m: np.full((len(m), 1), np.nan), contracts.probes()).holds


def test_the_lookalikes_fool_whom_they_should():
    acetylene, homometric = contracts.lookalikes()
    spectrum, bags = CoulombMatrix("eigenvalues"), BagOfBonds()
    assert contracts.distinctness(spectrum.fit(acetylene), [acetylene]).deviation < 1e-8
    assert contracts.distinctness(bags.fit(homometric), [homometric]).deviation < 1e-12
    assert contracts.distinctness(spectrum.fit(homometric), [homometric]).holds
    assert contracts.distinctness(bags.fit(acetylene), [acetylene]).holds


def test_random_sorting_that_prefers_an_atom_is_caught():
    # Without noise the distribution is one sorted matrix: independent of order. Raw order is not.
    class Raw(CoulombMatrix):
        def matrices(self, X):
            raw = CoulombMatrix("raw").fit(X).matrices(X)
            return raw[:, None].repeat(self.n_realisations, axis=1)

    assert not contracts.permutation_in_distribution(
        Raw("random"), contracts.probes(), n_realisations=50
    ).holds
    quiet = CoulombMatrix("random", noise=0.0)
    assert contracts.permutation_in_distribution(quiet, contracts.probes(), n_realisations=50).holds


def test_models_are_measured_like_representations():
    names = ["CH4", "NH3", "H2O", "C2H6", "CH3OH", "C2H4", "HCN"]
    mols = Molecules.from_ase([ase.build.molecule(name) for name in names])
    energies = mols.n_atoms * -100.0
    model = make_pipeline(CoulombMatrix(max_atoms=9), KernelRidgeRegressor(sigma=100.0)).fit(mols, energies)
    probes = contracts.probes()[:2]
    for contract in (contracts.translation, contracts.rotation, contracts.permutation, contracts.alone):
        assert contract(model, probes).holds
    assert contracts.continuity(CompositionModel().fit(mols, energies), probes).deviation == 0.0
    with pytest.raises(ValueError, match="neither transform nor predict"):
        contracts.evaluator("CoulombMatrix")
