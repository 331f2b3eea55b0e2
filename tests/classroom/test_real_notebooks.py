"""The notebooks of this repository: editions match sources, and every exercise can be solved as intended."""

import pytest

from qmlaw.classroom.build import stale
from qmlaw.classroom.execution import check_states, execute_source, notebooks_folder
from qmlaw.classroom.sources import sources

FOLDER = notebooks_folder()
NAMES = [path.stem for path in sources(FOLDER)]


def test_every_edition_matches_its_source():
    assert stale(FOLDER) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_check_passes_with_the_solutions(name):
    states = check_states(execute_source(name, "en", solutions=True))
    assert set(states.values()) <= {"passed"}, states
