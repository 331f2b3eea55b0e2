"""`qmlaw energy`: one molecule by a composite method, term by term."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from qmlaw.cli_progress import StepProgress

if TYPE_CHECKING:
    from ase import Atoms

    from qmlaw.reference.composite import Thermochemistry

Molecule = Annotated[
    str, typer.Argument(help="A name or formula from ASE's G2 set (methanol, CH3OH), or an xyz file.")
]


def energy_command(
    molecule: Molecule,
    method: Annotated[
        str, typer.Option(help="G2, G2(MP2), G3, G3(MP2), G4, G4(MP2), FPA-DZ, FPA-TZ, FPA-TZ+CV.")
    ] = "G4(MP2)",
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
    from qmlaw.reference.composite import check_species, composite_thermochemistry, estimated_costs
    from qmlaw.reference.stationary import NotAMinimumError

    console, progress = Console(), Console(stderr=True)
    try:
        atoms, listed = find_molecule(molecule)
        state = {
            "charge": charge,
            "multiplicity": listed if multiplicity is None and charge == 0 else multiplicity,
        }
        check_species(atoms, method, **state)
        check_distances(atoms)
        with StepProgress(
            f"{method} of {molecule}", estimated_costs(atoms, method, charge), progress
        ) as steps:
            result = composite_thermochemistry(
                atoms, method, workers=workers, store=store, progress=steps.tell, on_step=steps.finished,
                **state,
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
    from ase.data import g2

    from qmlaw.molecules.g2_set import listed_species

    if Path(name).suffix == ".xyz":
        try:
            return ase.io.read(name), None
        except KeyError as error:
            raise ValueError(f"{name} cannot be read as xyz file: {error} is no element") from error
        except (OSError, ValueError, IndexError) as error:
            raise ValueError(f"{name} cannot be read as xyz file: {error}") from error
    wanted = name.casefold()
    for key, entry in g2.data.items():
        title = re.split(r"[(,.]", entry["description"])[0].strip()  # of "Methanol (CH3-OH), Cs symm."
        titles = {key.casefold(), title.casefold()}
        if wanted in titles:
            return listed_species(key)
    raise ValueError(f"{name!r} is neither in ASE's G2 set nor an xyz file; keys are {', '.join(g2.data)}")


#: Shortest distance of two nuclei (Å) that is still taken for a molecule; the shortest bond, of H2, has 0.74.
SHORTEST_DISTANCE = 0.4


def check_distances(atoms: Atoms) -> None:
    """Refuse nuclei that lie in one another.

    Parameters
    ----------
    atoms : ase.Atoms
        Positions in Å.

    Raises
    ------
    ValueError
        If there is no atom, or two are closer than `SHORTEST_DISTANCE`; the message names them.
    """
    if len(atoms) == 0:
        raise ValueError("there is no atom in it")
    distances = atoms.get_all_distances()
    for i in range(len(atoms)):
        for j in range(i):
            if distances[i, j] < SHORTEST_DISTANCE:
                pair = f"atoms {j} ({atoms.symbols[j]}) and {i} ({atoms.symbols[i]})"
                apart = f"are {distances[i, j]:.3f} Å apart; at least {SHORTEST_DISTANCE} Å is allowed"
                raise ValueError(f"{pair} {apart}")


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
    if result.atomization_energy is not None:
        console.print(f"Atomization energy D0: {result.atomization_energy:.6f} hartree", highlight=False)
    if result.formation:
        at_zero, at_room = result.formation
        console.print(
            f"Enthalpy of formation: {at_zero:.2f} kcal/mol at 0 K, {at_room:.2f} kcal/mol at 298.15 K",
            highlight=False,
        )
    console.print(f"Energies: {result.energy.cpu_seconds:.1f} s of processor time", highlight=False)
