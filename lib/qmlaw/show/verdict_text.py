"""A reader's verdict in words: what stands, what carries it, what would move it, what clashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qmlaw.argument import language as current_language
from qmlaw.argument.answers import Answers
from qmlaw.argument.changes import CONFLICT_WORDS, conflicts, flips, one_of_each, single_changes
from qmlaw.argument.dependency import STATUS_WORDS, Commitment, View
from qmlaw.argument.reasons import Reason

WORDS = {
    "conclusions": {"en": "Conclusions", "ko": "결론"},
    "provisional": {"en": "rests on claims not examined yet", "ko": "아직 다루지 않은 주장에 기댐"},
    "stands": {"en": "What carries {}", "ko": "{}: 무엇이 떠받치는가"},
    "falls": {"en": "What brings {} down", "ko": "{}: 무엇이 무너뜨리는가"},
    "undecided": {"en": "What {} hangs on", "ko": "{}: 무엇에 달려 있는가"},
    "smallest": {
        "en": "Smallest set of commitments that suffices",
        "ko": "이것만으로 충분한 가장 작은 묶음",
    },
    "others": {"en": "Sets like this", "ko": "이런 묶음의 수"},
    "always": {"en": "In all of them", "ko": "모든 묶음에 든 것"},
    "open": {
        "en": "My commitments do not settle it.",
        "ko": "나의 표시만으로는 정해지지 않는다.",
    },
    "points": {"en": "Suspended, and it depends on them", "ko": "보류했고 이것이 기대는 것"},
    "cuts": {"en": "It is no longer settled without", "ko": "다음이 없으면 더는 정해지지 않는다"},
    "one_of": {"en": "one of", "ko": "다음 가운데 하나"},
    "and": {"en": " and ", "ko": " 그리고 "},
    "moves": {"en": "Single changes that move {}", "ko": "{}: 하나만 바꾸어 움직이려면"},
    "none": {"en": "none", "ko": "없음"},
    "clashes": {"en": "Commitments that clash", "ko": "서로 부딪치는 표시"},
    "against": {"en": "Recorded against what I accept", "ko": "내가 받아들인 것에 반하는 기록"},
    "fact check": {"en": "found wrong in the fact check", "ko": "사실 확인에서 틀림"},
    "experiment": {"en": "verdict of {} against it", "ko": "{}의 판정이 반대"},
    "hold": {"en": "What I hold", "ko": "나의 표시"},
    "accept": {"en": "accepted", "ko": "받아들임"},
    "reject": {"en": "rejected", "ko": "거부함"},
    "suspend": {"en": "suspended", "ko": "보류함"},
    "answered": {"en": "objections answered", "ko": "답한 반론"},
    "note": {"en": "In my own words", "ko": "나의 말로"},
}
ACT_WORDS = {
    "accept": {"en": "accept", "ko": "받아들이기"},
    "reject": {"en": "reject", "ko": "거부하기"},
    "suspend": {"en": "suspend", "ko": "보류하기"},
    "answer": {"en": "answer", "ko": "답하기"},
    "reopen": {"en": "no longer answer", "ko": "답 거두기"},
}
SHORT = {
    "accept": {"en": "{}", "ko": "{}"},
    "reject": {"en": "not {}", "ko": "{} 거부"},
    "answer": {"en": "reply to {}", "ko": "{}에 답"},
}


@dataclass(frozen=True)
class Block:
    """A heading and the lines below it."""

    heading: str
    lines: tuple[str, ...]


def verdict_text(
    view: View, answers: Answers, conclusion: str, reasons: Iterable[Reason] = (), language: str | None = None
) -> list[Block]:
    """Write a reader's verdict.

    Parameters
    ----------
    view : View
        The map seen with the choice of ``answers``.
    answers : Answers
        What the reader holds.
    conclusion : str
        Id of the claim whose ground is laid open.
    reasons : iterable of Reason
        What is recorded against claims; only what the reader accepts is listed.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    list of Block
        Blocks without content are left out.

    Raises
    ------
    ValueError
        If ``conclusion`` is not a claim.
    """
    if conclusion not in view.claims:
        raise ValueError(f"{conclusion!r} is not a claim; known are {', '.join(view.claims)}")
    chosen = current_language(language)
    say = {key: words[chosen] for key, words in WORDS.items()}
    blocks = [
        Block(say["conclusions"], tuple(_conclusions(view, chosen))),
        Block(say[view.status[conclusion]].format(conclusion), tuple(_ground(view, conclusion, chosen))),
        Block(say["moves"].format(conclusion), tuple(_moves(view, conclusion, chosen))),
        Block(say["clashes"], tuple(_clashes(view, chosen))),
        Block(say["against"], tuple(_against(view, reasons, chosen))),
        Block(say["note"], tuple(answers.note.strip().splitlines())),
        Block(say["hold"], tuple(_marks(view, chosen))),
    ]
    return [block for block in blocks if block.lines]


def short(commitment: Commitment, language: str | None = None) -> str:
    """Write a commitment in a word or two.

    Parameters
    ----------
    commitment : Commitment
        What the reader holds.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.

    Returns
    -------
    str
        ``"P8"``, ``"not P8"`` or ``"reply to O9"``.
    """
    return SHORT[commitment.act][current_language(language)].format(commitment.claim)


def _conclusions(view: View, language: str) -> Iterable[str]:
    for name, claim in view.claims.items():
        if claim.kind == "C":
            status = STATUS_WORDS[view.status[name]][language]
            aside = f" ({WORDS['provisional'][language]})" if name in view.provisional else ""
            yield f"{name} {claim.label[language]}: {status}{aside}. {claim.text[language]}"


def _ground(view: View, conclusion: str, language: str) -> Iterable[str]:
    sets = view.support_sets(conclusion)
    if not sets:
        yield WORDS["open"][language]
        if points := view.open_points(conclusion):
            yield f"{WORDS['points'][language]}: {', '.join(points)}"
        return
    order = list(view.claims).index

    def listed(commitments: Iterable[Commitment]) -> str:
        ordered = sorted(commitments, key=lambda one: (order(one.claim), one.act))
        return ", ".join(short(one, language) for one in ordered) or WORDS["none"][language]

    yield f"{WORDS['smallest'][language]}:"
    for one in sorted(sets[0], key=lambda one: (order(one.claim), one.act)):
        yield f"• {short(one, language)}: {view.claims[one.claim].label[language]}"
    if len(sets) > 1:
        always = listed(frozenset.intersection(*sets))
        yield f"{WORDS['others'][language]}: {len(sets)}. {WORDS['always'][language]}: {always}"
    lines = []
    for line in one_of_each(view.cuts(conclusion)):
        several = WORDS["one_of"][language] + " ({})"
        parts = [several.format(listed(group)) if len(group) > 1 else listed(group) for group in line]
        lines.append(WORDS["and"][language].join(parts))
    if lines:
        yield f"{WORDS['cuts'][language]}:"
        yield from (f"• {line}" for line in lines)


def _moves(view: View, conclusion: str, language: str) -> Iterable[str]:
    groups: dict[tuple[str, str], list[str]] = {}
    for change in flips(single_changes(view), conclusion):
        groups.setdefault((change.act, change.moved[conclusion][1]), []).append(change.claim)
    if not groups:
        yield WORDS["none"][language]
    for (act, status), names in groups.items():
        yield f"{ACT_WORDS[act][language]} {', '.join(names)} → {STATUS_WORDS[status][language]}"


def _clashes(view: View, language: str) -> Iterable[str]:
    for one in conflicts(view):
        yield CONFLICT_WORDS[one.kind][language].format(claim=one.claim, by=", ".join(one.by))


def _against(view: View, reasons: Iterable[Reason], language: str) -> Iterable[str]:
    found: dict[str, list[str]] = {}
    for reason in reasons:
        if view.choice.marks.get(reason.claim) == "accept":
            found.setdefault(reason.claim, []).append(WORDS[reason.kind][language].format(reason.source))
    alike: dict[str, list[str]] = {}
    for name, words in found.items():
        alike.setdefault("; ".join(words), []).append(name)
    return (f"{ranges(names)}: {words}" for words, names in alike.items())


def _marks(view: View, language: str) -> Iterable[str]:
    for mark in ("accept", "reject", "suspend"):
        names = [name for name in view.claims if view.choice.marks.get(name) == mark]
        if names:
            yield f"{WORDS[mark][language]}: {ranges(names)}"
    answered = [name for name in view.claims if name in view.choice.answered]
    if answered:
        yield f"{WORDS['answered'][language]}: {ranges(answered)}"


def ranges(names: Iterable[str]) -> str:
    """Write ids of claims in order and in short form.

    Parameters
    ----------
    names : iterable of str
        Ids.

    Returns
    -------
    str

    Examples
    --------
    >>> ranges(["D1", "D3", "D2", "D9", "I1", "I2"])
    'D1–D3, D9, I1, I2'
    """
    numbered = sorted(
        ((name[0], int(name[1:])) for name in names), key=lambda one: ("DIPCOS".index(one[0]), one)
    )
    runs: list[list[tuple[str, int]]] = []
    for kind, number in numbered:
        if runs and runs[-1][-1] == (kind, number - 1):
            runs[-1].append((kind, number))
        else:
            runs.append([(kind, number)])
    parts = []
    for run in runs:
        ids = [f"{kind}{number}" for kind, number in run]
        parts += [f"{ids[0]}–{ids[-1]}"] if len(ids) > 2 else ids
    return ", ".join(parts)
