"""Running a recipe: many molecules at once, resumable at any moment."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Protocol

import filelock
from threadpoolctl import threadpool_info

from qmlaw.reference.kinds import Task
from qmlaw.reference.recipes import Recipe, calculate
from qmlaw.reference.shards import read_records, remove_temporaries, shard_folder, write_shard

logger = logging.getLogger(__name__)


#: Variable by which OpenBLAS is told the processor, and what it calls those with AVX2.
_CORETYPE = "OPENBLAS_CORETYPE"
_KERNELS_WITH_AVX2 = {"Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"}


class Executor(Protocol):
    """Something that applies a function to many things, here or elsewhere."""

    def map_unordered(self, function: Callable[[Task], dict], tasks: Iterable[Task]) -> Iterator[dict]:
        """Yield ``function(task)`` for every task, each as soon as it is there."""
        ...


class JoblibExecutor:
    """Processes on this machine, one thread each; they end when the process that started them does.

    Parameters
    ----------
    workers : int
        Number of processes.
    """

    def __init__(self, workers: int) -> None:
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self.workers = workers

    def map_unordered(self, function: Callable[[Task], dict], tasks: Iterable[Task]) -> Iterator[dict]:
        """Yield ``function(task)`` for every task, each as soon as it is there."""
        from joblib import Parallel, delayed, parallel_config

        guarded = partial(_call_while_parent_lives, os.getpid(), function)
        with _modern_blas(), parallel_config(backend="loky", inner_max_num_threads=1):
            parallel = Parallel(n_jobs=self.workers, batch_size=1, return_as="generator_unordered")
            yield from parallel(delayed(guarded)(task) for task in tasks)


@contextmanager
def _modern_blas() -> Iterator[None]:
    """Let processes started inside use vector instructions in PySCF's linear algebra.

    PySCF's wheel brings an OpenBLAS of 2018. It knows no newer processor and falls back on kernels from
    before AVX, which nearly doubles the time of a DFT energy. Numpy's OpenBLAS is recent: where it found a
    processor with AVX2, the old one is told so. A setting made by the user stays.
    """
    found = {pool.get("architecture") for pool in threadpool_info() if pool["user_api"] == "blas"}
    wanted = found & _KERNELS_WITH_AVX2 and _CORETYPE not in os.environ
    if wanted:
        os.environ[_CORETYPE] = "Haswell"
    try:
        yield
    finally:
        if wanted:
            del os.environ[_CORETYPE]


def _call_while_parent_lives(parent: int, function: Callable[[Task], dict], task: Task) -> dict:
    _die_with(parent)
    return function(task)


def _die_with(parent: int) -> None:
    """End this process soon after its parent is gone, even if the parent was killed without a word."""
    name = "die-with-parent"
    if os.getpid() == parent or any(thread.name == name for thread in threading.enumerate()):
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, name=name, daemon=True).start()


def run_recipe(
    recipe: Recipe,
    executor: Executor,
    *,
    retry_failed: bool = False,
    limit: int | None = None,
    on_finished: Callable[[dict], None] = lambda record: None,
) -> int:
    """Calculate what a recipe still lacks.

    Every finished molecule is on disk before the next one is looked at. Only this process writes, and a
    lock that the operating system releases when it dies keeps a second one out; so an interrupted run is
    continued by calling this again, nothing is lost and nothing done twice.

    Parameters
    ----------
    recipe : Recipe
        What to calculate.
    executor : Executor
        Where to calculate it.
    retry_failed : bool
        Also repeat what is recorded as failed, and tasks of which a part failed.
    limit : int, optional
        Stop after this many molecules.
    on_finished : callable
        Called with each record after it was written.

    Returns
    -------
    int
        Number of molecules calculated now, failed ones included.

    Raises
    ------
    ValueError
        If the recipe was changed since its shards were made.
    RuntimeError
        If another process is running this recipe.
    """
    folder = shard_folder(recipe)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            remove_temporaries(folder)
            tasks = unfinished(recipe, retry_failed=retry_failed)[:limit]
            for record in executor.map_unordered(partial(calculate, settings=recipe.settings), tasks):
                write_shard(folder, record)
                logger.info("%s %s %s", record["id"], record["smiles"], record["status"])
                on_finished(record)
            return len(tasks)
    except filelock.Timeout as error:
        raise RuntimeError(f"another process is running the recipe {recipe.name}") from error


def unfinished(recipe: Recipe, *, retry_failed: bool = False) -> list[Task]:
    """Tasks of a recipe without a shard, in order.

    Parameters
    ----------
    recipe : Recipe
        The recipe.
    retry_failed : bool
        Count as unfinished what failed, be it in part.

    Returns
    -------
    list of Task
        What is left to do.
    """
    settled = {
        record["id"]
        for record in read_records(recipe)
        if not (retry_failed and recipe.settings.failures(record))
    }
    return [task for task in recipe.tasks if task.identifier not in settled]
