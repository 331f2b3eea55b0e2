"""`qmlaw md`: it moves and writes, by file, entry and name; and everything it refuses leaves no file."""

import ase.build
import ase.io
import numpy as np
import pytest
from atomic_help import few_numbers, rattled, with_forces
from dtnn_help import small_molecules
from typer import Typer
from typer.testing import CliRunner

from qmlaw import cli_dynamics, datasets
from qmlaw.models.atomic import AtomicNetworkRegressor, Committee
from qmlaw.molecules import Molecules

app = Typer()
app.command()(cli_dynamics.md_command)
WATER = small_molecules()[[0]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A committee and a single network for H, C, O as files."""
    path = tmp_path_factory.mktemp("networks")
    molecules, energies = with_forces(rattled(WATER, 30, 0.05, 1))
    model = AtomicNetworkRegressor(
        few_numbers(elements=(1, 8)), hidden=(6,), n_epochs=30, forces="forces", precision="float64",
        batch_size=10,
    )  # fmt: skip
    committee = Committee(model, n_models=2).fit(molecules, energies)
    committee.save(path / "many")
    committee.models_[0].save(path / "single")
    silicon = [ase.build.bulk("Si", cubic=True) for _ in range(2)]
    silicon[1].rattle(0.1, seed=0)
    crystal = AtomicNetworkRegressor(few_numbers(elements=(14,)), hidden=(3,), n_epochs=2, unit="eV")
    crystal.set_params(validation_fraction=0.0).fit(Molecules.from_ase(silicon), [-30.0, -29.0])
    crystal.save(path / "crystal")
    return path


def md(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "250"})


def test_it_moves_and_writes(folder, tmp_path):
    out = tmp_path / "water.traj"
    result = md("H2O", "--model", folder / "many", "--out", out, "--steps", 20, "--every", 2)
    assert result.exit_code == 0, result.output
    frames = ase.io.read(out, ":")
    assert len(frames) == 11 and [path.name for path in tmp_path.iterdir()] == ["water.traj"]
    assert np.abs(frames[-1].positions - frames[0].positions).max() > 1e-3
    for text in ("0.010 ps", "drift of the total energy", "committee disagrees", "step 20 of 20"):
        assert text in result.output, text


def test_bath_file_entry_and_extended_xyz(folder, tmp_path):
    WATER.to_ase()[0].write(tmp_path / "start.xyz")
    entry = next(i for i, one in enumerate(datasets.load("equilibrium")) if len(one.atomic_numbers) == 3)
    for start in (tmp_path / "start.xyz", f"equilibrium:{entry}"):
        out = tmp_path / "out.xyz"
        arguments = ("--model", folder / "single", "--out", out, "--steps", 4, "--every", 2)
        result = md(start, *arguments, "--friction", 0.02)
        assert result.exit_code == 0, result.output
        assert len(ase.io.read(out, ":")) == 3
        assert "drift" not in result.output and "disagrees" not in result.output


def test_single_networks_of_both_kinds_by_name(tmp_path):
    for name in ("small-0-0", "envelope-0"):
        result = md("H2O", "--model", name, "--out", tmp_path / f"{name}.traj", "--steps", 2, "--every", 1)
        assert result.exit_code == 0, result.output
        assert len(ase.io.read(tmp_path / f"{name}.traj", ":")) == 3


def test_cells_must_be_wide_enough_or_allowed(folder, tmp_path):
    ase.build.bulk("Si", cubic=True).write(tmp_path / "si.xyz")
    arguments = (tmp_path / "si.xyz", "--model", folder / "crystal", "--steps", 2, "--every", 1)
    refused = md(*arguments, "--out", tmp_path / "a.traj")
    assert refused.exit_code == 2 and "repeat it 2 x 2 x 2 times" in refused.output
    assert not (tmp_path / "a.traj").exists()
    assert md(*arguments, "--out", tmp_path / "b.traj", "--repeat", 2).exit_code == 0
    assert len(ase.io.read(tmp_path / "b.traj")) == 64
    assert md(*arguments, "--out", tmp_path / "c.traj", "--small-cell").exit_code == 0
    assert len(ase.io.read(tmp_path / "c.traj")) == 8


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["CH4"], "contains C"),
        (["no-such-thing"], "'no-such-thing' is no file, no entry"),
        (["equilibrium:zzz"], "equilibrium has no entry 'zzz'"),
        (["H2O", "--steps", "0"], "steps is 0; allowed is 1 or more"),
        (["H2O", "--temperature", "-5"], "temperature is -5.0"),
        (["H2O", "--timestep", "400"], "shorten the time step"),
    ],
)
def test_what_md_refuses(folder, tmp_path, arguments, message):
    result = md(*arguments, "--model", folder / "many", "--out", tmp_path / "x.traj", "--every", 1)
    assert result.exit_code == 2 and message in result.output.replace("│", " "), result.output
    assert not list(tmp_path.iterdir())


def test_atoms_on_top_of_each_other_and_bad_files(folder, tmp_path):
    close = WATER.to_ase()[0]
    close.positions[1] = close.positions[0] + [0, 0, 0.2]
    close.write(tmp_path / "close.xyz")
    (tmp_path / "bad.xyz").write_text("nothing\n")
    for arguments, message in (
        ((tmp_path / "close.xyz", "--model", folder / "many", "--out", tmp_path / "x.traj"), "0.20 Å apart"),
        ((tmp_path / "bad.xyz", "--model", folder / "many", "--out", tmp_path / "x.traj"), "cannot be read"),
        (("H2O", "--model", folder / "many", "--out", tmp_path / "x.pdf"), "allowed endings are .traj"),
        (("H2O", "--model", folder / "many", "--out", tmp_path / "no" / "x.traj"), "does not exist"),
        (("H2O", "--model", folder / "none", "--out", tmp_path / "x.traj"), "no network"),
    ):
        result = md(*arguments)
        assert result.exit_code == 2 and message in result.output, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.xyz", "close.xyz"]


def test_training_of_silicon_writes_what_it_trained(monkeypatch, tmp_path):
    from qmlaw.models.atomic import silicon
    from qmlaw.reproduce.silicon import Work

    written = []
    monkeypatch.setattr(
        "qmlaw.reproduce.silicon.train_own",
        lambda seed, report: Work(f"model {seed}", {"e": 1.5}, {}, 1.0, {}),
    )
    monkeypatch.setattr(silicon, "ship", lambda models, errors: written.append((models, errors)))
    command = Typer()
    command.command()(cli_dynamics.silicon_command)
    result = CliRunner().invoke(command, ["--networks", "2"])
    assert result.exit_code == 0 and "silicon-1: e 1.5" in result.output
    assert written == [(["model 0", "model 1"], [{"e": 1.5}] * 2)]
