"""From a molecule to its enthalpy of formation by a composite method: nuclei, energies, separate atoms."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from qmlaw.reference.basis import shells
from qmlaw.reference.composite.composite import composite_energy
from qmlaw.reference.composite.corrections import species_of
from qmlaw.reference.composite.costs import GEOMETRY, VIBRATIONS, step_of
from qmlaw.reference.composite.energies import batches
from qmlaw.reference.composite.methods import find_composite
from qmlaw.reference.composite.result import CompositeEnergy
from qmlaw.reference.composite.store import EnergyStore, species_key
from qmlaw.reference.composite.terms import Composite
from qmlaw.reference.single_point import default_multiplicity
from qmlaw.reference.stationary import frequencies, minimum
from qmlaw.reference.thermochemistry import (
    ATOM_ENTHALPIES,
    EnthalpyOfFormation,
    enthalpy_of_formation,
    heating,
    zero_point_energy,
)

#: What is told about the progress: one short line of text at a time.
Progress = Callable[[str], None]


class Nuclei(NamedTuple):
    """Where the nuclei of a molecule rest and how they vibrate, at the levels of a composite method.

    Attributes
    ----------
    atoms : ase.Atoms
        Minimum at the method's level of geometry, positions in Å.
    wavenumbers : ndarray, shape (n_modes,)
        Harmonic, cm^-1, unscaled, at the minimum of the method's level of vibrations.
    """

    atoms: Atoms
    wavenumbers: NDArray[np.float64]


class Thermochemistry(NamedTuple):
    """What a composite method says about a molecule.

    Attributes
    ----------
    energy : CompositeEnergy
        Term by term, with the zero-point energy.
    heating : float
        H(298.15 K) - H(0 K), hartree.
    atomization_energy : float or None
        D0 at 0 K, hartree, positive for a bound molecule; None for an ion.
    formation : EnthalpyOfFormation or None
        Enthalpy of formation, kcal/mol; None for an ion, and where that of an atom was not measured (helium).
    nuclei : Nuclei
        Geometry and vibrations.
    atoms : dict of str to CompositeEnergy
        The separate atoms by symbol, for `qmlaw.reference.composite.atomization`; none of an ion.
    """

    energy: CompositeEnergy
    heating: float
    atomization_energy: float | None
    formation: EnthalpyOfFormation | None
    nuclei: Nuclei
    atoms: dict[str, CompositeEnergy]


def nuclei(
    atoms: Atoms,
    method: str | Composite,
    *,
    charge: int = 0,
    multiplicity: int | None = None,
    store: EnergyStore | None = None,
    progress: Progress | None = None,
    on_step: Callable[[str, float], None] = lambda step, cpu_seconds: None,
) -> Nuclei:
    """Geometry and harmonic wavenumbers at the levels of a composite method.

    Parameters
    ----------
    atoms : ase.Atoms
        Start, positions in Å.
    method : str or Composite
        Composite method.
    charge : int
        Elementary charges.
    multiplicity : int, optional
        2S + 1; default as for `qmlaw.reference.single_point`.
    store : EnergyStore, optional
        Where to look first, and to keep the result.
    progress : callable, optional
        Called with a line of text after every gradient.
    on_step : callable
        Called with ``"geometry"``, then ``"vibrations"``, and their processor seconds.

    Returns
    -------
    Nuclei
        Minimum and wavenumbers.

    Raises
    ------
    ConvergenceError
        If an optimisation does not converge.
    NotAMinimumError
        If what it converged to is a saddle point.
    """
    method = find_composite(method)
    state = {
        "charge": charge,
        "multiplicity": default_multiplicity(atoms, charge) if multiplicity is None else multiplicity,
    }
    key, levels = species_key(atoms, *state.values()), f"{method.geometry}, {method.vibrations}"
    if store and (known := store.read_nuclei(key, levels)):
        found = atoms.copy()
        found.positions = known["positions"]
        on_step(GEOMETRY, 0.0)
        on_step(VIBRATIONS, 0.0)
        return Nuclei(found, np.array(known["wavenumbers"]))
    clock = time.process_time()
    found = minimum(atoms, method.geometry, **state, progress=progress).atoms
    vibrating = found
    if method.vibrations != method.geometry and len(atoms) > 1:
        vibrating = minimum(found, method.vibrations, **state, progress=progress).atoms
    on_step(GEOMETRY, time.process_time() - clock)
    clock = time.process_time()
    wavenumbers = frequencies(vibrating, method.vibrations, **state, progress=progress).wavenumbers
    on_step(VIBRATIONS, time.process_time() - clock)
    if store:
        content = {"positions": found.positions.tolist(), "wavenumbers": wavenumbers.tolist()}
        store.write_nuclei(key, levels, content)
    return Nuclei(found, wavenumbers)


def composite_thermochemistry(
    atoms: Atoms,
    method: str | Composite,
    *,
    charge: int = 0,
    multiplicity: int | None = None,
    workers: int = 1,
    store: Path | EnergyStore | None = None,
    progress: Progress | None = None,
    on_step: Callable[[str, float], None] = lambda step, cpu_seconds: None,
) -> Thermochemistry:
    """Everything from a start geometry: minimum, vibrations, composite energy, enthalpy of formation.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule near its minimum, positions in Å.
    method : str or Composite
        Composite method, e.g. ``"G4(MP2)"``.
    charge : int
        Elementary charges.
    multiplicity : int, optional
        2S + 1; default as for `qmlaw.reference.single_point`.
    workers : int
        Processes for the energies.
    store : Path or EnergyStore, optional
        Folder of what is finished; the atoms are kept there, too.
    progress : callable, optional
        Called with a line of text after every gradient and every basis.
    on_step : callable
        Called with the name of a step, as in `estimated_costs`, and its processor seconds when it is done;
        with 0 seconds when it was in the store.

    Returns
    -------
    Thermochemistry
        Energies, enthalpies, geometry.

    Raises
    ------
    ValueError
        For an element that the method does not have, or a charge and multiplicity that do not fit. Elements
        are checked before anything is calculated.
    ConvergenceError, NotAMinimumError
        If something does not converge, or not to a minimum; what is finished is in the store.
    """
    method = find_composite(method)
    check_species(atoms, method, charge, multiplicity)
    store = EnergyStore(store) if store is not None and not isinstance(store, EnergyStore) else store
    tell = progress or (lambda line: None)

    def energy_of(species: str, members: Atoms, **state: object) -> CompositeEnergy:
        open_steps = {batch.basis for batch in batches(method.labels)}

        def finished(basis: str, seconds: float) -> None:
            open_steps.discard(basis)
            tell(f"{species}: {basis}, {seconds:.1f} s")
            on_step(step_of(species, basis), seconds)

        found = composite_energy(members, method, workers=workers, store=store, on_finished=finished, **state)
        for basis in sorted(open_steps):
            on_step(step_of(species, basis), 0.0)
        return found

    state = {"charge": charge, "multiplicity": multiplicity}
    rest = nuclei(atoms, method, **state, store=store, progress=progress, on_step=on_step)
    scale = method.zpe_scale
    zero_point = zero_point_energy(rest.wavenumbers, scale) if len(atoms) > 1 else None
    energy = energy_of("molecule", rest.atoms, zero_point_energy=zero_point, **state)
    warmth = heating(rest.wavenumbers, len(atoms), scale)
    if charge:
        return Thermochemistry(energy, warmth, None, None, rest, {})
    symbols = atoms.get_chemical_symbols()
    separate = {symbol: energy_of(f"atom {symbol}", Atoms(symbol)) for symbol in sorted(set(symbols))}
    atomization_energy = sum(separate[symbol].energy for symbol in symbols) - energy.energy
    formation = None
    if set(symbols) <= set(ATOM_ENTHALPIES):
        formation = enthalpy_of_formation(symbols, atomization_energy, warmth)
    return Thermochemistry(energy, warmth, atomization_energy, formation, rest, separate)


def check_species(atoms: Atoms, method: str | Composite, charge: int, multiplicity: int | None) -> None:
    """Refuse what the method cannot do before hours are spent on its geometry.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule.
    method : str or Composite
        Composite method.
    charge : int
        Elementary charges.
    multiplicity : int or None
        2S + 1.

    Raises
    ------
    ValueError
        For an element that a basis does not have or whose core is not settled, or a charge and multiplicity
        that do not fit.
    """
    species_of(atoms, charge, default_multiplicity(atoms, charge) if multiplicity is None else multiplicity)
    for batch in batches(find_composite(method).labels):
        for symbol in sorted(set(atoms.get_chemical_symbols())):
            shells(batch.basis, symbol)
