"""`qmlaw reproduce`: measure a published table of figures again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from qmlaw.reproduce import REGISTRY, Table, run


def reproduce_command(
    name: Annotated[str | None, typer.Argument(help="Which table. Without it: a list with costs.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Also write the table to this file.")] = None,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="What they draw, the table says.")] = 3,
) -> None:
    """Measure a published table of figures again: published, here, spread over seeds, goal.

    The exit code is 0 when it ran, whatever it found.
    """
    console = Console()
    if name is None:
        console.print(_list())
        return
    if name not in REGISTRY:
        raise typer.BadParameter(f"unknown table {name!r}; allowed are {', '.join(REGISTRY)}")
    if json is not None and not json.absolute().parent.is_dir():
        raise typer.BadParameter(f"the folder of {json} does not exist")  # said now, not after minutes
    progress = Console(stderr=True)
    try:
        table = run(name, range(seeds), lambda line: progress.log(line, highlight=False))
    except FileNotFoundError as error:  # data that are not here: the message says how to get them
        progress.print(str(error), style="red", highlight=False)
        raise typer.Exit(1) from None
    _show(table, console)
    if json is not None:
        table.to_json(json)


def _list() -> RichTable:
    listed = RichTable("name", "what", "cost", "needs", title="qmlaw reproduce NAME")
    for name, entry in REGISTRY.items():
        listed.add_row(name, entry.description, entry.cost, entry.needs)
    return listed


def _show(table: Table, console: Console) -> None:
    shown = RichTable(title=table.title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("", "published", "here", "low", "high", "unit", "goal", "met"):
        text = heading in ("", "unit", "met")
        shown.add_column(heading, justify="left" if text else "right", no_wrap=heading != "")
    if any(row.beside for row in table.rows):
        shown.add_column("beside")
    for row in table.rows:
        figures = [_figure(x) for x in (row.published, row.here, row.low, row.high)]
        met = {True: "yes", False: "no", None: ""}[row.met]
        beside = ", ".join(f"{name} {value:.2f}" for name, value in row.beside.items())
        cells = [row.name, *figures, row.unit, _figure(row.goal), met, beside]
        shown.add_row(*cells[: len(shown.columns)])
    console.print(shown)
    for note in table.notes:
        console.print(note, highlight=False)
    seeds = ", ".join(str(seed) for seed in table.seeds)
    console.print(f"Seeds {seeds}; {table.seconds:.0f} s.", highlight=False)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if value == 0 or abs(value) >= 0.005 else f"{value:.0e}"
