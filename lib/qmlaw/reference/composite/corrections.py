"""What a composite method adds that no wave function gives: the fitted correction, and spin-orbit energies.

The *higher-level correction* is the part of Gn theory without a derivation. It counts electrons; its
parameters were fitted so that the mean deviation from measured energies is least. G2 stands apart: one of its
two makes the hydrogen atom exact.
"""

from __future__ import annotations

from dataclasses import dataclass

from ase import Atoms

#: Spin-orbit energies of atoms and their ions by (symbol, charge), millihartree; zero if not listed.
#: Experimental, from the tables of atomic energy levels; as used by G3 and G4: Curtiss et al., J. Chem. Phys.
#: 109, 7764 (1998), doi:10.1063/1.477422, table II, where the sources are.
SPIN_ORBIT_MILLIHARTREE = {
    ("B", 0): -0.05, ("C", 0): -0.14, ("O", 0): -0.36, ("F", 0): -0.61,
    ("Al", 0): -0.34, ("Si", 0): -0.68, ("S", 0): -0.89, ("Cl", 0): -1.34,
    ("C", 1): -0.20, ("N", 1): -0.43, ("F", 1): -0.67, ("Ne", 1): -1.19,
    ("Si", 1): -0.93, ("P", 1): -1.43, ("Cl", 1): -1.68, ("Ar", 1): -2.18,
    ("B", -1): -0.03, ("O", -1): -0.26, ("Al", -1): -0.28, ("P", -1): -0.45, ("S", -1): -0.88,
}  # fmt: skip


@dataclass(frozen=True)
class HigherLevelCorrection:
    """Parameters of a higher-level correction, all in millihartree and counted as lowering the energy.

    With n_alpha >= n_beta valence electrons of either spin:

    * closed-shell molecule: ``-pair n_beta``
    * open-shell molecule: ``-open_shell_pair n_beta - unpaired (n_alpha - n_beta)``
    * atom or atomic ion: ``-atom_pair n_beta - atom_unpaired (n_alpha - n_beta)``
    * one pair of valence electrons and nothing else (not H2): ``-single_pair``, where the method has it

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
        if self.single_pair is not None and species.has_single_heavy_pair:
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
    def has_single_heavy_pair(self) -> bool:
        """One pair of valence electrons and nothing else, as in Li2, Be or BeH+, but not in H2 or He.

        The pair must be able to correlate with a core: a species of H and He alone has none.
        """
        return (self.n_alpha, self.n_beta) == (1, 1) and not set(self.symbols) <= {"H", "He"}

    @property
    def spin_orbit(self) -> float:
        """Spin-orbit energy, hartree: tabulated for atoms and atomic ions, zero for molecules."""
        if not self.is_atom:
            return 0.0
        return 1e-3 * SPIN_ORBIT_MILLIHARTREE.get((self.symbols[0], self.charge), 0.0)


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
        For an element after Ar, whose core is a matter of convention, or a charge and multiplicity that leave
        a negative number of valence electrons of one spin.
    """
    symbols = tuple(atoms.get_chemical_symbols())
    if beyond := sorted({s for s, z in zip(symbols, atoms.numbers, strict=True) if z > 18}):
        raise ValueError(f"composite methods are defined here for H to Ar, not for {', '.join(beyond)}")
    n_valence = sum(int(z) - 2 * core_orbitals(int(z)) for z in atoms.numbers) - charge
    n_unpaired = multiplicity - 1
    n_beta, odd = divmod(n_valence - n_unpaired, 2)
    if odd or n_beta < 0 or n_unpaired < 0:
        raise ValueError(
            f"charge {charge} and multiplicity {multiplicity} do not fit {atoms.get_chemical_formula()} "
            f"with {n_valence} valence electrons"
        )
    return Species(symbols, charge, n_beta + n_unpaired, n_beta)


def core_orbitals(atomic_number: int) -> int:
    """Frozen core orbitals of an atom: none up to He, 1s up to Ne, 1s2s2p up to Ar."""
    return 0 if atomic_number <= 2 else 1 if atomic_number <= 10 else 5
