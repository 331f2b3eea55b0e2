"""`qmlaw reference`: levels of theory, lists of molecules, and running the recipes of data sets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from qmlaw.reference.recipes import Recipe

reference_app = typer.Typer(help="Reference calculations: levels, recipes, data sets.", no_args_is_help=True)

RecipePath = Annotated[Path, typer.Argument(help="The recipe.toml of a data set, or its folder.")]


@reference_app.command("levels")
def levels_command() -> None:
    """Table of the known levels of theory."""
    from qmlaw.reference.levels import LEVELS

    table = Table(title="Levels of theory")
    for column in ("level", "d functions", "auxiliary sets (production)", "source"):
        table.add_column(column, overflow="fold")
    for level in LEVELS.values():
        auxiliary = " and ".join(filter(None, (level.auxiliary, level.correlation_auxiliary)))
        form = "" if level.basis is None else "Cartesian" if level.basis_set.cartesian_d else "pure"
        table.add_row(level.name, form, auxiliary, level.source)
    Console().print(table)


@reference_app.command("molecules")
def molecules_command(
    sizes: Annotated[str, typer.Argument(help="Numbers of heavy atoms, for example 1-5 or 6.")],
    elements: Annotated[str, typer.Option(help="Heavy elements, one letter each.")] = "CNO",
    seed: Annotated[int, typer.Option(help="Seed of the order within a size.")] = 1,
) -> None:
    """List the sensible closed-shell molecules of some elements, in the form that recipes read."""
    from qmlaw.reference.chemical_space import molecule_list

    first, _, last = sizes.partition("-")
    try:
        wanted = range(int(first), int(last or first) + 1)
        for smiles, identifier in molecule_list(elements, wanted, seed):
            typer.echo(f"{smiles} {identifier}")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@reference_app.command("sample")
def sample_command(recipe_path: RecipePath) -> None:
    """Make the geometries of a recipe of points; see qmlaw.reference.plans for its tables [[sampling]]."""
    from qmlaw.reference.plans import plan_geometries

    folder = recipe_path if recipe_path.is_dir() else recipe_path.parent
    try:
        geometries = plan_geometries(recipe_path)
        geometries.to_hdf5(folder / "geometries.h5")
    except (FileNotFoundError, ValueError) as error:
        raise typer.BadParameter(str(error)) from None
    typer.echo(f"{folder / 'geometries.h5'}: {len(geometries)} geometries")


@reference_app.command("run")
def run_command(
    recipe_path: RecipePath,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes on this machine, one core each; all cores if left out."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Calculate on the workers of this Dask scheduler (tcp://...:8786) instead, which were "
            "started with: dask worker ADDRESS --nworkers CORES --nthreads 1",
        ),
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Repeat what failed before.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after this many molecules.")] = None,
) -> None:
    """Calculate what a recipe still lacks. Stop it at any time; the same command continues."""
    from qmlaw.reference.executors import ClusterError, DaskExecutor, JoblibExecutor
    from qmlaw.reference.runner import run_recipe, unfinished

    if scheduler and workers:
        raise typer.BadParameter("--workers has no meaning with --scheduler: the cluster has its own workers")
    executor = DaskExecutor(scheduler) if scheduler else JoblibExecutor(workers or os.cpu_count() or 1)
    recipe = _load(recipe_path)
    try:
        tasks = unfinished(recipe, retry_failed=retry_failed)[:limit]
        with _progress() as progress:
            bar = progress.add_task(recipe.name, total=sum(_effort(task.smiles) for task in tasks), failed=0)
            failed = 0

            def advance(record: dict) -> None:
                nonlocal failed
                failed += record["status"] == "failed"
                progress.update(bar, advance=_effort(record["smiles"]), failed=failed)

            n_done = run_recipe(recipe, executor, retry_failed=retry_failed, limit=limit, on_finished=advance)
    except ClusterError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None
    except (ValueError, RuntimeError) as error:
        raise typer.BadParameter(str(error)) from None
    typer.echo(f"{recipe.name}: {n_done} molecules calculated, {failed} of them failed")


@reference_app.command("merge")
def merge_command(recipe_path: RecipePath) -> None:
    """Write the data set from what is finished, also while it is still running."""
    from qmlaw.reference.merge import merge

    recipe = _load(recipe_path)
    try:
        molecules = merge(recipe)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    typer.echo(f"{recipe.folder / recipe.name}.h5: {len(molecules)} molecules")


@reference_app.command("status")
def status_command(recipe_path: RecipePath) -> None:
    """How much of a recipe is finished, what failed and why, and what it cost."""
    from qmlaw.reference.shards import read_records

    recipe = _load(recipe_path)
    try:
        records = read_records(recipe)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    done = [record for record in records if record["status"] == "done"]
    failed = [record for record in records if record["status"] == "failed"]
    console = Console()
    console.print(
        f"{recipe.name}: {len(done)} done, {len(failed)} failed, {len(recipe.tasks) - len(records)} to do"
    )
    for failure in (line for record in records for line in recipe.settings.failures(record)):
        console.print(f"  {failure}", markup=False)
    table = Table("level", "CPU seconds in all", "mean", "largest")
    costs: dict[str, list[float]] = {}
    for record in done:
        for level, seconds in recipe.settings.seconds(record).items():
            costs.setdefault(level, []).append(seconds)
    for level, seconds in costs.items():
        numbers = (sum(seconds), sum(seconds) / len(seconds), max(seconds))
        table.add_row(level, *(f"{number:.1f}" for number in numbers))
    console.print(table)


@reference_app.command("check")
def check_command(
    recipe_path: RecipePath,
    molecules: Annotated[int, typer.Option(min=1, help="How many molecules or points, at random.")] = 6,
    largest: Annotated[int, typer.Option(min=0, help="Heavy atoms of the largest of them.")] = 2,
    forces: Annotated[bool, typer.Option("--forces", help="Forces instead of energies.")] = False,
    directions: Annotated[int, typer.Option(min=1, help="Directions per point, with --forces.")] = 2,
    level: Annotated[list[str] | None, typer.Option(help="Only this level; may be repeated.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of what is chosen.")] = 1,
) -> None:
    """Hold stored energies, or forces, of some molecules against tight calculations made now.

    Exit code 1 if a difference is above the limits stated in qmlaw.reference.accuracy.
    """
    from qmlaw.molecules import Molecules
    from qmlaw.reference import accuracy

    recipe = _load(recipe_path)
    try:
        stored = Molecules.from_hdf5(recipe.folder / f"{recipe.name}.h5")
        chosen = accuracy.pick(stored, molecules, largest, seed)
        levels = level or accuracy.stored_levels(chosen, "forces" if forces else "energy")
        if forces:
            checks = [
                check for name in levels for check in accuracy.check_forces(chosen, name, directions, seed)
            ]
            table = accuracy.force_table(checks)
        else:
            checks = accuracy.check_energies(chosen, levels)
            table = accuracy.energy_table(checks)
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise typer.BadParameter(str(error)) from None
    printed = Table(*table[0], title=f"{recipe.name}: {', '.join(chosen.names)}")
    for row in table[1:]:
        printed.add_row(*row)
    Console().print(printed)
    for check in checks:
        if not check.good:
            typer.echo(f"above the limit: {check}")
    raise typer.Exit(0 if all(check.good for check in checks) else 1)


def _load(path: Path) -> Recipe:
    from qmlaw.reference.recipes import load_recipe

    try:
        return load_recipe(path)
    except (FileNotFoundError, ValueError) as error:
        raise typer.BadParameter(str(error)) from None


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %  {task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        speed_estimate_period=600,
    )


def _effort(smiles: str) -> float:
    """Rough cost of a molecule, for the time left: cube of the number of heavy atoms."""
    return sum(character.isalpha() for character in smiles.replace("H", "")) ** 3
