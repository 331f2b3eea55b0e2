"""For the tests of networks of atoms: a made-up energy with forces, few numbers, wild weights."""

import numpy as np
import torch
from dtnn_help import small_molecules

from qmlaw.models.atomic import AtomicNetworkRegressor
from qmlaw.molecules import Molecules
from qmlaw.representations.aev import AEV
from qmlaw.representations.aev_fast import FastAEV

HCNOS = (1, 6, 7, 8, 16)


def few_numbers(kind=FastAEV, elements=HCNOS) -> AEV:
    """An environment vector of few numbers that looks 4 Å far."""
    return kind.evenly_spaced(
        elements, radial=(0.8, 4.0, 5), radial_eta=6.0, angular=(0.8, 3.0, 2), angular_eta=4.0, n_sections=3,
        zeta=4.0, convention="torchani",
    )  # fmt: skip


def with_forces(molecules: Molecules) -> tuple[Molecules, np.ndarray]:
    """Molecules with the forces, and the energies, of a sum over pairs of atoms, in kcal/mol."""
    energies, all_forces = [], []
    for molecule in molecules:
        z = torch.tensor(molecule.atomic_numbers, dtype=torch.float64)
        r = torch.tensor(molecule.positions, requires_grad=True)
        i, j = torch.triu_indices(len(z), len(z), 1)
        distance = (r[i] - r[j]).norm(dim=1)
        energy = -40.0 * len(z) - (20 * torch.sqrt(z[i] * z[j]) * torch.exp(-1.5 * distance)).sum()
        energies.append(energy.item())
        all_forces.append(-torch.autograd.grad(energy, r)[0].numpy())
    with_them = molecules.with_property(
        "forces", np.concatenate(all_forces), unit="kcal/mol/angstrom", per="atom"
    )
    return with_them, np.array(energies)


def rattled(molecule: Molecules, n: int, size: float, seed: int) -> Molecules:
    """That many distortions of one molecule."""
    (atoms,), rng = molecule.to_ase(), np.random.default_rng(seed)
    structures = []
    for _ in range(n):
        moved = atoms.copy()
        moved.positions += rng.normal(scale=size, size=moved.positions.shape)
        structures.append(moved)
    return Molecules.from_ase(structures)


def wild_atoms(seed=0, representation=None) -> AtomicNetworkRegressor:
    """An estimator in double precision whose weights are all different from zero; knows H, C, O and S."""
    molecules = small_molecules()
    model = AtomicNetworkRegressor(
        representation or few_numbers(), hidden=(6, 5), n_epochs=1, precision="float64", seed=seed
    )
    model.fit(molecules, with_forces(molecules)[1])
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.network_.parameters():
            parameter.copy_(0.4 * torch.randn(parameter.shape, generator=generator))
    model.network_.scale.fill_(10.0)
    return model
