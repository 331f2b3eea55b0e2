"""The sample notebook of `notebooks/source/README.md`, as a source and as built editions."""

from pathlib import Path

import pytest

from qmlaw.classroom.build import build, write_glossary

README = Path(__file__).resolve().parents[2] / "notebooks" / "source" / "README.md"
SAMPLE = README.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]


def make_folder(root: Path, text: str = SAMPLE, name: str = "90_sample.py") -> Path:
    """Write one source and return its path: ROOT/source/NAME."""
    source = root / "source" / name
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8")
    return source


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The source of the sample, in a folder of its own."""
    return make_folder(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample built in both languages and as solutions. Copy it before changing it."""
    source = make_folder(tmp_path_factory.mktemp("notebooks"))
    for language in ("en", "ko"):
        build(source, language)
        write_glossary(source.parents[1], language)
    build(source, "en", solutions=True)
    return source.parents[1]
