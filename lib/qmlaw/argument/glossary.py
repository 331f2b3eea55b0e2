"""The terms of the essay and of this companion, Korean and English."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qmlaw.argument import schema
from qmlaw.argument.claims import Texts
from qmlaw.paths import data_folder


@dataclass(frozen=True)
class Term:
    """One term. ``in_essay`` is False for terms that only the companion needs."""

    ko: str
    en: str
    definition: Texts | None = None
    in_essay: bool = True
    essay_spelling: str | None = None


def load_glossary(path: Path | None = None) -> dict[str, Term]:
    """Read the glossary.

    Parameters
    ----------
    path : Path, optional
        A YAML file; default ``data/argument/glossary.yaml``.

    Returns
    -------
    dict
        Terms by their Korean form, in the order of the file.

    Raises
    ------
    ArgumentDataError
        If the file breaks the schema or lists a Korean or an English term twice.
    """
    path = path or data_folder() / "argument" / "glossary.yaml"
    entries = schema.read_yaml(path, schema.GLOSSARY)["terms"]
    for key in ("ko", "en"):
        schema.check_unique([entry[key] for entry in entries], f"term ({key})", path.name)
    return {entry["ko"]: Term(**entry) for entry in entries}
