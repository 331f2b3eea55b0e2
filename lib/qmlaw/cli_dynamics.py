"""`qmlaw md`: atoms move on a learned surface; `qmlaw train silicon`: the networks that it can use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    import ase

FORMATS = {".traj": "traj", ".xyz": "extxyz", ".extxyz": "extxyz"}

FEWEST = 10
"""Frames that a drift is told from."""

Start = Annotated[
    str,
    typer.Argument(help="File with a structure, DATASET:NUMBER or DATASET:NAME, or a name that ASE knows."),
]


def md_command(
    start: Start,
    model: Annotated[str, typer.Option(help="Network of this project by name, or path without ending.")],
    out: Annotated[Path, typer.Option(help="Trajectory: .traj, or .xyz and .extxyz (extended xyz).")],
    temperature: Annotated[float, typer.Option(help="K.")] = 300.0,
    steps: Annotated[int, typer.Option(help="How many.")] = 1000,
    timestep: Annotated[float, typer.Option(help="fs.")] = 0.5,
    friction: Annotated[
        float | None, typer.Option(help="Langevin bath, 1/fs (0.01, say). Without: energy is conserved.")
    ] = None,
    every: Annotated[int, typer.Option(help="Steps from one frame to the next.")] = 10,
    repeat: Annotated[int, typer.Option(min=1, help="Repeat a cell so many times along each vector.")] = 1,
    small_cell: Annotated[
        bool, typer.Option("--small-cell", help="Allow a cell less wide than twice the cut-off.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Of velocities and bath.")] = 0,
) -> None:  # fmt: skip
    """Molecular dynamics with a trained network: temperature, drift, and how far a committee disagrees."""
    from qmlaw.cli_trained import trained
    from qmlaw.models.calculator import NetworkCalculator
    from qmlaw.models.device import one_thread
    from qmlaw.models.dtnn.limits import check_elements
    from qmlaw.models.dynamics import Dynamics, check_start, run_dynamics
    from qmlaw.molecules import Molecules

    console = Console(stderr=True)
    try:
        if out.suffix not in FORMATS:
            raise ValueError(f"out is {out}; allowed endings are {', '.join(FORMATS)}")
        if not out.absolute().parent.is_dir():
            raise ValueError(f"the folder of {out} does not exist")
        dynamics = Dynamics(temperature, steps, timestep, friction, every, seed)
        network = trained(model)
        atoms = structure(start)
        atoms = atoms * ((repeat,) * 3) if atoms.pbc.any() else atoms
        first = getattr(network, "models_", [network])[0]
        check_elements(Molecules.from_ase([atoms]), first.elements_)
        cutoff = getattr(getattr(first, "representation_", None), "cutoff", None)
        check_start(atoms, shortest=first.shortest_, cutoff=None if small_cell else cutoff)
        with one_thread(), _bar(console, steps) as tell:
            found = run_dynamics(atoms, NetworkCalculator(network), dynamics, tell)
    except (ValueError, FileNotFoundError, FloatingPointError) as error:
        raise typer.BadParameter(str(error)) from None
    _write(found.frames, out)
    _show(found, out, network, dynamics)


def silicon_command(
    networks: Annotated[int, typer.Option(min=2, help="How many, with other seeds and splits.")] = 3,
) -> None:
    """Train the networks of data/silicon_network again (seven processor minutes each), and write them.

    A training that `qmlaw reproduce silicon` has done or begun is not done again.
    """
    from qmlaw.models.atomic import silicon
    from qmlaw.reproduce.silicon import train_own

    console = Console()
    works = [train_own(seed, lambda line: console.print(line, highlight=False)) for seed in range(networks)]
    silicon.ship([work.model for work in works], [work.errors for work in works])
    for seed, work in enumerate(works):
        errors = ", ".join(f"{name} {value:.3g}" for name, value in work.errors.items())
        console.print(f"silicon-{seed}: {errors} (meV per atom, eV/Å)", highlight=False)


def structure(start: str) -> ase.Atoms:
    """Atoms from a file, an entry of a data set, or the collection of molecules in ASE.

    Raises
    ------
    ValueError
        If it is none of them; says what is.
    """
    import ase.build
    import ase.io
    from ase.io.formats import UnknownFileTypeError

    from qmlaw import datasets

    if Path(start).is_file():
        try:
            return ase.io.read(start)
        except (UnknownFileTypeError, ase.io.ParseError, OSError, IndexError, KeyError) as error:
            raise ValueError(f"{start} cannot be read as a structure: {error!r}") from error
    name, colon, entry = start.partition(":")
    if colon and name in datasets.known():
        molecules = datasets.load(name)
        if entry in molecules.names:
            return molecules[[molecules.names.index(entry)]].to_ase()[0]
        if entry.isdigit() and int(entry) < len(molecules):
            return molecules[[int(entry)]].to_ase()[0]
        raise ValueError(
            f"{name} has no entry {entry!r}; allowed are 0 to {len(molecules) - 1} "
            f"and names as {molecules.names[0]!r}"
        )
    try:
        return ase.build.molecule(start)
    except KeyError:
        raise ValueError(
            f"{start!r} is no file, no entry of a data set (DATASET:NUMBER), "
            "and no molecule that ASE knows (H2O, CH4)"
        ) from None


def _bar(console: Console, steps: int) -> Any:  # noqa: ANN401
    """A bar on a terminal, ten lines elsewhere; inside `with`, a function of step and temperature."""
    from contextlib import contextmanager

    @contextmanager
    def shown() -> Any:  # noqa: ANN401
        if not console.is_terminal:
            said = [0]

            def say(step: int, temperature: float) -> None:
                if step * 10 // steps > said[0]:
                    said[0] = step * 10 // steps
                    console.print(f"step {step} of {steps}, {temperature:.0f} K", highlight=False)

            yield say
            return
        columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("moving", total=steps)
            yield lambda step, temperature: progress.update(
                task, completed=step, description=f"moving, {temperature:.0f} K"
            )

    return shown()


def _write(frames: list[ase.Atoms], out: Path) -> None:
    """All frames, or no file."""
    import ase.io

    part = out.with_name(f"{out.name}.part")
    try:
        ase.io.write(part, frames, format=FORMATS[out.suffix])
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def _show(found: Any, out: Path, network: Any, dynamics: Any) -> None:  # noqa: ANN401
    from qmlaw.models.calculator import NetworkCalculator

    table = Table(title=f"{len(found.frames)} frames in {out}", show_header=False)
    half = len(found.temperature) // 2
    table.add_row("time", f"{found.time[-1]:.3f} ps")
    table.add_row("temperature, second half", f"{found.temperature[half:].mean():.0f} K")
    if dynamics.friction is None and len(found.time) >= FEWEST:
        table.add_row("drift of the total energy", f"{found.drift:.1e} eV/atom/ps")
    if hasattr(network, "evaluate_members"):
        last = found.frames[-1].copy()
        last.calc = NetworkCalculator(network)
        last.get_forces()
        spread = last.calc.results["energy_spread"] / len(last)
        table.add_row("committee disagrees, last frame", f"{1000 * spread:.1f} meV/atom")
    Console().print(table, highlight=False)
