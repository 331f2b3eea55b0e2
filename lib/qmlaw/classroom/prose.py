"""What readers read in a file, each piece with its language and its line: for checks of wording."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from qmlaw.show.language import LANGUAGES

_CELL = re.compile(r"# %%")
_PROSE_CELL = re.compile(r'# %% \[markdown\].*"(en|ko)"')


@dataclass(frozen=True)
class Passage:
    """A piece of text as it stands in its file.

    Parameters
    ----------
    path : Path
        The file.
    line : int
        Where it begins.
    language : {"en", "ko"}
        Its language.
    text : str
        The words, with their line breaks.
    """

    path: Path
    line: int
    language: str
    text: str

    def line_of(self, position: int) -> int:
        """Tell in which line of the file a position of the text lies."""
        return self.line + self.text.count("\n", 0, position)


def passages(path: Path) -> list[Passage]:
    """Collect the prose of a file.

    Parameters
    ----------
    path : Path
        A notebook source or a module (its prose cells, and the words given to ``text(en=…, ko=…)``), a YAML
        file (everything below ``en`` and ``ko``), or a card (Markdown, English).

    Returns
    -------
    list of Passage
        In the order of the file.

    Raises
    ------
    ValueError
        If it is another kind of file.
    """
    readers = {".py": _python, ".yaml": _yaml, ".md": _card}
    if path.suffix not in readers:
        raise ValueError(
            f"{path.name}: no prose is read from {path.suffix!r}; allowed are {', '.join(readers)}"
        )
    content = path.read_text(encoding="utf-8")
    found = readers[path.suffix](content)
    return sorted((Passage(path, *one) for one in found), key=lambda one: one.line)


def prose_of(path: Path, language: str) -> str:
    """Join the prose cells of a notebook source.

    Parameters
    ----------
    path : Path
        The source.
    language : {"en", "ko"}
        Of which edition.

    Returns
    -------
    str
        Its words, in order.
    """
    cells = _cells(path.read_text(encoding="utf-8"))
    return "\n\n".join(text for _, found, text in cells if found == language)


def _python(content: str) -> Iterator[tuple[int, str, str]]:
    yield from _cells(content)
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Call):
            twins = [(keyword.arg, keyword.value) for keyword in node.keywords]
        elif isinstance(node, ast.Dict):
            twins = [
                (getattr(key, "value", None), value)
                for key, value in zip(node.keys, node.values, strict=True)
            ]
        else:
            continue
        for name, value in twins:
            if name in LANGUAGES:
                yield from ((line, name, words) for line, words in _strings(value))


def _strings(node: ast.AST) -> Iterator[tuple[int, str]]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.lineno, part.value


def _cells(content: str) -> Iterator[tuple[int, str, str]]:
    lines = content.splitlines()
    starts = [number for number, line in enumerate(lines) if _CELL.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        if header := _PROSE_CELL.match(lines[start]):
            yield start + 2, header[1], "\n".join(line[2:] for line in lines[start + 1 : end])


def _yaml(content: str) -> Iterator[tuple[int, str, str]]:
    lines = content.split("\n")

    def walk(node: yaml.Node) -> Iterator[tuple[int, str, str]]:
        if isinstance(node, yaml.SequenceNode):
            for child in node.value:
                yield from walk(child)
        elif isinstance(node, yaml.MappingNode):
            for key, child in node.value:
                if key.value in LANGUAGES and isinstance(child, yaml.ScalarNode):
                    yield child.start_mark.line + 1, key.value, _raw(lines, child)
                else:
                    yield from walk(child)

    yield from walk(yaml.compose(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _raw(lines: list[str], node: yaml.ScalarNode) -> str:
    """The lines of a value as they stand in the file, so that a word in them has a line of its own."""
    start, end = node.start_mark, node.end_mark
    if start.line == end.line:
        return lines[start.line][start.column : end.column]
    inner = lines[start.line + 1 : end.line]
    return "\n".join([lines[start.line][start.column :], *inner, lines[end.line][: end.column]])


def _card(content: str) -> Iterator[tuple[int, str, str]]:
    yield 1, "en", content
