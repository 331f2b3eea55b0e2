"""The command `qmlaw`: one sub-command per part of the library.

Each part keeps its commands in a file of its own (`cli_data.py`, `cli_reference.py`, …). They import what is
heavy inside the commands, so that `qmlaw --help` answers at once.
"""

import logging

import typer
from rich.logging import RichHandler

import qmlaw
from qmlaw.cli_argue import argue_app
from qmlaw.cli_argument import claims_command, evidence_app
from qmlaw.cli_attitudes import attitudes_app
from qmlaw.cli_data import data_app
from qmlaw.cli_dynamics import md_command, silicon_command
from qmlaw.cli_energy import energy_command
from qmlaw.cli_models import predict_command, train_app
from qmlaw.cli_networks import ani_command, shipped_command
from qmlaw.cli_notebooks import notebooks_app
from qmlaw.cli_reference import reference_app
from qmlaw.cli_reproduce import reproduce_command

app = typer.Typer(
    name="qmlaw",
    help="What kind of law does a machine learn? Data, reference calculations, models, figures, evidence.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.add_typer(argue_app, name="argue")
app.add_typer(attitudes_app, name="attitudes")
app.command("claims")(claims_command)
app.add_typer(data_app, name="data")
app.command("energy")(energy_command)
app.add_typer(evidence_app, name="evidence")
app.command("md")(md_command)
app.add_typer(notebooks_app, name="notebooks")
app.command("predict")(predict_command)
app.add_typer(reference_app, name="reference")
app.command("reproduce")(reproduce_command)
train_app.command("silicon")(silicon_command)
train_app.command("ani")(ani_command)
train_app.command("shipped")(shipped_command)
app.add_typer(train_app, name="train")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"qmlaw {qmlaw.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version."
    ),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Show what the library logs."),
) -> None:
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", handlers=[RichHandler(show_path=False)])


def main() -> None:
    """Run the command line."""
    app()
