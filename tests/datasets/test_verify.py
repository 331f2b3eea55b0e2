"""`qmlaw data`: verification of own sets, list, cards."""

import numpy as np
import pytest
from small_files import small_set, write_checksums
from typer.testing import CliRunner

from qmlaw import datasets
from qmlaw.cli_data import data_app
from qmlaw.datasets.verify import content_problems
from qmlaw.molecules import Molecules

run = CliRunner().invoke


def test_good_set(own_set):
    assert datasets.verify("mine") == []
    result = run(data_app, ["verify"])
    assert result.exit_code == 0
    assert "mine: as it should be" in result.output


def rewrite(folder, molecules):
    molecules.to_hdf5(folder / "mine.h5")
    write_checksums(folder)


def flip(folder):
    path = folder / "mine.h5"
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def cut(folder):
    path = folder / "mine.h5"
    path.write_bytes(path.read_bytes()[:-100])
    write_checksums(folder)


def unlist(folder):
    (folder / "extra.h5").write_bytes(b"")


def garble(folder):
    (folder / "checksums.txt").write_text("mine.h5 abc\n")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (flip, "mine.h5: expected sha256:"),
        (cut, "truncated"),
        (unlist, "extra.h5: not listed in checksums.txt"),
        (garble, "checksums.txt, line 1: 'mine.h5 abc' is not"),
        (lambda f: (f / "checksums.txt").unlink(), "checksums.txt: missing"),
        (lambda f: (f / "mine.h5").unlink(), "mine.h5: listed in checksums.txt, but missing"),
        (
            lambda f: rewrite(f, small_set().with_property("energy", [-1.1, np.nan, -76.3], "hartree")),
            "property 'energy': 1 of 3 values are not finite",
        ),
        (
            lambda f: rewrite(f, small_set()[[0, 1, 1, 2]]),
            "1 names stand for several molecules, for example 'N2'",
        ),
        (lambda f: rewrite(f, small_set()[:0]), "no molecules"),
    ],
)
def test_damage_is_found_and_named(own_set, damage, message):
    damage(own_set)
    problems = datasets.verify("mine")
    assert any(message in problem for problem in problems), problems
    result = run(data_app, ["verify", "mine"])
    assert result.exit_code == 1
    assert message in result.output


def with_energies(change: float) -> Molecules:
    """N and O on a line, with energies of one level; one atomization energy is changed (hartree)."""
    numbers = [[7, 7], [8, 8], [7, 8], [7, 7, 8], [7, 8, 8], [8, 8, 8], [7, 7, 7]]
    positions = [[[0, 0, 1.2 * k] for k in range(len(z))] for z in numbers]
    atoms = np.array([sum({7: -54.5, 8: -75.0}[k] for k in z) for z in numbers])
    atomization = -0.1 * np.arange(7.0)
    energy = atoms + atomization
    atomization[3] += change
    properties = {
        "HF/energy": (energy, "hartree"),
        "HF/atomization_energy": (atomization * 627.509474, "kcal/mol"),
    }
    return Molecules(numbers, positions, properties=properties, names=list("abcdefg"))


def test_total_and_atomization_energies_must_fit_together():
    assert content_problems(with_energies(0.0)) == []
    problems = content_problems(with_energies(1e-4))
    assert len(problems) == 1
    assert "'HF/energy' and 'HF/atomization_energy'" in problems[0]


def test_unknown_set(own_set):
    result = run(data_app, ["verify", "yours"])
    assert result.exit_code == 1
    assert "no such folder; there are: mine" in result.output


def test_nothing_to_verify_is_no_success(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    result = run(data_app, ["verify"])
    assert result.exit_code == 1
    assert "nothing to verify" in result.output


def test_list_names_every_set(own_set, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    result = run(data_app, ["list"])
    assert result.exit_code == 0
    for name in datasets.known():
        assert name in result.output
    assert "133,885" in result.output


def test_damaged_file_is_not_opened(own_set, monkeypatch):
    """HDF5 can crash on a damaged file, and take the whole process with it."""
    flip(own_set)
    monkeypatch.setattr("qmlaw.molecules.Molecules.from_hdf5", lambda path: pytest.fail("opened"))
    assert len(datasets.verify("mine")) == 1
    assert run(data_app, ["list"]).exit_code == 0


def test_list_survives_a_broken_file(own_set, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    cut(own_set)
    result = run(data_app, ["list"])
    assert result.exit_code == 0
    assert "cannot be read" in result.output


def test_card(own_set, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    result = run(data_app, ["card", "qm9-20k"])
    assert result.exit_code == 0
    for text in ("20,000", "10.1038/sdata.2014.22", "CC0", "U0, hartree", "zero-point"):
        assert text in result.output
    assert "atomization_energy, hartree" in run(data_app, ["card", "mine"]).output


def test_card_of_an_unknown_set(own_set):
    result = run(data_app, ["card", "qm8"])
    assert result.exit_code == 2
    assert "unknown data set" in result.output


def test_sets_in_the_repository_are_as_they_should_be():
    """The real `data/`, whatever lies there at present."""
    for name in datasets.verifiable():
        assert datasets.verify(name) == []


def test_a_folder_of_tables_is_checked_by_its_checksums_alone(tmp_path, monkeypatch):
    import hashlib

    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    folder = tmp_path / "data" / "tables"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text("x\n1\n")
    digest = hashlib.sha256(b"x\n1\n").hexdigest()
    (folder / "checksums.txt").write_text(f"{digest}  a.csv\n")
    assert datasets.verify("tables") == []
    (folder / "a.csv").write_text("x\n2\n")
    (problem,) = datasets.verify("tables")
    assert "a.csv" in problem
    (folder / "checksums.txt").write_text(f"{digest}  a.csv\n{digest}  tables.h5\n")
    assert any("tables.h5: missing" in problem for problem in datasets.verify("tables"))
