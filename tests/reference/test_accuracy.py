"""Stored energies and forces are held against tight ones; what is wrong is found."""

import numpy as np
import pytest
from ase.build import molecule
from typer.testing import CliRunner

from qmlaw.cli_reference import reference_app
from qmlaw.molecules import Molecules
from qmlaw.reference import accuracy, find_level, single_point
from qmlaw.units import HARTREE_TO_KCAL_MOL

CHEAP = "HF/STO-3G"


def moved(name, seed):
    """A molecule away from its minimum."""
    atoms = molecule(name)
    atoms.rattle(0.05, seed=seed)
    return atoms


def stored(names, level):
    """A set as a recipe would make it: production energies, atomization energies and forces."""
    atoms = [moved(name, seed) for seed, name in enumerate(names)]
    results = [single_point(a, level, forces=True) for a in atoms]
    kinds = {symbol for a in atoms for symbol in a.get_chemical_symbols()}
    separated = {symbol: single_point(type(atoms[0])(symbol), level).energy for symbol in kinds}
    bonding = [
        result.energy - sum(separated[symbol] for symbol in a.get_chemical_symbols())
        for result, a in zip(results, atoms, strict=True)
    ]
    return Molecules(
        [a.numbers for a in atoms],
        [a.positions for a in atoms],
        properties={
            f"{level}/energy": ([result.energy for result in results], "hartree"),
            f"{level}/atomization_energy": (bonding, "hartree"),
            f"{level}/forces": (np.concatenate([r.forces for r in results]), "hartree/angstrom", "atom"),
        },
        names=names,
    )


def test_good_energies_pass_and_bad_ones_do_not():
    molecules = stored(["H2O", "CH4"], CHEAP)
    assert all(check.good for check in accuracy.check_energies(molecules, [CHEAP]))
    shift = np.array([0.0, 0.0005])  # 0.3 kcal/mol
    wrong = molecules.with_property(
        f"{CHEAP}/energy", molecules.value(f"{CHEAP}/energy", "hartree") + shift, "hartree"
    )
    good, bad = accuracy.check_energies(wrong, [CHEAP])
    assert good.good and not bad.good
    assert bad.total == pytest.approx(0.3138, abs=1e-3) and abs(bad.atomization) < 1e-3
    header, row = accuracy.energy_table([good, bad])
    assert len(header) == len(row) and row[0] == CHEAP and row[-1] == "CH4"


def test_good_forces_pass_and_bad_ones_do_not():
    molecules = stored(["H2O"], CHEAP)
    for check in accuracy.check_forces(molecules, CHEAP, n_directions=3, seed=1):
        assert check.stored == pytest.approx(check.tight, abs=2e-4)
        assert check.stored == pytest.approx(check.production, abs=2e-4)
    turned = -molecules.value(f"{CHEAP}/forces", "hartree/angstrom")
    wrong = molecules.with_property(f"{CHEAP}/forces", turned, "hartree/angstrom", "atom")
    checks = accuracy.check_forces(wrong, CHEAP, n_directions=3, seed=1)
    assert not all(check.good for check in checks)
    header, *rows = accuracy.force_table(checks)
    assert [row[1] for row in rows] == ["production", "tight"] and len(header) == len(rows[0])


def test_forces_of_the_potential_of_ani():
    # ωB97X/6-31G(d) at production accuracy: the grid makes the error, below 0.1 kcal/mol/Å here.
    molecules = stored(["H2O", "CH4"], "ωB97X/6-31G(d)")
    for check in accuracy.check_forces(molecules, "ωB97X/6-31G(d)", n_directions=1, seed=1):
        assert check.good, check
        assert abs(check.stored - check.production) < accuracy.LARGEST_FORCE, check


@pytest.mark.parametrize(
    "level",
    ["PBE/6-31G*", "B3LYP/6-31G(2df,p)", "ωB97X/6-31G(d)", "HF/6-31G*", "MP2/cc-pVDZ", "MP2/cc-pVTZ"],
)
def test_production_settings_are_close_to_tight_ones(level):
    # Hydrogen cyanide, among small molecules the one with the largest error of density fitting.
    atoms = molecule("HCN")
    production = single_point(atoms, level)
    tight = single_point(atoms, level, accuracy="tight")
    method = find_level(level).method
    limit = 2 * accuracy.LARGEST[method]
    assert abs(production.energy - tight.energy) * HARTREE_TO_KCAL_MOL < limit
    if method == "dft":
        assert limit < 0.05
    if method == "mp2":  # the Hartree-Fock part fits, too
        difference = production.steps["HF"].energy - tight.steps["HF"].energy
        assert abs(difference) * HARTREE_TO_KCAL_MOL < 2 * accuracy.LARGEST["hf"]


def test_what_is_picked():
    molecules = stored(["H2O", "CH4", "H2"], CHEAP)
    assert accuracy.pick(molecules, 5, largest=1, seed=1).names == ("H2O", "CH4", "H2")
    assert accuracy.pick(molecules, 5, largest=0, seed=1).names == ("H2",)
    assert accuracy.pick(molecules, 1, 1, seed=1).names == accuracy.pick(molecules, 1, 1, seed=1).names
    assert accuracy.stored_levels(molecules, "forces") == [CHEAP]
    with pytest.raises(ValueError, match="at most -1 heavy"):
        accuracy.pick(molecules, 5, largest=-1, seed=1)
    with pytest.raises(ValueError, match="no dipole"):
        accuracy.stored_levels(molecules, "dipole")


def test_the_command(tiny):
    def invoke(*arguments):
        return CliRunner().invoke(reference_app, list(map(str, arguments)), env={"COLUMNS": "200"})

    assert "tiny.h5" in invoke("check", tiny).output  # not merged yet
    path = tiny / "tiny.h5"
    molecules = stored(["H2O", "CH4"], CHEAP)
    molecules.to_hdf5(path)
    good = invoke("check", tiny, "--molecules", 2, "--largest", 1)
    assert good.exit_code == 0 and CHEAP in good.output and "above the limit" not in good.output
    forces = invoke("check", tiny, "--forces", "--molecules", 1, "--largest", 1, "--directions", 1)
    assert forces.exit_code == 0 and "production" in forces.output
    wrong = molecules.value(f"{CHEAP}/energy", "hartree") + 0.01
    molecules.with_property(f"{CHEAP}/energy", wrong, "hartree").to_hdf5(path)
    bad = invoke("check", tiny, "--molecules", 1, "--largest", 1, "--level", CHEAP)
    assert bad.exit_code == 1 and "above the limit" in bad.output
    assert invoke("check", tiny, "--largest", 1, "--level", "MP2/6-31G*").exit_code == 2
