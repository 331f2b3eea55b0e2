"""What a run does and does not do again, and what it refuses. test_crash_safety.py kills it."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import filelock
import pytest
from recipe_runs import InThisProcess
from threadpoolctl import threadpool_info

from qmlaw.molecules import Molecules
from qmlaw.reference import blas, kinds, recipes, single_point
from qmlaw.reference.executors import JoblibExecutor
from qmlaw.reference.merge import merge
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe, unfinished
from qmlaw.reference.shards import pack, read_records, shard_folder, write_shard


def test_workers_use_the_vector_instructions_that_numpy_found(tiny, monkeypatch):
    monkeypatch.delenv("OPENBLAS_CORETYPE", raising=False)
    here = {pool.get("architecture") for pool in threadpool_info()}
    if not here & blas._KERNELS_WITH_AVX2:
        pytest.skip(f"this processor has no AVX2 (OpenBLAS calls it {here})")
    (there,) = JoblibExecutor(2).map_unordered(blas_of_pyscf, load_recipe(tiny).tasks[:1])
    # None: a PySCF without a BLAS of its own
    assert there in ({"kernels": "Haswell", "told": None}, {"kernels": None, "told": None})


def blas_of_pyscf(task):
    with blas.fast_and_single_threaded():
        pools = [
            pool for pool in threadpool_info() if "pyscf" in pool["filepath"] and pool["user_api"] == "blas"
        ]
    told = os.environ.get("OPENBLAS_CORETYPE")
    return {"kernels": pools[0]["architecture"] if pools else None, "told": told}


@pytest.mark.parametrize("workers", [1, 2])
def test_molecules_use_one_thread(tiny, workers):
    """In a fresh process: OpenMP reads the variable once, when it is loaded, and then for all later tests."""
    script = "import test_runner, sys; print(test_runner.threads_of_tasks(sys.argv[1], int(sys.argv[2])))"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    environment.pop("OMP_NUM_THREADS", None)
    run = subprocess.run(
        [sys.executable, "-c", script, str(tiny), str(workers)],
        env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert set(json.loads(run.stdout)) == {1}


def threads_of_tasks(folder, workers):
    recipe = load_recipe(folder)
    count = partial(calculate_and_count_threads, settings=recipe.settings)
    return [n for counts in JoblibExecutor(workers).map_unordered(count, recipe.tasks[:3]) for n in counts]


def calculate_and_count_threads(task, settings):
    """Threads of every BLAS and OpenMP library at the moment the geometry is done."""
    counts = []

    def watched(*arguments, **options):
        counts.extend(pool["num_threads"] for pool in threadpool_info())
        return single_point(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds.molecules, "single_point", watched)
        record = recipes.calculate(task, settings)
    assert record["status"] == "done", record
    return counts


def test_finished_molecules_are_not_repeated(tiny):
    recipe = load_recipe(tiny)
    assert run_recipe(recipe, InThisProcess(), limit=5) == 5
    assert len(unfinished(recipe)) == 7
    assert run_recipe(recipe, InThisProcess()) == 7
    assert run_recipe(recipe, InThisProcess()) == 0


def test_packed_records_are_enough_to_continue(tiny):
    # What a fresh clone has: the packed file, no shards.
    recipe = load_recipe(tiny)
    run_recipe(recipe, InThisProcess(), limit=6)
    records = pack(recipe)
    for path in shard_folder(recipe).iterdir():
        path.unlink()
    assert read_records(recipe) == records
    assert run_recipe(recipe, InThisProcess()) == 6


def test_second_runner_is_kept_out(tiny):
    recipe = load_recipe(tiny)
    shard_folder(recipe).mkdir()
    with (
        filelock.FileLock(shard_folder(recipe) / ".lock"),
        pytest.raises(RuntimeError, match="another process is running the recipe tiny"),
    ):
        run_recipe(recipe, InThisProcess())
    assert run_recipe(recipe, InThisProcess(), limit=1) == 1


def test_lock_is_released_by_kill(tiny):
    shards = shard_folder(load_recipe(tiny))
    shards.mkdir()
    code = f"""
import filelock, time
lock = filelock.FileLock({str(shards / ".lock")!r})
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    with pytest.raises(RuntimeError):
        run_recipe(load_recipe(tiny), InThisProcess(), limit=1)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert run_recipe(load_recipe(tiny), InThisProcess(), limit=1) == 1


def test_failed_molecules_are_repeated_only_on_request(tiny):
    recipe = load_recipe(tiny)
    run_recipe(recipe, InThisProcess())
    (water,) = (record for record in read_records(recipe) if record["id"] == "water")
    write_shard(shard_folder(recipe), {**water, "status": "failed", "reason": "ConvergenceError: made up"})
    assert run_recipe(recipe, InThisProcess()) == 0
    assert "O" not in merge(recipe).names
    assert run_recipe(recipe, InThisProcess(), retry_failed=True) == 1
    assert "O" in merge(recipe).names


def test_one_failing_molecule_does_not_stop_the_others(tiny, monkeypatch):
    (tiny / "molecules.smi").write_text("C1CC broken\nO water\n")
    recipe = load_recipe(tiny)
    assert run_recipe(recipe, InThisProcess()) == 6
    statuses = {record["id"]: record["status"] for record in read_records(recipe)}
    assert statuses["broken"] == "failed" and statuses["water"] == "done"


def test_changed_recipe_is_refused(tiny):
    run_recipe(load_recipe(tiny), InThisProcess(), limit=1)
    path = tiny / "recipe.toml"
    path.write_text(path.read_text().replace("seed = 1", "seed = 2"))
    with pytest.raises(ValueError, match="atom-H of .*tiny was made with settings .* it was changed"):
        run_recipe(load_recipe(tiny), InThisProcess())


def test_changed_molecule_is_refused(tiny):
    run_recipe(load_recipe(tiny), InThisProcess(), limit=6)
    path = tiny / "molecules.smi"
    path.write_text(path.read_text().replace("O water", "OC water"))
    with pytest.raises(ValueError, match="water of .*tiny was made for O; the recipe now says OC"):
        run_recipe(load_recipe(tiny), InThisProcess())


def test_added_molecules_are_just_done(tiny):
    run_recipe(load_recipe(tiny), InThisProcess())
    with (tiny / "molecules.smi").open("a") as file:
        file.write("C=C ethene\n")
    assert run_recipe(load_recipe(tiny), InThisProcess()) == 1


def test_shard_is_written_whole_or_not_at_all(tiny, monkeypatch):
    recipe = load_recipe(tiny)
    run_recipe(recipe, InThisProcess(), limit=1)
    before = read_records(recipe)

    def crash(*arguments):
        raise OSError("power cut")

    monkeypatch.setattr("qmlaw.reference.files.os.replace", crash)
    with pytest.raises(OSError, match="power cut"):
        write_shard(shard_folder(recipe), {**before[0], "status": "failed", "reason": "x"})
    assert read_records(recipe) == before


def test_merge(tiny):
    recipe = load_recipe(tiny)
    run_recipe(recipe, InThisProcess())
    written = merge(recipe)
    molecules = Molecules.from_hdf5(tiny / "tiny.h5")
    assert molecules.names == written.names == ("[H][H]", "O", "C", "N", "C#C", "C=O", "CO", "C#N")
    bonding = molecules.value("HF/STO-3G/atomization_energy", "kcal/mol")
    assert (bonding < 0).all()  # negative for bound molecules
    atoms = json.loads((tiny / "atoms.json").read_text())
    water = molecules.value("HF/STO-3G/energy")[1] - atoms["HF/STO-3G"]["O"] - 2 * atoms["HF/STO-3G"]["H"]
    assert molecules.value("HF/STO-3G/atomization_energy")[1] == pytest.approx(water, abs=1e-12)
    assert molecules.value("HF/STO-3G/dipole", "debye")[1] == pytest.approx(1.7, abs=0.1)
    assert molecules.value("HF/STO-3G/polarizability", "bohr^3")[1] > 1
    assert list(molecules.value("identifier"))[:2] == ["h2", "water"]
    check = subprocess.run(["sha256sum", "-c", "checksums.txt"], cwd=tiny, capture_output=True, text=True)
    assert check.returncode == 0, check.stdout


def test_merge_twice_gives_the_same_bytes(tiny):
    recipe = load_recipe(tiny)
    run_recipe(recipe, InThisProcess(), limit=7)
    merge(recipe)
    first = {path.name: path.read_bytes() for path in tiny.iterdir() if path.is_file()}
    merge(recipe)
    assert first == {path.name: path.read_bytes() for path in tiny.iterdir() if path.is_file()}


def test_merge_needs_something(tiny):
    with pytest.raises(ValueError, match="no finished molecules"):
        merge(load_recipe(tiny))


def test_merge_needs_the_atoms(tiny):
    recipe = load_recipe(tiny)
    run_recipe(recipe, InThisProcess())
    (shard_folder(recipe) / "atom-H.json").unlink()
    with pytest.raises(ValueError, match="no GFN2-xTB energy of the isolated atoms H"):
        merge(recipe)


def test_workers_must_be_positive():
    with pytest.raises(ValueError, match="workers must be at least 1, not 0"):
        JoblibExecutor(0)
