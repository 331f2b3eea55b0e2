"""What a composite method gives: every term by name, with the reason why it is there."""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from qmlaw.argument import language as current_language
from qmlaw.units import HARTREE_TO_KCAL_MOL

_WORDS = {
    "en": ("term", "hartree", "kcal/mol", "where it comes from", "what it stands for", "sum"),
    "ko": ("항", "hartree", "kcal/mol", "어디서 왔나", "무엇을 뜻하나", "합"),
}

#: Kinds of parts, and what readers call them: from a wave function, from the motion of the nuclei, measured,
#: fitted to measured values.
KINDS = {
    "ab initio": {"en": "ab initio", "ko": "제일원리"},
    "nuclear motion": {"en": "nuclear motion", "ko": "핵의 운동"},
    "measured": {"en": "measured", "ko": "측정"},
    "fitted": {"en": "fitted", "ko": "맞춘 값"},
}


class Part(NamedTuple):
    """One row of a composite energy.

    Attributes
    ----------
    name : str
        Short name.
    energy : float
        Hartree.
    kind : {"ab initio", "nuclear motion", "measured", "fitted"}
        Where the number comes from.
    reason : dict of str to str
        What it stands for, by language.
    """

    name: str
    energy: float
    kind: str
    reason: dict[str, str]


@dataclass(frozen=True)
class CompositeEnergy:
    """Energy of one species at one composite method, term by term.

    Parameters
    ----------
    method : str
        Name of the composite method.
    formula : str
        Chemical formula, with the charge.
    parts : tuple of Part
        In the order of the method's paper; they sum up to `energy`.
    energies : dict of str to float
        The single energies behind the terms by label ``METHOD/BASIS``, hartree.
    cpu_seconds : float
        Processor time of everything that was calculated, s.
    """

    method: str
    formula: str
    parts: tuple[Part, ...]
    energies: dict[str, float]
    cpu_seconds: float

    @property
    def energy(self) -> float:
        """Energy at 0 K, E0, with zero-point energy if there is one among the parts, hartree."""
        return sum(part.energy for part in self.parts)

    @property
    def electronic(self) -> float:
        """Energy without the motion of the nuclei, hartree."""
        return sum(part.energy for part in self.parts if part.kind != "nuclear motion")

    def part(self, name: str) -> Part:
        """One part by name.

        Parameters
        ----------
        name : str
            Name of the part.

        Returns
        -------
        Part
            The part.

        Raises
        ------
        KeyError
            If there is none of this name; the message lists the parts.
        """
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(f"{self.method} has no part {name!r}; it has {', '.join(p.name for p in self.parts)}")

    def rows(self, language: str = "en") -> list[tuple[str, float, float, str]]:
        """Rows of a table: name, hartree, kcal/mol, reason; the sum last.

        Parameters
        ----------
        language : {"en", "ko"}
            Language of the reasons.

        Returns
        -------
        list of tuple
            One row for each part, and their sum.
        """
        rows = [(p.name, p.energy, p.energy * HARTREE_TO_KCAL_MOL, p.reason[language]) for p in self.parts]
        total = f"{_WORDS[language][-1]}, {self.method}"
        return [*rows, (total, self.energy, self.energy * HARTREE_TO_KCAL_MOL, "")]

    def __str__(self) -> str:
        lines = [f"{self.method} of {self.formula}"]
        lines += [
            f"  {name:<24s} {hartree:14.6f} hartree   {reason}" for name, hartree, _, reason in self.rows()
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """A table in the language in use (`qmlaw.argument.language`); what is fitted is marked."""
        language = current_language()
        *words, _ = _WORDS[language]
        body = _html_row("th", *map(html.escape, words))
        for part, (name, hartree, kcal, why) in zip_longest(self.parts, self.rows(language)):
            kind = KINDS[part.kind][language] if part else ""
            marked = f"<mark>{kind}</mark>" if part and part.kind == "fitted" else kind
            row = (html.escape(name), f"{hartree:.6f}", f"{kcal:.2f}", marked, html.escape(why))
            body += _html_row("td", *row)
        caption = f"<caption>{html.escape(self.method)}, {html.escape(self.formula)}</caption>"
        return f'<table lang="{language}">{caption}{body}</table>'


def _html_row(tag: str, *cells: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"
