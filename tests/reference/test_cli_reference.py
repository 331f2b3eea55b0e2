"""The commands under `qmlaw reference`."""

import pytest
from typer.testing import CliRunner

from qmlaw.cli_reference import reference_app
from qmlaw.molecules import Molecules


def invoke(*arguments):
    return CliRunner().invoke(
        reference_app, [str(argument) for argument in arguments], env={"COLUMNS": "200"}
    )


def test_run_status_merge(tiny):
    first = invoke("run", tiny, "--workers", 1, "--limit", 6)
    assert first.exit_code == 0 and "6 molecules calculated, 0 of them failed" in first.output
    status = invoke("status", tiny)
    assert "6 done, 0 failed, 6 to do" in status.output and "HF/STO-3G" in status.output
    merged = invoke("merge", tiny / "recipe.toml")
    assert merged.exit_code == 0 and "tiny.h5: 2 molecules" in merged.output
    assert len(Molecules.from_hdf5(tiny / "tiny.h5")) == 2


def test_status_shows_why_something_failed(tiny):
    (tiny / "molecules.smi").write_text("C1CC broken\n")
    invoke("run", tiny, "--workers", 1)
    assert "broken C1CC: ValueError: RDKit cannot read the SMILES" in invoke("status", tiny).output


def test_levels():
    output = invoke("levels").output
    assert "B3LYP/6-31G(2df,p)" in output and "Cartesian" in output


def test_molecules():
    lines = invoke("molecules", "1-2", "--elements", "CO").output.splitlines()
    assert len(lines) == 2 + 5 and "C=O 2-0003" in lines
    assert "not 0" in invoke("molecules", "0").output
    assert invoke("molecules", "many").exit_code == 2


@pytest.mark.parametrize("command", ["run", "merge", "status"])
def test_missing_recipe_is_an_error_not_a_traceback(command, tmp_path):
    result = invoke(command, tmp_path / "nowhere.toml")
    assert result.exit_code == 2 and "nowhere.toml" in result.output
