"""Symmetry functions G2 and G4: by hand, symmetries, smoothness, derivatives, cells, errors."""

import math

import ase
import ase.build
import numpy as np
import pytest
import torch

from qmlaw import contracts
from qmlaw.molecules import Molecules
from qmlaw.representations.environments import displacements, forces
from qmlaw.representations.symmetry_functions import Angular, Radial, SymmetryFunctions

HCNOS = (1, 6, 7, 8, 16)
CUTOFF = 4.0


def functions(elements=HCNOS, cutoff=CUTOFF):
    return SymmetryFunctions.all_of(
        elements,
        cutoff,
        radial_etas=(0.1, 2.0),
        shifts=(0.0, 1.2),
        angular_etas=(0.01, 0.3),
        zetas=(1.0, 4.0),
    )


def f(distance, cutoff=CUTOFF):
    return (math.cos(math.pi * distance / cutoff) + 1) / 2


def given(mols, g):
    cells = None if mols.cells is None else torch.tensor(mols.cells, requires_grad=True)
    return g.environments(mols), torch.tensor(mols.positions, requires_grad=True), cells


def silicon(repeat=(1, 1, 1)):
    atoms = ase.build.bulk("Si", cubic=True)
    atoms.rattle(0.1, seed=3)
    return Molecules.from_ase([atoms * repeat])


def test_a_dimer_by_hand():
    values = functions((1, 8)).vectors(Molecules([[8, 1]], [[[0, 0, 0], [0, 0, 1.1]]]))
    expected = np.zeros((2, 8 + 3 * 8))
    terms = [math.exp(-eta * (1.1 - shift) ** 2) * f(1.1) for shift in (0.0, 1.2) for eta in (0.1, 2.0)]
    expected[0, :4] = expected[1, 4:8] = terms  # H seen by O; O seen by H
    np.testing.assert_allclose(values, expected, atol=1e-15)


def test_a_trimer_by_hand():
    places = np.array([[0, 0, 0], [0.96, 0, 0], [-0.24, 0.93, 0]])
    g = functions((1, 8))
    values = g.vectors(Molecules([[8, 1, 1]], [places]))
    a, b, c = 0.96, math.hypot(0.24, 0.93), math.hypot(1.2, 0.93)
    cosine = -0.24 / b
    expected = [
        2 ** (1 - zeta)
        * (1 + sign * cosine) ** zeta
        * math.exp(-eta * (a**2 + b**2 + c**2))
        * f(a)
        * f(b)
        * f(c)
        for sign in (1, -1)
        for zeta in (1, 4)
        for eta in (0.01, 0.3)
    ]
    np.testing.assert_allclose(values[0, 8:16], expected, rtol=1e-12)  # the pair HH, seen by O
    assert not values[0, 16:].any()
    assert values[1, 16:24].any() and not values[1, 8:16].any()  # the pair HO, seen by H
    assert g.feature_names[8] == "G4 HH η=0.01 ζ=1 λ=+1"
    assert len(g.feature_names) == g.n_features == 32


def test_neighbours_far_from_each_other_are_no_pair_of_g4():
    line = Molecules([[14] * 3], [[[0, 0, 0], [2.5, 0, 0], [-2.5, 0, 0]]])
    g = functions((14,))
    values = g.vectors(line)
    assert values[0, 0] > 0.1 and not values[0, 4:].any()


def test_silicon_has_the_published_functions():
    g = SymmetryFunctions.silicon()
    assert (g.n_features, g.cutoff, g.elements) == (14, 5.2, (14,))
    assert g.radial[0] == Radial(0.035709, 0.0) and g.radial[-1].eta == 1.78545
    assert g.angular[0] == Angular(0.035709, 1.0, 1) and g.angular[-1] == Angular(0.35709, 1.0, -1)
    # diamond: shells of 4 at a sqrt(3)/4 and of 12 at a/sqrt(2); 5.2 Å ends before the shell at a = 5.43 Å
    shells = [(4, 5.43 * math.sqrt(3) / 4), (12, 5.43 / math.sqrt(2)), (12, 5.43 * math.sqrt(11) / 4)]
    expected = sum(n * math.exp(-0.035709 * r**2) * f(r, 5.2) for n, r in shells)
    values = g.vectors(Molecules.from_ase([ase.build.bulk("Si", a=5.43)]))
    np.testing.assert_allclose(values[:, 0], expected, rtol=1e-12)
    np.testing.assert_allclose(values[0], values[1], rtol=1e-12)


def test_symmetries():
    g, probes = functions(), contracts.probes()
    assert contracts.translation(g.vectors, probes).holds
    assert contracts.rotation(g.vectors, probes).holds
    assert contracts.alone(g.vectors, probes).holds
    assert contracts.permutation(g.sums, probes).holds
    assert contracts.continuity(g.vectors, probes[:3]).holds


def test_value_and_slope_vanish_at_the_cutoff():
    g = functions((14,))

    def at(distance, columns):
        # two neighbours of the last atom come to the cut-off at once (columns 4 and up: G4)
        far = [math.sqrt(distance**2 - 1), 0, 0]
        mols = Molecules([[14] * 3], [[[0, 1, 0], [0, -1, 0], far]])
        environments, positions, _ = given(mols, g)
        total = g(displacements(positions, environments), environments)[2, columns].sum()
        (slope,) = torch.autograd.grad(total, positions)
        return float(total.detach()), float(slope[2].norm())

    for columns, power in ((slice(0, 1), 2), (slice(4, 8), 4)):
        first, second = at(CUTOFF - 1e-2, columns), at(CUTOFF - 1e-3, columns)
        assert first[0] > 0
        assert first[0] / second[0] == pytest.approx(10**power, rel=0.1)
        assert first[1] / second[1] == pytest.approx(10 ** (power - 1), rel=0.1)
        assert at(CUTOFF + 1e-9, columns) == (0.0, 0.0)


def test_smooth_when_three_atoms_are_on_a_line():
    g = functions((1, 6, 7))

    def slope(bend):
        mols = Molecules([[1, 6, 7]], [[[-1.06, bend, 0], [0, 0, 0], [1.15, 0, 0]]])
        environments, positions, _ = given(mols, g)
        (by_position,) = torch.autograd.grad(
            g(displacements(positions, environments), environments).sum(), positions
        )
        return float(by_position[0, 1])

    assert slope(0.0) == pytest.approx(0.0, abs=1e-14)
    assert abs(slope(1e-6)) < 1e-5


def test_nothing_leaks_and_pairs_beyond_the_cutoff_add_nothing():
    g, probes = functions(cutoff=2.5), contracts.probes()
    environments, positions, _ = given(probes, g)
    values = g(displacements(positions, environments), environments)
    first = environments.molecule == 0
    (slope,) = torch.autograd.grad(values[first].square().sum(), positions)
    assert slope[first].any() and not slope[~first].any()
    wide = functions(cutoff=9.0).environments(probes)
    assert len(wide.centre) > len(environments.centre)
    torch.testing.assert_close(g(displacements(positions, wide), wide), values, atol=1e-14, rtol=0)


def test_a_cell_is_a_piece_of_a_supercell():
    g = SymmetryFunctions.silicon()  # 5.2 Å in a cell of 5.4 Å: below twice the cut-off
    np.testing.assert_allclose(g.vectors(silicon((2, 1, 3)))[:8], g.vectors(silicon()), atol=1e-10)


def test_an_atom_without_neighbours():
    g = functions()
    mols = Molecules([[7], [8, 1]], [[[1.0, 2.0, 3.0]], [[0, 0, 0], [9.0, 0, 0]]])
    environments, positions, _ = given(mols, g)
    values = g(displacements(positions, environments), environments)
    assert not values.any()
    assert g.pull_back(
        displacements(positions, environments), environments, torch.ones_like(values)
    ).shape == (0, 3)


def test_derivatives_are_those_of_differences():
    g = functions((1, 8))
    water = Molecules([[8, 1, 1]], [[[0, 0, 0], [0.96, 0, 0], [-0.24, 0.93, 0]]])
    environments, positions, _ = given(water, g)

    def values(positions):
        return g(displacements(positions, environments), environments)

    assert torch.autograd.gradcheck(values, [positions])
    assert torch.autograd.gradgradcheck(values, [positions])
    g = SymmetryFunctions.silicon()
    cell = Molecules.from_ase(
        [ase.Atoms("Si2", [[0, 0, 0], [1.4, 1.2, 1.5]], cell=[3.1, 3.3, 3.0], pbc=True)]
    )
    environments, positions, cells = given(cell, g)

    def total(positions, cells):
        return g(displacements(positions, environments, cells), environments).square().sum()

    assert torch.autograd.gradcheck(total, [positions, cells])


def test_jacobian_pulls_back():
    g = SymmetryFunctions.silicon()
    environments, positions, cells = given(silicon(), g)
    vectors = displacements(positions, environments, cells).detach()
    gradient = torch.randn(8, 14, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    found = torch.einsum("pf,pfx->px", gradient[environments.centre], g.jacobian(vectors, environments))
    expected = g.pull_back(vectors, environments, gradient)
    torch.testing.assert_close(found, expected, atol=1e-12, rtol=0)
    assert forces(expected, environments).abs().max() > 1e-3


def test_bad_input():
    with pytest.raises(ValueError, match="element F is not known here; allowed are H, C, N, O, S"):
        functions().vectors(Molecules([[9]], [[[0, 0, 0]]]))
    with pytest.raises(ValueError, match=r"cutoff is 0; allowed is a positive number of Å"):
        functions(cutoff=0)
    with pytest.raises(ValueError, match=r"elements is \(14, 14\)"):
        functions((14, 14))
    with pytest.raises(ValueError, match=r"radial is \(\); allowed is at least one"):
        SymmetryFunctions((14,), 5.0, ())
    with pytest.raises(ValueError, match=r"radial has Radial\(eta=-1.0, shift=0.0\)"):
        SymmetryFunctions((14,), 5.0, (Radial(-1.0),))
    for bad in (Angular(-1.0, 1.0, 1), Angular(1.0, 0.5, 1), Angular(1.0, 1.0, 2)):
        with pytest.raises(ValueError, match="angular has Angular.*sign 1 or -1"):
            SymmetryFunctions((14,), 5.0, (Radial(1.0),), (bad,))
