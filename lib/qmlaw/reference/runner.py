"""Running a recipe: many molecules at once, resumable at any moment."""

import logging
from collections.abc import Callable
from functools import partial

import filelock

from qmlaw.reference.executors import Executor, Lost
from qmlaw.reference.kinds import Task
from qmlaw.reference.recipes import Recipe, calculate, failed
from qmlaw.reference.shards import read_records, remove_temporaries, shard_folder, write_shard

logger = logging.getLogger(__name__)


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
        If another process is running this recipe, or a cluster is lost (`ClusterError`).
    """
    folder = shard_folder(recipe)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            remove_temporaries(folder)
            tasks = unfinished(recipe, retry_failed=retry_failed)[:limit]
            for result in executor.map_unordered(partial(calculate, settings=recipe.settings), tasks):
                if isinstance(result, Lost):
                    result = failed(result.task, recipe.settings, result.reason)
                write_shard(folder, result)
                logger.info("%s %s %s", result["id"], result["smiles"], result["status"])
                on_finished(result)
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
