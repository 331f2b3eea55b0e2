"""Molecular mechanics: the MMFF94 force field as RDKit has it, at any geometry of a known molecule.

A force field sees bonds, angles and charges that are fixed beforehand. It is told which atoms are bonded; it
does not find out.

References
----------
Halgren, J. Comput. Chem. 17, 490 (1996): MMFF94.
Tosco, Stiefl, Landrum, J. Cheminform. 6, 37 (2014), doi:10.1186/s13321-014-0037-3: its form in RDKit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qmlaw import units

if TYPE_CHECKING:
    from rdkit.Chem import Mol


def mechanics_energies(smiles: str, positions: ArrayLike) -> NDArray[np.float64]:
    """MMFF94 energies of geometries of one molecule.

    Parameters
    ----------
    smiles : str
        The molecule: which atoms are bonded, and how.
    positions : array_like, shape (n_geometries, n_atoms, 3)
        Å; heavy atoms in the order of the SMILES, then hydrogens, as in the data sets of this project.

    Returns
    -------
    ndarray, shape (n_geometries,)
        hartree. The zero is the force field's own: only differences mean something.

    Raises
    ------
    ValueError
        If RDKit cannot read the SMILES, the number of atoms differs, or MMFF94 has no parameters for it.
    """
    from rdkit.Chem import AllChem

    molecule = _with_hydrogens(smiles)
    positions = np.asarray(positions, dtype=float)
    if positions.shape[1:] != (molecule.GetNumAtoms(), 3):
        raise ValueError(
            f"{smiles} has {molecule.GetNumAtoms()} atoms, but positions have shape {positions.shape}"
        )
    AllChem.EmbedMolecule(molecule, randomSeed=1)
    field = AllChem.MMFFGetMoleculeForceField(molecule, _parameters(molecule, smiles))
    energies = [field.CalcEnergy(geometry.ravel().tolist()) for geometry in positions]
    return units.convert(energies, "kcal/mol", "hartree")


def mechanics_parameters(smiles: str) -> dict[str, int]:
    """How many fitted numbers MMFF94 uses for one molecule, equal ones counted once.

    Parameters
    ----------
    smiles : str
        The molecule.

    Returns
    -------
    dict of str to int
        Count for each term: bond stretching, angle bending, stretch-bend, torsion, van der Waals, charges.

    Raises
    ------
    ValueError
        If RDKit cannot read the SMILES or MMFF94 has no parameters for it.
    """
    molecule = _with_hydrogens(smiles)
    table = _parameters(molecule, smiles)
    atoms = range(molecule.GetNumAtoms())
    bonds = [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in molecule.GetBonds()]
    neighbours = {i: [atom.GetIdx() for atom in molecule.GetAtomWithIdx(i).GetNeighbors()] for i in atoms}
    angles = [(a, b, c) for b in atoms for a in neighbours[b] for c in neighbours[b] if a < c]
    torsions = [
        (a, b, c, d)
        for b, c in bonds
        for a in neighbours[b]
        for d in neighbours[c]
        if a != c and d not in (a, b)
    ]
    found = {
        "bond stretching": {table.GetMMFFBondStretchParams(molecule, *pair) for pair in bonds},
        "angle bending": {table.GetMMFFAngleBendParams(molecule, *triple) for triple in angles},
        "stretch-bend": {table.GetMMFFStretchBendParams(molecule, *triple) for triple in angles},
        "torsion": {table.GetMMFFTorsionParams(molecule, *four) for four in torsions},
        "van der Waals": {table.GetMMFFVdWParams(i, i) for i in atoms},
        "partial charge": {(round(table.GetMMFFPartialCharge(i), 6),) for i in atoms},
    }
    return {term: len(_numbers(sets)) for term, sets in found.items()}


def _numbers(sets: set) -> set[float]:
    """The different numbers in tuples of parameters; whole numbers are types, not fits."""
    return {value for given in sets if given for value in given if isinstance(value, float) and value}


def _with_hydrogens(smiles: str) -> Mol:
    from rdkit import Chem

    molecule = Chem.MolFromSmiles(smiles)
    if molecule is None:
        raise ValueError(f"RDKit cannot read the SMILES {smiles!r}")
    return Chem.AddHs(molecule)


def _parameters(molecule: Mol, smiles: str) -> object:
    from rdkit.Chem import AllChem

    if not AllChem.MMFFHasAllMoleculeParams(molecule):
        raise ValueError(f"MMFF94 has no parameters for {smiles}")
    return AllChem.MMFFGetMoleculeProperties(molecule)
