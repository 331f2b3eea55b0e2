"""All small molecules of a few elements: grown bond by bond, then pruned to what a chemist would call stable.

Growth needs no rules of thumb: start from single atoms; attach one more heavy atom, by a single, double or
triple bond, wherever hydrogens allow it; then close rings and raise bond orders between any two atoms that
still have hydrogens, until nothing new appears. Every neutral closed-shell Lewis structure without formal
charges comes out. Most of them would not survive in a flask, so they are filtered by `UNSTABLE`, a list of
substructures with a reason each.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rdkit.Chem import Mol

#: Substructures (SMARTS) that disqualify a molecule, with the reason. The survivors with up to five heavy
#: atoms (C, N, O) were read one by one, those with six as a sample of 420; a pattern was added for whatever
#: looked wrong. Upper case is aliphatic: pyrrole, furan, isoxazole and the other aromatic rings pass where
#: their open-chain relatives do not.
UNSTABLE = {
    # bonds between N and O atoms
    "[#8]~[#8]": "peroxide, or singlet O2",
    "N1O*1": "oxaziridine",
    "N1O**1": "1,2-oxazetidine",
    "N-O-[CX3,CX2]=,#C": "N-O bond on an unsaturated carbon: rearranges",
    "N-O-[CX3]=[NX2]": "N-O bond on an imidate: rearranges",
    "[OX2]-N-C=C": "N-oxy enamine: rearranges",
    "[$(N-O),$(O-N)]-[CX4]-[#7,#8]": "N-O bond next to an acetal or aminal carbon",
    "N=O": "nitroso: tautomerises to an oxime or dimerises",
    "[N,O]~[#7,#8]~[#7,#8]": "chain of three N or O atoms",
    "[#7,#8]~[N,O]~[#7,#8]": "chain of three N or O atoms",
    "o:n:n": "1,2,3-oxadiazole: opens to a diazoketone",
    "n1nnnn1": "pentazole",
    "[NH]=N": "diazene with hydrogen: loses N2",
    "N=N-[CX3,CX2]": "azo group on an unsaturated carbon",
    # cumulated double bonds: allenes, isocyanates and CO2 stay
    "O=C=C": "ketene",
    "N=C=C": "ketenimine",
    "*=C=C=*": "cumulene",
    "[NH]=C=N": "carbodiimide with hydrogen: tautomerises to cyanamide",
    "[N,O]-N=C=*": "isocyanate or carbodiimide on N or O",
    "N#C-N=C=O": "cyanogen isocyanate",
    # gains a proton elsewhere, or falls apart, at once
    "[NX3,OX2;!H0]-[CX4]-[#7,#8]": "gem-diol, hemiacetal, hemiaminal or aminal with hydrogen",
    "[OH]-C=C": "enol",
    "[NX3;!H0]-C=C": "enamine with hydrogen",
    "[N,O]-C#C": "ynol, ynamine or ynimine",
    "O-C#N": "cyanate",
    "[CX3;!$(C-[NX3])]=[NH]": "N-H imine other than an amidine",
    "[CH2]=N-[#6]": "N-methylene imine: trimerises",
    "[CX3;!$(C-[NX3])]=N-[$(C=O),$(C#N)]": "N-acyl or N-cyano imine",
    "[OH]-C=N": "imidic acid",
    "[OH]-C(=O)-[N,O]": "carbonic or carbamic acid: loses CO2",
    "N#C-C(=O)[OH]": "cyanoformic acid: loses CO2",
    "[NH]=c": "imine tautomer of an aromatic amine",
    "[CX4;!H0]1N=**=*1": "non-aromatic tautomer of an aromatic ring",
    "[CX4;!H0]1C=N*=*1": "non-aromatic tautomer of an aromatic ring",
    "O=C1C=CC=C1": "cyclopentadienone: dimerises",
    # strain
    "*1=**1": "double bond in a three-membered ring",
    "a1aa1": "three-membered ring that only electron counting calls aromatic",
    "a1aaa1": "four-membered ring that only electron counting calls aromatic",
    "a#a": "triple bond in an aromatic ring",
    "[r3]=!@[!#6]": "cyclopropanone, alpha-lactone or alpha-lactam",
    "[r3](=!@*)@[#7,#8]": "methylene oxirane or aziridine",
    "N1NC1": "diaziridine",
    "*1=**=*1": "cyclobutadiene: antiaromatic",
    "*=*1*(=*)*1": "two exocyclic double bonds on a three-membered ring",
    "N1N**1": "1,2-diazetidine",
    "[N,O]1*[N,O]*1": "1,3-diazetidine, oxazetidine or dioxetane",
    "[r4]=@[r4]@[r4]=!@*": "cyclobutenone or methylenecyclobutene: opens",
    "N1=***1": "C=N or N=N in a four-membered ring",
    "C1=C[N,O]*1": "oxete or azete",
    "[CX2;R]": "triple bond or allene in a ring",
    "[R;!R1;r3,r4]=@*": "ring double bond at an atom shared with a three- or four-membered ring",
    "[a;r3,r4]": "aromatic ring fused to a three- or four-membered ring",
    "*1~*2~*~1~*~2": "two fused three-membered rings",
    "*1~*2~*~*~*~2~1": "fused three- and four-membered rings",
    "*1~*~*2~*~*~*~1~2": "two fused four-membered rings",
    "*1~*2~*~*~1~*~2": "bicyclo[1.1.1]",
    "*1~*~*~1~2~*~*~2": "two spiro three-membered rings",
    "*1~*~*~1~2~*~*~*~2": "spiro three- and four-membered rings",
}

#: Valence of the elements that can be grown.
VALENCE = {"C": 4, "N": 3, "O": 2, "F": 1}


def grow(elements: Iterable[str], n_heavy: int) -> list[set[str]]:
    """All closed-shell Lewis structures without charges, unfiltered.

    Parameters
    ----------
    elements : iterable of str
        Symbols out of `VALENCE`.
    n_heavy : int
        Largest number of heavy atoms.

    Returns
    -------
    list of set of str
        Canonical SMILES; entry k holds the molecules with k + 1 heavy atoms.

    Raises
    ------
    ValueError
        For an element without a valence or n_heavy < 1.
    """
    from rdkit import Chem

    elements = list(elements)
    if unknown := [element for element in elements if element not in VALENCE]:
        raise ValueError(f"cannot grow molecules of {unknown}; known elements are {', '.join(VALENCE)}")
    if n_heavy < 1:
        raise ValueError(f"n_heavy must be at least 1, not {n_heavy}")
    sizes = [{Chem.CanonSmiles(f"[{e}H{VALENCE[e]}]" if VALENCE[e] > 1 else f"{e}") for e in elements}]
    for _ in range(1, n_heavy):
        new = {larger for smaller in sizes[-1] for larger in _attachments(smaller, elements)}
        found = set(new)
        while new:
            new = {raised for smiles in new for raised in _closures(smiles)} - found
            found |= new
        sizes.append(found)
    return sizes


def _kekule(smiles: str) -> Mol:
    from rdkit import Chem

    molecule = Chem.MolFromSmiles(smiles)
    Chem.Kekulize(molecule, clearAromaticFlags=True)
    return molecule


def _canonical(molecule: Mol) -> str:
    """Canonical SMILES of an edited molecule, hydrogens refilled to the valence."""
    from rdkit import Chem

    for atom in molecule.GetAtoms():
        atom.SetNumExplicitHs(0)
        atom.SetNoImplicit(False)
    Chem.SanitizeMol(molecule)
    return Chem.MolToSmiles(molecule)


def _attachments(smiles: str, elements: list[str]) -> Iterator[str]:
    """Every molecule with one more heavy atom."""
    from rdkit import Chem

    orders = (Chem.BondType.SINGLE, Chem.BondType.DOUBLE, Chem.BondType.TRIPLE)
    molecule = _kekule(smiles)
    hydrogens = [atom.GetTotalNumHs() for atom in molecule.GetAtoms()]
    for position, free in enumerate(hydrogens):
        for element in elements:
            for order in orders[: min(free, VALENCE[element])]:
                larger = Chem.RWMol(molecule)
                larger.AddBond(position, larger.AddAtom(Chem.Atom(element)), order)
                yield _canonical(larger)


def _closures(smiles: str) -> Iterator[str]:
    """Every molecule with one bond order more between two atoms that have hydrogens."""
    from rdkit import Chem

    raised = {
        Chem.BondType.SINGLE: Chem.BondType.DOUBLE,
        Chem.BondType.DOUBLE: Chem.BondType.TRIPLE,
    }
    molecule = _kekule(smiles)
    open_atoms = [atom.GetIdx() for atom in molecule.GetAtoms() if atom.GetTotalNumHs()]
    for i, j in itertools.combinations(open_atoms, 2):
        closed = Chem.RWMol(molecule)
        bond = closed.GetBondBetweenAtoms(i, j)
        if bond is None:
            closed.AddBond(i, j, Chem.BondType.SINGLE)
        elif bond.GetBondType() in raised:
            bond.SetBondType(raised[bond.GetBondType()])
        else:
            continue
        yield _canonical(closed)


def reason_to_drop(smiles: str) -> str | None:
    """Why a molecule is left out.

    Parameters
    ----------
    smiles : str
        A molecule.

    Returns
    -------
    str or None
        The reason of the first pattern of `UNSTABLE` that matches; None for a molecule to keep.
    """
    from rdkit import Chem

    molecule = Chem.MolFromSmiles(smiles)
    for pattern, reason in _patterns():
        if molecule.HasSubstructMatch(pattern):
            return reason
    return None


@cache
def _patterns() -> tuple:
    from rdkit import Chem

    return tuple((Chem.MolFromSmarts(smarts), reason) for smarts, reason in UNSTABLE.items())


def sensible_molecules(elements: Iterable[str], n_heavy: int) -> list[list[str]]:
    """Molecules that pass `UNSTABLE`, by size.

    Parameters
    ----------
    elements : iterable of str
        Symbols out of `VALENCE`.
    n_heavy : int
        Largest number of heavy atoms.

    Returns
    -------
    list of list of str
        Canonical SMILES, sorted; entry k holds the molecules with k + 1 heavy atoms.
    """
    return [sorted(s for s in found if reason_to_drop(s) is None) for found in grow(elements, n_heavy)]


def molecule_list(elements: Iterable[str], sizes: Iterable[int], seed: int) -> list[tuple[str, str]]:
    """List of molecules for a recipe: by size, in random order within a size.

    Parameters
    ----------
    elements : iterable of str
        Symbols out of `VALENCE`.
    sizes : iterable of int
        Numbers of heavy atoms wanted.
    seed : int
        Seed of the random order, so that a set cut short is still a random sample.

    Returns
    -------
    list of (str, str)
        SMILES and identifier ``size-number``, the number counting alphabetically within the size.
    """
    sizes = sorted(sizes)
    by_size = sensible_molecules(elements, sizes[-1])
    listed = []
    for size in sizes:
        named = [(smiles, f"{size}-{number:04d}") for number, smiles in enumerate(by_size[size - 1], start=1)]
        listed += [named[i] for i in np.random.default_rng(seed).permutation(len(named))]
    return listed
