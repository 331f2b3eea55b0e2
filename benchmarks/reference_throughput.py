"""What running recipes costs over bare PySCF: parallel efficiency of workers, overhead of one molecule.

    python benchmarks/reference_throughput.py [ROUNDS]

Everything is measured side by side in one run, on the same molecules: a plain loop of PySCF calls in this
process, the same molecules through `calculate` and `write_shard` in this process, and whole recipes with 1, 2
and 4 workers. The order changes from round to round; tables show medians over the rounds.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from distributed import LocalCluster
from joblib.externals.loky import get_reusable_executor
from rich.console import Console
from rich.table import Table

from qmlaw.paths import data_folder
from qmlaw.reference.blas import fast_and_single_threaded
from qmlaw.reference.executors import DaskExecutor, Executor, JoblibExecutor
from qmlaw.reference.kinds import Task
from qmlaw.reference.recipes import Recipe, calculate, load_recipe
from qmlaw.reference.runner import run_recipe
from qmlaw.reference.shards import read_records, shard_folder, write_shard

N_MOLECULES = 24
RUNS = {"1": 1, "2": 2, "4": 4, "4 of a Dask cluster": 4}
"""Workers by name of the run."""

RECIPE = """
molecules = "molecules.smi"
elements = []
levels = ["HF/6-31G*", "ωB97X/6-31G(d)"]
accuracy = "production"

[geometry]
from = "{equilibrium}"
"""


def make_recipe(folder: Path) -> Recipe:
    """Random molecules of three and four heavy atoms of the set `ladder`.

    The large ones come first: then the end, where workers run out of work one after the other, is short. In a
    recipe of hundreds of molecules it is short anyway.
    """
    lines = (data_folder() / "ladder" / "molecules.smi").read_text(encoding="utf-8").splitlines()
    fitting = [line for line in lines if line.split()[-1].startswith(("3-", "4-"))]
    chosen = sorted(np.random.default_rng(0).permutation(len(fitting))[:N_MOLECULES], reverse=True)
    folder.mkdir(parents=True)
    (folder / "molecules.smi").write_text("\n".join(fitting[i] for i in chosen), encoding="utf-8")
    equilibrium = data_folder() / "equilibrium" / "equilibrium.h5"
    (folder / "recipe.toml").write_text(RECIPE.format(equilibrium=equilibrium), encoding="utf-8")
    return load_recipe(folder)


def bare_energies(task: Task) -> dict[str, float]:
    """The PySCF calls behind both levels and nothing else: energies, hartree."""
    from pyscf import dft, gto, scf

    atom = list(zip(task.detail["atomic_numbers"], task.detail["positions"], strict=True))
    molecule = gto.M(atom=atom, basis="6-31g*", cart=True, verbose=0)
    hartree_fock = scf.RHF(molecule)
    hartree_fock.conv_tol = 1e-7
    hartree_fock = hartree_fock.density_fit(auxbasis="def2-universal-jkfit")
    hartree_fock.kernel()

    molecule = gto.M(atom=atom, basis="6-31g*", cart=True, verbose=0)
    functional = dft.RKS(molecule, xc="wb97x")
    functional.conv_tol = 1e-7
    functional.grids.level = 2
    functional = functional.density_fit(auxbasis="def2-universal-jkfit")
    functional.with_df.build()
    coarse = functional.copy()  # without this start PySCF takes nearly twice as long
    coarse.grids = functional.grids.copy()
    coarse.grids.level, coarse.conv_tol, coarse.conv_check = 0, 1e-4, False
    coarse.kernel()
    functional.kernel(dm0=coarse.make_rdm1())
    return {"HF/6-31G*": hartree_fock.e_tot, "ωB97X/6-31G(d)": functional.e_tot}


def timed(function: Callable, *arguments) -> tuple[object, np.ndarray]:
    """Result, and wall and processor seconds of this process."""
    start = time.perf_counter(), time.process_time()
    result = function(*arguments)
    return result, np.array([time.perf_counter() - start[0], time.process_time() - start[1]])


def one_molecule_each(recipe: Recipe, folder: Path, ours_first: int) -> dict[str, np.ndarray]:
    """Bare PySCF and our path in turn, molecule by molecule: wall and processor seconds in all.

    Which of the two comes first changes with every molecule, beginning with `ours_first` (0 or 1).
    """

    def ours(task: Task) -> dict:
        record = calculate(task, recipe.settings)
        write_shard(folder, record)
        return record

    folder.mkdir(parents=True, exist_ok=True)
    total = {"bare": np.zeros(2), "ours": np.zeros(2)}
    for i, task in enumerate(recipe.tasks):
        results = {}
        for name in ("ours", "bare") if (i + ours_first) % 2 else ("bare", "ours"):
            results[name], seconds = timed(ours if name == "ours" else bare_energies, task)
            total[name] += seconds
        for level, energy in results["bare"].items():
            difference = results["ours"]["levels"][level]["energy"] - energy
            assert abs(difference) < 2e-6, (
                f"{task.smiles} {level}: not the same calculation, {difference:.1e}"
            )
    return total


@contextmanager
def fresh_executor(name: str) -> Iterator[Executor]:
    """Workers that are started now and ended after use."""
    if "Dask" in name:
        with LocalCluster(n_workers=RUNS[name], threads_per_worker=1, dashboard_address=":0") as cluster:
            yield DaskExecutor(cluster.scheduler_address)
    else:
        yield JoblibExecutor(RUNS[name])
        get_reusable_executor().shutdown(wait=True)


def whole_recipe(folder: Path, name: str) -> dict[str, float]:
    """A fresh run: wall seconds until all is written, and before that, what the workers needed to start.

    They start with some molecules of hydrogen; the same workers then take the molecules.
    """
    recipe = make_recipe(folder)
    hydrogen = [Task(f"h2-{i}", "[H][H]") for i in range(4 * RUNS[name])]
    start = time.perf_counter()
    with fresh_executor(name) as executor:
        list(executor.map_unordered(start_up, hydrogen))
        ready = time.perf_counter()
        run_recipe(recipe, executor)
        end = time.perf_counter()
    records = read_records(recipe)
    assert len(records) == N_MOLECULES and all(record["status"] == "done" for record in records)
    spent = (level["cpu_seconds"] for record in records for level in record["levels"].values())
    return {"start-up": ready - start, "running": end - ready, "cpu": sum(spent)}


def start_up(task: Task) -> dict:
    """What a worker does before its first molecule: load the libraries, also those that PySCF loads late."""
    detail = {"atomic_numbers": [1, 1], "positions": [[0, 0, 0], [0, 0, 0.74]]}
    with fast_and_single_threaded():
        return bare_energies(task._replace(detail=detail))


def median(values: Iterable[float], digits: int = 1) -> str:
    """Median, with the smallest and the largest."""
    values = list(values)
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def main() -> None:
    """Print two tables."""
    n_rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    singles, runs, loads = [], {name: [] for name in RUNS}, []
    with tempfile.TemporaryDirectory() as temporary, fast_and_single_threaded():
        recipe = make_recipe(Path(temporary) / "singles")
        start_up(recipe.tasks[0])
        for number in range(n_rounds):
            loads.append(os.getloadavg()[0])
            for name in ("here", *RUNS) if number % 2 == 0 else (*reversed(RUNS), "here"):
                if name == "here":
                    singles.append(one_molecule_each(recipe, shard_folder(recipe), number % 2))
                else:
                    runs[name].append(whole_recipe(Path(temporary) / f"{number} {name}" / "set", name))

    console = Console(width=120)
    console.print(f"{N_MOLECULES} molecules, {n_rounds} rounds, load average before each: {loads}")
    table = Table(
        "", "wall s", "CPU s", "over bare, wall %", "over bare, CPU %", title="One molecule after the other"
    )
    for name in ("bare", "ours"):
        over = [[100 * (pair[name][i] / pair["bare"][i] - 1) for pair in singles] for i in (0, 1)]
        columns = [median(pair[name][i] for pair in singles) for i in (0, 1)]
        table.add_row(name, *columns, *(median(values) for values in over))
    console.print(table)

    table = Table(
        "workers", "wall s", "efficiency %", "start-up s", "with start-up %", "CPU s", title="A recipe"
    )
    for name, several in runs.items():
        pairs = [(single["bare"][0], run) for single, run in zip(singles, several, strict=True)]
        table.add_row(
            name,
            median(run["running"] for run in several),
            median(100 * plain / RUNS[name] / run["running"] for plain, run in pairs),
            median(run["start-up"] for run in several),
            median(100 * plain / RUNS[name] / (run["running"] + run["start-up"]) for plain, run in pairs),
            median(run["cpu"] for run in several),
        )
    console.print(table)


if __name__ == "__main__":
    main()
