"""Molecular dynamics: energy is kept, heat comes from a bath, bad starts are refused, g(r) is right."""

import ase
import ase.build
import numpy as np
import pytest
from ase.calculators.emt import EMT
from ase.calculators.lj import LennardJones

from qmlaw.models.dynamics import Dynamics, check_start, radial_distribution, run_dynamics


def test_energy_is_kept_and_the_drift_is_told():
    atoms = ase.build.molecule("N2")
    found = run_dynamics(atoms, EMT(), Dynamics(300, 400, 0.5, every=4, seed=1))
    total = found.potential + found.kinetic
    assert abs(found.drift) < 1e-3 and found.wobble < 1e-2
    assert np.ptp(total) < 0.2 * np.ptp(found.kinetic)
    assert len(found.frames) == len(found.time) == 101 and found.time[-1] == pytest.approx(0.2)
    tilted = found._replace(potential=found.potential + 0.3 * found.time)
    assert tilted.drift - found.drift == pytest.approx(0.15)  # two atoms
    assert tilted.wobble == pytest.approx(found.wobble)


def test_no_motion_of_the_whole_and_seeds():
    atoms = ase.build.molecule("N2")
    one, same, other = (
        run_dynamics(atoms, EMT(), Dynamics(300, 20, 0.5, every=20, seed=seed)) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one.frames[-1].positions, same.frames[-1].positions)
    assert np.abs(one.frames[-1].positions - other.frames[-1].positions).max() > 1e-4
    moved = one.frames[-1].get_center_of_mass() - atoms.get_center_of_mass()
    np.testing.assert_allclose(moved, 0, atol=1e-9)
    assert not atoms.get_momenta().any()  # what was given is not changed


def test_a_bath_sets_the_temperature():
    atoms = ase.build.bulk("Cu", cubic=True) * (2, 2, 2)
    found = run_dynamics(atoms, EMT(), Dynamics(600, 300, 5.0, 0.05, every=5, seed=0))
    assert 450 < found.temperature[20:].mean() < 750


def test_a_run_that_explodes_says_so():
    atoms = ase.Atoms("Ar2", [[0, 0, 0], [0, 0, 0.7]])
    with pytest.raises(FloatingPointError, match=r"step \d+: energy .* shorten the time step \(now 1 fs\)"):
        run_dynamics(atoms, LennardJones(sigma=3.4, epsilon=0.01, rc=12.0), Dynamics(10, 50, 1.0, every=1))


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"temperature": 0.0}, "temperature is 0.0; allowed is a positive number"),
        ({"timestep": -1.0}, "timestep is -1.0; allowed is a positive number"),
        ({"steps": 0}, "steps is 0; allowed is 1 or more"),
        ({"every": 0}, "every is 0; allowed is 1 or more"),
        ({"friction": 0.0}, "friction is 0.0; allowed is a positive number of 1/fs, or None"),
    ],
)
def test_bad_ways_to_move(parameters, message):
    with pytest.raises(ValueError, match=message):
        Dynamics(**({"temperature": 300.0, "steps": 10} | parameters))


def test_an_atom_alone_does_not_move():
    with pytest.raises(ValueError, match="there are 1 atoms; allowed are two or more"):
        run_dynamics(ase.Atoms("Ar"), LennardJones(), Dynamics(300, 5))


def test_bad_starts():
    close = ase.Atoms("H2O", [[0, 0, 0], [0, 0, 0.3], [1, 1, 1]])
    with pytest.raises(ValueError, match=r"atoms 0 and 1 are 0.30 Å apart; the model was trained on 0.70 Å"):
        check_start(close, shortest=0.7)
    crystal = ase.build.bulk("Si", cubic=True)
    with pytest.raises(ValueError, match=r"5.43 Å wide; .*12.00 Å and more: repeat it 3 x 3 x 3 times"):
        check_start(crystal, shortest=2.0, cutoff=6.0)
    check_start(crystal * (3, 3, 3), shortest=2.0, cutoff=6.0)
    check_start(ase.Atoms("H"), shortest=0.7, cutoff=6.0)
    across = ase.Atoms("Si2", [[0, 0, 0], [0, 0, 9.9]], cell=[10, 10, 10], pbc=True)  # images touch
    with pytest.raises(ValueError, match="atoms 0 and 1 are 0.10 Å apart"):
        check_start(across, shortest=2.0)


def test_radial_distribution_of_a_crystal_and_of_a_gas():
    crystal = ase.build.bulk("Si", cubic=True) * (2, 2, 2)
    distance, g = radial_distribution([crystal], r_max=5.4)
    bond = 5.43 * np.sqrt(3) / 4
    shell = distance < 3.0
    assert distance[shell][np.argmax(g[shell])] == pytest.approx(bond, abs=0.06)
    around = 4 * np.pi * distance**2 * g * (distance[1] - distance[0]) * len(crystal) / crystal.get_volume()
    assert around[shell].sum() == pytest.approx(4, rel=0.03)
    rng = np.random.default_rng(0)
    gas = [ase.Atoms("H200", rng.uniform(0, 10, (200, 3)), cell=[10] * 3, pbc=True) for _ in range(10)]
    distance, g = radial_distribution(gas, r_max=4.9)
    assert g[distance > 1.5].mean() == pytest.approx(1, abs=0.03)
    with pytest.raises(ValueError, match="frames is empty"):
        radial_distribution([], r_max=3.0)
