"""Equilibrium geometries: RDKit proposes conformers, GFN2-xTB decides."""

import numpy as np
from ase import Atoms
from ase.data import covalent_radii
from numpy.typing import NDArray

from qmlaw import units

#: Atoms closer than this times the sum of their covalent radii count as bonded.
_BOND_FACTOR = 1.3

_MAX_STEPS = 500

#: Standard deviation (Å) of random displacements of every start. MMFF94 likes symmetric geometries, which
#: can be saddle points of GFN2-xTB; from an exactly symmetric start an optimiser never leaves one.
_JITTER = 0.05


#: Curvature (eV/Å^2) below which a stationary point counts as a saddle; a methyl rotor of 25i cm^-1 has it.
_SADDLE_CURVATURE = -0.002

#: How far (Å) a molecule is moved off a saddle point, and how often that is tried.
_SADDLE_STEP, _SADDLE_ATTEMPTS = 0.2, 4


#: Molecules thinner than this part of their length count as linear: the optimiser leaves 0.001 Å.
_LINEAR = 0.01


class GeometryError(RuntimeError):
    """No geometry with the intended bonds was found."""


def equilibrium_geometry(
    smiles: str, *, seed: int, n_conformers: int = 8, largest_force: float = 0.001
) -> tuple[Atoms, float]:
    """Lowest of a few conformers, optimised with GFN2-xTB.

    Start geometries come from RDKit's ETKDG, relaxed with MMFF94 where it has parameters, and shaken a
    little. Stereochemistry that the SMILES leaves open is decided by the lowest energy among the
    conformers.

    Parameters
    ----------
    smiles : str
        A closed-shell molecule without charges.
    seed : int
        Seed of the conformers.
    n_conformers : int
        Start geometries.
    largest_force : float
        Convergence, eV/Å.

    Returns
    -------
    atoms : ase.Atoms
        Heavy atoms in the order of the SMILES, then hydrogens; positions in Å.
    energy : float
        GFN2-xTB energy, hartree.

    Raises
    ------
    ValueError
        If RDKit cannot read the SMILES.
    GeometryError
        If embedding or every optimisation fails, or every optimised conformer has other bonds than the
        SMILES.

    References
    ----------
    Riniker, Landrum, J. Chem. Inf. Model. 55, 2562 (2015), doi:10.1021/acs.jcim.5b00654: ETKDG.
    Bannwarth, Ehlert, Grimme, J. Chem. Theory Comput. 15, 1652 (2019), doi:10.1021/acs.jctc.8b01176: GFN2.
    """
    symbols, bonds, starts = _conformers(smiles, seed, n_conformers)
    relaxed, problems = [], set()
    for start in starts:
        atoms = with_gfn2(Atoms(symbols, start))
        if problem := _relax(atoms, largest_force) or _other_bonds(atoms, bonds):
            problems.add(problem)
        else:
            relaxed.append(atoms)
    for atoms in sorted(relaxed, key=Atoms.get_potential_energy):
        if problem := _leave_saddle_points(atoms, largest_force) or _other_bonds(atoms, bonds):
            problems.add(problem)
            continue
        energy = atoms.get_potential_energy() / units.HARTREE_TO_EV
        atoms.calc = None
        return atoms, energy
    raise GeometryError(f"{smiles}: {'; '.join(sorted(problems)) or 'RDKit found no conformer'}")


def bonded_pairs(atoms: Atoms) -> set[tuple[int, int]]:
    """Pairs of atoms closer than 1.3 times the sum of their covalent radii.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule, positions in Å.

    Returns
    -------
    set of (int, int)
        Pairs i < j.
    """
    radii = covalent_radii[atoms.numbers]
    close = atoms.get_all_distances() < _BOND_FACTOR * (radii[:, None] + radii)
    return {(int(i), int(j)) for i, j in np.argwhere(np.triu(close, k=1))}


def _other_bonds(atoms: Atoms, bonds: set[tuple[int, int]]) -> str:
    """How the bonds differ from the intended ones; empty if they do not."""
    found, symbols = bonded_pairs(atoms), atoms.get_chemical_symbols()
    changes = [("lost", pair) for pair in sorted(bonds - found)]
    changes += [("new", pair) for pair in sorted(found - bonds)]
    listed = ", ".join(f"{what} {symbols[i]}{i}-{symbols[j]}{j}" for what, (i, j) in changes)
    return f"GFN2-xTB changed the bonds: {listed}" if changes else ""


def _conformers(smiles: str, seed: int, n_conformers: int) -> tuple[list, set, list]:
    """Symbols, bonded pairs and start positions (Å) of one molecule."""
    from rdkit import Chem
    from rdkit.Chem import AllChem

    molecule = Chem.MolFromSmiles(smiles)
    if molecule is None:
        raise ValueError(f"RDKit cannot read the SMILES {smiles!r}")
    molecule = Chem.AddHs(molecule)
    symbols = [atom.GetSymbol() for atom in molecule.GetAtoms()]
    bonds = {tuple(sorted((bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()))) for bond in molecule.GetBonds()}
    if len(symbols) == 1:
        return symbols, bonds, [np.zeros((1, 3))]
    identifiers = AllChem.EmbedMultipleConfs(molecule, n_conformers, randomSeed=seed)
    if AllChem.MMFFHasAllMoleculeParams(molecule):
        AllChem.MMFFOptimizeMoleculeConfs(molecule)
    random = np.random.default_rng(seed)
    starts = [molecule.GetConformer(i).GetPositions() for i in identifiers]
    return symbols, bonds, [start + _JITTER * random.standard_normal(start.shape) for start in starts]


def with_gfn2(atoms: Atoms) -> Atoms:
    """The same object with a GFN2-xTB calculator."""
    from tblite.ase import TBLite

    atoms.calc = TBLite(method="GFN2-xTB", verbosity=0)
    return atoms


def _relax(atoms: Atoms, largest_force: float) -> str:
    """Move to a stationary point; what went wrong, or an empty string."""
    from ase.optimize import BFGS

    converged = BFGS(atoms, logfile=None).run(fmax=largest_force, steps=_MAX_STEPS)
    return "" if converged else f"optimisation did not converge in {_MAX_STEPS} steps"


def _leave_saddle_points(atoms: Atoms, largest_force: float) -> str:
    """Move from a stationary point down to a minimum; what went wrong, or an empty string."""
    for _ in range(_SADDLE_ATTEMPTS):
        curvature, direction = _softest_direction(atoms)
        if curvature > _SADDLE_CURVATURE:
            return ""
        atoms.positions += _SADDLE_STEP * direction
        if problem := _relax(atoms, largest_force):
            return problem
    return f"still at a saddle point after {_SADDLE_ATTEMPTS} attempts"


def _softest_direction(atoms: Atoms) -> tuple[float, NDArray[np.float64]]:
    """Lowest eigenvalue (eV/Å^2) and eigenvector (n_atoms, 3) of the Hessian.

    Rigid motions are projected out: where forces are not exactly zero, turning the molecule has a curvature.
    """
    internal = internal_projector(atoms.positions)
    curvatures, directions = np.linalg.eigh(internal @ hessian(atoms) @ internal)
    return float(curvatures[0]), directions[:, 0].reshape(-1, 3)


def hessian(atoms: Atoms, step: float = 0.005) -> NDArray[np.float64]:
    """Second derivatives of the energy by central differences of the forces.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule with an ASE calculator that has forces; it is left as it is.
    step : float
        Displacement, Å.

    Returns
    -------
    ndarray, shape (3 n_atoms, 3 n_atoms)
        Symmetric, eV/Å^2.
    """
    displaced = atoms.copy()
    displaced.calc = atoms.calc
    columns = []
    for unit in np.eye(3 * len(atoms)).reshape(-1, len(atoms), 3):
        forces = []
        for sign in (1, -1):
            displaced.positions = atoms.positions + sign * step * unit
            forces.append(displaced.get_forces())
        columns.append((forces[1] - forces[0]).ravel() / (2 * step))
    matrix = np.array(columns)
    return (matrix + matrix.T) / 2


def internal_projector(
    positions: NDArray[np.float64], masses: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Projector on displacements that are neither translations nor rotations.

    Parameters
    ----------
    positions : ndarray, shape (n_atoms, 3)
        Å.
    masses : ndarray, shape (n_atoms,), optional
        With masses, displacements are mass-weighted: multiplied by the square roots of the masses.

    Returns
    -------
    ndarray, shape (3 n_atoms, 3 n_atoms)
        Symmetric and idempotent, of rank 3n - 6, or 3n - 5 for a linear molecule.
    """
    weights = np.ones(len(positions)) if masses is None else masses
    axes = np.eye(3)
    centred = positions - np.average(positions, axis=0, weights=weights)
    translations = [np.broadcast_to(axis, centred.shape) for axis in axes]
    rotations = [np.cross(axis, centred) for axis in axes]
    rigid = np.array([*translations, *rotations]) * np.sqrt(weights)[:, None]
    directions, lengths, _ = np.linalg.svd(rigid.reshape(6, -1).T, full_matrices=False)
    directions = directions[:, lengths > _LINEAR * lengths.max()]  # a linear molecule has only five
    return np.eye(positions.size) - directions @ directions.T
