"""Helpers of the tests that run recipes: starting one as people do, and comparing what came out."""

import os
import subprocess
import sys
from pathlib import Path

from qmlaw.molecules import Molecules
from qmlaw.reference.merge import merge
from qmlaw.reference.recipes import load_recipe
from qmlaw.reference.shards import read_records


class InThisProcess:
    """The smallest executor; also shows that any object with this method will do."""

    def map_unordered(self, function, tasks):
        yield from map(function, tasks)


def start(folder: Path, *options: object, mark: dict[str, str] | None = None) -> subprocess.Popen:
    """`qmlaw reference run` in a process of its own, with a mark in the environment by which it is found."""
    command = [
        sys.executable,
        "-c",
        "from qmlaw.cli import main; main()",
        "reference",
        "run",
        folder,
        *options,
    ]
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | (mark or {}),
    )


def merged_without_times(folder: Path) -> dict[str, bytes]:
    """The merged files, byte for byte, after leaving out the only thing that differs: how long it took."""
    molecules = merge(load_recipe(folder))
    kept = {
        name: prop
        for name, prop in molecules.properties.items()
        if not name.endswith(("/seconds", "cpu_seconds"))
    }
    assert len(kept) < len(molecules.properties)
    file = folder / "without_times.h5"
    Molecules(
        [molecule.atomic_numbers for molecule in molecules],
        [molecule.positions for molecule in molecules],
        properties=kept,
        names=molecules.names,
    ).to_hdf5(file)
    return {"h5": file.read_bytes(), "atoms": (folder / "atoms.json").read_bytes()}


def records_without_times(folder: Path) -> list[dict]:
    """All that is stored of every task, except how long it took."""
    return [_without_times(record) for record in read_records(load_recipe(folder))]


def _without_times(content):
    if isinstance(content, dict):
        return {
            key: _without_times(value)
            for key, value in content.items()
            if key not in ("seconds", "cpu_seconds")
        }
    return [_without_times(value) for value in content] if isinstance(content, list) else content
