"""Plane waves: what pw.x says is understood, what is missing is named, and a failed cell stops nothing."""

import hashlib
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from ase import Atoms

from qmlaw.molecules import Molecules
from qmlaw.reference.crystal_sampling import plan_cells
from qmlaw.reference.crystals import ideal_cell
from qmlaw.reference.merge import merge
from qmlaw.reference.plane_waves import (
    PSEUDOPOTENTIAL_FOLDER,
    NotInstalledError,
    PlaneWaveError,
    PlaneWaves,
    plane_wave_energy,
)
from qmlaw.reference.recipes import calculate, load_recipe
from qmlaw.reference.shards import shard_folder, write_shard

CONTENT = b"not a pseudopotential\n"
SETTINGS = PlaneWaves(
    cutoff=8,
    smearing="methfessel-paxton",
    width=0.02,
    threshold=1e-8,
    pseudopotential="Si.UPF",
    sha256=hashlib.sha256(CONTENT).hexdigest(),
)
GRID, OFFSET = (2, 2, 2), (1, 1, 1)

CRASH = """%%%%%%%%%%%%%%%%%%%%
     Error in routine  electrons (1):
     charge is wrong
%%%%%%%%%%%%%%%%%%%%
"""

RECIPE = """
kind = "cells"
geometries = "geometries.h5"
level = "LDA"

[plane_waves]
cutoff = 8
smearing = "methfessel-paxton"
width = 0.02
threshold = 1e-8
pseudopotential = "Si.UPF"
sha256 = "{sha256}"
"""


@pytest.fixture
def pretend(tmp_path, monkeypatch):
    """`pretend(output, code)` puts a program called pw.x on the path that prints that and ends so."""
    folder = tmp_path / "installed"
    folder.mkdir()
    (folder / "Si.UPF").write_bytes(CONTENT)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("ESPRESSO_PSEUDO", str(folder))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)

    def program(output: str, code: int) -> Path:
        (folder / "output").write_text(output)
        (folder / "pw.x").write_text(f"#!/bin/sh\ncat '{folder}/output'\nexit {code}\n")
        (folder / "pw.x").chmod(0o755)
        return scratch

    return program


@pytest.mark.parametrize(
    ("output", "code", "reason"),
    [
        (CRASH, 1, "ended with 1; Error in routine electrons .1.: charge is wrong"),
        ("convergence NOT achieved after 100 iterations: stopping\n", 2, "self-consistency was not reached"),
        ("convergence NOT achieved after 100 iterations: stopping\nJOB DONE.\n", 0, "not reached"),
        ("     iteration # 3\n", 0, "last line of the output: iteration # 3"),
        ("", 137, "ended with 137; no output"),
    ],
)
def test_a_failure_is_told_with_its_reason_and_leaves_no_scratch(pretend, output, code, reason):
    scratch = pretend(output, code)
    with pytest.raises(PlaneWaveError, match=reason):
        plane_wave_energy(ideal_cell("diamond", 20.0), SETTINGS, GRID, OFFSET)
    assert not list(scratch.iterdir())


def test_a_killed_program_is_started_again_and_given_up_after_three_times(pretend, tmp_path):
    """Debian's pw.x sometimes dies of a segmentation fault that does not come back."""
    pretend("", 0)
    starts, program = tmp_path / "starts", tmp_path / "installed" / "pw.x"
    program.write_text(f"#!/bin/sh\necho again >> '{starts}'\nkill -SEGV $$\n")
    with pytest.raises(PlaneWaveError, match="ended with -11; no output"):
        plane_wave_energy(ideal_cell("diamond", 20.0), SETTINGS, GRID, OFFSET)
    assert len(starts.read_text().splitlines()) == 3
    starts.unlink()
    program.write_text(
        f"#!/bin/sh\necho again >> '{starts}'\ntest $(wc -l < '{starts}') -gt 1 || kill -SEGV $$\nexit 1\n"
    )
    with pytest.raises(PlaneWaveError, match="ended with 1; no output"):
        plane_wave_energy(ideal_cell("diamond", 20.0), SETTINGS, GRID, OFFSET)
    assert len(starts.read_text().splitlines()) == 2


def test_a_failed_cell_is_recorded(pretend, tmp_path):
    pretend(CRASH, 1)
    recipe = load_recipe(small_set(tmp_path))
    record = calculate(recipe.tasks[0], recipe.settings)
    assert record["status"] == "failed"
    assert "charge is wrong" in record["reason"]


def test_a_missing_program_stops_the_run_and_says_what_to_install(pretend, tmp_path, monkeypatch):
    pretend("", 0)
    recipe = load_recipe(small_set(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotInstalledError, match="install the package quantum-espresso of Debian"):
        calculate(recipe.tasks[0], recipe.settings)


def test_a_missing_or_different_pseudopotential_stops_the_run(pretend, tmp_path, monkeypatch):
    pretend("", 0)
    recipe = load_recipe(small_set(tmp_path))
    (Path(os.environ["ESPRESSO_PSEUDO"]) / "Si.UPF").write_bytes(b"another one")
    with pytest.raises(NotInstalledError, match="another file"):
        calculate(recipe.tasks[0], recipe.settings)
    monkeypatch.setenv("ESPRESSO_PSEUDO", str(tmp_path))
    with pytest.raises(NotInstalledError, match="quantum-espresso-data"):
        calculate(recipe.tasks[0], recipe.settings)


@pytest.mark.parametrize("changed", [{"cutoff": 0}, {"width": -1}, {"smearing": "none"}])
def test_impossible_settings_are_named(changed):
    given = {name: getattr(SETTINGS, name) for name in PlaneWaves.__dataclass_fields__} | changed
    with pytest.raises(ValueError, match=str(next(iter(changed.values())))):
        PlaneWaves(**given)


def test_molecules_and_compounds_are_refused(pretend):
    pretend("", 0)
    with pytest.raises(ValueError, match="periodic cell of one element"):
        plane_wave_energy(Atoms("Si2", [[0, 0, 0], [0, 0, 2]]), SETTINGS, GRID, OFFSET)
    with pytest.raises(ValueError, match="periodic cell of one element"):
        plane_wave_energy(Atoms("SiC", cell=[3, 3, 3], pbc=True), SETTINGS, GRID, OFFSET)


def test_tasks_of_all_labels_take_turns(pretend, tmp_path):
    pretend("", 0)
    names = [task.identifier for task in load_recipe(small_set(tmp_path)).tasks]
    assert sorted(names) == sorted([f"ten-{i:03d}" for i in range(10)] + ["two-000", "two-001"])
    of_two = [i for i, name in enumerate(names) if "two" in name]
    assert of_two[0] in (2, 3) and of_two[1] in (8, 9)  # after a quarter, and after three quarters of the ten
    # The first half of the ten covers all of them: nowhere are three missing side by side.
    first = sorted(int(name[-3:]) for name in names[:6] if "ten" in name)
    assert np.diff([-1, *first, 10]).max() <= 3


def test_records_become_a_set_with_cells_and_units(pretend, tmp_path):
    pretend("", 0)
    recipe = load_recipe(small_set(tmp_path))
    shard_folder(recipe).mkdir()
    order = {name: i for i, name in enumerate(Molecules.from_hdf5(recipe.settings.geometries).names)}
    for task in recipe.tasks[4::-1]:
        i = order[task.identifier]
        result = {
            "energy": -30.0 - i,
            "forces": [[0.1 * i, 0.0, 0.0]] * 8,
            "stress": (i * np.eye(3)).tolist(),
            "cpu_seconds": 1.0,
        }
        record = {"id": task.identifier, "smiles": task.smiles, "settings": recipe.settings.digest}
        record |= {"input": task.input_digest, "status": "done", "levels": {"LDA": result}}
        write_shard(shard_folder(recipe), record)
    merge(recipe)
    cells = Molecules.from_hdf5(recipe.folder / "small.h5")
    assert sorted(cells.names) == sorted(task.identifier for task in recipe.tasks[:5])
    numbers = [order[name] for name in cells.names]
    np.testing.assert_array_equal(cells.value("LDA/energy", "hartree"), -30.0 - np.array(numbers))
    np.testing.assert_allclose(
        cells.value("LDA/forces", "hartree/angstrom")[:, 0], 0.1 * np.repeat(numbers, 8)
    )
    assert cells.value("LDA/stress", "hartree/angstrom^3").shape == (5, 3, 3)
    np.testing.assert_allclose(np.linalg.det(cells.cells), 160, atol=1e-5)


def small_set(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "recipe.toml").write_text(RECIPE.format(sha256=SETTINGS.sha256))
    table = {"method": "rattle", "phase": "diamond", "volumes": [20.0], "temperature": 300}
    table |= {"seed": 1, "grid": [2, 2, 2], "offset": [1, 1, 1]}
    tables = [table | {"label": "ten", "points": 10}, table | {"label": "two", "points": 2}]
    plan_cells(tables, "here").to_hdf5(folder / "geometries.h5")
    return folder


def test_the_real_program_gives_energies_whose_derivatives_are_its_forces_and_stress():
    name = "Si.pz-vbc.UPF"
    if shutil.which("pw.x") is None or not (PSEUDOPOTENTIAL_FOLDER / name).is_file():
        pytest.skip(
            f"QUANTUM ESPRESSO MISSING: no pw.x on the path, or no {name} in {PSEUDOPOTENTIAL_FOLDER}"
        )
    checksum = "da7386b1345863effd34d47c07894a620d12e87069a009b5eaa2a88da7ea8105"
    settings = PlaneWaves(10, "methfessel-paxton", 0.02, 1e-9, name, checksum)
    atoms = Atoms(
        "Si2", cell=2.7 * (1 - np.eye(3)), scaled_positions=[[0, 0, 0], [0.25, 0.26, 0.24]], pbc=True
    )
    here = plane_wave_energy(atoms, settings, (2, 2, 2), (1, 1, 1))
    assert here["energy"] == pytest.approx(-7.9, abs=0.1)  # two atoms; 24 Ry: -7.92 in data/silicon
    np.testing.assert_allclose(np.sum(here["forces"], axis=0), 0, atol=1e-4)
    energies = []
    for sign in (-1, 1):
        moved = atoms.copy()
        moved.positions[0, 0] += sign * 0.01
        energies.append(plane_wave_energy(moved, settings, (2, 2, 2), (1, 1, 1))["energy"])
    assert (energies[0] - energies[1]) / 0.02 == pytest.approx(here["forces"][0][0], abs=1e-4)
