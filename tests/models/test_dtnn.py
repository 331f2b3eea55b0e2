"""The network itself: its equations as loops, symmetries, slopes, sizes, padding, passes."""

import ase.build
import numpy as np
import pytest
import torch
from dtnn_help import pair_energies, slow_atomic_energies, small_molecules, wild, wild_model

from qmlaw import contracts
from qmlaw.contracts.probes import with_positions
from qmlaw.models.dtnn import DTNN
from qmlaw.molecules import Molecules

MOLECULES = small_molecules()
FORMS = pytest.mark.parametrize(
    "form", [{}, {"envelope": 4.0}, {"mixing": 0.4}], ids=["published", "envelope", "mixing"]
)


def tensors(molecules, max_atoms=None):
    padded = molecules.padded(max_atoms)
    return torch.tensor(padded.atomic_numbers), torch.tensor(padded.positions)


@FORMS
def test_the_equations_as_loops_over_atoms(form):
    network = wild(**form, n_basis=6, n_factors=7)
    found = network.atomic_energies(*tensors(MOLECULES)).detach().numpy()
    for i, molecule in enumerate(MOLECULES):
        slow = slow_atomic_energies(network, molecule.atomic_numbers, molecule.positions)
        np.testing.assert_allclose(found[i, : len(slow)], slow, rtol=0, atol=1e-9)
        assert not found[i, len(slow) :].any()
    assert np.ptp(found[found != 0]) > 1.0  # the messages matter


@FORMS
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_symmetries(form, seed):
    model = wild_model(MOLECULES, seed, **form)
    for contract in (contracts.translation, contracts.rotation, contracts.permutation):
        found = contract(model, MOLECULES, seed=seed, tolerance=1e-5)
        assert found.holds, found
    assert contracts.alone(model, MOLECULES, tolerance=1e-9).holds
    assert contracts.continuity(model, MOLECULES[:2], tolerance=1e-5).holds


@FORMS
def test_forces_are_minus_the_slope(form):
    model = wild_model(MOLECULES, **form)
    forces = model.predict_forces(MOLECULES)
    step, rng = 3e-6, np.random.default_rng(3)
    for atom in rng.choice(len(forces), 6, replace=False):
        for axis in range(3):
            ends = []
            for sign in (1, -1):
                positions = MOLECULES.positions.copy()
                positions[atom, axis] += sign * step
                ends.append(model.predict(with_positions(MOLECULES, positions)).sum())
            assert forces[atom, axis] == pytest.approx(-(ends[0] - ends[1]) / (2 * step), rel=1e-6, abs=1e-5)
    assert np.abs(forces).max() > 1.0
    by_molecule = np.add.reduceat(forces, MOLECULES.offsets[:-1])
    np.testing.assert_allclose(by_molecule, 0.0, atol=1e-9)  # nothing pushes a molecule as a whole


def test_slopes_through_padding_are_finite_and_those_without():
    network = wild()
    gradients = []
    for size in (9, 14):
        numbers, positions = tensors(MOLECULES, size)
        network.zero_grad()
        network(numbers, positions.requires_grad_()).sum().backward()
        assert not positions.grad[numbers == 0].any()
        weights = torch.cat([p.grad.flatten() for p in network.parameters()])
        gradients.append(torch.cat([weights, positions.grad[numbers > 0].flatten()]))
    assert torch.isfinite(gradients[0]).all()
    torch.testing.assert_close(gradients[0], gradients[1], rtol=1e-9, atol=1e-9)


def test_single_atoms_have_an_energy_and_no_force():
    atoms = Molecules([[8], [1]], [[[0.0, 0, 0]], [[5.0, 1, 2]]])
    model = wild_model(MOLECULES)
    energies, forces = model.predict(atoms), model.predict_forces(atoms)
    slow = slow_atomic_energies(model.network_, [8], np.zeros((1, 3)))
    assert energies[0] == pytest.approx(slow[0], abs=1e-9)
    assert np.isfinite(energies).all() and not forces.any()


def test_two_molecules_far_apart():
    published = contracts.size_consistency(wild_model(MOLECULES, envelope=None), MOLECULES)
    repaired = contracts.size_consistency(wild_model(MOLECULES, envelope=5.0), MOLECULES)
    assert not published.holds and published.deviation > 1.0  # b_f2 lets atoms be heard at any distance
    assert repaired.holds and repaired.deviation < 1e-9


def test_without_messages_energies_are_sums_over_elements():
    network = wild()
    with torch.no_grad():
        network.to_vector.weight.zero_()
    energies = network(*tensors(MOLECULES)).detach().numpy()
    counts = MOLECULES.composition().counts
    per_element, left = np.linalg.lstsq(counts, energies, rcond=None)[:2]
    np.testing.assert_allclose(counts @ per_element, energies, atol=1e-9)


def test_a_new_network_starts_from_its_offsets():
    network = DTNN([1, 6, 7, 8, 16]).double()
    network.offset.copy_(torch.arange(119.0))
    energies = network(*tensors(MOLECULES)).detach().numpy()
    expected = np.add.reduceat(MOLECULES.atomic_numbers, MOLECULES.offsets[:-1])
    np.testing.assert_allclose(energies, expected, atol=1e-12)


@pytest.mark.parametrize("n_passes", [0, 1, 3, 12])
def test_any_number_of_passes(n_passes):
    network = wild(n_basis=6, n_factors=7)
    refined = network.refine(*tensors(MOLECULES), n_passes)
    assert refined.vectors.shape == (n_passes + 1, 5, 9, 6) and len(refined.updates) == n_passes
    if n_passes:
        torch.testing.assert_close(refined.vectors.diff(dim=0), refined.updates)
    found = network.atomic_energies(*tensors(MOLECULES), n_passes)[0, :3].detach().numpy()
    water = MOLECULES[0]
    slow = slow_atomic_energies(network, water.atomic_numbers, water.positions, n_passes=n_passes)
    np.testing.assert_allclose(found, slow, atol=1e-9)


def test_single_precision_is_close_to_double():
    model = wild_model(MOLECULES)
    double = model.predict(MOLECULES)
    single = model.set_params(precision="float32").predict(MOLECULES)
    assert 0 < np.abs(single - double).max() < 1e-2


def test_nothing_is_cut_off():
    """A neighbour at 30 Å is heard in the published form, whatever the Gaussians cover."""
    network = wild()
    near = tensors(Molecules([[1, 8]], [[[0.0, 0, 0], [30.0, 0, 0]]]))
    together = network(*near).item()
    alone = sum(network(*tensors(Molecules([[z]], [[[0.0, 0, 0]]]))).item() for z in (1, 8))
    assert abs(together - alone) > 0.1


def test_the_made_up_energies_are_what_they_should_be():
    assert (pair_energies(MOLECULES) < -50).all()
    stretched = Molecules.from_ase([ase.build.molecule("H2O")])
    assert pair_energies(stretched).shape == (1,)
