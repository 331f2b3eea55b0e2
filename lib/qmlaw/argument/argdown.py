"""The map as an Argdown document, for readers who know that notation and its tools.

Written in the syntax of https://argdown.org/syntax/: a claim is a statement ``[C2]: text``, a step is an
argument ``<C2-web>`` with its premises and conclusion numbered, a rebuttal is ``<- [O1]`` under the claim, an
undercut is ``<_ [O7]`` under the line of the inference. Argdown has no word for what a claim presupposes.
That stands in the data of the statement (``presupposes``), with section, label and, if a reader's view is
given, the mark. Kind and status are tags, so that Argdown's maps can colour them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from qmlaw.argument.claims import KINDS, Claim, Step, all_edges, steps
from qmlaw.argument.dependency import View
from qmlaw.argument.languages import language as current_language

TITLE = {
    "en": "The argument of the essay on machine learning in quantum chemistry",
    "ko": "양자화학의 기계학습을 다룬 글의 논증",
}
_SPECIAL = re.compile(r"[\\\[\]<>{}#@*_/]")


def to_argdown(claims: Mapping[str, Claim], language: str | None = None, view: View | None = None) -> str:
    """Write the map as an Argdown document.

    Parameters
    ----------
    claims : mapping
        Claims by id.
    language : {"en", "ko"}, optional
        Language of the texts; default :func:`qmlaw.argument.language`.
    view : View, optional
        A reader's view; adds mark, status and whether an attack is answered.

    Returns
    -------
    str
        The document, ending in a line break.
    """
    chosen = current_language(language)
    blocks = [f"===\ntitle: {TITLE[chosen]}\nmodel:\n    mode: loose\n==="]
    for kind, words in KINDS.items():
        of_kind = [claim for claim in claims.values() if claim.kind == kind]
        if of_kind:
            blocks.append(f"# {words[chosen]}")
        blocks += [_statement(claim, claims, chosen, view) for claim in of_kind]
    inferences = steps(claims)
    if inferences:
        blocks.append("# " + {"en": "steps", "ko": "추론"}[chosen])
    blocks += [_argument(step) for step in inferences]
    return "\n\n".join(blocks) + "\n"


def _statement(claim: Claim, claims: Mapping[str, Claim], language: str, view: View | None) -> str:
    data = {"label": claim.label[language]}
    if claim.section:
        data["section"] = claim.section
    if presupposed := [edge.target for edge in claim.edges if edge.type == "presuppose"]:
        data["presupposes"] = presupposed
    tags = f"#{claim.kind}"
    if view is not None:
        data["mark"] = view.choice.marks.get(claim.id, "none")
        data["answered"] = claim.id in view.choice.answered
        tags += f" #{view.status[claim.id]}"
    rebuttals = [e.source for e in all_edges(claims) if e.type == "rebut" and e.target == claim.id]
    lines = [f"[{claim.id}]: {_escaped(claim.text[language])} {tags} {json.dumps(data, ensure_ascii=False)}"]
    return "\n".join(lines + [f"    <- [{name}]" for name in rebuttals])


def _argument(step: Step) -> str:
    """Write a step: its name, and after an empty line what it concludes from what."""
    numbered = [f"({i}) [{name}]" for i, name in enumerate(step.premises, start=1)]
    cuts = [f"    <_ [{name}]" for name in step.undercut_by]
    return "\n".join(
        [f"<{step.group}>", "", *numbered, "-----", *cuts, f"({len(numbered) + 1}) [{step.target}]"]
    )


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], " ".join(text.split()))
