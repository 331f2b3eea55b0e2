"""Result tables: rounded, in plain text and in HTML, the same in every run.

The stored tables of the notebooks are compared with fresh ones when the notebooks are tested. So a
number is rounded here, once, to the decimals that mean something.
"""

import html
import math
import numbers
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qmlaw.show.language import text

Cell = str | bool | int | float | None


def _formatted(cell: Cell, decimals: int) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool) or type(cell).__name__ in ("bool_", "bool"):
        return text(en="yes", ko="예") if cell else text(en="no", ko="아니요")
    if isinstance(cell, numbers.Integral):
        return f"{int(cell):,}"
    if isinstance(cell, numbers.Real):
        value = float(cell)
        if not math.isfinite(value):
            return str(value)
        rounded = f"{value:,.{decimals}f}"
        # A tiny negative number would print as -0.00 here and 0.00 on another machine.
        return rounded.lstrip("-") if float(rounded.replace(",", "")) == 0 else rounded
    return str(cell)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, numbers.Real) and not isinstance(cell, bool)


def _width(string: str) -> int:
    """Columns that a string takes in a monospaced font: a Korean syllable takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in string)


def _padded(string: str, width: int, right: bool) -> str:
    space = " " * (width - _width(string))
    return space + string if right else string + space


@dataclass(frozen=True, eq=False)
class Table:
    """A table of rounded text; a notebook shows it as HTML, a terminal as aligned columns.

    Parameters
    ----------
    columns : tuple of str
        Column titles, units included.
    rows : tuple of tuple of str
        The cells, rounded already.
    numeric : tuple of bool
        Which columns hold numbers (set flush right).
    caption : str
        One sentence above the table; may be empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    caption: str = ""

    def __str__(self) -> str:
        widths = [max(map(_width, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = [self.caption] if self.caption else []
        for i, row in enumerate((self.columns, *self.rows)):
            cells = (_padded(*cell) for cell in zip(row, widths, self.numeric, strict=True))
            lines.append("  ".join(cells).rstrip())
            if i == 0:
                lines.append("  ".join("─" * width for width in widths))
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        def tag(name: str, cell: str, right: bool, scope: str = "") -> str:
            align = "right" if right else "left"
            scope = f' scope="{scope}"' if scope else ""
            return f'<{name}{scope} style="text-align: {align}">{html.escape(cell)}</{name}>'

        lines = ['<table class="qmlaw-table">']
        if self.caption:
            lines.append(f'<caption style="text-align: left">{html.escape(self.caption)}</caption>')
        head = [tag("th", c, r, "col") for c, r in zip(self.columns, self.numeric, strict=True)]
        lines += ["<thead><tr>" + "".join(head) + "</tr></thead>", "<tbody>"]
        for row in self.rows:
            first = tag("th", row[0], self.numeric[0], "row")
            rest = [tag("td", c, r) for c, r in zip(row[1:], self.numeric[1:], strict=True)]
            lines.append("<tr>" + first + "".join(rest) + "</tr>")
        return "\n".join([*lines, "</tbody></table>"])


def table(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[str],
    decimals: int | Mapping[str, int] = 2,
    caption: str = "",
) -> Table:
    """Round the cells and set them as a table; make it the last line of a notebook cell.

    Parameters
    ----------
    rows : sequence of sequences
        Cells: text, numbers, True/False (shown as yes/no) or None (shown as a dash). The first cell of a
        row is its title.
    columns : sequence of str
        One title per column, units included.
    decimals : int or mapping of column title to int
        Digits after the point; columns that the mapping leaves out get 2. Integers are never changed.
    caption : str, optional
        What the table shows, in one sentence.

    Returns
    -------
    Table
        To be displayed.

    Raises
    ------
    ValueError
        If there are no columns, a row has another length, or `decimals` names an unknown column.
    """
    titles = tuple(columns)
    if not titles:
        raise ValueError("columns is empty; a table needs at least one column title")
    for i, row in enumerate(rows):
        if len(row) != len(titles):
            raise ValueError(f"row {i} has {len(row)} cells, but there are {len(titles)} columns {titles}")
    digits = dict(decimals) if isinstance(decimals, Mapping) else dict.fromkeys(titles, decimals)
    if unknown := set(digits) - set(titles):
        raise ValueError(f"decimals names {sorted(unknown)}; the columns are {list(titles)}")
    cells = tuple(
        tuple(_formatted(cell, digits.get(title, 2)) for cell, title in zip(row, titles, strict=True))
        for row in rows
    )
    numeric = tuple(any(_is_number(row[i]) for row in rows) for i in range(len(titles)))
    return Table(titles, cells, numeric, caption)
