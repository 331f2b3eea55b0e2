"""``qmlaw claims`` and ``qmlaw evidence …``: the claims, and what the experiments say of them."""

from pathlib import Path
from typing import Annotated

import typer

from qmlaw import argument

evidence_app = typer.Typer(help="Experiments: measure again, check what is stored.", no_args_is_help=True)

Language = Annotated[str, typer.Option(help="Language of the texts: en or ko.")]
TestId = Annotated[str, typer.Argument(help="A registered experiment, such as T6.")]


def claims_command(
    language: Language = "en",
    kind: Annotated[str | None, typer.Option(help="Only these kinds, for example DI.")] = None,
    picture: Annotated[
        Path | None, typer.Option("--map", help="Only draw the map of the claims, to this PNG file.")
    ] = None,
) -> None:
    """List the claims: text, fact check, experiment and the verdict that follows from the stored evidence."""
    from rich.console import Console
    from rich.table import Table

    if picture is not None:
        _draw_map(picture, language)
        return
    try:
        argument.language(language)
        claims = argument.load_claims()
        rows = [
            _row(claim, language) for claim in claims.values() if kind is None or claim.kind in kind.upper()
        ]
    except (ValueError, FileNotFoundError) as error:
        raise _failure(error) from error
    table = Table("id", "claim", "fact check", "evidence and verdict", show_lines=True)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


@evidence_app.command("check")
def check_evidence() -> None:
    """Check that claims, tests and stored evidence fit together; exit code 1 when they do not."""
    try:
        tests, claims = argument.load_tests(), argument.load_claims()
        faults = argument.check_against_claims(tests, claims)
        faults += _stray_files(set(tests))
        for test in tests.values():
            faults += argument.evidence_faults(test, argument.load_evidence(test.id))
    except (ValueError, FileNotFoundError) as error:
        raise _failure(error) from error
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo(
        f"{len(claims)} claims and {len(tests)} tests fit; the stored evidence follows from the rules."
    )


@evidence_app.command("run")
def run_evidence(
    test_id: TestId,
    full: Annotated[bool, typer.Option("--full", help="At full scale; see 'cost' in tests.yaml.")] = False,
) -> None:
    """Measure an experiment again: runs its notebook from the source and stores what it finds."""
    from qmlaw.classroom.execution import EditionError, execute_source

    scale = "full" if full else "quick"
    try:
        tests = argument.load_tests()
        if test_id not in tests:
            raise ValueError(f"{test_id!r} is not registered; known are {', '.join(tests)}")
        environment = {"QMLAW_SCALE": scale, "QMLAW_RECORD": "1", "QMLAW_TEST": test_id}
        execute_source(tests[test_id].notebook, language="en", environment=environment)
        runs = argument.load_evidence(test_id)
        if scale not in runs:
            raise ValueError(f"notebook {tests[test_id].notebook} ran, but recorded nothing for {test_id}")
    except (ValueError, FileNotFoundError, EditionError) as error:
        raise _failure(error) from error
    typer.echo(f"{test_id}, {scale}, {runs[scale].seconds:g} s on {runs[scale].dataset}")
    for claim, outcome in runs[scale].verdicts.items():
        typer.echo(f"{claim}: {outcome}")


def _draw_map(path: Path, language: str) -> None:
    from qmlaw.show import figures
    from qmlaw.show.claim_map import draw_claim_map

    try:
        figures.set_up(language)
        path.write_bytes(figures.png(draw_claim_map(language)))
    except (ValueError, OSError) as error:
        raise _failure(error) from error


def _row(claim: argument.Claim, language: str) -> tuple[str, str, str, str]:
    verdict = claim.factcheck.verdict if claim.factcheck else ""
    found = []
    for test_id in claim.evidence:
        runs = argument.load_evidence(test_id)
        found += [f"{test_id} {scale}: {run.verdicts.get(claim.id, '?')}" for scale, run in runs.items()]
        found += [] if runs else [f"{test_id}: not run"]
    later = "" if claim.examined else f"notebook {claim.notebook}"
    return claim.id, claim.text[language], verdict, "\n".join(found) or later


def _stray_files(known: set[str]) -> list[str]:
    from qmlaw.paths import data_folder

    files = sorted((data_folder() / "evidence").glob("*.json"))
    return [
        f"{file.name}: evidence for a test that is not registered" for file in files if file.stem not in known
    ]


def _failure(error: Exception) -> typer.Exit:
    typer.echo(f"error: {error}", err=True)
    return typer.Exit(1)
