"""Atomic environment vectors, readable and compiled: by hand, symmetries, derivatives, cells, errors."""

import dataclasses
import math

import ase
import ase.build
import numpy as np
import pytest
import torch

from qmlaw import contracts
from qmlaw.molecules import Molecules
from qmlaw.representations import aev_fast
from qmlaw.representations.aev import AEV
from qmlaw.representations.aev_fast import FastAEV
from qmlaw.representations.environments import displacements, forces, strain_derivative

HCNOS = (1, 6, 7, 8, 16)
BOTH = pytest.mark.parametrize("kind", [AEV, FastAEV])
CONVENTIONS = pytest.mark.parametrize("convention", ["paper", "torchani"])
WATER = Molecules([[8, 1, 1]], [[[0, 0, 0], [0.96, 0, 0], [-0.24, 0.93, 0]]])


def small(kind, elements=HCNOS, **changes):
    """Few numbers, so that all derivatives can be compared with differences."""
    aev = kind.evenly_spaced(
        elements, radial=(0.9, 4.0, 3), radial_eta=4.0, angular=(0.8, 3.1, 4), angular_eta=3.0, n_sections=8,
        zeta=5.0, convention=changes.pop("convention", "torchani"),
    )  # fmt: skip
    return dataclasses.replace(aev, **changes)


def rattled_silicon(repeat=(1, 1, 1)):
    atoms = ase.build.bulk("Si", cubic=True)
    atoms.rattle(0.1, seed=3)
    return Molecules.from_ase([atoms * repeat])


def given(aev, mols):
    """Environments, positions and cells as tensors that ask for derivatives."""
    cells = None if mols.cells is None else torch.tensor(mols.cells, requires_grad=True)
    return aev.environments(mols), torch.tensor(mols.positions, requires_grad=True), cells


# ---- the equations by hand ----------------------------------------------------------------------------


def test_presets_have_the_published_numbers():
    assert AEV.ani1().n_features == 768
    assert AEV.ani1x().n_features == 384
    assert AEV.short_range().n_features == 368 and AEV.short_range().cutoff == 4.0
    assert AEV.ani2x().n_features == 1008
    x = AEV.ani1x()
    np.testing.assert_allclose(x.radial_shifts[:3], [0.9, 1.16875, 1.4375])
    np.testing.assert_allclose(x.angular_shifts, [0.9, 1.55, 2.2, 2.85])
    np.testing.assert_allclose(x.sections[:2], [0.19634954, 0.58904862])
    assert (x.radial_factor, x.cosine_factor) == (1.0, 1.0)
    programs = AEV.ani1x(convention="torchani")
    assert (programs.radial_factor, programs.cosine_factor) == (0.25, 0.95)
    assert len(x.feature_names) == len(set(x.feature_names)) == 384
    assert x.feature_names[17] == "C 1.17 Å" and x.feature_names[64] == "HH 0.90 Å 11°"


@BOTH
@CONVENTIONS
def test_a_dimer_by_hand(kind, convention):
    aev = kind.ani1x(convention=convention)
    vectors = aev.vectors(Molecules([[6, 8]], [[[0, 0, 0], [0, 0, 1.2]]]))
    f = (math.cos(math.pi * 1.2 / 5.2) + 1) / 2 * (0.25 if convention == "torchani" else 1.0)
    expected = np.zeros((2, 384))
    for k in range(16):
        term = f * math.exp(-16 * (1.2 - (0.9 + 0.26875 * k)) ** 2)
        expected[0, 48 + k] = expected[1, 16 + k] = term  # O seen by C, C seen by O
    np.testing.assert_allclose(vectors, expected, atol=1e-14)


@BOTH
@CONVENTIONS
def test_a_trimer_by_hand(kind, convention):
    aev = kind.ani1x(convention=convention)
    h, o, other = WATER.positions[1], WATER.positions[0], WATER.positions[2]
    vectors = aev.vectors(WATER)
    a, b = np.linalg.norm(h - o), np.linalg.norm(other - o)
    cosine = (h - o) @ (other - o) / (a * b)
    theta = math.acos(0.95 * cosine if convention == "torchani" else cosine)
    f = (math.cos(math.pi * a / 3.5) + 1) / 2 * (math.cos(math.pi * b / 3.5) + 1) / 2
    for k in range(4):
        for q in range(8):
            section = math.pi / 16 + q * math.pi / 8
            angle = 2 ** (1 - 32) * (1 + math.cos(theta - section)) ** 32
            term = angle * math.exp(-8 * ((a + b) / 2 - (0.9 + 0.65 * k)) ** 2) * f
            assert vectors[0, 64 + 8 * k + q] == pytest.approx(term, abs=1e-14)  # HH seen by O
    assert (vectors[0, 64:96] > 1e-3).sum() >= 3
    names = aev.feature_names
    seen_by_h = {names[k].split()[0] for k in np.flatnonzero(vectors[1])}
    assert seen_by_h == {"H", "O", "HO"}


@BOTH
def test_an_atom_without_neighbours_is_all_zeros_and_feels_nothing(kind):
    aev = kind.ani1x()
    assert not aev.vectors(Molecules([[7]], [[[1.0, 2.0, 3.0]]])).any()
    far = Molecules([[8, 1, 7]], [[[0, 0, 0], [0, 0, 1.0], [0, 0, 20.0]]])
    environments, positions, _ = given(aev, far)
    values = aev(displacements(positions, environments), environments)
    (slope,) = torch.autograd.grad(values.sum(), positions)
    assert not values[2].any() and not slope[2].any() and slope[0].any()
    alone = Molecules([[7]], [[[0, 0, 0]]])
    environments, positions, _ = given(aev, alone)
    vectors = displacements(positions, environments)
    assert aev.pull_back(vectors, environments, torch.ones(1, 384, dtype=torch.float64)).shape == (0, 3)


# ---- symmetries and smoothness ------------------------------------------------------------------------


@BOTH
@CONVENTIONS
def test_symmetries(kind, convention):
    aev = kind.ani1x(HCNOS, convention)
    probes = contracts.probes()
    assert contracts.translation(aev.vectors, probes).holds
    assert contracts.rotation(aev.vectors, probes).holds
    assert contracts.alone(aev.vectors, probes).holds
    assert contracts.permutation(aev.sums, probes).holds
    order = np.random.default_rng(0).permutation(probes.n_atoms[2])
    one = probes[2]
    renumbered = Molecules([one.atomic_numbers[order]], [one.positions[order]])
    np.testing.assert_allclose(aev.vectors(renumbered), aev.vectors(probes[[2]])[order], atol=1e-12)


@BOTH
def test_mirror_images_look_alike(kind):
    mols = contracts.probes()[:1]
    mirrored = Molecules([mols.atomic_numbers], [mols.positions * [1, 1, -1]])
    aev = kind.ani1x()
    np.testing.assert_allclose(aev.vectors(mols), aev.vectors(mirrored), atol=1e-12)


@BOTH
def test_value_and_slope_vanish_at_the_cutoffs(kind):
    aev = kind.ani1x()

    def at(distance, probe):
        # the third atom comes from outside; H sees it radially up to 5.2 Å, with the pair (O, N) up to 3.5 Å
        positions = [[0, 0, 0], [1.0, 0, 0], [0.1 * distance, distance * math.sqrt(0.99), 0]]
        mols = Molecules([[1, 8, 7]], [positions])
        environments, positions, _ = given(aev, mols)
        vectors = displacements(positions, environments)
        values = aev(vectors, environments)[0]
        total = values[aev.n_radial :].sum() if probe == "angular" else values[32:48].sum()
        (slope,) = torch.autograd.grad(total, positions)
        return float(total.detach()), float(slope[2].norm())

    for probe, cutoff in (("radial", 5.2), ("angular", 3.5)):
        near = [at(cutoff - step, probe) for step in (1e-1, 1e-2, 1e-3)]
        assert near[0][0] > 1e-4
        # value as the square of the way to the cut-off, slope as the way
        assert near[1][0] / near[2][0] == pytest.approx(100, rel=0.2)
        assert near[1][1] / near[2][1] == pytest.approx(10, rel=0.2)
        assert at(cutoff + 1e-9, probe) == (0.0, 0.0)


@BOTH
def test_continuous_on_the_way_through_the_cutoffs(kind):
    assert contracts.continuity(kind.ani1x(HCNOS).vectors, contracts.probes()[:3]).holds


@BOTH
def test_the_published_form_has_a_kink_at_linear_molecules_and_the_programs_have_none(kind):
    def slope(aev, bend):
        mols = Molecules([[1, 6, 7]], [[[-1.06, bend, 0], [0, 0, 0], [1.15, 0, 0]]])
        environments, positions, _ = given(aev, mols)
        values = aev(displacements(positions, environments), environments)[1]
        (by_position,) = torch.autograd.grad(values[aev.n_radial :].sum(), positions)
        assert torch.isfinite(by_position).all()
        return float(by_position[0, 1])

    published, programs = kind.ani1x(), kind.ani1x(convention="torchani")
    assert slope(published, 1e-6) == pytest.approx(-slope(published, -1e-6), rel=1e-6)
    assert abs(slope(published, 1e-6)) > 0.1
    assert slope(published, 0.0) == pytest.approx(0.0, abs=1e-12)  # the mean over all directions
    assert abs(slope(programs, 1e-6)) < 1e-4


# ---- batches and cells --------------------------------------------------------------------------------


@BOTH
def test_nothing_leaks_between_molecules_of_a_batch(kind):
    aev = kind.ani1x(HCNOS)
    probes = contracts.probes()
    environments, positions, _ = given(aev, probes)
    values = aev(displacements(positions, environments), environments)
    first = environments.molecule == 0
    (slope,) = torch.autograd.grad(values[first].square().sum(), positions)
    assert slope[first].any() and not slope[~first].any()


@BOTH
def test_pairs_beyond_the_cutoff_add_nothing(kind):
    aev = small(kind, angular_cutoff=2.5, radial_cutoff=3.0)
    wide = dataclasses.replace(aev, radial_cutoff=9.0).environments(contracts.probes())
    environments, positions, _ = given(aev, contracts.probes())
    assert len(wide.centre) > len(environments.centre)
    expected = aev(displacements(positions, environments), environments)
    assert torch.allclose(aev(displacements(positions, wide), wide), expected, atol=1e-13, rtol=0)


def test_blocks_do_not_show(monkeypatch):
    probes = contracts.probes()
    aev = AEV.ani1x(HCNOS)
    together = aev.vectors(probes)
    monkeypatch.setattr("qmlaw.representations.environments.BLOCK", 8)
    np.testing.assert_array_equal(aev.vectors(probes), together)
    assert aev.vectors(probes[:0]).shape == (0, aev.n_features)
    assert aev.sums(probes).shape == (len(probes), 5 * aev.n_features)
    oxygen = aev.sums(probes[:1])[0, 3 * aev.n_features : 4 * aev.n_features]
    np.testing.assert_allclose(oxygen, aev.vectors(probes[:1])[0], atol=1e-14)


@BOTH
def test_a_cell_is_a_piece_of_a_supercell(kind):
    aev = kind.ani1x((14,))  # 5.2 Å in cells of 3.8 (primitive) and 5.4 Å: far below twice the cut-off
    one = aev.vectors(rattled_silicon())
    np.testing.assert_allclose(aev.vectors(rattled_silicon((3, 2, 1)))[:8], one, atol=1e-10)
    assert one.max() > 0.5
    primitive = aev.vectors(Molecules.from_ase([ase.build.bulk("Si")]))
    cubic = aev.vectors(Molecules.from_ase([ase.build.bulk("Si", cubic=True)]))
    np.testing.assert_allclose(primitive[[0] * 8], cubic, atol=1e-10)


@BOTH
def test_a_cell_is_the_middle_of_a_cluster(kind):
    aev = small(kind, elements=(14,))
    cell = rattled_silicon()
    block = rattled_silicon((3, 3, 3))
    cluster = Molecules([block.atomic_numbers], [block.positions])
    # `repeat` puts the cell at (1, 1, 1) of three by three by three in place 13
    np.testing.assert_allclose(aev.vectors(cluster)[13 * 8 : 14 * 8], aev.vectors(cell), atol=1e-10)


# ---- derivatives --------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize(("convention", "zeta"), [("paper", 5.0), ("torchani", 3.7)])
def test_first_and_second_derivatives_are_those_of_differences(kind, convention, zeta):
    aev = small(kind, (1, 8), convention=convention, zeta=zeta)
    environments, positions, _ = given(aev, WATER)

    def values(positions):
        return aev(displacements(positions, environments), environments)

    assert torch.autograd.gradcheck(values, [positions])
    assert torch.autograd.gradgradcheck(values, [positions])


@BOTH
def test_derivatives_by_positions_and_cell(kind):
    aev = small(kind, (14,))
    mols = Molecules.from_ase(
        [ase.Atoms("Si2", [[0, 0, 0], [1.4, 1.2, 1.5]], cell=[3.1, 3.3, 3.0], pbc=True)]
    )
    environments, positions, cells = given(aev, mols)

    def total(positions, cells):
        return aev(displacements(positions, environments, cells), environments).square().sum()

    assert torch.autograd.gradcheck(total, [positions, cells])


@BOTH
def test_forces_and_strain_from_one_derivative(kind):
    aev = small(kind, (14,))
    environments, positions, cells = given(aev, rattled_silicon())
    strain = torch.zeros(1, 3, 3, dtype=torch.float64, requires_grad=True)
    deformation = torch.eye(3, dtype=torch.float64) + strain
    vectors = displacements(positions @ deformation[0], environments, cells @ deformation)
    values = aev(vectors, environments)
    energy = torch.tanh(values).square().sum()
    by_position, by_strain = torch.autograd.grad(energy, [positions, strain], retain_graph=True)
    (gradient,) = torch.autograd.grad(energy, values)
    by_vector = aev.pull_back(vectors, environments, gradient)
    torch.testing.assert_close(forces(by_vector, environments), -by_position, atol=1e-12, rtol=0)
    found = strain_derivative(by_vector, vectors.detach(), environments)
    torch.testing.assert_close(found, by_strain, atol=1e-10, rtol=0)
    assert by_strain.abs().max() > 1e-3
    assert forces(by_vector, environments).sum(dim=0).abs().max() < 1e-12


@BOTH
def test_training_on_forces(kind):
    # dL/dw through the forces, by pull_back and by plain autograd, of a network of one layer
    aev = small(kind)
    environments, positions, _ = given(aev, contracts.probes())
    generator = torch.Generator().manual_seed(0)
    weight = torch.randn(aev.n_features, dtype=torch.float64, generator=generator).requires_grad_()

    vectors = displacements(positions, environments)
    energy = torch.tanh(aev(vectors, environments) @ weight).sum()
    (by_position,) = torch.autograd.grad(energy, positions, create_graph=True)
    (plain,) = torch.autograd.grad(by_position.square().sum(), weight)

    values = aev(vectors.detach(), environments).detach().requires_grad_()
    energy = torch.tanh(values @ weight).sum()
    (gradient,) = torch.autograd.grad(energy, values, create_graph=True)
    found = forces(aev.pull_back(vectors, environments, gradient), environments)
    torch.testing.assert_close(found, -by_position, atol=1e-11, rtol=0)
    (short,) = torch.autograd.grad(found.square().sum(), weight)
    torch.testing.assert_close(short, plain, atol=1e-9, rtol=1e-9)


# ---- the compiled one beside the readable one ---------------------------------------------------------


VARIANTS = {
    "ani1": AEV.ani1(HCNOS),
    "ani1, torchani": AEV.ani1(HCNOS, "torchani"),
    "ani1x": AEV.ani1x(HCNOS),
    "ani2x, torchani": AEV.ani2x(convention="torchani"),
    "uneven shifts": small(AEV, radial_shifts=(0.5, 2.5, 1.0), angular_shifts=(2.9, 1.0, 1.1, 3.5)),
    "one shift": small(AEV, radial_shifts=(1.0,)),
    "narrow": small(AEV, radial_eta=900.0, angular_eta=700.0),
    "sharp": small(AEV, zeta=100.0),
    "blunt": small(AEV, zeta=1.0),
}


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("periodic", [False, True])
def test_compiled_is_readable(name, periodic):
    readable = VARIANTS[name]
    compiled = FastAEV(**{f.name: getattr(readable, f.name) for f in dataclasses.fields(readable)})
    mols = contracts.probes()
    if periodic:
        first = contracts.probes(seed=8)[:2]
        mols = Molecules(
            *zip(*[(m.atomic_numbers, m.positions) for m in first], strict=True), cells=[3.5 * np.eye(3)] * 2
        )
    environments, positions, cells = given(readable, mols)
    vectors = displacements(positions, environments, cells).detach().requires_grad_()
    generator = torch.Generator().manual_seed(1)
    g = torch.randn(len(mols.positions), readable.n_features, dtype=torch.float64, generator=generator)
    v = torch.randn(len(vectors), 3, dtype=torch.float64, generator=generator)
    expected = readable(vectors, environments)
    torch.testing.assert_close(compiled(vectors, environments), expected, atol=1e-10, rtol=0)
    back = readable.pull_back(vectors, environments, g)
    torch.testing.assert_close(compiled.pull_back(vectors, environments, g), back, atol=1e-10, rtol=0)
    forward = compiled.push_forward(vectors, environments, v)
    # <J v, g> = <v, J^T g>, and J v by a difference
    assert float((forward * g).sum()) == pytest.approx(float((v * back).sum()), rel=1e-11)
    step = 1e-5
    ahead, behind = (readable(vectors.detach() + s * v, environments) for s in (step, -step))
    torch.testing.assert_close(forward, (ahead - behind) / (2 * step), atol=1e-4, rtol=1e-4)


def test_single_precision_is_double_precision_rounded():
    aev = FastAEV.ani1x(HCNOS, "torchani")
    double, single = (aev.vectors(contracts.probes(), dtype) for dtype in (torch.float64, torch.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, double, atol=2e-6)


def test_threads_share_the_atoms(monkeypatch):
    aev = FastAEV.ani1x(HCNOS)
    probes = contracts.probes()
    environments, positions, _ = given(aev, probes)
    vectors = displacements(positions, environments).detach()
    g = torch.ones(len(probes.positions), aev.n_features, dtype=torch.float64)
    alone = aev(vectors, environments), aev.pull_back(vectors, environments, g)
    monkeypatch.setattr(aev_fast, "ATOMS_PER_THREAD", 5)
    monkeypatch.setattr(torch, "get_num_threads", lambda: 3)
    assert torch.equal(aev(vectors, environments), alone[0])
    assert torch.equal(aev.pull_back(vectors, environments, g), alone[1])


def test_third_derivatives_come_from_the_readable_equations():
    def third(kind):
        aev = small(kind, (1, 8))
        environments, positions, _ = given(aev, WATER)
        total = aev(displacements(positions, environments), environments).square().sum()
        for _ in range(2):
            (slope,) = torch.autograd.grad(total, positions, create_graph=True)
            total = slope.square().sum()
        return torch.autograd.grad(total, positions)[0]

    expected = third(AEV)
    assert expected.abs().max() > 1
    torch.testing.assert_close(third(FastAEV), expected, rtol=1e-9, atol=1e-9)


# ---- bad input ----------------------------------------------------------------------------------------


@BOTH
def test_an_unknown_element_is_named(kind):
    named = Molecules([[1, 1], [9, 1]], [[[0, 0, 0], [0.7, 0, 0]]] * 2, names=["H2", "hydrogen fluoride"])
    message = r"molecule 1 \(hydrogen fluoride\), atom 0 \(Z = 9\): element F .* allowed are H, C, N, O"
    with pytest.raises(ValueError, match=message):
        kind.ani1x().vectors(named)


def test_atoms_on_one_spot_are_named():
    with pytest.raises(ValueError, match="atom 0 .* and atom 1 are on one spot"):
        AEV.ani1x().vectors(Molecules([[1, 1]], [[[0, 0, 0], [0, 0, 1e-4]]]))


@BOTH
def test_positions_that_are_not_finite_are_named(kind):
    environments, positions, _ = given(kind.ani1x(), WATER)
    broken = positions.detach().clone()
    broken[1, 2] = float("nan")
    with pytest.raises(ValueError, match=r"atom 1 of the batch: position \[0.96.*nan\] is not finite"):
        displacements(broken, environments)
    environments, positions, _ = given(kind.ani1x((14,)), rattled_silicon())
    with pytest.raises(ValueError, match="cells is None"):
        displacements(positions, environments)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"elements": ()}, r"elements is \(\); allowed are different atomic numbers"),
        ({"elements": (1, 1)}, r"elements is \(1, 1\)"),
        ({"elements": (0,)}, r"elements is \(0,\)"),
        ({"radial_cutoff": -1.0}, "radial_cutoff is -1.0; allowed is a positive number of Å"),
        ({"angular_cutoff": 7.0}, "angular_cutoff is 7.0; allowed is at most radial_cutoff, 4.0"),
        ({"radial_eta": 0.0}, "radial_eta is 0.0"),
        ({"angular_shifts": ()}, r"angular_shifts is \(\)"),
        ({"sections": (math.nan,)}, "sections is"),
        ({"zeta": 0.5}, "zeta is 0.5; allowed is 1 or more"),
        ({"cosine_factor": 1.5}, "cosine_factor is 1.5"),
    ],
)
def test_bad_parameters(changes, message):
    with pytest.raises(ValueError, match=message):
        small(AEV, **changes)


def test_other_bad_arguments():
    with pytest.raises(ValueError, match="convention is 'neurochem'; allowed are paper, torchani"):
        AEV.ani1x(convention="neurochem")
    with pytest.raises(ValueError, match="X is a list; allowed is qmlaw.molecules.Molecules"):
        AEV.ani1x().vectors([[1, 2]])
    environments, positions, _ = given(FastAEV.ani1x(), WATER)
    with pytest.raises(ValueError, match="torch.float16; allowed are torch.float32 and torch.float64"):
        FastAEV.ani1x()(displacements(positions, environments).half(), environments)
    with pytest.raises(ValueError, match="displacements are on meta; allowed is cpu"):
        FastAEV.ani1x()(displacements(positions, environments).to("meta"), environments)
