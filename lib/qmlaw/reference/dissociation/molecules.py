"""A calculated curve as a collection of molecules, and a curve calculated on the spot."""

import numpy as np
from threadpoolctl import threadpool_limits

from qmlaw.molecules import Molecules, Property
from qmlaw.reference.dissociation.curve import METHODS, calculate_curve
from qmlaw.reference.dissociation.mean_fields import INSTABILITY

#: A number where a method has none; `METHOD/known` is 0 there. No energy of a molecule is 0.
_NOTHING = 0.0

_CURVATURES = ("restricted_curvature", "triplet_curvature", "unrestricted_curvature")

#: Methods that have natural occupations.
_WITH_OCCUPATIONS = ("UHF", "CCSD", "FCI")

#: Columns of natural occupations in a set: more than the largest basis has. Zeros follow the last orbital.
_COLUMNS = 64


def curve_molecules(name: str, points: list[dict], columns: int = _COLUMNS) -> Molecules:
    """A calculated curve as molecules, one per length.

    Parameters
    ----------
    name : str
        Name of the curve.
    points : list of dict
        From `calculate_curve`.
    columns : int
        Length to which natural occupations are filled up with zeros.

    Returns
    -------
    Molecules
        Properties ``curve``, ``length`` (Å), ``METHOD/energy`` (hartree, 0 where there is none) and
        ``METHOD/known`` (1 or 0), ``METHOD/occupations`` and ``METHOD/has_occupations``, curvatures
        (hartree), ``METHOD/spin_squared``, ``RHF/stable``, ``RHF/lowest_restricted``, ``UHF/stable``
        and ``reasons`` (why something is missing).
    """

    def numbers(values: list, unit: str) -> Property:
        return Property(np.array(values, dtype=float), unit)

    properties = {
        "curve": Property([name] * len(points), "1"),
        "length": numbers([point["length"] for point in points], "angstrom"),
        "reasons": Property(["; ".join(point["reasons"]) for point in points], "1"),
    }
    for method in METHODS:
        known = [method in point["energies"] for point in points]
        energies = [point["energies"].get(method, _NOTHING) for point in points]
        properties[f"{method}/energy"] = numbers(energies, "hartree")
        properties[f"{method}/known"] = numbers(known, "1")
    for method in _WITH_OCCUPATIONS:
        found = [point["occupations"].get(method, []) for point in points]
        filled = [list(values) + [0.0] * (columns - len(values)) for values in found]
        properties[f"{method}/occupations"] = numbers(np.round(filled, 8), "1")
        properties[f"{method}/has_occupations"] = numbers([len(values) > 0 for values in found], "1")
    for method in ("UHF", "FCI"):
        values = [point["spin_squared"].get(method, 0.0) for point in points]
        properties[f"{method}/spin_squared"] = numbers(values, "1")
    curvatures = np.array([[point.get(which, 0.0) for which in _CURVATURES] for point in points])
    for which, values in zip(("RHF/singlet", "RHF/triplet", "UHF/lowest"), curvatures.T, strict=True):
        properties[f"{which}_curvature"] = numbers(values, "hartree")
    stable = curvatures > INSTABILITY
    properties["RHF/lowest_restricted"] = numbers(stable[:, 0], "1")
    properties["RHF/stable"] = numbers(stable[:, :2].all(axis=1), "1")
    properties["UHF/stable"] = numbers(stable[:, 2], "1")
    return Molecules(
        [point["atomic_numbers"] for point in points],
        [point["positions"] for point in points],
        properties=properties,
        names=[f"{name} {point['length']:.4f}" for point in points],
    )


def bond_curve(
    bond: str,
    lengths: list[float],
    methods: tuple[str, ...] = ("RHF", "UHF", "FCI"),
    basis: str = "STO-3G",
    frozen: int = 0,
) -> Molecules:
    """Calculate a curve now: seconds for a diatomic in a small basis.

    Parameters
    ----------
    bond : str
        A bond of `qmlaw.reference.dissociation.BONDS`.
    lengths : list of float
        Å.
    methods : tuple of str
        Some of `qmlaw.reference.dissociation.METHODS`.
    basis : str
        Basis set.
    frozen : int
        Frozen core orbitals.

    Returns
    -------
    Molecules
        As the stored set; ``qmlaw.datasets.bonds.Curve`` makes it easy to read.

    Raises
    ------
    ValueError
        For an unknown bond, method or basis.
    """
    import pyscf.cc  # noqa: F401 (a library that is loaded later would escape the limit of threads)

    with threadpool_limits(limits=1):  # small matrices: more threads only wait for each other
        points = calculate_curve(bond, basis, lengths, methods=methods, frozen=frozen)
    return curve_molecules(bond, points)
