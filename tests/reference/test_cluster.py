"""A Dask cluster gives what the processes of this machine give, whatever is lost on the way."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial

import pytest
from distributed import Client, LocalCluster
from points_recipe import write_minima
from recipe_runs import merged_without_times, records_without_times, start
from test_runner import blas_of_pyscf, calculate_and_count_threads

from qmlaw.reference import executors
from qmlaw.reference.executors import ClusterError, DaskExecutor, JoblibExecutor, _call_alone
from qmlaw.reference.plans import plan_geometries
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.runner import run_recipe
from qmlaw.reference.shards import read_records, shard_folder

# What one calculation gives is the same to the last bit wherever it runs on one kind of processor: one
# thread, the same kernels of linear algebra. Only the seconds differ, so files are compared without these.

POINTS = """
kind = "points"
geometries = "geometries.h5"
points_per_task = 1
elements = ["H", "O"]
levels = ["GFN2-xTB", "ωB97X/6-31G(d)"]
forces = ["GFN2-xTB", "ωB97X/6-31G(d)"]
accuracy = "production"

[[sampling]]
method = "normal modes"
molecules = "minima.h5"
identifiers = ["water"]
points = 3
temperature = 2000
seed = 1
"""


@pytest.fixture(autouse=True)
def limit():
    """A cluster that has lost its workers is waited for without end; here that is a failure."""

    def give_up(*_):
        raise TimeoutError("no end after 300 s: has the cluster lost its workers?")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def copy_of(folder, name):
    """The recipe once more, with nothing calculated."""
    copy = folder.parent / name / folder.name
    copy.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_file():
            (copy / path.name).write_bytes(path.read_bytes())
    return copy


def test_same_file_as_joblib(tiny, cluster):
    other = copy_of(tiny, "joblib")
    assert run_recipe(load_recipe(tiny), DaskExecutor(cluster)) == 12
    assert run_recipe(load_recipe(other), JoblibExecutor(2)) == 12
    assert records_without_times(tiny) == records_without_times(other)
    assert merged_without_times(tiny) == merged_without_times(other)


def test_same_points_and_forces_as_joblib(tmp_path, cluster):
    folder = tmp_path / "points"
    folder.mkdir()
    write_minima(folder)
    (folder / "recipe.toml").write_text(POINTS, encoding="utf-8")
    plan_geometries(folder).to_hdf5(folder / "geometries.h5")
    other = copy_of(folder, "joblib")
    assert run_recipe(load_recipe(folder), DaskExecutor(cluster)) == 6
    assert run_recipe(load_recipe(other), JoblibExecutor(2)) == 6
    records = records_without_times(folder)
    assert all("forces" in level for level in records[-1]["points"][0]["levels"].values())
    assert records == records_without_times(other)
    assert merged_without_times(folder) == merged_without_times(other)


def processes(cluster: str) -> list[int]:
    with Client(cluster, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def test_lost_workers_lose_nothing(tiny, cluster):
    killed = []

    def kill_all_at_the_third(record):
        # Every worker has a task at this moment: the next ones go out before a result is handed over.
        if len(list(shard_folder(load_recipe(tiny)).glob("*.json"))) == 3 and not killed:
            killed.extend(processes(cluster))
            for process in killed:
                os.kill(process, signal.SIGKILL)

    other = copy_of(tiny, "undisturbed")
    assert run_recipe(load_recipe(tiny), DaskExecutor(cluster), on_finished=kill_all_at_the_third) == 12
    assert len(killed) == 2 and not set(killed) & set(processes(cluster))
    run_recipe(load_recipe(other), DaskExecutor(cluster))
    assert all(record["status"] == "done" for record in read_records(load_recipe(tiny)))
    assert merged_without_times(tiny) == merged_without_times(other)


class Deadly(DaskExecutor):
    """A cluster on which water takes its worker down, as a calculation that needs too much memory would."""

    def map_unordered(self, function, tasks):
        return super().map_unordered(partial(die_of_water, function), tasks)


def die_of_water(function, task):
    if task.identifier == "water":
        time.sleep(2)  # a nanny whose worker dies before it has seen it running does not start another one
        os.kill(os.getpid(), signal.SIGKILL)
    return function(task)


def test_task_that_kills_its_workers_is_recorded_as_failed(tiny, cluster):
    assert run_recipe(load_recipe(tiny), Deadly(cluster)) == 12
    records = read_records(load_recipe(tiny))
    (failed,) = (record for record in records if record["status"] == "failed")
    assert failed["id"] == "water"
    assert failed["reason"].startswith("KilledWorker: 3 workers died calculating it, the last one was tcp://")
    assert run_recipe(load_recipe(tiny), DaskExecutor(cluster), retry_failed=True) == 1
    assert all(record["status"] == "done" for record in read_records(load_recipe(tiny)))


def test_only_what_workers_can_take_goes_out(tiny, cluster):
    known = []

    def count(record):
        with Client(cluster, set_as_default=False) as client:
            known.append(client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)))

    run_recipe(load_recipe(tiny), DaskExecutor(cluster), on_finished=count)
    assert len(known) == 12
    assert max(known) <= 4  # at most two that run and two that are being collected


def test_molecules_use_one_thread_and_fast_kernels(tiny, cluster):
    recipe = load_recipe(tiny)
    count = partial(calculate_and_count_threads, settings=recipe.settings)
    for threads in DaskExecutor(cluster).map_unordered(count, recipe.tasks[:3]):
        assert set(threads) == {1}
    (here,) = JoblibExecutor(2).map_unordered(blas_of_pyscf, recipe.tasks[:1])
    for there in DaskExecutor(cluster).map_unordered(blas_of_pyscf, recipe.tasks[:4]):
        assert there == here


def interval(task):
    begin = time.monotonic()
    time.sleep(0.2)
    return {"begin": begin, "end": time.monotonic(), "thread": threading.get_ident()}


def test_a_process_with_several_threads_calculates_one_molecule_at_a_time(tiny, caplog):
    with LocalCluster(
        n_workers=1, threads_per_worker=3, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        tasks = load_recipe(tiny).tasks[:3]
        with Client(cluster) as client:  # all at once, which the executor does not do
            times = client.gather([client.submit(_call_alone, interval, task) for task in tasks])
        assert len({time["thread"] for time in times}) > 1
        times.sort(key=lambda time: time["begin"])
        assert all(first["end"] <= second["begin"] for first, second in zip(times, times[1:], strict=False))
        assert len(list(DaskExecutor(cluster.scheduler_address).map_unordered(interval, tasks))) == 3
    assert "has 3 threads, but only one is used; start workers with --nthreads 1" in caplog.text


def free_address() -> str:
    """Where nobody answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{listener.getsockname()[1]}"


def test_no_scheduler_is_an_error_that_names_the_address(tiny):
    address = free_address()
    process = start(tiny, "--scheduler", address)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert f"no Dask scheduler answers at {address}" in output and "Traceback" not in output


def test_workers_and_scheduler_exclude_each_other(tiny):
    process = start(tiny, "--scheduler", "tcp://127.0.0.1:8786", "--workers", 2)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 2 and "--workers has no meaning with --scheduler" in output


def test_worker_that_cannot_run_it_is_a_clear_error(tiny, cluster):
    with pytest.raises(ClusterError, match="cannot calculate atom-H. Is the same qmlaw installed there?"):
        list(DaskExecutor(cluster).map_unordered(not_there, load_recipe(tiny).tasks[:1]))


def not_there(task):
    raise ModuleNotFoundError("No module named 'qmlaw'")


def dask(*arguments, **keywords):
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], **keywords)


def test_lost_scheduler_loses_nothing(tiny, monkeypatch):
    """The commands of the manual, with a scheduler that is killed in the middle and started again."""
    monkeypatch.setattr(executors, "_PATIENCE", 2)
    address = free_address()
    recipe, running = load_recipe(tiny), []

    def begin():
        running.append(dask("scheduler", "--port", address.rpartition(":")[2], "--dashboard-address", ":0"))
        running.append(
            dask("worker", address, "--nworkers", "1", "--nthreads", "1", "--dashboard-address", ":0")
        )

    def kill_at_the_third(record):
        if len(list(shard_folder(recipe).glob("*.json"))) == 3:
            running[0].kill()

    try:
        begin()
        wait_for(address)
        with pytest.raises(
            ClusterError, match=f"lost the Dask scheduler at {address}. What is finished is stored"
        ):
            run_recipe(recipe, DaskExecutor(address), on_finished=kill_at_the_third)
        finished = {path.name: path.stat().st_mtime_ns for path in shard_folder(recipe).glob("*.json")}
        assert len(finished) >= 3
        stop(running)
        begin()
        wait_for(address)
        output, _ = start(tiny, "--scheduler", address).communicate(timeout=120)
        assert f"{12 - len(finished)} molecules calculated, 0 of them failed" in output
        for name, written in finished.items():
            assert (shard_folder(recipe) / name).stat().st_mtime_ns == written, f"{name} was done twice"
    finally:
        stop(running)


def wait_for(address):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nobody listens at {address}")


def stop(running):
    while running:
        process = running.pop()
        process.terminate()
        process.wait(timeout=60)
