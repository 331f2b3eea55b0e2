"""`qmlaw data`: list the data sets, show their cards, verify and draw those that lie in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from qmlaw.paths import data_folder

if TYPE_CHECKING:
    from qmlaw.datasets import DatasetCard

data_app = typer.Typer(help="Data sets: list, card, verify, picture.", no_args_is_help=True)


@data_app.command("list")
def list_command() -> None:
    """List all data sets: molecules, level of theory, size, where they are, licence."""
    from qmlaw import datasets

    table = Table(title="Data sets")
    for column in ("name", "molecules", "level", "size", "where", "licence"):
        right = column in ("molecules", "size")
        table.add_column(
            column, justify="right" if right else "left", overflow="fold", no_wrap=column == "name"
        )
    for name in datasets.known():
        try:
            card = datasets.describe(name)
        except ValueError as error:
            table.add_row(name, "?", f"cannot be read: {error}")
            continue
        paths = _paths(card)
        table.add_row(name, _count(card), card.level, _size(paths), _place(card, paths), card.licence)
    Console().print(table)


@data_app.command("card")
def card_command(name: Annotated[str, typer.Argument(help="A name of `qmlaw data list`.")]) -> None:
    """Show all that is known about one data set."""
    from qmlaw import datasets

    try:
        card = datasets.describe(name)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    rows = {
        "molecules": _count(card),
        "level": card.level,
        "geometries": card.geometries,
        "properties": "\n".join(f"{key}, {unit}" for key, unit in card.properties.items()),
        "origin": card.origin,
        "citation": card.citation,
        "DOI": card.doi or "none",
        "licence": card.licence,
        "splits": card.split,
        "known flaws": "\n".join(f"* {flaw}" for flaw in card.flaws),
        "where": _where(card, _paths(card)),
    }
    readme = data_folder() / name / "README.md"
    if readme.is_file():
        rows["more"] = str(readme)
    table = Table(title=f"{card.name}: {card.title}", show_header=False)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for key, text in rows.items():
        table.add_row(key, Text(text))
    Console().print(table)


@data_app.command("verify")
def verify_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SET]...", help="Sets in data/; without any, all.")
    ] = None,
) -> None:
    """Check checksums and content of the sets in data/. Exits with 1 and a list of what is wrong."""
    from qmlaw import datasets

    console = Console(highlight=False, soft_wrap=True)
    problems = {name: datasets.verify(name) for name in names or datasets.verifiable()}
    for name, found in problems.items():
        console.print(f"{name}: {f'{len(found)} wrong' if found else 'as it should be'}")
        for problem in found:
            console.print(f"  {problem}", markup=False)
    if not problems:
        console.print(f"nothing to verify in {data_folder()}")
    if not problems or any(problems.values()):
        raise typer.Exit(1)


@data_app.command("picture")
def picture_command(name: Annotated[str, typer.Argument(help="A set in data/.")]) -> None:
    """Draw one set, so that the eye finds what does not belong: writes data/NAME/picture.png."""
    from qmlaw.show.dataset_pictures import draw

    try:
        typer.echo(draw(name))
    except (FileNotFoundError, ValueError) as error:
        raise typer.BadParameter(str(error)) from None


def _count(card: DatasetCard) -> str:
    return "" if card.n_molecules is None else f"{card.n_molecules:,}"


def _paths(card: DatasetCard) -> list[Path]:
    """Files of a set that are on this machine."""
    from qmlaw import datasets

    if card.public:
        return [path for file in card.files if (path := datasets.local_path(file))]
    own = datasets.local_sets()
    return [own[card.name]] if card.name in own else []


def _size(paths: list[Path]) -> str:
    size = sum(path.stat().st_size for path in paths)
    return f"{size / 1e6:.1f} MB" if paths else ""


def _place(card: DatasetCard, paths: list[Path]) -> str:
    """Where a set is, in a word."""
    from qmlaw import datasets

    if len(paths) < max(1, len(card.files)):
        return "not here"
    if not card.public:
        return f"data/{card.name}"
    return "QMLAW_DATA" if datasets.user_folder() else "cache"


def _where(card: DatasetCard, paths: list[Path]) -> str:
    """Where a set is, or how it gets here."""
    from qmlaw import datasets

    if len(paths) == max(1, len(card.files)):
        return "\n".join(str(path) for path in paths)
    if not card.public:
        return f"not computed yet: qmlaw reference run data/{card.name}/recipe.toml"
    if datasets.user_folder() is None and all(file.url for file in card.files):
        return "not here; downloaded at the first load"
    files = "\n".join(f"{file.name}: {file.how}" for file in card.files)
    return f"not here; put these files into a folder that QMLAW_DATA names:\n{files}"
