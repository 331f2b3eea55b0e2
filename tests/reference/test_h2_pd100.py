"""The analytic surface of H2 above Pd(100): symmetries, limits, elbows, and the stored samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmlaw import datasets
from qmlaw.reference import h2_pd100 as surface
from qmlaw.reference.recipes import load_recipe
from qmlaw.units import HARTREE_TO_EV

LENGTHS = st.floats(0.5, 2.5)
PLACES = st.tuples(
    st.floats(-5, 5), st.floats(-5, 5), st.floats(0.5, 4), LENGTHS, st.floats(0, 180), st.floats(0, 360)
).map(np.array)


@given(PLACES)
def test_equivalent_placements_have_one_energy(place: np.ndarray) -> None:
    images = surface.symmetry_images(place)
    assert images.shape == (16, 6)
    np.testing.assert_allclose(surface.energy(images), surface.energy(place), rtol=1e-9, atol=1e-9)
    shifted = place + np.array([2, -3, 0, 0, 0, 0]) * surface.LATTICE
    assert surface.energy(shifted) == pytest.approx(surface.energy(place), rel=1e-9, abs=1e-9)


def test_the_images_of_a_general_place_all_differ() -> None:
    images = surface.to_cartesian(surface.symmetry_images([0.3, 0.7, 1.2, 0.9, 50, 20]))
    assert len(np.unique(images.round(6).reshape(16, -1), axis=0)) == 16


@given(PLACES)
def test_coordinates_there_and_back(place: np.ndarray) -> None:
    positions = surface.to_cartesian(place)
    assert np.linalg.norm(positions[1] - positions[0]) == pytest.approx(place[3])
    np.testing.assert_allclose(surface.to_cartesian(surface.from_cartesian(positions)), positions, atol=1e-8)


@given(PLACES)
def test_the_surface_is_smooth(place: np.ndarray) -> None:
    steps = np.diag([1e-4, 1e-4, 1e-4, 1e-4, 1e-2, 1e-2])
    coarse = surface.energy(place + steps) - surface.energy(place - steps)
    fine = 2 * (surface.energy(place + steps / 2) - surface.energy(place - steps / 2))
    assert np.isfinite(coarse).all()
    scale = 1 + np.abs(surface.energy(place))
    np.testing.assert_allclose(coarse, fine, atol=1e-6 * scale)


def test_far_away_it_is_a_hydrogen_molecule() -> None:
    lengths = np.linspace(0.5, 3, 251)
    far = np.stack([np.array([0.4, 0.9, 12.0, r, 35.0, 10.0]) for r in lengths])
    energies = surface.energy(far) * HARTREE_TO_EV
    assert energies.min() == pytest.approx(0, abs=1e-3)
    assert lengths[energies.argmin()] == pytest.approx(surface.MOLECULE_LENGTH, abs=0.01)
    apart = surface.energy([0, 0, 12.0, 12.0, 90, 0]) * HARTREE_TO_EV
    assert apart == pytest.approx(surface.MOLECULE_DEPTH, abs=0.01)
    turned = surface.energy([[0.4, 0.9, 12.0, 0.74, theta, 70.0] for theta in (0, 45, 90)])
    np.testing.assert_allclose(turned, turned[0], atol=1e-9)


def test_site_values_are_met() -> None:
    for name, (x, y) in surface.SITES.items():
        assert surface.ATOM_DEPTH.at(x, y) == pytest.approx(getattr(surface.ATOM_DEPTH, name))


def test_one_way_in_is_open_and_others_are_not() -> None:
    bridge, hollow, top = (surface.SITES[name] for name in ("bridge", "hollow", "top"))
    to_eV = HARTREE_TO_EV
    to_hollows = surface.barrier(*bridge, phi=90)[0] * to_eV
    to_tops = surface.barrier(*bridge, phi=0)[0] * to_eV
    assert to_hollows < 0.01
    assert to_tops > 0.3
    assert surface.barrier(*top, phi=0)[0] * to_eV > 0.2
    assert surface.barrier(*hollow, phi=0)[0] * to_eV > 0.1
    for x, y in (bridge, hollow, top):  # upright molecules bounce
        assert surface.barrier(x, y, phi=0, theta=0)[0] * to_eV > 1


def test_the_elbow_bends_from_a_molecule_to_adsorbed_atoms() -> None:
    _, elbow = surface.barrier(*surface.SITES["bridge"], phi=90)
    high, low = np.searchsorted(surface.ELBOW_HEIGHTS, 3.5), np.searchsorted(surface.ELBOW_HEIGHTS, 0.9)
    lengths = surface.ELBOW_LENGTHS
    assert lengths[elbow[high].argmin()] == pytest.approx(0.74, abs=0.03)
    assert lengths[elbow[low].argmin()] > 1.5
    assert elbow[low].min() * HARTREE_TO_EV < -0.5
    inner = elbow[np.searchsorted(surface.ELBOW_HEIGHTS, 2.5), np.searchsorted(lengths, 2.0)]
    assert inner * HARTREE_TO_EV > 1  # across the corner, atoms apart far from the surface


def test_upright_molecules_depend_on_the_cosine_squared() -> None:
    angles = np.linspace(0, 180, 37)
    energies = surface.energy([[1.375, 0.0, 2.2, 0.74, theta, 90.0] for theta in angles])
    np.testing.assert_allclose(energies, energies[::-1], atol=1e-12)
    squares = np.cos(np.radians(angles)) ** 2
    fit = np.polynomial.Polynomial.fit(squares, energies, 1)
    assert np.abs(fit(squares) - energies).max() < 0.15 * np.ptp(energies)


def test_stored_samples_are_the_formula() -> None:
    molecules = datasets.load("h2_pd100")
    coordinates = np.column_stack([molecules.value(name) for name in surface.COORDINATES])
    np.testing.assert_allclose(molecules.value("energy"), surface.energy(coordinates), atol=1e-9)
    positions = molecules.positions.reshape(-1, 2, 3)
    np.testing.assert_allclose(positions, surface.to_cartesian(coordinates), atol=1e-5)
    np.testing.assert_allclose(molecules.value("energy"), surface.energy_of_atoms(positions), atol=1e-5)
    np.testing.assert_allclose(molecules.cells[:, 0, 0], surface.LATTICE)


def test_the_parts_of_the_set_are_what_they_are_called() -> None:
    molecules = datasets.load("h2_pd100")
    part = molecules.value("part").astype(str)
    energies = molecules.value("energy", "eV")
    places = {
        (x, y)
        for x, y in np.column_stack([molecules.value("X"), molecules.value("Y")])[part == "high symmetry"]
    }
    assert places == set(surface.SITES.values())
    assert (part == "random").sum() == np.isin(part, ["high symmetry", "low symmetry"]).sum()
    assert energies[part == "test"].max() <= 1.5 + 1e-6
    test = molecules.value("theta")[part == "test"]
    assert np.cos(np.radians(test)).mean() == pytest.approx(0, abs=0.1)


def test_mistakes_are_named(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"expected an array of shape \(..., \(6,\)\), got \(5,\)"):
        surface.energy(np.zeros(5))
    with pytest.raises(ValueError, match="must be finite"):
        surface.energy([np.nan] * 6)
    recipe = 'kind = "analytic"\nsurface = "{}"\n[[part]]\nname = "a"\nmethod = "{}"\n'
    for surface_name, method, message in (("moon", "elbows", "'moon'"), ("h2_pd100", "grid", "'grid'")):
        (tmp_path / "recipe.toml").write_text(recipe.format(surface_name, method))
        with pytest.raises(ValueError, match=message):
            load_recipe(tmp_path)


def features(positions: np.ndarray) -> np.ndarray:
    """What both atoms have in common with their images: sums and products of functions of the lattice."""
    angles = 2 * np.pi / surface.LATTICE * positions
    along, across = np.cos(angles[..., 0]), np.cos(angles[..., 1])
    near = np.exp(-positions[..., 2])
    of_atoms = [along + across, along * across, near, near * (along + across), near * along * across]
    length = np.linalg.norm(positions[:, 1] - positions[:, 0], axis=1)
    columns = [length, np.exp(-length), positions[..., 2].mean(axis=1)]
    columns += [f.sum(axis=1) for f in of_atoms] + [f.prod(axis=1) for f in of_atoms]
    columns = np.column_stack(columns)
    return (columns - columns.mean(axis=0)) / columns.std(axis=0)


def test_a_few_points_of_low_symmetry_help_where_the_bond_breaks() -> None:
    from sklearn.kernel_ridge import KernelRidge

    molecules = datasets.load("h2_pd100")
    part, energies = molecules.value("part").astype(str), molecules.value("energy", "eV")
    inputs = features(molecules.positions.reshape(-1, 2, 3))
    height, length = molecules.value("Z"), molecules.value("r")
    breaking = (part == "test") & (height > 0.8) & (height < 2) & (length > 0.8) & (length < 1.5)
    errors = {}
    for samples in (("high symmetry",), ("high symmetry", "low symmetry")):
        train = np.isin(part, samples)
        mean = energies[train].mean()
        model = KernelRidge(kernel="rbf", gamma=0.03, alpha=1e-4).fit(inputs[train], energies[train] - mean)
        errors[len(samples)] = np.abs(model.predict(inputs[breaking]) + mean - energies[breaking]).mean()
    assert errors[2] < 0.6 * errors[1]
