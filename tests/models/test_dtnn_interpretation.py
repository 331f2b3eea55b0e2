"""What the parts say: against slow loops, at both ends of every path, and with sums that do not move."""

import numpy as np
import pytest
from ase.build import molecule as build_molecule
from dtnn_help import slow_atomic_energies, small_molecules, wild_model

from qmlaw.models.dtnn import interpretation as say
from qmlaw.molecules import Molecules

MOLECULES = small_molecules()
METHANOL = MOLECULES[[1]]
SHARES = np.random.default_rng(2).normal(-100.0, 20.0, size=len(MOLECULES.atomic_numbers))


@pytest.fixture(
    scope="module",
    params=[{}, {"envelope": 4.0}, {"mixing": 0.4}],
    ids=["published", "envelope", "mixing"],
)
def model(request):
    return wild_model(MOLECULES, n_basis=6, n_factors=7, **request.param)


def sums(shares):
    return np.add.reduceat(shares, MOLECULES.offsets[:-1])


def test_a_probe_hears_and_is_not_heard(model):
    points = np.random.default_rng(1).normal(scale=3.0, size=(7, 3)) + METHANOL.positions.mean(axis=0)
    found = say.local_chemical_potential(model, METHANOL, "N", points)
    numbers = [*METHANOL.atomic_numbers, 7]
    for point, value in zip(points, found, strict=True):
        positions = np.vstack([METHANOL.positions, point])
        slow = slow_atomic_energies(model.network_, numbers, positions, deaf={len(numbers) - 1})
        assert value == pytest.approx(slow[-1], abs=1e-9)
    assert np.ptp(found) > 0.1


def test_a_probe_far_away_feels_only_itself_behind_an_envelope():
    model = wild_model(MOLECULES, envelope=4.0)
    found = say.local_chemical_potential(model, METHANOL, "O", [[50.0, 0.0, 0.0]])
    alone = model.predict(Molecules([[8]], [[[0.0, 0.0, 0.0]]]))
    assert found[0] == pytest.approx(alone[0], abs=1e-9)


def test_probe_maps_turn_with_the_molecule_and_do_not_depend_on_their_parts(model, monkeypatch):
    points = np.random.default_rng(1).normal(scale=2.0, size=(9, 3))
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    turned = Molecules([METHANOL.atomic_numbers], [METHANOL.positions @ turn.T])
    whole = say.local_chemical_potential(model, METHANOL, "H", points)
    after = say.local_chemical_potential(model, turned, "H", points @ turn.T)
    np.testing.assert_allclose(whole, after, atol=1e-8)
    monkeypatch.setattr(say, "PROBES_AT_ONCE", 4)
    np.testing.assert_allclose(say.local_chemical_potential(model, METHANOL, "H", points), whole, atol=1e-9)


def test_surface_density():
    molecule = Molecules([[1, 1]], [[[0.0, 0, 0], [3.0, 0, 0]]])
    np.testing.assert_allclose(
        say.surface_density(molecule, [[1.0, 0, 0], [0, 4.0, 0]]), [1.25, 1 / 16 + 1 / 25]
    )


def test_passes_one_by_one(model):
    found = say.pass_map(model, MOLECULES, 5)
    assert found.energies.shape == (6, len(SHARES)) and found.updates.shape == (5, len(SHARES))
    for t in (0, 2, 3, 5):
        np.testing.assert_allclose(found.energies[t], model.predict_atomic_energies(MOLECULES, t), atol=1e-9)
    np.testing.assert_allclose(sums(say.pass_map(model, MOLECULES).energies[-1]), model.predict(MOLECULES))
    carbon = MOLECULES.atomic_numbers == 6
    assert np.ptp(found.energies[0][carbon]) < 1e-9 < np.ptp(found.energies[1][carbon])  # they start alike
    assert (found.lengths[1:] <= found.lengths[:-1] + found.updates + 1e-9).all()  # triangle


def test_alchemical_path_has_real_molecules_at_its_ends(model):
    ammonium_like = METHANOL.atomic_numbers.copy()
    oxygen = int(np.flatnonzero(ammonium_like == 8)[0])
    ammonium_like[oxygen] = 7
    last = int(np.flatnonzero(ammonium_like == 1)[-1])
    ammonium_like[last] = 0
    steps = np.linspace(0, 1, 201)
    path = say.alchemical_path(model, METHANOL, ammonium_like, steps)
    stays = ammonium_like > 0
    end = Molecules([ammonium_like[stays]], [METHANOL.positions[stays]])
    assert path[0] == pytest.approx(model.predict(METHANOL)[0], abs=1e-9)
    assert path[-1] == pytest.approx(model.predict(end)[0], abs=1e-9)
    # Smooth: halving the steps halves the largest change, where a jump would remain.
    changes = [np.abs(np.diff(path[::k])).max() for k in (1, 2)]
    assert changes[0] < 0.7 * changes[1]
    nothing = say.alchemical_path(model, METHANOL, METHANOL.atomic_numbers, [0.0, 0.3, 1.0])
    np.testing.assert_allclose(nothing, path[0], atol=1e-9)


def test_gauges_move_every_atom_and_no_total():
    by_element = say.gauge_transform(SHARES, MOLECULES, {"H": 30.0, "C": -50.0})

    def by_composition(numbers, composition):
        heavy = (composition > 1).sum()
        return np.where(numbers == 1, 10.0 * heavy, np.sqrt(len(composition)) * numbers)

    by_function = say.gauge_transform(SHARES, MOLECULES, by_composition)
    for moved in (by_element, by_function):
        np.testing.assert_allclose(sums(moved), sums(SHARES), rtol=0, atol=1e-10)
        assert (np.abs(moved - SHARES) > 0.1).all()
    water = MOLECULES.atomic_numbers[:3]
    shift = (by_element - SHARES)[:3]
    np.testing.assert_allclose(shift, np.where(water == 1, 10.0, -20.0))


def test_neighbours_exchange_energy():
    moved = say.exchange(SHARES, MOLECULES, "H", "C", 7.0, 1.35)
    np.testing.assert_allclose(sums(moved), sums(SHARES), rtol=0, atol=1e-10)
    change = moved - SHARES
    carbon = MOLECULES.atomic_numbers == 6
    n_bonds = np.round(change[carbon] / 7.0)
    np.testing.assert_allclose(n_bonds * 7.0, change[carbon])
    assert set(n_bonds) <= {0, 1, 2, 3} and 3 in n_bonds
    assert not change[:3].any()  # water has no carbon
    # The other way round, the roles change.
    back = say.exchange(moved, MOLECULES, "C", "H", 7.0, 1.35)
    np.testing.assert_allclose(back, SHARES, atol=1e-10)


def test_bad_input():
    model = wild_model(MOLECULES[:2], n_basis=4, n_factors=4)
    with pytest.raises(ValueError, match="there are 2 molecules; allowed is exactly one"):
        say.local_chemical_potential(model, MOLECULES[:2], "H", [[0.0, 0, 0]])
    for probe in ("Si", "carbon", ""):
        with pytest.raises(ValueError, match=f"probe is '{probe}'; the network knows H, C, O"):
            say.local_chemical_potential(model, METHANOL, probe, [[0.0, 0, 0]])
    for points in ([0.0, 1.0, 2.0], [[0.0, np.nan, 0.0]]):
        with pytest.raises(ValueError, match="points have shape"):
            say.local_chemical_potential(model, METHANOL, "H", points)
    for into in ([6], [*METHANOL.atomic_numbers[:-1], 14]):
        with pytest.raises(ValueError, match="allowed is one known atomic number"):
            say.alchemical_path(model, METHANOL, into, [0.0])
    with pytest.raises(ValueError, match="steps are"):
        say.alchemical_path(model, METHANOL, METHANOL.atomic_numbers, [1.5])
    with pytest.raises(ValueError, match="energies have shape"):
        say.gauge_transform(SHARES[:3], MOLECULES, {})
    with pytest.raises(ValueError, match="shift gave"):
        say.gauge_transform(SHARES, MOLECULES, lambda numbers, composition: np.nan * numbers)
    with pytest.raises(ValueError, match="giver is 'Q'"):
        say.exchange(SHARES, MOLECULES, "Q", "C", 1.0, 1.3)


def test_the_surface_of_one_atom_is_a_sphere():
    """One atom: 1/r^2 = 3.8 at r = 0.513 Å."""
    atom = Molecules([[6]], [[[0.2, 0, 0]]])
    heights = say.surface_heights(atom, [0.2, 0.5, 0.9], [0.0, 0.0, 0.0])
    radius = 3.8**-0.5
    assert heights[0] == pytest.approx(radius, abs=3e-3)
    assert heights[1] == pytest.approx((radius**2 - 0.3**2) ** 0.5, abs=3e-3)
    assert np.isnan(heights[2])


def test_the_surface_has_its_density():
    benzene = Molecules.from_ase([build_molecule("C6H6")])
    x = np.linspace(-2, 2, 9)
    heights = say.surface_heights(benzene, x, np.zeros(9))
    seen = ~np.isnan(heights)
    assert seen.sum() >= 5
    points = np.column_stack([x, np.zeros(9), heights])[seen]
    assert say.surface_density(benzene, points) == pytest.approx(3.8, abs=0.02)
