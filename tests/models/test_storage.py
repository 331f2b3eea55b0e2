"""Models in files: the same predictions after loading; damage and strangers are refused; larger molecules."""

import io
import json
import zipfile

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline

from qmlaw import datasets
from qmlaw.models import (
    CompositionModel,
    DeltaRegressor,
    KernelRidgeRegressor,
    OnBaseline,
    TermwiseDelta,
    TunedKernelRidge,
)
from qmlaw.models.storage import load_model, save_model
from qmlaw.models.widening import make_room
from qmlaw.representations import BagOfBonds, CoulombMatrix

A = "/atomization_energy"
HF, PBE = "HF/STO-3G" + A, "PBE/6-31G*" + A


@pytest.fixture(scope="module")
def ladder():
    return datasets.load("ladder")[:140]


@pytest.fixture(scope="module")
def high(ladder):
    return ladder.value("CCSD(T)/CBS" + A, "kcal/mol")


def room(ladder):
    return BagOfBonds(bag_sizes=BagOfBonds().fit(ladder).bag_sizes_)


def models(ladder):
    matrix = make_pipeline(CoulombMatrix(), KernelRidgeRegressor(sigma=200.0, regularisation=1e-5))
    bags = make_pipeline(room(ladder), TunedKernelRidge(n_repeats=1))
    atoms = CompositionModel()
    random = make_pipeline(CoulombMatrix("random", n_realisations=2), KernelRidgeRegressor(sigma=200.0))
    return {
        "pipeline": matrix,
        "on baseline": OnBaseline(bags),
        "difference": DeltaRegressor(bags, PBE, baseline=atoms),
        "fitted": DeltaRegressor(matrix, [HF, PBE], form="fitted"),
        "feature": DeltaRegressor(bags, (HF, PBE), form="feature", baseline=atoms),
        "random": DeltaRegressor(random, PBE, form="feature"),
        "termwise": TermwiseDelta(matrix, [HF, PBE], baseline=atoms),
    }


NAMES = ["pipeline", "on baseline", "difference", "fitted", "feature", "random", "termwise"]


@pytest.mark.parametrize("name", NAMES)
def test_same_predictions_after_loading(name, ladder, high, tmp_path):
    model = models(ladder)[name].fit(ladder[:100], high[:100])
    save_model(model, tmp_path / "model.npz", {"unit": "kcal/mol", "seeds": [0, 1]})
    read, card = load_model(tmp_path / "model.npz")
    assert card == {"unit": "kcal/mol", "seeds": [0, 1]}
    assert type(read) is type(model)
    fits = ladder[ladder.n_atoms <= ladder[:100].n_atoms.max()]
    np.testing.assert_array_equal(read.predict(fits), model.predict(fits))
    again = read.fit(ladder[:100], high[:100])  # parameters came back, too
    np.testing.assert_allclose(again.predict(fits), model.predict(fits), rtol=1e-12)
    assert [path.name for path in tmp_path.iterdir()] == ["model.npz"]


@pytest.fixture(scope="module")
def stored(ladder, high, tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "model.npz"
    model = make_pipeline(CoulombMatrix(), KernelRidgeRegressor(sigma=200.0)).fit(ladder[:9], high[:9])
    save_model(model, path)
    return path.read_bytes()


def test_every_cut_and_every_flipped_byte_is_noticed_or_harmless(stored, ladder, tmp_path):
    good = tmp_path / "good.npz"
    good.write_bytes(stored)
    expected = load_model(good)[0].predict(ladder[:9])
    path = tmp_path / "bad.npz"
    for length in (0, 10, len(stored) // 2, len(stored) - 1):
        path.write_bytes(stored[:length])
        with pytest.raises(ValueError, match=r"bad.npz is not a model of qmlaw, or is damaged"):
            load_model(path)
    rng = np.random.default_rng(0)
    noticed = 0
    for at in rng.integers(0, len(stored), 60):
        damaged = bytearray(stored)
        damaged[at] ^= 0x55
        path.write_bytes(bytes(damaged))
        try:
            read = load_model(path)[0]
        except ValueError as error:
            assert "bad.npz is not a model" in str(error)
            noticed += 1
        else:  # a byte of the zip format that nobody reads (a time stamp, say)
            np.testing.assert_array_equal(read.predict(ladder[:9]), expected)
    assert noticed > 40


def changed(stored, tmp_path, change):
    """The stored file with its JSON changed."""
    with np.load(io.BytesIO(stored)) as file:
        arrays = dict(file)
    content = json.loads(arrays["model.json"].tobytes())
    change(content)
    arrays["model.json"] = np.frombuffer(json.dumps(content).encode(), dtype=np.uint8)
    np.savez(tmp_path / "changed.npz", **arrays)
    return tmp_path / "changed.npz"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.update(version=2), r"format and version are \('qmlaw-model', 2\); allowed"),
        (lambda c: c.update(format="other"), "format and version are"),
        (lambda c: c["model"].update(estimator="Popen"), "class 'Popen' is not allowed"),
        (lambda c: c["model"]["fitted"].update(fit=1), "fitted value 'fit'"),
        (lambda c: c["model"]["parameters"].update(colour=1), "damaged: TypeError"),
        (lambda c: c.pop("model"), "damaged: KeyError"),
    ],
)
def test_other_content_is_refused(stored, tmp_path, change, message):
    with pytest.raises(ValueError, match=message):
        load_model(changed(stored, tmp_path, change))


def test_pickles_are_not_read(tmp_path):
    np.savez(tmp_path / "pickle.npz", **{"model.json": np.array([{"a": print}], dtype=object)})
    with pytest.raises(ValueError, match="pickle.npz is not a model"):
        load_model(tmp_path / "pickle.npz")
    with zipfile.ZipFile(tmp_path / "zip.npz", "w") as file:
        file.writestr("hello.txt", "hello")
    with pytest.raises(ValueError, match="zip.npz is not a model"):
        load_model(tmp_path / "zip.npz")
    with pytest.raises(FileNotFoundError, match="no file .*none.npz"):
        load_model(tmp_path / "none.npz")


def test_what_cannot_be_stored_is_said_and_nothing_stays(ladder, high, tmp_path):
    model = DeltaRegressor(LinearRegression(), PBE, form="feature").fit(ladder, high)
    with pytest.raises(ValueError, match="a LinearRegression cannot be stored; allowed are AppendLowLevels"):
        save_model(model, tmp_path / "model.npz")
    fitted = CompositionModel().fit(ladder, high)
    with pytest.raises(ValueError, match="card cannot be stored"):
        save_model(fitted, tmp_path / "model.npz", {"error": float("nan")})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["pipeline", "on baseline", "difference", "fitted", "feature", "termwise"])
def test_room_for_larger_molecules_changes_no_prediction(name, ladder, high):
    order = np.argsort(ladder.n_atoms, kind="stable")
    small, large = ladder[order[:100]], ladder[order[100:]]
    model = models(small)[name].fit(small, high[order[:100]])
    before = model.predict(small)
    with pytest.raises(
        ValueError, match="but this Coulomb matrix holds|but the bag holds|fit saw no such bag"
    ):
        model.predict(large)
    make_room(model, large)
    np.testing.assert_allclose(model.predict(small), before, rtol=1e-12)
    assert np.isfinite(model.predict(large)).all()
    # What it says is what a model with room from the start says.
    start = models(ladder)[name]
    if name in ("on baseline", "difference", "feature"):
        start.fit(small, high[order[:100]])
        np.testing.assert_allclose(model.predict(large), start.predict(large), rtol=1e-9)
