"""What a composite method says about breaking a molecule into atoms, term by term."""

from __future__ import annotations

from collections.abc import Mapping

from ase.formula import Formula

from qmlaw.reference.composite.result import KINDS, CompositeEnergy


def atomization(molecule: CompositeEnergy, atoms: Mapping[str, CompositeEnergy]) -> CompositeEnergy:
    """Atomization energy term by term: of every term the atoms' sum minus the molecule's.

    Nearly all of a total energy stays as it is when a molecule forms. What chemistry asks of a method is this
    difference, and here every term shows what it does to it.

    Parameters
    ----------
    molecule : CompositeEnergy
        A neutral molecule, at a composite method.
    atoms : mapping of str to CompositeEnergy
        Its atoms by chemical symbol, at the same method; more than it needs is fine.

    Returns
    -------
    CompositeEnergy
        Its parts sum up to D0, hartree, positive for a bound molecule (to De where the molecule has no
        zero-point energy). Terms that only atoms have (spin-orbit) are among them. ``energies`` are
        differences, too; ``cpu_seconds`` is the time of the molecule and of one atom of each element.

    Raises
    ------
    ValueError
        If an atom is missing or at another method, or the molecule is charged.
    """
    if molecule.formula.endswith(("+", "-")):
        raise ValueError(f"{molecule.formula} is charged; only a neutral molecule falls into neutral atoms")
    counts = Formula(molecule.formula).count()
    if missing := sorted(set(counts) - set(atoms)):
        raise ValueError(
            f"{molecule.formula} needs atoms of {', '.join(missing)}; there are {', '.join(atoms) or 'none'}"
        )
    used = {symbol: atoms[symbol] for symbol in counts}
    if others := sorted({atom.method for atom in used.values()} - {molecule.method}):
        raise ValueError(f"the molecule is at {molecule.method}, but atoms are at {', '.join(others)}")

    templates = {part.name: part for energy in (molecule, *used.values()) for part in energy.parts}
    order = sorted(templates.values(), key=lambda part: _ORDER.index(part.kind))
    totals = {name: _value(molecule, name) for name in templates}
    for symbol, number in counts.items():
        for name in totals:
            totals[name] -= number * _value(used[symbol], name)
    parts = tuple(part._replace(energy=-totals[part.name]) for part in order)
    energies = {
        label: sum(n * used[symbol].energies[label] for symbol, n in counts.items()) - energy
        for label, energy in molecule.energies.items()
    }
    seconds = molecule.cpu_seconds + sum(atom.cpu_seconds for atom in used.values())
    return CompositeEnergy(molecule.method, f"{molecule.formula} → atoms", parts, energies, seconds)


#: Parts from wave functions first, then the motion of the nuclei and what was measured; what is fitted last.
_ORDER = tuple(KINDS)


def _value(energy: CompositeEnergy, name: str) -> float:
    """Energy of a part by name, hartree; zero where the species has none such."""
    return sum(part.energy for part in energy.parts if part.name == name)
