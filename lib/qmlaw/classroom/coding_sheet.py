"""The coding sheet of experiment T21: what papers want, read by several people who do not talk.

A list of papers (``data/attitudes/papers.csv``) and one file per coder (``data/attitudes/codings/NAME.csv``).
How well two coders agree beyond chance is Cohen's kappa.

References
----------
J. Cohen, A coefficient of agreement for nominal scales, Educ. Psychol. Meas. 20, 37 (1960).
doi:10.1177/001316446002000104
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qmlaw.argument.files import write_whole
from qmlaw.paths import data_folder

#: What may stand in each column of a coder's file.
ALLOWED = {"aim": ("predict", "explain", "both", "neither"), "interior": ("yes", "no")}
PAPER_COLUMNS = ("paper", "year", "first_author", "title")
FRAME_MARK = "# drawn at random from "


@dataclass(frozen=True)
class Paper:
    """One paper of the list."""

    number: int
    year: int
    first_author: str
    title: str


@dataclass(frozen=True)
class PaperList:
    """Papers to code; ``frame`` says from what they were drawn at random, None if somebody chose them."""

    papers: tuple[Paper, ...]
    frame: str | None = None


@dataclass(frozen=True)
class Coding:
    """What one coder found: by paper number, a value for ``aim`` and one for ``interior``."""

    coder: str
    values: Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class Agreement:
    """Cohen's kappa of two coders with a 95 % bootstrap interval, the share of equal codes, how many."""

    kappa: float
    low: float
    high: float
    equal: float
    n: int


def papers_file() -> Path:
    """Return the file of the list of papers."""
    return data_folder() / "attitudes" / "papers.csv"


def load_papers(path: Path | None = None) -> PaperList:
    """Read the list of papers.

    Parameters
    ----------
    path : Path, optional
        Default :func:`papers_file`.

    Returns
    -------
    PaperList

    Raises
    ------
    ValueError
        If a column is missing, a number is none, or two papers have the same.
    """
    path = path or papers_file()
    text = path.read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    frame = first.removeprefix(FRAME_MARK).strip() if first.startswith(FRAME_MARK) else None
    rows = _rows(rest if frame else text, PAPER_COLUMNS, path.name)
    papers = []
    for line, row in rows:
        try:
            papers.append(Paper(int(row["paper"]), int(row["year"]), row["first_author"], row["title"]))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {line}: paper and year are whole numbers: {error}") from None
    numbers = [paper.number for paper in papers]
    if len(set(numbers)) < len(numbers):
        twice = sorted({n for n in numbers if numbers.count(n) > 1})
        raise ValueError(f"{path.name}: each number may occur once; repeated: {twice}")
    return PaperList(tuple(papers), frame)


def draw_papers(frame: Path, n: int, seed: int, path: Path) -> PaperList:
    """Draw papers at random from an exported list and write them as a new list.

    Parameters
    ----------
    frame : Path
        A CSV file with at least the columns year, first_author and title.
    n : int
        How many.
    seed : int
        Seed of the draw.
    path : Path
        The file to write; its first line names frame, size and seed.

    Returns
    -------
    PaperList

    Raises
    ------
    ValueError
        If a column is missing or the frame holds fewer than `n` papers.
    """
    rows = [row for _, row in _rows(frame.read_text(encoding="utf-8"), PAPER_COLUMNS[1:], frame.name)]
    if not 1 <= n <= len(rows):
        raise ValueError(f"n is {n}; {frame.name} allows 1 to {len(rows)}")
    chosen = np.sort(np.random.default_rng(seed).choice(len(rows), n, replace=False))
    out = io.StringIO()
    out.write(f"{FRAME_MARK}{frame.name}, {len(rows)} papers, seed {seed}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(PAPER_COLUMNS)
    for number, i in enumerate(chosen, start=1):
        writer.writerow([number, *(rows[i][column] for column in PAPER_COLUMNS[1:])])
    write_whole(path, out.getvalue().encode())
    return load_papers(path)


def save_coding(coding: Coding, path: Path) -> Path:
    """Write a coder's file, all of it or nothing.

    Parameters
    ----------
    coding : Coding
        What was found; papers without a value are left out.
    path : Path
        The file; its folder must exist.

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        If a value is not allowed.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["paper", *ALLOWED])
    for number, values in sorted(coding.values.items()):
        _check(values, f"paper {number}")
        writer.writerow([number, *(values[column] for column in ALLOWED)])
    return write_whole(path, out.getvalue().encode())


def load_coding(path: Path, papers: PaperList) -> Coding:
    """Read a coder's file; the coder is the name of the file.

    Parameters
    ----------
    path : Path
        A CSV file with columns paper, aim, interior.
    papers : PaperList
        The list that was coded.

    Returns
    -------
    Coding

    Raises
    ------
    ValueError
        If a column is missing, a value is not allowed, a paper is not on the list or is coded twice; the
        message names file and line.
    """
    known = {paper.number for paper in papers.papers}
    values: dict[int, dict[str, str]] = {}
    for line, row in _rows(path.read_text(encoding="utf-8"), ("paper", *ALLOWED), path.name):
        where = f"{path.name}, line {line}"
        if not row["paper"].isdigit() or int(row["paper"]) not in known:
            raise ValueError(f"{where}: paper {row['paper']!r} is not on the list of {len(known)}")
        if int(row["paper"]) in values:
            raise ValueError(f"{where}: paper {row['paper']} is coded twice")
        found = {column: row[column].strip() for column in ALLOWED}
        _check(found, where)
        values[int(row["paper"])] = found
    return Coding(path.stem, values)


def load_codings(folder: Path | None = None, papers: PaperList | None = None) -> list[Coding]:
    """Read the files of all coders.

    Parameters
    ----------
    folder : Path, optional
        Default ``data/attitudes/codings``.
    papers : PaperList, optional
        Default :func:`load_papers`.

    Returns
    -------
    list of Coding
        By name; empty if nobody has coded yet.
    """
    folder = folder or papers_file().parent / "codings"
    papers = papers or load_papers()
    return [load_coding(path, papers) for path in sorted(folder.glob("*.csv"))]


def agreement(one: Coding, other: Coding, column: str, draws: int = 2000, seed: int = 0) -> Agreement:
    """Say how well two coders agree.

    Parameters
    ----------
    one, other : Coding
        Two coders; compared on the papers that both coded.
    column : {"aim", "interior"}
        What is compared.
    draws : int
        Bootstrap samples of papers for the interval.
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Agreement
        Kappa is 0 for agreement by chance and 1 for complete agreement. Where both coders gave one and the
        same value throughout, chance alone would do so, and kappa is taken as 0.

    Raises
    ------
    ValueError
        If there is no such column or no paper that both coded.
    """
    if column not in ALLOWED:
        raise ValueError(f"column is {column!r}; allowed are {', '.join(ALLOWED)}")
    both = sorted(set(one.values) & set(other.values))
    if not both:
        raise ValueError(f"{one.coder} and {other.coder} have no paper in common")
    a = np.array([one.values[n][column] for n in both])
    b = np.array([other.values[n][column] for n in both])
    rng = np.random.default_rng(seed)
    samples = rng.integers(len(both), size=(draws, len(both)))
    low, high = np.quantile([_kappa(a[s], b[s]) for s in samples], [0.025, 0.975])
    kappa = _kappa(a, b)
    return Agreement(kappa, min(low, kappa), max(high, kappa), float((a == b).mean()), len(both))


def share(codings: Sequence[Coding], column: str, values: Sequence[str]) -> float:
    """Return the share of codes with one of some values, over all coders and papers.

    Parameters
    ----------
    codings : sequence of Coding
        All coders; without any the share is 0.
    column : {"aim", "interior"}
        Which code.
    values : sequence of str
        The values that count.

    Returns
    -------
    float
    """
    codes = [found[column] for coding in codings for found in coding.values.values()]
    return sum(code in values for code in codes) / len(codes) if codes else 0.0


def _kappa(a: np.ndarray, b: np.ndarray) -> float:
    from sklearn.metrics import cohen_kappa_score

    if len(set(a) | set(b)) == 1:
        return 0.0
    return float(cohen_kappa_score(a, b))


def _check(values: Mapping[str, str], where: str) -> None:
    for column, allowed in ALLOWED.items():
        if values.get(column) not in allowed:
            given = values.get(column)
            raise ValueError(f"{where}: {column} is {given!r}; allowed are {', '.join(allowed)}")


def _rows(text: str, columns: Sequence[str], name: str) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"{name}: missing columns {', '.join(missing)}; needed are {', '.join(columns)}")
    rows = [(reader.line_num, row) for row in reader]
    for line, row in rows:
        if any(row[column] is None for column in columns):
            raise ValueError(f"{name}, line {line}: too few columns; needed are {', '.join(columns)}")
    return rows
