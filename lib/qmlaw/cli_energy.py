"""`qmlaw energy`: one molecule by a composite method, term by term."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from ase import Atoms

    from qmlaw.reference.composite import Thermochemistry

Molecule = Annotated[
    str, typer.Argument(help="A name or formula from ASE's G2 set (methanol, CH3OH), or an xyz file.")
]


def energy_command(
    molecule: Molecule,
    method: Annotated[str, typer.Option(help="G2, G2(MP2), G3, G3(MP2), G4 or G4(MP2).")] = "G4(MP2)",
    charge: Annotated[int, typer.Option(help="Total charge.")] = 0,
    multiplicity: Annotated[
        int | None, typer.Option(help="2S + 1; default: the lowest, for G2 as listed.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    store: Annotated[
        Path | None, typer.Option(help="Folder that keeps what is finished, and is looked into first.")
    ] = None,
) -> None:
    """Composite energy and enthalpy of formation of one molecule, term by term.

    Geometry and vibrations are calculated at the levels of the method. What is finished stays in the store,
    so that the same command continues after an interruption.
    """
    from qmlaw.reference.ab_initio import ConvergenceError
    from qmlaw.reference.composite import composite_thermochemistry
    from qmlaw.reference.stationary import NotAMinimumError

    console, progress = Console(), Console(stderr=True)
    try:
        atoms, listed = find_molecule(molecule)
        with progress.status(f"{method} of {molecule}") as status:
            result = composite_thermochemistry(
                atoms, method, charge=charge, workers=workers, store=store,
                multiplicity=listed if multiplicity is None and charge == 0 else multiplicity,
                progress=lambda line: status.update(f"{method} of {molecule}: {line}"),
            )  # fmt: skip
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    except (ConvergenceError, NotAMinimumError) as error:
        kept = f" What is finished is in {store}." if store else ""
        progress.print(f"{error}.{kept}", style="red", highlight=False)
        raise typer.Exit(1) from None
    _show(result, console)


def find_molecule(name: str) -> tuple[Atoms, int | None]:
    """A molecule by name, with its multiplicity where that is listed.

    Parameters
    ----------
    name : str
        Key of ASE's G2 set (``CH3OH``), a name in it (``methanol``; case does not matter), or an xyz file.

    Returns
    -------
    atoms : ase.Atoms
        Positions in Å.
    multiplicity : int or None
        2S + 1 of the G2 set; None for a file.

    Raises
    ------
    ValueError
        If it is neither, or the file cannot be read.
    """
    import re

    import ase.io
    from ase import Atoms
    from ase.data import g2

    if Path(name).suffix == ".xyz":
        try:
            return ase.io.read(name), None
        except (OSError, ValueError, IndexError) as error:
            raise ValueError(f"{name} cannot be read as xyz file: {error}") from error
    wanted = name.casefold()
    for key, entry in g2.data.items():
        title = re.split(r"[(,.]", entry["description"])[0].strip()  # of "Methanol (CH3-OH), Cs symm."
        titles = {key.casefold(), title.casefold()}
        if wanted in titles:
            atoms = Atoms(entry["symbols"], entry["positions"])
            return atoms, round(abs(sum(entry["magmoms"] or [0]))) + 1
    raise ValueError(f"{name!r} is neither in ASE's G2 set nor an xyz file; keys are {', '.join(g2.data)}")


def _show(result: Thermochemistry, console: Console) -> None:
    table = Table(
        "term",
        "hartree",
        "kcal/mol",
        "what it stands for",
        title=f"{result.energy.method} of {result.energy.formula}",
    )
    for name, hartree, kcal, reason in result.energy.rows():
        table.add_row(name, f"{hartree:.6f}", f"{kcal:.2f}", reason)
    console.print(table)
    console.print(f"H(298.15 K) - H(0 K): {result.heating:.6f} hartree", highlight=False)
    if result.formation:
        at_zero, at_room = result.formation
        console.print(f"Atomization energy D0: {result.atomization_energy:.6f} hartree", highlight=False)
        console.print(
            f"Enthalpy of formation: {at_zero:.2f} kcal/mol at 0 K, {at_room:.2f} kcal/mol at 298.15 K",
            highlight=False,
        )
    console.print(f"Energies: {result.energy.cpu_seconds:.1f} s of processor time", highlight=False)
