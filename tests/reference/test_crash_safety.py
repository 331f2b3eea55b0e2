"""A run may be killed at any moment: nothing is lost, nothing is done twice, nobody is left behind."""

import random
import time
import uuid

import psutil
import pytest
from distributed import Client
from recipe_runs import merged_without_times, start

from qmlaw.reference.executors import JoblibExecutor
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe
from qmlaw.reference.shards import shard_folder

KILLS = 6
"""For each of the two places where calculations run."""

MARK = "QMLAW_TEST_RUN"

RECIPE = """
molecules = "molecules.smi"
elements = ["H", "C", "N", "O"]
levels = ["GFN2-xTB", "HF/STO-3G"]
accuracy = "production"

[geometry]
seed = 1
conformers = 2
largest_force = 0.05
"""

MOLECULES = (
    *("O", "C", "N", "C#C", "C=C", "C=O", "C#N", "CO", "CN", "CC", "NN", "NO", "OO", "N#N", "O=C=O"),
    *("C=N", "[C-]#[O+]", "N=N", "N=O", "[H][H]"),
    *("CCO", "CC=O", "CC#C", "C1CC1", "COC", "CC#N"),
)
N_TASKS = 4 + len(MOLECULES)


def write_recipe(folder):
    folder.mkdir(parents=True)
    (folder / "recipe.toml").write_text(RECIPE)
    lines = [f"{smiles} m{number}\n" for number, smiles in enumerate(MOLECULES)]
    (folder / "molecules.smi").write_text("".join(lines))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What comes out if nobody disturbs it."""
    folder = tmp_path_factory.mktemp("undisturbed") / "set"
    write_recipe(folder)
    assert run_recipe(load_recipe(folder), JoblibExecutor(2)) == N_TASKS
    return merged_without_times(folder)


@pytest.mark.parametrize("where", ["processes", "cluster"])
def test_killed_at_random_moments_gives_the_same_data(where, tmp_path, undisturbed, request):
    folder = tmp_path / "set"
    write_recipe(folder)
    shards = shard_folder(load_recipe(folder))
    options = (
        ("--workers", 2) if where == "processes" else ("--scheduler", request.getfixturevalue("cluster"))
    )
    mark = str(uuid.uuid4())
    dice, written = random.Random(where), {}
    for kill in range(KILLS):
        process = start(folder, *options, mark={MARK: mark})
        # The first one dies during its start, the others somewhere among the next few molecules.
        wait_for_more(shards, len(written) + (dice.randint(1, 2) if kill else 0), process)
        time.sleep(dice.uniform(0, 0.02 if kill else 1))
        assert process.poll() is None, process.communicate()
        process.kill()
        process.wait()
        for path in shards.glob("*.json"):
            written.setdefault(path.name, path.stat().st_mtime_ns)
    assert KILLS - 1 <= len(written) < N_TASKS, "the kills did not come in the middle"
    if where == "cluster":
        assert_all_tasks_are_cancelled(options[1])
    (shards / "m0.json.tmp").write_text("half a rec")

    process = start(folder, *options, mark={MARK: mark})
    output, _ = process.communicate(timeout=120)
    assert f"{N_TASKS - len(written)} molecules calculated, 0 of them failed" in output
    for name, time_written in written.items():
        assert (shards / name).stat().st_mtime_ns == time_written, f"{name} was done twice"
    assert not list(shards.glob("*.tmp"))
    assert merged_without_times(folder) == undisturbed
    assert_nobody_is_left(mark)


def wait_for_more(shards, number, process):
    """Until there are that many shards."""
    deadline = time.monotonic() + 120
    while len(list(shards.glob("*.json"))) < number and process.poll() is None:
        assert time.monotonic() < deadline, f"less than {number} molecules in two minutes"
        time.sleep(0.005)


def assert_nobody_is_left(mark):
    """No process that a killed run started is alive (its workers inherited the mark)."""
    deadline = time.monotonic() + 30
    while left := [process for process in psutil.process_iter() if marked(process, mark)]:
        assert time.monotonic() < deadline, f"outlived their parent: {left}"
        time.sleep(0.1)


def marked(process, mark):
    try:
        return process.environ().get(MARK) == mark
    except psutil.Error:  # not ours, or already gone
        return False


def assert_all_tasks_are_cancelled(cluster):
    """The scheduler forgets what dead clients wanted, and workers become free."""
    with Client(cluster, set_as_default=False) as client:
        deadline = time.monotonic() + 30
        while client.run_on_scheduler(tasks_known) or any(client.run(tasks_running).values()):
            assert time.monotonic() < deadline, "the cluster still works for the dead"
            time.sleep(0.1)


def tasks_known(dask_scheduler):
    return len(dask_scheduler.tasks)


def tasks_running(dask_worker):
    return dask_worker.state.executing_count
