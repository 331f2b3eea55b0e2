"""``qmlaw attitudes …``: draw papers for experiment T21, and say how well its coders agree."""

from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer

attitudes_app = typer.Typer(
    help="What papers want: the coding sheet of experiment T21.", no_args_is_help=True
)


@attitudes_app.command("draw")
def draw(
    frame: Annotated[Path, typer.Argument(help="A CSV export with columns year, first_author, title.")],
    seed: Annotated[int, typer.Option(help="Seed of the draw.")],
    number: Annotated[int, typer.Option("-n", help="How many papers.")] = 30,
    to: Annotated[
        Path | None, typer.Option(help="Where to write; default data/attitudes/papers.csv.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the list that is there.")] = False,
) -> None:
    """Draw papers at random from an exported list."""
    from qmlaw.classroom.coding_sheet import draw_papers, papers_file

    path = to or papers_file()
    try:
        if path.exists() and not force:
            raise ValueError(f"{path} is there already; give --force to replace it, or --to another file")
        drawn = draw_papers(frame, number, seed, path)
    except (ValueError, OSError) as error:
        raise _failure(error) from error
    typer.echo(f"{path}: {len(drawn.papers)} papers, drawn from {drawn.frame}")


@attitudes_app.command("agreement")
def agreement(
    folder: Annotated[Path | None, typer.Argument(help="Files of the coders; default those in data.")] = None,
) -> None:
    """Say how well the coders agree, pair by pair."""
    from rich.console import Console
    from rich.table import Table

    from qmlaw.classroom import coding_sheet

    try:
        codings = coding_sheet.load_codings(folder)
        if len(codings) < 2:
            found = ", ".join(coding.coder for coding in codings) or "none"
            raise ValueError(f"agreement needs two coders; files found: {found}")
        table = Table("coders", "code", "papers", "equal", "kappa", "95 %")
        for one, other in combinations(codings, 2):
            for column in coding_sheet.ALLOWED:
                found = coding_sheet.agreement(one, other, column)
                table.add_row(
                    f"{one.coder}, {other.coder}",
                    column,
                    str(found.n),
                    f"{found.equal:.0%}",
                    f"{found.kappa:.2f}",
                    f"{found.low:.2f} to {found.high:.2f}",
                )
    except (ValueError, OSError) as error:
        raise _failure(error) from error
    Console().print(table)


def _failure(error: Exception) -> typer.Exit:
    typer.echo(f"error: {error}", err=True)
    return typer.Exit(1)
