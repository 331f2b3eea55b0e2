"""The compiled symmetry functions: equal to the readable ones, in values, slopes and what they refuse."""

import ase.build
import numpy as np
import pytest
import torch

from qmlaw.contracts import probes
from qmlaw.molecules import Molecules
from qmlaw.representations.environments import displacements
from qmlaw.representations.symmetry_functions import SymmetryFunctions
from qmlaw.representations.symmetry_functions_fast import FastSymmetryFunctions

HCNOS = (1, 6, 7, 8, 16)


def both(*arguments, **named):
    return (kind.all_of(*arguments, **named) for kind in (SymmetryFunctions, FastSymmetryFunctions))


def crystal():
    atoms = ase.build.bulk("Si", cubic=True)
    atoms.rattle(0.2, seed=1)
    return Molecules.from_ase([atoms, atoms * (2, 1, 1)])


def cases():
    molecules = probes()
    parameters = {
        "radial_etas": (0.1, 2.0), "shifts": (0.0, 1.2), "angular_etas": (0.01, 0.3),
        "zetas": (1.0, 4.0, 2.5),
    }  # fmt: skip
    yield molecules, *both(HCNOS, 4.0, **parameters)
    yield crystal(), *both((14,), 5.0, **parameters)
    yield crystal(), *both((14,), 5.0, radial_etas=(0.1,))  # no G4
    yield crystal(), SymmetryFunctions.silicon(), FastSymmetryFunctions.silicon()


def given(molecules, functions):
    environments = functions.environments(molecules)
    cells = None if molecules.cells is None else torch.tensor(molecules.cells)
    return displacements(torch.tensor(molecules.positions), environments, cells), environments


@pytest.mark.parametrize("case", range(4))
def test_values_and_slopes_are_those_of_the_equations(case):
    molecules, readable, fast = list(cases())[case]
    vectors, environments = given(molecules, readable)
    expected = readable(vectors, environments)
    torch.testing.assert_close(fast(vectors, environments), expected, rtol=1e-10, atol=1e-12)
    weights = torch.randn(expected.shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    slope = readable.pull_back(vectors, environments, weights)
    torch.testing.assert_close(fast.pull_back(vectors, environments, weights), slope, rtol=1e-9, atol=1e-10)
    leaf = vectors.clone().requires_grad_()
    (through_torch,) = torch.autograd.grad(fast(leaf, environments), leaf, weights)
    torch.testing.assert_close(through_torch, slope, rtol=1e-9, atol=1e-10)


def test_the_jacobian_and_training_on_forces():
    molecules, readable, fast = next(cases())
    molecules = molecules[[0]]
    vectors, environments = given(molecules, readable)
    torch.testing.assert_close(
        fast.jacobian(vectors, environments), readable.jacobian(vectors, environments), rtol=1e-9, atol=1e-10
    )
    start = torch.randn(
        len(molecules.positions), fast.n_features, generator=torch.Generator().manual_seed(2)
    ).double()
    slopes = []
    for functions in (readable, fast):
        weights = start.clone().requires_grad_()
        functions.pull_back(vectors, environments, weights).square().sum().backward()
        slopes.append(weights.grad)
    torch.testing.assert_close(*slopes, rtol=1e-8, atol=1e-9)


def test_single_precision_and_atoms_alone():
    molecules, _, fast = list(cases())[3]
    vectors, environments = given(molecules, fast)
    single = fast(vectors.float(), environments)
    assert single.dtype == torch.float32
    np.testing.assert_allclose(single.numpy(), fast(vectors, environments).numpy(), rtol=1e-4, atol=1e-5)
    alone = Molecules([[14], [14, 14]], [[[0, 0, 0]], [[0, 0, 0], [0, 0, 50.0]]])
    assert not fast.vectors(alone).any()


def test_what_it_refuses():
    molecules, _, fast = list(cases())[3]
    vectors, environments = given(molecules, fast)
    with pytest.raises(ValueError, match=r"displacements are torch.float16; allowed are torch.float32"):
        fast(vectors.half(), environments)
    with pytest.raises(ValueError, match="displacements are on meta; allowed is cpu"):
        fast(vectors.to("meta"), environments)
    leaf = vectors.clone().requires_grad_()
    (slope,) = torch.autograd.grad(fast(leaf, environments).square().sum(), leaf, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        slope.square().sum().backward()
