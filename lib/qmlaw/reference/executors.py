"""Where the tasks of a recipe are calculated: in processes on this machine, or on a Dask cluster.

A cluster is a scheduler and workers that may be started anywhere and at any time, each with this package
installed. One process and one thread per core is what quantum chemistry wants::

    dask scheduler                                            # says its address, tcp://...:8786
    dask worker tcp://...:8786 --nworkers 4 --nthreads 1      # on every machine, with its number of cores
    qmlaw reference run RECIPE --scheduler tcp://...:8786
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from distributed import Client, Future

    from qmlaw.reference.kinds import Task

logger = logging.getLogger(__name__)

#: Seconds after which a scheduler that does not answer counts as lost.
_PATIENCE = 10

#: Seconds between two looks for new workers.
_LOOK_EVERY = 1

#: Held during a calculation: PySCF's libraries are not made for two at once in one process.
_ALONE = threading.Lock()


class Lost(NamedTuple):
    """A task that no worker survived.

    Attributes
    ----------
    task : Task
        The task.
    reason : str
        What is known about it.
    """

    task: Task
    reason: str


class ClusterError(RuntimeError):
    """A cluster cannot be used, or not any longer."""


class Executor(Protocol):
    """Something that applies a function to many things, here or elsewhere."""

    def map_unordered(self, function: Callable[[Task], dict], tasks: Iterable[Task]) -> Iterator[dict | Lost]:
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
        with parallel_config(backend="loky", inner_max_num_threads=1):
            parallel = Parallel(n_jobs=self.workers, batch_size=1, return_as="generator_unordered")
            yield from parallel(delayed(guarded)(task) for task in tasks)


class DaskExecutor:
    """Workers of a Dask cluster.

    Every worker process has one task at a time, the others wait here. Workers may come and go: the task of
    one that is lost is given to another. A task that takes several workers down with it (more than the
    scheduler's ``distributed.scheduler.allowed-failures``, which is 3) is yielded as `Lost`. When this
    process dies, the scheduler forgets its tasks; workers finish what they are at and throw it away.

    Parameters
    ----------
    address : str
        Address of the scheduler, for example ``tcp://192.168.0.1:8786``.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._warnings: set[str] = set()

    def map_unordered(self, function: Callable[[Task], dict], tasks: Iterable[Task]) -> Iterator[dict | Lost]:
        """Yield ``function(task)`` for every task, each as soon as it is there.

        Raises
        ------
        ClusterError
            If the scheduler cannot be reached or is lost, or a worker cannot run the function at all.
        """
        waiting = deque(tasks)
        running: dict[Future, Task] = {}
        with self._connection() as client:
            while waiting or running:
                finished = {future: running.pop(future) for future in _finished(running)}
                for _ in range(min(self._workers(client) - len(running), len(waiting))):
                    task = waiting.popleft()
                    running[client.submit(_call_alone, function, task)] = task
                for future, task in finished.items():  # only now, so that workers do not wait for the disk
                    yield self._outcome(future, task)

    @contextmanager
    def _connection(self) -> Iterator[Client]:
        from distributed import CancelledError, Client

        try:
            client = Client(self.address, timeout=_PATIENCE, name="qmlaw")
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {self.address}: {error}") from error
        with client:
            try:
                yield client
            except (OSError, CancelledError) as error:
                raise ClusterError(
                    f"lost the Dask scheduler at {self.address}. What is finished is stored; "
                    "the same command continues when a scheduler is there again"
                ) from error

    def _workers(self, client: Client) -> int:
        """Number of worker processes, which may change at any time."""
        threads = client.nthreads()
        if not threads:
            self._warn_once(f"{self.address} has no workers; waiting for some")
            time.sleep(_LOOK_EVERY)
        for worker, number in threads.items():
            if number > 1:
                self._warn_once(
                    f"{worker} has {number} threads, but only one is used; start workers with --nthreads 1"
                )
        return len(threads)

    def _warn_once(self, message: str) -> None:
        if message not in self._warnings:
            logger.warning(message)
            self._warnings.add(message)

    def _outcome(self, future: Future, task: Task) -> dict | Lost:
        from distributed import KilledWorker

        if future.status != "error":
            return future.result()
        error = future.exception()
        if isinstance(error, KilledWorker):
            deaths, last = error.allowed_failures + 1, error.last_worker.address
            return Lost(task, f"KilledWorker: {deaths} workers died calculating it, the last one was {last}")
        raise ClusterError(
            f"a worker of {self.address} cannot calculate {task.identifier}. Is the same qmlaw installed "
            f"there? {type(error).__name__}: {error}"
        ) from error


def _finished(running: dict[Future, Task]) -> Iterable[Future]:
    """Those that are ready, after a while of waiting for the first."""
    from distributed import wait

    if not running:
        return ()
    try:
        return wait(list(running), timeout=_LOOK_EVERY, return_when="FIRST_COMPLETED").done
    except TimeoutError:
        return ()


def _call_alone(function: Callable[[Task], dict], task: Task) -> dict:
    with _ALONE:
        return function(task)


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
            time.sleep(0.1)
        os._exit(1)

    threading.Thread(target=watch, name=name, daemon=True).start()
