"""`qmlaw train` and `qmlaw predict`: models for a person's own molecules; networks are in `cli_networks`."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from sklearn.base import BaseEstimator

    from qmlaw.molecules import Molecules

train_app = typer.Typer(
    help="Train on your own molecules: krr, delta (kernels), ani (networks); shipped: those of this project.",
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(help="HDF5, xyz or extended xyz file with molecules and energies.")]
Target = Annotated[str, typer.Option(help="Property to learn: its name in the file.")]
Out = Annotated[Path, typer.Option(help="The model is written here (npz, no pickle).")]
Unit = Annotated[
    str | None, typer.Option(help="Unit of the numbers in an xyz file, which does not say it: eV, hartree, …")
]
Shape = Annotated[
    str,
    typer.Option("--representation", help="bags (bag of bonds, 1/R^3) or matrix (sorted Coulomb matrix)."),
]
TestShare = Annotated[float, typer.Option(min=0.01, max=0.9, help="Share of the molecules to test on.")]
Seeds = Annotated[int, typer.Option(min=1, help="How many random splits to measure the error on.")]


@train_app.command("krr")
def krr_command(
    file: File, target: Target, out: Out = Path("model.npz"), unit: Unit = None, shape: Shape = "bags",
    test_share: TestShare = 0.2, seeds: Seeds = 3,
) -> None:  # fmt: skip
    """Learn a property directly, on top of a fit of atom counts."""
    from qmlaw.models import OnBaseline

    with errors_said():
        molecules, model_unit = read(file, unit, target)
        model = OnBaseline(_kernel_model(shape, molecules))
        _train(model, molecules, file, target, (), model_unit, unit, test_share, seeds, out)


@train_app.command("delta")
def delta_command(
    file: File, target: Target,
    low: Annotated[list[str], typer.Option(help="Property with a low-level energy; may be repeated.")],
    form: Annotated[str, typer.Option(help="difference, fitted or feature.")] = "difference",
    out: Out = Path("model.npz"), unit: Unit = None, shape: Shape = "bags",
    test_share: TestShare = 0.2, seeds: Seeds = 3,
) -> None:  # fmt: skip
    """Learn what a low level of theory leaves to a high one. Predictions need the low-level energies, too.

    difference: learns target - low. fitted: target - rho low, with rho from least squares. feature: low is
    an input beside the molecule. All on top of a fit of atom counts.
    """
    from qmlaw.models import CompositionModel, DeltaRegressor

    with errors_said():
        molecules, model_unit = read(file, unit, target)
        model = DeltaRegressor(
            _kernel_model(shape, molecules), low, form=form, unit=model_unit, baseline=CompositionModel()
        )
        _train(model, molecules, file, target, low, model_unit, unit, test_share, seeds, out)


def predict_command(
    model: Annotated[
        Path, typer.Argument(help="A model that `qmlaw train` wrote, or a network of this project: shaken.")
    ],
    file: Annotated[Path, typer.Argument(help="HDF5, xyz or extended xyz file with molecules.")],
    unit: Annotated[
        str | None, typer.Option(help="Unit of low-level energies in an xyz file; default: as in training.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the table here instead of to the screen.")] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Networks: compare relative energies of each molecule with this property."),
    ] = None,
) -> None:
    """Predict with a stored model: comma-separated names and predictions, in the unit of the model.

    Molecules unlike those of the training set are named in warnings. Networks give the spread of their
    committee beside the energy; single networks and kernel models give no error bar.
    """
    from qmlaw import cli_networks

    if not model.is_file() and model.suffix != ".npz":
        cli_networks.predict_with_network(str(model), file, unit, out, against)
        return
    if against is not None:
        raise typer.BadParameter(f"--against is for networks; {model} is none")
    from qmlaw.datasets.user_files import read_molecules
    from qmlaw.models.card import outside_range
    from qmlaw.models.storage import load_model
    from qmlaw.models.widening import make_room

    with errors_said():
        fitted, card = load_model(model)
        molecules = read_molecules(file, unit or card.get("unit of the file"))
        for line in outside_range(card["range"], molecules):
            Console(stderr=True).print(f"warning: {line}", style="yellow", highlight=False, soft_wrap=True)
        make_room(fitted, molecules)
        values = fitted.predict(molecules)
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["name", f"{card['target']} ({card['unit']})"])
    rows.writerows([name, f"{value:.6f}"] for name, value in zip(molecules.names, values, strict=True))
    if out is None:
        typer.echo(table.getvalue(), nl=False)
    else:
        out.write_text(table.getvalue(), encoding="utf-8")


def read(file: Path, unit: str | None, target: str) -> tuple[Molecules, str]:
    """Molecules, and the unit that the model works in: kcal/mol for energies, else the property's own."""
    from qmlaw import units
    from qmlaw.datasets.user_files import XYZ, read_molecules

    if file.suffix in XYZ and unit is None:
        raise ValueError(f"{file} does not state units: add --unit with that of its energies")
    molecules = read_molecules(file, unit)
    molecules.value(target)  # says which properties there are
    own = molecules.properties[target].unit
    return molecules, "kcal/mol" if units.unit(own).dimension == "energy" else own


def _kernel_model(shape: str, molecules: Molecules) -> BaseEstimator:
    """An unfitted pipeline with room for all molecules of the file: sizes carry no energies."""
    from sklearn.pipeline import make_pipeline

    from qmlaw.models import TunedKernelRidge
    from qmlaw.representations import BagOfBonds, CoulombMatrix

    if shape == "matrix":
        representation = CoulombMatrix(max_atoms=int(molecules.n_atoms.max()))
    elif shape == "bags":
        representation = BagOfBonds(self_terms=False, distance_power=3.0)
        representation.set_params(bag_sizes=representation.fit(molecules).bag_sizes_)
    else:
        raise ValueError(f"representation is {shape!r}; allowed are bags and matrix")
    return make_pipeline(representation, TunedKernelRidge(n_repeats=3 if len(molecules) < 1000 else 1))


def _train(
    model: BaseEstimator, molecules: Molecules, file: Path, target: str, low: list[str] | tuple[()],
    model_unit: str, file_unit: str | None, test_share: float, seeds: int, out: Path,
) -> None:  # fmt: skip
    from qmlaw.datasets.files import digest
    from qmlaw.models import card, score
    from qmlaw.models.low_levels import read_low_levels
    from qmlaw.models.storage import save_model

    if not out.absolute().parent.is_dir():
        raise ValueError(f"the folder of {out} does not exist")  # said now, not after minutes
    targets = read_low_levels(molecules, target, model_unit)[:, 0]
    n_train = round((1 - test_share) * len(molecules))
    splits = [molecules.split_random(n_train, seed) for seed in range(seeds)]
    scores = [
        score(model, molecules, targets, split, low_levels=list(low) or None, unit=model_unit)
        for split in splits
    ]
    model.fit(molecules, targets)
    tuned = (model.base_ if low else model.model_)[-1]
    content = {
        "data": {"file": file.name, "checksum": digest(file), "molecules": len(molecules)},
        "target": target,
        "unit": model_unit,
        "unit of the file": file_unit,
        "low levels": list(low),
        "model": " ".join(repr(model).split()),
        "kernel": {
            "sigma": tuned.regressor_.sigma,
            "regularisation": f"{tuned.regressor_.regularisation:g}",
            "on the rim of the grid": str(tuned.at_edge_),
        },
        "errors on random splits": card.summary(scores),
        "seeds": list(range(seeds)),
        "stored model trained on": len(molecules),
        "range": card.training_range(molecules),
        "versions": card.versions(),
    }
    save_model(model, out, content)
    show_card(content, out)


def show_card(content: dict[str, Any], out: Path) -> None:
    """Print what was trained, and how well."""
    table = Table(title=f"Model card of {out}", show_header=False)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for key, value in content.items():
        if key == "model" and len(value) > 600:
            value = value[:600] + " …"
        table.add_row(key, _text(value))
    Console().print(table, highlight=False)


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_text(entry).replace(chr(10), '; ')}" for key, entry in value.items())
    if isinstance(value, list):
        return ", ".join(_text(entry) for entry in value) or "none"
    if isinstance(value, float):
        return f"{value:.3f}"
    return "stated in the file" if value is None else str(value)


@contextmanager
def errors_said() -> Iterator[None]:
    """Errors without a traceback; warnings in one line each, every one of them once."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        try:
            yield
        except (ValueError, FileNotFoundError) as error:
            raise typer.BadParameter(str(error)) from None
        finally:
            console = Console(stderr=True)
            for text in dict.fromkeys(str(warning.message) for warning in caught):
                console.print(f"warning: {text}", style="yellow", highlight=False, soft_wrap=True)
