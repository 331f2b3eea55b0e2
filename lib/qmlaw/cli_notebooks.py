"""`qmlaw notebooks …`: build the editions, check them, make the teachers' editions."""

import time
from pathlib import Path
from typing import Annotated

import typer

notebooks_app = typer.Typer(
    help="Build and check the notebooks (edited only in notebooks/source).", no_args_is_help=True
)

Names = Annotated[list[str] | None, typer.Argument(help="Numbers or names, such as 04. All if left out.")]
Folder = Annotated[Path | None, typer.Option(help="The folder notebooks; that of this clone if left out.")]


def _build(names: list[str] | None, folder: Path | None, solutions: bool, force: bool) -> None:
    from rich.console import Console

    from qmlaw.classroom.build import build, write_glossary
    from qmlaw.classroom.execution import EditionError, notebooks_folder
    from qmlaw.classroom.sources import find_source, sources
    from qmlaw.show.language import LANGUAGES

    console = Console()
    try:
        folder = folder or notebooks_folder()
        chosen = [find_source(name, folder) for name in names] if names else list(sources(folder))
        if not chosen:
            raise ValueError(f"no source in {folder / 'source'}")
        for source in chosen:
            for language in LANGUAGES:
                started = time.monotonic()
                with console.status(f"{source.name}, {language} …"):
                    built = build(source, language, solutions=solutions, force=force)
                seconds = f"{time.monotonic() - started:6.0f} s"
                console.print(f"{built.action:>9} {seconds}  {built.path}", soft_wrap=True, highlight=False)
        for language in () if solutions else LANGUAGES:
            page = write_glossary(folder, language)
            console.print(f"{page.action:>9} {'':8}  {page.path}", soft_wrap=True, highlight=False)
    except (EditionError, ValueError, FileNotFoundError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error


@notebooks_app.command("build")
def build_command(
    names: Names = None,
    force: Annotated[bool, typer.Option("--force", help="Run also what has not changed.")] = False,
    folder: Folder = None,
) -> None:
    """Make, run and store the English and Korean editions of the sources that have changed."""
    _build(names, folder, solutions=False, force=force)


@notebooks_app.command("solutions")
def solutions_command(names: Names = None, folder: Folder = None) -> None:
    """Make the teachers' editions, with solutions, in notebooks/solutions; every check must pass."""
    _build(names, folder, solutions=True, force=True)


@notebooks_app.command("check")
def check_command(folder: Folder = None) -> None:
    """Tell which stored editions no longer match their source; nothing runs."""
    from qmlaw.classroom.build import stale
    from qmlaw.classroom.execution import notebooks_folder

    try:
        faults = stale(folder or notebooks_folder())
    except (ValueError, FileNotFoundError) as error:
        faults = [str(error)]
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo("every edition matches its source")


if __name__ == "__main__":
    notebooks_app()
