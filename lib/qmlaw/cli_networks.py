"""`qmlaw train ani`, `qmlaw train shipped`, and what `qmlaw predict` does with networks."""

from __future__ import annotations

import csv
import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from qmlaw.cli_models import File, Target, Unit, errors_said, read, show_card

if TYPE_CHECKING:
    from qmlaw.models.trainer import Progress
    from qmlaw.molecules import Molecules

Forces = Annotated[str | None, typer.Option(help="Property with forces, one vector for each atom (HDF5).")]
Group = Annotated[
    str | None, typer.Option(help="Property that names the molecule: test on whole molecules, not points.")
]


def ani_command(
    file: File, target: Target, forces: Forces = None,
    out: Annotated[Path, typer.Option(help="Files OUT-0.safetensors, OUT-0.json and so on.")] = Path("ani"),
    unit: Unit = None,
    networks: Annotated[int, typer.Option(min=2, help="Members of the committee.")] = 4,
    epochs: Annotated[int, typer.Option(min=1, help="How often each point is seen.")] = 100,
    force_weight: Annotated[float, typer.Option(help="Forces count times this beside energies, in Å.")] = 3.0,
    test_share: Annotated[float, typer.Option(min=0.01, max=0.9, help="Share to test on.")] = 0.1,
    group: Group = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the split, and of the first network.")] = 0,
) -> None:  # fmt: skip
    """A committee of networks, one network per element on environment vectors, as in ANI.

    It learns energies, and with --forces also forces. What is kept out to test is never learned.
    """
    from qmlaw.models.atomic import AtomicNetworkRegressor, Committee
    from qmlaw.models.atomic.parameters import checked_forces
    from qmlaw.models.low_levels import read_low_levels
    from qmlaw.representations.aev_fast import FastAEV

    with errors_said():
        if not out.absolute().parent.is_dir():
            raise ValueError(f"the folder of {out} does not exist")  # said now, not after minutes
        molecules, model_unit = read(file, unit, target)
        energies = read_low_levels(molecules, target, model_unit)[:, 0]
        vectors = FastAEV.short_range(tuple(np.unique(molecules.atomic_numbers).tolist()))
        model = AtomicNetworkRegressor(
            vectors, forces=forces, force_weight=force_weight, unit=model_unit, n_epochs=epochs,
            batch_size=32 if forces else 64, validation_fraction=0.05, validate_every=5, report=_tell(epochs),
        )  # fmt: skip
        checked_forces(model, molecules)  # of the whole file, as the energies: the test part needs them, too
        train, test = _split(molecules, test_share, group, seed)
        committee = Committee(model, n_models=networks, seed=seed)
        committee.fit(molecules[train], energies[train])
        card = {
            "file": file.name, "target": target, "unit": model_unit, "unit of the file": unit,
            "split": f"by {group or 'point'}, seed {seed}", "points to train on": len(train),
            "points to test on": len(test),
            "errors": _errors(committee, molecules, energies, train, test, forces),
        }  # fmt: skip
        committee.save(out, **card)
    show_card(card, out)


def shipped_command(
    family: Annotated[str, typer.Argument(help="dtnn, atomic or ani: a folder in data.")] = "dtnn",
    workers: Annotated[int, typer.Option(min=1, help="Processes, one thread each.")] = 1,
) -> None:
    """Train the networks of this project again (dtnn, atomic: ten processor minutes; ani: an hour)."""
    from joblib import Parallel, delayed

    from qmlaw.models.atomic import equilibrium_networks as atomic
    from qmlaw.models.atomic import shipped as ani
    from qmlaw.models.dtnn import shipped as dtnn

    if family not in ("dtnn", "atomic", "ani"):
        raise typer.BadParameter(f"family is {family!r}; allowed are dtnn, atomic and ani")
    console, run = Console(), Parallel(workers, return_as="generator")
    if family == "ani":
        for form in ani.FORMS:
            errors = ani.train(form, n_jobs=workers)
            text = f"{errors['rmse']:.2f} kcal/mol, forces {errors['rmse_forces']:.2f} kcal/mol/Å"
            console.print(f"{form}: {text} on held-out conformers (root mean squares)", highlight=False)
        return
    if family == "dtnn":
        job, wanted = (
            dtnn.train,
            [(name, k) for name, form in dtnn.FORMS.items() for k in range(form.n_seeds)],
        )
    else:
        job, wanted = atomic.ship, atomic.all_shipped()
    for which, error in zip(wanted, run(delayed(job)(*which) for which in wanted), strict=True):
        form, *seeds = which
        seed = " and ".join(map(str, seeds))
        console.print(f"{form}, seed {seed}: {error:.2f} kcal/mol on its test molecules", highlight=False)


def predict_with_network(
    name: str, file: Path, unit: str | None, out: Path | None, against: str | None
) -> None:
    """Names, energies and spreads as a table; with `against` also the errors of relative energies."""
    from qmlaw.cli_trained import trained
    from qmlaw.datasets.user_files import read_molecules
    from qmlaw.models.relative import relative_errors

    with errors_said():
        network = trained(name)
        molecules = read_molecules(file, unit)
        expected = None if against is None else molecules.value(against, network.unit)
        columns = _predicted(network, molecules)
        compared = None
        if expected is not None:
            compared = relative_errors(_molecule(molecules), expected, columns["energy"])
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["name", *(f"{heading} ({network.unit})" for heading in columns)])
    for label, *values in zip(molecules.names, *columns.values(), strict=True):
        rows.writerow([label, *(f"{value:.6f}" for value in values)])
    if out is not None:
        out.write_text(table.getvalue(), encoding="utf-8")
    elif compared is None:
        typer.echo(table.getvalue(), nl=False)
    if compared is not None:
        _show_errors(compared, network.unit)


def _predicted(network: Any, molecules: Molecules) -> dict[str, np.ndarray]:  # noqa: ANN401
    """Energies, and of a committee the spread of its members."""
    if not hasattr(network, "models_"):
        return {"energy": network.predict(molecules)}
    energies, spreads = network.predict(molecules, return_std=True)
    return {"energy": energies, "spread": spreads}


def _split(
    molecules: Molecules, test_share: float, group: str | None, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    if group is None:
        return molecules.split_random(round((1 - test_share) * len(molecules)), seed)
    labels = molecules.value(group)
    return molecules.split_by_group(labels, round((1 - test_share) * len(np.unique(labels))), seed)


def _errors(
    committee: Any, molecules: Molecules, energies: np.ndarray, train: np.ndarray, test: np.ndarray,
    forces: str | None,
) -> dict[str, float]:  # fmt: skip
    """Root mean square errors on the test part, with those of the composition alone."""
    from qmlaw.models import CompositionModel

    def rms(wrong: np.ndarray) -> float:
        return float(np.sqrt(np.mean(wrong**2)))

    counting = CompositionModel().fit(molecules[train], energies[train]).predict(molecules[test])
    found = committee.evaluate(molecules[test])
    errors = {
        "energy, root mean square": rms(found.energies - energies[test]),
        "energy, mean absolute": float(np.abs(found.energies - energies[test]).mean()),
        "composition only, root mean square": rms(counting - energies[test]),
    }
    if forces is not None:
        given = molecules[test].value(forces, f"{committee.unit}/angstrom")
        errors["forces, root mean square per Å"] = rms(found.forces - given)
        errors["no forces, root mean square per Å"] = rms(given)
    return errors


def _molecule(molecules: Molecules) -> np.ndarray:
    """The molecule of each geometry: the property of that name, else what is before the last slash of names.

    Names without one say nothing of it: then geometries of one composition are taken for one molecule, and
    a warning says so.
    """
    if "molecule" in molecules.properties:
        return molecules.value("molecule")
    if all("/" in name for name in molecules.names):
        return np.array([name.rpartition("/")[0] for name in molecules.names])
    warnings.warn(
        "the file does not say which geometries are of one molecule, by a property 'molecule' or by names "
        "such as methanol/1: those of one composition are compared, isomers among them",
        stacklevel=2,
    )
    return np.array([atoms.get_chemical_formula() for atoms in molecules.to_ase()])


def _show_errors(compared: dict[str, Any], unit: str) -> None:
    table = Table(title=f"Relative energies, root mean square errors in {unit}")
    for heading in ("molecule", "geometries", "from the mean", "from the lowest", "mean alone"):
        table.add_column(heading, justify="left" if heading == "molecule" else "right")
    for name, errors in compared.items():
        figures = [f"{value:.3f}" for value in errors[1:]]
        table.add_row(name, f"{errors.n:,}", *figures, end_section=list(compared)[-2] == name)
    Console().print(table, highlight=False)


def _tell(epochs: int) -> Any:  # noqa: ANN401
    console = Console(stderr=True)

    def tell(progress: Progress) -> None:
        if progress.epoch % max(1, epochs // 5) == 0:
            console.print(
                f"epoch {progress.epoch} of {progress.n_epochs}, validation {progress.best:.3f}, "
                f"{progress.cpu_seconds:.0f} CPU s",
                highlight=False,
            )

    return tell
