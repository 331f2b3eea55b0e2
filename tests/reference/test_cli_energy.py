"""`qmlaw energy`: a molecule by name or file, a table, clear refusals."""

import pytest
from typer.testing import CliRunner

from qmlaw.cli import app
from qmlaw.cli_energy import find_molecule

run = CliRunner().invoke


@pytest.mark.parametrize(
    ("name", "formula", "multiplicity"),
    [
        ("methanol", "CH4O", 1),
        ("CH3OH", "CH4O", 1),
        ("Triplet methylene", "CH2", 3),
        ("O2", "O2", 3),
        ("h", "H", 2),
        ("N", "N", 4),
    ],
)
def test_names_of_the_g2_set(name, formula, multiplicity):
    atoms, listed = find_molecule(name)
    assert (atoms.get_chemical_formula(), listed) == (formula, multiplicity)


def test_hydrogen_from_a_file(tmp_path):
    """The printed enthalpy is the method's error for H2, -0.99 kcal/mol; the second run finds all of it."""
    path = tmp_path / "hydrogen.xyz"
    path.write_text("2\n\nH 0 0 0\nH 0 0 0.75\n")
    arguments = ["energy", str(path), "--store", str(tmp_path / "store")]
    first, second = run(app, arguments), run(app, arguments)
    assert "molecule: G3MP2LargeXP, " in first.stderr  # no terminal: a line for every step
    assert first.stderr.count(" left") == len(first.stderr.splitlines())
    assert second.stderr == ""  # nothing was calculated
    assert first.exit_code == 0, first.output
    assert "G4(MP2) of H2" in first.stdout
    assert "-0.99 kcal/mol at 298.15 K" in first.stdout
    assert second.stdout == first.stdout


REFUSED = {
    "name": (["unobtainium"], "neither in ASE's G2 set"),
    "method": (["H2", "--method", "G5"], "unknown composite method 'G5'"),
    "charge": (["H2", "--charge", "5", "--multiplicity", "1"], "do not fit"),
    "element": (["NaCl"], "not settled"),
    "proton": (["H", "--charge", "1", "--multiplicity", "1"], "0 electrons"),
    "file": (["missing.xyz"], "cannot be read"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(arguments, message):
    result = run(app, ["energy", *arguments])
    assert result.exit_code == 2
    assert message in " ".join(result.output.replace("│", " ").split())


@pytest.mark.parametrize(
    ("atoms", "message"),
    [
        ("2\n\nH 0 0 0\nH 0 0 0.1\n", "atoms 0 (H) and 1 (H) are 0.100 Å apart; at least 0.4 Å is allowed"),
        ("0\n\n", "no atom"),
        ("2\n\nH 0 0 0\nBr 0 0 1.4\n", "not for Br"),
        ("1\n\nQq 0 0 0\n", "'Qq' is no element"),
    ],
)
def test_refused_files(tmp_path, atoms, message):
    path = tmp_path / "odd.xyz"
    path.write_text(atoms)
    result = run(app, ["energy", str(path)])
    assert result.exit_code == 2
    assert message in " ".join(result.output.replace("│", " ").split())


IONS = {
    "hydride": ("1\n\nH 0 0 0\n", ["--charge", "-1"], "H-"),
    "helium": ("1\n\nHe 0 0 0\n", [], "He"),
    "helium ion": ("1\n\nHe 0 0 0\n", ["--charge", "1"], "He+"),
    "hydrogen ion": ("2\n\nH 0 0 0\nH 0 0 1.1\n", ["--charge", "1"], "H2+"),
}


@pytest.mark.parametrize(("atoms", "options", "formula"), IONS.values(), ids=IONS)
def test_ions_radicals_and_atoms(tmp_path, atoms, options, formula):
    path = tmp_path / "species.xyz"
    path.write_text(atoms)
    result = run(app, ["energy", str(path), *options])
    assert result.exit_code == 0, result.output
    assert f"G4(MP2) of {formula}" in result.stdout
    assert "Enthalpy of formation" not in result.stdout  # not defined, or not measured for the atom


def test_no_convergence_says_what_is_kept(tmp_path, monkeypatch):
    from qmlaw.reference import stationary

    monkeypatch.setattr(stationary, "_MAX_STEPS", 1)
    arguments = ["energy", "H2O", "--method", "G3(MP2)", "--store", str(tmp_path)]
    result = run(app, arguments)
    assert result.exit_code == 1
    assert "no minimum in 1 steps; the largest force is still" in result.output
    assert f"What is finished is in {tmp_path}" in "".join(result.output.split("\n"))
