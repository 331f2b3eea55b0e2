"""The Coulomb matrix: water by hand, a slow twin, symmetries as properties, bad input, scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from qmlaw import contracts
from qmlaw.molecules import Molecules
from qmlaw.representations import CoulombMatrix

BOHR = 0.529177210903
WATER = Molecules([[8, 1, 1]], [[[0.0, 0.0, 0.0], [0.96, 0.0, 0.0], [0.0, 0.96, 0.0]]])


def slow_twin(numbers, positions, unit=1 / BOHR, factor=0.5, exponent=2.4, power=1.0):
    """Nested lists from nothing but the formula."""
    n = len(numbers)
    matrix = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            if i == j:
                matrix[i][j] = factor * float(numbers[i]) ** exponent
            else:
                distance = unit * math.dist(positions[i], positions[j])
                matrix[i][j] = float(numbers[i]) * float(numbers[j]) / distance**power
    return matrix


def slow_sorted(matrix):
    norms = [math.sqrt(sum(x * x for x in row)) for row in matrix]
    order = sorted(range(len(matrix)), key=lambda i: -norms[i])  # sorted() is stable
    return [[matrix[i][j] for j in order] for i in order]


def triangle(matrix, size):
    n = len(matrix)
    return [matrix[i][j] if i < n else 0.0 for i in range(size) for j in range(i + 1)]


@st.composite
def molecules(draw, n_molecules=3, max_atoms=6):
    """Random molecules; atoms at least 0.4 Å apart, on a jittered grid."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    numbers, positions = [], []
    for _ in range(n_molecules):
        n = draw(st.integers(1, max_atoms))
        places = rng.permutation(27)[:n]
        grid = np.stack(np.unravel_index(places, (3, 3, 3)), axis=1) * 1.2
        positions.append(grid + rng.uniform(-0.35, 0.35, size=(n, 3)))
        numbers.append(rng.choice([1, 6, 7, 8, 16], size=n))
    return Molecules(numbers, positions)


def test_water_by_hand():
    # O-H: 0.96 Å = 1.8141370809 bohr, so 8 / 1.8141370809 = 4.40981009 hartree.
    # H-H: 0.96 * sqrt(2) Å = 2.5655772637 bohr, so 1 / 2.5655772637 = 0.38977578 hartree.
    # O: 0.5 * 8^2.4 = 0.5 * 2^7.2 = 64 * 2^0.2 = 73.51669472. H: 0.5.
    expected = [
        [73.51669472, 4.40981009, 4.40981009],
        [4.40981009, 0.5, 0.38977578],
        [4.40981009, 0.38977578, 0.5],
    ]
    matrix = CoulombMatrix("raw").fit(WATER).matrices(WATER)[0]
    np.testing.assert_allclose(matrix, expected, atol=5e-8, rtol=0)
    vector = CoulombMatrix("raw").fit_transform(WATER)[0]
    np.testing.assert_allclose(
        vector, [73.51669472, 4.40981009, 0.5, 4.40981009, 0.38977578, 0.5], atol=5e-8, rtol=0
    )


def test_water_in_angstrom_is_another_matrix():
    matrix = CoulombMatrix("raw", length_unit="angstrom").fit(WATER).matrices(WATER)[0]
    assert matrix[0, 1] == pytest.approx(8 / 0.96, abs=1e-12)
    assert matrix[1, 2] == pytest.approx(1 / (0.96 * math.sqrt(2)), abs=1e-12)


@given(molecules())
@settings(max_examples=50, deadline=None)
def test_agrees_with_the_slow_twin(mols):
    size = int(mols.n_atoms.max())
    raw, ordered = CoulombMatrix("raw").fit_transform(mols), CoulombMatrix("sorted").fit_transform(mols)
    spectra = CoulombMatrix("eigenvalues").fit_transform(mols)
    for i, molecule in enumerate(mols):
        twin = slow_twin(molecule.atomic_numbers, molecule.positions)
        np.testing.assert_allclose(raw[i], triangle(twin, size), atol=1e-10, rtol=0)
        np.testing.assert_allclose(ordered[i], triangle(slow_sorted(twin), size), atol=1e-10, rtol=0)
        values = np.linalg.eigvals(np.array(twin)).real
        values = values[np.argsort(-np.abs(values))]
        np.testing.assert_allclose(spectra[i, : len(values)], values, atol=1e-9, rtol=0)
        assert not spectra[i, len(values) :].any()


@given(
    molecules(n_molecules=2),
    st.floats(0.5, 6.0),
    st.floats(0.0, 4.0),
    st.floats(0.0, 2.0),
    st.floats(0.3, 4.0),
)
@settings(max_examples=30, deadline=None)
def test_parameters_do_what_they_say(mols, power, exponent, factor, scale):
    cm = CoulombMatrix(
        "raw", distance_power=power, diagonal_exponent=exponent, diagonal_factor=factor, length_scale=scale
    )
    size = int(mols.n_atoms.max())
    for vector, molecule in zip(cm.fit_transform(mols), mols, strict=True):
        twin = slow_twin(molecule.atomic_numbers, molecule.positions, scale / BOHR, factor, exponent, power)
        np.testing.assert_allclose(vector, triangle(twin, size), rtol=1e-10)


def test_charges_replace_atomic_numbers():
    flat = CoulombMatrix("raw", charges={8: 1.0}).fit(WATER).matrices(WATER)[0]
    assert flat[0, 0] == 0.5
    assert flat[0, 1] == pytest.approx(BOHR / 0.96)
    assert flat[1, 2] == CoulombMatrix("raw").fit(WATER).matrices(WATER)[0, 1, 2]


@given(molecules(), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_symmetries_of_any_molecule(mols, seed):
    for form in ("sorted", "eigenvalues"):
        cm = CoulombMatrix(form).fit(mols)
        for contract in (contracts.translation, contracts.rotation, contracts.permutation):
            assert contract(cm, mols, seed=seed, tolerance=1e-9).holds, (form, contract.__name__)


@given(molecules(), st.integers(0, 10))
@settings(max_examples=30, deadline=None)
def test_more_padding_only_appends_zeros(mols, more):
    for form in ("raw", "sorted", "eigenvalues"):
        cm = CoulombMatrix(form).fit(mols)
        narrow = cm.transform(mols)
        wide = cm.widen(cm.max_atoms_ + more).transform(mols)
        np.testing.assert_array_equal(wide[:, : narrow.shape[1]], narrow)
        assert not wide[:, narrow.shape[1] :].any()
        before = CoulombMatrix(form, max_atoms=cm.max_atoms_).fit(mols[:1]).transform(mols)
        np.testing.assert_array_equal(before, wide)


def test_rows_are_sorted_by_norm_and_ties_keep_the_order_of_the_file():
    cm = CoulombMatrix("sorted").fit(WATER)
    np.testing.assert_array_equal(cm.matrices(WATER), CoulombMatrix("raw").fit(WATER).matrices(WATER))
    swapped = WATER[[0]]
    turned = Molecules([[1, 1, 8]], [swapped.positions[[2, 1, 0]]])
    np.testing.assert_allclose(cm.transform(turned), cm.transform(WATER), atol=1e-14)
    norms = np.linalg.norm(cm.matrices(contracts.probes()[:1]), axis=-1)
    assert (np.diff(norms) <= 0).all()


def test_random_realisations_are_permutations_of_one_matrix():
    mols = contracts.probes()
    cm = CoulombMatrix("random", n_realisations=20, noise=5.0, seed=3).fit(mols)
    matrices = cm.matrices(mols)
    assert matrices.shape == (len(mols), 20, 9, 9)
    assert cm.transform(mols).shape == (len(mols), 20, 45)
    raw = CoulombMatrix("raw").fit(mols).matrices(mols)
    for i in range(len(mols)):
        n = mols.n_atoms[i]
        for matrix in matrices[i]:
            assert not matrix[n:].any() and (np.diag(matrix)[:n] > 0).all()  # padding stays behind
            np.testing.assert_allclose(np.sort(matrix.ravel()), np.sort(raw[i].ravel()))
    assert len(np.unique(matrices[3].reshape(20, -1), axis=0)) > 1
    np.testing.assert_array_equal(cm.matrices(mols), matrices)  # the seed decides
    assert not np.array_equal(clone(cm).set_params(seed=4).fit(mols).matrices(mols), matrices)


def test_random_without_noise_is_sorted():
    mols = contracts.probes()
    quiet = CoulombMatrix("random", noise=0.0).fit_transform(mols)[:, 0]
    np.testing.assert_array_equal(quiet, CoulombMatrix("sorted").fit_transform(mols))


def test_noise_swaps_two_rows_as_often_as_the_normal_distribution_says():
    # Two atoms whose row norms differ by d swap ranks with probability P(N(0, 2 noise^2) > d).
    mols = Molecules([[1, 1, 1]], [[[0, 0, 0], [1.0, 0, 0], [2.2, 0, 0]]])
    raw = CoulombMatrix("raw").fit(mols).matrices(mols)[0]
    norms = np.sort(np.linalg.norm(raw, axis=1))[::-1]
    noise, repeats = 0.2, 20000
    random = CoulombMatrix("random", n_realisations=repeats, noise=noise).fit(mols).matrices(mols)[0]
    drawn = np.random.default_rng(11).normal(scale=noise, size=(repeats, 3)) + norms
    expected = (np.argsort(-drawn, axis=1) == [0, 1, 2]).all(axis=1).mean()
    sorted_one = CoulombMatrix("sorted").fit(mols).matrices(mols)[0]
    found = np.isclose(random, sorted_one).all(axis=(1, 2)).mean()
    assert found == pytest.approx(expected, abs=4 * math.sqrt(0.25 / repeats) * math.sqrt(2))


def test_eigenvalues_by_magnitude_jump_where_a_negative_one_overtakes():
    # Two H at distance R have the eigenvalues 0.5 ± 1/R. With a third H far away, whose eigenvalue is 0.5,
    # |0.5 - 1/R| passes 0.5 at R = 1 bohr.
    def spectrum(distance):
        places = [[0, 0, 0], [distance * BOHR, 0, 0], [0, 500.0, 0]]
        return CoulombMatrix("eigenvalues").fit_transform(Molecules([[1, 1, 1]], [places]))[0]

    wide, close = spectrum(1.001), spectrum(0.999)
    assert wide[1] > 0.49 and close[1] < -0.49


def test_a_larger_molecule_is_refused_by_name():
    named = Molecules([[1, 1], [8, 1, 1]], [[[0, 0, 0], [0.7, 0, 0]], WATER.positions], names=["H2", "water"])
    cm = CoulombMatrix().fit(named[:1])
    with pytest.raises(ValueError, match=r"molecule 1 \(H2O, name 'water'\) has 3 atoms.*holds 2.*widen"):
        cm.transform(named)
    assert cm.widen(3).transform(named).shape == (2, 6)
    with pytest.raises(ValueError, match="max_atoms"):
        CoulombMatrix(max_atoms=2).fit(named)
    with pytest.raises(ValueError, match="allowed is 3"):
        cm.widen(2)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"form": "random sorted"}, "form is 'random sorted'; allowed are raw"),
        ({"length_unit": "nm"}, "length_unit is 'nm'"),
        ({"length_scale": 0.0}, "length_scale is 0.0"),
        ({"n_realisations": 0}, "n_realisations is 0"),
        ({"noise": -1.0}, "noise is -1.0"),
        ({"charges": {6: -1.0}}, "charges has 6: -1.0"),
        ({"charges": {0: 1.0}}, "charges has 0"),
    ],
)
def test_bad_parameters(parameters, message):
    with pytest.raises(ValueError, match=message):
        CoulombMatrix(**parameters).fit(WATER)


def test_bad_molecules():
    with pytest.raises(ValueError, match="X is a list; allowed is qmlaw.molecules.Molecules"):
        CoulombMatrix().fit([[1, 2]])
    with pytest.raises(ValueError, match="no molecules"):
        CoulombMatrix().fit(WATER[:0])
    assert CoulombMatrix().fit(WATER).transform(WATER[:0]).shape == (0, 6)
    assert CoulombMatrix("eigenvalues").fit(WATER).transform(WATER[:0]).shape == (0, 3)


def test_scikit_learn_takes_it():
    cm = CoulombMatrix("sorted", distance_power=2.0, charges={6: 1.0})
    assert clone(cm).get_params() == cm.get_params()
    mols = Molecules.concatenate([contracts.probes(seed) for seed in range(8)])
    model = make_pipeline(CoulombMatrix(), Ridge())
    scores = cross_val_score(model, mols, mols.n_heavy.astype(float), cv=4)
    assert len(scores) == 4 and (scores > 0.9).all()
    names = CoulombMatrix().fit(WATER).get_feature_names_out()
    assert names.tolist() == ["M[0,0]", "M[1,0]", "M[1,1]", "M[2,0]", "M[2,1]", "M[2,2]"]


def test_thousands_of_molecules_at_once(rng_molecules):
    # Blocks must not show: the same vectors as one by one. (How fast it is stands in benchmarks/.)
    together = CoulombMatrix().fit_transform(rng_molecules)
    picked = [0, 999, 1000, 1001, len(rng_molecules) - 1]
    cm = CoulombMatrix().fit(rng_molecules)
    for i in picked:
        np.testing.assert_array_equal(cm.transform(rng_molecules[[i]])[0], together[i])


@pytest.fixture(scope="module")
def rng_molecules():
    rng = np.random.default_rng(0)
    sizes = rng.integers(1, 24, size=2500)
    grid = np.stack(np.unravel_index(np.arange(27), (3, 3, 3)), axis=1) * 1.2
    return Molecules(
        [rng.choice([1, 6, 7, 8], size=n) for n in sizes],
        [grid[rng.permutation(27)[:n]] + rng.uniform(-0.3, 0.3, size=(n, 3)) for n in sizes],
    )
