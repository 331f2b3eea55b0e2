"""Small molecules and their Hartree-Fock solutions, tightly converged, for the tests of MP4 and QCISD."""

from pyscf import ao2mo, gto, scf

WATER = "O 0 0 0.119262; H 0 0.763239 -0.477047; H 0 -0.763239 -0.477047"
NH2 = "N 0 0 0; H 0 0.80 0.63; H 0 -0.80 0.63"
HYDROGEN_FLUORIDE = "H 0 0 0; F 0 0 0.917"

#: Where no two electrons can be excited: atoms, basis, unpaired electrons, frozen core, unrestricted.
TINY = {
    "H": ("H", "6-31G", 1, 0, None),
    "H, its only electron frozen": ("H", "6-31G", 1, 1, None),
    "He, minimal basis": ("He", "STO-3G", 0, 0, None),
    "He, unrestricted": ("He", "STO-3G", 0, 0, True),
    "triplet H2, minimal basis": ("H 0 0 0; H 0 0 1", "STO-3G", 2, 0, None),
    "Li, frozen core": ("Li", "6-31G", 1, 1, None),
    "triplet He, one of two frozen": ("He", "6-31G", 2, 1, None),
    "Ne, minimal basis": ("Ne", "STO-3G", 0, 1, None),
    "F, minimal basis": ("F", "STO-3G", 1, 1, None),
    "water, all frozen": (WATER, "6-31G", 0, 5, None),
    "NH2, all frozen": (NH2, "6-31G", 1, 5, None),
}


def solve(atoms, basis, spin=0, *, unrestricted=None, charge=0, cart=False):
    mol = gto.M(atom=atoms, basis=basis, spin=spin, charge=charge, cart=cart, verbose=0)
    unrestricted = spin > 0 if unrestricted is None else unrestricted
    mean_field = (scf.UHF if unrestricted else scf.RHF)(mol)
    return mean_field.run(conv_tol=1e-12, conv_tol_grad=1e-8)


def on_functions(mean_field, functions):
    """The same molecule on columns of combined basis functions: every integral is replaced."""
    replaced = type(mean_field)(mean_field.mol)
    core, overlap = (functions.T @ m @ functions for m in (mean_field.get_hcore(), mean_field.get_ovlp()))
    replaced.get_hcore = lambda *_: core
    replaced.get_ovlp = lambda *_: overlap
    replaced._eri = ao2mo.full(mean_field.mol.intor("int2e", aosym="s8"), functions)
    replaced.init_guess = "1e"
    return replaced.run(conv_tol=1e-12, conv_tol_grad=1e-8)
