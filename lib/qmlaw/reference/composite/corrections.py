"""What a composite method adds that no wave function gives: the fitted correction.

The *higher-level correction* is the part of Gn theory without a derivation. It counts electrons; its
parameters were fitted so that the mean deviation from measured energies is least. G2 stands apart: one of its
two makes the hydrogen atom exact.
"""

from __future__ import annotations

from dataclasses import dataclass

from ase import Atoms

from qmlaw.reference.ab_initio import core_orbitals

#: Elements whose frozen core in Gn theory is not settled here: 1s, or 1s2s2p.
_NO_CORE = ("Na", "Mg")


@dataclass(frozen=True)
class HigherLevelCorrection:
    """Parameters of a higher-level correction, all in millihartree.

    With n_alpha >= n_beta valence electrons of either spin:

    * closed-shell molecule: ``-pair n_beta``
    * open-shell molecule: ``-open_shell_pair n_beta - unpaired (n_alpha - n_beta)``
    * atom or atomic ion: ``-atom_pair n_beta - atom_unpaired (n_alpha - n_beta)``
    * one pair of valence electrons and nothing else (Be, Li2; not H2, He, LiH), where the method has it:
      ``-single_pair``

    Parameters
    ----------
    pair, unpaired : float
        Molecules. `pair` is also used for open shells unless `open_shell_pair` is given.
    atom_pair, atom_unpaired : float
        Atoms and atomic ions.
    open_shell_pair : float or None
        Pairs in open-shell molecules; None: as `pair`.
    single_pair : float or None
        Species with one pair of valence electrons; None: no special case.
    """

    pair: float
    unpaired: float
    atom_pair: float
    atom_unpaired: float
    open_shell_pair: float | None = None
    single_pair: float | None = None

    def energy(self, species: Species) -> float:
        """Correction of one species, hartree.

        Parameters
        ----------
        species : Species
            Kind and electrons.

        Returns
        -------
        float
            Negative.
        """
        n_beta, n_unpaired = species.n_beta, species.n_alpha - species.n_beta
        if self.single_pair is not None and species.is_single_pair:
            return -1e-3 * self.single_pair
        if species.is_atom:
            return -1e-3 * (self.atom_pair * n_beta + self.atom_unpaired * n_unpaired)
        pair = self.pair if self.open_shell_pair is None or n_unpaired == 0 else self.open_shell_pair
        return -1e-3 * (pair * n_beta + self.unpaired * n_unpaired)


@dataclass(frozen=True)
class Species:
    """What the corrections ask about a molecule, atom or ion.

    Parameters
    ----------
    symbols : tuple of str
        Chemical symbols.
    charge : int
        Elementary charges.
    n_alpha, n_beta : int
        Valence electrons of either spin, n_alpha >= n_beta.
    """

    symbols: tuple[str, ...]
    charge: int
    n_alpha: int
    n_beta: int

    @property
    def is_atom(self) -> bool:
        """Whether it is a single atom or atomic ion."""
        return len(self.symbols) == 1

    @property
    def is_single_pair(self) -> bool:
        """One pair of valence electrons and nothing else, as in Be and Li2, but not in H2, He and LiH.

        Published energies decide. G4 of Be and of He, less all other terms, leave -2.8 and -7.2 millihartree,
        which are -E = -2.745 and -C = -7.116. G4(MP2) of Li2 and of LiH in a public table agree with -E and
        with -A. For ions such as BeH+ nothing was found; a hydride counts as LiH does.
        """
        return (self.n_alpha, self.n_beta) == (1, 1) and not set(self.symbols) & {"H", "He"}


def species_of(atoms: Atoms, charge: int, multiplicity: int) -> Species:
    """Count the valence electrons of a molecule.

    Parameters
    ----------
    atoms : ase.Atoms
        Molecule of elements up to Ar.
    charge : int
        Elementary charges.
    multiplicity : int
        2S + 1.

    Returns
    -------
    Species
        Its symbols and valence electrons.

    Raises
    ------
    ValueError
        For an element whose core is a matter of convention, or a charge and multiplicity that leave
        a negative number of valence electrons of one spin.
    """
    symbols = tuple(atoms.get_chemical_symbols())
    if undefined := sorted(
        {s for s, z in zip(symbols, atoms.numbers, strict=True) if z > 18 or s in _NO_CORE}
    ):
        raise ValueError(
            f"composite methods are defined here for H to Ar without {' and '.join(_NO_CORE)}, "
            f"not for {', '.join(undefined)}: it is not settled which orbitals are core"
        )
    n_valence = sum(int(z) - 2 * core_orbitals(int(z)) for z in atoms.numbers) - charge
    n_unpaired = multiplicity - 1
    n_beta, odd = divmod(n_valence - n_unpaired, 2)
    if odd or n_beta < 0 or n_unpaired < 0:
        raise ValueError(
            f"charge {charge} and multiplicity {multiplicity} do not fit {atoms.get_chemical_formula()} "
            f"with {n_valence} valence electrons"
        )
    return Species(symbols, charge, n_beta + n_unpaired, n_beta)
