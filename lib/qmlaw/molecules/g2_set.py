"""Species of ASE's copy of the G2/97 set: start geometry and multiplicity."""

from ase import Atoms
from ase.data import g2


def listed_species(name: str) -> tuple[Atoms, int]:
    """A molecule or atom of ASE's G2 set.

    Parameters
    ----------
    name : str
        Key of ``ase.data.g2.data``.

    Returns
    -------
    atoms : ase.Atoms
        Positions in Å.
    multiplicity : int
        2S + 1.
    """
    entry = g2.data[name]
    atoms = Atoms(entry["symbols"], entry["positions"])
    return atoms, round(abs(sum(entry["magmoms"] or [0]))) + 1
