"""Orbits as stored: typing errors would break Kepler's third law."""

import shutil

import numpy as np
import pytest

from qmlaw.datasets.orbits import load_moons, load_planets
from qmlaw.paths import data_folder


def third_law(orbits):
    """T^2 / a^3 against its mean."""
    constant = orbits.period**2 / orbits.axis**3
    return constant / constant.mean() - 1


def test_planets_share_one_constant():
    planets = load_planets()
    assert len(planets) == 9
    np.testing.assert_allclose(planets.period**2 / planets.axis**3, 1.0, atol=0.0016)  # 0.08 % in the period
    assert planets["Earth"].period == pytest.approx(1.0000174, abs=1e-6)  # the sidereal year


@pytest.mark.parametrize(("centre", "limit"), [("Jupiter", 0.004), ("Saturn", 0.006)])
def test_moons_share_a_constant(centre, limit):
    moons = load_moons(centre)
    assert len(moons) == 4
    assert np.abs(third_law(moons)).max() < limit


def test_jupiter_weighed_by_its_moons():
    moons = load_moons("Jupiter")
    mass = np.mean(moons.axis**3 / moons.period**2)  # in au and years the Sun has 1, to a few parts in 1e5
    assert 1 / mass == pytest.approx(load_planets()["Jupiter"].inverse_mass, rel=0.002)


def test_one_body_and_several():
    planets = load_planets()
    two = planets[["Mars", "Venus"]]
    assert two.names == ("Mars", "Venus")
    assert two.axis.tolist() == [planets["Mars"].axis, planets["Venus"].axis]


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="'Vulcan'; there are Mercury"):
        load_planets()["Vulcan"]
    with pytest.raises(ValueError, match="'Mars'; there are moons of Jupiter, Saturn"):
        load_moons("Mars")


def test_a_changed_file_is_refused(tmp_path, monkeypatch):
    shutil.copytree(data_folder() / "planets", tmp_path / "data" / "planets")
    monkeypatch.setenv("QMLAW_HOME", str(tmp_path))
    file = tmp_path / "data" / "planets" / "planets.csv"
    file.write_text(file.read_text().replace("1.52371034", "1.53271034"))
    with pytest.raises(ValueError, match="planets.csv: expected"):
        load_planets()
    file.unlink()
    with pytest.raises(FileNotFoundError, match="planets.csv"):
        load_planets()
