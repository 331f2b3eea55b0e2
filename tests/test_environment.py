"""pyproject.toml, constraints.txt and environment.yml say the same thing."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {normal(pin.name): next(iter(pin.specifier)).version for pin in pins}


def requirements() -> list[Requirement]:
    every = [*PROJECT["dependencies"], *(r for group in EXTRAS.values() for r in group)]
    return [Requirement(line) for line in every]


@pytest.mark.parametrize("requirement", requirements(), ids=lambda r: r.name)
def test_every_dependency_is_pinned_within_its_range(requirement: Requirement) -> None:
    assert normal(requirement.name) in pinned(), f"{requirement.name} is not in constraints.txt"
    assert requirement.specifier.contains(pinned()[normal(requirement.name)])


def test_torch_is_the_agreed_version() -> None:
    assert pinned()["torch"] == "2.13.0"


def test_conda_environment_installs_this_package_with_its_extras() -> None:
    pip_lines = next(entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict))
    install = next(line for line in pip_lines if line.startswith("--editable"))
    extras = set(re.search(r"\[(.*)\]", install).group(1).split(","))
    assert extras == {"notebooks", "test"}
    assert extras <= set(EXTRAS)
    assert "--constraint constraints.txt" in pip_lines


def test_conda_environment_lists_no_dependency_twice() -> None:
    """All else comes from pyproject.toml: conda itself brings Python, pip and make."""
    names = {re.split(r"[=<>]", entry)[0] for entry in CONDA["dependencies"] if isinstance(entry, str)}
    assert names == {"python", "pip", "make"}


def test_conda_python_is_allowed_by_the_package() -> None:
    version = next(e.split("=")[1] for e in CONDA["dependencies"] if str(e).startswith("python="))
    assert SpecifierSet(PROJECT["requires-python"]).contains(version)


def test_make_installs_the_same_extras() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert ".[notebooks,test]" in makefile
    assert "constraints.txt" in makefile
