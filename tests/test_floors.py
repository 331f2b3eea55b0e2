"""The floors of the library: a module imports only from floors below its own (or from its own package)."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "lib" / "qmlaw"
FLOORS = {
    "units": 1, "molecules": 1, "paths": 1, "argument": 1,
    "datasets": 2, "representations": 2, "reference": 2, "contracts": 2,
    "models": 3,
    "reproduce": 4, "show": 4, "classroom": 4,
    "cli": 5,
}  # fmt: skip
QUANTUM_CHEMISTRY = {"pyscf", "tblite", "rdkit"}
FILES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The floor's module a file belongs to: `cli_data.py` is part of `cli`."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "cli" if first.startswith("cli_") else first


def imported(path: Path) -> set[str]:
    """Full names of all modules a file imports, wherever the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own_parts(names: set[str]) -> set[str]:
    """Parts of this package among imported names."""
    firsts = {name.split(".")[1] for name in names if name.startswith("qmlaw.") and name.count(".")}
    return {"cli" if first.startswith("cli_") else first for first in firsts} & set(FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    here = part(path)
    if here == "__init__":
        assert not own_parts(imported(path))
        return
    assert here in FLOORS, f"{here} stands on no floor; add it to FLOORS and to CONTRIBUTING.md"
    for other in own_parts(imported(path)) - {here}:
        assert FLOORS[other] < FLOORS[here] or {here, other} in SAME_FLOOR, f"{here} imports {other}"


SAME_FLOOR = [
    {"molecules", "units"}, {"argument", "paths"}, {"classroom", "show"}, {"contracts", "representations"},
]  # fmt: skip
"""Neighbours that may know each other: they hold no chemistry and no data of their own."""


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_reference_floor_knows_quantum_chemistry(path: Path) -> None:
    used = {name.split(".")[0] for name in imported(path)} & QUANTUM_CHEMISTRY
    assert not used or part(path) == "reference", f"{path.name} imports {used}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_library_does_not_print(path: Path) -> None:
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]


def test_the_argument_knows_nothing_of_chemistry() -> None:
    for path in (PACKAGE / "argument").rglob("*.py"):
        firsts = {name.split(".")[0] for name in imported(path)}
        assert not firsts & {"ase", "numpy", "torch", "sklearn", *QUANTUM_CHEMISTRY}, path.name
