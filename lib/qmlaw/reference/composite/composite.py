"""The engine: a composite energy of any species from the table of its method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ase import Atoms

from qmlaw.reference.composite.corrections import species_of
from qmlaw.reference.composite.energies import Batch, batch_energies, batches
from qmlaw.reference.composite.methods import find_composite
from qmlaw.reference.composite.result import CompositeEnergy, Part
from qmlaw.reference.composite.store import EnergyStore, charged_formula, species_key
from qmlaw.reference.composite.terms import Composite
from qmlaw.reference.executors import JoblibExecutor
from qmlaw.reference.single_point import default_multiplicity
from qmlaw.reference.thermochemistry import spin_orbit_energy

if TYPE_CHECKING:
    from pathlib import Path

_CORRECTION = {
    "en": "what is still missing, fitted to measured energies, by number of electrons",
    "ko": "아직 모자란 것. 측정한 에너지에 맞추었고 전자 수만 센다",
}
_SPIN_ORBIT = {
    "en": "spin-orbit energy of the atom, from spectra",
    "ko": "원자의 스핀-궤도 에너지, 분광값",
}
_ZERO_POINT = {"en": "the nuclei never rest: zero-point energy", "ko": "핵은 멈추지 않는다: 영점에너지"}


def composite_energy(
    atoms: Atoms,
    method: str | Composite,
    *,
    charge: int = 0,
    multiplicity: int | None = None,
    zero_point_energy: float | None = None,
    workers: int = 1,
    store: Path | EnergyStore | None = None,
    on_finished: Callable[[str, float], None] = lambda basis, cpu_seconds: None,
) -> CompositeEnergy:
    """Composite energy of one species at a given geometry.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å: a minimum at the method's level of geometry.
    method : str or Composite
        Composite method, e.g. ``"G4(MP2)"``.
    charge : int
        Elementary charges.
    multiplicity : int, optional
        2S + 1; default as for `qmlaw.reference.single_point`.
    zero_point_energy : float, optional
        Scaled zero-point energy, hartree. Without one the result has no such part: it is electronic.
    workers : int
        Processes; the energies of different basis sets are calculated at the same time.
    store : Path or EnergyStore, optional
        Folder of finished energies: what is there is not calculated again, what is new is added at once.
    on_finished : callable
        Called with the basis and the processor seconds whenever the energies of a basis are there.

    Returns
    -------
    CompositeEnergy
        Term by term.

    Raises
    ------
    ValueError
        For an unknown method, an element that a basis or the method does not have, or a charge and
        multiplicity that do not fit.
    ConvergenceError
        If a calculation does not converge; finished ones are in the store.
    """
    method = find_composite(method)
    multiplicity = default_multiplicity(atoms, charge) if multiplicity is None else multiplicity
    species_of(atoms, charge, multiplicity)  # refused before anything is calculated
    store = EnergyStore(store) if store is not None and not isinstance(store, EnergyStore) else store
    key = species_key(atoms, charge, multiplicity)
    known = store.read(key) if store else {}
    missing = batches(tuple(label for label in method.labels if label not in known))
    calculate = partial(_batch, atoms, charge, multiplicity)
    for basis, energies in JoblibExecutor(workers).map_unordered(calculate, missing):
        if store:
            store.write(key, basis, energies)
        known |= energies
        on_finished(basis, sum(entry["cpu_seconds"] for entry in energies.values()))
    paid = {*method.labels, *(f"HF/{batch.basis}" for batch in batches(method.labels))}
    return put_together(
        atoms, method, {label: known[label]["energy"] for label in method.labels},
        charge=charge, multiplicity=multiplicity, zero_point_energy=zero_point_energy,
        cpu_seconds=sum(known[label]["cpu_seconds"] for label in paid),
    )  # fmt: skip


def put_together(
    atoms: Atoms,
    method: str | Composite,
    energies: Mapping[str, float],
    *,
    charge: int = 0,
    multiplicity: int | None = None,
    zero_point_energy: float | None = None,
    cpu_seconds: float = 0.0,
) -> CompositeEnergy:
    """Composite energy from total energies that are known already, stored ones for instance.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule; only its elements count.
    method : str or Composite
        Composite method: one of the table, or one of your own made of the same energies.
    energies : mapping of str to float
        Total energies by label ``METHOD/BASIS``, hartree; more than the method needs is fine.
    charge : int
        Elementary charges.
    multiplicity : int, optional
        2S + 1; default as for `qmlaw.reference.single_point`.
    zero_point_energy : float, optional
        Scaled zero-point energy, hartree.
    cpu_seconds : float
        Processor time of the energies, s.

    Returns
    -------
    CompositeEnergy
        Term by term.

    Raises
    ------
    ValueError
        If an energy is missing, or as `composite_energy`.
    """
    method = find_composite(method)
    multiplicity = default_multiplicity(atoms, charge) if multiplicity is None else multiplicity
    species = species_of(atoms, charge, multiplicity)
    if missing := [label for label in method.labels if label not in energies]:
        raise ValueError(
            f"{method.name} needs {', '.join(missing)}; there are {', '.join(energies) or 'none'}"
        )
    used = {label: float(energies[label]) for label in method.labels}
    parts = [Part(term.name, term.energy(used), "ab initio", term.reason) for term in method.terms]
    if method.correction:
        parts.append(Part("HLC", method.correction.energy(species), "fitted", _CORRECTION))
    if method.spin_orbit and species.is_atom:
        parts.append(Part("E(SO)", spin_orbit_energy(species.symbols[0], charge), "measured", _SPIN_ORBIT))
    if zero_point_energy is not None:
        parts.append(Part("E(ZPE)", zero_point_energy, "nuclear motion", _ZERO_POINT))
    return CompositeEnergy(method.name, charged_formula(atoms, charge), tuple(parts), used, cpu_seconds)


def _batch(atoms: Atoms, charge: int, multiplicity: int, batch: Batch) -> tuple[str, dict[str, dict]]:
    """Energies with one basis, with its name: batches finish in any order."""
    from qmlaw.reference.blas import fast_and_single_threaded

    with fast_and_single_threaded():
        return batch.basis, batch_energies(atoms, batch, charge=charge, multiplicity=multiplicity)
