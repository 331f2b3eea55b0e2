"""`qmlaw data picture`: a small file for every set, in which what stands out has a name."""

import shutil

import numpy as np
import pytest
from matplotlib import pyplot
from typer.testing import CliRunner

from qmlaw.cli_data import data_app
from qmlaw.molecules import Molecules
from qmlaw.paths import data_folder
from qmlaw.show.dataset_pictures import PICTURES, by_composition, by_distortion, draw


def texts(fig) -> set[str]:
    return {annotation.get_text() for axes in fig.axes for annotation in axes.texts}


@pytest.fixture(autouse=True)
def close():
    yield
    pyplot.close("all")


def alkanes(change: float) -> Molecules:
    """Made-up energies, linear in the composition but for one molecule (kcal/mol)."""
    numbers = [[6] * n + [1] * (2 * n + 2 * k) for n in range(1, 6) for k in (0, 1)]
    positions = [2.0 * np.eye(3)[[0]] * np.arange(len(z))[:, None] for z in numbers]
    energies = np.array([-100.0 * z.count(6) - 50.0 * z.count(1) for z in numbers])
    energies[4] += change
    names = [f"m{k}" for k in range(len(numbers))]
    properties = {
        f"{level}/{what}": (energies, "kcal/mol")
        for level in ("GFN2-xTB", "B3LYP/6-31G(2df,p)")
        for what in ("energy", "atomization_energy")
    }
    return Molecules(numbers, positions, properties=properties, names=names)


def test_extremes_of_fits_by_composition_are_named():
    fig = by_composition(alkanes(30))
    left = [annotation.get_text() for annotation in fig.axes[0].texts]
    assert len(left) == 4 and sum("m4" in words.split(", ") for words in left) == 2
    assert fig.axes[0].get_yticklabels()[0].get_text() == "GFN2-xTB"


def hydrogen(levels: list[str], forces: bool) -> Molecules:
    """H2 on a spring; one shaken geometry lost its bond."""
    lengths = np.array([0.74, 0.70, 0.72, 0.76, 0.78, 1.30])
    pulls = 0.5 * (lengths - 0.74)
    pushes = np.array([[[0, 0, p], [0, 0, -p]] for p in pulls]).reshape(-1, 3)
    properties = {
        "molecule": (["x"] * 6, "1"),
        "origin": (["minimum"] + ["normal modes"] * 5, "1"),
        **{
            f"{level}/energy": (0.25 * (lengths - 0.74) ** 2 - k, "hartree") for k, level in enumerate(levels)
        },
    }
    if forces:
        properties[f"{levels[-1]}/forces"] = (pushes, "hartree/angstrom", "atom")
    return Molecules(
        [[1, 1]] * 6,
        [[[0, 0, 0], [0, 0, x]] for x in lengths],
        properties=properties,
        names=["x/minimum", *(f"x/modes-{k:03d}" for k in range(5))],
    )


@pytest.mark.parametrize("forces", [True, False])
def test_points_that_stand_out_are_named(forces):
    fig = by_distortion(hydrogen(["GFN2-xTB", "HF/6-31G*"], forces))
    assert "x/modes-004" in texts(fig)
    assert fig.axes[0].get_title() == "HF/6-31G*"  # the highest rung


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository that holds `equilibrium_6` only."""
    shutil.copytree(
        data_folder() / "equilibrium_6",
        tmp_path / "data" / "equilibrium_6",
        ignore=shutil.ignore_patterns("shards"),
    )
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    return tmp_path


def test_picture_of_a_real_set(repository):
    path = repository / "data" / "equilibrium_6" / "picture.png"
    path.unlink(missing_ok=True)
    result = CliRunner().invoke(data_app, ["picture", "equilibrium_6"])
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(b"\x89PNG")
    assert 5_000 < path.stat().st_size < 100_000


def test_sets_without_a_drawing_are_named(repository):
    with pytest.raises(ValueError, match="no picture of 'qm9'; there are pictures of equilibrium"):
        draw("qm9")
    result = CliRunner().invoke(data_app, ["picture", "qm9"])
    assert result.exit_code == 2
    with pytest.raises(FileNotFoundError, match="ladder.h5"):  # it has a drawing, but is not here
        draw("ladder")
    assert CliRunner().invoke(data_app, ["picture", "ladder"]).exit_code == 2


@pytest.mark.parametrize("name", list(PICTURES))
def test_stored_pictures_are_small(name):
    path = data_folder() / name / "picture.png"
    if not path.exists():
        pytest.skip(f"{path} has not been drawn yet")
    assert path.stat().st_size < 100_000
    card = (data_folder() / name / "README.md").read_text(encoding="utf-8")
    alt = card.partition("![")[2].partition("](picture.png)")[0]
    assert len(alt) > 40, "the card must show its picture, with words for who cannot see it"
