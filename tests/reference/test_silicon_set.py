"""The set in `data/silicon` is silicon: equation of state, order of phases, forces and stress."""

import numpy as np
import pytest
from ase.eos import EquationOfState
from ase.neighborlist import neighbor_list

from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.reference.convergence import read_convergence
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.shards import read_records

FOLDER = data_folder() / "silicon"
GPA = 160.2176634  # of 1 eV/Å^3


@pytest.fixture(scope="module")
def cells() -> Molecules:
    return Molecules.from_hdf5(FOLDER / "silicon.h5")


def of_label(cells: Molecules, label: str) -> Molecules:
    """Cells of one table of the recipe; skips the test, loudly, while it is not finished."""
    planned = Molecules.from_hdf5(FOLDER / "geometries.h5").value("label")
    chosen = cells.value("label") == label
    if chosen.sum() < 0.95 * (planned == label).sum():
        pytest.skip(f"SILICON NOT FINISHED: {chosen.sum()} of {(planned == label).sum()} cells {label}")
    return cells[chosen]


def volumes(cells: Molecules) -> np.ndarray:
    """Å^3 per atom."""
    return np.abs(np.linalg.det(cells.cells)) / cells.n_atoms


def energies(cells: Molecules) -> np.ndarray:
    """eV per atom."""
    return cells.value("LDA/energy", "eV") / cells.n_atoms


def minimum(cells: Molecules) -> tuple[float, float, float]:
    """Volume (Å^3 per atom), energy (eV per atom), bulk modulus (GPa) of Birch and Murnaghan's equation."""
    near = np.abs(volumes(cells) / volumes(cells)[np.argmin(energies(cells))] - 1) < 0.15
    volume, energy, modulus = EquationOfState(
        volumes(cells)[near], energies(cells)[near], eos="birchmurnaghan"
    ).fit()
    return volume, energy, modulus * GPA


def test_records_fit_the_recipe(cells):
    done = [record["id"] for record in read_records(load_recipe(FOLDER)) if record["status"] == "done"]
    assert set(cells.names) <= set(done)


def test_nearly_all_cells_converged():
    records = read_records(load_recipe(FOLDER))
    failed = [record["id"] for record in records if record["status"] != "done"]
    assert len(failed) <= 0.02 * len(records), failed


def test_the_set_has_what_it_promises(cells):
    n_tasks = len(load_recipe(FOLDER).tasks)
    if len(cells) < 0.98 * n_tasks:
        pytest.skip(f"SILICON NOT FINISHED: {len(cells)} of {n_tasks} cells are calculated")
    assert (cells.n_atoms == 8).sum() >= 600
    assert (cells.n_atoms == 63).any()
    assert {"diamond", "beta-tin", "simple cubic", "bcc", "fcc", "hcp"} <= set(cells.value("phase"))
    assert {300, 1000, 2000} <= set(cells.value("temperature", "K"))


def test_the_cut_off_is_converged_for_differences_between_structures():
    cutoff = load_recipe(FOLDER).settings.plane_waves.cutoff
    rows = [row for row in read_convergence(FOLDER / "convergence.csv") if float(row["cutoff_Ry"]) == cutoff]
    errors = [float(row["energy_meV_per_atom"]) for row in rows]
    assert len(errors) >= 4
    assert np.ptp(errors) < 3


def test_the_grids_are_converged():
    planned = Molecules.from_hdf5(FOLDER / "geometries.h5")
    grids = {
        name: "x".join(map(str, grid))
        for name, grid in zip(planned.names, planned.value("grid"), strict=True)
    }
    settings_cutoff = load_recipe(FOLDER).settings.plane_waves.cutoff
    rows = [
        row
        for row in read_convergence(FOLDER / "convergence.csv")
        if row["grid"] == grids[row["cell"]] and float(row["cutoff_Ry"]) < settings_cutoff
    ]
    assert len(rows) >= 3
    for row in rows:  # rattled metals are known to be worse: the card says so
        assert abs(float(row["energy_meV_per_atom"])) < (12 if "rattled" in row["cell"] else 4), row


def test_diamond_has_the_lattice_constant_and_stiffness_of_lda(cells):
    # LDA: 5.40 Å (S. Q. Wang, H. Q. Ye, J. Phys.: Condens. Matter 15, L197 (2003)), 5.38 with other
    # pseudopotentials; bulk moduli are 95 to 98 GPa. Experiment: 5.43 Å and 99 GPa.
    volume, _, modulus = minimum(of_label(cells, "diamond"))
    assert 5.37 < (8 * volume) ** (1 / 3) < 5.41
    assert 93 < modulus < 99


def test_phases_are_in_the_order_that_is_known(cells):
    # M. T. Yin, M. L. Cohen, Phys. Rev. B 26, 5668 (1982): hexagonal diamond just above diamond, beta-tin 0.2
    # to 0.3 eV above, then simple cubic, and the close-packed metals at about 0.5.
    diamond = minimum(of_label(cells, "diamond"))[1]
    tin = of_label(cells, "beta-tin")
    usual = np.isclose(tin.cells[:, 2, 2] / 2 / tin.cells[:, 0, 0], 0.55)
    above = {"beta-tin": minimum(tin[usual])[1] - diamond}
    for label in ("lonsdaleite", "simple-cubic", "bcc", "fcc"):
        above[label] = minimum(of_label(cells, label))[1] - diamond
    assert 0.005 < above["lonsdaleite"] < 0.03
    assert 0.2 < above["beta-tin"] < 0.3
    assert above["beta-tin"] < above["simple-cubic"] < min(above["bcc"], above["fcc"]) < 0.6


def test_forces_add_up_to_nothing(cells):
    forces = cells.value("LDA/forces", "eV/angstrom")
    sums = np.add.reduceat(forces, cells.offsets[:-1], axis=0)
    assert np.abs(sums).max() < 0.01


def test_stress_is_symmetric_and_vanishes_at_the_minimum(cells):
    stress = cells.value("LDA/stress", "eV/angstrom^3")
    np.testing.assert_allclose(stress, stress.transpose(0, 2, 1), atol=1e-6)
    diamond = of_label(cells, "diamond")
    pressure = -np.trace(diamond.value("LDA/stress", "eV/angstrom^3"), axis1=1, axis2=2) / 3 * GPA
    order = np.argsort(volumes(diamond))
    volume = np.interp(0, -pressure[order], volumes(diamond)[order])
    # The basis of plane waves grows with the cell: stress and energy do not agree on the minimum exactly.
    assert volume == pytest.approx(minimum(diamond)[0], rel=0.02)


def test_pressure_is_the_slope_of_the_energy(cells):
    diamond = of_label(cells, "diamond")
    order = np.argsort(volumes(diamond))
    volume, energy = volumes(diamond)[order], energies(diamond)[order]
    pressure = -np.trace(diamond.value("LDA/stress", "eV/angstrom^3")[order], axis1=1, axis2=2) / 3
    slope = -(energy[2:] - energy[:-2]) / (volume[2:] - volume[:-2])
    assert np.abs(slope - pressure[1:-1]).max() * GPA < 3
    assert np.abs(np.mean(slope - pressure[1:-1])) * GPA < 1.5


@pytest.mark.parametrize(("label", "component"), [("diamond-xx", (0, 0)), ("diamond-xy", (0, 1))])
def test_stress_is_the_slope_of_the_energy_along_a_strain(cells, label, component):
    start = np.isclose(cells.cells[:, 2, 2] ** 3, 8 * 19.6, rtol=1e-4)  # z is not strained
    strained = cells[start & (cells.value("label") == label)]
    if len(strained) < 16:
        pytest.skip(f"SILICON NOT FINISHED: {len(strained)} of 17 cells {label}")
    whole = 8 * volumes(strained)
    edge = (8 * 19.6) ** (1 / 3)
    strain = strained.cells[:, *component] / edge - (component == (0, 0))
    order = np.argsort(strain)
    strain, energy = strain[order], 8 * energies(strained)[order]
    # Stress refers to a small further strain of the strained cell: sigma V = dE/de (1 + e), along x; for a
    # shear e of x and y both, the inverse of (1 + e) mixes the components.
    stress = strained.value("LDA/stress", "eV/angstrom^3")[order]
    inverse = np.linalg.inv(strained.cells[order] / edge)
    gradient = whole[order, None, None] * stress @ inverse
    slope = gradient[:, *component] if component == (0, 0) else gradient[:, 0, 1] + gradient[:, 1, 0]
    measured = (energy[2:] - energy[:-2]) / (strain[2:] - strain[:-2])
    assert np.abs(measured - slope[1:-1]).max() < 0.05 * np.abs(slope).max() + 1.5


def test_forces_are_the_slope_of_the_energy_between_pairs(cells):
    pairs = of_label(cells, "diamond-pair")
    names = list(pairs.names)
    found = 0
    for minus, name in enumerate(names):
        plus_name = name.replace("minus", "plus")
        if not name.endswith("minus") or plus_name not in names:
            continue
        low, high = pairs[[minus]], pairs[[names.index(plus_name)]]
        way = high.positions - low.positions
        force = (low.value("LDA/forces", "eV/angstrom") + high.value("LDA/forces", "eV/angstrom")) / 2
        work = -np.sum(force * way)
        difference = (high.value("LDA/energy", "eV") - low.value("LDA/energy", "eV"))[0]
        assert difference == pytest.approx(work, abs=2e-4), name
        found += 1
    assert found >= 7


def test_no_atoms_collide(cells):
    for name, atoms in zip(cells.names, cells.to_ase(), strict=True):
        assert neighbor_list("d", atoms, 3.0).min() > 1.75, name


def test_warmer_diamond_lies_higher(cells):
    lowest = minimum(of_label(cells, "diamond"))[1]
    above = [
        np.mean(energies(of_label(cells, f"diamond-{temperature}K"))) - lowest
        for temperature in (300, 1000, 2000)
    ]
    assert 0.02 < above[0] < above[1] < above[2]
    assert above[2] < np.mean(energies(of_label(cells, "liquid"))) - lowest
