"""Learning the error: both forms, several low levels, term by term, scikit-learn's tools, bad input."""

import re

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import (
    AppendLowLevels,
    CompositionModel,
    DeltaRegressor,
    KernelRidgeRegressor,
    OnBaseline,
    TermwiseDelta,
    TunedKernelRidge,
)
from qmlaw.models.delta import DataWarning
from qmlaw.representations import BagOfBonds, CoulombMatrix

HF, PBE = "HF/STO-3G/atomization_energy", "PBE/6-31G*/atomization_energy"
HIGH = "CCSD(T)/CBS/atomization_energy"


@pytest.fixture(scope="module")
def ladder():
    found = datasets.load("ladder")
    return found[np.random.default_rng(0).permutation(len(found))]


@pytest.fixture(scope="module")
def high(ladder):
    return ladder.value(HIGH, "kcal/mol")


def kernel_model(sigma=100.0, regularisation=1e-4):
    return make_pipeline(
        CoulombMatrix(max_atoms=20), KernelRidgeRegressor(sigma=sigma, regularisation=regularisation)
    )


def error(model, X, y, n=200):
    return np.abs(model.fit(X[:n], y[:n]).predict(X[n:]) - y[n:]).mean()


def test_difference_is_the_low_level_plus_a_model_of_the_rest(ladder, high):
    model = DeltaRegressor(kernel_model(), PBE).fit(ladder[:100], high[:100])
    low = ladder.value(PBE, "kcal/mol")
    by_hand = kernel_model().fit(ladder[:100], (high - low)[:100]).predict(ladder[100:]) + low[100:]
    np.testing.assert_allclose(model.predict(ladder[100:]), by_hand)
    np.testing.assert_array_equal(model.slopes_, [1.0])


def test_feature_is_one_more_column(ladder, high):
    model = DeltaRegressor(kernel_model(), PBE, form="feature", feature_scale=0.5).fit(
        ladder[:100], high[:100]
    )
    features = CoulombMatrix(max_atoms=20).fit_transform(ladder)
    features = np.column_stack([features, 0.5 * ladder.value(PBE, "kcal/mol")])
    by_hand = KernelRidgeRegressor(sigma=100.0, regularisation=1e-4).fit(features[:100], high[:100])
    np.testing.assert_allclose(model.predict(ladder[100:]), by_hand.predict(features[100:]))


def test_with_a_baseline_energies_go_in_without_it(ladder, high):
    model = DeltaRegressor(kernel_model(), PBE, form="feature", baseline=CompositionModel())
    model.fit(ladder[:100], high[:100])
    low = ladder.value(PBE, "kcal/mol")
    rest = low - CompositionModel().fit(ladder[:100], low[:100]).predict(ladder)
    np.testing.assert_allclose(model.base_[0].transform(ladder)[:, -1], rest, atol=1e-9)


def test_every_form_beats_no_low_level(ladder, high):
    without = error(OnBaseline(kernel_model()), ladder, high)
    for form in ("difference", "fitted", "feature"):
        with_it = DeltaRegressor(kernel_model(), PBE, form=form, baseline=CompositionModel())
        assert error(with_it, ladder, high) < 0.6 * without, form


def test_fitted_finds_the_factor(ladder):
    low = ladder.value(PBE, "kcal/mol")
    made_up = 1.25 * low + ladder.composition().counts @ [3.0, -7.0, 11.0, 5.0]
    model = DeltaRegressor(kernel_model(), PBE, form="fitted").fit(ladder, made_up)
    assert model.slopes_[0] == pytest.approx(1.25, rel=1e-9)


def test_several_low_levels_at_once(ladder, high):
    both = DeltaRegressor(kernel_model(), [HF, PBE], form="fitted", baseline=CompositionModel())
    one = clone(both).set_params(low_levels=[HF])
    assert error(both, ladder, high) < error(one, ladder, high)
    features = DeltaRegressor(LinearRegression(), [HF, PBE], form="feature")
    straight = LinearRegression()
    low = np.column_stack([ladder.value(name, "kcal/mol") for name in (HF, PBE)])
    np.testing.assert_allclose(
        features.fit(ladder, high).predict(ladder), straight.fit(low, high).predict(low)
    )


def test_units_are_converted(ladder, high):
    in_kcal = DeltaRegressor(kernel_model(), PBE).fit(ladder[:50], high[:50]).predict(ladder)
    hartree = ladder.value(HIGH, "hartree")
    in_hartree = DeltaRegressor(kernel_model(), PBE, unit="hartree").fit(ladder[:50], hartree[:50])
    np.testing.assert_allclose(in_hartree.predict(ladder) * 627.5094740631, in_kcal)


def test_columns_of_an_array():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(80, 4))
    y = 3.0 * X[:, 2] + X[:, 0] ** 2
    base = KernelRidgeRegressor("gaussian", sigma=2.0, regularisation=1e-6)
    fitted = DeltaRegressor(base, 2, form="fitted", unit="1").fit(X, y)
    assert fitted.slopes_[0] == pytest.approx(3.0, abs=0.5)
    assert fitted.base_.n_features_in_ == 3
    feature = DeltaRegressor(make_pipeline(base), 2, form="feature", unit="1").fit(X, y)
    assert feature.base_[-1].n_features_in_ == 4
    assert np.abs(feature.predict(X) - y).max() < 0.1
    with pytest.raises(ValueError, match="low level is 4; X is an array, so allowed are columns 0 to 3"):
        DeltaRegressor(base, 4).fit(X, y)
    with pytest.raises(ValueError, match="low level is 'HF'; X is an array"):
        DeltaRegressor(base, "HF").fit(X, y)


def test_random_matrices_take_low_levels(ladder, high):
    random = CoulombMatrix("random", n_realisations=3)
    features = AppendLowLevels(random, [HF, PBE]).fit_transform(ladder[:5])
    assert features.shape[:2] == (5, 3)
    np.testing.assert_allclose(features[:, 2, -1], ladder[:5].value(PBE, "kcal/mol"))
    model = DeltaRegressor(make_pipeline(random, KernelRidgeRegressor(sigma=100.0)), PBE, form="feature")
    assert model.fit(ladder[:30], high[:30]).predict(ladder[:5]).shape == (5,)


def test_scikit_learn_tools(ladder, high):
    model = DeltaRegressor(kernel_model(), PBE)
    assert clone(model).get_params()["base__kernelridgeregressor__sigma"] == 100.0
    assert (cross_val_score(model, ladder, high, cv=3) > 0.95).all()
    grid = {"form": ["difference", "feature"], "base__kernelridgeregressor__sigma": [1.0, 100.0]}
    search = GridSearchCV(model, grid, cv=3, scoring="neg_mean_absolute_error").fit(ladder, high)
    assert search.best_params_["base__kernelridgeregressor__sigma"] == 100.0
    assert make_pipeline(model).fit(ladder, high).predict(ladder[:2]).shape == (2,)


CHAIN = (HF, "HF/cc-pVQZ/atomization_energy", "MP2/cc-pVQZ/atomization_energy")


def test_term_by_term_is_all_at_once_for_a_model_linear_in_its_targets(ladder, high):
    at_once = DeltaRegressor(kernel_model(), HF, baseline=CompositionModel()).fit(ladder[:99], high[:99])
    model = TermwiseDelta(kernel_model(), CHAIN, baseline=CompositionModel()).fit(ladder[:99], high[:99])
    np.testing.assert_allclose(model.predict(ladder), at_once.predict(ladder), atol=1e-6)
    assert [name for name, _, _ in model.steps_] == [*CHAIN[1:], "target"]


def test_term_by_term_learns_every_step(ladder, high):
    model = TermwiseDelta(
        make_pipeline(BagOfBonds(bag_sizes=BagOfBonds().fit(ladder).bag_sizes_), TunedKernelRidge()),
        CHAIN,
        baseline=CompositionModel(),
    )
    steps = model.fit(ladder[:200], high[:200]).predict_steps(ladder[200:])
    levels = np.column_stack([*(ladder.value(name, "kcal/mol") for name in CHAIN), high])
    true = np.diff(levels, axis=1)[200:]
    assert (np.abs(steps - true).mean(axis=0) < 0.5 * true.std(axis=0)).all()


def test_only_the_first_level_is_needed_to_predict(ladder, high):
    model = TermwiseDelta(kernel_model(), CHAIN).fit(ladder[:50], high[:50])
    bare = type(ladder)(
        [m.atomic_numbers for m in ladder[:4]],
        [m.positions for m in ladder[:4]],
        properties={HF: (ladder[:4].value(HF), "hartree")},
    )
    np.testing.assert_allclose(model.predict(bare), model.predict(ladder[:4]))


# ---- bad input ----------------------------------------------------------------------------------------


def with_holes(ladder, holes):
    values = ladder.value(PBE).copy()
    values[list(holes)] = np.nan
    return ladder.with_property(PBE, values, "hartree")


def test_low_level_missing_for_some(ladder, high):
    model = DeltaRegressor(kernel_model(), PBE).fit(ladder[:50], high[:50])
    spoilt = with_holes(ladder, [3, 7, 8, 9])
    first = re.escape(repr(ladder.names[3]))
    message = rf"'PBE/6-31G\*/atomization_energy' is missing .* 4 of 274 molecules \({first}, .*, …\): calc"
    for call in (lambda: clone(model).fit(spoilt, high), lambda: model.predict(spoilt)):
        with pytest.raises(ValueError, match=message):
            call()


def test_low_level_absent(ladder, high):
    with pytest.raises(ValueError, match=r"no property 'HF/6-31G/energy'; there are: .*HF/STO-3G/energy"):
        DeltaRegressor(kernel_model(), "HF/6-31G/energy").fit(ladder, high)


def test_low_level_that_is_no_energy(ladder, high):
    with pytest.raises(ValueError, match="cannot convert 's'"):
        DeltaRegressor(kernel_model(), "GFN2-xTB/seconds").fit(ladder, high)
    with pytest.raises(ValueError, match="low level is 0; X is Molecules"):
        DeltaRegressor(kernel_model(), 0).fit(ladder, high)
    per_two = ladder.with_property("two", np.zeros((len(ladder), 2)), "hartree")
    with pytest.raises(ValueError, match=r"'two' has shape \(274, 2\); allowed is one number per molecule"):
        DeltaRegressor(kernel_model(), "two").fit(per_two, high)


@pytest.mark.parametrize("make", [DeltaRegressor, TermwiseDelta])
def test_targets(ladder, high, make):
    model = make(kernel_model(), [PBE])
    with pytest.raises(ValueError, match="all 274 targets are -3: there is nothing to learn"):
        model.fit(ladder, np.full(len(ladder), -3.0))
    with pytest.raises(ValueError, match="1 molecule to train on; at least 2"):
        model.fit(ladder[:1], high[:1])
    with pytest.raises(ValueError, match="no samples to fit"):
        model.fit(ladder[:0], high[:0])
    with pytest.raises(ValueError, match=r"y has shape \(5,\); X has 274 samples"):
        model.fit(ladder, high[:5])
    with pytest.raises(ValueError, match=r"y\[2\] is nan"):
        model.fit(ladder, np.where(np.arange(len(high)) == 2, np.nan, high))


@pytest.mark.parametrize("make", [DeltaRegressor, TermwiseDelta])
def test_targets_in_another_unit_are_noticed(ladder, make):
    with pytest.warns(DataWarning, match="are the targets in kcal/mol, and do both count .* same zero"):
        make(kernel_model(), [PBE]).fit(ladder, ladder.value(HIGH, "hartree"))


def test_nothing_to_correct_is_noticed(ladder):
    low = ladder.value(PBE, "kcal/mol")
    with pytest.warns(DataWarning, match="differ by a constant"):
        model = DeltaRegressor(kernel_model(), PBE).fit(ladder, low + 5.0)
    np.testing.assert_allclose(model.predict(ladder), low + 5.0, atol=1e-6)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"form": "both"}, "form is 'both'; allowed are difference, fitted, feature"),
        ({"low_levels": [PBE, HF]}, "'difference' takes one low level, got"),
        ({"low_levels": []}, "low_levels is \\[\\]"),
        ({"low_levels": [PBE, PBE], "form": "fitted"}, "one or more different names"),
        ({"form": "feature", "feature_scale": 0.0}, "scale is 0.0; allowed is a positive number"),
        ({"unit": "kcal"}, "unknown unit 'kcal'"),
    ],
)
def test_bad_parameters(ladder, high, parameters, message):
    model = DeltaRegressor(kernel_model(), PBE).set_params(**parameters)
    with pytest.raises(ValueError, match=message):
        model.fit(ladder, high)
