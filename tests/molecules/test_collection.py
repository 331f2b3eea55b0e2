"""`Molecules`: behaves like a list, keeps what it is given, splits cleanly, and names what is wrong."""

import pickle

import ase
import numpy as np
import pytest
from ase.build import bulk, molecule
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import pdist
from sklearn.dummy import DummyRegressor
from sklearn.model_selection import KFold, cross_val_score, train_test_split

from qmlaw.molecules import Molecules, Property


@st.composite
def collections(draw, min_size=0, max_size=6):
    """Molecules of 1 to 5 atoms on a jittered grid, with a property of every kind."""
    seed = draw(st.integers(0, 2**32 - 1))
    sizes = draw(st.lists(st.integers(1, 5), min_size=min_size, max_size=max_size))
    rng = np.random.default_rng(seed)
    grid = np.array([[x, y, z] for x in range(2) for y in range(2) for z in range(2)], dtype=float)
    numbers = [rng.choice([1, 6, 7, 8, 16], size=n) for n in sizes]
    positions = [rng.permutation(grid)[:n] + rng.uniform(-0.3, 0.3, (n, 3)) for n in sizes]
    cells = rng.normal(size=(len(sizes), 3, 3)) * rng.integers(0, 2, (len(sizes), 1, 1))
    return Molecules(
        numbers,
        positions,
        cells=cells if draw(st.booleans()) else None,
        properties={
            "energy": (rng.normal(size=len(sizes)), "hartree"),
            "dipole": (rng.normal(size=(len(sizes), 3)), "debye"),
            "forces": (rng.normal(size=(sum(sizes), 3)), "eV/angstrom", "atom"),
            "fold": (rng.integers(0, 5, len(sizes)), "1"),
            "smiles": (np.array([f"C{k}" for k in range(len(sizes))], dtype=str), "1"),
        },
        names=[f"m{k}" for k in range(len(sizes))],
    )


def as_list(molecules: Molecules) -> list:
    """Plain Python: for each molecule all that belongs to it."""
    forces = np.split(molecules.value("forces"), molecules.offsets[1:-1])
    rows = []
    for i, one in enumerate(molecules):
        of_molecule = [molecules.value(key)[i].tolist() for key in ("energy", "dipole", "fold", "smiles")]
        cell = None if one.cell is None else one.cell.tolist()
        atoms = list(
            zip(one.atomic_numbers.tolist(), one.positions.tolist(), forces[i].tolist(), strict=True)
        )
        rows.append((one.name, atoms, cell, *of_molecule))
    return rows


# ---- a list -------------------------------------------------------------------------------------------


@given(collections(), st.data())
def test_slices_are_those_of_a_list(molecules, data):
    key = data.draw(st.slices(len(molecules)))
    assert as_list(molecules[key]) == as_list(molecules)[key]


@given(collections(min_size=1), st.data())
def test_index_arrays_may_repeat_and_count_from_the_end(molecules, data):
    n = len(molecules)
    index = data.draw(st.lists(st.integers(-n, n - 1), max_size=8))
    expected = [as_list(molecules)[i] for i in index]
    assert as_list(molecules[index]) == expected
    assert as_list(molecules[np.array(index, dtype=int)]) == expected
    assert as_list(molecules[np.array(index, dtype=int), ...]) == expected


@given(collections(), st.data())
def test_masks_keep_what_is_true(molecules, data):
    mask = data.draw(st.lists(st.booleans(), min_size=len(molecules), max_size=len(molecules)))
    expected = [row for row, keep in zip(as_list(molecules), mask, strict=True) if keep]
    assert as_list(molecules[np.array(mask, dtype=bool)]) == expected


@given(collections(min_size=1), st.data())
def test_one_molecule_by_any_kind_of_integer(molecules, data):
    i = data.draw(st.integers(-len(molecules), len(molecules) - 1))
    for key in (i, np.int64(i), np.array(i)):
        one = molecules[key]
        assert one.name == as_list(molecules)[i][0]
        assert one.positions.tolist() == [row[1] for row in as_list(molecules)[i][1]]


def test_index_out_of_range():
    molecules = Molecules([[1]], [[[0, 0, 0]]])
    for key in (1, -2, [1], np.array([0, 1])):
        with pytest.raises(IndexError):
            molecules[key]
    for key in ((0, 0), "a", 0.0, np.array(0.0), np.array([True, False])):
        with pytest.raises((IndexError, TypeError)):
            molecules[key]


@given(collections(min_size=1), st.integers(1, 5))
def test_concatenating_the_pieces_gives_the_whole(molecules, cut):
    assert Molecules.concatenate([molecules[:cut], molecules[cut:]]) == molecules


@given(collections(min_size=1))
def test_concatenate_keeps_whole_numbers_whole(molecules):
    both = Molecules.concatenate([molecules, molecules])
    assert both.value("fold").dtype.kind == "i"
    assert both[len(molecules) :] == molecules


def test_concatenate_converts_units():
    a = Molecules([[1]], [[[0, 0, 0]]], properties={"energy": ([1.0], "hartree")})
    b = Molecules([[2]], [[[0, 0, 0]]], properties={"energy": ([27.211386245988], "eV")})
    assert Molecules.concatenate([a, b]).value("energy", "hartree") == pytest.approx([1, 1])


@pytest.mark.parametrize(
    ("prop", "message"),
    [
        (None, r"differ in the properties \['energy'\]"),
        (([1.0], "bohr"), "cannot convert 'bohr'"),
        (([1.0], "hartree", "atom"), "'energy' is per atom in collection 1 and per molecule in collection 0"),
    ],
)
def test_concatenate_refuses_what_does_not_fit(prop, message):
    a = Molecules([[1]], [[[0, 0, 0]]], properties={"energy": ([1.0], "hartree")})
    b = Molecules([[2]], [[[0, 0, 0]]], properties={} if prop is None else {"energy": prop})
    with pytest.raises(ValueError, match=message):
        Molecules.concatenate([a, b])


@given(collections())
def test_a_copy_by_pickle_is_equal(molecules):
    """joblib sends molecules to other processes this way."""
    assert pickle.loads(pickle.dumps(molecules)) == molecules


@given(collections(min_size=1))
def test_equality_sees_every_change(molecules):
    assert molecules == molecules[:]
    assert molecules != molecules[1:]
    energies = molecules.value("energy")
    assert molecules != molecules.with_property("energy", energies + 1e-12, "hartree")
    assert molecules != molecules.with_property("energy", energies, "eV")


@given(collections(min_size=1))
def test_nothing_can_be_changed_afterwards(molecules):
    changed = molecules.with_property("new", np.zeros(len(molecules)), "1")
    for one in (molecules, changed, changed[:1]):
        arrays = [one.positions, one.atomic_numbers, *(one.value(key) for key in one.properties)]
        for array in arrays:
            with pytest.raises(ValueError, match="read-only"):
                array[0] = array[0]
    with pytest.raises(TypeError):
        molecules.properties["new"] = Property(np.zeros(len(molecules)), "1")
    assert "new" not in molecules.properties


# ---- views --------------------------------------------------------------------------------------------


@given(collections(), st.integers(0, 3))
def test_padded_holds_the_same_atoms(molecules, more):
    largest = int(molecules.n_atoms.max(initial=0))
    padded = molecules.padded(largest + more)
    assert padded.positions.shape == (len(molecules), largest + more, 3)
    for i, one in enumerate(molecules):
        n = len(one.atomic_numbers)
        assert padded.mask[i].tolist() == [True] * n + [False] * (largest + more - n)
        assert padded.atomic_numbers[i, :n].tolist() == one.atomic_numbers.tolist()
        assert padded.positions[i, :n].tolist() == one.positions.tolist()
        assert not padded.positions[i, n:].any()
        assert not padded.atomic_numbers[i, n:].any()


@given(collections())
def test_counts(molecules):
    elements, counts = molecules.composition()
    assert counts.sum() == len(molecules.atomic_numbers)
    for row, one in zip(counts, molecules, strict=True):
        assert row.tolist() == [one.atomic_numbers.tolist().count(z) for z in elements]
    assert molecules.n_heavy.tolist() == [int((one.atomic_numbers > 1).sum()) for one in molecules]
    assert molecules.n_atoms.tolist() == [len(one.atomic_numbers) for one in molecules]
    assert molecules.offsets.tolist() == [0, *np.cumsum(molecules.n_atoms)]


def test_composition_with_given_elements():
    water = Molecules([[8, 1, 1]], [molecule("H2O").positions])
    assert water.composition([1, 6, 8]).counts.tolist() == [[2, 0, 1]]
    with pytest.raises(ValueError, match=r"molecule 0, atom 0 \(Z = 8\) is not one of .*\(H, C\)"):
        water.composition([1, 6])


def test_padded_too_small():
    water = Molecules([[8, 1, 1]], [molecule("H2O").positions], names=["water"])
    with pytest.raises(ValueError, match=r"molecule 0 \(water\) has 3 atoms; max_atoms is 2"):
        water.padded(2)


@given(collections(), st.integers(0, 100))
def test_shuffled_atoms_are_the_same_molecule(molecules, seed):
    shuffled = molecules.shuffle_atoms(seed)
    assert shuffled == molecules.shuffle_atoms(seed)
    forces = np.split(shuffled.value("forces"), shuffled.offsets[1:-1])
    before = np.split(molecules.value("forces"), molecules.offsets[1:-1])
    for i, (one, other) in enumerate(zip(molecules, shuffled, strict=True)):
        assert np.allclose(np.sort(pdist(one.positions)), np.sort(pdist(other.positions)), atol=1e-12)
        rows = sorted(map(tuple, np.column_stack([one.atomic_numbers, one.positions, before[i]])))
        assert sorted(map(tuple, np.column_stack([other.atomic_numbers, other.positions, forces[i]]))) == rows
    assert shuffled.value("energy").tolist() == molecules.value("energy").tolist()
    assert shuffled.names == molecules.names


def test_shuffling_does_change_the_order():
    chain = Molecules([[6] * 30], [[[k, 0, 0] for k in range(30)]])
    assert chain.shuffle_atoms(0).positions.tolist() != chain.positions.tolist()
    assert chain.shuffle_atoms(0).positions.tolist() != chain.shuffle_atoms(1).positions.tolist()


# ---- splits -------------------------------------------------------------------------------------------


def assert_split(split, n):
    assert len(split.train) > 0
    assert len(split.test) > 0
    assert sorted([*split.train, *split.test]) == list(range(n))


@given(collections(min_size=2), st.data())
def test_random_split(molecules, data):
    n_train = data.draw(st.integers(1, len(molecules) - 1))
    split = molecules.split_random(n_train, seed=3)
    assert_split(split, len(molecules))
    assert len(split.train) == n_train
    assert split.train.tolist() == molecules.split_random(n_train, seed=3).train.tolist()


@given(collections(min_size=2), st.integers(0, 5))
def test_split_by_size(molecules, max_heavy):
    heavy = molecules.n_heavy
    if (heavy <= max_heavy).all() or (heavy > max_heavy).all():
        with pytest.raises(ValueError, match=f"max_heavy is {max_heavy}; .* {heavy.min()} to {heavy.max()}"):
            molecules.split_by_size(max_heavy)
        return
    split = molecules.split_by_size(max_heavy)
    assert_split(split, len(molecules))
    assert heavy[split.train].max() <= max_heavy < heavy[split.test].min()


@given(collections(min_size=2), st.integers(0, 9), st.data())
def test_split_by_group_keeps_groups_whole(molecules, seed, data):
    groups = np.array(
        data.draw(st.lists(st.sampled_from("abc"), min_size=len(molecules), max_size=len(molecules)))
    )
    n_groups = len(set(groups))
    if n_groups == 1:
        with pytest.raises(ValueError, match="n_train_groups is 1"):
            molecules.split_by_group(groups, 1, seed)
        return
    n_train = data.draw(st.integers(1, n_groups - 1))
    split = molecules.split_by_group(groups, n_train, seed)
    assert_split(split, len(molecules))
    assert len(set(groups[split.train])) == n_train
    assert not set(groups[split.train]) & set(groups[split.test])


@pytest.mark.parametrize("n_train", [0, 3, -1])
def test_random_split_that_leaves_nothing(n_train):
    three = Molecules([[1]] * 3, [[[0, 0, 0]]] * 3)
    with pytest.raises(ValueError, match=f"n_train is {n_train}; allowed is 1 to 2 of 3"):
        three.split_random(n_train, seed=0)


def test_groups_of_another_length():
    with pytest.raises(ValueError, match=r"groups has shape \(1,\); one label for each of 2"):
        Molecules([[1]] * 2, [[[0, 0, 0]]] * 2).split_by_group(["a"], 1, seed=0)


def test_scikit_learn_takes_molecules_as_x():
    many = Molecules([[1]] * 20, [[[0, 0, 0]]] * 20, names=[str(k) for k in range(20)])
    y = np.arange(20.0)
    scores = cross_val_score(DummyRegressor(), many, y, cv=KFold(4), scoring="neg_mean_absolute_error")
    assert len(scores) == 4
    train, test, y_train, y_test = train_test_split(many, y, test_size=5, random_state=0)
    assert (len(train), len(test)) == (15, 5)
    assert [float(name) for name in train.names] == y_train.tolist()
    assert [float(name) for name in test.names] == y_test.tolist()


# ---- properties ---------------------------------------------------------------------------------------


def test_value_converts():
    one = Molecules([[1]], [[[0, 0, 0]]], properties={"energy": ([-0.5], "hartree")})
    assert one.value("energy", "eV") == pytest.approx([-13.605693])
    assert one.value("energy").tolist() == [-0.5]


def test_unknown_property_lists_those_there_are():
    one = Molecules([[1]], [[[0, 0, 0]]], properties={"energy": ([-0.5], "hartree")})
    with pytest.raises(ValueError, match="no property 'enrgy'; there are: energy"):
        one.value("enrgy")


@pytest.mark.parametrize(
    ("given_property", "message"),
    [
        ([1.0], "property 'p' has no unit"),
        (np.array([1.0]), "property 'p' has no unit"),
        (([1.0],), "property 'p' has no unit"),
        (([1.0], None), "property 'p': unknown unit None"),
        (([1.0], ""), "property 'p': unknown unit ''"),
        (([1.0], "kcal"), "property 'p': unknown unit 'kcal'; allowed are: .*kcal/mol"),
        (([1.0], "eV", "bond"), "property 'p': per is 'bond'"),
        ((1.0, "eV"), "property 'p': .*single number"),
        (([1.0, 2.0], "eV"), "property 'p' has 2 values for 1 molecule"),
        (([1.0], "eV", "atom"), "property 'p' has 1 values for 2 atoms"),
    ],
)
def test_bad_property(given_property, message):
    with pytest.raises(ValueError, match=message):
        Molecules([[1, 1]], [[[0, 0, 0], [0, 0, 1]]], properties={"p": given_property})


# ---- bad input: which molecule, which atom, what is wrong -----------------------------------------------

GOOD = ([8, 1, 1], [[0, 0, 0], [0, 0, 1], [0, 1, 0]])
BAD = {
    "NaN": ([8, 1, 1], [[0, 0, 0], [0, np.nan, 1], [0, 1, 0]], r"atom 1 \(Z = 1\).*not finite"),
    "infinity": ([8, 1, 1], [[0, 0, 0], [0, 0, 1], [0, -np.inf, 0]], r"atom 2 \(Z = 1\).*not finite"),
    "one spot": ([8, 1, 1], [[0, 0, 0], [0, 0, 1], [0, 0.003, 1]], r"atom 1 .* and atom 2 are on one spot"),
    "element 0": ([8, 0, 1], GOOD[1], r"atom 1 \(Z = 0\): unknown element"),
    "element 119": ([8, 1, 119], GOOD[1], r"atom 2 \(Z = 119\): unknown element"),
    "element -1": ([-1, 1, 1], GOOD[1], r"atom 0 \(Z = -1\): unknown element"),
    "half an element": ([8, 1.5, 1], GOOD[1], "atomic numbers must be whole numbers"),
    "NaN element": ([8, np.nan, 1], GOOD[1], "atomic numbers must be whole numbers"),
    "symbols": (["O", "H", "H"], GOOD[1], "atomic numbers must be whole numbers"),
    "no atoms": ([], np.zeros((0, 3)), "is empty"),
    "too few positions": ([8, 1, 1], GOOD[1][:2], r"3 atoms but positions of shape \(2, 3\)"),
    "too many positions": ([8, 1], GOOD[1], r"2 atoms but positions of shape \(3, 3\)"),
    "two dimensions": ([8, 1, 1], [[0, 0], [0, 1], [1, 0]], r"positions of shape \(3, 2\)"),
    "ragged positions": ([8, 1, 1], [[0, 0, 0], [0, 1], [1, 0, 0]], "positions are not an array"),
    "text positions": ([8, 1, 1], [["a", "b", "c"]] * 3, "positions are not an array .* 'a'"),
    "no positions": ([8, 1, 1], None, "positions"),
    "nested numbers": ([[8, 1, 1]], GOOD[1], r"atomic numbers have shape \(1, 3\)"),
    "ragged numbers": ([[8, 1], [1]], GOOD[1], "atomic numbers are not an array"),
    "no numbers": (None, GOOD[1], "atomic numbers"),
    "a single number": (8, [[0, 0, 0]], "atomic numbers"),
}


@pytest.mark.parametrize(("numbers", "positions", "message"), BAD.values(), ids=BAD)
def test_bad_molecule_is_named(numbers, positions, message):
    with pytest.raises(ValueError, match=r"molecule 1 \(bad\).*" + message):
        Molecules([GOOD[0], numbers], [GOOD[1], positions], names=["good", "bad"])
    with pytest.raises(ValueError, match=r"molecule 1\b.*" + message):
        Molecules([GOOD[0], numbers], [GOOD[1], positions])


def test_same_spot_in_two_molecules_is_fine():
    assert len(Molecules([GOOD[0]] * 3, [GOOD[1]] * 3)) == 3


def test_lengths_that_disagree():
    with pytest.raises(ValueError, match="2 molecules have atomic numbers but 1 have positions"):
        Molecules([[1], [1]], [[[0, 0, 0]]])
    with pytest.raises(ValueError, match="1 names for 2 molecules"):
        Molecules([[1], [1]], [[[0, 0, 0]]] * 2, names=["a"])
    with pytest.raises(ValueError, match=r"cells have shape \(3, 3\); allowed is \(1, 3, 3\)"):
        Molecules([[1]], [[[0, 0, 0]]], cells=np.eye(3))


# ---- round trips --------------------------------------------------------------------------------------


@given(collections())
def test_ase_round_trip(molecules):
    back = Molecules.from_ase(molecules.to_ase())
    assert back.names == molecules.names
    if len(molecules):
        assert as_list(back) == as_list(molecules)
        assert {k: (p.unit, p.per) for k, p in back.properties.items()} == {
            k: (p.unit, p.per) for k, p in molecules.properties.items()
        }


@given(collections())
def test_hdf5_round_trip(tmp_path_factory, molecules):
    path = tmp_path_factory.mktemp("trip") / "set.h5"
    molecules.to_hdf5(path)
    assert Molecules.from_hdf5(path) == molecules


def test_from_ase_keeps_cells_and_names():
    water = molecule("H2O")
    water.info["name"] = "water"
    both = Molecules.from_ase([water, bulk("Si")])
    assert both.names == ("water", "1")
    assert both[0].cell is None
    np.testing.assert_allclose(both[1].cell, bulk("Si").cell.array)
    atoms = both.to_ase()
    assert not atoms[0].pbc.any()
    assert atoms[1].pbc.all()


def test_from_ase_refuses_a_slab():
    slab = ase.Atoms("H", cell=[5, 5, 5], pbc=[True, True, False])
    with pytest.raises(ValueError, match="molecule 0 is periodic in"):
        Molecules.from_ase([slab])


@pytest.mark.parametrize(
    ("name", "per"),
    [("name", "molecule"), ("qmlaw_units", "molecule"), ("numbers", "atom"), ("positions", "atom")],
)
def test_properties_do_not_overwrite_what_ase_keeps_itself(name, per):
    molecules = Molecules([[8, 1]], [[[0, 0, 0], [0, 0, 1]]], names=["OH"])
    values = [5.0] if per == "molecule" else [[9.0, 9.0, 9.0]] * 2 if name == "positions" else [7.0, 7.0]
    molecules = molecules.with_property(name, values, "1", per)
    with pytest.raises(ValueError, match=f"property '{name}'"):
        molecules.to_ase()
