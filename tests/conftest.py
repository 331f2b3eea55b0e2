"""Shared by all tests: where the public data are, and no deadline for a single property-based example."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow now and then, and a property that holds late still holds.
settings.register_profile("qmlaw", deadline=None)
settings.load_profile("qmlaw")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Public data beside a clone of the repository."""


def pytest_configure(config):
    """Point the library to the public data beside the repository when `QMLAW_DATA` is not set."""
    if not os.environ.get("QMLAW_DATA") and SHARED.is_dir():
        os.environ["QMLAW_DATA"] = str(SHARED)


def pytest_report_header(config):
    """Say which public data the run uses."""
    return f"public data: {os.environ.get('QMLAW_DATA') or f'absent (no QMLAW_DATA, no {SHARED})'}"


@pytest.fixture(scope="session")
def public_data() -> Callable[[str], Path]:
    """`public_data(name)` is the path of a public file; the test is skipped, with the reason, without it."""

    def find(name: str) -> Path:
        folder = os.environ.get("QMLAW_DATA")
        if not folder:
            pytest.skip(f"PUBLIC DATA MISSING: {name} (QMLAW_DATA is not set and there is no {SHARED})")
        path = Path(folder) / name
        if not path.is_file():
            pytest.skip(f"PUBLIC DATA MISSING: {name} is not in {folder}")
        return path

    return find
