"""One claim and its neighbourhood: what it says, what speaks for and against it, where it is taken up."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from qmlaw.argument import language as current_language
from qmlaw.argument import load_claims, load_evidence, load_tests
from qmlaw.argument.claims import FACT_WORDS, KINDS, Claim, FactCheck, Step, Texts, all_edges, steps
from qmlaw.argument.recording import OUTCOME_WORDS
from qmlaw.argument.registry import Test
from qmlaw.paths import project_folder

CHECKED_WORDS = {
    "text": {"en": "passage read", "ko": "해당 대목을 읽음"},
    "abstract": {"en": "abstract or excerpt read", "ko": "초록이나 발췌만 읽음"},
    "computed": {"en": "computed or by definition", "ko": "계산하거나 정의에서 따라 나옴"},
    "no": {"en": "standard reference, not looked up again", "ko": "표준 문헌, 다시 확인하지 않음"},
}
WORDS = {
    "essay": {"en": "essay, section", "ko": "글"},
    "tacit": {"en": "tacit: not said in the essay, but needed", "ko": "암묵적: 글에 없으나 필요한 전제"},
    "ours": {"en": "ours", "ko": "우리가 보탠 것"},
    "facts": {"en": "Fact check", "ko": "사실 확인"},
    "rests": {"en": "Rests on", "ko": "기대는 것"},
    "together": {"en": "together", "ko": "함께"},
    "attacked": {"en": "Attacked by", "ko": "공격하는 것"},
    "undercut": {"en": "undercuts this step", "ko": "이 추론을 훼손"},
    "serves": {"en": "Bears on", "ko": "영향을 주는 것"},
    "reply": {"en": "Best reply open to the essay", "ko": "글이 내놓을 수 있는 가장 좋은 답"},
    "tests": {"en": "Experiments", "ko": "실험"},
    "untested": {"en": "Why no experiment here", "ko": "여기에 실험이 없는 까닭"},
    "notebook": {"en": "Notebook", "ko": "노트북"},
    "later": {"en": "not written yet", "ko": "아직 없음"},
    "not_run": {"en": "not run yet", "ko": "아직 실행하지 않음"},
    "support": {"en": "supports", "ko": "뒷받침"},
    "rebut": {"en": "rebuts", "ko": "논박"},
    "presuppose": {"en": "presupposes", "ko": "전제함"},
    "presupposed": {"en": "presupposed by", "ko": "이것을 전제하는 것"},
}


def claim_cards(language: str | None = None, verdicts: bool = False) -> dict[str, str]:
    """Return the cards of all claims, as :func:`claim_card` gives them; the files are read once.

    Parameters
    ----------
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.
    verdicts : bool, default False
        Show the outcome of experiments that have been run.

    Returns
    -------
    dict
        HTML by claim id.
    """
    claims, tests, chosen = load_claims(), load_tests(), current_language(language)
    return {name: _card(claim, claims, tests, chosen, verdicts) for name, claim in claims.items()}


def claim_card(claim_id: str, language: str | None = None, verdicts: bool = False) -> str:
    """Return one claim and its neighbours as HTML.

    Parameters
    ----------
    claim_id : str
        For example ``"I2"``.
    language : {"en", "ko"}, optional
        Default :func:`qmlaw.argument.language`.
    verdicts : bool, default False
        Show the outcome of experiments that have been run.

    Returns
    -------
    str
        A ``div`` without script or style of its own.

    Raises
    ------
    ValueError
        If there is no such claim.
    """
    claims, chosen = load_claims(), current_language(language)
    if claim_id not in claims:
        raise ValueError(f"{claim_id!r} is not a claim; known are {', '.join(claims)}")
    return _card(claims[claim_id], claims, load_tests(), chosen, verdicts)


def _card(
    claim: Claim, claims: Mapping[str, Claim], tests: Mapping[str, Test], chosen: str, verdicts: bool
) -> str:
    parts = [
        f"<p><strong>{claim.id}</strong> <em>{KINDS[claim.kind][chosen]}</em> ({_origin(claim, chosen)})</p>",
        f"<p>{escape(claim.text[chosen])}</p>",
        _facts(claim.factcheck, chosen),
        _section(
            "rests",
            [_step(step, claims, chosen) for step in steps(claims) if step.target == claim.id],
            chosen,
        ),
        _section("attacked", _sources(claims, claim.id, "rebut", chosen), chosen),
        _section("presupposed", _sources(claims, claim.id, "presuppose", chosen), chosen),
        _section("serves", _serves(claim, claims, chosen), chosen),
        _line("reply", claim.reply, chosen),
        _section(
            "tests", [_experiment(tests[name], claim.id, chosen, verdicts) for name in claim.evidence], chosen
        ),
        _line("untested", claim.untested, chosen),
        f"<p>{WORDS['notebook'][chosen]}: {_notebook(claim.notebook, chosen)}</p>",
    ]
    return f'<div class="qmlaw-claim" lang="{chosen}">{"".join(parts)}</div>'


def _origin(claim: Claim, language: str) -> str:
    if claim.section:
        return escape(f"{WORDS['essay'][language]} {claim.section}")
    return WORDS["tacit" if claim.tacit else "ours"][language]


def _facts(facts: FactCheck | None, language: str) -> str:
    if facts is None:
        return ""
    head = f"<p>{WORDS['facts'][language]}: <strong>{FACT_WORDS[facts.verdict][language]}</strong>. "
    details = [
        f"<em>{FACT_WORDS[verdict][language]}</em>: {escape(text[language])}"
        for verdict, text in facts.details
    ]
    sources = [
        escape(source.ref)
        + (
            f' <a href="https://doi.org/{escape(source.doi)}">doi:{escape(source.doi)}</a>'
            if source.doi
            else ""
        )
        + f" ({CHECKED_WORDS[source.checked][language]})"
        for source in facts.sources
    ]
    return f"{head}{escape(facts.reason[language])}</p>{_list(details)}<small>{_list(sources)}</small>"


def _step(step: Step, claims: Mapping[str, Claim], language: str) -> str:
    together = f" ({WORDS['together'][language]})" if len(step.premises) > 1 else ""
    line = " + ".join(_named(claims[premise], language) for premise in step.premises) + together
    cuts = [f"{_named(claims[name], language)} {WORDS['undercut'][language]}" for name in step.undercut_by]
    return line + _list(cuts)


def _sources(claims: Mapping[str, Claim], target: str, kind: str, language: str) -> list[str]:
    found = [edge.source for edge in all_edges(claims) if edge.target == target and edge.type == kind]
    return [_named(claims[source], language) for source in found]


def _serves(claim: Claim, claims: Mapping[str, Claim], language: str) -> list[str]:
    pairs = dict.fromkeys((edge.type, edge.target) for edge in claim.edges)
    words = {kind: WORDS[kind][language] for kind in ("support", "rebut", "presuppose", "undercut")}
    return [f"{words[kind]}: {_named(claims[target], language)}" for kind, target in pairs]


def _experiment(test: Test, claim_id: str, language: str, verdicts: bool) -> str:
    line = f"<strong>{test.id}</strong> {escape(test.question[language])}"
    if not verdicts:
        return line
    runs = load_evidence(test.id)
    found = [f"{scale}: {OUTCOME_WORDS[run.verdicts[claim_id]][language]}" for scale, run in runs.items()]
    return f"{line} ({', '.join(found) or WORDS['not_run'][language]})"


def _notebook(number: str, language: str) -> str:
    files = sorted((project_folder() / "notebooks" / language).glob(f"{number}_*.ipynb"))
    if not files:
        return f"{number} ({WORDS['later'][language]})"
    return f'<a href="{escape(files[0].name)}" target="_blank">{number}</a>'


def _named(claim: Claim, language: str) -> str:
    return f"<strong>{claim.id}</strong> {escape(claim.label[language])}"


def _line(key: str, texts: Texts | None, language: str) -> str:
    return f"<p>{WORDS[key][language]}: {escape(texts[language])}</p>" if texts else ""


def _section(key: str, items: list[str], language: str) -> str:
    return f"<p>{WORDS[key][language]}:</p>{_list(items)}" if items else ""


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""
