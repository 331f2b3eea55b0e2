"""``qmlaw argue …``: a reader's own view of the argument: begin, look, take away."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qmlaw import argument
from qmlaw.argument.answers import Answers, load_answers, save_answers, unanswered
from qmlaw.argument.files import write_whole
from qmlaw.argument.reasons import Reason, following, judged_by, reasons_against

argue_app = typer.Typer(
    help="Take the argument apart: accept, reject or suspend claims and see what stands.",
    no_args_is_help=True,
)

PRESETS = {"author": argument.author, "critic": argument.critic, "blank": argument.blank}
Claims = Mapping[str, argument.Claim]
FORMATS = ("argdown", "html", "svg", "pdf")

Language = Annotated[str, typer.Option(help="Language of the texts: en or ko.")]
Preset = Annotated[str | None, typer.Option(help=f"Whose view: {', '.join(PRESETS)}.")]
AnswersFile = Annotated[Path | None, typer.Option("--answers", help="Your own answers, a JSON file.")]
Steelman = Annotated[bool, typer.Option("--steelman", help="Grant the best reply to every objection.")]
Evidence = Annotated[
    bool, typer.Option("--evidence", help="Reject every claim that a recorded experiment speaks against.")
]
RulesFile = Annotated[
    Path | None,
    typer.Option("--tests", help="Judge the evidence by this copy of tests.yaml, thresholds changed."),
]
Goal = Annotated[str, typer.Option("--claim", help="The claim whose ground is laid open.")]


@argue_app.command("start")
def start(
    file: Annotated[Path, typer.Argument(help="Where to write the answers, for example mine.json.")],
    preset: Preset = "blank",
    steelman: Steelman = False,
    evidence: Evidence = False,
    tests: RulesFile = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a file of answers to begin with; then edit its marks: accept, reject or suspend."""
    try:
        if file.exists() and not force:
            raise ValueError(f"{file} is there already; give --force to replace it")
        claims = argument.load_claims()
        save_answers(
            _answers(claims, None, preset, steelman, _reasons(claims, tests) if evidence else []),
            file,
            claims,
        )
    except (ValueError, OSError) as error:
        raise _failure(error) from error
    typer.echo(f"{file}: the view of {preset}, {len(argument.asked(claims))} claims to decide.")


@argue_app.command("show")
def show_view(
    answers: AnswersFile = None,
    preset: Preset = None,
    steelman: Steelman = False,
    evidence: Evidence = False,
    tests: RulesFile = None,
    claim: Goal = "C3",
    numbers: Annotated[bool, typer.Option("--numbers", help="Gradual strengths as intervals, too.")] = False,
    language: Language = "en",
) -> None:
    """Say what stands and falls in a view, what a claim hangs on, and which single changes would move it.

    Without --answers and --preset it is the author's view.
    """
    from rich.console import Console
    from rich.markup import escape

    from qmlaw.show.verdict_text import verdict_text

    try:
        argument.language(language)
        claims = argument.load_claims()
        reasons = _reasons(claims, tests)
        held = _answers(claims, answers, preset, steelman, reasons if evidence else [])
        view = argument.dependency_view(claims, held.choice)
        blocks = verdict_text(view, held, claim, reasons, language)
    except (ValueError, OSError) as error:
        raise _failure(error) from error
    console = Console(highlight=False)
    for block in blocks:
        console.print(f"[bold]{escape(block.heading)}[/bold]")
        for line in block.lines:
            console.print(f"  {escape(line)}")
    if missing := unanswered(claims, held):
        console.print(f"[bold]Without a mark[/bold]\n  {', '.join(missing)}")
    if numbers:
        _print_numbers(claims, held.choice, language)


@argue_app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="Where to write: NAME.argdown, .html, .svg or .pdf.")],
    format: Annotated[
        str | None, typer.Option(help="argdown, html, svg or pdf; default: by the name.")
    ] = None,
    answers: AnswersFile = None,
    preset: Preset = None,
    steelman: Steelman = False,
    evidence: Evidence = False,
    tests: RulesFile = None,
    claim: Goal = "C3",
    language: Language = "en",
) -> None:
    """Write the map as Argdown, as a page to click in (HTML) or a picture (SVG), or your verdict (PDF).

    Without --answers and --preset, the first three show the map alone.
    """
    try:
        kind = format or file.suffix.lstrip(".").lower()
        if kind not in FORMATS:
            raise ValueError(f"format is {kind!r}; allowed are {', '.join(FORMATS)}")
        argument.language(language)
        claims = argument.load_claims()
        alone = answers is None and preset is None
        if alone and (kind == "pdf" or steelman or evidence):
            raise ValueError("a view is needed; give --answers FILE or --preset NAME")
        reasons = _reasons(claims, tests)
        held = None if alone else _answers(claims, answers, preset, steelman, reasons if evidence else [])
        content = _render(kind, claims, held, claim, reasons, language)
        write_whole(file, content)
    except (ValueError, OSError) as error:
        raise _failure(error) from error
    typer.echo(f"{file}: {len(content) / 1000:.0f} kB")


def _reasons(claims: Claims, tests: Path | None) -> list[Reason]:
    return reasons_against(claims, judged_by(argument.load_tests(tests)) if tests else None)


def _answers(
    claims: Claims, file: Path | None, preset: str | None, steelman: bool, reasons: list[Reason]
) -> Answers:
    """Return the answers that the options ask for; of the reasons only experiments change marks."""
    if file is not None and preset is not None:
        raise ValueError(f"both --answers {file} and --preset {preset} are given; give one of them")
    if file is None and (preset or "author") not in PRESETS:
        raise ValueError(f"preset is {preset!r}; allowed are {', '.join(PRESETS)}")
    held = load_answers(file, claims) if file else Answers(PRESETS[preset or "author"](claims))
    measured = [reason for reason in reasons if reason.kind == "experiment"]
    held = replace(held, choice=following(held.choice, measured))
    return replace(held, choice=argument.steelman(claims, held.choice)) if steelman else held


def _render(
    kind: str, claims: Claims, held: Answers | None, claim: str, reasons: list[Reason], language: str
) -> bytes:
    view = held and argument.dependency_view(claims, held.choice)
    if kind == "argdown":
        from qmlaw.argument.argdown import to_argdown

        return to_argdown(claims, language, view).encode()
    if kind == "html":
        from qmlaw.show.map_page import map_page

        return map_page(claims, language, view).encode()
    if kind == "svg":
        from qmlaw.show.claim_map import draw_claim_map
        from qmlaw.show.reader_map import draw_reader_map, svg

        return svg(draw_reader_map(view, language) if view else draw_claim_map(language))
    from qmlaw.show.verdict_page import pdf, verdict_page

    return pdf(verdict_page(claims, held, claim, reasons, language))


def _print_numbers(claims: Claims, choice: argument.Choice, language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from qmlaw.argument.gradual import WARNING, intervals

    found = intervals(claims, choice)
    table = Table("claim", "lowest", "highest")
    for name in claims:
        if claims[name].kind == "C":
            table.add_row(
                f"{name} {claims[name].label[language]}", f"{found[name].low:.2f}", f"{found[name].high:.2f}"
            )
    Console().print(table)
    Console().print(WARNING[language])


def _failure(error: Exception) -> typer.Exit:
    typer.echo(f"error: {error}", err=True)
    return typer.Exit(1)
